"""The checklist as a value: circular, practice and determinations put into words.

It never decides, never prints and never reads a clock or a file; the same input gives the same :class:`Report`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from app.domain.circular import Circular
from app.domain.determination import ToolDetermination
from app.domain.evidence import Evidence
from app.domain.ledger import Action
from app.domain.paper import NOBODY, Edition, Studio, edition_of, on_paper
from app.domain.practice import Practice
from app.records.dossier import fingerprint
from app.text import Words
from reports.content_closing import dated_rules, declaration, duties_explained, sources_index
from reports.content_evidence import evidence_index
from reports.content_frame import Making, frame
from reports.content_function import answer_line
from reports.content_headings import headings
from reports.content_records import records
from reports.content_summary import summary, summary_paper
from reports.content_tool import tool_name, tool_section
from reports.phrases import Phrases
from reports.report import CompanySection, Report, SiteLine, SummaryPaper
from reports.report_parts import Pair


def compose(
    circular: Circular,
    practice: Practice,
    determinations: Sequence[ToolDetermination],
    *,
    revision: int,
    on: date,
    made_at: datetime,
    draft: bool,
    edition: Edition | str,
    words: Words,
    tools: Collection[str] | None = None,
    studio: Studio = NOBODY,
    logo: bytes | None = None,
    evidence: Sequence[Evidence] = (),
    actions: Sequence[Action] = (),
    journal_head: str = "",
    program: str = "",
    rules_sha256: str = "",
) -> Report:
    """The document of one revision, in the language of ``words`` (``circular`` must be in the same).

    ``on``: the day of the determinations; ``made_at`` must know its time zone. ``tools``: the ids of those it is to be
    about, None for all. ``logo``: a safe PNG (``reports.logo``). ``journal_head``: the head of the journal as it
    stands, empty for a draft. ``rules_sha256``: of the rules as they lie on the shelf.
    """
    making = Making(
        words,
        made_at,
        revision,
        draft,
        edition_of(edition),
        studio,
        logo,
        journal_head,
        program,
        rules_sha256,
        evidence,
        actions,
    )
    return checklist(circular, practice, determinations, making, on, tools)


def checklist(
    circular: Circular,
    practice: Practice,
    determinations: Sequence[ToolDetermination],
    making: Making,
    on: date,
    tools: Collection[str] | None = None,
) -> Report:
    """:func:`compose` with what a paper is told beside the practice gathered in one value."""
    whole, words, edition = len(practice.tools), making.words, making.edition
    practice = on_paper(practice, edition, tools)
    found = {d.id: d for d in determinations}
    shown = [found[tool.id] for tool in practice.tools]
    phrases = Phrases(circular, practice, words, edition.notes)
    sections = tuple(tool_section(phrases, tool, found[tool.id]) for tool in practice.tools)
    evidence = [piece for piece in making.evidence if edition.evidence and _about(piece.about.tool, practice)]
    actions = [action for action in making.actions if edition.actions and _about(action.tool, practice)]
    return Report(
        **frame(circular, practice, making, "checklist"),
        headings=headings(words),
        summary=summary(phrases, shown, making, on, whole),
        company=_company(phrases),
        tools=sections,
        duties=duties_explained(phrases, [(tool_name(phrases, t), found[t.id]) for t in practice.tools]),
        dates=dated_rules(phrases, shown, on),
        records=records(phrases, actions),
        sources=sources_index(phrases),
        evidence=evidence_index(phrases, evidence),
        declaration=declaration(phrases, fingerprint(practice), making),
    )


def compose_summary(
    circular: Circular,
    practice: Practice,
    determinations: Sequence[ToolDetermination],
    making: Making,
    on: date,
    tools: Collection[str] | None = None,
) -> SummaryPaper:
    """Page 1 as a paper of its own."""
    shown = on_paper(practice, making.edition, tools)
    found = {d.id: d for d in determinations}
    return summary_paper(circular, shown, [found[tool.id] for tool in shown.tools], making, on, len(practice.tools))


def payload_practice(practice: Practice, edition: Edition | str, tools: Collection[str] | None = None) -> Practice:
    """What travels inside the PDF: the practice as this paper shows it, and not a word more."""
    return on_paper(practice, edition, tools)


def _about(tool: str, practice: Practice) -> bool:
    """Whether something about that tool (or, without one, about the whole) belongs on this paper."""
    return not tool or any(one.id == tool for one in practice.tools)


def _company(phrases: Phrases) -> CompanySection:
    words, company = phrases.words, phrases.practice.company
    sites = []
    for site in company.sites:
        place = site.municipality
        if site.province:
            place = words("paper.site.place", municipality=site.municipality, province=site.province)
        headcount = words("paper.none") if site.headcount is None else str(site.headcount)
        present = words(f"paper.representatives.{site.representatives}")
        sites.append(SiteLine(phrases.site(site.id), place or words("paper.none"), headcount, present))
    named = (("address", company.address), ("ateco", company.ateco), ("ccnl", company.ccnl))
    details = tuple(Pair(words(f"paper.company.{field}"), text) for field, text in named if text)
    answers = tuple(answer_line(phrases, fact, company.facts.get(fact.id)) for fact in phrases.circular.company_facts)
    return CompanySection(details, tuple(sites), answers, phrases.note(phrases.practice.note))

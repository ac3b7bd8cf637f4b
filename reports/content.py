"""The checklist as a value: circular, practice and determinations put into words.

It never decides, never prints and never reads a clock or a file; the same input gives the same :class:`Report`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Literal

from app.domain.circular import UNKNOWN, Circular
from app.domain.consequences import Duty
from app.domain.determination import ToolDetermination
from app.domain.evidence import Evidence
from app.domain.practice import Answer, Practice, Tool
from app.records.dossier import fingerprint
from app.text import Words
from reports.content_closing import dated_rules, declaration, duties_explained, sources_index
from reports.content_evidence import evidence_index
from reports.content_function import answer_line
from reports.content_tool import tool_name, tool_section
from reports.phrases import PROVISIONAL_LOOK, Phrases
from reports.provenance import document_id
from reports.report import CompanySection, Count, Headings, Report, SiteLine, Summary, ToolRow
from reports.report_parts import Pair

Edition = Literal["internal", "third_parties"]

FIRST_THINGS = 3
TAGS = {"it": "it-IT", "en": "en-GB"}
COUNTS = (
    ("refused", "red", ("not_admissible", "prohibited")),
    ("agreement", "amber", ("needs_agreement_or_authorisation",)),
    ("tools", "green", ("no_remote_control", "work_tool", "attendance_tool")),
    ("open", PROVISIONAL_LOOK, ()),
)
"""Word, look, outcomes of each box of page 1; the last counts what is provisional.

Each tool is in one box. What is to be stopped is another matter, of papers too, and is said apart.
"""


def compose(
    circular: Circular,
    practice: Practice,
    determinations: Sequence[ToolDetermination],
    *,
    revision: int,
    on: date,
    made_at: datetime,
    draft: bool,
    edition: Edition,
    words: Words,
    letterhead: str = "",
    evidence: Sequence[Evidence] = (),
    journal_head: str = "",
) -> Report:
    """The document of one revision, in the language of ``words`` (``circular`` must be in the same).

    ``on``: the day of the determinations; ``made_at`` must know its time zone; ``third_parties`` leaves notes and
    evidence out. ``journal_head``: the head of the journal as it stands, empty for a draft.
    """
    phrases = Phrases(circular, practice, words, edition == "internal")
    found = {d.id: d for d in determinations}
    tools = tuple(tool_section(phrases, tool, found[tool.id]) for tool in practice.tools)
    number = practice.number or practice.id
    state = words("paper.draft") if draft else words("paper.revision", n=revision)
    name = practice.company.name or words("paper.company.unnamed")
    marks = [words("paper.watermark.sample")] if practice.sample else []
    marks += [words("paper.watermark.draft")] if draft else []
    return Report(
        lang=TAGS[words.lang],
        title=words("paper.document_title", company=name),
        subject=words("paper.eyebrow", law=circular.short),
        author=practice.prepared_by or letterhead or name,
        document_id=document_id(practice.id, "draft" if draft else str(revision), edition, words.lang, journal_head),
        created=made_at,
        letterhead=letterhead or practice.prepared_by or words("paper.letterhead"),
        running=words("paper.running_sample" if practice.sample else "paper.running", number=number, state=state),
        footer=words(f"paper.footer.{edition}"),
        page_of=words("paper.page_of"),
        watermark=" · ".join(marks),
        headings=_headings(words),
        summary=_summary(phrases, determinations, found, name, on, draft),
        company=_company(phrases),
        tools=tools,
        duties=duties_explained(phrases, [(tool_name(phrases, t), found[t.id]) for t in practice.tools]),
        dates=dated_rules(phrases, determinations, on),
        sources=sources_index(phrases),
        evidence=evidence_index(phrases, evidence if phrases.internal else ()),
        declaration=declaration(
            phrases, fingerprint(payload_practice(practice, edition)), made_at, state, journal_head
        ),
    )


def payload_practice(practice: Practice, edition: Edition) -> Practice:
    """What travels inside the PDF: for third parties, the practice without any note or opinion."""
    if edition == "internal":
        return practice
    tools = tuple(
        replace(
            tool,
            note="",
            facts=_noteless(tool.facts),
            functions=tuple(replace(f, answers=_noteless(f.answers)) for f in tool.functions),
        )
        for tool in practice.tools
    )
    company = replace(practice.company, facts=_noteless(practice.company.facts))
    return replace(practice, note="", waiting_notes={}, company=company, tools=tools, opinions=())


def _noteless(answers: Mapping[str, Answer]) -> dict[str, Answer]:
    return {fact: replace(answer, note="") for fact, answer in answers.items()}


# ---- page 1 ------------------------------------------------------------------------------------------------------


def _summary(
    phrases: Phrases,
    determinations: Sequence[ToolDetermination],
    found: Mapping[str, ToolDetermination],
    name: str,
    on: date,
    draft: bool,
) -> Summary:
    words, circular, practice = phrases.words, phrases.circular, phrases.practice
    banner = []
    if practice.sample:
        banner.append(words("paper.banner.sample"))
    if draft:
        banner.append(words("paper.banner.draft"))
    ordered = sorted(practice.tools, key=lambda tool: _weight(circular, found[tool.id]), reverse=True)
    return Summary(
        eyebrow=words("paper.eyebrow", law=circular.short),
        title=words("paper.title"),
        banner=" ".join(banner),
        details=_details(phrases, name, on),
        stop=_stop(words, determinations),
        counts=tuple(
            Count(look, _count(determinations, outcomes), words(f"paper.count.{key}")) for key, look, outcomes in COUNTS
        ),
        tools=tuple(_row(phrases, tool, found[tool.id]) for tool in ordered),
        first=_first(phrases, ordered, found),
        caveat=circular.caveat,
    )


def _weight(circular: Circular, found: ToolDetermination) -> tuple[int, int]:
    """Worst standing first, then worst class."""
    tier = -1 if found.outcome is None else circular.outcomes[found.outcome].tier
    return (circular.standings[found.standing].rank, tier)


def _count(determinations: Sequence[ToolDetermination], outcomes: tuple[str, ...]) -> int:
    if not outcomes:
        return sum(d.provisional for d in determinations)
    return sum(d.outcome in outcomes and not d.provisional for d in determinations)


def _stop(words: Words, determinations: Sequence[ToolDetermination]) -> str:
    stopped = sum(found.standing == "stop" for found in determinations)
    return words.count("paper.stop", stopped, total=len(determinations)) if stopped else ""


def _details(phrases: Phrases, name: str, on: date) -> tuple[Pair, ...]:
    words, circular, company = phrases.words, phrases.circular, phrases.practice.company
    sites = phrases.listed(phrases.site(site.id) for site in company.sites)
    if len(company.sites) == 1 and company.sites[0].headcount is not None:
        sites = words.count("paper.site.headcount", company.sites[0].headcount, site=sites)
    representatives = phrases.listed(
        dict.fromkeys(words(f"paper.representatives.{site.representatives}") for site in company.sites)
    )
    pairs = [
        Pair(words("paper.company.name"), name),
        Pair(words("paper.company.vat"), company.vat or company.tax_code or words("paper.none")),
        Pair(words.count("paper.company.sites", len(company.sites)), sites),
        Pair(words("paper.company.representatives"), representatives),
        Pair(words("paper.company.on"), phrases.day(on)),
        Pair(
            words("paper.company.law"),
            words("paper.company.law_version", law=circular.short, version=circular.version),
        ),
    ]
    if phrases.practice.prepared_by:
        pairs.append(Pair(words("paper.company.prepared_by"), phrases.practice.prepared_by))
    return tuple(pairs)


def _row(phrases: Phrases, tool: Tool, found: ToolDetermination) -> ToolRow:
    names = phrases.functions(found.functions)
    deciding = [names[function] for function in found.deciding]
    text = phrases.listed(deciding[:2])
    if len(deciding) > 2:
        text = phrases.words.count("paper.deciding_more", len(deciding) - 2, names=text)
    return ToolRow(
        name=tool_name(phrases, tool),
        deciding=text,
        chip=phrases.found(found),
        standing=phrases.standing(found.standing),
        first_step=_first_step(phrases, tool, found),
    )


def _first_step(phrases: Phrases, tool: Tool, found: ToolDetermination) -> str:
    """What must stop whatever comes out; completing, as long as the class is open; what is urgent; the first duty."""
    if found.outcome is None:
        return phrases.words("paper.step.functions")
    if len(found.possible) > 1 and found.standing != "stop":
        return phrases.words("paper.step.vendor" if _vendor_knows(phrases, tool, found) else "paper.step.complete")
    duties = _by_urgency(phrases.circular, found)
    if found.provisional and not any(duty.urgent for duty in duties):
        return phrases.words("paper.step.confirm" if found.unconfirmed else "paper.step.complete")
    return duties[0].label if duties else phrases.words("paper.none")


def _vendor_knows(phrases: Phrases, tool: Tool, found: ToolDetermination) -> bool:
    """Whether a «non lo so» stands where the law's data say that the vendor can tell."""
    for function in found.functions:
        stored = tool.function(function.id)
        for fact in phrases.circular.kinds[function.kind].facts:
            answer = stored.answers.get(fact.id) if stored and function.present else None
            if fact.ask_vendor and answer is not None and answer.value == UNKNOWN:
                return True
    return False


def _by_urgency(circular: Circular, found: ToolDetermination) -> list[Duty]:
    duties = [duty for duty in circular.duties if duty.id in found.duties]
    return sorted(duties, key=lambda duty: not duty.urgent)


def _first(phrases: Phrases, tools: Sequence[Tool], found: Mapping[str, ToolDetermination]) -> tuple[str, ...]:
    """The first three things to do, worst standing first; the same thing for several tools is said once."""
    steps: dict[str, list[str]] = {}
    for tool in tools:
        steps.setdefault(_first_step(phrases, tool, found[tool.id]), []).append(tool_name(phrases, tool))
    for tool in tools:
        for duty in _by_urgency(phrases.circular, found[tool.id]):
            names = steps.setdefault(duty.label, [])
            if tool_name(phrases, tool) not in names:
                names.append(tool_name(phrases, tool))
    steps.pop(phrases.words("paper.none"), None)
    return tuple(
        phrases.words("paper.first_thing", step=step, tools=phrases.listed(names))
        for step, names in list(steps.items())[:FIRST_THINGS]
    )


# ---- the company and the fixed words -----------------------------------------------------------------------------


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
    answers = tuple(answer_line(phrases, fact, company.facts.get(fact.id)) for fact in phrases.circular.company_facts)
    return CompanySection(tuple(sites), answers, phrases.note(phrases.practice.note))


def _headings(words: Words) -> Headings:
    def columns(table: str, names: str) -> tuple[str, ...]:
        return tuple(words(f"paper.column.{table}.{name}") for name in names.split())

    tool, deciding, outcome, step = columns("tools", "tool deciding outcome step")
    site, place, headcount, representatives = columns("sites", "site place headcount representatives")
    duty, who, by_when, rests = columns("duties", "duty who by_when items")
    question, answer, told = columns("answers", "question answer told")
    rule, from_day, checked = columns("dates", "rule date checked")
    item, statement, read = columns("items", "item statement read")
    file, description, hashed = columns("evidence", "file description sha256")
    return Headings(
        counts=words("paper.heading.counts"),
        tools=words("paper.heading.tools"),
        tool_columns=(tool, deciding, outcome, step),
        first=words("paper.heading.first"),
        company=words("paper.heading.company"),
        site_columns=(site, place, headcount, representatives),
        standing=words("paper.heading.standing"),
        duties=words("paper.heading.duties"),
        duty_columns=(duty, who, by_when, rests),
        duties_explained=words("paper.heading.duties_explained"),
        routes=words("paper.heading.routes"),
        route_notes=words("paper.heading.route_notes"),
        stakes=words("paper.heading.stakes"),
        dates=words("paper.heading.dates"),
        dates_intro=words("paper.dates.intro"),
        date_columns=(rule, from_day, checked),
        functions=words("paper.heading.functions"),
        answer_columns=(question, answer, told),
        tool_answers=words("paper.heading.tool_answers"),
        why=words("paper.heading.why"),
        because=words("paper.heading.because"),
        conflicts=words("paper.heading.conflicts"),
        flags=words("paper.heading.flags"),
        missing=words("paper.heading.missing"),
        absent=words("paper.heading.absent"),
        papers=words("paper.heading.papers"),
        note=words("paper.heading.note"),
        sources=words("paper.heading.sources"),
        sources_intro=words("paper.sources.intro"),
        item_columns=(item, statement, read),
        evidence=words("paper.evidence.heading"),
        evidence_intro=words("paper.evidence.intro"),
        evidence_columns=(file, description, hashed),
        declaration=words("paper.heading.declaration"),
        none=words("paper.none"),
    )

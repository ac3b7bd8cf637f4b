"""Page 1 as a value, enough for the owner: counts, tools, the first three things to do; alone it is a paper of its own.

Never judges, and never says more than the rest of the paper bears out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from app.domain.circular import UNKNOWN, Circular
from app.domain.consequences import Duty
from app.domain.determination import ToolDetermination
from app.domain.practice import Practice, Tool
from app.text import Words
from reports.content_chart import tools_bar
from reports.content_frame import Making, company_name, frame, made_with
from reports.content_headings import headings
from reports.content_tool import tool_name
from reports.phrases import PROVISIONAL_LOOK, Phrases
from reports.report import Count, Summary, SummaryPaper, ToolRow
from reports.report_parts import Pair

FIRST_THINGS = 3
MOST_NAMED = 2
"""Of more tools or sites than one beyond these, page 1 says how many more."""
COUNTS = (
    ("refused", "red", ("not_admissible", "prohibited")),
    ("agreement", "amber", ("needs_agreement_or_authorisation",)),
    ("tools", "green", ("no_remote_control", "work_tool", "attendance_tool")),
    ("open", PROVISIONAL_LOOK, ()),
)
"""Word, look, outcomes of each box of page 1; the last counts what is provisional.

Each tool is in one box. What is to be stopped is another matter, of papers too, and is said apart.
"""


def summary_paper(
    circular: Circular, practice: Practice, found: Sequence[ToolDetermination], making: Making, on: date, whole: int
) -> SummaryPaper:
    """Page 1 alone. ``practice`` as it goes on paper, ``found`` in its order; ``whole``: the tools there are in all."""
    phrases = Phrases(circular, practice, making.words, making.edition.notes)
    return SummaryPaper(
        **frame(circular, practice, making, "summary"),
        headings=headings(making.words),
        summary=replace(summary(phrases, found, making, on, whole), title=making.words("paper.summary_title")),
        made=made_with(making, circular),
    )


def summary(
    phrases: Phrases, determinations: Sequence[ToolDetermination], making: Making, on: date, whole: int
) -> Summary:
    """``whole``: how many tools the practice has, of which these may be a selection."""
    words, circular, practice = phrases.words, phrases.circular, phrases.practice
    found = {one.id: one for one in determinations}
    banner = []
    if practice.sample:
        banner.append(words("paper.banner.sample"))
    if making.draft:
        banner.append(words("paper.banner.draft"))
    ordered = sorted(practice.tools, key=lambda tool: _weight(circular, found[tool.id]), reverse=True)
    return Summary(
        eyebrow=words("paper.eyebrow", law=circular.short),
        title=words("paper.title"),
        banner=" ".join(banner),
        scope=words.count("paper.scope", len(practice.tools), whole=whole) if len(practice.tools) < whole else "",
        details=_details(phrases, on),
        stop=_stop(words, determinations),
        counts=tuple(
            Count(look, _count(determinations, outcomes), words(f"paper.count.{key}")) for key, look, outcomes in COUNTS
        ),
        bar=tools_bar(phrases, determinations),
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


def _details(phrases: Phrases, on: date) -> tuple[Pair, ...]:
    words, circular, company = phrases.words, phrases.circular, phrases.practice.company
    sites = _few(phrases, [phrases.site(site.id) for site in company.sites], "paper.sites_more")
    if len(company.sites) == 1 and company.sites[0].headcount is not None:
        sites = words.count("paper.site.headcount", company.sites[0].headcount, site=sites)
    representatives = phrases.listed(
        dict.fromkeys(words(f"paper.representatives.{site.representatives}") for site in company.sites)
    )
    pairs = [
        Pair(words("paper.company.name"), company_name(words, phrases.practice)),
        Pair(words("paper.company.vat"), company.vat or company.tax_code or words("paper.none")),
        Pair(words.count("paper.company.sites", len(company.sites)), sites),
        Pair(words("paper.company.representatives"), representatives),
        Pair(words("paper.company.on"), phrases.day(on)),
        Pair(
            words("paper.company.law"),
            words("paper.company.law_version", law=circular.short, version=circular.version),
        ),
    ]
    practice = phrases.practice
    roles = (
        ("prepared_by", practice.prepared_by),
        ("checked_by", practice.checked_by),
        ("approved_by", practice.approved_by),
    )
    return (*pairs, *(Pair(words(f"paper.company.{role}"), name) for role, name in roles if name))


def _few(phrases: Phrases, names: Sequence[str], more: str) -> str:
    """The first few names; ``more``: the key that says how many others there are."""
    left = len(names) - MOST_NAMED
    if left < 2:
        return phrases.listed(names)
    return phrases.words.count(more, left, names=phrases.listed(names[:MOST_NAMED]))


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
        phrases.words("paper.first_thing", step=step, tools=_few(phrases, names, "paper.tools_more"))
        for step, names in list(steps.items())[:FIRST_THINGS]
    )

"""One tool on paper: outcome, standing, duties, functions, conflicts, what is missing, what is declared absent.

Never judges and never takes a side: it words a determination, and says where a determination is provisional.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.circular import UNKNOWN
from app.domain.determination import Question, StandingAt, ToolDetermination
from app.domain.path import path
from app.domain.practice import NOT_THERE, UNASKED, Guarantee, Tool
from app.domain.reach import missing
from reports import codes
from reports import content_ways as ways
from reports.content_chart import functions_bar
from reports.content_function import answer_line, function_section
from reports.content_records import own_view, points
from reports.phrases import Phrases
from reports.report_parts import FlagNote, Pair, ReasonLine
from reports.report_tool import AbsentLine, DutyLine, MissingLine, PaperLine, StandingLine, ToolSection, Way


def tool_section(phrases: Phrases, tool: Tool, found: ToolDetermination) -> ToolSection:
    circular, practice = phrases.circular, phrases.practice
    questions = path(circular, practice, tool)
    names = phrases.functions(found.functions)
    asked = {q.fact for q in questions if q.scope == "tool"}
    absent = tool.confirmed.kinds if tool.confirmed else ()
    return ToolSection(
        title=tool_name(phrases, tool),
        chip=phrases.found(found),
        details=_details(phrases, tool),
        outcome=_outcome(phrases, found),
        code=phrases.words("paper.code", code=codes.of_tool(found)),
        bar=functions_bar(phrases, found),
        own_view=own_view(phrases, tool.id),
        points=points(phrases, tool.id),
        note=phrases.note(tool.note),
        standing=_standings(phrases, found),
        duties=tuple(_duty(phrases, duty) for duty in found.duties),
        routes_intro=ways.routes_intro(phrases, found),
        routes=ways.routes(phrases, found, tool_name(phrases, tool)),
        route_flags=ways.route_flags(phrases, found),
        route_conflicts=ways.route_conflicts(phrases, found),
        stakes_intro=ways.stakes_intro(phrases, found),
        stakes=ways.stakes(phrases, found, tool_name(phrases, tool)),
        functions=tuple(
            function_section(phrases, tool.id, tool.function(f.id), f, questions, names, absent)
            for f in found.functions
            if f.present
        ),
        answers=tuple(
            answer_line(phrases, fact, tool.facts.get(fact.id)) for fact in circular.tool_facts if fact.id in asked
        ),
        conflicts=ways.conflicts(phrases, list(found.flags)),
        flags=tuple(
            FlagNote(circular.flags[flag].label, circular.flags[flag].text)
            for flag in found.flags
            if not circular.flags[flag].positions
        ),
        missing=_missing(phrases, tool, found, questions, names),
        missing_more=_missing_more(phrases, found, questions),
        absent=_absent(phrases, tool, found),
        papers=tuple(_paper(phrases, paper) for paper in tool.guarantees),
    )


def tool_name(phrases: Phrases, tool: Tool) -> str:
    return tool.name or phrases.words("paper.tool.unnamed")


def _details(phrases: Phrases, tool: Tool) -> tuple[Pair, ...]:
    words = phrases.words
    state = words(f"paper.state.{tool.state}")
    if tool.since:
        state = words("paper.tool.state_since", state=state, date=phrases.day_of(tool.since))
    if tool.state == "switched_off":
        locked = "locked" if tool.switch_off_locked else "reversible"
        state = words(f"paper.tool.switched_off_{locked}", state=state)
    sites = {site.id: phrases.site(site.id) for site in phrases.practice.company.sites}
    named = [sites[site] for site in tool.sites if site in sites]
    pairs = (
        ("vendor", tool.vendor),
        ("version", tool.version),
        ("state", state),
        ("provider", words(f"paper.provider.{tool.provider}")),
        ("sites", phrases.listed(named) if named else words("paper.tool.every_site")),
    )
    return tuple(Pair(words(f"paper.tool.{label}"), value) for label, value in pairs if value)


def _outcome(phrases: Phrases, found: ToolDetermination) -> str:
    words, outcomes = phrases.words, phrases.circular.outcomes
    if found.outcome is None:
        return words("paper.outcome.nothing")
    worst = outcomes[found.outcome]
    if not found.provisional:
        return words("paper.outcome.found", label=worst.label, summary=worst.summary)
    if len(found.possible) > 1:
        labels = phrases.listed(outcomes[outcome].chip for outcome in found.possible)
        return words("paper.outcome.range", outcomes=labels, worst=worst.chip)
    key = "unconfirmed" if found.unconfirmed else "presence"
    return words(f"paper.outcome.{key}", label=worst.chip)


def _standings(phrases: Phrases, found: ToolDetermination) -> tuple[StandingLine, ...]:
    """One line for all the sites that stand alike."""
    alike: dict[tuple[str, tuple[str, ...]], list[StandingAt]] = {}
    for at in found.standing_at:
        alike.setdefault((at.standing, at.rules), []).append(at)
    rules = {rule.id: rule for rule in phrases.circular.standing_rules}
    lines = []
    for (standing, rows), places in alike.items():
        reasons = [
            ReasonLine(rules[row].reason, (), phrases.sources(rules[row].cites), phrases.words("paper.rule", id=row))
            for row in rows
        ]
        if not reasons:
            reasons = [ReasonLine(phrases.words("paper.standing.provisional"), (), ())]
        sites = phrases.listed(phrases.site(at.site) for at in places)
        lines.append(StandingLine(sites, phrases.standing(standing), tuple(reasons)))
    return tuple(lines)


def _duty(phrases: Phrases, duty_id: str) -> DutyLine:
    duty = next(duty for duty in phrases.circular.duties if duty.id == duty_id)
    urgent = phrases.words("paper.duty.urgent") if duty.urgent else ""
    return DutyLine(duty.label, urgent, duty.who, duty.by_when, ", ".join(duty.cites))


def _missing(
    phrases: Phrases,
    tool: Tool,
    found: ToolDetermination,
    questions: tuple[Question, ...],
    names: Mapping[str, str],
) -> tuple[MissingLine, ...]:
    """Presences nobody settled, then every open question of which some answer alone would change the result."""
    circular = phrases.circular
    lines = []
    for question in questions:
        stored = tool.function(question.function)
        if question.scope == "presence" and stored and stored.presence in (UNASKED, UNKNOWN):
            lines.append(MissingLine(names[question.function], circular.presences.question))
    for gap in missing(circular, phrases.practice, tool):
        if gap.function:
            kind = circular.kinds[found.function(gap.function).kind]
            fact, about = kind.fact(gap.fact), names[gap.function]
        else:
            fact, about = circular.tool_fact(gap.fact), phrases.words("paper.missing.tool")
        ways = []
        for outcome in gap.could_become:
            labels = (phrases.value(fact, value) for value, after in gap.answers.items() if after == outcome)
            ways.append(Way(phrases.outcome(outcome), phrases.alternatives(labels)))
        lines.append(MissingLine(about, fact.question, tuple(ways)))
    return tuple(lines)


def _missing_more(phrases: Phrases, found: ToolDetermination, questions: tuple[Question, ...]) -> tuple[str, ...]:
    """How many questions nobody answered, and the functions nobody spoke of."""
    more = []
    unanswered = sum(not q.answered and q.scope in ("function", "tool") for q in questions)
    if unanswered:
        more.append(phrases.words.count("paper.missing.unanswered", unanswered))
    if found.unconfirmed:
        labels = phrases.listed(phrases.circular.kinds[kind].label for kind in found.unconfirmed)
        more.append(phrases.words("paper.missing.unconfirmed", functions=labels))
    return tuple(more)


def _absent(phrases: Phrases, tool: Tool, found: ToolDetermination) -> tuple[AbsentLine, ...]:
    """Functions answered as not there, then those confirmed absent all together."""
    kinds = phrases.circular.kinds
    names: dict[str, list[str]] = {}
    spoken = {f.kind for f in found.functions if f.presence != UNASKED or f.present}
    for function in found.functions:
        stored = tool.function(function.id)
        if stored and stored.presence in NOT_THERE and not function.present:
            label = phrases.value(phrases.circular.presences, stored.presence)
            told = phrases.answered(
                label, phrases.told(stored.presence_at, stored.presence_by, stored.presence_declared_on)
            )
            names.setdefault(told, []).append(kinds[function.kind].label)
    if tool.confirmed is not None:
        told = phrases.told(tool.confirmed.at, tool.confirmed.by)
        told = phrases.answered(phrases.words("paper.absent.confirmed"), told)
        confirmed = [kinds[k].label for k in tool.confirmed.kinds if k in kinds and k not in spoken]
        if confirmed:
            names.setdefault(told, []).extend(confirmed)
    return tuple(AbsentLine(told, phrases.listed(functions)) for told, functions in names.items())


def _paper(phrases: Phrases, paper: Guarantee) -> PaperLine:
    words, kinds = phrases.words, phrases.circular.kinds
    uses = next((f for kind in kinds.values() for f in kind.facts if f.id == "uses"), None)
    purposes = (phrases.value(uses, (purpose,)) if uses else purpose for purpose in paper.purposes)
    functions = (kinds[kind].label if kind in kinds else kind for kind in paper.functions)
    pairs = {
        "date": phrases.day_of(paper.date) or words("paper.none"),
        "signatory": words(f"paper.signatory.{paper.signatory}"),
        "sites": phrases.listed(phrases.site(site) for site in paper.sites),
        "functions": phrases.listed(functions),
        "purposes": phrases.listed(purposes),
        "retention": words("paper.none")
        if paper.retention_days is None
        else words.count("paper.days", paper.retention_days),
        "unchanged": words("paper.yes" if paper.unchanged else "paper.no"),
    }
    if paper.kind in ("notice", "dpia"):
        for needless in ("signatory", "purposes", "retention"):
            del pairs[needless]
    kind = words(f"paper.guarantee.{paper.kind}")
    title = words("paper.papers.titled", kind=kind, title=paper.title) if paper.title else kind
    return PaperLine(title, tuple(Pair(words(f"paper.papers.{name}"), text) for name, text in pairs.items()))

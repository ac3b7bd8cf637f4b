"""The questions open now: derived from the answers each time, never stored.

A question is on the path while its answer can still change something: the outcome, a flag, what is implied, a duty or
the standing. An answer off the path stays stored and does not speak.
"""

from __future__ import annotations

from app.domain.circular import Circular, Fact
from app.domain.conditions import named_facts
from app.domain.determination import Question, ToolDetermination
from app.domain.engine import classify, result_of, setting_domains, settings_of
from app.domain.place import Place
from app.domain.practice import NOT_THERE, UNASKED, Answer, Practice, Tool, ToolFunction
from app.domain.routes import facts_on_the_way
from app.domain.scenarios import Survey, crossing_domains, survey
from app.domain.table import deciding_facts, matters


def path(circular: Circular, practice: Practice, tool: Tool) -> tuple[Question, ...]:
    """The tool's questions in order: each function's presence and facts, then the tool's, then the company's."""
    found = classify(circular, practice, tool)
    ways = survey(circular, tool)
    questions: list[Question] = []
    for determination in found.functions:
        function = tool.function(determination.id) or ToolFunction(determination.id, determination.kind)
        if not determination.implied:
            asked = function.presence != UNASKED
            questions.append(Question("presence", tool.id, function.id, function.kind, "presence", asked))
            if function.presence in NOT_THERE and not determination.present:
                continue
        if determination.present:
            questions += _function_questions(circular, tool, function, ways.places[function.id])
    if any(determination.present for determination in found.functions):
        questions += _setting_questions(circular, practice, tool, ways, found)
    return tuple(questions)


def _function_questions(circular: Circular, tool: Tool, function: ToolFunction, place: Place) -> list[Question]:
    on_path = facts_on_path(place)
    speaking = _duty_facts(circular)
    on_path += [fact for fact in place.kind.facts if fact.id in speaking and fact.type != "choice"]
    return [
        Question("function", tool.id, function.id, function.kind, fact.id, fact.id in function.answers)
        for fact in on_path
    ]


def facts_on_path(place: Place) -> list[Fact]:
    """The deciding facts that can still matter, given the answers before them; open ones also given those after."""
    facts = deciding_facts(place.kind)
    free = [place.allowed(fact) for fact in facts]
    reached = list(free)
    kept: list[int] = []
    for n, fact in enumerate(facts):
        if len(free[n]) < 2 or not matters(place.kind, tuple(reached), n):
            continue
        kept.append(n)
        reached[n] = place.domain(fact)
    result = []
    for n in kept:
        others = (*reached[:n], free[n], *reached[n + 1 :])
        if facts[n].id in place.answers or matters(place.kind, others, n):
            result.append(facts[n])
    return result


def _duty_facts(circular: Circular) -> frozenset[str]:
    """What duties name, and what a paper is measured against."""
    named = frozenset[str]().union(*(named_facts(duty.when) for duty in circular.duties))
    return named | {"retention_days", "uses", "viewers"}


def _setting_questions(
    circular: Circular, practice: Practice, tool: Tool, ways: Survey, found: ToolDetermination
) -> list[Question]:
    speaking = _duty_facts(circular)
    routed = facts_on_the_way(circular, practice, tool, found)
    questions = []
    for scope, facts, answers in (
        ("tool", circular.tool_facts, tool.facts),
        ("company", circular.company_facts, practice.company.facts),
    ):
        for fact in facts:
            if (
                fact.id in speaking
                or _setting_matters(circular, practice, tool, fact, ways)
                or (scope == "tool" and crossing_matters(circular, tool, fact))
                or (scope == "company" and fact.id in routed)
            ):
                questions.append(Question(scope, tool.id, "", "", fact.id, fact.id in answers))
    return questions


def crossing_matters(circular: Circular, tool: Tool, fact: Fact) -> bool:
    """Whether what this fact says of crossing can change what some function may turn out to be."""
    if fact.id not in crossing_domains(circular, tool):
        return False
    seen = {frozenset(survey(circular, tool.with_fact(fact.id, Answer(value))).cells.items()) for value in fact.values}
    return len(seen) > 1


def _setting_matters(circular: Circular, practice: Practice, tool: Tool, fact: Fact, ways: Survey) -> bool:
    """Whether this fact can change the result of some rule still possible, whatever else is open."""
    domains = setting_domains(circular, practice, tool)
    if fact.id not in domains:
        return False
    rules = {ways.places[name].kind.rules[cell.rule] for name, cells in ways.cells.items() for cell in cells}
    for setting in settings_of(circular, practice, tool):
        for rule in rules:
            effects = set()
            for value in fact.values:
                result = result_of(circular, rule, {**setting, fact.id: value})
                effects.add((result.outcome, result.flags))
            if len(effects) > 1:
                return True
    return False


def first_open(questions: tuple[Question, ...]) -> Question | None:
    """Where the user stopped: the first question without an answer («non lo so» is an answer)."""
    return next((question for question in questions if not question.answered), None)

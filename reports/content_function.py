"""One function of a tool on paper: presence, answers, outcome and why. Never judges: it words a determination."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from app.domain.circular import UNKNOWN, Circular, Fact, FunctionKind
from app.domain.determination import FunctionDetermination, Question, Reason
from app.domain.practice import UNASKED, Answer, ToolFunction
from reports import codes
from reports.phrases import Phrases
from reports.report_parts import AnswerLine, Pair, ReasonLine
from reports.report_tool import FunctionSection


def function_section(
    phrases: Phrases,
    tool: str,
    stored: ToolFunction | None,
    found: FunctionDetermination,
    questions: tuple[Question, ...],
    names: Mapping[str, str],
    absent: Collection[str],
) -> FunctionSection:
    """``tool``: its id.

    ``questions``: the tool's path; ``names``: function id → name on paper; ``absent``: kinds declared absent."""
    kind = phrases.circular.kinds[found.kind]
    asked = {q.fact for q in questions if q.scope == "function" and q.function == found.id}
    asked |= {fact for reason in found.reasons if reason.function == found.id for fact in reason.answers}
    answers = stored.answers if stored else {}
    flags = phrases.circular.flags
    return FunctionSection(
        title=names[found.id],
        chip=phrases.found(found),
        code=phrases.words("paper.code", code=codes.of_function(tool, found)),
        presence=Pair(phrases.words("paper.function.presence"), presence_text(phrases, stored)),
        remarks=_remarks(phrases, found, names, absent),
        flags=tuple(flags[flag].label for flag in found.flags),
        answers=tuple(
            _answer(phrases, fact, answers.get(fact.id), found.forced.get(fact.id))
            for fact in kind.facts
            if fact.id in asked or fact.id in found.forced
        ),
        reasons=tuple(_reason(phrases, kind, reason, found.id) for reason in _in_order(phrases.circular, kind, found)),
    )


def presence_text(phrases: Phrases, stored: ToolFunction | None) -> str:
    """The presence as answered, with when and by whom."""
    presence = stored.presence if stored else UNASKED
    if presence == UNASKED:
        return phrases.words("paper.function.unasked")
    label = phrases.value(phrases.circular.presences, presence)
    if stored is None:
        return label
    return phrases.answered(label, phrases.told(stored.presence_at, stored.presence_by, stored.presence_declared_on))


def answer_line(phrases: Phrases, fact: Fact, answer: Answer | None) -> AnswerLine:
    """A question and what was answered."""
    return AnswerLine(
        question=fact.question,
        answer=phrases.given(fact, answer),
        told=phrases.told(answer.at, answer.by, answer.declared_on) if answer else "",
        open=answer is None or answer.value == UNKNOWN,
        note=phrases.note(answer.note) if answer else "",
    )


def _answer(phrases: Phrases, fact: Fact, answer: Answer | None, forced: str | None) -> AnswerLine:
    line = answer_line(phrases, fact, answer)
    if forced is None or (answer is not None and _at_least(fact, answer, forced)):
        return line
    told = phrases.words("paper.answer.follows")
    if answer is not None:
        before = phrases.answered(line.answer, line.told)
        told = phrases.words("paper.answer.follows_instead", answer=before)
    return AnswerLine(fact.question, phrases.value(fact, forced), told, note=line.note)


def _at_least(fact: Fact, answer: Answer, forced: str) -> bool:
    """Whether the answer given stands beside what a choice elsewhere forces: the same, or more intrusive."""
    if answer.value == forced:
        return True
    if not fact.ordered or answer.value not in fact.values:
        return False
    return fact.values.index(str(answer.value)) > fact.values.index(forced)


def _remarks(
    phrases: Phrases, found: FunctionDetermination, names: Mapping[str, str], absent: Collection[str]
) -> tuple[str, ...]:
    words = phrases.words
    remarks = []
    if found.implied:
        sources = phrases.listed(names[source] for source in found.implied_by)
        remarks.append(words("paper.function.implied", sources=sources))
    if found.overrides or (found.implied and found.kind in absent):
        remarks.append(words("paper.function.overrides"))
    if found.provisional and len(found.possible) > 1:
        labels = phrases.listed(phrases.circular.outcomes[outcome].chip for outcome in found.possible)
        remarks.append(words("paper.function.open", outcomes=labels))
    return tuple(remarks)


def _in_order(circular: Circular, kind: FunctionKind, found: FunctionDetermination) -> list[Reason]:
    """What implies the function, its own row's rules, those of functions it may bring along, then the modifiers."""
    others = (rule for other in circular.kinds.values() if other is not kind for rule in other.rules)
    places = {rule.id: place for place, rule in enumerate((*kind.rules, *others, *circular.modifiers))}
    return sorted(found.reasons, key=lambda reason: places.get(reason.rule, -1))


def _reason(phrases: Phrases, kind: FunctionKind, reason: Reason, function_id: str) -> ReasonLine:
    circular = phrases.circular
    facts = {fact.id: fact for fact in (*circular.tool_facts, *circular.company_facts)}
    if reason.function == function_id:
        facts |= {fact.id: fact for fact in kind.facts}
    elif reason.function:
        source = implying_kind(circular, reason.rule)
        facts |= {fact.id: fact for fact in source.facts}
    because = tuple(
        Pair(facts[fact].question, phrases.value(facts[fact], value))
        for fact, value in reason.answers.items()
        if fact in facts
    )
    rule = phrases.words("paper.rule", id=reason.rule)
    return ReasonLine(circular.sentence(reason.rule), because, phrases.sources(reason.items), rule)


def implying_kind(circular: Circular, implication_id: str) -> FunctionKind:
    return next(k for k in circular.kinds.values() if any(i.id == implication_id for i in k.implications))

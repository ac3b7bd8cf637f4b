"""What a question page derives around its question: the stops, its place among them, what is possible at all."""

from __future__ import annotations

from app.domain.circular import Circular
from app.domain.determination import Question, ToolDetermination
from app.domain.practice import is_gone
from app.text import Words
from app.ui import asking, phrases
from app.ui.widgets.way_list import Stop


def way_of(
    circular: Circular,
    words: Words,
    tool_id: str,
    found: ToolDetermination,
    path: tuple[Question, ...],
    here: Question,
) -> tuple[tuple[str, tuple[Stop, ...]], ...]:
    """(heading, stops): every function that is or may be there; then tool, company, papers and the check."""

    def stop(key: str, text: str, questions: list[Question], is_here: bool, page: str, where: dict) -> Stop:
        done = bool(questions) and all(q.answered for q in questions)
        state = "here" if is_here else "done" if done else "open"
        return Stop(key, text, state, words(f"question.state.{state}"), page, tuple(where.items()))

    functions = []
    for function in found.functions:
        questions = [q for q in path if q.function == function.id]
        if not questions and not is_gone(circular.kinds[function.kind], function.presence):
            continue
        where = {"tool": tool_id, "function": function.id}
        label = circular.kinds[function.kind].label
        is_here = here.function == function.id
        functions.append(stop(f"f:{function.id}", label, questions, is_here, "question", where))
    then = []
    for scope in ("tool", "company"):
        questions = [q for q in path if q.scope == scope]
        if questions:
            first = next((q for q in questions if not q.answered), questions[0])
            where = {"tool": tool_id, "function": "", "fact": first.fact}
            text = words(f"question.about_{scope}")
            then.append(stop(scope, text, questions, here.scope == scope, "question", where))
    then.append(stop("guarantees", words("question.guarantees"), [], False, "practice", {"tool": tool_id}))
    then.append(stop("check", words("interview.check"), [], False, "check", {"tool": tool_id}))
    return ((words("question.functions"), tuple(functions)), (words("question.then"), tuple(then)))


def reachable(circular: Circular, kind_id: str) -> frozenset[str]:
    """Every outcome the rows of a kind can give, with what it can imply and what modifiers can raise it to."""
    kind = circular.kinds[kind_id]
    found = {rule.outcome for rule in kind.rules if rule.outcome is not None}
    for implication in kind.implications:
        found |= reachable(circular, implication.kind)
    worst = max(circular.outcomes[outcome].tier for outcome in found)
    raised = {rule.outcome for rule in circular.modifiers if rule.outcome is not None and rule.when_tier <= worst}
    return frozenset(found | raised)


def place_text(circular: Circular, words: Words, question: Question, path: tuple[Question, ...]) -> str:
    """«Stati in diretta · domanda 3 di 5»."""
    about = phrases.about_text(circular, words, question)
    own = [asking.key(q) for q in path if q.function == question.function]
    if not question.function:
        own = [key for key in own if key[0] == question.scope]
    if asking.key(question) not in own:
        return words("question.place_alone", about=about)
    return words("question.place", about=about, n=own.index(asking.key(question)) + 1, total=len(own))


def effect_text(circular: Circular, words: Words, found: ToolDetermination, question: Question) -> str:
    """What an answer given elsewhere, or the kind itself, does to this question; empty when nothing."""
    if question.scope == "presence":
        return words("question_more.device") if circular.kinds[question.kind].device else ""
    function = next((f for f in found.functions if f.id == question.function), None)
    if function is None or not function.implied:
        return ""
    said = words("question.implied", functions=phrases.names_text(circular, found, function.implied_by))
    if question.fact in function.forced:
        fact = phrases.fact_of(circular, question)
        value = phrases.answer_text(fact, function.forced[question.fact], words)
        said = f"{said} {words('question.forced', value=value)}"
    return said

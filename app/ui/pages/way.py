"""The stops of the list on the left of a question: the functions, then what comes after them."""

from __future__ import annotations

from app.domain.circular import Circular
from app.domain.determination import Question, ToolDetermination
from app.domain.practice import NOT_THERE
from app.text import Words
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
        if not questions and function.presence not in NOT_THERE:
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

"""Why a question is not asked, in words. Pure: what ``domain.path.left_out`` says, no decision of its own."""

from __future__ import annotations

from app.domain.circular import Circular
from app.domain.determination import ToolDetermination
from app.domain.path import LeftOut
from app.text import Words
from app.ui import phrases


def reason_text(circular: Circular, words: Words, found: ToolDetermination, one: LeftOut) -> str:
    """One whole sentence: fixed by what, or settled by the answers to which questions."""
    kind = circular.kinds[one.kind]
    if one.why == "fixed":
        function = found.function(one.function)
        if one.fact not in function.forced:
            return words("left_out.fixed")
        value = phrases.answer_text(kind.fact(one.fact), function.forced[one.fact], words)
        if not function.implied_by:
            return words("left_out.fixed_at", value=value)
        names = phrases.names_text(circular, found, function.implied_by)
        return words("left_out.fixed_by", value=value, functions=names)
    if not one.by:
        return words("left_out.settled")
    if len(one.by) == 1:
        return words("left_out.settled_by.one", question=kind.fact(one.by[0]).question)
    questions = "; ".join(words("interview.quoted", text=kind.fact(fact).question) for fact in one.by)
    return words("left_out.settled_by.other", questions=questions)

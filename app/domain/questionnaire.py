"""What a vendor is to be asked about a tool, each question and each choice under a code, and the codes read back.

The codes come from the order of the law's tables: a sheet printed today is read back tomorrow by the same version of
the law, whatever was answered meanwhile. Pure: it prints nothing, keeps nothing, and decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.circular import UNKNOWN, Circular, Fact
from app.domain.determination import Question
from app.domain.practice import UNASKED, Answer, Tool, ToolFunction, Value, presence_of

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXY"
UNKNOWN_LETTER = "Z"
"""«Non lo so», whatever the question: no fact has so many choices."""

MOST_NUMBER = 999_999


@dataclass(frozen=True)
class Asked:
    """One question on the sheet. ``code`` «12.3»; ``choices`` (letter, id): a number has only «non lo so»."""

    code: str
    question: Question
    fact: Fact
    choices: tuple[tuple[str, str], ...]

    def letter(self, value: str) -> str:
        return next(letter for letter, one in self.choices if one == value)


@dataclass(frozen=True)
class Declared:
    """A question and what the vendor's sheet says to it."""

    asked: Asked
    value: Value


def every(circular: Circular, tool: Tool) -> tuple[Asked, ...]:
    """Every question that a sheet about this tool may bear, in the order of the law: first the tool's own, then each
    kind of function, with the questions of those that the tool lists."""
    return tuple(_every(circular, tool))


def _every(circular: Circular, tool: Tool) -> Iterator[Asked]:
    for n, fact in enumerate(circular.tool_facts, 1):
        if fact.ask_vendor:
            yield _asked(f"0.{n}", Question("tool", tool.id, "", "", fact.id, fact.id in tool.facts), fact, fact)
    for place, kind in enumerate(circular.kinds.values(), 1):
        listed = [function for function in tool.functions if function.kind == kind.id]
        for twin, function in enumerate(listed or [ToolFunction(kind.id, kind.id)]):
            number = str(place) + ("" if not twin else f"-{twin + 1}")
            presences = presence_of(kind, circular.presences)
            known = function.presence != UNASKED
            question = Question("presence", tool.id, function.id, kind.id, "presence", known)
            yield _asked(f"{number}.0", question, presences, circular.presences)
            if not listed:
                continue
            for n, fact in enumerate(kind.facts, 1):
                question = Question("function", tool.id, function.id, kind.id, fact.id, fact.id in function.answers)
                yield _asked(f"{number}.{n}", question, fact, fact)


def _asked(code: str, question: Question, offered: Fact, lettered: Fact) -> Asked:
    """``lettered``: the fact by whose order the choices have their letters, ``offered`` those that are asked."""
    letters = {choice.id: LETTERS[n] for n, choice in enumerate(lettered.choices)}
    choices = tuple((letters[choice.id], choice.id) for choice in offered.choices)
    return Asked(code, question, offered, (*choices, (UNKNOWN_LETTER, UNKNOWN)))


def to_ask(circular: Circular, tool: Tool, path: Sequence[Question], unconfirmed: Sequence[str]) -> tuple[Asked, ...]:
    """Of these the ones for the vendor: what is open and whoever uses the tool cannot know, every «non lo so» about
    the tool, and whether the kinds of function nobody spoke of yet are there."""
    wanted = {_place(question) for question in path if _for_vendor(circular, tool, question)}
    kinds = set(unconfirmed)
    return tuple(
        one
        for one in every(circular, tool)
        if _place(one.question) in wanted or (one.question.scope == "presence" and one.question.function in kinds)
    )


def _place(question: Question) -> tuple[str, str, str]:
    return (question.scope, question.function, question.fact)


def _for_vendor(circular: Circular, tool: Tool, question: Question) -> bool:
    if question.scope == "company":
        return False
    given = _given(tool, question)
    if given is not None and given.value != UNKNOWN:
        return False
    if question.scope == "presence":
        return True
    if question.scope == "tool":
        return circular.tool_fact(question.fact).ask_vendor
    return given is not None or circular.kinds[question.kind].fact(question.fact).ask_vendor


def _given(tool: Tool, question: Question) -> Answer | None:
    if question.scope == "tool":
        return tool.facts.get(question.fact)
    function = tool.function(question.function)
    if function is None:
        return None
    if question.scope == "presence":
        return None if function.presence == UNASKED else Answer(function.presence)
    return function.answers.get(question.fact)


# ---- read back ---------------------------------------------------------------------------------------------------

_MARK = re.compile(
    r"""
    (\d{1,3}(?:-\d{1,2})?\.\d{1,2})       # the code of the question
    \s*[:=)]?\s*
    (?:
        (\d{1,7})(?![.\d-])(?:\s*(?:gg\b|giorni\b|days\b))?
      | ([A-Za-z](?:\s*[,+/]?\s*[A-Za-z])*)(?![A-Za-z])
    )""",
    re.VERBOSE,
)


def read(text: str, known: Sequence[Asked]) -> tuple[tuple[Declared, ...], tuple[str, ...]]:
    """What was typed from a sheet, «12.3B 12.4 90 7.1 A, C»: (what it says, what cannot be read, as it was typed).

    The last mark of a question counts. Nothing is guessed: what does not fit its question is told back.
    """
    asked = {one.code: one for one in known}
    said: dict[str, Declared] = {}
    unread: list[str] = []
    end = 0
    for mark in _MARK.finditer(text):
        unread += _left(text[end : mark.start()])
        end = mark.end()
        one = asked.get(mark[1])
        value = None if one is None else _value(one, mark[2] or mark[3])
        if one is None or value is None:
            unread.append(" ".join(mark[0].split()))
        else:
            said[one.code] = Declared(one, value)
    unread += _left(text[end:])
    return tuple(said.values()), tuple(unread)


def _left(text: str) -> list[str]:
    return [part for part in re.split(r"[\s,;]+", text) if part]


def _value(asked: Asked, mark: str) -> Value | None:
    if mark.isdigit():
        number = int(mark)
        return number if asked.fact.type == "number" and number <= MOST_NUMBER else None
    letters = list(dict.fromkeys(letter for letter in mark.upper() if letter.isalpha()))
    by_letter = dict(asked.choices)
    if any(letter not in by_letter for letter in letters):
        return None
    values = [by_letter[letter] for letter in letters]
    if len(values) == 1 and (values[0] == UNKNOWN or asked.fact.type != "many"):
        return values[0]
    if asked.fact.type != "many" or UNKNOWN in values:
        return None
    return tuple(choice.id for choice in asked.fact.choices if choice.id in values)


def written(asked: Asked, value: Value) -> str:
    """An answer as it is typed: «12.3B», «12.4 90»."""
    if isinstance(value, int):
        return f"{asked.code} {value}"
    values = value if isinstance(value, tuple) else (value,)
    return asked.code + "".join(asked.letter(one) for one in values)

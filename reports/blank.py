"""The blank checklist as a value: what can be asked of a tool with certain functions, to be ticked with a pen.

Codes, order and choices are those of the sheet on screen (``domain.sheet``), so that what is ticked is typed back as it
stands. It holds final strings and knows no PDF; it never asks what cannot matter.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.circular import UNKNOWN, Circular
from app.domain.sheet import Row, blank, function_code
from app.text import Words

FORMAT = "vaglio-blank 1"


@dataclass(frozen=True)
class Box:
    """One choice: ``name`` of its field in a fillable PDF, the ``key`` that is typed for it, its words."""

    name: str
    key: str
    label: str


@dataclass(frozen=True)
class Entry:
    """One question. ``many`` says that more than one box may be ticked; ``days`` is the field of a number, or empty."""

    code: str
    question: str
    hint: str
    boxes: tuple[Box, ...]
    many: str
    days: str
    days_label: str


@dataclass(frozen=True)
class Section:
    """The questions of one function, or those about the whole tool or the company."""

    title: str
    text: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Blank:
    """``about``: label and field name of each line to be filled in at the top; ``identity`` says what the sheet was
    made with, so that it can be read back."""

    lang: str
    title: str
    subject: str
    intro: tuple[str, ...]
    about: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    notes: str
    footer: str
    page_of: str
    identity: str


def compose(circular: Circular, kinds: Iterable[str], words: Words, tool: str = "") -> Blank:
    """The sheet of a tool with these kinds of function. An unknown kind is our mistake (KeyError)."""
    wanted = tuple(dict.fromkeys(kinds))
    return Blank(
        lang=words.lang,
        title=words("blank.title_of", tool=tool) if tool else words("blank.title"),
        subject=words("paper.eyebrow", law=circular.short),
        intro=tuple(words(f"blank.intro.{n}") for n in ("what", "how", "unknown")),
        about=tuple((words(f"blank.about.{name}"), f"about.{name}") for name in ("company", "tool", "date", "who")),
        sections=_sections(circular, wanted, words),
        notes=words("blank.notes"),
        footer=words("blank.footer", law=circular.short, version=circular.version),
        page_of=words("paper.page_of"),
        identity=f"{FORMAT}; {circular.id}; {circular.version}; {','.join(wanted)}",
    )


def _sections(circular: Circular, kinds: tuple[str, ...], words: Words) -> tuple[Section, ...]:
    """One for each function in the order of the sheet, the tool's and the company's questions where they stand."""
    grouped: dict[tuple[str, str], list[Row]] = {}
    for row in blank(circular, kinds):
        scope = row.question.scope if row.question.scope in ("tool", "company") else "function"
        grouped.setdefault((scope, row.question.function if scope == "function" else ""), []).append(row)
    made = []
    for (scope, _), rows in grouped.items():
        if scope == "function":
            kind = circular.kinds[rows[0].question.kind]
            title, text = f"{function_code(circular, kind.id)} · {kind.label}", kind.description
        else:
            title, text = words(f"blank.section.{scope}"), ""
        made.append(Section(title, text, tuple(_entry(row, words) for row in rows)))
    return tuple(made)


def _entry(row: Row, words: Words) -> Entry:
    number = row.fact.type == "number"
    boxes = [Box(f"{row.code}={choice.id}", str(n), choice.label) for n, choice in enumerate(row.fact.choices, 1)]
    if UNKNOWN not in row.keys:
        boxes.append(Box(f"{row.code}={UNKNOWN}", "N", words("blank.unknown")))
    return Entry(
        code=row.code,
        question=row.fact.question,
        hint=row.fact.hint,
        boxes=tuple(boxes),
        many=words("blank.many") if row.fact.type == "many" else "",
        days=f"{row.code}#" if number else "",
        days_label=words("blank.days") if number else "",
    )

"""A draft as text for an e-mail: the same words in the same order, nothing that acts."""

from __future__ import annotations

import textwrap
import unicodedata

from reports.documents.draft import Ask, Block, Draft, Heading, Mark, Para, Points

WIDTH = 78
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
"""Stands for what no text may hold: control characters, halves of a character, what is no character at all."""


def text(draft: Draft) -> str:
    """The whole draft; lines are broken between words only, so that nothing typed is cut."""
    parts = [_told(block) for block in draft.blocks]
    if draft.headed:
        parts.insert(0, _wrapped(draft.title.upper()))
    return "\n\n".join(parts) + "\n"


def _told(block: Block) -> str:
    match block:
        case Heading(said):
            return f"{_wrapped(said)}\n{'-' * min(WIDTH, len(said))}"
        case Para(said, look):
            return _wrapped(said, "    " if look == "small" else "")
        case Points(items, numbered):
            marks = [f"{n}. " if numbered else "- " for n in range(1, len(items) + 1)]
            return "\n".join(_wrapped(item, " " * len(mark), mark) for mark, item in zip(marks, items, strict=True))
        case Ask(code, question, hint, marks):
            lead = f"{code} ____  " if block.one_blank else f"{code}  "
            lines = [_wrapped(question, " " * len(lead), lead)]
            if hint:
                lines.append(_wrapped(hint, " " * len(lead)))
            return "\n".join([*lines, *(_mark(mark) for mark in marks if not block.one_blank)])


def _mark(mark: Mark) -> str:
    lead = f"    ( ) {mark.code}  "
    return _wrapped(mark.text, " " * len(lead), lead) if mark.text else f"    {mark.code}  ________"


def _wrapped(said: str, indent: str = "", first: str | None = None) -> str:
    start = indent if first is None else first
    lines = clean(said).split("\n")
    return "\n".join(
        textwrap.fill(
            line,
            WIDTH,
            initial_indent=start if n == 0 else indent,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for n, line in enumerate(lines)
    )


def clean(said: str) -> str:
    """``said`` with a visible mark in place of what neither a mail nor a document may hold."""
    said = said.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(character if _fit(character) else REPLACEMENT for character in said)


def _fit(character: str) -> bool:
    if character == "\n":
        return True
    return unicodedata.category(character) not in ("Cc", "Cs") and (ord(character) & 0xFFFE) != 0xFFFE

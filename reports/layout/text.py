"""The one gate between strings and the page: here alone a Paragraph is made, and every string goes through ``plain``.

Whatever a string holds, it is printed as plain text: markup is escaped, control characters go, what the font cannot
show is replaced where one can see it. No image, link or instruction ever comes out of a string.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from reports.layout import fonts

REPLACEMENT = "■"
"""Stands for a character that the font does not have."""

_SAME = str.maketrans(
    {"\r": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n", "\t": " ", "\u2011": "-"}
)


@dataclass(frozen=True)
class Run:
    """A stretch of text in one look. ``color`` is one of ours (``#rrggbb``) or empty, never a user's."""

    text: str
    bold: bool = False
    color: str = ""


def paragraph(text: str | Sequence[Run], style: ParagraphStyle) -> Paragraph:
    """``text`` as it stands, line breaks kept."""
    runs = (Run(text),) if isinstance(text, str) else text
    return Paragraph("".join(_markup(run) for run in runs), style)


def _markup(run: Run) -> str:
    marked = escape(plain(run.text)).replace("\n", "<br/>")
    if run.bold:
        marked = f"<b>{marked}</b>"
    return f'<font color="{run.color}">{marked}</font>' if run.color else marked


def plain(text: str) -> str:
    """``text`` with what can be shown, and nothing that acts: no control characters, no half surrogates."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).translate(_SAME)
    return "".join(_shown(character) for character in text)


def one_line(text: str) -> str:
    return " ".join(plain(text).split())


def fitted(text: str, font: str, size: float, width: float) -> str:
    """``text`` on one line, cut with «…» to ``width`` points."""
    text = one_line(text)
    if fonts.width(text, font, size) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if fonts.width(text[:middle] + "…", font, size) <= width:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…"


def _shown(character: str) -> str:
    if character == "\n":
        return character
    category = unicodedata.category(character)
    if category in ("Cc", "Cf") or 0xFE00 <= ord(character) <= 0xFE0F:
        return ""
    if character in fonts.shown():
        return character
    return " " if category == "Zs" else REPLACEMENT

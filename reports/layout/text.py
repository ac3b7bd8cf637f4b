"""The one gate between strings and the page: here alone a Paragraph is made, and every string goes through ``plain``.

Whatever a string holds, it is printed as plain text: no markup is ever read, so that no image, link or instruction can
come out of a string. What the font cannot show is printed as its code, and nothing is dropped but what shows nothing
anywhere.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from reportlab.lib.abag import ABag
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph
from reportlab.platypus.paraparser import ParaFrag

from reports.elements import Element
from reports.layout import fonts
from reports.layout.fonts import BOLD
from reports.layout.style import color
from reports.layout.tagging import SPEAK, speak, tagger_of

_SAME = str.maketrans(
    {"\r": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n", "\t": " ", "\u2011": "-"}
)
_NOTHING_TO_SEE = frozenset(
    # Soft hyphen, breaks and joins of no width, byte order mark; then the choices between looks of one character.
    [0x00AD, 0x034F, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]
)


@dataclass(frozen=True)
class Run:
    """A stretch of text in one look. ``color`` is one of ours (``#rrggbb``) or empty, never a user's.

    ``lang``: a language tag of ours where it may be another than the document's.
    """

    text: str
    bold: bool = False
    color: str = ""
    lang: str = ""


@dataclass
class Spoken:
    """What a paragraph is to a screen reader: one value for both halves where it breaks over two pages.

    ``rank``: of a heading, 0 for any other. ``inline``: its words belong to the element it lies in, without one of
    their own. ``place``: row and column of the table it lies in (see ``reports.layout.grid``).
    """

    rank: int = 0
    inline: bool = False
    place: tuple[int, int] | None = None
    element: Element | None = None
    speaking: str = ""
    """The language of the passage that is open where it breaks, or empty."""


class MarkedParagraph(Paragraph):  # type: ignore[misc]
    """A Paragraph that marks what it draws."""

    spoken: Spoken
    blank = False
    """Without a word to say."""
    _wrapped = 0.0
    _size = (0.0, 0.0)

    def draw(self) -> None:
        tagger, spoken = tagger_of(self.canv), self.spoken
        self.canv.setNamedCB(SPEAK, speak)
        if tagger is None or tagger.silent or self.blank:
            super().draw()
            return
        element = tagger.top if spoken.inline else spoken.element
        if element is None:
            element = spoken.element = tagger.heading(spoken.rank) if spoken.rank else tagger.add("P")
        tagger.begin(element)
        start, before = tagger.written, spoken.speaking
        tagger.speaking = before
        super().draw()
        tagger.end_on(start, before)
        spoken.speaking, tagger.speaking = tagger.speaking, ""

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Lines are broken once for a width: a table asks for them again and again."""
        if self._wrapped != width or not hasattr(self, "blPara"):
            self._size = super().wrap(width, height)
            self._wrapped = width
        return self._size

    def split(self, width: float, height: float) -> list[MarkedParagraph]:
        halves: list[MarkedParagraph] = super().split(width, height)
        for half in halves:
            half.spoken = self.spoken
        return halves


def paragraph(text: str | Sequence[Run], style: ParagraphStyle, rank: int = 0) -> MarkedParagraph:
    """``text`` as it stands, line breaks kept. ``rank``: of a heading, 1 for the document's title."""
    runs = (Run(text),) if isinstance(text, str) else text
    made = MarkedParagraph(None, style, frags=[frag for run in runs for frag in _frags(run, style)])
    made.spoken, made.blank = Spoken(rank), not any(frag.text.strip() for frag in made.frags)
    return made


def _frags(run: Run, style: ParagraphStyle) -> list[ParaFrag]:
    """The stretch as reportlab's own parser would hand it over, without ever having been markup."""
    look: dict[str, Any] = {
        "fontName": BOLD if run.bold else style.fontName,
        "fontSize": style.fontSize,
        "textColor": color(run.color) if run.color else style.textColor,
        "bold": 0,
        "italic": 0,
        "rise": 0,
        "greek": 0,
    }
    frags = [ParaFrag(**look, link=[], us_lines=[], text="", cbDefn=_to(run.lang))] if run.lang else []
    for n, line in enumerate(plain(run.text).split("\n")):
        if n:
            frags.append(ParaFrag(**look, link=[], us_lines=[], text="", lineBreak=True))
        if line or not n:
            frags.append(ParaFrag(**look, link=[], us_lines=[], text=line))
    if run.lang:
        frags.append(ParaFrag(**look, link=[], us_lines=[], text="", cbDefn=_to("")))
    return frags


def _to(lang: str) -> ABag:
    return ABag(kind="passage", name=SPEAK, label=lang)


@lru_cache(4096)
def plain(text: str) -> str:
    """``text`` with what can be shown, and nothing that acts: a control character is printed as its code."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).translate(_SAME)
    if fonts.shown().issuperset(text):
        return text
    return "".join(map(_shown, text))


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


@cache
def _shown(character: str) -> str:
    if character == "\n" or character in fonts.shown():
        return character
    if ord(character) in _NOTHING_TO_SEE:
        return ""
    return " " if unicodedata.category(character) == "Zs" else stand_in(character)


def stand_in(character: str) -> str:
    """What is printed for a character that no glyph of ours shows: its code, as anybody can look it up."""
    return f"[U+{ord(character):04X}]"

"""The tree of what a document is made of, for whoever reads it by ear: headings, paragraphs, lists, tables, figures.

Values only: the layout grows the tree while it draws, ``reports.structure`` writes it into the file. Knows no library.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

Rect: TypeAlias = tuple[float, float, float, float]


@dataclass(frozen=True)
class Mark:
    """A stretch of marked content: its page, counted from 0, and its number on that page."""

    page: int
    number: int


@dataclass(frozen=True)
class FieldMark:
    """The place of a form field, by its name."""

    name: str


class Element:
    """One structure element; ``tag`` is a standard type of PDF 1.7 (``H1``, ``P``, ``TD``, ``Figure``)."""

    __slots__ = ("alt", "box", "kids", "lang", "numbering", "scope", "tag")

    def __init__(self, tag: str) -> None:
        self.tag = tag
        self.kids: list[Element | Mark | FieldMark] = []
        self.alt = ""
        """What is said in place of a figure."""
        self.lang = ""
        """A language tag where it is not the document's."""
        self.scope = ""
        """``Column`` or ``Row`` of a ``TH``."""
        self.numbering = ""
        """``None`` or ``Decimal`` of an ``L``."""
        self.box: Rect | None = None
        """Where a figure lies on its page."""

    def add(self, kid: Element) -> Element:
        self.kids.append(kid)
        return kid


@dataclass(frozen=True)
class Tree:
    """``marks``: page by page, the element of each stretch of marked content in the order of their numbers."""

    root: Element
    marks: tuple[tuple[Element, ...], ...]

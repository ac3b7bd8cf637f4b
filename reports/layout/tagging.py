"""Marks what is drawn, so that the page can be read by ear: what is content, as what, in which order; what is not.

A :class:`Tagger` belongs to one canvas and grows the tree while the story is drawn. Everything painted must lie in a
mark: in an element of the tree or in an artifact (lines, grounds, headers). Never draws anything itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from reportlab.pdfgen.canvas import Canvas

from reports.elements import Element, FieldMark, Mark, Rect, Tree

HIGHEST = 6
SECTION_RANK = 2
"""Headings up to this rank open a section of the document."""


class Tagger:
    """The marks of one canvas. ``silent``: an artifact is open, and nothing inside it is content.

    ``lang``: the document's own language. ``speaking``: the language tag of the passage that is open, or empty.
    """

    def __init__(self, canvas: Canvas, lang: str = "") -> None:
        self.lang, self.speaking = lang, ""
        self._canvas = canvas
        self._root = Element("Document")
        self._open = [self._root]
        self._ranks: list[int] = []
        self._marks: list[list[Element]] = []
        self._artifacts = 0

    @property
    def silent(self) -> bool:
        return self._artifacts > 0

    @property
    def top(self) -> Element:
        """The innermost open element."""
        return self._open[-1]

    def tree(self) -> Tree:
        return Tree(self._root, tuple(map(tuple, self._marks)))

    # ---- the tree ----

    def add(self, tag: str) -> Element:
        return self.top.add(Element(tag))

    def heading(self, rank: int) -> Element:
        """A heading of this rank: as deep as the ranks above it go, so that no level is ever jumped."""
        if rank <= SECTION_RANK:
            del self._open[1:]
            self._open.append(self._root.add(Element("Sect")))
        while self._ranks and self._ranks[-1] >= rank:
            self._ranks.pop()
        self._ranks.append(rank)
        return self.add(f"H{min(len(self._ranks), HIGHEST)}")

    def push(self, element: Element) -> None:
        self._open.append(element)

    def pop(self) -> None:
        self._open.pop()

    @contextmanager
    def within(self, tag: str) -> Iterator[Element]:
        """What is drawn meanwhile belongs to a new element."""
        element = self.add(tag)
        self.push(element)
        yield element
        self.pop()

    def form(self, field: str) -> None:
        """The place of a signature field in the reading order."""
        self.add("Form").kids.append(FieldMark(field))

    # ---- marks on the page ----

    def begin(self, element: Element) -> None:
        """From here to :meth:`end` all painting is content of ``element``."""
        page = self._canvas.getPageNumber() - 1
        while len(self._marks) <= page:
            self._marks.append([])
        mark = Mark(page, len(self._marks[page]))
        self._marks[page].append(element)
        element.kids.append(mark)
        self._write(f"/{element.tag} <</MCID {mark.number}>> BDC")

    def end(self) -> None:
        self._write("EMC")

    def end_on(self, start: int, before: str) -> None:
        """Ends a mark of words that were written from ``start`` on, and makes whole what broke over two pages.

        A passage in another language lies inside the text object: one that was open on the page ``before`` is opened
        anew in the first of them, one that is open still is closed in the last.
        """
        code = self._canvas._code
        texts = [n for n in range(start, len(code)) if code[n].startswith("BT") and code[n].endswith("ET")]
        if texts and before:
            code[texts[0]] = f"BT {_passage(before)}{code[texts[0]][2:]}"
        if texts and self.speaking:
            code[texts[-1]] = f"{code[texts[-1]][:-2]}EMC ET"
        self.end()

    @property
    def written(self) -> int:
        """How many operators there are on the page so far."""
        return len(self._canvas._code)

    def begin_artifact(self, kind: str = "", subtype: str = "") -> None:
        """``kind`` and ``subtype``: ``Pagination`` with ``Header``, ``Footer`` or ``Watermark``; or nothing."""
        self._artifacts += 1
        if self._artifacts > 1:
            return
        named = f" /Subtype /{subtype}" if subtype else ""
        self._write(f"/Artifact <</Type /{kind}{named}>> BDC" if kind else "/Artifact BMC")

    def end_artifact(self) -> None:
        self._artifacts -= 1
        if not self._artifacts:
            self.end()

    def _write(self, operator: str) -> None:
        # The one private name of reportlab's used here (of a canvas and of a text): there is no other way to write an
        # operator of our own.
        self._canvas._code.append(operator)


SPEAK = "speak"
"""The name under which a paragraph calls for a change of language while its words are written."""


def speak(canvas: Canvas, _kind: str, lang: str) -> None:
    """From here on the words are in ``lang``, a language tag; empty: in the document's own again."""
    tagger = tagger_of(canvas)
    if tagger is None or tagger.silent:
        return
    text = canvas._curr_tx_info["tx"]
    if lang and lang != tagger.lang:
        tagger.speaking = lang
        text._code.append(_passage(lang))
    elif not lang and tagger.speaking:
        tagger.speaking = ""
        text._code.append("EMC")


def _passage(lang: str) -> str:
    return f"/Span <</Lang ({lang})>> BDC"


def tagger_of(canvas: Canvas) -> Tagger | None:
    """The canvas's own; None for a bare canvas, on which nothing is marked."""
    return getattr(canvas, "tagger", None)


@contextmanager
def artifact(canvas: Canvas, kind: str = "", subtype: str = "") -> Iterator[None]:
    """What is drawn meanwhile is decoration: no reader will ever speak of it."""
    tagger = tagger_of(canvas)
    if tagger is None:
        yield
        return
    tagger.begin_artifact(kind, subtype)
    yield
    tagger.end_artifact()


@contextmanager
def within(canvas: Canvas, tag: str) -> Iterator[None]:
    """What is drawn meanwhile belongs to a new element ``tag``; the marks themselves are made further in."""
    tagger = tagger_of(canvas)
    if tagger is None or tagger.silent:
        yield
        return
    with tagger.within(tag):
        yield


@contextmanager
def figure(canvas: Canvas, alt: str, width: float, height: float) -> Iterator[None]:
    """What is drawn meanwhile, from the current origin, is one picture, and ``alt`` says what it shows."""
    tagger = tagger_of(canvas)
    if tagger is None or tagger.silent:
        yield
        return
    element = tagger.add("Figure")
    element.alt, element.box = alt, _absolute(canvas, width, height)
    tagger.begin(element)
    yield
    tagger.end()


def _absolute(canvas: Canvas, width: float, height: float) -> Rect:
    x0, y0 = canvas.absolutePosition(0, 0)
    x1, y1 = canvas.absolutePosition(width, height)
    return (round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2))

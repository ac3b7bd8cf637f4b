"""The tree a screen reader walks: as drawn, without a level jumped, the same whatever breaks over a page."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from golden_papers import pdf
from judges import failures, tags
from paper_samples import ROOT
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate
from sealed_paper import ROME

from reports.archival import finish
from reports.elements import Element, Mark, Tree
from reports.layout import blocks, fonts
from reports.layout.fonts import REGULAR
from reports.layout.style import CELL, SECTION, TITLE, TOOL
from reports.layout.tagging import Tagger, artifact, figure
from reports.layout.text import Run, paragraph

GOLDEN = ROOT / "tests" / "golden" / "tags.it.txt"
TALL = 200.0


class Tagged(Canvas):  # type: ignore[misc]
    def __init__(self, *args: object, **params: object) -> None:
        self.tagger = Tagger(self)
        super().__init__(*args, **params)


def drawn(story: list[Flowable], tall: float = TALL) -> tuple[Tree, bytes]:
    """The tree of a story on low pages, and the finished file."""
    fonts.register()
    out = io.BytesIO()
    document = BaseDocTemplate(out, pagesize=(600, tall), pageCompression=0, invariant=1, initialFontName=REGULAR)
    frame = Frame(20, 10, 503, tall - 20, 0, 0, 0, 0)
    document.addPageTemplates(PageTemplate("page", [frame]))
    document.build(story, canvasmaker=Tagged)
    tree = document.canv.tagger.tree()
    texts = {"title": "prova", "author": "", "subject": "", "lang": "it-IT", "document_id": "prova"}
    return tree, finish(out.getvalue(), **texts, created=ROME, tree=tree)


def all_of(element: Element, *wanted: str) -> Iterator[Element]:
    if not wanted or element.tag in wanted:
        yield element
    for kid in element.kids:
        if isinstance(kid, Element):
            yield from all_of(kid, *wanted)


def pages(element: Element) -> list[int]:
    """Of the content in an element and below, in reading order."""
    found = []
    for kid in element.kids:
        if isinstance(kid, Mark):
            found.append(kid.page)
        elif isinstance(kid, Element):
            found += pages(kid)
    return found


def test_headings_never_jump_whatever_ranks_are_asked_for() -> None:
    ranks = [(TITLE, 1), (SECTION, 3), (SECTION, 3), (TOOL, 2), (SECTION, 5), (SECTION, 4), (SECTION, 6), (TOOL, 2)]
    story = [part for style, rank in ranks for part in blocks.heading("x", style, rank=rank)]
    tree, file = drawn(story, 900)
    found = [element.tag for element in all_of(tree.root) if element.tag[1:].isdigit()]
    assert found == ["H1", "H2", "H2", "H2", "H3", "H3", "H4", "H2"]
    assert failures(file, "2a", "ua-1") == []


def test_a_paragraph_over_three_pages_is_one() -> None:
    tree, file = drawn([paragraph("parola " * 600, CELL)])
    (only,) = all_of(tree.root, "P")
    assert pages(only) == [0, 1, 2]
    assert failures(file, "2a", "ua-1") == []


def test_a_table_over_pages_is_one_and_its_head_is_read_once() -> None:
    rows = [[f"domanda {n}", "parola " * 60, ""] for n in range(12)]
    tree, file = drawn([blocks.table(("Domanda", "Risposta", "Quando"), rows, (40, 40, 20))])
    (table,) = all_of(tree.root, "Table")
    assert [element.scope for element in all_of(table, "TH")] == ["Column"] * 3
    assert [len(list(all_of(row, "TH", "TD"))) for row in all_of(table, "TR")] == [3] * 13
    assert len(set(pages(table))) > 3
    assert pages(table) == sorted(pages(table))
    assert all(pages(cell) == [0] for cell in all_of(table, "TH"))
    assert failures(file, "2a", "ua-1") == []


def test_a_row_broken_over_pages_remains_one_row() -> None:
    told = [paragraph("parola " * 200, CELL), paragraph("poi " * 200, CELL)]
    tree, file = drawn([blocks.table(("A", "B"), [["breve", told], ["dopo", "dopo"]], (50, 50))])
    (table,) = all_of(tree.root, "Table")
    head, broken, after = all_of(table, "TR")
    assert [cell.tag for cell in all_of(broken, "TD", "TH")] == ["TD", "TD"]
    assert len(set(pages(broken))) > 1
    assert [len(list(all_of(cell, "P"))) for cell in all_of(broken, "TD")] == [0, 2]
    assert pages(after)[0] == pages(broken)[-1]
    assert len(list(all_of(head, "TH"))) == 2
    assert failures(file, "2a", "ua-1") == []


def test_lists_have_their_items_and_no_empty_one() -> None:
    from reports.report_parts import Pair

    details = tuple(Pair(f"voce {n}", "valore") for n in range(3))
    tree, file = drawn([blocks.numbered(("uno", "due")), blocks.pairs(details)])
    first, second = all_of(tree.root, "L")
    assert (first.numbering, second.numbering) == ("Decimal", "None")
    assert [[kid.tag for kid in all_of(item)] for item in all_of(first, "LI")] == [["LI", "Lbl", "LBody"]] * 2
    assert len(list(all_of(second, "LI"))) == 3
    assert failures(file, "2a", "ua-1") == []


class Drawing(Flowable):  # type: ignore[misc]
    """As any new block would: what it shows is a figure, what merely adorns is an artifact."""

    def __init__(self, marked: bool) -> None:
        super().__init__()
        self.marked = marked

    def wrap(self, *_room: float) -> tuple[float, float]:
        return 40, 40

    def draw(self) -> None:
        if not self.marked:
            self.canv.rect(0, 0, 40, 40)
            return
        with artifact(self.canv):
            self.canv.rect(0, 0, 40, 40)
        with figure(self.canv, "Due barre (una vuota) \\ «»", 40, 40):
            self.canv.rect(5, 5, 30, 10, fill=1)


def test_a_figure_says_what_it_shows_and_where_it_lies() -> None:
    tree, file = drawn([Drawing(marked=True)])
    (shown,) = all_of(tree.root, "Figure")
    assert shown.alt == "Due barre (una vuota) \\ «»"
    assert shown.box == (20, 150, 60, 190)
    assert failures(file, "2a", "ua-1") == []
    with pikepdf.open(io.BytesIO(file)) as doc:
        figure_ = doc.Root.StructTreeRoot.K.K
        assert str(figure_.Alt) == shown.alt
        assert [float(edge) for edge in figure_.A.BBox] == list(shown.box)


def test_what_is_drawn_without_a_mark_is_found_out() -> None:
    assert failures(drawn([Drawing(marked=False)])[1], "ua-1")


def test_no_string_gets_out_of_what_it_says() -> None:
    hostile = paragraph((Run("/P <</MCID 0>> BDC ) Tj EMC", bold=True), Run("\\) ET EMC endstream")), CELL)
    assert failures(drawn([hostile])[1], "2a", "ua-1") == []


def passages(file: bytes) -> list[tuple[int, str]]:
    """(page, language) of each passage in another language; every one closed where its words end."""
    found = []
    with pikepdf.open(io.BytesIO(file)) as doc:
        for number, page in enumerate(doc.pages):
            open_, outside = 0, 0
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) in ("BDC", "BMC"):
                    open_ += 1
                    if len(operands) > 1 and "/Lang" in operands[1]:
                        found.append((number, str(operands[1].Lang)))
                elif str(operator) == "EMC":
                    open_ -= 1
                elif str(operator) == "BT":
                    outside = open_
                elif str(operator) == "ET":
                    assert open_ == outside
            assert open_ == 0
    return found


def test_a_passage_in_another_language_says_so_also_over_pages() -> None:
    runs = (Run("Note: ", bold=True), Run("il fornitore è stato sentito " * 180, lang="it-IT"), Run(" till the end"))
    tree, file = drawn([paragraph(runs, CELL), paragraph((Run("then"), Run("poi", lang="it-IT")), CELL)])
    assert len(list(all_of(tree.root, "P"))) == 2
    assert passages(file) == [(0, "it-IT"), (1, "it-IT"), (2, "it-IT"), (2, "it-IT")]
    assert failures(file, "2a", "ua-1") == []


def test_notes_in_the_language_of_the_document_are_no_passages() -> None:
    assert passages(pdf("sample")) == []
    assert {lang for _, lang in passages(pdf("sample in English"))} == {"it-IT"}


@cache
def checklist() -> bytes:
    return pdf("case circular_first_class")


def test_the_tree_of_a_checklist(tmp_path: Path) -> None:
    """As another program reads it. VAGLIO_GOLDEN=write draws it anew: read what changed."""
    found = tags(tmp_path, checklist())
    if os.environ.get("VAGLIO_GOLDEN") == "write":
        GOLDEN.write_text(found, "utf-8")
    assert found == GOLDEN.read_text("utf-8")


@pytest.mark.parametrize("name", ["sample", "sample in English"])
def test_levels_follow_each_other(name: str, tmp_path: Path) -> None:
    levels = [int(level) for level in re.findall(r"^\s+H(\d)", tags(tmp_path, pdf(name)), re.MULTILINE)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert max(levels) == 4


def test_fields_and_pages_know_their_place_in_the_tree() -> None:
    with pikepdf.open(io.BytesIO(pdf("sample"))) as doc:
        assert doc.Root.MarkInfo.Marked
        assert all(page.obj.Tabs == "/S" for page in doc.pages)
        nums = doc.Root.StructTreeRoot.ParentTree.Nums
        parents = {int(nums[n]): nums[n + 1] for n in range(0, len(nums), 2)}
        assert sorted(parents) == list(range(len(doc.pages) + 4))
        assert [int(page.obj.StructParents) for page in doc.pages] == list(range(len(doc.pages)))
        for widget in doc.Root.AcroForm.Fields:
            form = parents[int(widget.StructParent)]
            assert form.S == "/Form"
            # The dictionary itself: an array of one makes a second signature look like a forbidden change.
            assert form.K.Type == "/OBJR"
            assert form.K.Obj.objgen == widget.objgen

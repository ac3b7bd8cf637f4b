"""What comes out of the printer is the PDF: as many pages, the same words, the range and the copies asked for."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPageRanges
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.domain.errors import UserError
from app.ui.pages.sign import SignPage
from app.ui.printing import Stopped, pages_wanted, print_pages
from tests.desks import desk_on
from tests.ui_kit import Bench

LONG = 30_000


@cache
def draft(folder: Path) -> bytes:
    with desk_on(folder) as desk:
        desk.open_example()
        return desk.draft_pdf()


@pytest.fixture
def pdf(tmp_path_factory: pytest.TempPathFactory, qapp: object) -> bytes:
    return draft(tmp_path_factory.getbasetemp() / "draft")


def printer(out: Path) -> QPrinter:
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(out))
    return made


def count(pdf: Path) -> int:
    told = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True, check=True).stdout
    return int(next(line for line in told.splitlines() if line.startswith("Pages:")).split()[1])


def picture(pdf: Path, page: int, folder: Path) -> QImage:
    stem = folder / f"{pdf.stem}-{page}"
    place = ["-f", str(page), "-l", str(page), "-r", "50", "-png", "-singlefile"]
    subprocess.run(["pdftoppm", *place, str(pdf), str(stem)], check=True)
    return QImage(str(stem.with_suffix(".png"))).convertToFormat(QImage.Format.Format_Grayscale8)


def darkness(image: QImage, box: int) -> list[float]:
    """How much ink there is in each of ``box`` × ``box`` parts of a page."""
    small = image.scaled(box, box, mode=Qt.TransformationMode.SmoothTransformation)
    return [255 - QColor(small.pixel(x, y)).lightness() for y in range(box) for x in range(box)]


def test_every_page_is_printed_with_its_ink_where_it_was(pdf: bytes, tmp_path: Path) -> None:
    source, out = tmp_path / "source.pdf", tmp_path / "printed.pdf"
    source.write_bytes(pdf)
    assert print_pages(pdf, printer(out)) == count(source) == count(out)
    for page in (1, 2):
        one, other = picture(source, page, tmp_path), picture(out, page, tmp_path)
        assert abs(one.width() - other.width()) <= 2
        differences = [abs(a - b) for a, b in zip(darkness(one, 40), darkness(other, 40), strict=True)]
        assert max(darkness(one, 40)) > 40
        assert max(differences) < 40
        assert sum(differences) / len(differences) < 4


def test_in_black_and_white_nothing_is_coloured_and_all_is_there(pdf: bytes, tmp_path: Path) -> None:
    out = tmp_path / "grey.pdf"
    grey = printer(out)
    grey.setColorMode(QPrinter.ColorMode.GrayScale)
    grey.setPageRanges(QPageRanges.fromString("1"))
    print_pages(pdf, grey)
    subprocess.run(["pdftoppm", "-r", "40", "-png", "-singlefile", str(out), str(tmp_path / "grey")], check=True)
    seen = QImage(str(tmp_path / "grey.png"))
    colours = {QColor(seen.pixel(x, y)).hslSaturation() for x in range(seen.width()) for y in range(seen.height())}
    assert max(colours) < 12
    dark = sum(QColor(seen.pixel(x, y)).lightness() < 140 for x in range(seen.width()) for y in range(seen.height()))
    assert dark > 200


def test_range_and_copies_are_honoured(tmp_path: Path, qapp: object) -> None:
    made = printer(tmp_path / "x.pdf")
    assert pages_wanted(5, made) == [0, 1, 2, 3, 4]
    made.setFromTo(2, 9)
    assert pages_wanted(5, made) == [1, 2, 3, 4]
    made.setPageRanges(QPageRanges.fromString("1,4-5"))
    assert pages_wanted(5, made) == [0, 3, 4]
    made.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert pages_wanted(5, made) == [4, 3, 0]


def test_copies_are_made_here_where_the_printer_makes_none(
    pdf: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = printer(tmp_path / "x.pdf")
    monkeypatch.setattr(made, "supportsMultipleCopies", lambda: False, raising=False)
    made.setPageRanges(QPageRanges.fromString("1-2"))
    made.setCopyCount(2)
    made.setCollateCopies(True)
    assert pages_wanted(5, made) == [0, 1, 0, 1]
    made.setCollateCopies(False)
    assert pages_wanted(5, made) == [0, 0, 1, 1]
    assert print_pages(pdf, made) == 4
    assert count(tmp_path / "x.pdf") == 4


def test_it_can_be_called_off_and_what_is_no_pdf_is_said(pdf: bytes, tmp_path: Path) -> None:
    asked: list[int] = []
    with pytest.raises(Stopped):
        print_pages(pdf, printer(tmp_path / "x.pdf"), lambda: len(asked) > 0 or asked.append(1) is not None)
    with pytest.raises(UserError, match="print_failed"):
        print_pages(b"no paper", printer(tmp_path / "y.pdf"))
    with pytest.raises(UserError, match="print_failed"):
        print_pages(pdf, printer(tmp_path / "no such folder" / "z.pdf"))


def signing(bench: Bench, qtbot: QtBot) -> SignPage:
    bench.desk.open_example()
    bench.window.go("sign", {})
    page = bench.window.page("sign")
    assert isinstance(page, SignPage)
    qtbot.waitUntil(lambda: page.preview.pages > 0, timeout=LONG)
    return page


def test_without_a_printer_a_file_is_offered_and_is_what_was_in_sight(
    bench: Bench, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, out = signing(bench, qtbot), tmp_path / "carta.pdf"
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    monkeypatch.setattr(page.paper.printing, "save_instead", lambda: True)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    page.paper.print.click()
    qtbot.waitUntil(lambda: "PDF salvato: «carta.pdf»" in bench.window.notice.text(), timeout=LONG)
    assert out.read_bytes() == page.preview.pdf
    told = subprocess.run(["pdftotext", str(out), "-"], capture_output=True, text=True, check=True).stdout
    assert "BOZZA" in told.upper()


def test_printing_from_the_page_happens_beside_the_window(
    bench: Bench, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, out = signing(bench, qtbot), tmp_path / "printed.pdf"
    page.paper.printing.print_on(page.preview.pdf, printer(out))
    assert page.busy.isVisible()
    qtbot.waitUntil(lambda: not page.busy.isVisible(), timeout=LONG)
    assert count(out) == page.preview.pages
    assert f"{page.preview.pages} pagine" in bench.window.notice.text()
    page.paper.printing.print_on(b"no paper", printer(tmp_path / "no.pdf"))
    qtbot.waitUntil(lambda: "stampante" in page.form.problem.text(), timeout=LONG)

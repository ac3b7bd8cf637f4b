"""A PDF onto paper: Qt's print dialog, pages drawn beside the window; without a printer, a file instead.

It prints bytes as they are and keeps no file of its own. Nothing here runs on the window's thread but the dialog.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QWidget

from app.domain.errors import UserError
from app.store.signed import export
from app.text import Words
from app.ui.tasks import Task, Tasks
from app.ui.widgets.busy import Busy

MOST_DPI = 300
"""Finer than this a page of text looks no better, and takes four times the memory and time."""
POINT = 1 / 72


class Stopped(Exception):
    """Called off between two pages."""


def never() -> bool:
    return False


def print_pages(pdf: bytes, printer: QPrinter, stopped: Callable[[], bool] = never) -> int:
    """Draws what was asked for of ``pdf``; how many sheets. ``print_failed`` as UserError. From any thread, slow."""
    document, buffer = QPdfDocument(), QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    if document.status() != QPdfDocument.Status.Ready:
        raise UserError("print_failed")
    wanted = pages_wanted(document.pageCount(), printer)
    printer.setFullPage(True)  # the margins are the paper's own: they are in the PDF
    painter = QPainter()
    if not painter.begin(printer):
        raise UserError("print_failed")
    try:
        for place, number in enumerate(wanted):
            if stopped():
                printer.abort()
                raise Stopped
            if place and not printer.newPage():
                raise UserError("print_failed")
            _draw(document, number, printer, painter)
    finally:
        painter.end()
        document.close()
    return len(wanted)


def pages_wanted(count: int, printer: QPrinter) -> list[int]:
    """The pages to be drawn, from 0, in their order: the range, and the copies where the printer makes none itself."""
    first, last = printer.fromPage() or 1, min(printer.toPage() or count, count)
    pages = list(range(first - 1, last))
    ranges = printer.pageRanges()
    if not ranges.isEmpty():
        pages = [page for page in range(count) if ranges.contains(page + 1)]
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        pages.reverse()
    copies = 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())
    if printer.collateCopies():
        return pages * copies
    return [page for page in pages for _ in range(copies)]


def _draw(document: QPdfDocument, number: int, printer: QPrinter, painter: QPainter) -> None:
    """One page, as large as it is, or smaller where the sheet is; in the middle."""
    size, dpi = document.pagePointSize(number), min(printer.resolution(), MOST_DPI)
    options = QPdfDocumentRenderOptions()
    options.setRenderFlags(QPdfDocumentRenderOptions.RenderFlag.Annotations)  # the stamps of signatures too
    pixels = QSize(round(size.width() * POINT * dpi), round(size.height() * POINT * dpi))
    picture = document.render(number, pixels, options)
    sheet = QImage(picture.size(), QImage.Format.Format_RGB32)
    sheet.fill(Qt.GlobalColor.white)
    on_white = QPainter(sheet)
    on_white.drawImage(0, 0, picture)
    on_white.end()
    if printer.colorMode() == QPrinter.ColorMode.GrayScale:
        sheet = sheet.convertToFormat(QImage.Format.Format_Grayscale8)
    paper = printer.paperRect(QPrinter.Unit.DevicePixel)
    unit = printer.resolution() * POINT
    wide, high = size.width() * unit, size.height() * unit
    shrink = min(1.0, paper.width() / wide, paper.height() / high)
    wide, high = wide * shrink, high * shrink
    painter.drawImage(QRectF((paper.width() - wide) / 2, (paper.height() - high) / 2, wide, high), sheet)


class Printing(QObject):
    """What a page with a PDF in sight offers. ``told``: a passing notice (see ``Page``); ``failed``: an exception."""

    told = Signal(str, bool)
    failed = Signal(object)

    def __init__(self, page: QWidget, words: Callable[[], Words], tasks: Tasks, busy: Busy) -> None:
        super().__init__(page)
        self._page, self._words, self._tasks, self._busy = page, words, tasks, busy
        self._task: Task | None = None
        busy.cancelled.connect(self.call_off)

    def offer(self, pdf: bytes, name: str) -> None:
        """Print it, or save it where there is no printer. ``name``: what the print job and the file are called."""
        self._task = self._tasks.run(
            QPrinterInfo.availablePrinterNames, lambda found: self._ask(pdf, name, found), self._went_wrong
        )

    def call_off(self) -> None:
        """Between two pages; what was on its way to the printer is given up."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
            self._busy.hide()

    def _ask(self, pdf: bytes, name: str, printers: list[str]) -> None:
        if not printers:
            self._without(pdf, name)
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(name)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        printer.setPageOrientation(QPageLayout.Orientation.Portrait)
        dialog = QPrintDialog(printer, self._page)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, True)
        dialog.setWindowTitle(self._words()("printing.title"))
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.print_on(pdf, printer)

    def print_on(self, pdf: bytes, printer: QPrinter) -> None:
        words = self._words()
        self._busy.show_work(words("printing.working"), words("common.cancel"))

        def done(sheets: int) -> None:
            self._busy.hide()
            self.told.emit(words.count("printing.done", sheets), False)

        def job() -> int:
            try:
                return print_pages(pdf, printer, lambda: task.cancelled)
            except Stopped:
                return 0

        task = self._task = self._tasks.run(job, done, self._went_wrong)

    def _without(self, pdf: bytes, name: str) -> None:
        words = self._words()
        if not self.save_instead():
            return
        chosen, _ = QFileDialog.getSaveFileName(
            self._page, words("printing.save"), f"{name}.pdf", words("common.pdf_files")
        )
        if chosen:
            self.save(pdf, Path(chosen))

    def save_instead(self) -> bool:
        """Whether the user wants a file, there being no printer."""
        words = self._words()
        box = QMessageBox(QMessageBox.Icon.Information, words("printing.title"), "", parent=self._page)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(words("printing.none"))
        box.setInformativeText(words("printing.none_text"))
        yes = box.addButton(words("printing.save"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(words("common.cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(yes)
        box.exec()
        return box.clickedButton() is yes

    def save(self, pdf: bytes, to: Path) -> None:
        said = self._words()("printing.saved", name=to.name)
        self._task = self._tasks.run(
            lambda: export(to, pdf), lambda _done: self.told.emit(said, False), self._went_wrong
        )

    def _went_wrong(self, problem: Exception) -> None:
        self._busy.hide()
        self.failed.emit(problem)

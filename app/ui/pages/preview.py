"""The paper on the screen: a PDF's pages on a grey mount. It shows bytes and keeps no file.

Qt's viewer draws no form fields, so a seal's stamp is not seen here: the page must say so.
"""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QPalette
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QFrame

from app.ui import style
from app.ui.widgets.basics import Card


class Preview(Card):
    def __init__(self) -> None:
        super().__init__(role="mount", margin=6)
        self._document = QPdfDocument(self)
        self._buffer = QBuffer(self)
        self.view = QPdfView(self)
        self.view.setDocument(self._document)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        palette = self.view.palette()
        for role in (QPalette.ColorRole.Dark, QPalette.ColorRole.Base, QPalette.ColorRole.Window):
            palette.setColor(role, QColor(style.current().mount))
        self.view.setPalette(palette)
        self.view.setMinimumWidth(style.px(240))
        self.box.addWidget(self.view, 1)

    @property
    def pages(self) -> int:
        return self._document.pageCount()

    def show_pdf(self, pdf: bytes) -> None:
        """Replaces what is shown, without losing the place in it."""
        bar = self.view.verticalScrollBar()
        place = bar.value()
        self._document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray(pdf))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        bar.setValue(place)

"""The paper on the screen: a PDF's pages on a grey mount, one after the other, nearer or farther. It shows bytes and
keeps no file.

Qt's viewer draws no form fields, so a seal's stamp is not seen here: the page must say so.
"""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QObject, QPointF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPalette
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QFrame

from app.text import Words
from app.ui import style
from app.ui.widgets.basics import Button, Card, label, plain_button
from app.ui.widgets.flow import Flow

STEP, LEAST, MOST = 1.25, 0.25, 5.0
"""How much nearer or farther at a time, and how far it goes."""


class Preview(Card):
    """``tools`` is the line of what can be done with the paper: others add to it."""

    def __init__(self) -> None:
        super().__init__(role="mount", margin=6)
        self._words: Words | None = None
        self._pdf = b""
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
        self.view.installEventFilter(self)
        self.view.pageNavigator().currentPageChanged.connect(lambda _page: self._show_place())
        self.up, self.down = plain_button("", "arrow_up"), plain_button("", "arrow_down")
        self.farther, self.nearer, self.whole = plain_button("−"), plain_button("+"), plain_button("")
        self.place = label("", "body", wrap=False)  # on the mount a paler ink would be faint
        self.up.clicked.connect(lambda: self.turn(-1))
        self.down.clicked.connect(lambda: self.turn(1))
        self.farther.clicked.connect(lambda: self.zoom(1 / STEP))
        self.nearer.clicked.connect(lambda: self.zoom(STEP))
        self.whole.clicked.connect(self.fit)
        self.tools = Flow(spacing=4, middle=True)
        for widget in (self.up, self.down, self.place, self.farther, self.nearer, self.whole):
            self.tools.addWidget(widget)
        self.box.addWidget(self.view, 1)
        self.box.addLayout(self.tools)

    @property
    def pages(self) -> int:
        return self._document.pageCount()

    @property
    def page(self) -> int:
        """The one in sight, from 1."""
        return self.view.pageNavigator().currentPage() + 1

    @property
    def pdf(self) -> bytes:
        """What is shown."""
        return self._pdf

    def speak(self, words: Words) -> None:
        self._words = words
        for button, key in (
            (self.up, "previous"),
            (self.down, "next"),
            (self.farther, "farther"),
            (self.nearer, "nearer"),
        ):
            _name(button, words(f"preview.{key}"))
        self.whole.set_text(words("preview.fit"))
        self._show_place()

    def show_pdf(self, pdf: bytes) -> None:
        """Replaces what is shown, without losing the place in it."""
        bar = self.view.verticalScrollBar()
        place = bar.value()
        self._pdf = pdf
        self._document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray(pdf))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        bar.setValue(place)
        self._show_place()

    # ---- acts ----------------------------------------------------------------------------------------------------

    def turn(self, by: int) -> None:
        self.go_to(self.page + by)

    def go_to(self, page: int) -> None:
        """To the top of a page, from 1; the nearest there is."""
        if self.pages:
            self.view.pageNavigator().jump(min(max(page, 1), self.pages) - 1, QPointF())
            self._show_place()

    @property
    def factor(self) -> float:
        """How large it is shown: 1 is as on paper."""
        if self.view.zoomMode() == QPdfView.ZoomMode.Custom or not self.pages:
            return self.view.zoomFactor()
        margins = self.view.documentMargins()
        room = self.view.viewport().width() - margins.left() - margins.right()
        return room / (self._document.pagePointSize(0).width() * self.view.logicalDpiX() / 72)

    def zoom(self, by: float) -> None:
        wanted = min(max(self.factor * by, LEAST), MOST)
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(wanted)

    def fit(self) -> None:
        """As wide as there is room."""
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys in the paper, beside those that scroll it: + and − nearer and farther, 0 as wide as there is room."""
        if watched is self.view and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            keys = Qt.Key
            acts = {
                keys.Key_Plus: lambda: self.zoom(STEP),
                keys.Key_Minus: lambda: self.zoom(1 / STEP),
                keys.Key_0: self.fit,
                keys.Key_PageUp: lambda: self.turn(-1),
                keys.Key_PageDown: lambda: self.turn(1),
                keys.Key_Home: lambda: self.go_to(1),
                keys.Key_End: lambda: self.go_to(self.pages),
            }
            act = acts.get(keys(event.key()))
            plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
            if act is not None and plain:
                act()
                return True
        return super().eventFilter(watched, event)

    def _show_place(self) -> None:
        if self._words is None:
            return
        self.place.setText(self._words("preview.place", n=self.page, all=self.pages) if self.pages else "")
        for button, can in ((self.up, self.page > 1), (self.down, self.page < self.pages)):
            button.setEnabled(can)
        for button in (self.farther, self.nearer, self.whole):
            button.setEnabled(bool(self.pages))


def _name(button: Button, name: str) -> None:
    """Read out and told at the pointer; what is seen is a mark."""
    button.setAccessibleName(name)
    button.setToolTip(name)

"""The way through a tool: its functions, then what comes after them; where I am and what is complete."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui import style
from app.ui.widgets.basics import clear_layout, label, set_role
from app.ui.widgets.card_button import CardFace, paint_radio
from app.ui.widgets.icons import paint_icon

MARK = 18


@dataclass(frozen=True)
class Stop:
    """``state``: ``done``, ``here`` or ``open``; ``spoken`` says it in words. ``page`` and ``where``: for ``go``."""

    key: str
    text: str
    state: str
    spoken: str
    page: str
    where: tuple[tuple[str, str], ...]


class WayList(QWidget):
    """Two headed groups of stops. The rows are made anew only when other stops are listed."""

    go = Signal(str, dict)

    def __init__(self) -> None:
        super().__init__()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, style.px(4), 0, 0)
        self._box.setSpacing(style.px(2))
        self._rows: dict[str, WayRow] = {}
        self._headings: list = []

    def show_way(self, groups: tuple[tuple[str, tuple[Stop, ...]], ...]) -> None:
        """(heading, stops) from top to bottom."""
        keys = [stop.key for _, stops in groups for stop in stops]
        if keys != list(self._rows):
            self._make(groups)
        for heading, (text, _) in zip(self._headings, groups, strict=True):
            heading.setText(text)
        for _, stops in groups:
            for stop in stops:
                self._rows[stop.key].show_stop(stop)

    def here(self) -> WayRow | None:
        """The stop where one is."""
        return next((made for made in self._rows.values() if made.stop.state == "here"), None)

    def _make(self, groups: tuple[tuple[str, tuple[Stop, ...]], ...]) -> None:
        clear_layout(self._box)
        self._rows, self._headings = {}, []
        for _, stops in groups:
            heading = label("", "h3")
            heading.setContentsMargins(style.px(10), style.px(8), 0, style.px(4))
            self._headings.append(heading)
            self._box.addWidget(heading)
            for stop in stops:
                made = WayRow()
                made.clicked.connect(lambda _=False, made=made: self.go.emit(made.stop.page, dict(made.stop.where)))
                self._rows[stop.key] = made
                self._box.addWidget(made)
        self._box.addStretch(1)


class WayRow(CardFace, QAbstractButton):
    """One stop: a mark for its state, and its words."""

    def __init__(self) -> None:
        super().__init__()
        self.begin_card()
        box = QHBoxLayout(self)
        box.setContentsMargins(style.px(10 + MARK + 12), style.px(7), style.px(8), style.px(7))
        self._text = label("", "body")
        self._text.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        box.addWidget(self._text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.stop = Stop("", "", "open", "", "", ())

    def show_stop(self, stop: Stop) -> None:
        self.stop = stop
        self._text.setText(stop.text)
        set_role(self._text, "strong" if stop.state == "here" else "body")
        self.setAccessibleName(stop.text)
        self.setAccessibleDescription(stop.spoken)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return opens the stop, like the space bar: it must not reach the page, where it confirms an answer."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = style.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        here = self.stop.state == "here"
        if here or self.underMouse() or self.hasFocus():
            edge = QPen(QColor(palette.accent), 2) if self.hasFocus() else Qt.PenStyle.NoPen
            painter.setPen(edge)
            painter.setBrush(QColor(palette.accent_soft if here or self.underMouse() else palette.paper))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        size = style.px(MARK)
        mark = QRectF(style.px(10), (self.height() - size) / 2, size, size)
        if self.stop.state == "done":
            paint_icon(painter, "check", mark, palette.green.ink)
        else:
            paint_radio(painter, mark, here)
        painter.end()

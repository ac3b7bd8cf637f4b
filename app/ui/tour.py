"""The tour: a small panel beside the real thing it speaks of, step after step. It opens nothing and changes nothing.

Keys alone suffice: Return goes on, Esc ends it wherever one is in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui import style
from app.ui.widgets.basics import Card, accent_button, label, link_button, plain_button, row
from app.ui.widgets.problem_line import announce

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.text import Words
    from app.ui.widgets.rail import Rail

WIDTH, GAP, RING = 360, 14, 4


@dataclass(frozen=True)
class Step:
    """``key`` of its sentence; ``target``: what it points at, found when it is that step's turn."""

    key: str
    target: Callable[[], QWidget]


def steps(rail: Rail, home: QWidget) -> list[Step]:
    """What is worth seeing first: a list of practices that has not these parts is pointed at as a whole."""
    return [
        Step("home", lambda: home),
        Step("new", lambda: getattr(home, "_new", home)),
        Step("search", lambda: getattr(home, "search", home)),
        Step("sources", lambda: rail.entries["sources"]),
        Step("verify", lambda: rail.entries["verify"]),
        Step("settings", lambda: rail.entries["settings"]),
        Step("manual", lambda: rail.help),
    ]


class Tour(Card):
    """Over ``window``; ``ended`` once, however it ends."""

    ended = Signal()

    def __init__(self, window: QWidget, words: Words, steps: list[Step]) -> None:
        super().__init__("tour", spacing=10)
        self.setParent(window)
        self._window, self._words, self.steps, self.place = window, words, steps, -1
        self._ring = _Ring(window)
        self._count, self.text = label("", "small"), label("", "body")
        self.back, self.next = plain_button(words("tour.back")), accent_button(words("tour.next"))
        self.stop = link_button(words("tour.stop"))
        self.back.clicked.connect(lambda: self.show_step(self.place - 1))
        self.next.clicked.connect(self._on)
        self.stop.clicked.connect(self.end)
        self.box.addWidget(self._count)
        self.box.addWidget(self.text)
        self.box.addLayout(row(None, self.back, self.next))
        inner = QVBoxLayout()
        inner.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignRight)
        self.box.addLayout(inner)
        window.installEventFilter(self)
        self.show_step(0)

    def show_step(self, place: int) -> None:
        self.place = max(0, min(place, len(self.steps) - 1))
        words, step = self._words, self.steps[self.place]
        self._count.setText(words("tour.step", n=self.place + 1, all=len(self.steps)))
        self.text.setText(words(f"tour.{step.key}"))
        self.setAccessibleName(f"{words('tour.title')}. {self._count.text()}. {self.text.text()}")
        self.back.setEnabled(self.place > 0)
        self.next.set_text(words("tour.next" if self.place + 1 < len(self.steps) else "tour.end"))
        self._put()
        self.next.setFocus()
        announce(self)

    def _on(self) -> None:
        if self.place + 1 < len(self.steps):
            self.show_step(self.place + 1)
        else:
            self.end()

    def end(self) -> None:
        self._window.removeEventFilter(self)
        for widget in (self._ring, self):
            widget.hide()
            widget.deleteLater()
        self.ended.emit()

    # ---- where it stands -----------------------------------------------------------------------------------------

    def _put(self) -> None:
        """Beside what it speaks of: at its right, below, above, or over it where there is no room."""
        target = self.steps[self.place].target()
        at = QRect(target.mapTo(self._window, QPoint(0, 0)), target.size()).intersected(self._window.rect())
        self._ring.setGeometry(at.adjusted(-RING, -RING, RING, RING))
        self.setFixedWidth(min(style.px(WIDTH), self._window.width() - 2 * GAP))
        self.setFixedHeight(max(self.box.totalHeightForWidth(self.width()), self.box.sizeHint().height()))
        room, size = self._window.rect().adjusted(GAP, GAP, -GAP, -GAP), self.size()
        rightmost = max(room.left(), room.right() + 1 - size.width())
        lowest = max(room.top(), room.bottom() + 1 - size.height())
        beside, level = min(at.left(), rightmost), min(at.top(), lowest)
        places = (
            QPoint(at.right() + GAP, level),
            QPoint(beside, at.bottom() + GAP),
            QPoint(beside, at.top() - GAP - size.height()),
            QPoint(at.left() - GAP - size.width(), level),
        )
        free = [place for place in places if room.contains(QRect(place, size))]
        self.move(free[0] if free else QPoint(rightmost, lowest))
        self._ring.show()
        self.show()
        self._ring.raise_()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._put()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        else:
            super().keyPressEvent(event)


class _Ring(QWidget):
    """Around what is spoken of; the mouse goes through it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = style.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for colour, width in ((palette.card, 4.0), (palette.accent, 3.0)):
            painter.setPen(QPen(QColor(colour), width))
            painter.drawRoundedRect(self.rect().adjusted(2, 2, -3, -3), 9, 9)
        painter.end()

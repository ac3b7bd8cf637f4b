"""A line across the top of the pages: what happened, and the one thing that can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.ui import style
from app.ui.widgets.basics import Button, IconMark, label, set_role
from app.ui.widgets.icons import LOOK_ICONS


class Banner(QWidget):
    """Hidden until something is said. ``acted``: the button was pressed."""

    acted = Signal()

    def __init__(self, close_text: str, margins: tuple[int, int, int, int] = (28, 12, 28, 0)) -> None:
        super().__init__()
        self._margins = margins
        outer = QHBoxLayout(self)
        self._frame = QFrame()
        self._frame.setProperty("role", "banner")
        outer.addWidget(self._frame)
        box = QHBoxLayout(self._frame)
        self._mark = IconMark("info", "ink")
        self._text = label("", "body")
        self._act = Button("", "plain")
        self._act.clicked.connect(self.acted)
        self._close = Button("", "link", "close")
        self._close.setAccessibleName(close_text)
        self._close.setToolTip(close_text)
        self._close.clicked.connect(self.hide)
        box.addWidget(self._mark)
        box.addWidget(self._text, 1)
        box.addWidget(self._act)
        box.addWidget(self._close)
        self._outer, self._box = outer, box
        self.fit()
        self.hide()

    def fit(self) -> None:
        """To the text size in force: the frame's banners outlive a change of it."""
        self._outer.setContentsMargins(*(style.px(margin) for margin in self._margins))
        self._box.setContentsMargins(style.px(16), style.px(8), style.px(12), style.px(8))
        self._box.setSpacing(style.px(12))
        self._mark.setFixedSize(style.px(20), style.px(20))
        self._close.set_icon("close")

    def text(self) -> str:
        return self._text.text()

    def look(self) -> str:
        return str(self._frame.property("look") or "")

    def show_text(self, look: str, text: str, act: str = "", closable: bool = True) -> None:
        set_role(self._frame, look, "look")
        self._mark.show_icon("info" if look == "grey" else LOOK_ICONS[look], look)
        self._act.set_text(act)
        self._act.setVisible(bool(act))
        self._close.setVisible(closable)
        if self._text.text() == text and not self.isHidden():
            return
        self._text.setText(text)
        self.setAccessibleName(text)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def hide_if(self, text: str) -> None:
        """Hides it if it still says ``text``."""
        if self._text.text() == text:
            self.hide()

"""A line across the top of the pages: what happened, and the one thing that can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.ui import style
from app.ui.widgets.basics import Button, IconMark, label, set_role
from app.ui.widgets.icons import LOOK_ICONS
from app.ui.widgets.problem_line import announce


class Banner(QWidget):
    """Hidden until something is said, and made only then. ``acted``: the button was pressed."""

    acted = Signal()

    def __init__(self, close_text: str, margins: tuple[int, int, int, int] = (28, 12, 28, 0)) -> None:
        super().__init__()
        self._close_text, self._margins = close_text, margins
        self._made = False
        self.hide()

    def make(self) -> None:
        """At the first thing said."""
        self._made = True
        self._outer = QHBoxLayout(self)
        self._frame = QFrame()
        self._frame.setProperty("role", "banner")
        self._outer.addWidget(self._frame)
        self._box = QHBoxLayout(self._frame)
        self._mark = IconMark("info", "ink")
        self._text = label("", "body")
        self._act = Button("", "plain")
        self._act.clicked.connect(self.acted)
        self._close = Button("", "link", "close")
        self._close.setAccessibleName(self._close_text)
        self._close.setToolTip(self._close_text)
        self._close.clicked.connect(self.hide)
        self._box.addWidget(self._mark)
        self._box.addWidget(self._text, 1)
        self._box.addWidget(self._act)
        self._box.addWidget(self._close)
        self.fit()

    def fit(self) -> None:
        """To the text size in force: the frame's banners outlive a change of it."""
        if not self._made:
            return
        self._outer.setContentsMargins(*(style.px(margin) for margin in self._margins))
        self._box.setContentsMargins(style.px(16), style.px(8), style.px(12), style.px(8))
        self._box.setSpacing(style.px(12))
        self._mark.setFixedSize(style.px(20), style.px(20))
        self._close.set_icon("close")

    def text(self) -> str:
        return self._text.text() if self._made else ""

    def look(self) -> str:
        return str(self._frame.property("look") or "") if self._made else ""

    def show_text(self, look: str, text: str, act: str = "", closable: bool = True) -> None:
        if not self._made:
            self.make()
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
        announce(self)

    def hide_if(self, text: str) -> None:
        """Hides it if it still says ``text``."""
        if self.text() == text:
            self.hide()

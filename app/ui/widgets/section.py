"""A titled card whose contents are drawn anew only when what they say has changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui import style
from app.ui.widgets.basics import Card, IconMark, clear_layout, label


class Section(Card):
    """``draw`` compares what is to be said with what stands there; equal contents are left alone, focus and all."""

    def __init__(self, role: str = "card") -> None:
        super().__init__(role)
        self.heading = label("", "h2")
        self.hint = label("", "small", wrap=False)
        top = QHBoxLayout()
        top.addWidget(self.heading, 1)
        top.addWidget(self.hint)
        self.box.addLayout(top)
        self.hint.hide()
        self.body = QVBoxLayout()
        self.body.setSpacing(style.px(10))
        self.box.addLayout(self.body)
        self._said: Hashable = None

    def set_heading(self, text: str, hint: str = "") -> None:
        self.heading.setText(text)
        self.setAccessibleName(text)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))

    def draw(self, said: Hashable, fill: Callable[[QVBoxLayout], None]) -> None:
        """``said``: everything that ``fill`` will write, as one comparable value."""
        if said == self._said:
            return
        self._said = said
        clear_layout(self.body)
        fill(self.body)


def icon_line(icon: str, color: str, *texts: tuple[str, str]) -> QWidget:
    """An icon with lines of text beside it, each (text, role); empty texts are left out."""
    made = QWidget()
    box = QHBoxLayout(made)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(style.px(10))
    mark = QVBoxLayout()
    mark.setContentsMargins(0, style.px(2), 0, 0)
    mark.addWidget(IconMark(icon, color, 18))
    mark.addStretch(1)
    box.addLayout(mark)
    lines = QVBoxLayout()
    lines.setSpacing(style.px(1))
    for text, role in texts:
        if text:
            lines.addWidget(label(text, role))
    box.addLayout(lines, 1)
    return made

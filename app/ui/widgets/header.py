"""The top line of a page inside a practice: where I am, and whether what I did is on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.ui import style
from app.ui.widgets.basics import Button, clear_layout, label, set_role

if TYPE_CHECKING:
    from app.desk.desk import Desk


class Header(QWidget):
    """``set_crumbs`` says where, ``refresh`` the truth of saving; ``right`` takes the page's buttons."""

    go = Signal(str, dict)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._crumbs: list[tuple[str, str, dict]] = []
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.px(12))
        trail = QWidget()
        trail.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._trail = QHBoxLayout(trail)
        self._trail.setContentsMargins(0, 0, 0, 0)
        self._trail.setSpacing(style.px(5))
        box.addWidget(trail, 1)
        self.saved = label("", "small", wrap=False)
        box.addWidget(self.saved)
        self.right = QHBoxLayout()
        self.right.setSpacing(style.px(8))
        box.addLayout(self.right)

    def set_crumbs(self, crumbs: list[tuple[str, str, dict]]) -> None:
        """(text, page, where) from the outermost to here; the last is only text. Does nothing if equal."""
        if crumbs == self._crumbs:
            return
        self._crumbs = list(crumbs)
        clear_layout(self._trail)
        for place, (text, page, where) in enumerate(crumbs):
            if place == len(crumbs) - 1:
                here = label(text, "strong", wrap=False)
                here.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
                here.setToolTip(text)
                self._trail.addWidget(here, 1)
            else:
                link = Button(text, "crumb")
                link.clicked.connect(lambda _=False, page=page, where=where: self.go.emit(page, where))
                self._trail.addWidget(link)
                self._trail.addWidget(label("›", "muted", wrap=False))

    def refresh(self) -> None:
        text = saved_text(self._desk)
        set_role(self.saved, "error" if self._desk.save.state == "failed" else "small")
        if self.saved.text() != text:
            self.saved.setText(text)
            self.saved.setAccessibleName(text)


def saved_text(desk: Desk) -> str:
    """«Salvato alle 10:42» only when the bytes are down; «Non ancora salvato» in every other case."""
    save, words = desk.save, desk.words
    if desk.read_only:
        return words("save.read_only")
    if save.state == "saved" and save.at is not None:
        return words("save.saved_at", time=save.at.astimezone().strftime("%H:%M"))
    return words("save.unsaved")

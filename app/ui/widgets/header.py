"""The top line of a page inside a practice: where I am, and whether what I did is on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from app.ui import style
from app.ui.widgets.basics import Button, clear_layout, label, set_role
from app.ui.widgets.word_for_word import tip

if TYPE_CHECKING:
    from app.desk.desk import Desk

Crumb = tuple[str, str, dict]
"""(text, page, where)"""

CRUMB_EDGES = 12
"""What a step takes beside its letters, at 100 % text."""
LEAST = 60
"""What the trail is left in any case, at 100 % text: the beginning of where we are."""
SHORT = 150
"""With less room than this (at 100 % text) only the page itself is named."""


class Trail(QWidget):
    """From the outermost page to here. Where room is short the outermost go first, then names are cut with …"""

    go = Signal(str, dict)

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.crumbs: list[Crumb] = []
        self._steps: list[tuple[Button, QLabel]] = []
        self._here = label("", "strong", wrap=False)
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(style.px(5))

    def show_crumbs(self, crumbs: list[Crumb], back_to: list[str]) -> None:
        """The last is where we are, the others lead there; ``back_to`` is how each of those reads out."""
        self.crumbs = list(crumbs)
        clear_layout(self._box)
        self._steps = []
        for (text, page, where), said in zip(crumbs[:-1], back_to, strict=True):
            link, mark = Button(text, "crumb"), label("›", "muted", wrap=False)
            link.setAccessibleName(said)
            link.clicked.connect(lambda _=False, page=page, where=where: self.go.emit(page, where))
            self._box.addWidget(link)
            self._box.addWidget(mark)
            self._steps.append((link, mark))
        self._here = label(crumbs[-1][0], "strong", wrap=False)
        self._here.setAccessibleName(crumbs[-1][0])
        self._box.addWidget(self._here)
        self._box.addStretch(1)
        for made in (*(link for link, _ in self._steps), self._here):
            made.setMinimumWidth(1)
            made.ensurePolished()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        if not self.crumbs:
            return
        shown: list[Button | QLabel] = [*(link for link, _ in self._steps), self._here]
        names = [text for text, _, _ in self.crumbs]
        edges, mark = style.px(CRUMB_EDGES), style.px(CRUMB_EDGES) + 2 * self._box.spacing()
        need = [one.fontMetrics().horizontalAdvance(name) + edges for one, name in zip(shown, names, strict=True)]
        last = len(names) - 1
        first = 0
        while first < last - 1 and sum(need[first:]) + mark * (last - first) > self.width():
            first += 1
        if first == last - 1 and self.width() < style.px(SHORT):
            first = last
        room = self.width() - mark * (last - first)
        for place, one in enumerate(shown):
            if place < last:
                for part in self._steps[place]:
                    _set_shown(part, place >= first)
            share = room - sum(need[first:last]) if place == last else room - sum(need[first:]) + need[place]
            share = max(share, room // 2) if first < last else room
            text = one.fontMetrics().elidedText(names[place], Qt.TextElideMode.ElideRight, max(0, share - edges))
            if need[place] <= share:
                text = names[place]
            if one.text() != text:
                one.setText(text)
            one.setToolTip(tip(names[place]) if text != names[place] else "")


def _set_shown(part: QWidget, shown: bool) -> None:
    """What is hidden while its page is coming up may be drawn all the same, and would then not be hidden again."""
    if not shown and part.isHidden() and part.isVisible():
        part.show()
    part.setVisible(shown)


class Header(QWidget):
    """``set_crumbs`` says where, ``refresh`` the truth of saving; ``add`` takes the page's buttons."""

    go = Signal(str, dict)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setMinimumWidth(1)  # it fits itself to the room there is
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.px(12))
        self.trail = Trail()
        self.trail.go.connect(self.go)
        box.addWidget(self.trail, 1)
        self.saved = label("", "small", wrap=False)
        box.addWidget(self.saved)
        self._right = QHBoxLayout()
        self._right.setSpacing(style.px(8))
        self._acts: list[tuple[Button, str]] = []
        box.addLayout(self._right)

    def add(self, button: Button, icon_alone: str) -> None:
        """At the right end. Where room is short those that were added first are the first to be their icon alone."""
        self._acts.append((button, icon_alone))
        self._right.addWidget(button)

    def fit(self) -> None:
        """After the words of a button have changed, too."""
        for button, icon in self._acts:
            button.set_bare(False, icon)
        for button, icon in self._acts:
            if self._need() <= self.width():
                return
            button.set_bare(True, icon)

    def _need(self) -> int:
        """What all has its room in, the trail the little that it can do with."""
        shown = [button.sizeHint().width() for button, _ in self._acts if not button.isHidden()]
        layout = self.layout()
        assert layout is not None
        between = layout.spacing() * 2 + self._right.spacing() * max(0, len(shown) - 1)
        return style.px(LEAST) + self.saved.sizeHint().width() + sum(shown) + between

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def set_crumbs(self, crumbs: list[Crumb]) -> None:
        """From the outermost to here; the last is only text. Does nothing if equal, so that focus stays."""
        if crumbs != self.trail.crumbs:
            words = self._desk.words
            self.trail.show_crumbs(crumbs, [words("window.back_to", page=text) for text, _, _ in crumbs[:-1]])

    def refresh(self) -> None:
        text = saved_text(self._desk)
        set_role(self.saved, "error" if self._desk.save.state == "failed" else "small")
        if self.saved.text() != text:
            self.saved.setText(text)
            self.saved.setAccessibleName(text)
        self.fit()


def saved_text(desk: Desk) -> str:
    """«Salvato alle 10:42» only when the bytes are down; «Non ancora salvato» in every other case."""
    save, words = desk.save, desk.words
    if desk.read_only:
        return words("save.read_only")
    if save.state == "saved" and save.at is not None:
        return words("save.saved_at", time=save.at.astimezone().strftime("%H:%M"))
    return words("save.unsaved")

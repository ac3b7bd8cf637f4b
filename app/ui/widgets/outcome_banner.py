"""The tool's outcome across the top of its page: icon, words and colour; grey as long as it is provisional."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.ui import style
from app.ui.widgets.basics import label, link_button, set_role
from app.ui.widgets.icons import LOOK_ICONS, IconMark

ROOMY = 760
"""From this width on (at 100 % text) the version of the law stands beside the outcome, else below it."""


class OutcomeBanner(QFrame):
    """Says what it is given; ``resume`` is the one step that completes a provisional outcome."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "banner")
        self.setProperty("look", "grey")
        box = QHBoxLayout(self)
        box.setContentsMargins(style.px(24), style.px(13), style.px(22), style.px(13))
        box.setSpacing(style.px(20))
        self._mark = IconMark("question", "grey", 40)
        box.addWidget(self._mark)
        texts = QVBoxLayout()
        texts.setSpacing(style.px(2))
        self._eyebrow = label("", "eyebrow")
        self._title = label("", "title")
        self._summary = label("")
        self._sub = label("")
        self.resume = link_button("")
        for made in (self._eyebrow, self._title, self._summary, self._sub):
            texts.addWidget(made)
        self._law_below = label("", "small")
        texts.addWidget(self._law_below)
        texts.addWidget(self.resume, 0, Qt.AlignmentFlag.AlignLeft)
        box.addLayout(texts, 1)
        self._law = label("", "small", wrap=False)
        self._law.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        box.addWidget(self._law)

    def title(self) -> str:
        return self._title.text()

    def show_outcome(self, look: str, eyebrow: str, title: str, summary: str, sub: str, law: str, resume: str) -> None:
        """``resume``: the words of the step that is left, empty when nothing is."""
        look = look if look in style.LOOKS else "grey"
        set_role(self, look, "look")
        self._mark.show_icon(LOOK_ICONS[look], look)
        for made, text in (
            (self._eyebrow, eyebrow),
            (self._title, title),
            (self._summary, summary),
            (self._sub, sub),
            (self._law, law),
            (self._law_below, law.replace("\n", " · ")),
        ):
            made.setText(text)
            made.setVisible(bool(text) and made not in (self._law, self._law_below))
            # No muted text on a coloured ground.
            set_role(made, look, "look") if made in (self._eyebrow, self._title) else set_role(made, "body")
        self._place_law()
        self.resume.set_text(resume)
        self.resume.setVisible(bool(resume))
        self.setAccessibleName(". ".join(part for part in (title, summary, sub) if part))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_law()

    def _place_law(self) -> None:
        beside = self.width() / style.scale() >= ROOMY
        self._law.setVisible(beside)
        self._law_below.setVisible(not beside)

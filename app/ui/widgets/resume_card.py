"""«Riprendi da dove eri»: one press to where one stopped, in the practice that was worked on last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from app.ui import style
from app.ui.widgets.basics import Card, IconMark, label, plain_button, row
from app.ui.widgets.dates import shown

if TYPE_CHECKING:
    from app.desk.summary import Summary
    from app.text import Words


class ResumeCard(Card):
    """Hidden while there is nothing to go on with."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._practice = ""
        self.box.setContentsMargins(style.px(16), style.px(8), style.px(10), style.px(8))
        self._text = label("")
        self.button = plain_button("", "arrow_right", icon_after=True)
        self.button.clicked.connect(lambda: self.asked.emit(self._practice))
        line = row(IconMark("clock", "muted"), self._text, self.button, spacing=10)
        line.setStretch(1, 1)
        self.box.addLayout(line)
        self.hide()

    def show_practice(self, words: Words, one: Summary | None) -> None:
        self.setVisible(one is not None)
        if one is None:
            return
        name = one.name or words("home.no_name")
        self._practice = one.id
        self._text.setText(words("home.resume_text", name=name, date=shown(one.saved_at[:10])))
        self.button.set_text(words("home.resume"))
        self.button.setAccessibleName(f"{words('home.resume')}: {name}")

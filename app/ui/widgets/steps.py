"""Where something stands on its way: the steps in a row, the present one marked by more than colour."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QWidget

from app.ui import style
from app.ui.widgets.basics import IconMark, label
from app.ui.widgets.flow import Flow


class Steps(QWidget):
    """Not a control: it is read and not pressed."""

    def __init__(self) -> None:
        super().__init__()
        self._flow = Flow(self, spacing=6, middle=True)
        self._said: tuple[object, ...] = ()
        self.texts: list[QLabel] = []

    def show_steps(self, names: Sequence[str], here: int, spoken: str) -> None:
        """``here``: the place of the present step; what is before it is done. ``spoken``: all of it in a sentence."""
        self.setAccessibleName(spoken)
        if (*names, here) == self._said:
            return
        self._said = (*names, here)
        while (item := self._flow.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        self.texts = []
        for place, name in enumerate(names):
            if place:
                self._flow.addWidget(IconMark("chevron", "muted", 14))
            mark = "tick" if place < here else "arrow_right" if place == here else ""
            if mark:
                self._flow.addWidget(IconMark(mark, "accent" if place == here else "muted", 16))
            text = label(name, "strong" if place == here else "muted", wrap=False)
            text.setContentsMargins(0, 0, style.px(2), 0)
            self.texts.append(text)
            self._flow.addWidget(text)

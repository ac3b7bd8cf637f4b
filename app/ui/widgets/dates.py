"""A day that may be unknown: typed as 14/12/2026, kept as ISO, empty if there is none."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app.domain.errors import UserError
from app.ui.widgets.basics import set_role
from app.ui.widgets.refusing import Refusing

if TYPE_CHECKING:
    from app.text import Words


class DateField(Refusing):
    """Takes day/month/year or ISO; what is no date is shown as such, and leaves the date as it was."""

    def __init__(self, words: Words, iso: str = "") -> None:
        super().__init__(shown(iso))
        self._words, self._before = words, iso
        self.setPlaceholderText(words("common.date_form"))
        self.textChanged.connect(self._look)
        self._look()

    def iso(self) -> str:
        """The date as ISO; empty for none. For what is no date the one of before."""
        return self._before if self.is_wrong() else parsed(self.text())

    def wrong(self) -> UserError | None:
        text = self.text().strip()
        return UserError("date_wrong", text=text) if text and not parsed(text) else None

    def _look(self) -> None:
        set_role(self, "true" if self.is_wrong() else "false", "wrong")
        self.setToolTip(self._words("common.date_wrong") if self.is_wrong() else "")


def shown(iso: str) -> str:
    """An ISO date as day/month/year."""
    return f"{iso[8:10]}/{iso[5:7]}/{iso[:4]}" if iso else ""


def parsed(text: str) -> str:
    """ISO from what was typed; empty for what is no date."""
    text = text.strip()
    try:
        if text[4:5] == "-":
            return date.fromisoformat(text).isoformat()
        day, month, year = (int(part) for part in text.replace(".", "/").replace("-", "/").split("/"))
        return date(year, month, day).isoformat() if year > 999 else ""
    except ValueError:
        return ""

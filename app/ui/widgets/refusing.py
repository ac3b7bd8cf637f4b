"""A field that may hold what cannot be kept, and says so itself: nothing is saved over what was there before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

if TYPE_CHECKING:
    from app.domain.errors import UserError


class Refusing(QLineEdit):
    def wrong(self) -> UserError | None:
        """Why what is typed cannot be kept, and what to do about it; None where it can."""
        return None

    def is_wrong(self) -> bool:
        return self.wrong() is not None

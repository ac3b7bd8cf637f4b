"""A field that may hold what cannot be kept, and says so itself: nothing is saved over what was there before."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit


class Refusing(QLineEdit):
    def is_wrong(self) -> bool:
        """Whether what is typed cannot be kept."""
        raise NotImplementedError

    def refusal(self) -> str:
        """Why, and what to do about it."""
        raise NotImplementedError

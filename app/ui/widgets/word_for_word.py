"""Text shown word for word, whoever wrote it, where Qt would read something into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractButton

if TYPE_CHECKING:
    _Button = QAbstractButton
else:
    _Button = object  # Qt's classes cannot be inherited twice


class WordForWord(_Button):
    """To Qt an «&» makes the next letter a key, and is left out: «Rossi & C.» would read «Rossi C.»."""

    def setText(self, text: str) -> None:
        super().setText(text.replace("&", "&&"))

    def text(self) -> str:
        return super().text().replace("&&", "&")


def tip(text: str) -> str:
    """For ``setToolTip``, which takes whatever looks like it for markup."""
    if "<" not in text:
        return text
    from html import escape  # not needed for the first picture

    return f"<qt>{escape(text, quote=False)}</qt>".replace("\n", "<br>")

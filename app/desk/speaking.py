"""What the desk says, and to whom: its words in the screen's language, and the listeners that hear of every change.

It knows no practice and decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.library.tables import Tables, tables
from app.text import Words, words


class Speaking:
    """Events told to listeners: ``changed`` (values), ``save`` (state of saving), ``list`` (the list of practices),
    ``settings`` (the state of this installation's own)."""

    def __init__(self, texts: Path, lang: str) -> None:
        """``texts``: the catalogue's folder."""
        self._texts, self.lang = texts, lang
        self._listeners: list[Callable[[str], None]] = []

    @property
    def words(self) -> Words:
        return words(self._texts, self.lang)

    @property
    def tables(self) -> Tables:
        """What codes are checked against; they lie beside the catalogue of words."""
        return tables(self._texts.parent / "tables")

    def set_language(self, lang: str) -> None:
        self.lang = lang
        self._tell("changed")

    def listen(self, listener: Callable[[str], None]) -> None:
        self._listeners.append(listener)

    def _tell(self, event: str) -> None:
        for listener in self._listeners:
            listener(event)

"""The desk as the window has it from the first moment: what the first picture asks is answered at once, from the front
shelf; whatever else is asked waits for the desk itself, which is made behind that picture.

It must never answer otherwise than the desk would with nothing open, nor make a second desk.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.store.vault import OFF
from app.text import Words, words

if TYPE_CHECKING:
    from app.desk.desk import Desk
    from app.desk.front_shelf import FrontShelf
    from app.desk.summary import Summary
    from app.domain.ledger import Dossier


class Front:
    """``make`` makes the desk, once, on whichever thread asks first. Used by the window as if it were the desk."""

    def __init__(self, shelf: FrontShelf, texts: Path, lang: str, make: Callable[[str], Desk]) -> None:
        self._shelf, self._texts, self._first_lang, self._make = shelf, texts, lang, make
        self._lock = threading.Lock()
        self._desk: Desk | None = None
        self._waiting: list[Callable[[str], None]] = []

    def fetch(self) -> Desk:
        """The desk, made if it is not there yet. UserError as its shelves say."""
        with self._lock:
            if self._desk is None:
                desk = self._make(self._first_lang)
                for listener in self._waiting:
                    desk.listen(listener)
                self._desk = desk
            return self._desk

    def __getattr__(self, name: str) -> Any:
        return getattr(self.fetch(), name)

    # ---- what the first picture asks -----------------------------------------------------------------------------

    @property
    def fetched(self) -> bool:
        return self._desk is not None

    @property
    def lang(self) -> str:
        return self._desk.lang if self._desk else self._first_lang

    @property
    def words(self) -> Words:
        return self._desk.words if self._desk else words(self._texts, self._first_lang)

    @property
    def dossier(self) -> Dossier | None:
        return self._desk.dossier if self._desk else None

    @property
    def today(self) -> date:
        return self._shelf.clock().date()

    @property
    def folder_read_only(self) -> bool:
        return self._shelf.read_only

    @property
    def has_password(self) -> bool:
        return self._shelf.vault.seen != OFF

    @property
    def known_conflicts(self) -> tuple[Any, ...]:
        return self._desk.known_conflicts if self._desk else ()

    def setting(self, name: str, otherwise: str) -> str:
        return self._shelf.settings.text(name, otherwise)

    def summaries(self, query: str = "") -> list[Summary]:
        return self._shelf.summaries(query)

    def listen(self, listener: Callable[[str], None]) -> None:
        with self._lock:
            if self._desk is None:
                self._waiting.append(listener)
                return
        self._desk.listen(listener)

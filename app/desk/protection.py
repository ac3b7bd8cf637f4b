"""The password on the archive as a wish: on, changed, off, unlocked; after how many idle minutes it locks by itself.

A password lives in one call here too. It must never turn anything on or off while a practice is open: what is in
memory and what is on disk would not be the same any more.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.domain.errors import UserError
from app.store.vault import LOCKED, OFF, OPENING, SEALING, need_long

if TYPE_CHECKING:
    from app.desk.shelves import Shelves

IDLE_MINUTES = 10
IDLE_CHOICES = (1, 5, 10, 20, 60, 0)
"""0: never by itself."""
_SETTING = "lock_after_minutes"

Progress = Callable[[int, int], object]
Cancelled = Callable[[], bool]


class Protection:
    """``let_go`` closes the open practice once it is saved, or says why it cannot."""

    def __init__(self, shelves: Shelves, let_go: Callable[[], None]) -> None:
        self._shelves, self._let_go = shelves, let_go

    @property
    def on(self) -> bool:
        """Whether there is a password, locked or not. UserError ``vault_damaged`` and others of the key file."""
        return self._shelves.vault.state != OFF

    @property
    def seen_on(self) -> bool:
        """The same as it was last seen, without touching the disk: for whoever paints."""
        return self._shelves.vault.seen != OFF

    @property
    def locked(self) -> bool:
        return self._shelves.vault.state == LOCKED

    @property
    def unfinished(self) -> bool:
        """Turning on or off was cut short: everything is readable, not everything is in its form yet."""
        return self._shelves.vault.state in (SEALING, OPENING)

    def need_good(self, password: str) -> None:
        """``vault_password_short`` (UserError) if a new password is no good."""
        need_long(password)

    def unlock(self, password: str) -> None:
        """``vault_password_wrong`` and those of the key file as UserError: nothing was written. Slow."""
        self._shelves.vault.unlock(password, repair=not self._shelves.read_only)

    def turn_on(self, password: str, progress: Progress, cancelled: Cancelled) -> bool:
        """False if it was cancelled. ``vault_no_room``, ``vault_password_short``, ``not_saved`` as UserError: nothing
        has begun. Slow, as are all below."""
        self._ready()
        return self._shelves.turn_password_on(password, progress, cancelled)

    def turn_off(self, password: str, progress: Progress, cancelled: Cancelled) -> bool:
        """False if it was cancelled."""
        self._ready()
        return self._shelves.turn_password_off(password, progress, cancelled)

    def finish(self, progress: Progress, cancelled: Cancelled) -> bool:
        """Goes on with what was cut short; whether there is a password in the end."""
        self._ready()
        return self._shelves.finish_password(progress, cancelled) != OFF

    def change(self, old: str, new: str) -> None:
        """One small file is written; the practices stay as they are."""
        self._need_writing()
        self._shelves.vault.change(old, new)

    @property
    def idle_minutes(self) -> int:
        """After how many minutes without a key or a movement it locks; 0 for never."""
        kept = self._shelves.settings.get(_SETTING, IDLE_MINUTES)
        return kept if type(kept) is int and kept >= 0 else IDLE_MINUTES

    def set_idle_minutes(self, minutes: int) -> None:
        self._shelves.small.keep({_SETTING: minutes})

    def _ready(self) -> None:
        self._need_writing()
        self._let_go()

    def _need_writing(self) -> None:
        if self._shelves.read_only:
            raise UserError("folder_read_only")

"""Undo and redo: the practices that were, one step each. Stops at a seal: what was signed is never taken back."""

from __future__ import annotations

from app.domain.practice import Practice

MOST_STEPS = 200


class History:
    def __init__(self) -> None:
        self._back: list[Practice] = []
        self._forth: list[Practice] = []

    def note(self, before: Practice) -> None:
        """A change is about to replace ``before``; what had been undone cannot be redone any more."""
        self._back = [*self._back[-(MOST_STEPS - 1) :], before]
        self._forth = []

    def undo(self, now: Practice) -> Practice | None:
        return self._step(self._back, self._forth, now)

    def redo(self, now: Practice) -> Practice | None:
        return self._step(self._forth, self._back, now)

    def stop_here(self) -> None:
        """Nothing before this moment can be undone."""
        self._back, self._forth = [], []

    @property
    def can_undo(self) -> bool:
        return bool(self._back)

    @property
    def can_redo(self) -> bool:
        return bool(self._forth)

    @staticmethod
    def _step(source: list[Practice], target: list[Practice], now: Practice) -> Practice | None:
        if not source:
            return None
        target.append(now)
        return source.pop()

"""The way between pages: where one is, and where one came from. It must never show a page, nor ask the desk itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

Step = tuple[str, dict]
"""(name of a page, where in it: tool, function, fact …)"""
HOME = "home"


class Trail:
    """``is_there`` says whether what a page is about still exists; the list of practices always does."""

    def __init__(self, is_there: Callable[[str, dict], bool]) -> None:
        self._is_there = is_there
        self._steps: list[Step] = [(HOME, {})]

    @property
    def here(self) -> Step:
        return self._steps[-1]

    @property
    def stands(self) -> bool:
        """Whether where we are is still there."""
        return self._is_there(*self.here)

    def to(self, name: str, where: dict) -> Step:
        """Where one gets by asking for a page, or for ``back``: what is gone leads home, or further back."""
        if name == "back":
            if len(self._steps) > 1:
                self._steps.pop()
            while not self.stands:
                self._steps.pop()
            return self.here
        if name == HOME or not self._is_there(name, where):
            self._steps = [(HOME, {})]
        elif (name, where) != self.here:
            self._steps.append((name, dict(where)))
        return self.here

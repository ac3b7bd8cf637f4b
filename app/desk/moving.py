"""The wish to have the data elsewhere, from the window: where they are, whether they can go, and the move itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.domain.errors import UserError
from app.store import moving
from app.store.moving import Cancelled, Home, Progress


@dataclass(frozen=True)
class Mover:
    """``pointer`` None: whoever named the folder by hand must name the new one. ``portable``: nothing can be moved."""

    folder: Path
    own: Path
    pointer: Path | None
    portable: bool = False

    def move(self, folder: Path, shared: bool, progress: Progress, cancelled: Cancelled) -> int:
        """Everything to ``folder``; with ``shared`` settings and seal stay on this computer. How many files; errors as
        the store says, and ``move_portable`` (UserError). Slow. Afterwards the program must be started anew."""
        if self.portable:
            raise UserError("move_portable")
        own = self.pointer.parent if shared and self.pointer is not None else folder
        return moving.move(Home(self.folder, self.own), Home(folder, own), self.pointer, progress, cancelled)

"""``vaglio archive move`` and ``archive use``: where the data folder is. Progress on standard error.

It is given the words and the place by ``cli``. Ctrl+C calls a move off: everything is then as it was.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from app.domain.errors import UserError

if TYPE_CHECKING:
    from app.store.moving import Home
    from app.text import Words

CANCELLED = 130


class Place(Protocol):
    """As the roots know it."""

    @property
    def folder(self) -> Path: ...
    @property
    def own(self) -> Path: ...
    @property
    def pointer(self) -> Path | None: ...
    @property
    def portable(self) -> bool: ...
    @property
    def away(self) -> bool: ...


@dataclass(frozen=True)
class Moving:
    """``words_of(args)`` are the catalogue's; ``place(override)`` tells where the data are now."""

    words_of: Callable[[argparse.Namespace], Words]
    place: Callable[[Path | None], Place]

    def add(self, commands: Any, parent: argparse.ArgumentParser) -> None:
        shared = "for a folder that colleagues use too: settings and seal stay on this computer"
        move = commands.add_parser("move", parents=[parent], help="move all data to another folder, checked")
        where = move.add_mutually_exclusive_group(required=True)
        where.add_argument("folder", type=Path, nargs="?", metavar="DIR")
        where.add_argument("--forget-old", action="store_true", help="remove the folder that the last move left")
        move.add_argument("--shared", action="store_true", help=shared)
        move.set_defaults(run=self._move)
        use = commands.add_parser("use", parents=[parent], help="use the archive that is already in a folder")
        use.add_argument("folder", type=Path, metavar="DIR")
        use.add_argument("--shared", action="store_true", help=shared)
        use.set_defaults(run=self._use)

    def _move(self, args: argparse.Namespace) -> int:
        from app.store import moving
        from app.store.instance import InstanceLock

        said, here = self.words_of(args), self._here(args)
        if args.forget_old:
            return self._forget(here, said)
        target = _home(args, here)
        with InstanceLock(here.own), _interruptible() as cancelled:
            source = moving.Home(here.folder, here.own)
            try:
                count = moving.move(source, target, here.pointer, _Progress(said), cancelled)
            except UserError as problem:
                if problem.key != "move_cancelled":
                    raise
                print(said.error(problem), file=sys.stderr)
                return CANCELLED
        print(said("move.done", to=target.folder, n=count))
        if here.pointer is None:
            print(said("move.unpointed", to=target.folder))
        else:
            print(said("move.old", old=here.folder))
        return 0

    def _use(self, args: argparse.Namespace) -> int:
        from app.store import moving
        from app.store.instance import InstanceLock

        said, here = self.words_of(args), self._here(args, away_too=True)
        target = _home(args, here)
        if here.pointer is None:
            print(said("move.unpointed", to=target.folder))
            return 2
        with InstanceLock(here.pointer.parent):
            moving.use(target, here.pointer)
        print(said("move.used", to=target.folder))
        return 0

    def _forget(self, here: Place, said: Words) -> int:
        from app.store import moving

        old = moving.forget_old(here.pointer, moving.Home(here.folder, here.own)) if here.pointer else None
        print(said("move.nothing_old") if old is None else said("move.forgotten", old=old))
        return 0

    def _here(self, args: argparse.Namespace, away_too: bool = False) -> Place:
        here = self.place(args.data)
        if here.portable:
            raise UserError("move_portable")
        if here.away and not away_too:
            raise UserError("data_folder_away", name=str(here.folder))
        return here


def _home(args: argparse.Namespace, here: Place) -> Home:
    from app.store.moving import Home

    folder: Path = args.folder.expanduser().resolve()
    own = here.pointer.parent if args.shared and here.pointer is not None else folder
    return Home(folder, own)


class _Progress:
    """A line for each tenth."""

    def __init__(self, said: Words) -> None:
        self._said, self._shown = said, -1

    def __call__(self, done: int, total: int) -> None:
        tenth = 10 * done // max(total, 1)
        if tenth > self._shown:
            self._shown = tenth
            print(self._said("move.progress", done=done, total=total), file=sys.stderr, flush=True)


@contextmanager
def _interruptible() -> Iterator[Callable[[], bool]]:
    """Ctrl+C only asks to stop: the answer is whether it has been asked."""
    asked: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _frame: asked.append(number))
    try:
        yield lambda: bool(asked)
    finally:
        signal.signal(signal.SIGINT, before)

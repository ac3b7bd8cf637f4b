"""What several commands are told in the same way: which practice, which edition and tools of it, secrets.

The commands are given the ground they stand on by ``cli``; they never look for a folder themselves. Never imports Qt.
"""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from app.domain.errors import UserError
from app.domain.paper import EDITIONS, OFFERED, Edition, edition_of

if TYPE_CHECKING:
    from app.desk.desk import Desk
    from app.domain.practice import Practice
    from app.text import Words


class OpenDesk(Protocol):
    def __call__(
        self, folder: Path, lang: str, lock: bool, password_fd: int | None = None, unlock: bool = True
    ) -> AbstractContextManager[Desk]:
        """A desk on a data folder; with ``lock`` nobody else may have it open, without nothing is written there."""


@dataclass(frozen=True)
class Ground:
    """``data``: the data folder, unless another is named."""

    data: Callable[[Path | None], Path]
    desk: OpenDesk

    @contextmanager
    def practice(self, args: Any, lock: bool = False) -> Iterator[tuple[Desk, Practice | None]]:
        """A desk with the practice open that was named; or, beside it, the practice that a file holds the data of."""
        found = self.named(args)
        if isinstance(found, tuple):
            with self.desk(found[0], args.lang, lock, args.password_fd) as desk:
                desk.open(found[1])
                yield desk, None
        else:
            with self.desk(self.data(args.data), args.lang, False, unlock=False) as desk:
                yield desk, found

    def named(self, args: Any) -> tuple[Path, str] | Practice:
        """Data folder and id, by its id or its path in an archive; or the practice that a file holds."""
        from app.records.dossier import from_canonical, is_canonical

        named = Path(args.practice)
        if named.suffix != ".json" and len(named.parts) == 1:
            return self.data(args.data), args.practice
        data, whole = read(named), named.resolve()
        if is_canonical(data):
            return from_canonical(data)
        if whole.name == "practice.json" and len(whole.parents) > 3 and whole.parents[2].name == "practices":
            return whole.parents[3], whole.parent.name
        raise UserError("practice_elsewhere", name=named.name)


# ---- options -----------------------------------------------------------------------------------------------------


def add_practice(command: Any) -> None:
    command.add_argument("practice", metavar="PRACTICE", help="its id, or the path of its practice.json")


def add_paper(command: Any) -> None:
    """The options of what is made of a practice: edition, what is ticked for it, tools."""
    command.add_argument("--edition", choices=EDITIONS, default="third_parties")
    command.add_argument("--with", dest="ticked", action="append", default=[], metavar="PART", help=", ".join(OFFERED))
    command.add_argument("--tool", dest="tools", action="append", metavar="ID", help="only this tool; may be repeated")


def add_passphrase(command: Any) -> None:
    command.add_argument("--passphrase-fd", type=int, metavar="N", help="read the passphrase from this descriptor")


def edition(args: Any) -> Edition:
    """The edition asked for, with what was ticked. ``tick_unknown`` as UserError."""
    for name in args.ticked:
        if name not in OFFERED:
            raise UserError("tick_unknown", name=name, known=", ".join(OFFERED))
    return edition_of(args.edition, args.ticked)


def tools(args: Any, practice: Practice) -> list[str] | None:
    """The ids asked for. ``tool_unknown`` as UserError."""
    known = [tool.id for tool in practice.tools]
    for tool in args.tools or ():
        if tool not in known:
            raise UserError("tool_unknown", id=tool, known=", ".join(known))
    return args.tools or None


# ---- secrets and files -------------------------------------------------------------------------------------------


def password(fd: int | None, said: Words, ask: str = "vault.ask") -> str:
    """The archive's password; what is wrong with it is the archive's to say."""
    return getpass.getpass(said(ask) + " ") if fd is None else line_of(fd)


def passphrase(args: Any, said: Words, twice: bool, what: str = "seal") -> str:
    if args.passphrase_fd is not None:
        given = line_of(args.passphrase_fd)
    else:
        given = getpass.getpass(said(f"{what}.ask") + " ")
        if twice and getpass.getpass(said(f"{what}.ask_again") + " ") != given:
            raise UserError("passphrase_differs")
    if not given:
        raise UserError("passphrase_empty" if what == "seal" else "bundle_passphrase_empty")
    return given


def line_of(fd: int) -> str:
    try:
        with os.fdopen(fd, encoding="utf-8") as stream:
            return stream.readline().rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as problem:
        raise UserError("passphrase_unread") from problem


def read(path: Path) -> bytes:
    from app.store.cause import cause

    try:
        return path.read_bytes()
    except OSError as problem:
        raise UserError("read_failed", name=path.name, reason=cause(problem)) from problem

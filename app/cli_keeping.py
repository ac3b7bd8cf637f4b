"""``vaglio archive …``: check, rebuild the index, copy, restore. The desk's own acts, with progress on standard error.

Exit 0 done, 1 something was found or could not be done for some, 2 unusable. Never imports Qt. Called off with
Ctrl+C it leaves things as they were: each practice is copied or restored whole or not at all.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, TypeVar

from app.domain.errors import UserError

if TYPE_CHECKING:
    from app.desk.desk import Desk

T = TypeVar("T")
OpenDesk = Callable[[Any, bool], AbstractContextManager["Desk"]]
"""(the command's arguments, whether the folder is to be written)"""

LEAST_SHOWN = 20
"""Fewer steps than these need no progress."""


def add(commands: Any, common: Any, desk: OpenDesk) -> None:
    """The commands, beside whatever else ``archive`` can do. ``common`` has the options of every one of them."""

    def command(name: str, run: Callable[[Desk, Any], int], writes: bool, text: str) -> Any:
        made = commands.add_parser(name, parents=[common], help=text, description=text)

        def at_the_desk(args: Any) -> int:
            with desk(args, writes) as open_desk:
                return run(open_desk, args)

        made.set_defaults(run=at_the_desk)
        return made

    command("check", _check, False, "read every practice and every copy and say what is damaged; changes nothing")
    command("rebuild-index", _rebuild_index, True, "work out the list of practices anew")
    backup = command("backup", _backup, True, "copy every practice that has changed since its newest copy")
    backup.add_argument("practice", nargs="*", metavar="PRACTICE", help="only these")
    restore = command("restore", _restore, True, "put a copy back: the newest good one that differs, or the one named")
    restore.add_argument("practice", metavar="PRACTICE", help="its id")
    which = restore.add_mutually_exclusive_group()
    which.add_argument("--copy", metavar="NAME", help="that copy (see --list)")
    which.add_argument("--list", action="store_true", help="only list the copies, the newest first")
    which.add_argument("--deleted", action="store_true", help="out of the bin instead, as it was last deleted")


def _check(desk: Desk, args: Any) -> int:
    """One line for each practice that is not whole, and for each copy that cannot be used."""
    rows = desk.read_list()
    words, bad, copies = desk.words, 0, 0
    for row in rows:
        if row.problem is not None:
            bad += row.problem == "unreadable"
            print(f"{row.id}  {row.problem}")
    damaged = desk.damaged()
    for one in damaged:
        if one.gone:
            bad += 1
            print(f"{one.id}  gone")
    for practice_id in _shown([*(row.id for row in rows), *(one.id for one in damaged if one.gone)]):
        for kept in desk.copies(practice_id):
            copies += 1
            try:
                desk.read_copy(practice_id, kept.name)
            except UserError as problem:
                if problem.key == "practice_newer":
                    continue
                bad += 1
                print(f"{practice_id}  {kept.name}  {problem.key}")
    _say(words("archive.checked", practices=len(rows), copies=copies, damaged=bad))
    return 1 if bad else 0


def _rebuild_index(desk: Desk, args: Any) -> int:
    rows = desk.rebuild_list(_progress())
    unreadable = sum(row.problem == "unreadable" for row in rows)
    _say(desk.words("archive.rebuilt", practices=len(rows), unreadable=unreadable))
    return 1 if unreadable else 0


def _backup(desk: Desk, args: Any) -> int:
    """The names of the copies made; those that could not be made are said, and the others made all the same."""
    ids = args.practice or [row.id for row in desk.read_list()]
    made = failed = 0
    for practice_id in _shown(ids):
        try:
            kept = desk.copy_now(practice_id)
        except UserError as problem:
            failed += 1
            _say(f"{practice_id}  {desk.words.error(problem)}")
            continue
        if kept is not None:
            made += 1
            print(f"{practice_id}  {kept.name}")
    _say(desk.words("archive.copied", made=made, practices=len(ids), failed=failed))
    return 1 if failed else 0


def _restore(desk: Desk, args: Any) -> int:
    practice_id = args.practice
    desk.read_list()
    if args.list:
        for kept in desk.copies(practice_id):
            print(f"{kept.name}  {kept.at.astimezone().isoformat(timespec='seconds')}  {kept.save_count}")
        return 0
    if args.deleted:
        return _out_of_the_bin(desk, practice_id)
    damaged = any(one.id == practice_id for one in desk.damaged())
    name = args.copy or _newest_that_differs(desk, practice_id)
    if name is None:
        _say(desk.words("archive.no_copy", id=practice_id))
        return 1
    if damaged:
        desk.recover(practice_id, name)
    else:
        desk.restore(practice_id, name)
        if not desk.drain():
            raise desk.save.problem or UserError("not_saved")
    print(f"{practice_id}  {name}")
    return 0


def _newest_that_differs(desk: Desk, practice_id: str) -> str | None:
    for kept in desk.copies(practice_id):
        try:
            found = desk.preview(practice_id, kept.name)
        except UserError as problem:
            if problem.key not in ("copy_unreadable", "practice_newer"):
                raise
            continue
        if found.comparison is None or not found.comparison.same:
            return kept.name
    return None


def _out_of_the_bin(desk: Desk, practice_id: str) -> int:
    found = next((one for one in desk.binned() if one.deleted.practice_id == practice_id), None)
    if found is None:
        raise UserError("practice_missing", id=practice_id)
    desk.bring_back(found.deleted)
    print(f"{practice_id}  {found.name}")
    return 0


# ---- progress ----------------------------------------------------------------------------------------------------


def _progress() -> Callable[[int, int], None]:
    """Says how far it is on standard error: on a screen in place, into a file every tenth part."""
    screen = sys.stderr.isatty()

    def shown(done: int, total: int) -> None:
        if total < LEAST_SHOWN:
            return
        if screen:
            print(f"\r{done}/{total}", end="\n" if done == total else "", file=sys.stderr, flush=True)
        elif done * 10 // total != (done - 1) * 10 // total:
            print(f"{done}/{total}", file=sys.stderr, flush=True)

    return shown


def _shown(items: Sequence[T]) -> Iterator[T]:
    progress = _progress()
    for done, item in enumerate(items, 1):
        yield item
        progress(done, len(items))


def _say(text: str) -> None:
    print(text, file=sys.stderr)

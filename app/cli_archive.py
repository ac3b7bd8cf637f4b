"""``vaglio archive …``: the archive's own commands. Results on standard output, progress on standard error.

It is given the desk and the passphrase by ``cli``. Ctrl+C calls the work off between two steps, never within
one: everything is then as it was.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli_course import interruptible
from app.domain.errors import UserError

if TYPE_CHECKING:
    from app.desk.bundles import Brought, Item, Plan
    from app.desk.desk import Desk
    from app.text import Words

CANCELLED = 130


@dataclass(frozen=True)
class Archive:
    """``at_desk(args, lock)`` opens the desk; ``passphrase(args, words, twice)`` reads or asks one."""

    at_desk: Callable[[argparse.Namespace, bool], AbstractContextManager[Desk]]
    passphrase: Callable[[argparse.Namespace, Words, bool], str]

    def add(self, commands: Any, parent: argparse.ArgumentParser) -> Any:
        """``archive export`` and ``archive import`` among the commands of the program; where others are added."""
        group = commands.add_parser("archive", help="the archive as a whole")
        own = group.add_subparsers(required=True, metavar="COMMAND")
        out = own.add_parser("export", parents=[parent], help="practices with their files into one .vaglio file")
        out.add_argument("-o", dest="out", type=Path, required=True, metavar="FILE")
        out.add_argument("practices", nargs="*", metavar="ID", help="all of them if none is named")
        out.add_argument("--settings", action="store_true", help="the settings too (never the seal)")
        out.add_argument("--passphrase", action="store_true", help="ask for a passphrase to put the file under")
        out.set_defaults(run=self._export)
        into = own.add_parser("import", parents=[parent], help="bring in what a .vaglio file holds")
        into.add_argument("file", type=Path, metavar="FILE")
        choice = into.add_mutually_exclusive_group()
        for name, text in (
            ("newer", "where both sides have a practice, the later one stays here; a copy of the other is kept"),
            ("both", "the one that comes gets an id of its own beside the one that is here"),
            ("skip", "only practices that are not here yet"),
        ):
            choice.add_argument(f"--{name}", dest="choice", action="store_const", const=name, help=text)
        into.add_argument("--settings", action="store_true", help="the settings too, if it holds any")
        into.add_argument("--dry-run", action="store_true", help="only say what it would bring")
        into.set_defaults(run=self._import)
        for command in (out, into):
            command.add_argument("--passphrase-fd", type=int, metavar="N", help="read the passphrase from there")
        return own

    def _export(self, args: argparse.Namespace) -> int:
        from app.desk.bundles import SETTINGS

        with self.at_desk(args, False) as desk, interruptible(desk.words) as (progress, cancelled):
            asked = args.passphrase or args.passphrase_fd is not None
            passphrase = self.passphrase(args, desk.words, True) if asked else ""
            wanted = tuple(SETTINGS) if args.settings else ()
            try:
                desk.export_bundle(args.practices, args.out, passphrase, progress, cancelled, wanted)
            except UserError as problem:
                return _called_off(problem, desk.words)
        print(args.out)
        return 0

    def _import(self, args: argparse.Namespace) -> int:
        with self.at_desk(args, not args.dry_run) as desk, interruptible(desk.words) as (progress, cancelled):
            try:
                with self._plan(args, desk, progress, cancelled) as plan:
                    if args.dry_run:
                        return _shown(plan, desk.words)
                    chosen = {item.id: _choice(item, args.choice) for item in plan.items}
                    wanted = tuple(plan.settings) if args.settings else ()
                    brought = desk.import_bundle(plan, chosen, progress, cancelled, wanted)
                    return _told(plan, args.choice, brought, desk.words)
            except UserError as problem:
                return _called_off(problem, desk.words)

    def _plan(self, args: argparse.Namespace, desk: Desk, progress: Any, cancelled: Any) -> Plan:
        passphrase = self.passphrase(args, desk.words, False) if args.passphrase_fd is not None else ""
        try:
            return desk.preview_bundle(args.file, passphrase, progress, cancelled)
        except UserError as problem:
            if problem.key != "bundle_passphrase_needed" or args.passphrase_fd is not None:
                raise
        return desk.preview_bundle(args.file, self.passphrase(args, desk.words, False), progress, cancelled)


def _choice(item: Item, wish: str | None) -> str:
    """What the one wish means for this practice. UserError ``bundle_choice`` where a wish is needed."""
    if item.relation == "new":
        return "newer"
    if wish in item.choices:
        return str(wish)
    # Nothing would come in, or the wish cannot be met and is told as left alone.
    if wish is not None or item.relation in ("same", "newer_here"):
        return "skip"
    raise UserError("bundle_choice", name=item.name or item.id)


def _shown(plan: Plan, said: Words) -> int:
    for item in plan.items:
        print(f"{item.id}  {said(f'archive.{item.relation}')}  {item.name}")
    return 0


def _told(plan: Plan, wish: str | None, brought: tuple[Brought, ...], said: Words) -> int:
    """Prints what became of each; 1 if something that was wished for did not come in."""
    complete = True
    for item, one in zip(plan.items, brought, strict=True):
        print(f"{one.as_id}  {said(f'archive.done.{one.done}')}  {item.name}")
        if one.problem is not None:
            print(f"{one.as_id}: {said.error(one.problem)}", file=sys.stderr)
            complete = False
        elif item.relation == "differs" and wish == "newer":
            print(said("archive.left", name=item.name or item.id), file=sys.stderr)
            complete = False
    return 0 if complete else 1


def _called_off(problem: UserError, said: Words) -> int:
    if problem.key != "bundle_cancelled":
        raise problem
    print(said.error(problem), file=sys.stderr)
    return CANCELLED

"""``vaglio actions``: what is open in every practice, the most pressing first; with ``--ics`` as a calendar too.

Reads the archive and changes nothing in it. Never imports Qt.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.desk.agenda import Entry
    from app.desk.desk import Desk

OpenDesk = Callable[[Any, bool], AbstractContextManager["Desk"]]
"""(the command's arguments, whether the folder is to be written)"""


def add(commands: Any, common: Any, desk: OpenDesk) -> None:
    """The command. ``common`` has the options of every command on an archive."""
    text = "what is open in every practice, and when it is due"
    made = commands.add_parser("actions", parents=[common], help=text, description=text)
    made.add_argument("--owner", metavar="NAME", help="only what that person is to do; empty: what nobody is")
    made.add_argument("--practice", metavar="ID", help="only that practice")
    made.add_argument("--ics", type=Path, metavar="FILE", help="write those that have a day as a calendar")

    def at_the_desk(args: Any) -> int:
        with desk(args, False) as open_desk:
            return _actions(open_desk, args)

    made.set_defaults(run=at_the_desk)


def _actions(desk: Desk, args: Any) -> int:
    """One line each: day, group, practice, tool, what, owner."""
    desk.read_list()
    found = desk.agenda(args.owner, args.practice)
    for one in found:
        print(_line(one))
    if args.ics is not None:
        written = desk.save_calendar(found, args.ics)
        print(desk.words.count("deadlines.ics_done", written, name=args.ics.name), file=sys.stderr)
    return 0


def _line(one: Entry) -> str:
    due = one.due
    parts = (due.due or "-", one.group, one.practice, due.tool or "-", one.text, due.owner or "-")
    return "  ".join(" ".join(part.split()) for part in parts)

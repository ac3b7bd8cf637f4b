"""Papers on the command line: what goes on one, and ``vaglio open`` and ``vaglio compare``, by which they are read
back, worked out again and set side by side.

``open``: exit 0 what is printed is what is worked out, 1 it is not (or the data were altered), 2 there is nothing to
compare. Never imports Qt; changes nothing unless ``--import`` asks for it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.domain.errors import UserError
from app.domain.paper import EDITIONS

if TYPE_CHECKING:
    from app.desk.desk import Desk

OpenDesk = Callable[[Any, bool, bool], AbstractContextManager["Desk"]]
"""(the command's arguments, whether the folder is to be written, whether its practices are to be read)"""


def add(commands: Any, archive: Any, desk: OpenDesk) -> None:
    """``archive`` has the options of every command that may need the data folder."""
    text = "read the practice inside a PDF of ours, work it out again and compare it with what is printed"
    command = commands.add_parser("open", parents=[archive], help=text, description=text)
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument("--json", action="store_true")
    command.add_argument("--import", dest="keep", action="store_true", help="bring the practice into the archive too")
    command.set_defaults(run=lambda args: _open(args, desk))
    text = "print what differs between two checklists of one practice"
    command = commands.add_parser("compare", parents=[archive], help=text, description=text)
    command.add_argument("then", type=Path, metavar="THEN.pdf")
    command.add_argument("now", type=Path, metavar="NOW.pdf")
    command.add_argument("-o", dest="out", type=Path, required=True, metavar="PDF")
    command.add_argument("--edition", choices=EDITIONS, default="third_parties")
    command.set_defaults(run=lambda args: _compare(args, desk))


def _open(args: Any, opened: OpenDesk) -> int:
    with opened(args, args.keep, args.keep) as desk:
        found = desk.open_paper(args.file)
        if args.json:
            from app.records.codec import plain

            print(json.dumps(plain(found), ensure_ascii=False, indent=2, default=str))
        else:
            print("\n".join(desk.told_of(args.file.name, found)))
        if args.keep:
            print(desk.import_paper(found))
            if not desk.drain():
                raise desk.save.problem or UserError("not_saved")
    return 0 if found.equal else 1 if found.codes or not found.data_as_printed else 2


def _compare(args: Any, opened: OpenDesk) -> int:
    from app.store.signed import export

    with opened(args, False, False) as desk:
        export(args.out, desk.comparison_of_papers(args.then, args.now, args.edition))
    print(args.out)
    return 0

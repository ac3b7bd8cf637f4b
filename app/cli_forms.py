"""``vaglio blank`` and ``vaglio fill``: the checklist to be filled in on a visit, and what came back of it.

``fill``: exit 0 everything was taken, 1 something was left open or kept as it was. Never imports Qt.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app import cli_named
from app.domain.errors import UserError

if TYPE_CHECKING:
    from app.cli_named import Ground


def add(commands: Any, archive: Any, ground: Ground) -> None:
    text = "write the checklist to be filled in, for the functions of a kind of product or for single ones"
    command = commands.add_parser("blank", parents=[archive], help=text, description=text)
    command.add_argument(
        "--template", dest="templates", action="append", default=[], metavar="ID", help="a kind of product; repeatable"
    )
    command.add_argument("--functions", default="", metavar="A,B", help="kinds of function, by id")
    command.add_argument("--title", default="", metavar="NAME", help="the tool's name, for the heading")
    command.add_argument("--fillable", action="store_true", help="with fields that can be filled in on a screen")
    command.add_argument("-o", dest="out", type=Path, required=True, metavar="PDF")
    command.set_defaults(run=lambda args: _blank(args, ground))
    text = "bring the answers of a filled-in checklist into a tool; what is answered already stays, unless --replace"
    command = commands.add_parser("fill", parents=[archive], help=text, description=text)
    command.add_argument("practice", metavar="PRACTICE", help="its id, or the path of its practice.json in the archive")
    command.add_argument("tool", metavar="TOOL", help="the tool's id")
    command.add_argument("file", type=Path, metavar="FILE.pdf")
    command.add_argument("--replace", action="store_true", help="also where the tool says something else")
    command.set_defaults(run=lambda args: _fill(args, ground))


def _blank(args: Any, ground: Ground) -> int:
    from app.desk.blank_acts import kinds_of
    from app.store.signed import export

    with ground.desk(ground.data(args.data), args.lang, False, unlock=False) as desk:
        law = desk.circular
        named = [*args.templates, *(part.strip() for part in args.functions.split(",") if part.strip())]
        export(args.out, desk.blank_pdf(kinds_of(law, named or law.kinds), args.fillable, args.title))
    print(args.out)
    return 0


def _fill(args: Any, ground: Ground) -> int:
    found = ground.named(args)
    if not isinstance(found, tuple):
        raise UserError("practice_elsewhere", name=Path(args.practice).name)
    with ground.desk(found[0], args.lang, True, args.password_fd) as desk:
        desk.open(found[1])
        args.tools = [args.tool]
        cli_named.tools(args, desk.practice)
        plan = desk.read_blank(args.tool, cli_named.read(args.file), args.file.name)
        taken = desk.take_blank(plan, args.replace)
        if not desk.drain():
            raise desk.save.problem or UserError("not_saved")
        words, left = desk.words, 0 if args.replace else len(plan.differing)
        print(words.count("blank.taken", taken))
        for key, number in (("blank.left", left), ("blank.open", len(plan.unclear))):
            if number:
                print(words.count(key, number), file=sys.stderr)
    return 1 if left or plan.unclear else 0

"""``vaglio export``: a practice as a table, a document to be worked on, or data. A working copy: only the PDF is the
checklist. Never imports Qt, and changes nothing in the archive.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from app import cli_named

if TYPE_CHECKING:
    from app.cli_named import Ground

FORMATS = ("csv", "xlsx", "docx", "json")


def add(commands: Any, archive: Any, ground: Ground) -> None:
    text = "write a working copy of a practice: csv, xlsx, docx or json"
    command = commands.add_parser("export", parents=[archive], help=text, description=text)
    cli_named.add_practice(command)
    command.add_argument("--format", choices=FORMATS, required=True)
    command.add_argument("-o", dest="out", type=Path, required=True, metavar="FILE")
    cli_named.add_paper(command)
    command.set_defaults(run=lambda args: _export(args, ground))


def _export(args: Any, ground: Ground) -> int:
    from app.store.signed import export

    with ground.practice(args) as (desk, practice):
        edition, tools = cli_named.edition(args), cli_named.tools(args, practice or desk.practice)
        export(args.out, desk.exported(args.format, edition, tools, practice))
    print(args.out)
    return 0

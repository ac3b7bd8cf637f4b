"""``vaglio print`` and ``vaglio sign``: a practice's checklist as a file. Never imports Qt."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app import cli_named
from app.domain.errors import UserError

if TYPE_CHECKING:
    from app.cli_named import Ground


def add(commands: Any, archive: Any, ground: Ground) -> None:
    """``archive`` has the options of every command that may need the data folder."""
    for name, run in (("print", _print), ("sign", _sign)):
        text = f"{name} the checklist of a practice"
        command = commands.add_parser(name, parents=[archive], help=text, description=text)
        command.set_defaults(run=lambda args, run=run: run(args, ground))
        cli_named.add_practice(command)
        command.add_argument("-o", dest="out", type=Path, required=True, metavar="PDF")
        cli_named.add_paper(command)
        if name == "print":
            command.add_argument("--summary", action="store_true", help="only page 1, the summary for the owner")
    cli_named.add_passphrase(command)
    command.add_argument("--field", choices=("consultant", "employer", "representatives"), default="consultant")
    command.add_argument("--name", help="name on a new seal, if there is none yet")


def _print(args: Any, ground: Ground) -> int:
    from app.store.signed import export

    with ground.practice(args) as (desk, practice):
        edition, tools = cli_named.edition(args), cli_named.tools(args, practice or desk.practice)
        sheet = desk.paper(practice, edition, tools, "summary" if args.summary else "checklist")
        export(args.out, sheet.pdf)
        for problem in sheet.problems:
            print(desk.words.error(problem), file=sys.stderr)
    print(args.out)
    return 0


def _sign(args: Any, ground: Ground) -> int:
    from reports.signing.tell import told

    found = ground.named(args)
    if not isinstance(found, tuple):
        raise UserError("practice_data_only", name=Path(args.practice).name)
    if os.path.lexists(args.out):  # said before the passphrase is asked for
        raise UserError("target_taken", name=args.out.name)
    with ground.desk(found[0], args.lang, True, args.password_fd) as desk:
        desk.open(found[1])
        edition, tools = cli_named.edition(args), cli_named.tools(args, desk.practice)
        passphrase = cli_named.passphrase(args, desk.words, twice=not desk.has_identity())
        if not desk.has_identity():
            desk.make_identity(args.name or desk.practice.prepared_by or desk.words("seal.unnamed"), passphrase)
        try:
            signed = desk.sign(passphrase, args.field, args.out, edition, tools)
        except UserError as problem:
            if problem.key == "seal_not_recorded":  # here nobody is left to try again
                raise UserError("seal_left_behind", **problem.params) from problem
            raise
        print("\n".join(told(signed.verification, desk.words)), file=sys.stderr)
    print(signed.path)
    return 0

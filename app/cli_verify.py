"""``vaglio verify``: a signed PDF or a ``.p7m``, in words or as JSON, and the report as PDF.

Exit 0 intact (and the journal the paper's), 1 not, or not to be said, 2 unusable. Never imports Qt; changes nothing but
the report that was asked for.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.desk.desk import Desk

HELP = "check a signed PDF or .p7m, and the journal of its practice if it is at hand"
OpenDesk = Callable[[Any], AbstractContextManager["Desk"]]
"""(the command's arguments): a desk that writes nothing, locked if no password was given"""


def add_arguments(command: Any, desk: OpenDesk) -> None:
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument("--json", action="store_true")
    command.add_argument(
        "--document", type=Path, metavar="FILE", help="what is signed, where the signature is a file apart"
    )
    command.add_argument("--expect", type=int, metavar="N", help="how many signatures there should be")
    command.add_argument(
        "--trust", type=Path, metavar="DIR", help="certificates you trust, beside your own trust folder"
    )
    command.add_argument("--report", type=Path, metavar="PDF", help="write the report there too")
    command.set_defaults(open_desk=desk)


def verify(args: Any) -> int:
    """Without the archive's password the paper is verified all the same; that the journal was not compared is said."""
    from app.store.signed import export
    from reports.signing.findings import plain
    from reports.signing.tell import told

    with args.open_desk(args) as desk:
        found, journal = desk.verify_paper(args.file, args.document, args.expect, args.trust)
        if args.report is not None:
            export(args.report, desk.verification_pdf(args.file.name, found, journal))
        if args.json:
            from app.records.codec import plain as plain_value

            made = {**json.loads(json.dumps(plain(found), default=str)), "journal": plain_value(journal)}
            print(json.dumps(made, ensure_ascii=False, indent=2))
        else:
            print("\n".join(told(found, desk.words)))
            for line in desk.journal_lines(journal):
                print(line.text)
            if desk.protection.locked:
                print(desk.words("verify.journal.locked"))
    return 0 if found.intact and (journal is None or journal.state == "agrees") else 1

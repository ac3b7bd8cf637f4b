"""Signing by the command line: many at once, cards, papers that go out and come back. The desk's own acts.

Exit 0 done, 1 not all done, 2 unusable. A secret comes from a descriptor or is asked for, never from an argument. Never
imports Qt.
"""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.domain.errors import UserError

if TYPE_CHECKING:
    from app.desk.desk import Desk
    from app.desk.signing import Way
    from reports.signing.card import CardCertificate

OpenDesk = Callable[[Any, bool], AbstractContextManager["Desk"]]
"""(the command's arguments, whether the folder is to be written)"""
FIELDS = ("consultant", "employer", "representatives")
EDITIONS = ("third_parties", "internal")


def add(commands: Any, common: Any, desk: OpenDesk, line_of: Callable[[int], str]) -> None:
    """The commands. ``common`` has the options of every one; ``line_of`` reads a line from a descriptor."""

    def command(name: str, run: Callable[[Desk, Any], int], writes: bool, text: str) -> Any:
        made = commands.add_parser(name, parents=[common], help=text, description=text)

        def at_the_desk(args: Any) -> int:
            args.line_of = line_of
            with desk(args, writes) as open_desk:
                return run(open_desk, args)

        made.set_defaults(run=at_the_desk)
        return made

    cards = command("cards", _cards, False, "the certificates on the cards that a driver sees; asks no PIN")
    cards.add_argument("--driver", type=Path, metavar="FILE", help="instead of the first in the usual places")
    many = command("sign-many", _sign_many, True, "sign many checklists with one passphrase or PIN")
    many.add_argument("practice", nargs="*", metavar="PRACTICE")
    many.add_argument("--all", action="store_true", help="every practice that has a tool")
    many.add_argument("--with", dest="means", choices=("seal", "file", "card"), default="seal")
    many.add_argument("--p12", type=Path, metavar="FILE", help="for --with file")
    many.add_argument("--driver", type=Path, metavar="FILE", help="for --with card")
    many.add_argument("--certificate", metavar="SHA256", help="for --with card: how its fingerprint begins")
    many.add_argument("--passphrase-fd", type=int, metavar="N", help="read passphrase or PIN from this descriptor")
    many.add_argument("--field", choices=FIELDS, default=FIELDS[0])
    many.add_argument("--edition", choices=EDITIONS, default=EDITIONS[0])
    out = command("hand-off", _hand_off, True, "freeze a practice and write its paper for another signing program")
    out.add_argument("practice", metavar="PRACTICE")
    out.add_argument("-o", dest="out", type=Path, required=True, metavar="PDF")
    out.add_argument("--edition", choices=EDITIONS, default=EDITIONS[0])
    back = command("bring-back", _bring_back, True, "check and file what came back signed, a PDF or a p7m")
    back.add_argument("practice", metavar="PRACTICE")
    back.add_argument("file", type=Path, metavar="FILE")
    back.add_argument("--rewritten", action="store_true", help="also if the signer wrote the file anew")
    scan = command("scan", _scan, True, "file the scan of a paper signed by hand")
    scan.add_argument("practice", metavar="PRACTICE")
    scan.add_argument("file", type=Path, metavar="FILE")
    scan.add_argument("--signer", required=True, metavar="NAME")
    scan.add_argument("--field", choices=FIELDS, default="")
    command("withdraw", _withdraw, True, "take back the paper that is out").add_argument("practice", metavar="PRACTICE")


def _cards(desk: Desk, args: Any) -> int:
    words = desk.words
    for one in desk.card_certificates(_driver(desk, args)):
        use = words("cli_signing.use_signing" if one.facts.signing else "cli_signing.use_other")
        print(
            words(
                "cli_signing.card",
                token=one.token.label,
                fingerprint=one.facts.fingerprint,
                name=one.facts.name,
                issuer=one.facts.issuer,
                until=one.facts.not_after.date().isoformat(),
                use=use,
            )
        )
    return 0


def _driver(desk: Desk, args: Any) -> Path:
    if args.driver is not None:
        return Path(args.driver)
    found = desk.card_drivers()
    if not found:
        raise UserError("card_no_driver")
    return found[0].path


def _sign_many(desk: Desk, args: Any) -> int:
    """The files made, one a line; what could not be signed is said on standard error, and the others are."""
    from app.desk.paperwork import Wish

    rows = {row.id: row for row in desk.read_list()}
    ids = [row.id for row in rows.values() if row.tools and row.problem is None] if args.all else args.practice
    if not ids:
        raise UserError("batch_nothing")
    words, way = desk.words, _way(desk, args)
    shown = sys.stderr.isatty()

    def progress(done: int, total: int) -> None:
        if shown:
            print(f"\r{done}/{total}", end="\n" if done == total else "", file=sys.stderr, flush=True)

    failed = 0
    for line in desk.sign_many(ids, way, Wish(args.field, args.edition), progress, lambda: False):
        if line.path is not None:
            print(line.path)
            for problem in line.left_out:
                print(f"{line.practice_id}  {words.error(problem)}", file=sys.stderr)
        else:
            failed += 1
            said = words.error(line.problem) if line.problem is not None else ""
            print(f"{line.practice_id}  {said}", file=sys.stderr)
    return 1 if failed else 0


def _way(desk: Desk, args: Any) -> Way:
    from app.desk.signing import CardWay, FileWay, SealWay

    if args.means == "card":
        driver = _driver(desk, args)
        chosen = _certificate(desk, driver, args.certificate)
        pad = chosen.token.pad
        return CardWay(driver, chosen, "" if pad else _secret(args, desk.words("cli_signing.ask_pin")))
    if args.means == "file":
        if args.p12 is None:
            raise UserError("file_unreadable")
        return FileWay(args.p12, _secret(args, desk.words("cli_signing.ask_file")))
    if not desk.has_identity():
        raise UserError("identity_missing")
    return SealWay(_secret(args, desk.words("seal.ask")))


def _certificate(desk: Desk, driver: Path, wanted: str | None) -> CardCertificate:
    """The one named, or the only one on the card that is for signing."""
    found = desk.card_certificates(driver)
    begins = (wanted or "").replace(" ", "").replace(":", "").lower()
    fitting = [c for c in found if (c.facts.fingerprint.startswith(begins) if begins else c.facts.signing)]
    if len(fitting) != 1:
        raise UserError("card_which", n=len(fitting))
    return fitting[0]


def _secret(args: Any, asked: str) -> str:
    given = args.line_of(args.passphrase_fd) if args.passphrase_fd is not None else getpass.getpass(asked + " ")
    return str(given)


def _hand_off(desk: Desk, args: Any) -> int:
    desk.open(args.practice)
    desk.hand_off(args.out, args.edition)
    print(args.out)
    return 0


def _bring_back(desk: Desk, args: Any) -> int:
    from reports.signing.tell import told

    desk.open(args.practice)
    found = desk.examine(args.file)
    signed = desk.file_returned(found, args.rewritten)
    print("\n".join(told(signed.verification, desk.words)), file=sys.stderr)
    print(signed.path)
    return 0


def _scan(desk: Desk, args: Any) -> int:
    desk.open(args.practice)
    revision = desk.attach_scan(args.file, args.signer, args.field)
    print(desk.signed_path(revision.signatures[-1].file_name))
    return 0


def _withdraw(desk: Desk, args: Any) -> int:
    desk.open(args.practice)
    print(desk.withdraw().number)
    return 0

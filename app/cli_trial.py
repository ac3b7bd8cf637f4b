"""``vaglio example`` and ``vaglio self-test``: the whole way once, in a folder of its own, with a seal to throw away.

Never touches the archive. Never imports Qt.
"""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.domain.errors import UserError

if TYPE_CHECKING:
    from app.cli_named import OpenDesk
    from app.desk.laws import Laws


def add(commands: Any, common: Any, desk: OpenDesk, laws: Callable[[], Laws]) -> None:
    text = "write the example practice and its signed PDF"
    example = commands.add_parser("example", parents=[common], help=text, description=text)
    example.add_argument("-o", dest="out", type=Path, required=True, metavar="DIR")
    example.set_defaults(run=lambda args: _example(args, desk))
    text = "try every part of this installation"
    trial = commands.add_parser("self-test", parents=[common], help=text, description=text)
    trial.set_defaults(run=lambda args: _self_test(args, desk, laws))


def _example(args: Any, opened: OpenDesk) -> int:
    from app.records.dossier import canonical
    from app.store.cause import cause
    from app.store.signed import content, export
    from reports.signing.tell import told

    try:
        args.out.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise UserError("save_failed", name=args.out.name, reason=cause(problem)) from problem
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder), args.lang, True) as desk:
        said = desk.words
        checklist = args.out / f"{said('file.checklist')}.pdf"
        desk.open_example()
        passphrase = secrets.token_urlsafe(18)
        desk.make_identity(said("example.identity"), passphrase)
        signed = desk.sign(passphrase, "consultant")
        export(checklist, content(signed.path))
        export(args.out / "practice.json", canonical(desk.practice))
        report = told(signed.verification, said)
        export(args.out / "verification.txt", ("\n".join(report) + "\n").encode())
    print(checklist)
    return 0 if signed.verification.intact else 1


def _self_test(args: Any, opened: OpenDesk, laws: Callable[[], Laws]) -> int:
    from app.domain.cases import run_cases

    steps: list[tuple[str, bool]] = []
    results = run_cases(laws().newest(args.lang))
    steps.append(("self_test.law", bool(results) and all(result.agrees for result in results)))
    with tempfile.TemporaryDirectory() as folder:
        with opened(Path(folder), args.lang, True) as desk:
            said = desk.words
            practice_id = desk.open_example()
            steps.append(("self_test.saved", desk.drain()))
            passphrase = secrets.token_urlsafe(18)
            desk.make_identity(said("example.identity"), passphrase)
            signed = desk.sign(passphrase, "consultant")
            steps.append(("self_test.signed", signed.verification.intact))
            practice = desk.practice
        with opened(Path(folder), args.lang, True) as desk:
            desk.open(practice_id)
            steps.append(("self_test.reopened", desk.practice == practice))
    for key, good in steps:
        print(f"{'ok ' if good else 'NO '} {said(key)}")
    return 0 if all(good for _, good in steps) else 1

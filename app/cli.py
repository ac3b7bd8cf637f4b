"""The command line: the same desk without a window. Results on standard output, messages on standard error.

Exit 0 done, 1 ``verify`` not intact (or the journal not the paper's), ``cases``/``self-test`` failed or ``archive``
found damage, 2 unusable input or not all done. Never imports Qt.
"""

from __future__ import annotations

import argparse
import getpass
import json
import os
import secrets
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app import __version__, cli_actions, cli_keeping, cli_open, cli_signing, cli_verify
from app.cli_archive import Archive
from app.cli_moving import Moving
from app.paths import place, resources
from app.text import LANGUAGES, Words, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from app.desk.desk import Desk
    from app.desk.laws import Laws
    from app.domain.own_dates import OwnDate
    from app.domain.practice import Practice
    from reports.signing.verify import Verification

READER_GONE = 141
"""What a shell makes of a program that the closed pipe has ended."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    from app.domain.errors import UserError
    from reports.signing import card_worker

    if card_worker.asked_for(argv):
        return card_worker.main()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    args = _parser().parse_args(argv)
    try:
        code: int = args.run(args)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever was reading has had enough: `vaglio questions | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READER_GONE
    except UserError as problem:
        print(_words(args).error(problem), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="vaglio", description="Art. 4 L. 300/1970, function by function.")
    parser.add_argument("--version", action="version", version=f"vaglio {__version__}")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--lang", choices=LANGUAGES, default="it", help="language of texts and paper")
    archive = argparse.ArgumentParser(add_help=False, parents=[common])
    archive.add_argument("--data", type=Path, help="data folder instead of the usual one")
    archive.add_argument(
        "--password-fd", type=int, metavar="N", help="read the archive's password from this descriptor"
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, run: Callable[[Any], int], parent: argparse.ArgumentParser, text: str) -> Any:
        command = commands.add_parser(name, parents=[parent], help=text)
        command.set_defaults(run=run)
        return command

    add("questions", _questions, common, "everything that can be asked, as JSON")
    add("evaluate", _evaluate, archive, "judge a JSON file").add_argument("file", type=Path, metavar="FILE")
    add("cases", _cases, common, "run the decided cases")
    add("list", _list, archive, "the practices in the archive")
    cli_actions.add(commands, archive, _desk_named)
    example = add("example", _example, common, "write the example practice and its signed PDF")
    example.add_argument("-o", dest="out", type=Path, required=True, metavar="DIR")
    for name, run in (("print", _print), ("sign", _sign)):
        command = add(name, run, archive, f"{name} the checklist of a practice")
        command.add_argument("practice", metavar="PRACTICE", help="its id, or the path of its practice.json")
        command.add_argument("-o", dest="out", type=Path, required=True, metavar="PDF")
        cli_open.paper_options(command, alone=name == "print")
    command.add_argument("--passphrase-fd", type=int, metavar="N", help="read the passphrase from this descriptor")
    command.add_argument("--field", choices=("consultant", "employer", "representatives"), default="consultant")
    command.add_argument("--name", help="name on a new seal, if there is none yet")
    verify = add("verify", cli_verify.verify, archive, cli_verify.HELP)
    cli_verify.add_arguments(verify, _desk_as_it_lies)
    cli_open.add(
        commands,
        archive,
        lambda args, lock, read: _desk(_data(args.data), args.lang, lock, args.password_fd, unlock=read),
    )
    whole = Archive(
        _desk_named,
        lambda args, said, twice: _passphrase(args, said, twice, "archive"),
    ).add(commands, archive)
    Moving(_words, place).add(whole, archive)
    cli_keeping.add(whole, archive, _desk_named)
    cli_signing.add(commands, archive, _desk_named, _line_of)
    add("self-test", _self_test, common, "try every part of this installation")
    return parser


# ---- what the commands stand on ----------------------------------------------------------------------------------


def _words(args: argparse.Namespace) -> Words:
    return words(resources() / "text", args.lang)


def _now() -> datetime:
    return datetime.now().astimezone()


def _laws() -> Laws:
    from app.desk.laws import Laws
    from app.library.shelf import Shelf

    return Laws(Shelf(resources() / "circulars"))


@contextmanager
def _desk(folder: Path, lang: str, lock: bool, password_fd: int | None = None, unlock: bool = True) -> Iterator[Desk]:
    """A desk on a data folder; with ``lock`` nobody else may have it open, without nothing is written there.

    A password on the archive is read from ``password_fd``, or asked for; not at all without ``unlock``: then nothing
    of the archive can be read, only the settings."""
    from contextlib import nullcontext

    from app.desk.desk import Desk
    from app.desk.shelves import Shelves
    from app.store.instance import InstanceLock

    with InstanceLock(_own(folder)) if lock else nullcontext():
        laws = _laws()
        shelves = Shelves(folder, laws, _now, laws.edition(__version__), read_only=not lock, own=_own(folder))
        try:
            desk = Desk(shelves, laws, resources() / "text", _now, new_id, lambda call: call(), lang)
            desk.paper_as_asked = True
            if unlock and desk.protection.locked:
                desk.protection.unlock(_password(password_fd, desk.words))
            yield desk
        finally:
            shelves.close()


def _data(override: Path | None) -> Path:
    """The data folder. ``data_folder_away`` (UserError) if it was moved to where nothing can be reached now."""
    from app.domain.errors import UserError

    found = place(override)
    if found.away:
        raise UserError("data_folder_away", name=str(found.folder))
    return found.folder


def _own(folder: Path) -> Path:
    """Where settings, seal and index of a data folder are: with it, unless it is the shared one of this place."""
    here = place()
    return here.own if folder.resolve() == here.folder.resolve() else folder


def _desk_named(args: Any, lock: bool) -> AbstractContextManager[Desk]:
    return _desk(_data(args.data), args.lang, lock, args.password_fd)


def _desk_as_it_lies(args: Any) -> AbstractContextManager[Desk]:
    """Unlocked only where a password was given: what is not of the archive can do without."""
    folder, asked = place(args.data).folder, args.password_fd is not None
    return _desk(folder, args.lang, lock=False, password_fd=args.password_fd, unlock=asked)


def new_id() -> str:
    """An id for a practice: unguessable, short enough for a path."""
    return secrets.token_hex(8)


# ---- commands ----------------------------------------------------------------------------------------------------


def _questions(args: argparse.Namespace) -> int:
    from app.desk.exchange import questions

    _print_json(questions(_laws().newest(args.lang)))
    return 0


def _evaluate(args: argparse.Namespace) -> int:
    from app.desk.exchange import evaluate
    from app.desk.intake import parsed

    raw = parsed(_read(args.file), args.file.name)
    laws = _laws()
    laws.use_dates(_own_dates(args.data))
    _print_json(evaluate(laws.newest(args.lang), raw, _now().date()))
    return 0


def _own_dates(data: Path | None) -> Mapping[str, OwnDate]:
    """The dates that the user looked up anew, as this installation keeps them; none if there are none to be read."""
    own = _own(place(data).folder)
    if not (own / "settings.json").is_file():
        return {}
    from app.desk.laws import dates_from
    from app.store.settings import Settings

    return dates_from(Settings(own, _now).get("dates"))


def _cases(args: argparse.Namespace) -> int:
    from app.domain.cases import run_cases

    results = run_cases(_laws().newest(args.lang))
    for result in results:
        mark = "ok " if result.agrees else "NO "
        print(f"{mark} {result.case.id}: {result.found.outcome} ({result.case.expected})")
    agreed = sum(result.agrees for result in results)
    print(f"{agreed}/{len(results)}")
    return 0 if results and agreed == len(results) else 1


def _list(args: argparse.Namespace) -> int:
    with _desk(_data(args.data), args.lang, lock=False, password_fd=args.password_fd) as desk:
        for row in desk.read_list():
            print(f"{row.id}  {row.saved_at}  {row.problem or row.state}  {row.name}")
    return 0


def _example(args: argparse.Namespace) -> int:
    from app.domain.errors import UserError
    from app.records.dossier import canonical
    from app.store.cause import cause
    from app.store.signed import content, export

    said = _words(args)
    try:
        args.out.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise UserError("save_failed", name=args.out.name, reason=cause(problem)) from problem
    checklist = args.out / f"{said('file.checklist')}.pdf"
    with tempfile.TemporaryDirectory() as folder, _desk(Path(folder), args.lang, lock=True) as desk:
        desk.open_example()
        passphrase = secrets.token_urlsafe(18)
        desk.make_identity(said("example.identity"), passphrase)
        signed = desk.sign(passphrase, "consultant")
        export(checklist, content(signed.path))
        export(args.out / "practice.json", canonical(desk.practice))
        report = _told(said, signed.verification)
        export(args.out / "verification.txt", ("\n".join(report) + "\n").encode())
    print(checklist)
    return 0 if signed.verification.intact else 1


def _print(args: argparse.Namespace) -> int:
    from app.domain.practice import Practice
    from app.store.signed import export

    found = _where(args)
    folder = _data(args.data) if isinstance(found, Practice) else found[0]
    in_archive = not isinstance(found, Practice)
    with _desk(folder, args.lang, lock=False, password_fd=args.password_fd, unlock=in_archive) as desk:
        if not isinstance(found, Practice):
            desk.open(found[1])
        practice = found if isinstance(found, Practice) else desk.practice
        edition, tools = cli_open.edition(args), cli_open.tools(args, practice)
        sheet = desk.paper(None if in_archive else practice, edition, tools, "summary" if args.summary else "checklist")
        export(args.out, sheet.pdf)
        for problem in sheet.problems:
            print(desk.words.error(problem), file=sys.stderr)
    print(args.out)
    return 0


def _sign(args: argparse.Namespace) -> int:
    from app.domain.errors import UserError
    from app.domain.practice import Practice

    found = _where(args)
    if isinstance(found, Practice):
        raise UserError("practice_data_only", name=Path(args.practice).name)
    if os.path.lexists(args.out):  # said before the passphrase is asked for
        raise UserError("target_taken", name=args.out.name)
    with _desk(found[0], args.lang, lock=True, password_fd=args.password_fd) as desk:
        desk.open(found[1])
        edition, tools = cli_open.edition(args), cli_open.tools(args, desk.practice)
        passphrase = _passphrase(args, desk.words, twice=not desk.has_identity())
        if not desk.has_identity():
            desk.make_identity(args.name or desk.practice.prepared_by or desk.words("seal.unnamed"), passphrase)
        try:
            signed = desk.sign(passphrase, args.field, args.out, edition, tools)
        except UserError as problem:
            if problem.key == "seal_not_recorded":  # here nobody is left to try again
                raise UserError("seal_left_behind", **problem.params) from problem
            raise
        print("\n".join(_told(desk.words, signed.verification)), file=sys.stderr)
    print(signed.path)
    return 0


def _self_test(args: argparse.Namespace) -> int:
    from app.domain.cases import run_cases

    said = _words(args)
    steps: list[tuple[str, bool]] = []
    results = run_cases(_laws().newest(args.lang))
    steps.append(("self_test.law", bool(results) and all(result.agrees for result in results)))
    with tempfile.TemporaryDirectory() as folder:
        with _desk(Path(folder), args.lang, lock=True) as desk:
            practice_id = desk.open_example()
            steps.append(("self_test.saved", desk.drain()))
            passphrase = secrets.token_urlsafe(18)
            desk.make_identity(said("example.identity"), passphrase)
            signed = desk.sign(passphrase, "consultant")
            steps.append(("self_test.signed", signed.verification.intact))
            practice = desk.practice
        with _desk(Path(folder), args.lang, lock=True) as desk:
            desk.open(practice_id)
            steps.append(("self_test.reopened", desk.practice == practice))
    for key, good in steps:
        print(f"{'ok ' if good else 'NO '} {said(key)}")
    return 0 if all(good for _, good in steps) else 1


# ---- helpers -----------------------------------------------------------------------------------------------------


def _where(args: argparse.Namespace) -> tuple[Path, str] | Practice:
    """The practice named: data folder and id, by its id or its path in an archive; or the practice a file holds."""
    from app.domain.errors import UserError
    from app.records.dossier import from_canonical, is_canonical

    named = Path(args.practice)
    if named.suffix != ".json" and len(named.parts) == 1:
        return _data(args.data), args.practice
    data, whole = _read(named), named.resolve()
    if is_canonical(data):
        return from_canonical(data)
    if whole.name == "practice.json" and len(whole.parents) > 3 and whole.parents[2].name == "practices":
        return whole.parents[3], whole.parent.name
    raise UserError("practice_elsewhere", name=named.name)


def _password(fd: int | None, said: Words) -> str:
    """The archive's password; what is wrong with it is the archive's to say."""
    return getpass.getpass(said("vault.ask") + " ") if fd is None else _line_of(fd)


def _line_of(fd: int) -> str:
    from app.domain.errors import UserError

    try:
        with os.fdopen(fd, encoding="utf-8") as stream:
            return stream.readline().rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as problem:
        raise UserError("passphrase_unread") from problem


def _passphrase(args: argparse.Namespace, said: Words, twice: bool, what: str = "seal") -> str:
    from app.domain.errors import UserError

    if args.passphrase_fd is not None:
        given = _line_of(args.passphrase_fd)
    else:
        given = getpass.getpass(said(f"{what}.ask") + " ")
        if twice and getpass.getpass(said(f"{what}.ask_again") + " ") != given:
            raise UserError("passphrase_differs")
    if not given:
        raise UserError("passphrase_empty")
    return given


def _read(path: Path) -> bytes:
    from app.domain.errors import UserError
    from app.store.cause import cause

    try:
        return path.read_bytes()
    except OSError as problem:
        raise UserError("read_failed", name=path.name, reason=cause(problem)) from problem


def _told(said: Words, found: Verification) -> list[str]:
    """A verification in words."""
    from reports.signing.tell import told

    return told(found, said)


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


if __name__ == "__main__":
    sys.exit(main())

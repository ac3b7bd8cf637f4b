"""The command line: the same desk without a window. Results on standard output, messages on standard error.

Exit 0 done, 1 ``verify`` not intact (or the journal not the paper's), ``cases``/``self-test`` failed or ``archive``
found damage, 2 unusable input or not all done. Never imports Qt.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app import (
    __version__,
    cli_actions,
    cli_export,
    cli_forms,
    cli_keeping,
    cli_named,
    cli_open,
    cli_papers,
    cli_password,
    cli_signing,
    cli_trial,
    cli_verify,
)
from app.cli_archive import Archive
from app.cli_moving import Moving
from app.cli_named import Ground
from app.paths import place, resources
from app.text import LANGUAGES, Words, words
from reports.signing import card_door

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from app.desk.desk import Desk
    from app.desk.laws import Laws
    from app.domain.own_dates import OwnDate

READER_GONE = 141
"""What a shell makes of a program that the closed pipe has ended."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    from app.domain.errors import UserError

    if card_door.asked_for(argv):
        from reports.signing import card_worker

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
    cli_trial.add(commands, common, desk=_desk, laws=_laws)
    ground = Ground(_data, _desk)
    for papers in (cli_papers, cli_export, cli_forms):
        papers.add(commands, archive, ground)
    verify = add("verify", cli_verify.verify, archive, cli_verify.HELP)
    cli_verify.add_arguments(verify, _desk_as_it_lies)
    cli_open.add(
        commands,
        archive,
        lambda args, lock, read: _desk(_data(args.data), args.lang, lock, args.password_fd, unlock=read),
    )
    whole = Archive(
        _desk_named,
        lambda args, said, twice: cli_named.passphrase(args, said, twice, "archive"),
    ).add(commands, archive)
    Moving(_words, place).add(whole, archive)
    cli_keeping.add(whole, archive, _desk_named)
    cli_signing.add(commands, archive, _desk_named, cli_named.line_of)
    cli_password.add(whole, archive, lambda args, lock: _desk(_data(args.data), args.lang, lock, unlock=False))
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
    from app.desk.front_shelf import FrontShelf
    from app.desk.shelves import Shelves
    from app.store.instance import InstanceLock

    with InstanceLock(_own(folder)) if lock else nullcontext():
        laws = _laws()
        edition = laws.edition(__version__)
        shelves = Shelves(FrontShelf(folder, _now, edition, read_only=not lock, own=_own(folder)), laws)
        try:
            desk = Desk(shelves, laws, resources() / "text", _now, new_id, lambda call: call(), lang)
            desk.paper_as_asked = True
            if unlock and desk.protection.locked:
                desk.protection.unlock(cli_named.password(password_fd, desk.words))
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

    raw = parsed(cli_named.read(args.file), args.file.name)
    laws = _laws()
    laws.use_dates(_own_dates(args.data))
    _print_json(evaluate(laws.newest(args.lang), raw, _now().date()))
    return 0


def _own_dates(data: Path | None) -> Mapping[str, OwnDate]:
    """The dates that the user looked up anew, as this installation keeps them; none if there are none to be read."""
    own = _own(place(data).folder)
    if not (own / "settings.json").is_file():
        return {}
    from app.domain.own_dates import dates_from
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


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


if __name__ == "__main__":
    sys.exit(main())

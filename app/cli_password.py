"""``vaglio archive password on|change|off``: the password on the archive. Progress on standard error.

A password is read from a descriptor or asked for, never from the command itself. Ctrl+C calls the work off: the archive
is then as it was. Never imports Qt.
"""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from app import cli_named
from app.cli_course import interruptible
from app.domain.errors import UserError

if TYPE_CHECKING:
    from app.desk.desk import Desk
    from app.desk.protection import Cancelled, Progress
    from app.text import Words

CANCELLED = 130
OpenDesk = Callable[[Any, bool], AbstractContextManager["Desk"]]
"""(the command's arguments, whether the folder is to be written): a desk, locked still if there is a password"""


def add(commands: Any, common: Any, desk: OpenDesk) -> None:
    """``commands``: those of ``vaglio archive``; ``common`` has ``--password-fd``, the password as it is."""
    text = "put the archive under a password, change it, take it away"
    group = commands.add_parser("password", help=text, description=text)
    own = group.add_subparsers(required=True, metavar="COMMAND")
    for name, run, text in (
        ("on", _on, "put everything under a password; whoever forgets it can never read the archive again"),
        ("change", _change, "another password in the place of the one there is"),
        ("off", _off, "take the password away: everything can be read by whoever gets at the files"),
    ):
        command = own.add_parser(name, parents=[common], help=text, description=text)
        if name != "off":
            command.add_argument(
                "--new-password-fd", type=int, metavar="N", help="read the new password from this descriptor"
            )
        command.set_defaults(run=lambda args, run=run: run(args, desk))


def _on(args: Any, opened: OpenDesk) -> int:
    with opened(args, True) as desk, interruptible(desk.words) as (progress, cancelled):
        _unlocked(args, desk, progress, cancelled)
        if desk.protection.on:
            raise UserError("vault_there")
        print(desk.words("vault.warning"), file=sys.stderr)
        return _said(desk.words, desk.protection.turn_on(_new(args, desk), progress, cancelled), "vault.done_on")


def _change(args: Any, opened: OpenDesk) -> int:
    with opened(args, True) as desk, interruptible(desk.words) as (progress, cancelled):
        old = _unlocked(args, desk, progress, cancelled)  # a wrong one is said before a new one is asked for
        if not desk.protection.on:
            raise UserError("password_none")
        desk.protection.change(old, _new(args, desk))
        return _said(desk.words, True, "vault.done_change")


def _off(args: Any, opened: OpenDesk) -> int:
    with opened(args, True) as desk, interruptible(desk.words) as (progress, cancelled):
        password = _unlocked(args, desk, progress, cancelled)
        if not desk.protection.on:
            raise UserError("password_none")
        return _said(desk.words, desk.protection.turn_off(password, progress, cancelled), "vault.done_off")


def _unlocked(args: Any, desk: Desk, progress: Progress, cancelled: Cancelled) -> str:
    """The archive readable, and what was cut short brought to its end; its password, empty if there is none."""
    if not desk.protection.on:
        return ""
    password = cli_named.password(args.password_fd, desk.words)
    desk.protection.unlock(password)
    if desk.protection.unfinished:
        desk.protection.finish(progress, cancelled)
    return password


def _new(args: Any, desk: Desk) -> str:
    """Good enough; asked for twice. ``vault_password_differs``, ``vault_password_short`` as UserError."""
    if args.new_password_fd is not None:
        given = cli_named.line_of(args.new_password_fd)
    else:
        given = getpass.getpass(desk.words("vault.ask_new") + " ")
        if getpass.getpass(desk.words("vault.ask_again") + " ") != given:
            raise UserError("vault_password_differs")
    desk.protection.need_good(given)
    return given


def _said(words: Words, done: bool, key: str) -> int:
    print(words(key if done else "vault.cancelled"), file=sys.stderr)
    return 0 if done else CANCELLED

"""kill -9 while the password is turned on, changed, turned off: at every system call, half a write included.

Afterwards each file is old or new and all of them are read; what was begun is brought to its end.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from app.domain.errors import UserError
from app.store import conversion, keyfile, leftovers
from app.store.envelope import MAGIC
from app.store.vault import LOCKED, OFF, ON, OPENING, Vault
from tests.vaults import PASSWORD, contents, fill, never, quiet, raw, turned_on, vault_on

NEW = "un'altra password"
CALLS = ("open", "write", "fsync", "close", "replace", "rename", "unlink", "mkdir")
SAMPLE = 11
"""In the suite one call in so many; all of them by name."""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="not checked: no SIGKILL on Windows")


def _on(vault: Vault) -> None:
    conversion.turn_on(vault, PASSWORD, quiet, never)


def _off(vault: Vault) -> None:
    vault.unlock(PASSWORD)
    conversion.turn_off(vault, PASSWORD, quiet, never)


def _change(vault: Vault) -> None:
    vault.unlock(PASSWORD)
    vault.change(PASSWORD, NEW)


def _after(files: int) -> Callable[[], bool]:
    left = count(files, -1)
    return lambda: next(left) <= 0


def _on_called_off(vault: Vault) -> None:
    conversion.turn_on(vault, PASSWORD, quiet, _after(5))


def _off_called_off(vault: Vault) -> None:
    vault.unlock(PASSWORD)
    conversion.turn_off(vault, PASSWORD, quiet, _after(5))


ACTS: dict[str, tuple[bool, Callable[[Vault], None]]] = {
    "on": (False, _on),
    "off": (True, _off),
    "change": (True, _change),
    "on called off": (False, _on_called_off),
    "off called off": (True, _off_called_off),
}


def _deadly(n: int) -> None:
    """From now on the n-th system call is the last; a write is cut in the middle."""
    left = count(n - 1, -1)

    def wrap(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **named: Any) -> Any:
            if next(left) == 0:
                if name == "write":
                    real(args[0], args[1][: len(args[1]) // 2])
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*args, **named)

        return call

    for name in CALLS:
        setattr(os, name, wrap(name, getattr(os, name)))


def killed(folder: Path, act: Callable[[Vault], None], n: int) -> bool:
    """Does the act in a child that dies at its n-th call; False if it came to its end before."""
    child = os.fork()
    if child == 0:
        try:
            with vault_on(folder) as vault:
                _deadly(n)
                act(vault)
            os._exit(0)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == 0
    return False


def _opened(vault: Vault, passwords: tuple[str, ...]) -> str:
    """Unlocks with whichever is the password; exactly one is."""
    if vault.state != LOCKED:
        return ""
    found = []
    for password in passwords:
        try:
            vault.check(password)
            found.append(password)
        except UserError as problem:
            assert problem.key == "vault_password_wrong"  # noqa: PT017
    assert len(found) == 1
    vault.unlock(found[0])
    return found[0]


def _kill_at(base: Path, folder: Path, name: str, n: int, expected: dict[str, bytes]) -> bool:
    """One kill and what comes after; whether there was one."""
    shutil.copytree(base, folder)
    was_killed = killed(folder, ACTS[name][1], n)
    with vault_on(folder) as vault:
        password = _opened(vault, (PASSWORD, NEW))
        leftovers.sweep(folder)
        assert contents(folder) == expected, (name, n)
        state = conversion.go_on(vault, quiet, never)
        assert state in (ON, OFF)
        assert contents(folder) == expected, (name, n)
        plain = {path for path, data in raw(folder).items() if not data.startswith(MAGIC)}
        kept = {"settings.json", "identity.p12", "instance.turn"}
        assert plain == (kept if state == ON else set(expected)), (name, n)
        if state == ON:
            two = {(folder / file).read_bytes() for file in keyfile.NAMES}
            assert len(two) == 1, (name, n)
            vault.settle(OPENING)  # and it still comes off
            assert conversion.go_on(vault, quiet, never) == OFF
        assert raw(folder) == expected
        assert not [left for left in folder.rglob("*") if leftovers.is_leftover(left.name)]
        if not was_killed:
            final = {"on": ON, "off": OFF, "change": ON, "on called off": OFF, "off called off": ON}
            assert state == final[name]
            assert (password == NEW) == (name == "change")
    shutil.rmtree(folder)
    return was_killed


def _matrix(tmp_path: Path, name: str, step: int) -> int:
    base = tmp_path / "base"
    fill(tmp_path / "plain")
    expected = raw(tmp_path / "plain")
    (turned_on if ACTS[name][0] else fill)(base)
    kills = 0
    while _kill_at(base, tmp_path / "data", name, 1 + kills * step, expected):
        kills += 1
    return kills


@pytest.mark.parametrize("name", ACTS)
def test_a_sample_of_the_calls(tmp_path: Path, name: str) -> None:
    assert _matrix(tmp_path, name, SAMPLE if name != "change" else 3) >= (4 if name == "change" else 8)


@pytest.mark.long
@pytest.mark.parametrize("name", ACTS)
def test_vault_killed_at_every_call(tmp_path: Path, name: str) -> None:
    kills = _matrix(tmp_path, name, 1)
    print(f"\n{name}: killed at each of {kills} system calls, nothing lost")
    assert kills >= (14 if name == "change" else 90)

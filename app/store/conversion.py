"""Turning the password on or off: every file of the data folder rewritten in its other form, one rename each.

Killed anywhere, each file is old or new and both forms are read; the next run goes on. Cancelled, it goes back the way
it came. It must never be run while something else writes in the folder, and never remove what it could not open.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

from app.domain.errors import UserError
from app.store import atomic, leftovers
from app.store.atomic import Damaged
from app.store.envelope import START
from app.store.vault import ON, OPENING, SEALING, Vault

Progress = Callable[[int, int], object]
Cancelled = Callable[[], bool]
_BLOCK = 4096
_SPARE = 2**20


def turn_on(vault: Vault, password: str, progress: Progress, cancelled: Cancelled) -> bool:
    """Seals everything under a new password; False if it was cancelled: then all is plain again, and no password.

    UserError ``vault_no_room``, ``vault_password_short``: nothing has begun. Those of reading and writing later on:
    some files are in one form and some in the other, all are read, and :func:`go_on` does the rest.
    """
    atomic.make_folder(vault.folder)
    _need_room(vault.folder)
    vault.create(password)
    return go_on(vault, progress, cancelled) == ON


def turn_off(vault: Vault, password: str, progress: Progress, cancelled: Cancelled) -> bool:
    """Makes everything plain; False if it was cancelled: then all is sealed again, under the same password.

    UserError ``vault_password_wrong`` and as above."""
    vault.check(password)
    _need_room(vault.folder)
    vault.settle(OPENING)
    return go_on(vault, progress, cancelled) != ON


def go_on(vault: Vault, progress: Progress, cancelled: Cancelled) -> str:
    """Finishes what was begun and perhaps cut short by a kill; the state it ends in, ``on`` or ``off``."""
    leftovers.sweep(vault.folder)  # what a kill left half-written would stay readable
    refused: set[Path] = set()
    turned = False
    while rest := _rest(vault, refused):
        total, done = sum(rest.values()), 0
        for path, size in rest.items():
            if not turned and cancelled():
                vault.settle(OPENING if vault.state == SEALING else SEALING)
                turned = True
                break
            progress(done, total)
            _convert(vault, path, refused)
            done += size
        else:
            progress(total, total)
    if vault.state == SEALING:
        vault.settle(ON)
    elif vault.state == OPENING:
        vault.end(keep=bool(refused))
    return vault.state


def _convert(vault: Vault, path: Path, refused: set[Path]) -> None:
    raw = atomic.read_raw(path)
    if raw is None:
        return
    try:
        content = vault.opened(path, raw)
    except Damaged:
        refused.add(path)  # it stays as it is: what cannot be opened cannot be made plain either
        return
    atomic.write_raw(path, vault.shut(path, content), stat.S_IMODE(os.stat(path).st_mode))


def _rest(vault: Vault, refused: set[Path]) -> dict[Path, int]:
    """The files that are not yet in the form they should have, with their sizes. UserError ``read_failed``."""
    wanted = vault.state
    if wanted not in (SEALING, OPENING):
        return {}
    found = {}
    for path, size in _files(vault.folder).items():
        if vault.label(path) is None or path in refused:
            continue
        with atomic.told(path, "read_failed"), path.open("rb") as file:
            sealed = vault.is_sealed(file.read(START))
        if sealed != (wanted == SEALING):
            found[path] = size
    return found


def _files(folder: Path) -> dict[Path, int]:
    """Whatever holds something; what is empty or half-written says nothing."""
    found = {}
    for place, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            path = Path(place, name)
            if leftovers.is_leftover(name):
                continue
            with atomic.told(path, "read_failed"):
                state = os.lstat(path)
            if stat.S_ISREG(state.st_mode) and state.st_size:
                found[path] = state.st_size
    return found


def _need_room(folder: Path) -> None:
    """Each file is there twice for a moment, and afterwards some are a block longer."""
    sizes = _files(folder).values()
    need = 2 * max(sizes, default=0) + len(sizes) * _BLOCK + _SPARE
    with atomic.told(folder, "read_failed"):
        free = shutil.disk_usage(folder).free
    if free < need:
        raise UserError("vault_no_room", need=-(-need // 2**20), free=free // 2**20)

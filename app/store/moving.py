"""The data folder moved: everything copied, every byte read back and compared, only then the pointer switched.

The old folder stays until its owner says otherwise. Killed at any moment, the pointer leads to a whole archive, and
doing it again begins anew. It must never follow a link, nor remove what it has not itself copied.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson

from app.domain.errors import UserError
from app.store import atomic

MARKER = "instance.moving"
"""In a folder that a copy is being made into: a move killed half way may be begun again there."""

MOVED = "data-folder.moved.json"
"""Beside the pointer: which folder was left, and what was in each of its files."""

_PRIVATE = re.compile(r"settings\.json.*|identity.*\.p12|logo\.png|logs|trust")
_PASSING = re.compile(r"instance\..*|index\.json|\.tmp-.*|claim|claim\..*|data-folder\..*")
_CHUNK = 1 << 20
_MB = 1 << 20

Progress = Callable[[int, int], object]
Cancelled = Callable[[], bool]


@dataclass(frozen=True)
class Home:
    """``folder`` of the archive, ``own`` of this installation's settings, seal and index (often the same)."""

    folder: Path
    own: Path

    @property
    def shared(self) -> bool:
        return self.folder != self.own


def move(source: Home, target: Home, pointer: Path | None, progress: Progress, cancelled: Cancelled) -> int:
    """Moves the archive; how many files. ``pointer`` None: whoever named the folder by hand must name the new one.

    ``move_…`` and those of reading and writing (UserError): the data stay where they are, and what had been copied is
    taken away again.
    """
    pairs = _pairs(source, target)
    _require_possible(source.folder, target.folder, pairs)
    atomic.make_folder(target.folder)
    atomic.write_bytes(target.folder / MARKER, str(source.folder).encode())
    try:
        seen = _copy(pairs, (target.folder, target.own), progress, cancelled)
        if _pairs(source, target) != pairs:
            raise UserError("move_differs", name=source.folder.name)
        if pointer is not None:
            _remember(pointer, source, seen)
            point(pointer, target)
    except BaseException:
        _take_back(target.folder, [copy for _, copy in pairs if target.folder in copy.parents])
        raise
    with suppress(OSError):
        os.unlink(target.folder / MARKER)
    return len(pairs)


def use(target: Home, pointer: Path) -> None:
    """From now on the archive that is there already. UserError ``no_archive_there`` and those of writing."""
    if not (target.folder / "practices").is_dir():
        raise UserError("no_archive_there", name=target.folder.name)
    point(pointer, target)


def point(pointer: Path, target: Home) -> None:
    atomic.make_folder(pointer.parent)
    said = {"folder": str(target.folder), "shared": target.shared}
    atomic.write_bytes(pointer, orjson.dumps(said))


def forget_old(pointer: Path, now: Home) -> Path | None:
    """Removes what the last move left, file by file, if nothing there has changed since; None if it left nothing.

    UserError ``old_folder_kept``: something there is not as it was copied, or cannot be removed.
    """
    record = pointer.with_name(MOVED)
    data = atomic.read_bytes(record)
    if data is None:
        return None
    said: dict[str, Any] = orjson.loads(data)
    old, files = Path(said["old"]), {Path(name): digest for name, digest in said["files"].items()}
    if old == now.folder:  # the move was never finished: these are the data
        return None
    kept = UserError("old_folder_kept", name=old.name)
    if any(_digest(path) not in (None, digest) for path, digest in files.items()):
        raise kept
    for found in _files(old) if old.is_dir() else ():
        private = _PRIVATE.fullmatch(found.relative_to(old).parts[0]) and old == now.own
        if found not in files and not private:
            raise kept
    try:
        for path in files:
            path.unlink(missing_ok=True)
        if old != now.own:
            for path in (*old.glob("instance.*"), *old.glob("index.json")):  # of use to nobody any more
                path.unlink()
        _remove_empty(old)
        record.unlink()
    except OSError as problem:
        raise kept from problem
    return old


# ---- what is to be copied ----------------------------------------------------------------------------------------


def _pairs(source: Home, target: Home) -> list[tuple[Path, Path]]:
    """Each file and where it goes: what is this installation's own to ``own``, everything else to ``folder``."""
    found = []
    for path in _files(source.folder):
        inside = path.relative_to(source.folder)
        if not _PRIVATE.fullmatch(inside.parts[0]):
            found.append((path, target.folder / inside))
    for path in _files(source.own):
        inside = path.relative_to(source.own)
        if _PRIVATE.fullmatch(inside.parts[0]) and source.own != target.own:
            found.append((path, target.own / inside))
    return found


def _files(folder: Path) -> Iterator[Path]:
    """Every file worth keeping, in a fixed order. UserError ``move_link`` and those of reading."""

    def failed(problem: OSError) -> None:
        raise problem

    with atomic.told(folder, "read_failed"):
        for place, folders, names in os.walk(folder, onerror=failed):
            top = Path(place) == folder
            folders[:] = sorted(name for name in folders if not (top and name.startswith(".")))
            for name in folders + names:
                if (Path(place) / name).is_symlink():
                    raise UserError("move_link", name=name)
            for name in sorted(names):
                if not _PASSING.fullmatch(name) and not (top and name.startswith(".")):
                    yield Path(place) / name


def _require_possible(source: Path, target: Path, pairs: list[tuple[Path, Path]]) -> None:
    here, there = source.resolve(), target.resolve()
    if here == there or here in there.parents or there in here.parents:
        raise UserError("move_inside")
    if not pairs:
        raise UserError("move_nothing", name=source.name)
    with atomic.told(target):
        if not _is_ours(target, {copy for _, copy in pairs}):
            raise UserError("move_not_empty", name=target.name)
        standing = next(folder for folder in (target, *target.parents) if folder.is_dir())
        free = shutil.disk_usage(standing).free
    with atomic.told(source, "read_failed"):
        needed = sum(path.stat().st_size for path, _ in pairs)
    if needed + _MB > free:
        raise UserError("move_no_room", needed=needed // _MB + 1, free=free // _MB)


def _is_ours(target: Path, copies: set[Path]) -> bool:
    """Whether nothing is in a folder but the marks of synchronising programs, which begin with a dot, and what a move
    killed half way had copied."""
    if not target.exists():
        return True
    if not (target / MARKER).exists():
        return all(path.name.startswith(".") for path in target.iterdir())
    return all(path in copies for path in _files(target))


def _take_back(target: Path, copies: list[Path]) -> None:
    """Takes away what this copy had put there, and nothing else."""
    for path in (*copies, target / MARKER):
        with suppress(OSError):
            path.unlink()
    _remove_empty(target)


def _remove_empty(folder: Path) -> None:
    """Folders with nothing in them; ``folder`` itself too."""
    for place, _, _ in os.walk(folder, topdown=False):
        with suppress(OSError):
            os.rmdir(place)


# ---- copying and comparing ---------------------------------------------------------------------------------------


def _filled(copy: Path, homes: tuple[Path, ...]) -> list[Path]:
    """The folders that a copy came into, up to the one that everything goes to."""
    return [folder for folder in copy.parents if any(home == folder or home in folder.parents for home in homes)]


def _copy(
    pairs: list[tuple[Path, Path]], homes: tuple[Path, ...], progress: Progress, cancelled: Cancelled
) -> dict[Path, str]:
    """Copies each file, then reads each back; what was in the old ones."""
    total, seen = 2 * len(pairs), {}
    for n, (path, copy) in enumerate(pairs):
        progress(n, total)
        atomic.make_folder(copy.parent)
        _make_way(path, copy)
        seen[path] = _copy_one(path, copy, cancelled)
    for folder in {folder for _, copy in pairs for folder in _filled(copy, homes)}:
        _sync(folder)
    for n, (path, copy) in enumerate(pairs, len(pairs)):
        progress(n, total)
        if cancelled():
            raise UserError("move_cancelled")
        if _digest(copy) != seen[path] or _digest(path) != seen[path]:
            raise UserError("move_differs", name=path.name)
    if cancelled():
        raise UserError("move_cancelled")
    progress(total, total)
    return seen


def _make_way(path: Path, copy: Path) -> None:
    """A seal that is there already is never overwritten: it stays beside the one that comes."""
    if copy.name.startswith("identity") and copy.exists() and _digest(copy) != _digest(path):
        atomic.move(copy, atomic.free(copy.with_name(f"{copy.stem}.before{copy.suffix}")))


def _copy_one(path: Path, copy: Path, cancelled: Cancelled) -> str:
    temporary = copy.parent / f".tmp-{secrets.token_hex(6)}"
    digest = sha256()
    with atomic.told(copy):
        try:
            with path.open("rb") as source, temporary.open("xb") as target:
                os.chmod(temporary, path.stat().st_mode & 0o777)
                while data := source.read(_CHUNK):
                    if cancelled():
                        raise UserError("move_cancelled")
                    digest.update(data)
                    target.write(data)
                target.flush()
                os.fsync(target.fileno())
                _forget_cached(target.fileno())
            os.replace(temporary, copy)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
    return digest.hexdigest()


def _sync(folder: Path) -> None:
    """The folder's names for good, where the system has such a thing."""
    if os.name != "nt":
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _forget_cached(file: int) -> None:
    """So that reading back asks the disk and not the memory, where the system can be told."""
    if hasattr(os, "posix_fadvise"):
        with suppress(OSError):
            os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)


def _digest(path: Path) -> str | None:
    """SHA-256 of a file's bytes; None if it is not there."""
    digest = sha256()
    with atomic.told(path, "read_failed"):
        try:
            with path.open("rb") as file:
                while data := file.read(_CHUNK):
                    digest.update(data)
        except FileNotFoundError:
            return None
    return digest.hexdigest()


def _remember(pointer: Path, source: Home, seen: dict[Path, str]) -> None:
    """Which files may be removed once the move has proved good."""
    atomic.make_folder(pointer.parent)
    record = {"old": str(source.folder), "files": {str(path): digest for path, digest in seen.items()}}
    atomic.write_bytes(pointer.with_name(MOVED), orjson.dumps(record))

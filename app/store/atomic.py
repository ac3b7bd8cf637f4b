"""Bytes on disk, whole or not at all: a temporary file beside it, fsync, one rename, fsync of the folder.

Everything that the program writes for good goes through here. It must never write into a file that is
already in place, and never say "written" of something that the disk may not have. The calls are ``os.open``
… ``os.replace`` one by one, so that a test can make each of them fail.

Where a folder has a keeper (a password), its path alone decides that a file is sealed: no writer can forget it.
"""

from __future__ import annotations

import errno
import io
import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, cast

import orjson
from tinydb.storages import Storage

from app.domain.errors import UserError
from app.store.cause import cause
from app.store.envelope import MAGIC
from app.store.keepers import keeper_of

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
# Some file systems (network shares) cannot sync a folder and say so: no more can be done there.
_NO_FOLDER_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.ENOSYS}
# On Windows an antivirus or an indexer may hold the file for a moment.
_PAUSES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.4) if os.name == "nt" else ()


class Damaged(Exception):
    """The file is there and is not what it should be."""


@contextmanager
def told(path: Path, otherwise: str = "save_failed") -> Iterator[None]:
    """Any OSError inside becomes a :class:`UserError` that names ``path`` by its last part only."""
    try:
        yield
    except OSError as problem:
        if problem.errno in _FULL:
            raise UserError("disk_full", name=path.name) from problem
        if problem.errno == errno.EROFS:
            raise UserError("disk_read_only", name=path.name) from problem
        raise UserError(otherwise, name=path.name, reason=cause(problem)) from problem


def write_bytes(path: Path, data: bytes, mode: int = 0o666) -> None:
    """Puts ``data`` at ``path`` with one rename, sealed where the folder asks for it; ``mode`` is cut by the umask.

    UserError ``disk_full``, ``disk_read_only`` or ``save_failed``: the old content is there still, except
    when only the folder's fsync failed twice: then the new content is in place, perhaps not for good. Never
    assume: re-read.
    """
    keeper = keeper_of(path)
    write_raw(path, keeper.shut(path, data) if keeper else data, mode)


def passing_name(folder: Path) -> Path:
    """A new name in ``folder``, of the sort that ``leftovers`` knows: nobody else has it."""
    return folder / f".tmp-{os.urandom(6).hex()}"


def note(path: Path, data: bytes) -> None:
    """Puts ``data`` at ``path`` without waiting for the disk: only for what is of no use after a power cut. UserError
    of writing."""
    with told(path):
        path.write_bytes(data)


def write_raw(path: Path, data: bytes, mode: int = 0o666) -> None:
    """The same, these very bytes: for a place that the user chose, and for what is sealed already."""
    temporary = passing_name(path.parent)
    with told(path):
        try:
            _fill(temporary, data, mode)
            _patiently(os.replace, temporary, path)
        except BaseException:
            with suppress(OSError):
                os.unlink(temporary)
            raise
        try:
            _sync_folder(path.parent)
        except OSError:
            if path.read_bytes() != data:
                raise
            _sync_folder(path.parent)


@contextmanager
def replacing(path: Path) -> Iterator[tuple[BinaryIO, Path]]:
    """For what is too large to be held in memory: whatever the block writes to the file that it is given is put
    at ``path`` with one rename when it ends, and thrown away when it raises. The second value is where it lies
    meanwhile. UserError as for :func:`write_bytes`.
    """
    temporary = passing_name(path.parent)
    with told(path):
        try:
            with _creating(temporary, 0o666) as file:
                yield file, temporary
            _patiently(os.replace, temporary, path)
        except BaseException:
            with suppress(OSError):
                os.unlink(temporary)
            raise
        _sync_folder(path.parent)


def write_chunks(path: Path, chunks: Iterable[bytes]) -> None:
    """Writes a new file piece by piece, or whole where it is to be sealed; what failed is there in part. UserError
    as for :func:`write_bytes`."""
    if keeper_of(path) is not None:
        return write_bytes(path, b"".join(chunks))
    with told(path):
        with _creating(path, 0o666) as file:
            for chunk in chunks:
                file.write(chunk)
        _sync_folder(path.parent)


def read_bytes(path: Path) -> bytes | None:
    """The file's content, None if there is no such file. UserError ``read_failed``; ``file_damaged`` for a sealed
    file that does not open, or one that should be sealed and is not."""
    try:
        return _content(path)
    except Damaged as problem:
        raise UserError("file_damaged", name=path.name) from problem


def reading(path: Path) -> BinaryIO:
    """The content as an open file, to be gone through piece by piece. UserError as for :func:`read_bytes`, and
    ``read_failed`` if there is no such file."""
    with told(path, "read_failed"):
        if keeper_of(path) is None:
            return path.open("rb")
        data = read_bytes(path)
        if data is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        return io.BytesIO(data)


def read_raw(path: Path) -> bytes | None:
    """The file's bytes as they lie on the disk, None if there is no such file. UserError ``read_failed``."""
    with told(path, "read_failed"):
        try:
            return path.read_bytes()
        except FileNotFoundError:
            return None


def _content(path: Path) -> bytes | None:
    raw, keeper = read_raw(path), keeper_of(path)
    return raw if raw is None or keeper is None else keeper.opened(path, raw)


def make_folder(folder: Path) -> None:
    """Creates ``folder`` and its parents, each entered in its own parent for good. UserError as for writing."""
    with told(folder):
        if not folder.is_dir():
            make_folder(folder.parent)
            with suppress(FileExistsError):
                os.mkdir(folder)
            _sync_folder(folder.parent)


def free(path: Path) -> Path:
    """``path``, or the first of ``name-2.ext``, ``name-3.ext``… that does not exist."""
    candidate, n = path, 1
    while os.path.lexists(candidate):
        n += 1
        candidate = path.with_name(f"{path.stem}-{n}{path.suffix}")
    return candidate


def move(source: Path, target: Path) -> None:
    """Renames a file or folder to a name that is still free. UserError as for writing."""
    with told(source):
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        _patiently(os.rename, source, target)
        with suppress(OSError):  # the move is done; at worst a power cut undoes it
            _sync_folder(target.parent)
            _sync_folder(source.parent)


def remove(path: Path) -> None:
    """Removes a file for good, if it is there. UserError as for writing."""
    with told(path):
        with suppress(FileNotFoundError):
            os.unlink(path)
        _sync_folder(path.parent)


def set_aside(path: Path, date: str) -> Path:
    """Moves a file that cannot be used to ``<name>.broken-<date>`` beside it; returns the new path."""
    target = _broken(path, date)
    move(path, target)
    return target


def keep_beside(path: Path, date: str) -> Path:
    """The same, and the file stays in place too until another is put there; where the disk knows no second
    name for a file, it is moved."""
    target = _broken(path, date)
    try:
        os.link(path, target)
    except OSError:
        move(path, target)
    return target


def _broken(path: Path, date: str) -> Path:
    return free(path.with_name(f"{path.name}.broken-{date}"))


class AtomicStorage(Storage):
    """TinyDB's storage: one read is the whole file, one write one :func:`write_bytes`. No file stays open."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> dict[str, dict[str, Any]] | None:
        """None if there is no file. :class:`Damaged` if it is no JSON table; UserError ``read_failed``, and
        ``vault_missing`` for a sealed one in a folder that has lost its key file."""
        data = _content(self._path)
        if data is None:
            return None
        if data.startswith(MAGIC):
            raise UserError("vault_missing")
        try:
            tables = orjson.loads(data)
        except orjson.JSONDecodeError as problem:
            raise Damaged(self._path.name) from problem
        if not isinstance(tables, dict) or not all(isinstance(table, dict) for table in tables.values()):
            raise Damaged(self._path.name)
        return tables

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        write_bytes(self._path, orjson.dumps(data))


def _fill(path: Path, data: bytes, mode: int) -> None:
    with _creating(path, mode) as file:
        file.write(data)


class _Handle(io.RawIOBase):
    """A file by its descriptor, through ``os.write``. Without a place to seek: a zip is written straight on."""

    def __init__(self, file: int) -> None:
        self.file: int | None = file

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        if self.file is None:
            raise ValueError("the file is closed")
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(self.file, rest) :]
        return len(data)


@contextmanager
def _creating(path: Path, mode: int) -> Iterator[BinaryIO]:
    """A new file, on the disk for certain when the block has ended."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    handle = _Handle(file)
    try:
        yield cast(BinaryIO, handle)
        os.fsync(file)
    finally:
        handle.file = None
        os.close(file)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows has no such thing: its rename is enough
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as problem:
        if problem.errno not in _NO_FOLDER_SYNC:
            raise
    finally:
        os.close(handle)


def _patiently(rename: Callable[[Path, Path], None], source: Path, target: Path) -> None:
    for pause in _PAUSES:
        try:
            return rename(source, target)
        except PermissionError:
            time.sleep(pause)
    return rename(source, target)

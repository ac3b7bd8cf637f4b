"""The PDFs that were signed, or came back signed, and the copies that the user puts where they like.

It must never overwrite a signed PDF of a practice. A plain export may replace a file: the user chose that name.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from app.domain.errors import UserError
from app.store import atomic
from app.store.archive import Archive


class SignedFiles:
    """The ``signed`` folder of each practice."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def put(self, practice_id: str, name: str, pdf: bytes) -> Path:
        """Keeps ``pdf`` under ``name``, or ``name-2``… if taken; returns its path. UserError of writing."""
        if not name or Path(name).name != name:
            raise ValueError(f"not a file name: {name}")
        folder = self._archive.folder(practice_id) / "signed"
        atomic.make_folder(folder)
        path = _reserved(folder / name)
        try:
            atomic.write_bytes(path, pdf)
        except BaseException:
            _give_up(path)
            raise
        return path

    def names(self, practice_id: str) -> list[str]:
        """The names of the PDFs that are there. UserError ``read_failed``."""
        folder = self._archive.folder(practice_id) / "signed"
        with atomic.told(folder, "read_failed"):
            return sorted(os.listdir(folder)) if folder.is_dir() else []

    def path(self, practice_id: str, name: str) -> Path:
        """Where the PDF of that name is, there or not."""
        return self._archive.folder(practice_id) / "signed" / Path(name).name


@contextmanager
def room_at(path: Path) -> Iterator[None]:
    """Takes the name ``path`` for an export to come, so that nothing is begun that would have no place to go.

    UserError ``target_taken`` if there is something of that name, and of writing. The name is free again if
    nothing came.
    """
    with atomic.told(path):
        try:
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
        except FileExistsError as problem:
            raise UserError("target_taken", name=path.name) from problem
    try:
        yield
    finally:
        _give_up(path)


def export(path: Path, data: bytes) -> None:
    """Writes ``data`` to the path that the user chose, whole or not at all. UserError of writing."""
    atomic.write_raw(path, data)


def content(path: Path) -> bytes:
    """A signed PDF, sealed or not, or any file of the user's. UserError ``read_failed``, ``file_damaged``."""
    data = atomic.read_bytes(path)
    if data is None:
        raise UserError("read_failed", name=path.name, reason=UserError("reason.not_there"))
    return data


def _reserved(path: Path) -> Path:
    """Takes the first free name by creating it empty: two writers, even on a shared folder, never get one."""
    with atomic.told(path):
        while True:
            candidate = atomic.free(path)
            with suppress(FileExistsError):
                os.close(os.open(candidate, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
                return candidate


def _give_up(path: Path) -> None:
    with suppress(OSError):
        if path.stat().st_size == 0:
            path.unlink()

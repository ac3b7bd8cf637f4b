"""The files kept as evidence: each practice's ``evidence`` folder, every file under its own SHA-256.

A file there is never changed and never overwritten by another; one that no longer is what it was is told, and only the
same file brought again mends it. It must never follow a source that has no end, nor read more than the limit.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from app.domain.errors import UserError
from app.store import atomic
from app.store.archive import Archive

MEGABYTE = 1024 * 1024
MOST_BYTES = 50 * MEGABYTE
"""Of one file: every piece is read whole at each opening, to see that it is still the same, and is held in memory."""
MOST_IN_ALL = 500 * MEGABYTE
"""Of one practice: all of it travels in every bundle and is read again at each opening."""

_CHUNK = MEGABYTE


@dataclass(frozen=True)
class Source:
    """A file of the user's as it was read, once."""

    name: str
    data: bytes
    sha256: str


def read_source(path: Path) -> Source:
    """UserError ``read_failed``, ``evidence_no_file``, ``evidence_empty``, ``evidence_too_big``."""
    seen, parts, size = sha256(), [], 0
    with atomic.told(path, "read_failed"):
        # Looked at before it is opened: opening a pipe would wait for its other end.
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise UserError("evidence_no_file", name=path.name)
        with path.open("rb") as file:
            while part := file.read(_CHUNK):
                size += len(part)
                if size > MOST_BYTES:
                    raise UserError("evidence_too_big", name=path.name, limit=MOST_BYTES // MEGABYTE)
                seen.update(part)
                parts.append(part)
    if not size:
        raise UserError("evidence_empty", name=path.name)
    return Source(path.name, b"".join(parts), seen.hexdigest())


class EvidenceFiles:
    """The ``evidence`` folder of each practice."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def put(self, practice_id: str, source: Source) -> None:
        """Keeps the file; one that is there already and is whole stays as it is. UserError of writing."""
        path = self._path(practice_id, source.sha256)
        if self.state(practice_id, source.sha256) == "kept":
            return
        atomic.make_folder(path.parent)
        atomic.write_bytes(path, source.data)

    def state(self, practice_id: str, digest: str) -> str:
        """``kept``, ``missing``, ``changed`` (it is another file now) or ``unread`` (the disk does not say)."""
        try:
            data = atomic.read_bytes(self._path(practice_id, digest))
        except UserError as problem:
            return "unread" if problem.key == "read_failed" else "changed"
        if data is None:
            return "missing"
        return "kept" if sha256(data).hexdigest() == digest else "changed"

    def content(self, practice_id: str, digest: str, name: str) -> bytes:
        """The file as it was added. UserError ``evidence_missing``, ``evidence_changed``, ``read_failed``."""
        data = atomic.read_bytes(self._path(practice_id, digest))
        if data is None:
            raise UserError("evidence_missing", name=name)
        if sha256(data).hexdigest() != digest:
            raise UserError("evidence_changed", name=name)
        return data

    def drop(self, practice_id: str, digests: Iterable[str]) -> None:
        """Deletes these files for good. UserError of writing; what is not there any more is no error."""
        for digest in digests:
            path = self._path(practice_id, digest)
            with atomic.told(path):
                path.unlink(missing_ok=True)

    def _path(self, practice_id: str, digest: str) -> Path:
        # The digest comes out of a file that anyone may have written: never a way out of the folder.
        if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
            raise UserError("practice_unreadable")
        return self._archive.folder(practice_id) / "evidence" / digest

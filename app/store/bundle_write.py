"""Practices out of the archive into one ``.vaglio`` file: read, hashed and packed as it goes, whole or not at all.

It must never call exported what would not come in again: the finished file is read back before it takes its
name. Nothing is left out silently: what cannot be carried stops the export with a sentence.
"""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO, cast
from zipfile import ZipFile, ZipInfo

from app.domain.errors import UserError
from app.store import atomic, bundle
from app.store.archive import Archive, Loaded
from app.store.bundle import Course, Entry, Manifest, Member
from app.store.bundle_read import Bundle
from app.store.locked import LockedWriter

_EPOCH = (1980, 1, 1, 0, 0, 0)  # a zip's dates know no time zone: the manifest's do

_AROUND = 6  # what zlib puts around the deflated data and a zip does not


def write(
    archive: Archive,
    ids: Sequence[str],
    settings: Mapping[str, Any],
    path: Path,
    passphrase: str,
    now: datetime,
    course: Course,
) -> None:
    """Writes the practices ``ids`` to ``path``, which the user chose. UserError of reading and writing,
    ``bundle_cancelled``, ``bundle_too_large``…: whatever was at ``path`` is there still."""
    if len(set(ids)) > bundle.MOST_MEMBERS - 2:
        raise UserError("bundle_too_many", limit=bundle.MOST_MEMBERS)
    ids = list(dict.fromkeys(ids))
    files = {practice_id: files_of(archive.folder(practice_id)) for practice_id in ids}
    # Everything is gone through twice: written, then read back.
    of_files = sum(size for found in files.values() for _, size in found.values())
    course.total = 2 * (of_files + sum(stamp.size for stamp in map(archive.stamp, ids) if stamp))
    with atomic.replacing(path) as (out, temporary):
        shut = LockedWriter(out, passphrase) if passphrase else None
        with ZipFile(cast(BinaryIO, shut or out), "w", zipfile.ZIP_DEFLATED) as packed:
            entries = tuple(_practice(packed, archive, one, files[one], course) for one in ids)
            kept = _put(packed, bundle.SETTINGS, bundle.to_json(dict(settings))) if settings else None
            manifest = Manifest(
                bundle.FORMAT, bundle.VERSION, now.isoformat(), entries, kept and Member(bundle.SETTINGS, *kept)
            )
            if len(manifest.members()) >= bundle.MOST_MEMBERS:
                raise UserError("bundle_too_many", limit=bundle.MOST_MEMBERS)
            _put(packed, bundle.MANIFEST, bundle.to_bytes(manifest))
        if shut is not None:
            shut.finish()
        newest = max((entry.schema for entry in entries), default=0)
        with Bundle(temporary, passphrase, newest) as again:
            course.total = course.done + again.size
            again.check(course)


def files_of(folder: Path) -> dict[str, tuple[Path, int]]:
    """A practice's signed PDFs and evidence: name in the bundle → where it is and its size. UserError
    ``bundle_cannot_carry`` for a file that could not come in again."""
    found: dict[str, tuple[Path, int]] = {}
    for kind in bundle.KINDS:
        for name, path, state in _entries(folder / kind):
            if name.startswith("."):  # half-written, or a system's own note on the folder
                continue
            if not stat.S_ISREG(state.st_mode) or not bundle.is_file_name(name):
                raise UserError("bundle_cannot_carry", name=bundle.shown(name))
            if state.st_size > bundle.MOST_FILE:
                raise bundle.too_large(name)
            found[f"{kind}/{name}"] = (path, state.st_size)
    return found


def _entries(folder: Path) -> Iterator[tuple[str, Path, os.stat_result]]:
    with atomic.told(folder, "read_failed"):
        try:
            names = sorted(os.listdir(folder))
        except (FileNotFoundError, NotADirectoryError):
            return
        for name in names:
            yield name, folder / name, os.lstat(folder / name)


def _practice(
    packed: ZipFile, archive: Archive, practice_id: str, files: Mapping[str, tuple[Path, int]], course: Course
) -> Entry:
    try:
        loaded: Loaded = archive.load(practice_id)
    except UserError as problem:
        if problem.key in ("practice_unreadable", "practice_newer"):
            raise UserError("bundle_practice_unreadable", id=practice_id) from problem
        raise
    start = f"practices/{practice_id}"
    data = bundle.to_json(loaded.dossier)
    size, digest = _put(packed, f"{start}/practice.json", data)
    course.step(len(data))
    carried = []
    for name, (path, expected) in files.items():
        info = _info(f"{start}/{name}", zipfile.ZIP_STORED, expected)
        with atomic.reading(path) as source, packed.open(info, "w") as target:
            carried.append(Member(name, *_copy(source, target, path, course)))
    saved_at = loaded.saved_at.isoformat()
    return Entry(practice_id, loaded.schema, loaded.save_count, saved_at, size, digest, tuple(carried))


def _copy(source: BinaryIO, target: Any, path: Path, course: Course) -> tuple[int, str]:
    seen, size = sha256(), 0
    while True:
        with atomic.told(path, "read_failed"):
            chunk = source.read(bundle.CHUNK)
        if not chunk:
            return size, seen.hexdigest()
        size += len(chunk)
        if size > bundle.MOST_FILE:
            raise bundle.too_large(path.name)
        seen.update(chunk)
        target.write(chunk)
        course.step(len(chunk))


def _put(packed: ZipFile, name: str, data: bytes) -> tuple[int, str]:
    if len(data) > bundle.limit(name):
        raise bundle.too_large(name)
    # What shrinks so much that it would be taken for a bomb is carried as it is.
    bomb = len(data) > bundle.RATIO_FROM and len(data) > bundle.MOST_RATIO * (len(zlib.compress(data)) - _AROUND)
    packed.writestr(_info(name, zipfile.ZIP_STORED if bomb else zipfile.ZIP_DEFLATED, len(data)), data)
    return len(data), sha256(data).hexdigest()


def _info(name: str, method: int, size: int) -> ZipInfo:
    info = ZipInfo(name, _EPOCH)
    info.compress_type, info.external_attr, info.file_size = method, (stat.S_IFREG | 0o600) << 16, size
    return info

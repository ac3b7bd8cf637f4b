"""What comes in out of a bundle: first prepared whole in a folder beside, then put in place, practice by practice.

Preparing changes nothing and may be called off; putting a practice in place is one rename. It must never
overwrite a file, except ``practice.json`` by a later state of the same practice, and that only after a copy of
it lies in ``backups/before-import``.
"""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from app.domain.errors import UserError
from app.store import atomic
from app.store.archive import Archive, Loaded, Saved
from app.store.bundle import Course, Entry, Member, folded
from app.store.bundle_read import Bundle


@dataclass(frozen=True)
class Coming:
    """One practice on its way in: under which id, in which form, and what of it is not here yet.

    ``expected``: the save_count of the state here that was compared, None if it was not here. ``practice``:
    whether the practice itself comes, or only ``files`` that are missing.
    """

    entry: Entry
    as_id: str
    change: Callable[[Loaded], Loaded]
    expected: int | None
    files: tuple[Member, ...]
    practice: bool


def size(coming: Coming) -> int:
    """The bytes to unpack."""
    return sum(file.size for file in coming.files) + (coming.entry.size if coming.practice else 0)


def prepare(bundle: Bundle, staged: Archive, coming: Coming, course: Course) -> None:
    """Unpacks into the archive ``staged``, every hash compared. UserError of the bundle and of writing."""
    if coming.practice:
        staged.take_in(coming.as_id, coming.change(bundle.practice(coming.entry)), None)
        course.step(coming.entry.size)
    for file in coming.files:
        path = staged.folder(coming.as_id) / file.name
        atomic.make_folder(path.parent)
        atomic.write_chunks(path, _stepping(bundle, coming.entry.inside(file), course))


def _stepping(bundle: Bundle, member: Member, course: Course) -> Iterator[bytes]:
    for chunk in bundle.chunks(member):
        course.step(len(chunk))
        yield chunk


def put(staged: Archive, archive: Archive, backups: Path, coming: Coming) -> tuple[Loaded, Saved] | None:
    """Puts a prepared practice in place; what it is now, None if only files came. UserError of writing, and
    ``changed_outside`` if what is here is not what was compared: the practice is as it was."""
    source, target = staged.folder(coming.as_id), archive.folder(coming.as_id)
    one = staged.load(coming.as_id) if coming.practice else None
    if one is not None and coming.expected is None and not os.path.lexists(target):
        atomic.make_folder(target.parent)
        atomic.move(source, target)
        return one, Saved(one.save_count, one.saved_at, one.sha256)
    if archive.stamp(coming.as_id) is None and coming.expected is not None:
        raise UserError("changed_outside")
    if one is not None and coming.expected is not None:
        keep_a_copy(target / "practice.json", backups / coming.as_id)
    added: list[Path] = []
    try:
        for file in coming.files:
            _add(source / file.name, target / file.name, added)
        return None if one is None else (one, archive.take_in(coming.as_id, one, coming.expected))
    except BaseException:
        _take_back(added, archive, coming)
        raise


def keep_a_copy(path: Path, folder: Path) -> None:
    """A copy of ``path`` in ``folder`` under a name of its own; nothing to do if there is none. UserError."""
    data = atomic.read_bytes(path)
    if data is not None:
        atomic.make_folder(folder)
        atomic.write_bytes(atomic.free(folder / path.name), data)


def _add(source: Path, target: Path, added: list[Path]) -> None:
    atomic.make_folder(target.parent)
    if os.path.lexists(target):
        raise UserError("changed_outside")
    added.append(target)
    atomic.move(source, target)


def _take_back(added: list[Path], archive: Archive, coming: Coming) -> None:
    """After a failure: no file stays that only the newer state names, unless that state is in place after all."""
    with suppress(UserError, OSError):
        found = archive.load(coming.as_id).save_count if archive.stamp(coming.as_id) else None
        if found == coming.expected:
            for path in added:
                path.unlink(missing_ok=True)


def missing_files(folder: Path, entry: Entry) -> tuple[Member, ...] | None:
    """The files of ``entry`` that are not in a practice's ``folder``; None if one is there with another content,
    or under a name that some disk would take for the same. UserError ``read_failed``."""
    missing = []
    for file in entry.files:
        path = folder / file.name
        with atomic.told(path, "read_failed"):
            names = os.listdir(path.parent) if path.parent.is_dir() else []
            if path.name not in names:
                if folded(path.name) in map(folded, names):
                    return None
                missing.append(file)
            elif not _is(path, file):
                return None
    return tuple(missing)


def _is(path: Path, file: Member) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    with atomic.reading(path) as content:
        return hashlib.file_digest(cast(io.BufferedReader, content), "sha256").hexdigest() == file.sha256

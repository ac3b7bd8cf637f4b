"""A ``.vaglio`` file opened for reading, and believed only member by member, each by its SHA-256. Never writes.

The file stays open until :meth:`Bundle.close`, so that what was previewed is what comes in; whoever changes
it meanwhile changes a hash.
"""

from __future__ import annotations

import io
import stat
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO, cast

from app.domain.errors import UserError
from app.store import atomic, bundle, bundle_zip, locked
from app.store.archive import Loaded, canonical
from app.store.bundle import Course, Entry, Manifest, Member


class Bundle:
    """Opens ``path``; without its passphrase UserError ``bundle_passphrase_needed``. ``newest_schema`` is the
    last that can be read: a practice of a later one makes the whole bundle refused (``bundle_practice_newer``)."""

    def __init__(self, path: Path, passphrase: str, newest_schema: int) -> None:
        self.path = path
        with atomic.told(path, "read_failed"):
            if not stat.S_ISREG(path.stat().st_mode):
                raise UserError("bundle_not", name=path.name)
            self._file = path.open("rb")
            try:
                self._open(passphrase)
                self._check(newest_schema)
            except BaseException:
                self._file.close()
                raise

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> Bundle:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def check(self, course: Course) -> None:
        """Reads every member and compares its hash. UserError ``bundle_damaged``, ``bundle_cancelled``."""
        for member in self.manifest.members():
            for chunk in self.chunks(member):
                course.step(len(chunk))

    def chunks(self, member: Member) -> Iterator[bytes]:
        """A member piece by piece. UserError ``bundle_damaged`` at the end if it was not what it should be."""
        seen = sha256()
        with atomic.told(self.path, "read_failed"), bundle_zip.sound(), self._zip.open(self._infos[member.name]) as one:
            while chunk := one.read(bundle.CHUNK):
                seen.update(chunk)
                yield chunk
        if seen.hexdigest() != member.sha256:
            raise UserError("bundle_damaged")

    def practice(self, entry: Entry) -> Loaded:
        """A practice out of the bundle, as the archive would load it. UserError ``bundle_damaged``."""
        dossier = self._json(entry.member)
        saved_at = datetime.fromisoformat(entry.saved_at)
        content = sha256(canonical(dossier)).hexdigest()
        return Loaded(dossier, entry.schema, entry.save_count, saved_at, content)

    def settings(self) -> dict[str, Any]:
        """The settings that the bundle carries, empty if none."""
        return {} if self.manifest.settings is None else self._json(self.manifest.settings)

    @property
    def size(self) -> int:
        """The bytes of all members, unpacked."""
        return sum(member.size for member in self.manifest.members())

    def _open(self, passphrase: str) -> None:
        content: BinaryIO = self._file
        start = self._file.read(len(locked.MAGIC))
        if start == locked.MAGIC:
            if not passphrase:
                raise UserError("bundle_passphrase_needed")
            content = cast(BinaryIO, io.BufferedReader(locked.LockedReader(self._file, passphrase), bundle.CHUNK))
        self._zip, self._infos = bundle_zip.opened(content, self.path.name)

    def _check(self, newest_schema: int) -> None:
        if bundle.MANIFEST not in self._infos:
            raise UserError("bundle_not", name=self.path.name)
        with bundle_zip.sound():
            self.manifest: Manifest = bundle.from_bytes(self._zip.read(bundle.MANIFEST))
        expected = {member.name: member for member in self.manifest.members()}
        for name in self._infos:
            if name != bundle.MANIFEST and name not in expected:
                raise UserError("bundle_unknown", name=bundle.shown(name))
        for name, member in expected.items():
            if name not in self._infos or self._infos[name].file_size != member.size:
                raise UserError("bundle_damaged")
        if any(entry.schema > newest_schema for entry in self.manifest.practices):
            raise UserError("bundle_practice_newer")

    def _json(self, member: Member) -> dict[str, Any]:
        return bundle.from_json(b"".join(self.chunks(member)))

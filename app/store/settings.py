"""This installation's own: ``settings.json`` (plain values), ``identity.p12`` (the local seal's key), ``logo.png``.

Settings that cannot be read are set aside and the defaults taken: they must never keep the program from
starting. An identity must never be lost: it is not overwritten, and a replaced one stays beside the new one.
"""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any

from tinydb import TinyDB
from tinydb.table import Document

from app.domain.errors import UserError
from app.store import atomic
from app.store.atomic import AtomicStorage, Damaged

LOGO = "logo"
"""The setting that holds the name of the logo's file, beside the settings."""

_LOGO_FILE = "logo.png"
_TABLE = "settings"
_RECORD = 1


def read_picture(path: Path) -> bytes:
    """A file that the user chose as a logo. UserError ``logo_no_file``, ``logo_too_big`` and ``read_failed``."""
    from app.domain.paper import MOST_LOGO  # what paper is made of is not loaded before it is wanted

    with atomic.told(path, "read_failed"):
        # Looked at before it is opened: opening a pipe would wait for its other end.
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise UserError("logo_no_file")
        with path.open("rb") as file:
            data = file.read(MOST_LOGO + 1)
    if len(data) > MOST_LOGO:
        raise UserError("logo_too_big")
    return data


class Settings:
    """The values of one data folder, read once. ``broken``: where an unreadable file was set aside, if any."""

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        self._path = folder / "settings.json"
        self._now = now
        self._logo: bytes | None = None
        self._one_logo = Lock()
        self.identity_path = folder / "identity.p12"
        self.broken: Path | None = None
        self._changing = threading.Lock()
        self._values = self._read()

    def get(self, key: str, default: Any = None) -> Any:
        return self._values.get(key, default)

    def text(self, key: str, otherwise: str) -> str:
        """A value that is a text; ``otherwise`` if what is kept is none."""
        kept = self._values.get(key)
        return kept if isinstance(kept, str) else otherwise

    def set(self, key: str, value: Any) -> None:
        """``value`` is a plain value (text, number, yes/no, None, lists and dicts of them). UserError of
        writing: the value holds for this run all the same."""
        self.hold({key: value})
        self.write()

    def hold(self, values: Mapping[str, Any]) -> None:
        """They hold from now on; nothing is written."""
        with self._changing:
            self._values = {**self._values, **values}

    def write(self) -> None:
        """All that holds now. UserError of writing."""
        atomic.make_folder(self._path.parent)
        with TinyDB(self._path, storage=AtomicStorage) as db:
            db.storage.write({_TABLE: {str(_RECORD): self._values}})

    def read_identity(self) -> bytes | None:
        """The PKCS#12 file's bytes, None before the first. UserError ``read_failed``."""
        return atomic.read_bytes(self.identity_path)

    def write_identity(self, data: bytes, replace: bool = False) -> None:
        """Keeps ``data`` as the identity. UserError ``identity_exists`` if there is one, unless ``replace``:
        then the old one is first kept under a dated name. At no moment is there none."""
        old = self.read_identity()
        if old is not None:
            if not replace:
                raise UserError("identity_exists")
            kept = self.identity_path.with_name(f"identity.replaced-{self._date()}.p12")
            atomic.write_bytes(atomic.free(kept), old, mode=0o600)
        atomic.make_folder(self.identity_path.parent)
        atomic.write_bytes(self.identity_path, data, mode=0o600)

    def read_logo(self) -> bytes:
        """Empty if there is none, or none that can be read. The file is read once for each change."""
        with self._one_logo:
            if self._logo is None:
                try:
                    self._logo = atomic.read_bytes(self._path.with_name(_LOGO_FILE)) or b""
                except UserError:
                    return b""  # perhaps the next time
            return self._logo

    def write_logo(self, data: bytes) -> str:
        """The name of its file. UserError of writing."""
        atomic.make_folder(self._path.parent)
        with self._one_logo:
            self._logo = None
            atomic.write_bytes(self._path.with_name(_LOGO_FILE), data)
        return _LOGO_FILE

    def remove_logo(self) -> None:
        with self._one_logo:
            self._logo = None
            atomic.remove(self._path.with_name(_LOGO_FILE))

    def _date(self) -> str:
        return self._now().strftime("%Y%m%d-%H%M%S")

    def _read(self) -> dict[str, Any]:
        try:
            with TinyDB(self._path, storage=AtomicStorage) as db:
                found = db.table(_TABLE).get(doc_id=_RECORD)
            if isinstance(found, Document):
                return dict(found)
            if not self._path.exists():
                return {}
        except (Damaged, UserError, TypeError, ValueError, OSError):
            pass
        try:
            self.broken = atomic.set_aside(self._path, self._date())
        except UserError:
            self.broken = None  # not even that: the file stays where it is
        return {}

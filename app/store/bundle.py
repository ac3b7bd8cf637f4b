"""What a ``.vaglio`` bundle is: its members' names, its manifest and its limits. Reads and writes no file.

A zip, whole or under a passphrase (see ``locked``), of

    practices/<id>/practice.json    the dossier, in the schema that the manifest names
    practices/<id>/signed/<name>    the PDFs that were signed or came back signed
    practices/<id>/evidence/<name>  the files kept as evidence
    settings.json                   the settings that were wanted, if any
    manifest.json                   format, version, and of every other member its size and SHA-256

and of nothing else. It must never grow tolerant: what is not exactly this is refused. A new form is a new
``VERSION``, so that an older program can say that the bundle is newer.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from app.domain.errors import UserError
from app.records.codec import ShapeError, plain, shaped
from app.store.archive import ID

FORMAT, VERSION = "vaglio-bundle", 1
MANIFEST, SETTINGS = "manifest.json", "settings.json"
KINDS = ("signed", "evidence")

# A practice of the usual size is 15 kB, a large one 250 kB; a year of a studio's signed PDFs some hundred MB.
MOST_MEMBERS = 100_000
MOST_JSON = 16 * 1024**2  # one practice, or the settings: it is held in memory whole
MOST_MANIFEST = 32 * 1024**2  # what MOST_MEMBERS members need
MOST_FILE = 512 * 1024**2  # one PDF or piece of evidence
MOST_ALL = 16 * 1024**3
# Deflate can blow up a thousandfold; a practice's JSON shrinks ten to forty times. Small members are let be.
MOST_RATIO, RATIO_FROM = 200, 1024**2
CHUNK = 256 * 1024

_FILE_NAME = re.compile(r'[^\x00-\x1f\x7f<>:"/\\|?*]{1,180}')
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)


@dataclass(frozen=True)
class Member:
    """A file of a practice: ``name`` is ``signed/<name>`` or ``evidence/<name>``."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Entry:
    """A practice as the manifest tells of it; ``sha256`` and ``size`` are of its dossier's JSON."""

    id: str
    schema: int
    save_count: int
    saved_at: str
    size: int
    sha256: str
    files: tuple[Member, ...]

    @property
    def member(self) -> Member:
        return Member(f"practices/{self.id}/practice.json", self.size, self.sha256)

    def inside(self, file: Member) -> Member:
        """One of its files under the name that it bears in the zip."""
        return Member(f"practices/{self.id}/{file.name}", file.size, file.sha256)


@dataclass(frozen=True)
class Manifest:
    format: str
    version: int
    made_at: str
    practices: tuple[Entry, ...]
    settings: Member | None

    def members(self) -> tuple[Member, ...]:
        """Every member but the manifest itself."""
        of_practices = tuple(
            member for entry in self.practices for member in (entry.member, *map(entry.inside, entry.files))
        )
        return of_practices if self.settings is None else (*of_practices, self.settings)


@dataclass
class Course:
    """How far a long work is, in bytes, and whether it is still wanted."""

    progress: Callable[[int, int], object] = lambda _done, _total: None
    cancelled: Callable[[], bool] = lambda: False
    total: int = 0
    done: int = 0

    def step(self, size: int = 0) -> None:
        """UserError ``bundle_cancelled`` when it is not."""
        if self.cancelled():
            raise UserError("bundle_cancelled")
        self.done += size
        self.progress(self.done, self.total)


def to_json(value: dict[str, Any]) -> bytes:
    """A practice or the settings as their member holds them, their order kept."""
    return orjson.dumps(value)


def from_json(data: bytes) -> dict[str, Any]:
    """UserError ``bundle_damaged`` for whatever :func:`to_json` does not write: two values under one key, or so
    deep that it could not be written again."""
    try:
        value = orjson.loads(data)
        if isinstance(value, dict) and to_json(value) == data:
            return value
    except (ValueError, TypeError, RecursionError) as problem:
        raise UserError("bundle_damaged") from problem
    raise UserError("bundle_damaged")


def to_bytes(manifest: Manifest) -> bytes:
    return orjson.dumps(plain(manifest), option=orjson.OPT_INDENT_2)


def from_bytes(data: bytes) -> Manifest:
    """UserError ``bundle_newer``; ``bundle_damaged`` if it is no manifest, or says what cannot be."""
    try:
        raw = orjson.loads(data)
        if not isinstance(raw, dict) or raw.get("format") != FORMAT or type(raw.get("version")) is not int:
            raise ValueError("another format")
        if raw["version"] > VERSION:
            raise UserError("bundle_newer")
        manifest: Manifest = shaped(Manifest, raw, "manifest")
        _check(manifest)
    except (ValueError, ShapeError, RecursionError) as problem:
        raise UserError("bundle_damaged") from problem
    return manifest


def _check(manifest: Manifest) -> None:
    if manifest.version != VERSION or (manifest.settings is not None and manifest.settings.name != SETTINGS):
        raise ValueError("not what this version writes")
    for entry in manifest.practices:
        right_id = ID.fullmatch(entry.id) and is_file_name(entry.id)
        if not right_id or entry.schema < 0 or entry.save_count < 1:
            raise ValueError("no practice")
        if datetime.fromisoformat(entry.saved_at).tzinfo is None:
            raise ValueError("saved_at")
        for file in entry.files:
            folder, _, name = file.name.partition("/")
            if folder not in KINDS or not is_file_name(name):
                raise ValueError("no file of a practice")
    if len({member.name for member in manifest.members()}) != len(manifest.members()):
        raise ValueError("a member twice")


def is_file_name(name: str) -> bool:
    """Whether every file system takes it, as it is and as a name of its own."""
    return (
        _FILE_NAME.fullmatch(name) is not None
        and len(name.encode("utf-8", "replace")) <= 240
        and not name.startswith(".")
        and not name.endswith((".", " "))
        and not _DEVICES.fullmatch(name)
        and unicodedata.is_normalized("NFC", name)
    )


def folded(name: str) -> str:
    """Equal for names that some file system takes for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold())


def limit(member: str) -> int:
    """The most bytes that a member of that name may hold."""
    if member == MANIFEST:
        return MOST_MANIFEST
    return MOST_JSON if member.endswith("/practice.json") or member == SETTINGS else MOST_FILE


def too_large(member: str) -> UserError:
    return UserError("bundle_too_large", name=shown(member), limit=f"{limit(member) // 1024**2} MB")


def shown(name: str) -> str:
    """A name out of a bundle, fit to be put into a sentence."""
    text = "".join(c if c.isprintable() else "?" for c in name.encode("utf-8", "replace").decode())
    return text if len(text) <= 120 else f"{text[:120]}…"

"""The versions of the law on the shelf, and the seal on each.

``released.toml`` holds the SHA-256 of every file of every version: the rules with their Italian, the overlay and the
decided cases apart. A released version never changes; a draft is refreshed by one command. Never hands out a version
whose files are not what is written there.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from app.domain.circular import Circular
from app.domain.errors import UserError
from app.library.load import load_circular
from app.library.raw import OVERLAY, LawError, file_names
from app.library.seal import RELEASED

PARTS = ("rules", "cases", "overlay")


@dataclass(frozen=True)
class Release:
    """One version as ``released.toml`` has it. ``hashes``: part → file name → SHA-256 in hex."""

    circular: str
    version: str
    draft: bool
    hashes: dict[str, dict[str, str]]

    @property
    def fingerprint(self) -> str:
        """One SHA-256 for the whole version, over the hashes of its files as ``released.toml`` lists them."""
        lines = [f"{part}/{name} {value}" for part in PARTS for name, value in sorted(self.hashes[part].items())]
        return sha256("\n".join(lines).encode()).hexdigest()


class Shelf:
    """The circulars under one folder; loading checks the seal once per version."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._checked: set[tuple[str, str]] = set()

    def releases(self) -> list[Release]:
        """What ``released.toml`` lists, oldest first. Unreadable: ``UserError("circular_unreadable")``."""
        try:
            raw = tomllib.loads((self.folder / RELEASED).read_text("utf-8"))
            return [
                Release(name, version, entry["status"] == "draft", {part: entry[part] for part in PARTS})
                for name, versions in raw.items()
                for version, entry in sorted(versions.items(), key=lambda pair: _age(pair[0]))
            ]
        except (OSError, ValueError, KeyError, AttributeError, TypeError) as problem:  # a TOML error is a ValueError
            raise UserError("circular_unreadable", file=RELEASED) from problem

    def newest(self) -> Release:
        releases = self.releases()
        if not releases:
            raise UserError("circular_unreadable", file=RELEASED)
        return releases[-1]

    def fingerprint(self, circular: str, version: str) -> str:
        """The hash of a version as it is sealed here; empty for one that is not on the shelf."""
        found = (r.fingerprint for r in self.releases() if (r.circular, r.version) == (circular, version))
        return next(found, "")

    def load(self, circular: str, version: str, lang: str) -> Circular:
        """One version in one language. A file other than sealed: ``UserError("circular_changed", file=…)``."""
        release = next((r for r in self.releases() if (r.circular, r.version) == (circular, version)), None)
        if release is None:
            raise UserError("circular_absent", circular=circular, version=version)
        folder = self.folder / circular / version
        if (circular, version) not in self._checked:
            changed = changed_files(folder, release.hashes)
            if changed:
                raise UserError("circular_changed", file=changed[0])
            self._checked.add((circular, version))
        try:
            return load_circular(folder, lang)
        except LawError as problem:
            raise UserError("circular_unreadable", file=problem.file) from problem


def _age(version: str) -> list[int]:
    """2026.9 comes before 2026.11."""
    return [int(part) for part in version.split(".")]


def hashes_of(folder: Path) -> dict[str, dict[str, str]]:
    """The SHA-256 of each file of a version, part by part. Line ends do not count (git may change them)."""
    own = file_names(folder)
    return {
        "rules": {name: _hash(folder / name) for name in own if name != "cases.toml"},
        "cases": {"cases.toml": _hash(folder / "cases.toml")},
        "overlay": {f"{OVERLAY}/{name}": _hash(folder / OVERLAY / name) for name in own},
    }


def changed_files(folder: Path, hashes: dict[str, dict[str, str]]) -> list[str]:
    """The files of a version that are missing, new or other than sealed."""
    sealed = {name: value for part in hashes.values() for name, value in part.items()}
    found = {name: value for part in hashes_of(folder).values() for name, value in part.items()}
    return sorted(name for name in sealed.keys() | found.keys() if sealed.get(name) != found.get(name))


def _hash(path: Path) -> str:
    try:
        return sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
    except OSError:
        return ""


def released_text(releases: list[Release]) -> str:
    """``released.toml`` for these releases."""
    lines = ["# SHA-256 of every version of the law. A released version never changes; a draft is refreshed."]
    for release in releases:
        head = f'[{release.circular}."{release.version}"'
        lines += ["", head + "]", f'status = "{"draft" if release.draft else "released"}"']
        for part in PARTS:
            lines += ["", f"{head}.{part}]"]
            lines += [f'"{name}" = "{value}"' for name, value in sorted(release.hashes[part].items())]
    return "\n".join(lines) + "\n"

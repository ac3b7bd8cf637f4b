"""A data folder with one file of every kind, and a password that costs next to nothing to try."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from app.store import atomic, conversion, keepers
from app.store.archive import Archive
from app.store.bin import Bin
from app.store.signed import SignedFiles
from app.store.vault import Vault

PASSWORD = "quattro parole a caso"
CHEAP = 4
NOW = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)
SECRET = "Telefonia Segretissima"
DOSSIER = {"company": {"name": SECRET}}
OTHERS = {
    "index.json": b'{"about": {}}',
    "backups/one/20261123.json": b'{"practice": "Telefonia Segretissima"}',
    "logs/vaglio.log": b"2026-11-23 ValueError Telefonia Segretissima\n",
    "settings.json": b'{"settings": {"1": {"lang": "it"}}}',
    "identity.p12": b"not a key",
}


def never() -> bool:
    return False


def quiet(_done: int, _total: int) -> None:
    pass


@contextmanager
def vault_on(folder: Path) -> Iterator[Vault]:
    vault = Vault(folder, CHEAP)
    keepers.keep(folder, vault)
    try:
        yield vault
    finally:
        keepers.release(folder, vault)


def archive(folder: Path) -> Archive:
    return Archive(folder, lambda: NOW, 1)


def bin_of(folder: Path) -> Bin:
    return Bin(archive(folder), folder / "bin", lambda: NOW)


def fill(folder: Path) -> None:
    """Two practices, one more in the bin, evidence, a signed PDF, backups, index, log, settings, identity."""
    it = archive(folder)
    for name in ("one", "two", "gone"):
        it.save(name, {**DOSSIER, "id": name}, 1, None)
        SignedFiles(it).put(name, "paper.pdf", f"%PDF {SECRET} {name}".encode())
    evidence = it.folder("one") / "evidence" / ("ab" * 32)
    atomic.make_folder(evidence.parent)
    atomic.write_bytes(evidence, SECRET.encode() * 500)
    bin_of(folder).put("gone")
    for name, data in OTHERS.items():
        atomic.make_folder((folder / name).parent)
        atomic.write_bytes(folder / name, data)


def turned_on(folder: Path) -> None:
    """The same folder with its password on, and locked."""
    fill(folder)
    with vault_on(folder) as vault:
        conversion.turn_on(vault, PASSWORD, quiet, never)


def raw(folder: Path) -> dict[str, bytes]:
    """Every file of the folder but the key file, as it lies on the disk."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith("vault.")
    }


def contents(folder: Path) -> dict[str, bytes]:
    """The same as they are read."""
    return {name: atomic.read_bytes(folder / name) or b"" for name in raw(folder)}

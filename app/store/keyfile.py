"""The key file of an archive with a password: a random key that the password's own key wraps, twice on disk.

``vault.json`` and ``vault.copy.json`` say the same: without this small file the archive is lost, so that one
damaged file is not enough to lose it. It holds no password and no key in clear. It must never guess: a file that is
damaged is told from a password that is wrong.

    format   1
    number   the archive's own number, in every file sealed by it
    kdf      scrypt, its cost and salt: the password's key
    key      the data key under the password's key, bound to the three above
    state    ``on``, ``sealing`` or ``opening``, under the data key
    check    SHA-256 of all the rest
"""

from __future__ import annotations

import os
import unicodedata
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from app.domain.errors import UserError
from app.store import atomic
from app.store.digest import sha256_hex
from app.store.envelope import NONCE, NUMBER

NAMES = ("vault.json", "vault.copy.json")
FORMAT = 1
COST = 17
"""scrypt with 2 to this power: 128 MB of memory and some tenths of a second for each guess."""
MOST_COST = 20
_R, _P = 8, 1
_KEY = 32
_SALT = 16


class KeyFile(NamedTuple):
    """The values as they are written, bytes as bytes."""

    number: bytes
    log_n: int
    salt: bytes
    key: bytes
    state: bytes


def load(folder: Path) -> KeyFile | None:
    """None if the archive has no password. UserError ``vault_newer``, ``vault_damaged`` and ``read_failed``."""
    found = [data for name in NAMES if (data := atomic.read_bytes(folder / name)) is not None]
    for data in found:
        with suppress(ValueError, KeyError, TypeError):
            return _parsed(data)
    if found:
        raise UserError("vault_damaged")
    return None


def store(folder: Path, file: KeyFile) -> None:
    """Writes both, first the one that counts. UserError of writing if that could not be written."""
    data = _bytes(file)
    first, second = (folder / name for name in NAMES)
    atomic.make_folder(folder)
    atomic.write_bytes(first, data)
    try:
        atomic.write_bytes(second, data)
    except UserError:  # an older copy would still open to the password that is gone; it is made anew at unlocking
        with suppress(OSError):
            second.unlink()


def repair(folder: Path, file: KeyFile) -> None:
    """Makes both say what ``file`` says, if they do not; a disk that refuses is asked again next time."""
    with suppress(UserError):
        if any(atomic.read_bytes(folder / name) != _bytes(file) for name in NAMES):
            store(folder, file)


def remove(folder: Path) -> None:
    """No password any more. UserError of writing."""
    for name in reversed(NAMES):
        atomic.remove(folder / name)


def made(password: str, log_n: int) -> tuple[KeyFile, bytes]:
    """A new number, salt and data key; the file still lacks its state. Slow."""
    key = os.urandom(_KEY)
    bare = KeyFile(os.urandom(NUMBER), log_n, os.urandom(_SALT), b"", b"")
    return wrapped(bare, key, password), key


def wrapped(file: KeyFile, key: bytes, password: str) -> KeyFile:
    """The same archive under (another) password: only salt and wrap change. Slow."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    fresh = KeyFile(file.number, file.log_n, os.urandom(_SALT), b"", file.state)
    nonce = os.urandom(NONCE)
    shut = nonce + AESGCM(_derived(fresh, password)).encrypt(nonce, key, _bound(fresh))
    return KeyFile(fresh.number, fresh.log_n, fresh.salt, shut, fresh.state)


def unwrapped(file: KeyFile, password: str) -> bytes:
    """The data key. UserError ``vault_password_wrong``. Slow."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    aead = AESGCM(_derived(file, password))
    try:
        return aead.decrypt(file.key[:NONCE], file.key[NONCE:], _bound(file))
    except (InvalidTag, ValueError):
        raise UserError("vault_password_wrong") from None


def _derived(file: KeyFile, password: str) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    # The same password, however a keyboard makes its accents.
    text = unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
    try:
        return Scrypt(salt=file.salt, length=_KEY, n=2**file.log_n, r=_R, p=_P).derive(text)
    except MemoryError:
        raise UserError("vault_no_memory", mb=2**file.log_n * _R * 128 // 2**20) from None


def _bound(file: KeyFile) -> bytes:
    return orjson.dumps([FORMAT, file.number.hex(), file.log_n, _R, _P, file.salt.hex()])


def _bytes(file: KeyFile) -> bytes:
    plain: dict[str, Any] = {
        "format": FORMAT,
        "number": file.number.hex(),
        "kdf": {"name": "scrypt", "log_n": file.log_n, "r": _R, "p": _P, "salt": file.salt.hex()},
        "key": file.key.hex(),
        "state": file.state.hex(),
    }
    return orjson.dumps({**plain, "check": _check(plain)}, option=orjson.OPT_INDENT_2)


def _check(plain: dict[str, Any]) -> str:
    return sha256_hex(orjson.dumps(plain, option=orjson.OPT_SORT_KEYS))


def _parsed(data: bytes) -> KeyFile:
    plain = orjson.loads(data)
    if plain.pop("check") != _check(plain):
        raise ValueError("check")
    if plain["format"] != FORMAT:
        raise UserError("vault_newer")
    kdf = plain["kdf"]
    if (kdf["name"], kdf["r"], kdf["p"]) != ("scrypt", _R, _P) or not 1 <= kdf["log_n"] <= MOST_COST:
        raise UserError("vault_newer")
    number, salt, key, state = (
        bytes.fromhex(text) for text in (plain["number"], kdf["salt"], plain["key"], plain["state"])
    )
    if len(number) != NUMBER:
        raise ValueError("number")
    return KeyFile(number, kdf["log_n"], salt, key, state)

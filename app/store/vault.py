"""The password on a data folder: which of its files are sealed, under which key, and whether that key is at hand.

A path decides alone whether what is written there is sealed, so that no writer can forget it (see ``atomic.py``).
The password lives in one call. The key lives here, between :meth:`Vault.unlock` and :meth:`Vault.lock`, and must
never be shown, written or handed out.

    off      no password                    what is written is plain
    locked   a password, no key             nothing is read or written
    sealing  being turned on                both forms are read, sealed files are written
    on       all is sealed                  a plain file is taken for damaged: somebody put it there
    opening  being turned off               both forms are read, plain files are written

Plain in every state, since the program needs them before any password: ``settings.json`` (language, theme, text
size, letterhead, minutes), ``identity.p12`` (under a passphrase of its own), ``instance.*`` and the key file.
"""

from __future__ import annotations

import os
import re
import unicodedata
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import UserError
from app.store import envelope, keyfile
from app.store.atomic import Damaged, set_aside
from app.store.envelope import NONCE
from app.store.keyfile import KeyFile

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

OFF, LOCKED, SEALING, ON, OPENING = "off", "locked", "sealing", "on", "opening"
LEAST = 8
"""Letters of a password at least."""
_PLAIN = re.compile(r"(settings|identity|instance|vault)\..*")


class Vault:
    """Of one data folder, whether it has a password or not. May be used from any thread."""

    def __init__(self, folder: Path, cost: int = keyfile.COST) -> None:
        self.folder = folder
        self._cost = cost
        self._stamp: tuple[int, int, int] | None = None
        self._file: KeyFile | None = None
        self._aead: AESGCM | None = None
        self._state = OFF

    def __repr__(self) -> str:
        return f"<Vault {self._state}>"

    # ---- the state -----------------------------------------------------------------------------------------------

    @property
    def state(self) -> str:
        """As it is on disk now. UserError ``vault_damaged``, ``vault_newer``, ``vault_gone``, ``read_failed``."""
        self._look()
        return self._state

    @property
    def seen(self) -> str:
        """As it was when the disk was last looked at; touches no file."""
        return self._state

    @property
    def log_n(self) -> int:
        return self._file.log_n if self._file else self._cost

    def _look(self) -> None:
        """Reads the key file again if it is another one: somebody else may work in the same folder."""
        stamp = _stamp(self.folder / keyfile.NAMES[0])
        if stamp is not None and stamp == self._stamp:
            return
        file = keyfile.load(self.folder)
        if file is None:
            if self._aead is not None:  # turned off elsewhere or lost: not for us to say
                raise UserError("vault_gone")
            self._file, self._state, self._stamp = None, OFF, None
            return
        self._file, self._stamp = file, stamp
        self._state = self._told(file)

    def _told(self, file: KeyFile) -> str:
        from cryptography.exceptions import InvalidTag

        if self._aead is not None:
            with suppress(InvalidTag, ValueError):
                return self._aead.decrypt(file.state[:NONCE], file.state[NONCE:], _about(file)).decode()
        self._aead = None
        return LOCKED

    # ---- password and key ----------------------------------------------------------------------------------------

    def create(self, password: str) -> None:
        """Begins to turn the password on: from now on what is written is sealed. UserError
        ``vault_password_short``, ``vault_there`` and those of writing: then there is none. Slow."""
        need_long(password)
        if self.state != OFF:
            raise UserError("vault_there")
        file, key = keyfile.made(password, self._cost)
        self._file, aead = file, _aead(key)
        self._write(file, aead, SEALING)

    def unlock(self, password: str, repair: bool = True) -> None:
        """UserError ``vault_password_wrong``: nothing is written, and it may be tried again. Slow."""
        self._look()
        if self._file is None:
            return
        file = self._file
        self._aead = _aead(keyfile.unwrapped(file, password))
        self._state = self._told(file)
        if self._state == LOCKED:  # the right password and a state of another key: somebody mixed two files
            raise UserError("vault_damaged")
        if repair:
            keyfile.repair(self.folder, file)
            self._stamp = _stamp(self.folder / keyfile.NAMES[0])

    def change(self, old: str, new: str) -> None:
        """Another password for the same key: one small file is written. UserError as above. Slow."""
        need_long(new)
        self._look()
        if self._file is None or self._aead is None:
            raise UserError("vault_locked")
        file = keyfile.wrapped(self._file, keyfile.unwrapped(self._file, old), new)
        keyfile.store(self.folder, file)
        self._file, self._stamp = file, _stamp(self.folder / keyfile.NAMES[0])

    def check(self, password: str) -> None:
        """UserError ``vault_password_wrong``. Slow."""
        self._look()
        if self._file is not None:
            keyfile.unwrapped(self._file, password)

    def lock(self) -> None:
        """Forgets the key."""
        self._aead = None
        if self._file is not None:
            self._state = LOCKED

    def settle(self, state: str) -> None:
        """Notes on disk where turning on or off stands."""
        self._look()
        if self._file is None or self._aead is None:
            raise UserError("vault_locked")
        self._write(self._file, self._aead, state)

    def end(self, keep: bool) -> None:
        """All is plain: the key file goes. ``keep``: it stays beside, for files that could not be opened."""
        if keep:
            set_aside(self.folder / keyfile.NAMES[0], "turned-off")
        keyfile.remove(self.folder)
        self._file, self._aead, self._state, self._stamp = None, None, OFF, None

    def _write(self, file: KeyFile, aead: AESGCM, state: str) -> None:
        nonce = os.urandom(NONCE)
        file = file._replace(state=nonce + aead.encrypt(nonce, state.encode(), _about(file)))
        keyfile.store(self.folder, file)
        self._file, self._aead, self._state = file, aead, state
        self._stamp = _stamp(self.folder / keyfile.NAMES[0])

    # ---- the files -----------------------------------------------------------------------------------------------

    def shut(self, path: Path, data: bytes) -> bytes:
        """``data`` as it is to be written at ``path``. UserError ``vault_locked``."""
        label = self.label(path)
        if label is None:
            return data
        state = self.state
        if state in (OFF, OPENING):
            return data
        file, aead = self._at_hand()
        return envelope.seal(aead, file.number, label, data)

    def opened(self, path: Path, raw: bytes) -> bytes:
        """What ``raw``, read at ``path``, holds. :class:`Damaged`; UserError ``vault_locked``."""
        label = self.label(path)
        if label is None or self.state == OFF:
            return raw
        file, aead = self._at_hand()
        if not raw or (self._state != ON and not envelope.is_sealed(raw, file.number)):
            return raw  # an empty file says nothing, in either form
        try:
            return envelope.unseal(aead, file.number, label, raw)
        except envelope.Refused as problem:
            raise Damaged(path.name) from problem

    def is_sealed(self, start: bytes) -> bool:
        """Whether a file that begins so is one of ours."""
        return self._file is not None and envelope.is_sealed(start, self._file.number)

    def label(self, path: Path) -> str | None:
        """What a file is and whose, wherever its practice's folder lies; None for one that is never sealed."""
        from app.store.put_aside import name_before  # the first picture over an open archive does without

        parts = list(path.relative_to(self.folder).parts)
        if len(parts) == 1 and _PLAIN.fullmatch(parts[0]):
            return None
        if parts[0] == "bin" and len(parts) > 3:  # whole folders go there and come back
            parts = ["practices", *parts[2:]]
        elif "practices" in parts[:2] and len(parts) > parts.index("practices") + 3:  # in a scratch folder or in place
            parts = ["practices", *parts[parts.index("practices") + 2 :]]
        parts[-1] = name_before(parts[-1])
        return unicodedata.normalize("NFC", "/".join(parts))

    def _at_hand(self) -> tuple[KeyFile, AESGCM]:
        file, aead = self._file, self._aead
        if file is None or aead is None:
            raise UserError("vault_locked")
        return file, aead


def need_long(password: str) -> None:
    """UserError ``vault_password_short``."""
    if len(password) < LEAST:
        raise UserError("vault_password_short", least=LEAST)


def _about(file: KeyFile) -> bytes:
    return b"state" + file.number


def _aead(key: bytes) -> AESGCM:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(key)


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        state = os.stat(path)
    except OSError:
        return None
    return state.st_mtime_ns, state.st_size, state.st_ino

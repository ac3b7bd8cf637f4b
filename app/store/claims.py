"""Who is writing where: one small file beside each open practice, a courtesy among colleagues in one folder.

A claim keeps nobody from reading or saving: what decides is save_count. It must never be the reason that a practice
does not open: one that cannot be read or written is as if there were none.

    practices/<2 hex>/<id>/claim             its holder's alone to write: token, name, host, pid, since, beat
    practices/<2 hex>/<id>/claim.ask-<hex>   somebody else asks the holder to leave it
"""

from __future__ import annotations

import os
import platform
import secrets
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import orjson

from app.domain.errors import UserError
from app.store import atomic
from app.store.archive import Archive

BEAT = timedelta(minutes=1)
STALE = timedelta(minutes=5)
"""Without a heartbeat for so long its holder is gone. Two computers' clocks may be apart by less than this."""

_FILE = "claim"
_ASK = "claim.ask-"


@dataclass(frozen=True)
class Claim:
    """``name`` is what its holder calls themselves; ``since`` and ``beat`` are aware times."""

    token: str
    name: str
    host: str
    pid: int
    since: datetime
    beat: datetime


@dataclass(frozen=True)
class Request:
    token: str
    name: str
    host: str
    at: datetime


def running(pid: int) -> bool:
    """Whether this computer runs a process of that number; True where it cannot be known."""
    if sys.platform == "win32":
        return _running_on_windows(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _running_on_windows(pid: int) -> bool:
    # os.kill would end it there.
    import ctypes

    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined]
    handle = kernel.OpenProcess(0x00100000, False, pid)  # SYNCHRONIZE
    if not handle:
        return bool(kernel.GetLastError() == 5)  # access denied: somebody's, and alive
    ended = kernel.WaitForSingleObject(handle, 0) == 0
    kernel.CloseHandle(handle)
    return not ended


class Claims:
    """The claims of one data folder as one running program sees and makes them. Called on the store worker only."""

    def __init__(
        self,
        archive: Archive,
        now: Callable[[], datetime],
        host: str = "",
        pid: int = 0,
        alive: Callable[[int], bool] = running,
    ) -> None:
        self._archive, self._now, self._alive = archive, now, alive
        self._host, self._pid = host or platform.node(), pid or os.getpid()
        self._token = secrets.token_hex(6)
        self._held: dict[str, Claim] = {}

    def holder(self, practice_id: str) -> Claim | None:
        """Who else is writing there; None if nobody is, or nobody any more."""
        claim = self._read(practice_id)
        if claim is None or claim.token == self._token or abs(self._now() - claim.beat) > STALE:
            return None
        if claim.host == self._host and (claim.pid == self._pid or not self._alive(claim.pid)):
            return None  # our own number and not our claim: one of a process before us
        return claim

    def take(self, practice_id: str, name: str) -> Claim | None:
        """Claims it unless somebody else does: then theirs is returned, and stays."""
        other = self.holder(practice_id)
        if other is None:
            self.take_over(practice_id, name)
        return other

    def take_over(self, practice_id: str, name: str) -> None:
        """Claims it, whoever else does; our own request for it is settled by that."""
        now = self._now()
        self._held[practice_id] = Claim(self._token, name, self._host, self._pid, now, now)
        self._write(practice_id)
        self._remove(self._folder(practice_id) / f"{_ASK}{self._token}")

    def beat(self, practice_id: str) -> Claim | None:
        """Says that we are still there, when it is time to; or returns who has taken it over: then it is theirs."""
        held = self._held.get(practice_id)
        if held is None:
            return None
        other = self.holder(practice_id)
        if other is not None:
            del self._held[practice_id]
            return other
        now = self._now()
        if now - held.beat >= BEAT or self._read(practice_id) is None:  # a new practice had no folder yet
            self._held[practice_id] = replace(held, beat=now)
            self._write(practice_id)
        return None

    def release(self, practice_id: str) -> None:
        """Lets go of a claim of ours, and of a request of ours."""
        found = self._read(practice_id)
        if self._held.pop(practice_id, None) is not None and found is not None and found.token == self._token:
            self._remove(self._folder(practice_id) / _FILE)
            for path in self._folder(practice_id).glob(f"{_FILE}.sync-conflict-*"):
                self._remove(path)  # of a claim no second version is worth keeping
        self._remove(self._folder(practice_id) / f"{_ASK}{self._token}")

    def release_all(self) -> None:
        for practice_id in list(self._held):
            self.release(practice_id)

    def ask(self, practice_id: str, name: str) -> None:
        """Leaves a request for the holder to see. UserError of writing."""
        record = {"token": self._token, "name": name, "host": self._host, "at": self._now().isoformat()}
        atomic.write_bytes(self._folder(practice_id) / f"{_ASK}{self._token}", orjson.dumps(record))

    def requests(self, practice_id: str) -> tuple[Request, ...]:
        """What others ask of the holder, the first first; those of yesterday are forgotten."""
        found = []
        for path in self._asked(practice_id):
            record = _record(path)
            with suppress(KeyError, TypeError, ValueError):
                asked = Request(record["token"], str(record["name"]), str(record["host"]), _moment(record["at"]))
                if asked.token != self._token and self._now() - asked.at < timedelta(days=1):
                    found.append(asked)
        return tuple(sorted(found, key=lambda one: one.at))

    def dismiss(self, practice_id: str) -> None:
        """The holder has seen the requests: they are settled."""
        for path in self._asked(practice_id):
            self._remove(path)

    # ---- files ---------------------------------------------------------------------------------------------------

    def _folder(self, practice_id: str) -> Path:
        return self._archive.folder(practice_id)

    def _asked(self, practice_id: str) -> list[Path]:
        with suppress(OSError):
            return sorted(self._folder(practice_id).glob(f"{_ASK}*"))
        return []

    def _read(self, practice_id: str) -> Claim | None:
        record = _record(self._folder(practice_id) / _FILE)
        try:
            return Claim(
                str(record["token"]),
                str(record["name"]),
                str(record["host"]),
                int(record["pid"]),
                _moment(record["since"]),
                _moment(record["beat"]),
            )
        except (KeyError, TypeError, ValueError):
            return None

    def _write(self, practice_id: str) -> None:
        held = self._held[practice_id]
        record = {
            "token": held.token,
            "name": held.name,
            "host": held.host,
            "pid": held.pid,
            "since": held.since.isoformat(),
            "beat": held.beat.isoformat(),
        }
        with suppress(UserError):  # a courtesy: a full disk must not keep a practice from opening
            if self._folder(practice_id).is_dir():
                atomic.write_bytes(self._folder(practice_id) / _FILE, orjson.dumps(record))

    @staticmethod
    def _remove(path: Path) -> None:
        with suppress(OSError):
            path.unlink()


def _record(path: Path) -> dict[str, Any]:
    """What a small file holds; nothing if it is not there, or not to be read."""
    with suppress(UserError, ValueError, TypeError):
        data = atomic.read_bytes(path)
        found = orjson.loads(data) if data is not None else None
        if isinstance(found, dict):
            return found
    return {}


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("a time without its zone")
    return found

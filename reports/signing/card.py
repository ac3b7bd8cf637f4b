"""Cards and tokens: who is on them, and signing with one of them, all through a process of its own.

The PIN goes down that process's standard input, once, and is kept nowhere here: not in an argument, a variable of the
environment, a file or a log. It is never presented a second time. A driver that crashes or falls silent is a UserError.
"""

from __future__ import annotations

import base64
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from app.domain.errors import UserError
from reports.signing.card_door import ARGUMENT
from reports.signing.certificates import Facts, facts, need_usable
from reports.signing.means import Means

LOOK_SECONDS = 30.0
SIGN_SECONDS = 120.0
"""On a card a signature may take seconds, and on a reader with keys somebody has to type the PIN first."""
_KEYS = frozenset(
    f"card_{name}"
    for name in (
        "absent",
        "other",
        "driver_unusable",
        "pin_wrong",
        "pin_wrong_low",
        "pin_wrong_last",
        "pin_locked",
        "pin_format",
        "pin_expired",
        "pin_unset",
        "pin_cancelled",
        "key_missing",
        "pulled",
        "refused",
    )
)


@dataclass(frozen=True)
class Token:
    """``tries``: ``many`` as far as it tells, ``low``, ``last`` or ``locked``. ``pad``: the PIN is typed on it."""

    label: str
    serial: str
    maker: str
    tries: str
    pad: bool


@dataclass(frozen=True)
class CardCertificate:
    token: Token
    id: str
    facts: Facts
    der: bytes = field(repr=False)
    others: tuple[bytes, ...] = field(repr=False, default=())
    """What else the token has: perhaps the issuer's."""


def certificates(driver: Path) -> list[CardCertificate]:
    """What is on the cards that this driver sees; the certificates of authorities are left out.

    UserError ``card_driver_missing``, ``card_driver_unusable``, ``card_driver_crashed``, ``card_driver_silent``,
    ``card_absent``, ``card_no_certificate``.
    """
    from reports.signing.card_signer import parsed

    with _process(driver) as process:
        tokens = process.ask({"do": "list", "driver": str(driver)}, LOOK_SECONDS)["tokens"]
    if not tokens:
        raise UserError("card_absent")
    found = []
    for one in tokens:
        tries = next((state for state in ("locked", "last", "low") if one[state]), "many")
        token = Token(one["label"], one["serial"], one["maker"], tries, one["pad"])
        ders = [base64.b64decode(each["der"]) for each in one["certificates"]]
        for each, der in zip(one["certificates"], ders, strict=True):
            with suppress(ValueError, TypeError, KeyError):
                certificate = parsed(der)
                if not certificate.ca:
                    others = tuple(other for other in ders if other != der)
                    found.append(CardCertificate(token, each["id"], facts(certificate), der, others))
    if not found:
        raise UserError("card_no_certificate")
    return found


@contextmanager
def card(driver: Path, chosen: CardCertificate, pin: str, now: datetime) -> Iterator[Means]:
    """Logged in with ``pin`` for as long as the block lasts. UserErrors ``card_…``, and those of
    :func:`~reports.signing.certificates.need_usable`, said before the PIN is presented."""
    from reports.signing.card_signer import CardSigner, parsed

    need_usable(chosen.facts, now)
    if chosen.token.tries == "locked":
        raise UserError("card_pin_locked")
    if not pin and not chosen.token.pad:
        raise UserError("card_pin_missing")
    certificate = parsed(chosen.der)
    kind = certificate.public_key.algorithm
    if kind not in ("rsa", "ec"):
        raise UserError("card_key_missing")
    token = chosen.token
    with _process(driver) as process:
        request = {"do": "login", "driver": str(driver), "serial": token.serial, "label": token.label}
        process.ask({**request, "id": chosen.id, "kind": kind, "pin": pin}, SIGN_SECONDS)

        def signed(data: bytes) -> bytes:
            answer = process.ask({"do": "sign", "data": base64.b64encode(data).decode()}, SIGN_SECONDS)
            return base64.b64decode(answer["signature"])

        yield Means("card", chosen.facts, CardSigner(certificate, [parsed(one) for one in chosen.others], signed))


class _Process:
    def __init__(self) -> None:
        self._child = subprocess.Popen(
            _command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        threading.Thread(target=self._read, name="card", daemon=True).start()

    def _read(self) -> None:
        assert self._child.stdout is not None
        for line in self._child.stdout:
            self._lines.put(line)
        self._lines.put(b"")

    def ask(self, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        """The answer; a UserError for one that says no, none at all, or a process that is gone."""
        assert self._child.stdin is not None
        try:
            self._child.stdin.write(json.dumps(request).encode() + b"\n")
            self._child.stdin.flush()
            line = self._lines.get(timeout=seconds)
        except OSError as problem:
            raise UserError("card_driver_crashed") from problem
        except queue.Empty as problem:
            raise UserError("card_driver_silent") from problem
        try:
            answer = json.loads(line)
        except ValueError as problem:
            raise UserError("card_driver_crashed") from problem
        if not isinstance(answer, dict):
            raise UserError("card_driver_crashed")
        if "error" in answer:
            key = answer["error"] if answer["error"] in _KEYS else "card_refused"
            raise UserError(key, reason=str(answer.get("reason", "")))
        return answer

    def close(self) -> None:
        with suppress(OSError):
            assert self._child.stdin is not None
            self._child.stdin.close()
        try:
            self._child.wait(2)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()


@contextmanager
def _process(driver: Path) -> Iterator[_Process]:
    if not driver.is_file():
        raise UserError("card_driver_missing", name=driver.name)
    process = _Process()
    try:
        yield process
    finally:
        process.close()


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, ARGUMENT]
    worker = Path(__file__).with_name("card_worker.py")
    # -P: a folder of ours must not stand before the standard library.
    return [sys.executable, "-P", os.fspath(worker)]

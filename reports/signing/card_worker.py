"""The card's driver in a process of its own: whatever a driver does there, hang or crash, is not ours.

Started with nothing but this file; one request a line comes in, one answer a line goes out, as JSON. The PIN comes with
the request to log in and is presented once; where the driver refuses it this process says so and never tries again.
It must never write a file, log, or import anything of the program.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import hashlib
import json
import os
import sys
from typing import IO, Any

SHA256_INFO = bytes.fromhex("3031300d060960864801650304020105000420")
"""What goes before a SHA-256 where the card pads the bytes but does not hash them."""

_BY_PIN = {
    "PinIncorrect": "card_pin_wrong",
    "PinLocked": "card_pin_locked",
    "PinInvalid": "card_pin_format",
    "PinLenRange": "card_pin_format",
    "ArgumentsBad": "card_pin_format",
    "PinExpired": "card_pin_expired",
    "UserPinNotInitialized": "card_pin_unset",
    "FunctionCancelled": "card_pin_cancelled",
}
_GONE = {
    "DeviceRemoved",
    "TokenNotPresent",
    "SessionClosed",
    "SessionHandleInvalid",
    "ObjectHandleInvalid",
    "KeyHandleInvalid",
    "NoSuchKey",
    "NoSuchToken",
    "SlotIDInvalid",
}
"""After a log-in that went well each of these means that the card is no longer there."""


class Refused(Exception):
    """What is answered instead: the key of a sentence."""

    def __init__(self, key: str, reason: str = "") -> None:
        super().__init__(key)
        self.key, self.reason = key, reason


class Worker:
    def __init__(self) -> None:
        self._lib: Any = None
        self._session: Any = None
        self._token: Any = None
        self._pin: Any = None
        self._wanted: tuple[bytes, str] = (b"", "")
        self._tried = False

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        try:
            match request["do"]:
                case "list":
                    return self._list(request["driver"])
                case "login":
                    return self._login(request)
                case "sign":
                    return self._sign(base64.b64decode(request["data"]))
            raise Refused("card_refused", "request")
        except Refused as problem:
            return {"error": problem.key, "reason": problem.reason}
        except Exception as problem:  # a driver fails in every way there is
            return {"error": "card_refused", "reason": type(problem).__name__}

    # ---- what is there -------------------------------------------------------------------------------------------

    def _load(self, driver: str) -> Any:
        import pkcs11

        try:
            return pkcs11.lib(driver)
        except Exception as problem:
            raise Refused("card_driver_unusable", type(problem).__name__) from problem

    def _list(self, driver: str) -> dict[str, Any]:
        """Tokens and their certificates; nothing of it needs the PIN."""
        from pkcs11 import Attribute, ObjectClass

        self._lib = self._load(driver)
        tokens = []
        for token in self._tokens():
            certificates = []
            with token.open() as session:
                found = list(session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}))
                for one in found:
                    with contextlib.suppress(Exception):  # one that cannot be read is not offered
                        certificates.append({"id": one[Attribute.ID].hex(), "der": _text(one[Attribute.VALUE])})
            tokens.append({**_told(token), "certificates": certificates})
        return {"tokens": tokens}

    def _tokens(self) -> list[Any]:
        found = []
        for slot in self._lib.get_slots(token_present=True):
            with contextlib.suppress(Exception):  # a reader whose card cannot be read is one without a card
                token = slot.get_token()
                if _told(token)["ready"]:
                    found.append(token)
        return found

    # ---- signing -------------------------------------------------------------------------------------------------

    def _login(self, request: dict[str, Any]) -> dict[str, Any]:
        if self._tried:
            raise Refused("card_refused", "second login")
        self._tried = True
        self._lib = self._load(request["driver"])
        tokens = self._tokens()
        if not tokens:
            raise Refused("card_absent")
        same = (token for token in tokens if _told(token)["serial"] == request["serial"])
        token = next((one for one in same if _told(one)["label"] == request["label"]), None)
        if token is None:
            raise Refused("card_other")
        told = _told(token)
        if told["locked"]:
            raise Refused("card_pin_locked")
        import pkcs11

        pin = pkcs11.PROTECTED_AUTH if told["pad"] else request["pin"]
        try:
            self._session = token.open(user_pin=pin)
        except Exception as problem:
            raise _pin_problem(problem, token) from problem
        self._token, self._pin = token, None if told["pad"] else pin
        self._wanted = bytes.fromhex(request["id"]), request["kind"]
        try:
            key = self._key()
        except Exception as problem:
            raise Refused("card_key_missing", type(problem).__name__) from problem
        if not _asks_each_time(key):
            self._pin = None
        return {"ok": True}

    def _key(self) -> Any:
        from pkcs11 import Attribute, ObjectClass

        found = self._session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.ID: self._wanted[0]})
        keys = list(found)
        if not keys:
            raise Refused("card_pulled")
        return keys[0]

    def _sign(self, data: bytes) -> dict[str, Any]:
        if self._session is None:
            raise Refused("card_refused", "no session")
        try:
            key = self._key()
            return {"signature": _text(self._signed(key, data))}
        except Refused:
            raise
        except Exception as problem:
            name = type(problem).__name__
            if name in _GONE or not self._still_there():
                raise Refused("card_pulled") from problem
            if name in _BY_PIN:
                raise _pin_problem(problem, self._token) from problem
            raise Refused("card_refused", name) from problem

    def _signed(self, key: Any, data: bytes) -> bytes:
        from pkcs11 import Mechanism
        from pkcs11.util.ec import encode_ecdsa_signature

        more = {"pin": self._pin} if self._pin is not None else {}
        if self._wanted[1] == "ec":
            raw = key.sign(hashlib.sha256(data).digest(), mechanism=Mechanism.ECDSA, **more)
            return bytes(encode_ecdsa_signature(raw))
        if Mechanism.SHA256_RSA_PKCS in self._token.slot.get_mechanisms():
            return bytes(key.sign(data, mechanism=Mechanism.SHA256_RSA_PKCS, **more))
        padded = SHA256_INFO + hashlib.sha256(data).digest()
        return bytes(key.sign(padded, mechanism=Mechanism.RSA_PKCS, **more))

    def _still_there(self) -> bool:
        try:
            return any(_told(token)["serial"] == _told(self._token)["serial"] for token in self._tokens())
        except Exception:
            return False


def _asks_each_time(key: Any) -> bool:
    """Whether the card wants the PIN for every signature; only then is it kept, in this process's memory."""
    from pkcs11 import Attribute

    try:
        return bool(key[Attribute.ALWAYS_AUTHENTICATE])
    except Exception:  # a card that does not know the question does not ask
        return False


def _told(token: Any) -> dict[str, Any]:
    from pkcs11.constants import TokenFlag

    flags = token.flags
    return {
        "label": token.label.strip("\0 "),
        "serial": token.serial.hex(),
        "maker": token.manufacturer_id.strip("\0 "),
        "ready": bool(flags & TokenFlag.TOKEN_INITIALIZED),
        "pad": bool(flags & TokenFlag.PROTECTED_AUTHENTICATION_PATH),
        "low": bool(flags & TokenFlag.USER_PIN_COUNT_LOW),
        "last": bool(flags & TokenFlag.USER_PIN_FINAL_TRY),
        "locked": bool(flags & TokenFlag.USER_PIN_LOCKED),
    }


def _pin_problem(problem: Exception, token: Any) -> Refused:
    """What the card says of the PIN, with how many tries are left where it tells."""
    name = type(problem).__name__
    if name in _GONE:
        return Refused("card_pulled")
    key = _BY_PIN.get(name)
    if key is None:
        return Refused("card_refused", name)
    if key == "card_pin_wrong":
        try:
            now = _told(token.slot.get_token())
        except Exception:
            return Refused(key)
        key = next((f"{key}_{state}" for state in ("locked", "last", "low") if now[state]), key)
        if key == "card_pin_wrong_locked":
            key = "card_pin_locked"
    return Refused(key)


def _text(data: bytes) -> str:
    return binascii.b2a_base64(bytes(data), newline=False).decode()


def _apart() -> IO[str]:
    """Where we answer; what a driver prints by itself goes nowhere. No core file: the PIN would be in it."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    out = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    return out


def main() -> int:
    out = _apart()
    worker = Worker()
    for line in sys.stdin.buffer:
        out.write(json.dumps(worker.answer(json.loads(line))) + "\n")
        out.flush()
    out.flush()
    os._exit(0)  # a driver's own farewell may hang or crash: nothing of ours is left to be done


if __name__ == "__main__":
    sys.exit(main())

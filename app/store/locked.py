"""A file under a passphrase: scrypt makes the key, AES-256-GCM locks it piece by piece. Knows nothing of what is in it.

    header   magic (8), version (1), log2 of scrypt's N (1), r (1), p (1), salt (32), zeros (4)
    pieces   64 kB of the content each, the last one shorter or empty, each followed by its tag (16)

A piece's nonce is its number and whether it is the last, and the header goes into every tag: pieces changed,
moved, dropped or added are noticed. Every file has a salt, so a key, of its own. Whatever does not fit is one
and the same error: nothing here tells a wrong passphrase from a damaged file.
"""

from __future__ import annotations

import io
import os
import struct
import unicodedata
from typing import BinaryIO

from app.domain.errors import UserError

MAGIC = b"VAGLIO\x1a\x0e"
_VERSION = 1
_HEADER = struct.Struct(">8sBBBB32s4x")
_PIECE, _TAG = 64 * 1024, 16
_SHUT = _PIECE + _TAG
# 128 MB and a third of a second for each guess. More than MOST_LOG_N is refused: a file must not take all memory.
LOG_N, MOST_LOG_N, _R, _P = 17, 18, 8, 1


class LockedWriter(io.RawIOBase):
    """Locks what is written and passes it on to ``out``; only :meth:`finish` makes it whole."""

    def __init__(self, out: BinaryIO, passphrase: str) -> None:
        header = _HEADER.pack(MAGIC, _VERSION, LOG_N, _R, _P, os.urandom(32))
        self._pieces = _Pieces(header, passphrase)
        self._out, self._number, self._waiting = out, 0, bytearray()
        out.write(header)

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._waiting += data
        while len(self._waiting) > _PIECE:
            self._put(bytes(self._waiting[:_PIECE]), last=False)
            del self._waiting[:_PIECE]
        return len(data)

    def finish(self) -> None:
        self._put(bytes(self._waiting), last=True)
        self._waiting.clear()

    def _put(self, piece: bytes, last: bool) -> None:
        self._out.write(self._pieces.lock(self._number, piece, last))
        self._number += 1


class LockedReader(io.RawIOBase):
    """The content of a locked file, from any place on. UserError ``bundle_passphrase_wrong`` when something
    does not fit, ``bundle_newer``, ``bundle_damaged`` for a header that this program never writes."""

    def __init__(self, file: BinaryIO, passphrase: str) -> None:
        file.seek(0)
        header = file.read(_HEADER.size)
        length = file.seek(0, os.SEEK_END) - _HEADER.size
        count = max(1, -(-length // _SHUT))
        self._size = length - count * _TAG
        if len(header) != _HEADER.size or self._size < 0:
            raise UserError("bundle_damaged")
        self._file, self._count, self._at = file, count, 0
        self._pieces = _Pieces(header, passphrase)
        self._held: tuple[int, bytes] = (-1, b"")
        self._piece(count - 1)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        if start + offset < 0:
            raise ValueError("before the beginning")
        self._at = start + offset
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._at >= self._size:
            return 0
        number, within = divmod(self._at, _PIECE)
        part = self._piece(number)[within : within + len(buffer)]
        buffer[: len(part)] = part
        self._at += len(part)
        return len(part)

    def _piece(self, number: int) -> bytes:
        if self._held[0] != number:
            self._file.seek(_HEADER.size + number * _SHUT)
            shut = self._file.read(_SHUT)
            self._held = (number, self._pieces.unlock(number, shut, number == self._count - 1))
        return self._held[1]


class _Pieces:
    """The key of one file, and the pieces under it."""

    def __init__(self, header: bytes, passphrase: str) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM
        from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

        _, version, log_n, r, p, salt = _HEADER.unpack(header)
        if version > _VERSION:
            raise UserError("bundle_newer")
        if version != _VERSION or not 1 <= log_n <= MOST_LOG_N or (r, p) != (_R, _P) or header[-4:] != bytes(4):
            raise UserError("bundle_damaged")
        # The same passphrase, however a keyboard makes its accents.
        words = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
        self._aead = AESGCM(Scrypt(salt=salt, length=32, n=2**log_n, r=r, p=p).derive(words))
        self._header = header

    def lock(self, number: int, piece: bytes, last: bool) -> bytes:
        return self._aead.encrypt(_nonce(number, last), piece, self._header)

    def unlock(self, number: int, shut: bytes, last: bool) -> bytes:
        from cryptography.exceptions import InvalidTag

        try:
            return self._aead.decrypt(_nonce(number, last), shut, self._header)
        except (InvalidTag, ValueError) as problem:
            raise UserError("bundle_passphrase_wrong") from problem


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if last else b"\x00")

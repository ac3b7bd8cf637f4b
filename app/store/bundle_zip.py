"""A zip from anywhere, looked through before anything in it is believed. It must never unpack and never write.

Python's ``zipfile`` reads it; what that takes on trust (overlapping members, sizes, links, names that leave
their place) is refused here, by the directory alone, before a single member is read.
"""

from __future__ import annotations

import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO
from zipfile import ZipFile, ZipInfo

from app.domain.errors import UserError
from app.store import bundle

_END, _END64 = struct.Struct("<4s4H2LH"), struct.Struct("<4sQ2H2L4Q")
_LOCATOR = 20
_MOST_DIRECTORY = 64 * 1024**2  # zipfile holds the directory in memory whole
_LOCKED = 0x1 | 0x40 | 0x2000
_LOCAL = 30
# What zipfile raises for a file that is no sound zip; OSError is the disk's.
_UNSOUND = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    IndexError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
    ValueError,
)


@contextmanager
def sound() -> Iterator[None]:
    """What zipfile says of a broken zip becomes UserError ``bundle_damaged``."""
    try:
        yield
    except _UNSOUND as problem:
        raise UserError("bundle_damaged") from problem


def opened(file: BinaryIO, name: str) -> tuple[ZipFile, dict[str, ZipInfo]]:
    """The zip and its members by name. UserError ``bundle_not``, ``bundle_damaged`` and one for each trick."""
    with sound():
        _look_at_the_end(file, name)
        file.seek(0)
        packed = ZipFile(file)
        members = packed.infolist()
    if len(members) > bundle.MOST_MEMBERS:
        raise UserError("bundle_too_many", limit=bundle.MOST_MEMBERS)
    for member in members:
        _check(member)
    _check_names(members)
    _check_places(members, packed.start_dir)
    if sum(member.file_size for member in members) > bundle.MOST_ALL:
        raise UserError("bundle_too_large_all", limit=f"{bundle.MOST_ALL // 1024**3} GB")
    return packed, {member.filename: member for member in members}


def _look_at_the_end(file: BinaryIO, name: str) -> None:
    """The end record lies at the very end, without a comment, and the directory is of a bearable size."""
    file.seek(0)
    first = file.read(4)
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _END.size - _LOCATOR - _END64.size))
    tail = file.read()
    if first not in (b"PK\x03\x04", b"PK\x05\x06"):
        raise UserError("bundle_not", name=name)
    signature, *_, directory, _offset, comment = _END.unpack(tail[-_END.size :])
    if signature != b"PK\x05\x06" or comment:
        raise UserError("bundle_damaged")
    locator = len(tail) - _END.size - _LOCATOR
    if locator >= _END64.size and tail[locator : locator + 4] == b"PK\x06\x07":
        directory = max(directory if directory != 0xFFFFFFFF else 0, _END64.unpack(tail[: _END64.size])[8])
    if directory > _MOST_DIRECTORY:
        raise UserError("bundle_too_many", limit=bundle.MOST_MEMBERS)


def _check(member: ZipInfo) -> None:
    name = member.filename
    if member.flag_bits & _LOCKED:
        raise UserError("bundle_zip_locked")
    parts = name.rstrip("/").split("/")
    if name != member.orig_filename or "\\" in name or ":" in name or any(part in ("", ".", "..") for part in parts):
        raise UserError("bundle_path", name=bundle.shown(member.orig_filename))
    mode = stat.S_IFMT(member.external_attr >> 16)
    if mode not in (0, stat.S_IFREG) and not name.endswith("/"):
        raise UserError("bundle_link", name=bundle.shown(name))
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise UserError("bundle_damaged")
    if member.file_size > bundle.limit(name):
        raise bundle.too_large(name)
    if member.file_size > bundle.RATIO_FROM and member.file_size > bundle.MOST_RATIO * member.compress_size:
        raise UserError("bundle_bomb", name=bundle.shown(name), limit=bundle.MOST_RATIO)


def _check_names(members: list[ZipInfo]) -> None:
    seen: set[str] = set()
    for member in members:
        folded = bundle.folded(member.filename)
        if folded in seen:
            raise UserError("bundle_twice", name=bundle.shown(member.filename))
        seen.add(folded)


def _check_places(members: list[ZipInfo], end: int) -> None:
    """No member lies over another, nor over the directory, and nothing comes before the first."""
    places = sorted(members, key=lambda member: member.header_offset)
    starts = [member.header_offset for member in places]
    if not members:
        return
    if starts[0] != 0:
        raise UserError("bundle_damaged")
    for member, following in zip(places, [*starts[1:], end], strict=True):
        if member.header_offset + _LOCAL + len(member.orig_filename) + member.compress_size > following:
            raise UserError("bundle_damaged")

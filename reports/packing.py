"""A PDF with its small objects packed together: a tagged paper has thousands, and is half as large that way.

Takes what qpdf wrote plainly and moves text about: no object changes. qpdf could pack as well, but not so that no
stream ever ends in a carriage return, which readers may take for the line end before ``endstream``.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Sequence

TOGETHER = 100  # objects in one stream
_ROW = struct.Struct(">BIH")  # kind; place in the file or number of the stream; number in the stream
_NUMBERED = re.compile(rb"(\d+) 0 obj\n")


def packed(pdf: bytes) -> bytes:
    """``pdf`` as qpdf writes it without object streams: objects numbered from 1 on, all of them in use."""
    table = int(pdf[pdf.rindex(b"startxref\n") + 10 :].split()[0])
    trailer = pdf[pdf.index(b"trailer ", table) + 8 : pdf.rindex(b"startxref\n")].strip()
    places = [int(line[:10]) for line in pdf[table:].split(b"\n")[3:] if line.endswith(b" n ")]
    bodies = [pdf[start:end].rstrip() + b"\n" for start, end in zip(places, [*places[1:], table], strict=True)]
    small = [number for number, body in enumerate(bodies, 1) if not body.endswith(b"endstream\nendobj\n")]
    rows: dict[int, bytes] = {0: _ROW.pack(0, 0, 0xFFFF)}
    written, at = [pdf[: places[0]]], places[0]
    for number, body in enumerate(bodies, 1):
        if body.endswith(b"endstream\nendobj\n"):
            rows[number] = _ROW.pack(1, at, 0)
            written.append(body)
            at += len(body)
    following = len(bodies) + 1
    for n in range(0, len(small), TOGETHER):
        numbers = small[n : n + TOGETHER]
        body = _together(following, numbers, [_bare(bodies[number - 1]) for number in numbers])
        rows |= {number: _ROW.pack(2, following, place) for place, number in enumerate(numbers)}
        rows[following] = _ROW.pack(1, at, 0)
        written.append(body)
        at += len(body)
        following += 1
    rows[following] = _ROW.pack(1, at, 0)
    written.append(_references(following, [rows[number] for number in range(following + 1)], trailer))
    return b"".join([*written, b"startxref\n%d\n%%%%EOF\n" % at])


def _bare(body: bytes) -> bytes:
    start = _NUMBERED.match(body)
    if start is None:
        raise ValueError("not a file of qpdf's")
    return body[start.end() : -len(b"endobj\n")].rstrip()


def _together(number: int, numbers: Sequence[int], bodies: Sequence[bytes]) -> bytes:
    places, at = [], 0
    for held, body in zip(numbers, bodies, strict=True):
        places.append(b"%d %d" % (held, at))
        at += len(body) + 1
    head = b" ".join(places) + b"\n"
    data = head + b"\n".join(bodies)
    short = zlib.compress(data, 9)
    while short.endswith(b"\r"):
        data += b" "  # of no meaning here, and the check sum at the end becomes another
        short = zlib.compress(data, 9)
    about = b"/Type /ObjStm /N %d /First %d /Filter /FlateDecode /Length %d" % (len(bodies), len(head), len(short))
    return _stream(number, about, short)


def _references(number: int, rows: Sequence[bytes], trailer: bytes) -> bytes:
    """The cross-reference stream: each row as its difference from the one before, which packs far better."""
    before = [bytes(_ROW.size), *rows[:-1]]
    differences = (
        bytes((a - b) & 0xFF for a, b in zip(row, last, strict=True)) for row, last in zip(rows, before, strict=True)
    )
    data = zlib.compress(b"".join(b"\2" + difference for difference in differences), 9)
    how = b"/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns %d >>" % _ROW.size
    if data.endswith(b"\r"):
        data, how = b"".join(rows), b""  # the last row ends in a nought
    rest = re.sub(rb"/Size \d+", b"/Size %d" % len(rows), trailer[2:-2].strip())
    about = b"/Type /XRef /W [ 1 4 2 ] %s /Length %d %s" % (how, len(data), rest)
    return _stream(number, about, data)


def _stream(number: int, about: bytes, data: bytes) -> bytes:
    return b"%d 0 obj\n<< %s >>\nstream\n%s\nendstream\nendobj\n" % (number, about, data)

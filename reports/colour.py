"""The colour profile of our papers: sRGB in version 2 of the format, which every part of PDF/A takes.

Made here and not by a library: the same bytes always, whatever is installed.
"""

from __future__ import annotations

import struct
from functools import cache

_D50 = (0.9642, 1.0, 0.8249)
_PRIMARIES = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
}
"""Red, green and blue of sRGB, adapted to the white of the format."""
_STEPS = 1024


@cache
def srgb() -> bytes:
    curve = b"curv" + bytes(4) + struct.pack(">I", _STEPS) + struct.pack(f">{_STEPS}H", *map(_linear, range(_STEPS)))
    name = b"sRGB\0"
    description = b"desc" + bytes(4) + struct.pack(">I", len(name)) + name + bytes(4 + 4 + 2 + 1 + 67)
    tags = {b"desc": description, b"cprt": b"text" + bytes(4) + b"No copyright\0", b"wtpt": _xyz(_D50)}
    tags |= {tag: _xyz(values) for tag, values in _PRIMARIES.items()}
    tags |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve)
    start = 128 + 4 + 12 * len(tags)
    places: dict[bytes, int] = {}
    table, data = b"", b""
    for tag, content in tags.items():
        if content not in places:
            places[content] = start + len(data)
            data += content + bytes(-len(content) % 4)
        table += tag + struct.pack(">II", places[content], len(content))
    size = start + len(data)
    header = struct.pack(">I4sI4s4s4s", size, b"", 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    header += struct.pack(">6H", 2000, 1, 1, 0, 0, 0) + b"acsp" + bytes(28) + _fixed(_D50)
    return header + bytes(128 - len(header)) + struct.pack(">I", len(tags)) + table + data


def _linear(step: int) -> int:
    part = step / (_STEPS - 1)
    light = part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
    return round(light * 0xFFFF)


def _xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ " + bytes(4) + _fixed(values)


def _fixed(values: tuple[float, float, float]) -> bytes:
    return struct.pack(">3i", *(round(value * 0x10000) for value in values))

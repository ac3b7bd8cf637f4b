"""A signature drawn by hand, as the window takes it and the signature's picture shows it. It imports nothing: whoever
draws waits for no signing."""

from __future__ import annotations

from dataclasses import dataclass, field

Stroke = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Drawing:
    """A signature drawn by hand: strokes of points inside ``size`` (x to the right, y down), or a picture's bytes."""

    strokes: tuple[Stroke, ...] = ()
    size: tuple[float, float] = (1.0, 1.0)
    picture: bytes = field(default=b"", repr=False)

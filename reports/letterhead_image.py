"""A logo as the paper can bear it: plain RGB without transparency, small, free of whatever else the file held.

It decodes a stranger's file: only pictures of known kinds, and none that would unpack without end. It writes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from app.domain.errors import UserError

if TYPE_CHECKING:
    from PIL import Image

KINDS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")
"""No EPS: reading one would run another program."""
MOST_PIXELS = 50_000_000
WIDEST, HIGHEST = 1200, 480
"""Enough for ten centimetres at 300 dots an inch."""


@dataclass(frozen=True)
class Fitted:
    """``done``: what was changed, of ``transparent``, ``cmyk``, ``smaller``, ``first_page``."""

    png: bytes
    width: int
    height: int
    done: tuple[str, ...] = ()


def fitted(data: bytes) -> Fitted:
    """UserError ``logo_too_big``, ``logo_unreadable``."""
    import warnings

    from PIL import Image, ImageOps

    done = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of size: it is looked at here, before anything is unpacked
            with Image.open(BytesIO(data), formats=KINDS) as read:
                if read.width * read.height > MOST_PIXELS:
                    raise UserError("logo_too_big")
                if getattr(read, "n_frames", 1) > 1:
                    done.append("first_page")
                read.load()
                picture: Image.Image = ImageOps.exif_transpose(read)
            if picture.mode == "CMYK":
                done.append("cmyk")
            if picture.mode.startswith(("I", "F")):
                picture = _eight_bits(picture)
            if picture.has_transparency_data:
                done.append("transparent")
                over = picture.convert("RGBA")
                picture = Image.new("RGBA", over.size, "white")
                picture.alpha_composite(over)
            picture = picture.convert("RGB")
            if picture.width > WIDEST or picture.height > HIGHEST:
                done.append("smaller")
                picture.thumbnail((WIDEST, HIGHEST), Image.Resampling.LANCZOS)
            out = BytesIO()
            clean = Image.new("RGB", picture.size)  # what came along (places, names, profiles) stays behind
            clean.paste(picture)
            clean.save(out, "PNG", optimize=True)
    except UserError:
        raise
    except Image.DecompressionBombError as problem:
        raise UserError("logo_too_big") from problem
    except Exception as problem:  # a decoder given a broken file may raise anything
        raise UserError("logo_unreadable") from problem
    return Fitted(out.getvalue(), clean.width, clean.height, tuple(done))


def _eight_bits(picture: Image.Image) -> Image.Image:
    """Greys finer than a screen shows, spread over the 256 that it does."""
    exact = picture.convert("F")
    low, high = exact.getextrema()
    scale = 255 / ((high - low) or 1)  # type: ignore[operator]
    return exact.point(lambda value: value * scale + -low * scale).convert("L")  # type: ignore[operator]

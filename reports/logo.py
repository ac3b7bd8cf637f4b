"""A picture as it was chosen → a small, plain one that any paper can bear. Bytes in, bytes out.

Whatever comes in (transparent, CMYK, huge, damaged, no picture at all), what goes out is an opaque sRGB PNG of our own
making and nothing else of the file; or a ``UserError``. It decodes a stranger's file: only pictures of known kinds, and
none that would unpack without end. It writes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from app.domain.errors import UserError
from app.domain.paper import MOST_LOGO

if TYPE_CHECKING:
    from PIL.Image import Image

KINDS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")
"""No EPS: reading one would run another program."""
MOST_PIXELS = 50_000_000
"""More than any logo, less than what a small file may claim to unpack to."""
WIDEST, HIGHEST = 1200, 480
"""Pixels kept: 300 dots an inch and more at the size at which it is printed."""


@dataclass(frozen=True)
class Fitted:
    """``done``: what was changed, of ``transparent``, ``cmyk``, ``smaller``, ``first_page``."""

    png: bytes
    width: int
    height: int
    done: tuple[str, ...] = ()


def fitted(data: bytes) -> Fitted:
    """The same picture as the paper can bear it. UserError ``logo_too_big``, ``logo_unreadable``."""
    import warnings

    from PIL import Image

    if len(data) > MOST_LOGO:
        raise UserError("logo_too_big")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of size: it is looked at here, before anything is unpacked
            with Image.open(BytesIO(data), formats=KINDS) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise UserError("logo_too_big")
                return _fitted(picture)
    except UserError:
        raise
    except Image.DecompressionBombError as problem:
        raise UserError("logo_too_big") from problem
    except Exception as problem:  # a decoder given a broken file may raise anything
        raise UserError("logo_unreadable") from problem


def _fitted(read: Image) -> Fitted:
    from PIL import Image, ImageOps

    done = []
    if getattr(read, "n_frames", 1) > 1:
        done.append("first_page")
    whole = read.size
    read.draft(None, (WIDEST, HIGHEST))  # a JPEG many times larger is not unpacked whole
    read.load()
    picture: Image.Image = ImageOps.exif_transpose(read)
    profile = picture.info.get("icc_profile")
    if picture.mode == "CMYK":
        done.append("cmyk")
    if picture.mode.startswith(("I", "F")):
        picture = _eight_bits(picture)
    clear = picture.has_transparency_data
    if clear:
        done.append("transparent")
    if clear or picture.mode not in ("RGB", "CMYK", "L"):
        picture = picture.convert("RGBA" if clear else "RGB")
    turned = whole if picture.size == read.size else whole[::-1]
    if turned[0] > WIDEST or turned[1] > HIGHEST:
        done.append("smaller")
        picture.thumbnail((WIDEST, HIGHEST), Image.Resampling.LANCZOS)
    picture = _in_srgb(picture, profile)
    if picture.mode == "RGBA":  # the page is white, and papers of part 1 know no transparency
        over, picture = picture, Image.new("RGBA", picture.size, "white")
        picture.alpha_composite(over)
    out = BytesIO()
    clean = Image.new("RGB", picture.size)  # what came along (places, names, profiles) stays behind
    clean.paste(picture)
    clean.save(out, "PNG", optimize=True)
    return Fitted(out.getvalue(), clean.width, clean.height, tuple(done))


def _eight_bits(picture: Image) -> Image:
    """Greys finer than a screen shows, spread over the 256 that it does."""
    exact = picture.convert("F")
    low, high = exact.getextrema()
    scale = 255 / ((high - low) or 1)  # type: ignore[operator]
    return exact.point(lambda value: value * scale + -low * scale).convert("L")  # type: ignore[operator]


def _in_srgb(picture: Image, profile: bytes | None) -> Image:
    """By the picture's own colour profile where it has a sound one, else by the plain formula."""
    from PIL import ImageCms

    if profile:
        try:
            own = ImageCms.ImageCmsProfile(BytesIO(profile))
            mode = "RGBA" if picture.mode == "RGBA" else "RGB"
            converted = ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"), outputMode=mode)
            if converted is not None:
                return converted
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass
    return picture if picture.mode in ("RGB", "RGBA") else picture.convert("RGB")

"""A logo as it was chosen → a small, plain picture that any paper can bear. Bytes in, bytes out.

Whatever comes in (transparent, CMYK, huge, damaged, not an image at all), what goes out is an opaque sRGB PNG of our
own making, without metadata; or a ``UserError``, never a paper that cannot be printed.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from app.domain.errors import UserError

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")
MOST_BYTES = 32 * 1024 * 1024
MOST_PIXELS = 100_000_000
"""More than any logo, less than what a small file may claim to unpack to."""
WIDEST, TALLEST = 1200, 400
"""Pixels kept: 300 dots an inch and more at the size at which it is printed."""


def safe_logo(data: bytes) -> bytes:
    """The same picture as a PNG. ``logo_unusable`` or ``logo_huge`` (UserError)."""
    import warnings

    from PIL import Image

    if len(data) > MOST_BYTES:
        raise UserError("logo_huge")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise UserError("logo_huge")
                return _png(picture)
    except Image.DecompressionBombError as problem:
        raise UserError("logo_huge") from problem
    except UserError:
        raise
    except Exception as problem:  # what a damaged picture makes its decoder raise is anybody's guess
        raise UserError("logo_unusable") from problem


def _png(picture: Image) -> bytes:
    from PIL import Image, ImageOps

    picture.draft("RGB" if picture.mode == "RGB" else picture.mode, (WIDEST, TALLEST))
    picture.load()
    upright = ImageOps.exif_transpose(picture)
    profile = upright.info.get("icc_profile")
    if upright.mode not in ("RGB", "RGBA", "CMYK", "L"):
        upright = upright.convert("RGBA" if "A" in upright.mode or "transparency" in upright.info else "RGB")
    upright.thumbnail((WIDEST, TALLEST), Image.Resampling.LANCZOS)
    seen = _in_srgb(upright, profile)
    if seen.mode == "RGBA":  # the page is white, and papers of part 1 know no transparency
        ground = Image.new("RGB", seen.size, "white")
        ground.paste(seen, mask=seen.getchannel("A"))
        seen = ground
    out = io.BytesIO()
    Image.frombytes("RGB", seen.size, seen.convert("RGB").tobytes()).save(out, "PNG", optimize=False)
    return out.getvalue()


def _in_srgb(picture: Image, profile: bytes | None) -> Image:
    """By the picture's own colour profile where it has a sound one, else by the plain formula."""
    from PIL import ImageCms

    if profile:
        try:
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            mode = "RGBA" if picture.mode == "RGBA" else "RGB"
            converted = ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"), outputMode=mode)
            if converted is not None:
                return converted
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass
    return picture if picture.mode in ("RGB", "RGBA") else picture.convert("RGB")

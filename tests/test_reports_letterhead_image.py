"""Whatever picture comes as a logo leaves as one the paper can bear, or is refused with a sentence."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from app.domain.errors import UserError
from reports.letterhead_image import HIGHEST, WIDEST, fitted


def saved(picture: Image.Image, kind: str = "PNG", **more: object) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **more)  # type: ignore[arg-type]
    return out.getvalue()


def read(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png))


def test_a_plain_picture_stays_as_it_is() -> None:
    made = fitted(saved(Image.new("RGB", (40, 20), (10, 20, 30))))
    assert (made.width, made.height, made.done) == (40, 20, ())
    assert read(made.png).getpixel((5, 5)) == (10, 20, 30)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_is_transparent_becomes_white_and_is_said(mode: str) -> None:
    clear = Image.new("RGBA", (30, 30), (200, 0, 0, 0))
    data = saved(clear.convert("P"), transparency=0) if mode == "P" else saved(clear.convert(mode))
    made = fitted(data)
    shown = read(made.png)
    assert made.done == ("transparent",)
    assert (shown.mode, shown.getpixel((3, 3))) == ("RGB", (255, 255, 255))


def test_half_transparent_is_laid_on_white() -> None:
    made = fitted(saved(Image.new("RGBA", (4, 4), (0, 0, 0, 128))))
    grey = read(made.png).getpixel((1, 1))
    assert isinstance(grey, tuple)
    assert 120 <= grey[0] <= 135


def test_printing_colours_become_the_screens_and_it_is_said() -> None:
    made = fitted(saved(Image.new("CMYK", (30, 30), (0, 255, 255, 0)), "JPEG"))
    colour = read(made.png).getpixel((9, 9))
    assert made.done == ("cmyk",)
    assert isinstance(colour, tuple)
    assert colour[0] > 200 > 60 > colour[1]


def test_a_large_one_is_made_small_in_its_own_proportions() -> None:
    made = fitted(saved(Image.new("RGB", (6000, 1500), "navy")))
    assert made.done == ("smaller",)
    assert (made.width, made.height) == (WIDEST, WIDEST // 4)
    high = fitted(saved(Image.new("RGB", (500, 4800), "navy")))
    assert (high.width, high.height) == (50, HIGHEST)


def test_one_that_would_unpack_without_end_is_refused_before_it_is_unpacked() -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 0, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")
    with pytest.raises(UserError, match="logo_too_big"):
        fitted(bomb)


WHOLE = saved(Image.effect_noise((60, 60), 90))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a picture",
        WHOLE[: len(WHOLE) // 2],
        WHOLE[:60] + b"\0" * 400 + WHOLE[460:],
        b"%!PS-Adobe-3.0 EPSF-3.0\n",
        b"<svg/>",
    ],
    ids=["empty", "text", "half", "spoilt", "eps", "svg"],
)
def test_what_is_no_picture_or_a_broken_one_is_refused(data: bytes) -> None:
    with pytest.raises(UserError, match="logo_unreadable"):
        fitted(data)


def test_what_a_camera_turned_is_turned_and_nothing_else_of_the_file_is_kept() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # a quarter turn
    exif[0x010E] = "Anna Bianchi, via Roma"
    made = fitted(saved(Image.new("RGB", (40, 10), "navy"), "JPEG", exif=exif))
    assert (made.width, made.height) == (10, 40)
    assert b"Bianchi" not in made.png
    assert not read(made.png).info


def test_of_several_pictures_the_first_is_taken() -> None:
    first, second = Image.new("P", (8, 8), 0), Image.new("P", (8, 8), 1)
    assert "first_page" in fitted(saved(first, "TIFF", save_all=True, append_images=[second])).done


def test_greys_finer_than_a_screen_shows_keep_their_range() -> None:
    fine = Image.new("I;16", (2, 1))
    fine.putpixel((0, 0), 0)
    fine.putpixel((1, 0), 60_000)
    shown = read(fitted(saved(fine)).png)
    assert (shown.getpixel((0, 0)), shown.getpixel((1, 0))) == ((0, 0, 0), (255, 255, 255))

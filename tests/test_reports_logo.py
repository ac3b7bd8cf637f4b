"""Whatever picture comes as a logo leaves as one that any paper can bear, or is refused with a sentence."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from judges import failures
from paper_samples import law, practice, report
from PIL import Image, ImageCms

from app.domain.errors import UserError
from app.domain.paper import MOST_LOGO, Studio
from app.records.dossier import canonical
from reports.logo import HIGHEST, WIDEST, fitted
from reports.paper import make


def bytes_of(picture: Image.Image, kind: str, **more: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


NOISE = bytes_of(Image.effect_noise((60, 60), 90), "PNG")
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
PICTURES = {
    "opaque png": bytes_of(Image.new("RGB", (60, 20), (200, 30, 40)), "PNG"),
    "see-through png": bytes_of(Image.new("RGBA", (60, 20), (200, 30, 40, 90)), "PNG"),
    "grey with alpha": bytes_of(Image.new("LA", (60, 20), (90, 120)), "PNG"),
    "palette, one colour see-through": bytes_of(Image.new("P", (60, 20), 3), "PNG", transparency=3),
    "one bit": bytes_of(Image.new("1", (60, 20), 1), "PNG"),
    "sixteen bits": bytes_of(Image.new("I;16", (60, 20), 40000), "PNG"),
    "cmyk jpeg": bytes_of(Image.new("CMYK", (60, 20), (0, 200, 200, 10)), "JPEG"),
    "jpeg with a profile": bytes_of(Image.new("RGB", (60, 20), (200, 30, 40)), "JPEG", icc_profile=SRGB),
    "jpeg with a broken profile": bytes_of(Image.new("RGB", (60, 20), (200, 30, 40)), "JPEG", icc_profile=b"no"),
    "moving gif": bytes_of(
        Image.new("P", (60, 20)), "GIF", save_all=True, append_images=[Image.new("P", (60, 20), 5)] * 3
    ),
    "huge": bytes_of(Image.new("RGB", (6000, 4000), (10, 120, 60)), "PNG"),
    "one line": bytes_of(Image.new("RGB", (4000, 1)), "PNG"),
    "tiff": bytes_of(Image.new("CMYK", (60, 20)), "TIFF"),
    "webp": bytes_of(Image.new("RGBA", (60, 20), (1, 2, 3, 4)), "WEBP"),
}


def read(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png))


@pytest.mark.parametrize("name", PICTURES)
def test_any_picture_becomes_a_small_opaque_png_without_anything_else(name: str) -> None:
    made = fitted(PICTURES[name])
    assert fitted(PICTURES[name]) == made
    with read(made.png) as picture:
        assert (picture.format, picture.mode) == ("PNG", "RGB")
        assert picture.size == (made.width, made.height)
        assert picture.width <= WIDEST
        assert picture.height <= HIGHEST
        assert not picture.info
    again = fitted(made.png)  # as the paper makes it
    assert (again.png, again.done) == (made.png, ())


def test_a_plain_picture_stays_as_it_is() -> None:
    made = fitted(bytes_of(Image.new("RGB", (40, 20), (10, 20, 30)), "PNG"))
    assert (made.width, made.height, made.done) == (40, 20, ())
    assert read(made.png).getpixel((5, 5)) == (10, 20, 30)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "RGB"])
def test_what_is_transparent_becomes_white_and_is_said(mode: str) -> None:
    key = {"P": 0, "L": 60, "RGB": (200, 0, 0)}.get(mode)  # the one colour that stands for nothing
    whole = Image.new(mode, (30, 30), key) if key is not None else Image.new("RGBA", (30, 30), (200, 0, 0, 0))
    data = bytes_of(whole.convert(mode), "PNG", **({} if key is None else {"transparency": key}))
    made = fitted(data)
    shown = read(made.png)
    assert made.done == ("transparent",)
    assert (shown.mode, shown.getpixel((3, 3))) == ("RGB", (255, 255, 255))


def test_half_transparent_is_laid_on_white() -> None:
    made = fitted(bytes_of(Image.new("RGBA", (4, 4), (0, 0, 0, 128)), "PNG"))
    grey = read(made.png).getpixel((1, 1))
    assert isinstance(grey, tuple)
    assert 120 <= grey[0] <= 135


def test_printing_colours_become_the_screens_and_it_is_said() -> None:
    made = fitted(bytes_of(Image.new("CMYK", (30, 30), (0, 255, 255, 0)), "JPEG"))
    colour = read(made.png).getpixel((9, 9))
    assert made.done == ("cmyk",)
    assert isinstance(colour, tuple)
    assert colour[0] > 200 > 60 > colour[1]


def test_a_large_one_is_made_small_in_its_own_proportions() -> None:
    for kind in ("PNG", "JPEG"):
        made = fitted(bytes_of(Image.new("RGB", (6000, 1500), "navy"), kind))
        assert made.done == ("smaller",)
        assert (made.width, made.height) == (WIDEST, WIDEST // 4)
        high = fitted(bytes_of(Image.new("RGB", (500, 4800), "navy"), kind))
        assert (high.width, high.height) == (50, HIGHEST)


BROKEN = {
    "empty": b"",
    "text": b"not a picture",
    "no picture": b"%PDF-1.7 not a picture",
    "cut off": PICTURES["opaque png"][:40],
    "cut off in the middle": PICTURES["huge"][: len(PICTURES["huge"]) // 2],
    "half a noise": NOISE[: len(NOISE) // 2],
    "spoilt": NOISE[:60] + b"\0" * 400 + NOISE[460:],
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_picture_or_a_broken_one_is_refused_with_a_sentence(name: str) -> None:
    with pytest.raises(UserError, match="logo_unreadable"):
        fitted(BROKEN[name])


def test_one_that_would_unpack_without_end_is_refused_before_it_is_unpacked() -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    for side in (8_000, 100_000):  # more than is taken here; more than the library itself opens
        head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
        bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")
        with pytest.raises(UserError, match="logo_too_big"):
            fitted(bomb)


def test_a_file_that_no_logo_needs_is_not_even_looked_at() -> None:
    with pytest.raises(UserError, match="logo_too_big"):
        fitted(PICTURES["tiff"] + bytes(MOST_LOGO))


def test_what_a_camera_turned_is_turned_and_nothing_else_of_the_file_is_kept() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # a quarter turn
    exif[0x010E] = "Anna Bianchi, via Roma"
    made = fitted(bytes_of(Image.new("RGB", (40, 10), "navy"), "JPEG", exif=exif))
    assert (made.width, made.height) == (10, 40)
    assert b"Bianchi" not in made.png
    assert not read(made.png).info


def test_of_several_pictures_the_first_is_taken() -> None:
    first, second = Image.new("P", (8, 8), 0), Image.new("P", (8, 8), 1)
    assert "first_page" in fitted(bytes_of(first, "TIFF", save_all=True, append_images=[second])).done


def test_greys_finer_than_a_screen_shows_keep_their_range() -> None:
    fine = Image.new("I;16", (2, 1))
    fine.putpixel((0, 0), 0)
    fine.putpixel((1, 0), 60_000)
    shown = read(fitted(bytes_of(fine, "PNG")).png)
    assert (shown.getpixel((0, 0)), shown.getpixel((1, 0))) == ((0, 0, 0), (255, 255, 255))


@pytest.mark.parametrize("name", ["see-through png", "cmyk jpeg", "huge", "one line"])
def test_a_paper_with_a_logo_is_archival_and_always_the_same(name: str) -> None:
    studio = Studio("Studio di prova", ("via delle Prove 1", "tel. 000", "iscrizione n. 0"), footer="P. IVA 0")
    document = report(studio=studio, logo=fitted(PICTURES[name]).png)
    pdf = make(document, canonical(practice(law("it"))))
    assert pdf == make(document, canonical(practice(law("it"))))
    assert failures(pdf) == []
    with pikepdf.open(io.BytesIO(pdf)) as doc:
        pictures = [o for o in doc.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
        assert len(pictures) == 1
        assert "/SMask" not in pictures[0]


def test_a_broken_logo_is_left_out_and_told(tmp_path: Path) -> None:
    from app.desk.paperwork import Wanted, checklist
    from app.domain.ledger import Dossier
    from app.text import words
    from tests.law import NOW, RESOURCES

    wanted = Wanted(words(RESOURCES / "text", "it"), NOW, studio=Studio("Studio", logo=b"no"))
    sheet = checklist(law("it"), Dossier(practice(law("it"))), wanted)
    assert sheet.pdf.startswith(b"%PDF")
    assert [problem.key for problem in sheet.problems] == ["logo_unusable"]

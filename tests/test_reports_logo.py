from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from judges import failures
from paper_samples import law, practice, report
from PIL import Image, ImageCms

from app.domain.errors import UserError
from app.domain.paper import Studio
from app.records.dossier import canonical
from reports import logo
from reports.logo import safe_logo
from reports.paper import make


def bytes_of(picture: Image.Image, kind: str, **more: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


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


@pytest.mark.parametrize("name", PICTURES)
def test_any_picture_becomes_a_small_opaque_png_without_anything_else(name: str) -> None:
    made = safe_logo(PICTURES[name])
    assert safe_logo(PICTURES[name]) == made
    with Image.open(io.BytesIO(made)) as picture:
        assert (picture.format, picture.mode) == ("PNG", "RGB")
        assert picture.width <= logo.WIDEST
        assert picture.height <= logo.TALLEST
        assert not picture.info


def test_what_is_see_through_shows_the_white_page() -> None:
    with Image.open(io.BytesIO(safe_logo(bytes_of(Image.new("RGBA", (9, 9), (0, 0, 0, 0)), "PNG")))) as picture:
        assert picture.getpixel((4, 4)) == (255, 255, 255)


def test_the_colours_of_print_become_those_of_the_screen() -> None:
    with Image.open(io.BytesIO(safe_logo(PICTURES["cmyk jpeg"]))) as picture:
        red, green, blue = picture.getpixel((30, 10))  # type: ignore[misc]
        assert red > 200
        assert max(green, blue) < 90


BROKEN = {
    "empty": b"",
    "no picture": b"%PDF-1.7 not a picture",
    "cut off": PICTURES["opaque png"][:40],
    "cut off in the middle": PICTURES["huge"][: len(PICTURES["huge"]) // 2],
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_picture_is_refused_with_a_sentence(name: str) -> None:
    with pytest.raises(UserError) as told:
        safe_logo(BROKEN[name])
    assert told.value.key == "logo_unusable"


def test_one_that_claims_to_unpack_to_more_than_a_logo_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logo, "MOST_PIXELS", 1000)
    with pytest.raises(UserError) as told:
        safe_logo(PICTURES["opaque png"])
    assert told.value.key == "logo_huge"
    monkeypatch.setattr(logo, "MOST_BYTES", 10)
    with pytest.raises(UserError) as told:
        safe_logo(PICTURES["tiff"])
    assert told.value.key == "logo_huge"


@pytest.mark.parametrize("name", ["see-through png", "cmyk jpeg", "huge", "one line"])
def test_a_paper_with_a_logo_is_archival_and_always_the_same(name: str) -> None:
    studio = Studio("Studio di prova", ("via delle Prove 1", "tel. 000", "iscrizione n. 0"), footer="P. IVA 0")
    document = report(studio=studio, logo=safe_logo(PICTURES[name]))
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

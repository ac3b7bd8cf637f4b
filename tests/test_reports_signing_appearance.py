"""What is drawn by hand in the box: shown, inside the box, and the paper stays archival."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from contextlib import contextmanager

import pikepdf
import pytest
from PIL import Image

from app.domain.errors import UserError
from reports.archival import Field
from reports.signing.drawing import Drawing
from reports.signing.sign import Stamp, sign
from tests.judges import failures_signed
from tests.sealed_paper import NOW, PASSPHRASE, paper, person

WAVE = tuple((x, 40 + 30 * math.sin(x / 9)) for x in range(10, 200, 3))
STROKES = Drawing((WAVE, ((20.0, 70.0), (180.0, 60.0)), ((50.0, 10.0),)), (220.0, 90.0))


def signed(drawing: Drawing | None, pdf: bytes | None = None) -> bytes:
    stamp = Stamp(("Persona di prova", "23/11/2026", "Motivo: perché sì"), drawing)
    return sign(pdf or paper(), p12=person().p12, passphrase=PASSPHRASE, field="consulente", stamp=stamp, now=NOW)


def picture(mode: str, kind: str, size: tuple[int, int] = (300, 120)) -> bytes:
    made, out = Image.new(mode, size, (0, 0, 0, 0)[: len(mode)] if len(mode) > 1 else 0), io.BytesIO()
    made.save(out, kind)
    return out.getvalue()


@contextmanager
def seal_form(pdf: bytes) -> Iterator[pikepdf.Object]:
    with pikepdf.open(io.BytesIO(pdf)) as doc:
        [shown] = [a.AP.N for a in doc.pages[0].Annots if a.T == "consulente"]
        yield shown.Resources.XObject["/Seal"]


@pytest.mark.parametrize(
    "drawing",
    [
        STROKES,
        Drawing((((5.0, 5.0),),), (220.0, 90.0)),
        Drawing(),
        Drawing(picture=picture("RGBA", "PNG")),
        Drawing(picture=picture("CMYK", "JPEG")),
        Drawing(picture=picture("L", "PNG", (4000, 40))),
    ],
    ids=["strokes", "dot", "nothing", "alpha", "cmyk", "long"],
)
def test_whatever_is_drawn_stays_archival(drawing: Drawing) -> None:
    made = signed(drawing)
    assert failures_signed(made) == []


def test_strokes_are_lines_inside_the_box() -> None:
    with seal_form(signed(STROKES)) as form:
        x0, y0, x1, y1 = (float(edge) for edge in form.BBox)
        points = [
            (float(i.operands[0]), float(i.operands[1]))
            for i in pikepdf.parse_content_stream(form)
            if str(i.operator) in ("m", "l")
        ]
    assert len(points) > len(WAVE)
    assert all(x0 <= x <= x0 + (x1 - x0) / 2 and y0 <= y <= y1 for x, y in points)


def test_a_picture_is_made_small_and_plain() -> None:
    with seal_form(signed(Drawing(picture=picture("RGB", "JPEG", (3000, 2000))))) as form:
        found = [form, *form.Resources.XObject.values()]
        [image] = [thing for thing in found if thing.get("/Subtype") == "/Image"]
        assert max(int(image.Width), int(image.Height)) <= 1000
        assert image.ColorSpace == "/DeviceRGB"


@pytest.mark.parametrize("data", [b"no", b"\x89PNG\r\n\x1a\nbroken", picture("RGB", "PNG")[:60]])
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(UserError, match="picture_unreadable"):
        signed(Drawing(picture=data))


def test_a_tiny_box_takes_a_drawing_too() -> None:
    tiny = paper(fields=[Field("consulente", 0, (72, 100, 79, 104), "piccola")])
    assert signed(STROKES, tiny).startswith(tiny)

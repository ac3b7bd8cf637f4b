"""A small paper to finish and seal: three pages in an embedded font, four reserved fields, data inside."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from importlib.resources import files
from typing import Any

from reports.archival import Field, finish
from reports.elements import Element, FieldMark, Mark, Tree
from reports.signing.identity import Identity, create
from reports.signing.sign import Stamp, sign

NOW = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)
ROME = datetime(2026, 11, 23, 11, 42, 5, tzinfo=timezone(timedelta(hours=1)))
PASSPHRASE = "perché no?"
PAYLOAD = b'{"practice":"esempio","answers":[1,2,3]}' * 200
CONSULTANT = "Consulente di prova"
STAMP = Stamp((CONSULTANT, "23 novembre 2026, 10:42", "Sigillo d'integrità, non firma digitale"))
FIELDS = (
    Field("consulente", 0, (72, 100, 272, 170), "Firma del consulente"),
    Field("datore", 0, (300, 100, 500, 170), "Firma del datore di lavoro"),
    Field("rsu", 1, (72, 100, 272, 170), "Firma della RSU o RSA"),
    Field("marca", 0, (0, 0, 0, 0), "Marca temporale"),
)


@cache
def drawn() -> bytes:
    """What the layout would hand over: every page's line marked as its first paragraph."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    font = (files("font_source_sans_pro") / "files" / "SourceSansPro-Regular.ttf").read_bytes()
    pdfmetrics.registerFont(TTFont("PaperSans", io.BytesIO(font)))
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1, initialFontName="PaperSans", initialFontSize=11)
    for page in range(3):
        canvas.setFont("PaperSans", 11)
        canvas.bookmarkPage(f"p{page}")
        canvas.addOutlineEntry(f"Pagina {page + 1}", f"p{page}")
        with marked(canvas):
            canvas.drawString(72, 700, f"Pagina {page + 1}: perché così? Žižek, Ωмега")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@contextmanager
def marked(canvas: Any) -> Iterator[None]:
    canvas._code.append("/P <</MCID 0>> BDC")
    yield
    canvas._code.append("EMC")


def tree(fields: Sequence[Field]) -> Tree:
    """What is drawn, and then the fields, in reading order."""
    root = Element("Document")
    lines = [root.add(Element("P")) for _ in range(3)]
    for page, line in enumerate(lines):
        line.kids.append(Mark(page, 0))
    for field in fields:
        root.add(Element("Form")).kids.append(FieldMark(field.name))
    return Tree(root, tuple((line,) for line in lines))


def paper(**changes: Any) -> bytes:
    """The finished, unsigned paper, with some of ``finish``'s arguments changed."""
    arguments: dict[str, Any] = {
        "title": "Verifica <degli> strumenti & C.",
        "author": "Studio di prova",
        "subject": "Circolare 4/2017",
        "lang": "it-IT",
        "document_id": "esempio-1",
        "created": ROME,
        "fields": FIELDS,
        "payload": PAYLOAD,
        "tree": tree(changes.get("fields", FIELDS)),
    }
    return finish(drawn(), **(arguments | changes))


@cache
def person(name: str = CONSULTANT) -> Identity:
    return create(name, PASSPHRASE, NOW)


def seal(pdf: bytes, field: str, who: str = CONSULTANT) -> bytes:
    identity = person() if who == CONSULTANT else person(who)
    return sign(pdf, p12=identity.p12, passphrase=PASSPHRASE, field=field, stamp=STAMP, now=NOW)


@cache
def sealed_once() -> bytes:
    return seal(paper(), "consulente")


@cache
def sealed_legible() -> bytes:
    """The edition in which no object is packed away."""
    return seal(paper(payload=None, part=1), "consulente")


@cache
def sealed_twice() -> bytes:
    return seal(sealed_once(), "datore", "Datore di prova")

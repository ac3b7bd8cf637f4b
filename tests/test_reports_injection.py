"""Whatever is typed anywhere that reaches paper is printed as it stands, and does nothing."""

from __future__ import annotations

import io
import unicodedata
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from paper_fields import NOT_PRINTED, PRINTED, places, texts_of, written
from paper_samples import ACTIONS, EVIDENCE, law, practice, report
from PySide6.QtPdf import QPdfDocument

from app.domain.paper import Studio
from app.domain.practice import Answer, ToolFunction
from reports.layout.text import plain
from reports.paper import make

HOSTILE = {
    "img of a local file": '<img src="/etc/hostname"/>',
    "img by file address": '<img src="file:///etc/hostname" width="9000"/>',
    "img by data": '<img src="data:image/png;base64,iVBORw0KGgo="/>',
    "img from the network": '<img src="http://example.invalid/x.png"/>',
    "link with script": '<a href="javascript:alert(1)">qui</a>',
    "link to a file": '<a href="file:///etc/hostname">qui</a>',
    "link": '<link href="https://example.invalid/x">x</link>',
    "anchor": '<a name="sopra"/>',
    "font size": '<font size="4000">grande</font>',
    "font colour that runs": "<font color=\"[[[getattr(pow, Word('__globals__'))]]] and 'red'\">rosso</font>",
    "font name": "<font name='NonEsiste'>x</font>",
    "unclosed": "<b>non chiuso",
    "closed without opening": "</para></b></font>",
    "sequence": "<seq id='a'/><seqreset id='a'/>",
    "call while drawing": "<onDraw name='x' label='y'/>",
    "bullet": "<bullet>z</bullet>",
    "greek and raised": "<greek>a</greek><super rise='99'>b</super>",
    "paragraph of its own": '<para fontSize="90" alignment="right">x</para>',
    "unknown": "<sconosciuto>sparisce?</sconosciuto>",
    "line breaks": "<br/><br/>riga<pageBreak/>",
    "entities": "&amp; &lt;b&gt; &#60;b&#62; &nessuna; & < >",
    "cdata": "<![CDATA[<b>]]> <!-- commento --> <?pi?>",
    "page operators": "(parentesi) \\(escape\\) %commento ) Tj ET endstream endobj",
    "format places": "{graffe} {0} {number} %s %(nome)s ${x}",
    "a code of ours": "[t1=work_tool:in_order][t1/f2=work_tool]",
    "controls": "nul\x00 esc\x1b[31m bell\x07 canc\x7f",
    "turned round": "\u202etesto\u202c zero\u200blargo \ufeffmarca",
}


def squeezed(text: str) -> str:
    simple = "".join(unicodedata.normalize("NFKC", text).split())
    return "".join(c for c in unicodedata.normalize("NFD", simple) if unicodedata.category(c) != "Mn")


def printed(pdf: bytes, folder: Path) -> str:
    file = folder / "read.pdf"
    file.write_bytes(pdf)
    reader = QPdfDocument()
    assert reader.load(str(file)) == QPdfDocument.Error.None_
    text = " ".join(reader.getAllText(n).text() for n in range(reader.pageCount()))
    reader.close()
    return squeezed(text)


def test_no_text_of_a_practice_is_forgotten() -> None:
    """A new field is to be told here: printed, or of a closed list."""
    for kind in PRINTED:
        assert set(PRINTED[kind]) | set(NOT_PRINTED[kind]) == texts_of(kind), kind
        assert not set(PRINTED[kind]) & set(NOT_PRINTED[kind])


@pytest.mark.parametrize("name", HOSTILE)
def test_in_every_field_that_reaches_paper_it_is_plain_text(name: str, tmp_path: Path) -> None:
    base = practice(law("it"))
    value: Any = (base, ACTIONS, EVIDENCE)
    numbers = {place: f"Q{n:03}Q" for n, place in enumerate(places(value))}
    spoiled, actions, evidence = written(value, lambda place: numbers[place] + HOSTILE[name])
    studio = Studio(f"Q900Q{HOSTILE[name]}", (f"Q901Q{HOSTILE[name]}",), footer=f"Q902Q{HOSTILE[name]}")
    pdf = make(report(base=spoiled, actions=actions, evidence=evidence, studio=studio), None)
    text = printed(pdf, tmp_path)
    shown = squeezed(plain(HOSTILE[name]))
    begun = [place for place, number in numbers.items() if number + shown[:1] not in text]
    assert begun == list(UNSEEN)
    # One that runs on over a page has that page's foot and head in its middle.
    assert text.count(shown[:60]) >= len(numbers) - len(UNSEEN) - 20
    for number in ("Q900Q", "Q901Q", "Q902Q"):
        assert number + shown[:12] in text
    harmless(pdf)


OFF_PATH = "[0].tools[0].functions[1].answers.kept", "[0].tools[2].facts.judges_individual"
UNASKED = "[0].tools[3].functions[1]"
UNSEEN = (
    # What nobody is asked any more does not speak, and is not printed; nor is who said what nobody said.
    *(f"{OFF_PATH[0]}.{field}" for field in PRINTED[Answer]),
    *(f"{OFF_PATH[1]}.{field}" for field in PRINTED[Answer]),
    *(f"{UNASKED}.{field}" for field in PRINTED[ToolFunction]),
    # The title of an action that is named by its functions or by the law's duty.
    "[1][0].title",
    "[1][1].title",
)


def harmless(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as doc:
        for thing in doc.objects:
            if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
                assert thing.get("/Subtype") not in ("/Image", "/Link"), thing
                assert thing.get("/S") not in ("/URI", "/JavaScript", "/Launch", "/GoToR"), thing
        for page in doc.pages:
            sizes = [float(step.operands[1]) for step in pikepdf.parse_content_stream(page, "Tf")]
            assert max(sizes) <= 21


def test_at_least_eighteen_ways_to_do_harm() -> None:
    assert len(HOSTILE) >= 18

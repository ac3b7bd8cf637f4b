"""The printed pages: embedded, archival, the same every time, readable as text, and harmless whatever is typed in."""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
import unicodedata
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from judges import failures
from paper_samples import ROOT, function, law, others, practice, report, with_text
from PySide6.QtPdf import QPdfDocument

from app.domain.paper import Studio
from app.domain.practice import Tool
from app.records.dossier import canonical
from reports.archival import embedded
from reports.layout.document import Rendered, render
from reports.layout.text import fitted, plain
from reports.paper import make
from reports.report import Report

STRANGERS = ROOT.parent / "shared" / "foreign" / "naughty-strings.json"

HOSTILE = (
    '<img src="/etc/hostname"/>',
    '<img src="file:///etc/hostname" width="9000"/>',
    '<a href="javascript:alert(1)">qui</a>',
    '<a href="file:///etc/hostname">qui</a><link href="https://example.invalid/x">x</link>',
    '<font size="4000">grande</font>',
    "<font color=\"[[[getattr(pow, Word('__globals__'))]]] and 'red'\">rosso</font>",
    "<font name='NonEsiste'>x</font>",
    "<b>non chiuso",
    "</para></b></font>",
    "<seq id='a'/><onDraw name='x' label='y'/><bullet>z</bullet>",
    "<sconosciuto>sparisce?</sconosciuto>",
    "&amp; &lt;b&gt; &#60;b&#62; &nessuna; & < >",
    "<![CDATA[<b>]]> <!-- commento --> <?pi?>",
    "(parentesi) \\(escape\\) %commento ) Tj ET endstream endobj",
    "prima\nseconda\r\nterza\u2028quarta",
    "nul\x00 esc\x1b[31m bell\x07 canc\x7f",
    "\u202etesto al contrario\u202c zero\u200blargo \ufeffmarca",
    "{graffe} {0} %s %(nome)s ${x}",
    "ù" * 30 + "a" * 3000,
    "a\u0300\u0301 e\u0300 Zal\u0336\u0321go",
    "",
    "   \n \t ",
)


@cache
def sample() -> Rendered:
    return render(report())


def finished(document: Report) -> bytes:
    return make(document, canonical(practice(law("it"))))


def texts(pdf: bytes, folder: Path) -> list[str]:
    """The text of each page, as another program reads it."""
    file = folder / "read.pdf"
    file.write_bytes(pdf)
    reader = QPdfDocument()
    assert reader.load(str(file)) == QPdfDocument.Error.None_
    found = [reader.getAllText(n).text() for n in range(reader.pageCount())]
    reader.close()
    return found


def squeezed(text: str) -> str:
    """Without what a reader may see otherwise: line ends and spaces, ﬁ for fi, the order of accents heaped up."""
    simple = "".join(unicodedata.normalize("NFKC", text).split())
    return "".join(c for c in unicodedata.normalize("NFD", simple) if unicodedata.category(c) != "Mn")


@pytest.mark.parametrize("draft", [False, True])
@pytest.mark.parametrize("lang", ["it", "en"])
def test_the_checklist_is_archival(lang: str, draft: bool) -> None:
    pdf = finished(report(lang, draft=draft))
    assert failures(pdf) == []
    assert embedded(pdf) == canonical(practice(law("it")))


def test_every_font_is_embedded() -> None:
    with pikepdf.open(io.BytesIO(sample().pdf)) as doc:
        found = [o for o in doc.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font"]
        assert found
        for font in found:
            assert "/FontFile2" in font.FontDescriptor, font.BaseFont


def test_no_font_of_another_drawing_slips_in() -> None:
    """reportlab keeps its defaults per process: whoever drew before must not matter."""
    code = (
        "import io; from reportlab.pdfgen.canvas import Canvas\n"
        "other = Canvas(io.BytesIO()); other.drawString(9, 9, 'x'); other.save()\n"
        "import sys; sys.path.insert(0, 'tests')\n"
        "import hashlib, paper_samples; from reports.layout.document import render\n"
        "print(hashlib.sha256(render(paper_samples.report()).pdf).hexdigest())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == hashlib.sha256(sample().pdf).hexdigest()


def test_same_report_same_bytes() -> None:
    assert render(report()).pdf == sample().pdf
    assert finished(report()) == finished(report())


def test_every_page_has_its_number_letterhead_and_caveat(tmp_path: Path) -> None:
    pages = texts(sample().pdf, tmp_path)
    assert len(pages) == sample().pages > 5
    for number, text in enumerate(pages, 1):
        assert f"pag. {number} di {len(pages)}" in text
        assert "Studio di prova · consulenza del lavoro" in text
        assert "non sostituisce il parere di un professionista" in text


def test_page_one_is_enough_for_the_owner(tmp_path: Path) -> None:
    first = squeezed(texts(sample().pdf, tmp_path)[0])
    summary = report().summary
    for text in (
        *(row.name for row in summary.tools),
        *(row.chip.text for row in summary.tools),
        *summary.first,
        summary.caveat,
    ):
        assert squeezed(text) in first, text


def test_all_that_the_report_says_is_on_the_pages(tmp_path: Path) -> None:
    document = report()
    printed = squeezed(" ".join(texts(sample().pdf, tmp_path)))
    said = [answer.question for tool in document.tools for f in tool.functions for answer in f.answers]
    said += [reason.text for tool in document.tools for f in tool.functions for reason in f.reasons]
    said += [position.says for tool in document.tools for c in tool.conflicts for position in c.positions]
    said += [line.functions for tool in document.tools for line in tool.absent]
    said += [duty.text for duty in document.duties] + [i.statement for act in document.sources for i in act.items]
    said += [document.declaration.fingerprint.value, document.declaration.embedded]
    # A sentence broken over two pages has a footer and a header in its middle: so its two ends are looked for.
    for text in map(squeezed, said):
        assert text[:20] in printed, text
        assert text[-20:] in printed, text


def test_the_outline_leads_to_tools_and_functions() -> None:
    with pikepdf.open(io.BytesIO(finished(report()))) as doc, doc.open_outline() as outline:
        titles = [entry.title for entry in outline.root]
        crm = next(entry for entry in outline.root if entry.title == "CRM “Contatto 360”")
        assert [child.title for child in crm.children][:2] == [
            "Abbinamento chiamata–scheda cliente",
            "Stati in diretta",
        ]
    assert titles[0] == "In sintesi"
    assert titles[-1] == "Sottoscrizione"


def test_the_fields_lie_in_their_boxes_on_the_last_page() -> None:
    fields = {field.name: field for field in sample().fields}
    assert list(fields) == ["consultant", "employer", "representatives", "timestamp"]
    assert not fields.pop("timestamp").visible
    assert {field.page for field in fields.values()} == {sample().pages - 1}
    for field in fields.values():
        x0, y0, x1, y1 = field.rect
        assert 40 < x0 < x1 < 555
        assert 60 < y0 < y1 < 780
        assert x1 - x0 > 200
        assert y1 - y0 > 40
    a, b, c = (field.rect for field in fields.values())
    assert a[2] < b[0]
    assert c[3] < a[1]


def test_only_drafts_and_samples_bear_a_watermark(tmp_path: Path) -> None:
    assert not [text for text in texts(sample().pdf, tmp_path) if "BOZZA" in text or "ESEMPIO" in text]
    base = replace(practice(law("it")), sample=True)
    for text in texts(render(report(base=base, draft=True)).pdf, tmp_path):
        assert "ESEMPIO · BOZZA" in text


def harmless(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as doc:
        for thing in doc.objects:
            if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
                assert thing.get("/Subtype") not in ("/Image", "/Link"), thing
                assert thing.get("/S") not in ("/URI", "/JavaScript", "/Launch", "/GoToR"), thing


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_printed_as_plain_text(text: str, tmp_path: Path) -> None:
    base = with_text(practice(law("it")), text)
    pdf = finished(report(base=base, studio=Studio(text, (text,), footer=text)))
    printed = squeezed(" ".join(texts(pdf, tmp_path)))
    wanted = squeezed(plain(text))
    assert printed.count(wanted[:200]) >= (5 if wanted else 0)
    assert failures(pdf) == []
    harmless(pdf)


@pytest.mark.parametrize("part", range(8))
def test_strings_that_broke_others(part: int, tmp_path: Path) -> None:
    if not STRANGERS.exists():
        pytest.skip("not checked: foreign files absent")
    strings: list[str] = json.loads(STRANGERS.read_text("utf-8"))[part::8]
    assert len(strings) > 50
    pdf = finished(report(base=with_text(practice(law("it")), "\n".join(strings))))
    printed = squeezed(" ".join(texts(pdf, tmp_path)))
    for text in strings:
        assert squeezed(plain(text))[:12] in printed, text
    assert failures(pdf) == []
    harmless(pdf)


def test_what_the_font_cannot_show_is_printed_as_its_code() -> None:
    assert plain("già ő ж α € → «» 中😀") == "già ő ж α € → «» [U+4E2D][U+1F600]"
    assert plain("שלום") == "[U+05E9][U+05DC][U+05D5][U+05DD]"
    assert plain("a\x00b\x1b[0m\u202ec") == "a[U+0000]b[U+001B][0m[U+202E]c"
    assert plain("\ud800") == "[U+D800]"


def test_what_shows_nothing_anywhere_prints_nothing() -> None:
    assert plain("e\u0300 ❤\ufe0f per\u00adché\u200b") == "è [U+2764] perché"
    assert plain("a\u2011b\u2003c\u00a0d") == "a-b c\u00a0d"
    assert plain("a\r\nb\rc\u2029d") == "a\nb\nc\nd"


def test_a_long_line_is_cut_to_its_room() -> None:
    from reports.layout.fonts import REGULAR, width

    cut = fitted("parola " * 200, REGULAR, 9, 120)
    assert cut.endswith("…")
    assert width(cut, REGULAR, 9) <= 120
    assert fitted("breve\nriga", REGULAR, 9, 120) == "breve riga"


def test_ten_tools_of_every_function() -> None:
    circular = law("it")
    kinds = list(circular.kinds)
    functions = tuple(
        function(f"f{n}", kind.id, **{fact.id: fact.values[-1] for fact in kind.facts if fact.type == "choice"})
        for n, kind in enumerate(circular.kinds.values())
    )
    tools = tuple(
        Tool(f"t{n}", f"Strumento {n}", functions=functions, confirmed=others(circular, *kinds)) for n in range(10)
    )
    rendered = render(report(base=replace(practice(circular), tools=tools)))
    assert len(functions) == len(kinds)
    assert rendered.pages > 100


def test_an_empty_practice_prints(tmp_path: Path) -> None:
    base: Any = replace(practice(law("it")), tools=())
    assert "Sottoscrizione" in " ".join(texts(render(report(base=base)).pdf, tmp_path))

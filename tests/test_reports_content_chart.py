from __future__ import annotations

import io

import pikepdf
from paper_samples import law, practice, report
from reportlab.pdfgen.canvas import Canvas

from reports.layout import fonts
from reports.layout.fonts import REGULAR
from reports.layout.style import LOOKS
from reports.layout.summary_chart import PATTERNS, OutcomeChart
from reports.report_parts import BarPart, OutcomeBar


def test_each_tool_is_in_one_part_the_most_severe_first() -> None:
    bar = report().summary.bar
    assert bar is not None
    assert [(part.letter, part.number, part.look) for part in bar.parts] == [
        ("A", 1, "red"),
        ("B", 1, "amber"),
        ("C", 1, "green"),
        ("D", 2, "grey"),
    ]
    assert bar.alt == (
        "Grafico a barra: 5 strumenti per esito. Non autorizzabile (INL): 1; Serve accordo o autorizzazione: 1; "
        "Strumento di lavoro: 1; Da completare: 2."
    )


def test_a_tool_has_one_of_its_functions_and_none_where_there_is_nothing_to_compare() -> None:
    bars = [tool.bar for tool in report().tools]
    assert [bar and sum(part.number for part in bar.parts) for bar in bars] == [3, None, None, None, None]
    assert report(base=practice(law("it")), tools=["t1"]).summary.bar is None


def test_looks_differ_in_black_and_white() -> None:
    assert set(PATTERNS) == set(LOOKS)
    assert len(set(PATTERNS.values())) == len(PATTERNS)


def drawn(bar: OutcomeBar, width: float = 500) -> tuple[OutcomeChart, bytes]:
    fonts.register()
    chart, out = OutcomeChart(bar), io.BytesIO()
    canvas = Canvas(out, initialFontName=REGULAR, pageCompression=0)
    chart.wrapOn(canvas, width, 700)
    chart.drawOn(canvas, 40, 400)
    canvas.save()
    return chart, out.getvalue()


def test_it_is_drawn_with_vectors_and_embedded_fonts_alone() -> None:
    looks = list(PATTERNS)
    bar = OutcomeBar(tuple(BarPart(look, "ABCDEF"[n], n + 1, f"esito {n}") for n, look in enumerate(looks)), "alt")
    chart, pdf = drawn(bar)
    assert chart.alt == "alt"
    with pikepdf.open(io.BytesIO(pdf)) as doc:
        for thing in doc.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font":
                assert "/FontFile2" in thing.FontDescriptor
            assert not (isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image")


def test_the_smallest_part_keeps_room_for_its_letter_and_the_legend_wraps() -> None:
    parts = (BarPart("red", "A", 1, "uno" * 30), BarPart("green", "B", 4000, "due" * 30))
    chart, _ = drawn(OutcomeBar(parts, ""), 300)
    assert len(chart.lines) == 2
    assert chart.height < 60

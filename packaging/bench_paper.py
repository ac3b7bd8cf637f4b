"""The checklist of a large practice: what each page takes, and in which of the three steps the time goes.

Set against reportlab alone, which lays out and draws the same paragraphs and tables in the same run: no tags, no
archive, no embedded data, no header or footer.
"""

from __future__ import annotations

import importlib
import io
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from unittest.mock import patch
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from app.domain.circular import Circular
    from app.domain.practice import Practice
    from reports.report import Report

NOW = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)
TOOLS, FUNCTIONS = 20, 5
ROUNDS = 5


def measure() -> dict[str, float]:
    """Medians of alternating rounds, in milliseconds a page; ``ratio`` of all three steps to reportlab alone."""
    from app.domain.engine import determine
    from app.paths import resources
    from app.records.dossier import canonical
    from app.text import words
    from reports.content import compose
    from reports.layout.document import render
    from reports.paper import finished

    circular, practice = _practice()
    found = determine(circular, practice, NOW.date())
    told, payload = words(resources() / "text", "it"), canonical(practice)
    steps: dict[str, list[float]] = {"compose": [], "render": [], "archival": [], "bare": []}
    pages = 0
    for round_ in range(ROUNDS + 1):
        start = time.perf_counter()
        report = compose(
            circular,
            practice,
            found,
            revision=1,
            on=NOW.date(),
            made_at=NOW,
            draft=False,
            edition="third_parties",
            words=told,
        )
        composed = time.perf_counter()
        rendered = render(report)
        drawn = time.perf_counter()
        finished(report, rendered, payload)
        kept = time.perf_counter()
        _bare(report)
        last = time.perf_counter()
        pages = rendered.pages
        if round_:  # the first one loads and caches
            moments = (start, composed, drawn, kept, last)
            for name, before, after in zip(steps, moments, moments[1:], strict=False):
                steps[name].append((after - before) * 1000 / pages)
    middle = {name: statistics.median(values) for name, values in steps.items()}
    page = middle["compose"] + middle["render"] + middle["archival"]
    return {"pages": pages, "page": page, **middle, "ratio": page / middle["bare"]}


def told(found: dict[str, float]) -> str:
    return (
        f"{'paper':12} {found['ratio']:8.2f} × bare reportlab  ({found['pages']:.0f} pages, {found['page']:.1f} ms a"
        f" page: compose {found['compose']:.1f}, render {found['render']:.1f}, archival {found['archival']:.1f};"
        f" bare {found['bare']:.1f})"
    )


def _reportlab(part: str) -> Any:
    """Not a need of this script's own: it is there with the program that is measured."""
    return importlib.import_module(f"reportlab.{part}")


def _practice() -> tuple[Circular, Practice]:
    """Every kind of function in turn, five to a tool, each with the last of its answers."""
    from app.domain.practice import Answer, Company, Confirmation, Practice, Site, Tool, ToolFunction
    from app.library.shelf import Shelf
    from app.paths import resources

    shelf = Shelf(resources() / "circulars")
    newest = shelf.newest()
    circular = shelf.load(newest.circular, newest.version, "it")
    kinds = list(circular.kinds.values())
    tools = []
    for n in range(TOOLS):
        functions = []
        for k in range(FUNCTIONS):
            kind = kinds[(n * FUNCTIONS + k) % len(kinds)]
            facts = {fact.id: Answer(fact.values[-1]) for fact in kind.facts if fact.type == "choice"}
            functions.append(ToolFunction(f"f{k}", kind.id, "in_use", facts))
        confirmed = Confirmation("", "", tuple(circular.kinds))
        tools.append(Tool(f"t{n}", f"Tool {n + 1}", functions=tuple(functions), state="in_use", confirmed=confirmed))
    company = Company(name="Bench", sites=(Site("s1", "Lecce", "Lecce", "LE", 38, "rsu"),))
    return circular, Practice("bench", circular.id, circular.version, company, tuple(tools))


def _bare(report: Report) -> None:
    """The same story by reportlab's own paragraphs and tables, on its own canvas."""
    from reports.layout import style
    from reports.layout.pages import story

    drawing = _reportlab("platypus")
    frame = drawing.Frame(
        style.MARGIN, style.BOTTOM, style.WIDTH, style.PAGE_HEIGHT - style.TOP - style.BOTTOM, 0, 0, 0, 0
    )
    document = drawing.BaseDocTemplate(io.BytesIO(), pagesize=(style.PAGE_WIDTH, style.PAGE_HEIGHT))
    document.addPageTemplates(drawing.PageTemplate("page", [frame]))
    with _plain():
        document.build(story(report, lambda _: None))


@contextmanager
def _plain() -> Iterator[None]:
    """The layout with nothing of ours in it: wherever a module took our paragraph or grid, it has reportlab's."""
    from reports.layout import fonts, grid, text

    plain_font = _reportlab("pdfbase.ttfonts").TTFont
    ours = {text.paragraph: _paragraph, grid.grid: _table}
    with ExitStack() as patches:
        patches.enter_context(patch.object(fonts.PaperFont, "stringWidth", plain_font.stringWidth))
        for name, module in list(sys.modules.items()):
            if name.startswith("reports.layout."):
                for attribute, value in list(vars(module).items()):
                    if callable(value) and getattr(value, "__hash__", None) and value in ours:
                        patches.enter_context(patch.object(module, attribute, ours[value]))
        yield


def _paragraph(text: Any, style: Any, rank: int = 0) -> Any:
    from reports.layout.text import Run, plain

    marked = []
    for run in (Run(text),) if isinstance(text, str) else text:
        words = escape(plain(run.text)).replace("\n", "<br/>")
        words = f"<b>{words}</b>" if run.bold else words
        marked.append(f'<font color="{run.color}">{words}</font>' if run.color else words)
    return _reportlab("platypus").Paragraph("".join(marked), style)


def _table(
    rows: Sequence[Sequence[Any]], widths: Sequence[float], _role: object, *commands: Any, heads: int = 0, **more: Any
) -> Any:
    made = _reportlab("platypus").Table(
        [list(row) for row in rows], colWidths=widths, splitInRow=1, repeatRows=heads, **more
    )
    made.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *commands])
    return made

"""Whatever is typed into whichever field is kept as typed: in the field, in the practice, on disk, and shown again.

The suite tries one hostile string of each sort; ``--long naughty`` all of a list that others made, and lines that never
end, in every field of every page.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.widgets.basics import LineField, NoteField
from tests.desks import desk_on
from tests.gallery import settle, walk
from tests.ui_kit import Bench

FOREIGN = Path(__file__).parent.parent.parent / "shared" / "foreign" / "naughty-strings.json"
ENDLESS = "m" * 10_000
SORTS = (
    "<b>grassetto</b> & <img src=x>",
    "'; DROP TABLE practices; --",
    "̶Z̶a̶l̶g̶o̶ ͘t̢͟e͢x͜t",
    "مرحبا ‏RTL‎ שלום",
    "👩‍👩‍👧‍👦 🏳️‍🌈 ﷽",
    "田中さんにあげて下さい",
    "a\u00a0b\u2003c\u200bd\u00ade",
    "\x01\x02\x1b[31m\x7f",
    "%s %n {0} {name} $HOME `id`",
    "../../etc/passwd\\..\\NUL",
    "=1+1",
    "  spazi davanti e dietro  ",
    ENDLESS,
)
Field = LineField | NoteField


def fields(page: QWidget) -> list[Field]:
    kinds = (LineField, NoteField)
    return [
        w for kind in kinds for w in page.findChildren(kind) if w.isVisible() and w.isEnabled() and not w.isReadOnly()
    ]


def text_of(field: Field) -> str:
    return field.text() if isinstance(field, LineField) else field.toPlainText()


def one_line(text: str) -> str:
    return " ".join(text.split())


def lines(text: str) -> str:
    return "\n".join([line for line in map(one_line, text.splitlines()) if line])


CLEANED = {
    "journal_check.name": one_line,
    "settings.studio.author": one_line,
    "settings.studio.letterhead": one_line,
    "settings.studio.lines": lines,
}
"""Names of this installation, and no part of a practice: without blanks around them, one between words."""


def paste(field: Field, text: str) -> None:
    """As from the clipboard, over what was there."""
    QApplication.clipboard().setText(text)
    field.selectAll()
    field.paste()


def try_all(bench: Bench, texts: tuple[str, ...]) -> tuple[list[str], int]:
    """Into every field of every page; what was not kept, and how many fields there were."""
    wrong, count = [], 0
    cleaned = {bench.desk.words(key): clean for key, clean in CLEANED.items()}
    for page in walk(bench.window):
        here = bench.window.stack.currentWidget()
        for field in fields(here):
            count += 1
            name = f"{page} «{field.accessibleName()}»"
            for text in texts:
                paste(field, text)
                typed = text_of(field)
                if typed != text:
                    wrong.append(f"{name}: {text!r:.60} became {typed!r:.60} in the field")
                field.commit()
                settle()
                if not field.isVisible():
                    break
                clean = cleaned.get(field.accessibleName())
                if text_of(field) != (clean(typed) if clean is not None else typed):
                    wrong.append(f"{name}: {typed!r:.60} was shown again as {text_of(field)!r:.60}")
    return wrong, count


def reopened(bench: Bench) -> None:
    """From disk, by another desk: the very same practice."""
    assert bench.desk.drain()
    practice = bench.desk.practice
    bench.desk.close()
    with desk_on(bench.folder) as other:
        other.open(practice.id)
        assert other.practice == practice


def test_every_sort_of_hostile_text_is_kept_in_every_field(bench: Bench) -> None:
    wrong, count = try_all(bench, SORTS)
    assert count > 8
    assert "\n".join(wrong) == ""
    reopened(bench)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_naughty_strings_are_kept_in_every_field(bench: Bench) -> None:
    if not FOREIGN.exists():
        pytest.skip("not checked: the strings that others made (foreign files absent)")
    texts = tuple(json.loads(FOREIGN.read_text("utf-8")))
    wrong, _ = try_all(bench, tuple(text for text in texts if text))
    assert "\n".join(wrong) == ""
    reopened(bench)

"""What would come back with a copy: what it holds, what there is now, and what differs, in words. Decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.desk.differing import fact_of
from app.desk.recovering import Preview
from app.domain.circular import Circular, Fact
from app.domain.compare import PRESENCE, Change, Comparison, Contents, answers
from app.domain.practice import Value
from app.text import Words
from app.ui import style
from app.ui.phrases import answer_text, date_text
from app.ui.widgets.basics import label
from app.ui.widgets.section import Section, icon_line

MOST_CHANGES = 12


class CopyPreview(Section):
    """Hidden until a preview is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.hide()

    def show_preview(self, circular: Circular, words: Words, preview: Preview) -> None:
        self.set_heading(words("recovery.preview.heading", at=moment_text(words, preview.kept.at)))
        lines = tuple(difference_lines(circular, words, preview.comparison)) if preview.comparison else ()
        self.draw(
            (words.lang, preview.practice_id, preview.kept, preview.then, preview.comparison and lines),
            lambda body: self._fill(body, words, preview, lines),
        )
        self.show()

    def _fill(self, body: QVBoxLayout, words: Words, preview: Preview, lines: tuple[str, ...]) -> None:
        sides = QWidget()
        grid = QGridLayout(sides)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(style.px(16))
        grid.setColumnStretch(1, 1)
        grid.addWidget(label(words("recovery.preview.then"), "strong", wrap=False), 0, 0)
        grid.addWidget(label(contents_text(words, preview.then)), 0, 1)
        found = preview.comparison
        now = contents_text(words, found.now) if found else words("recovery.preview.nothing_now")
        grid.addWidget(label(words("recovery.preview.now"), "strong", wrap=False), 1, 0)
        grid.addWidget(label(now), 1, 1)
        body.addWidget(sides)
        if found is None:
            return
        if found.same:
            body.addWidget(icon_line("check", "green", (words("recovery.preview.same"), "body")))
            return
        body.addWidget(label(words("recovery.preview.differs"), "h3"))
        for text in lines or (words("recovery.preview.only_notes"),):
            body.addWidget(icon_line("arrow_right", "muted", (text, "body")))


def moment_text(words: Words, at: datetime) -> str:
    """A moment as the person's own clock had it."""
    local = at.astimezone()
    return words("recovery.at", date=date_text(words, local.isoformat()), time=local.strftime("%H:%M"))


def contents_text(words: Words, holds: Contents) -> str:
    """One line on what a state holds."""
    tools = words.count("home.tools", len(holds.tools))
    if named := ", ".join(name for name in holds.tools if name):
        tools = f"{tools} ({named})"
    parts = [holds.name or words("recovery.preview.no_name"), tools]
    parts.append(words.count("recovery.preview.answers", holds.answers))
    parts.append(words.count("recovery.preview.sites_n", holds.sites))
    if holds.papers:
        parts.append(words.count("recovery.preview.papers", holds.papers))
    return " · ".join(parts)


def difference_lines(
    circular: Circular, words: Words, found: Comparison, key: str = "recovery.preview"
) -> Iterator[str]:
    """Every difference as a sentence; of the answers the first few, and how many more. ``key``: whose sentences."""
    empty = words("recovery.preview.no_name")
    for field in found.texts:
        name = words(f"practice.field.{field.name}")
        yield words(f"{key}.field", field=name, now=field.now or "—", then=field.then or "—")
    if found.sites:
        yield words(f"{key}.sites")
    if found.records:
        yield words(f"{key}.records")
    for tool in found.only_then:
        yield words.count(f"{key}.tool_back", len(answers(tool)), tool=tool.name or empty)
    for tool in found.only_now:
        yield words.count(f"{key}.tool_gone", len(answers(tool)), tool=tool.name or empty)
    for named in found.otherwise:
        yield words(f"{key}.otherwise", tool=named or empty)
    for change in found.changes[:MOST_CHANGES]:
        yield _change_line(circular, words, change, key)
    if (more := len(found.changes) - MOST_CHANGES) > 0:
        yield words.count(f"{key}.more", more)


def _change_line(circular: Circular, words: Words, change: Change, key: str) -> str:
    fact = fact_of(circular, change)
    where = change.tool_name if change.tool else words("recovery.preview.company")
    if change.kind in circular.kinds:
        where = f"{where}, {circular.kinds[change.kind].label}"
    question = words("recovery.preview.presence") if change.fact == PRESENCE else fact.question if fact else change.fact
    now, then = (_value(words, fact, value) for value in (change.now, change.then))
    return words(f"{key}.change", where=where, question=question, now=now, then=then)


def _value(words: Words, fact: Fact | None, value: Value | None) -> str:
    if value is None:
        return words("recovery.preview.no_answer")
    return answer_text(fact, value, words) if fact else str(value)

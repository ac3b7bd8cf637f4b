"""Scadenze: what is open over all practices, by how pressing it is; by owner and by practice; out as a calendar.

It reads the list of practices and opens one only when it is gone to.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.desk.agenda import Entry, in_calendar, owners
from app.domain.schedule import GROUPS, OVERDUE
from app.ui import phrases, style
from app.ui.pages.base import Page
from app.ui.pages.company import labelled
from app.ui.tasks import Tasks
from app.ui.widgets.basics import Card, ComboBox, label, line, link_button, plain_button, scrolled
from app.ui.widgets.problem_line import ProblemLine
from app.ui.widgets.scrolling import page_keys
from app.ui.widgets.section import Section
from app.ui.widgets.taborder import follow_layout
from app.ui.widgets.wrapped_button import WrappedButton

if TYPE_CHECKING:
    from app.desk.desk import Desk

MOST_SHOWN = 30
"""Of each group at first: the rest is one press away."""
DAY_WIDTH = 100


class DeadlinesPage(Page):
    lasting = True

    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(desk, parent)
        self._tasks = tasks
        self._shown: list[Entry] = []
        self._whole: set[str] = set()
        self._links: dict[str, list[WrappedButton]] = {}
        self._title, self._counts = label("", "title"), label("", "muted")
        self.export = plain_button("", "calendar")
        self.export.clicked.connect(self.ask_file)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self._title)
        names.addWidget(self._counts)
        head = QHBoxLayout()
        head.addLayout(names, 1)
        head.addWidget(self.export, 0, Qt.AlignmentFlag.AlignTop)
        self.box.addLayout(head)
        self.owner, self.practice = ComboBox(), ComboBox()
        self._names = {"owner": label("", "small"), "practice": label("", "small")}
        filters = QHBoxLayout()
        filters.setSpacing(style.px(12))
        for name, made in (("owner", self.owner), ("practice", self.practice)):
            made.setMinimumContentsLength(14)
            made.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            made.activated.connect(lambda _n: self.refresh())
            filters.addLayout(labelled(self._names[name], made), 1)
        self.box.addLayout(filters)
        self.problem = ProblemLine()
        self.box.addWidget(self.problem)
        area, body = scrolled((0, 0, style.px(8), 0), spacing=16)
        self.box.addWidget(area, 1)
        page_keys(self, area)
        self._nothing = Card(margin=24)
        self._nothing_text = label("", "muted")
        self._nothing.box.addWidget(self._nothing_text)
        body.addWidget(self._nothing)
        self.groups = {group: Section() for group in GROUPS}
        for section in self.groups.values():
            body.addWidget(section)
        self._hint = label("", "small")
        body.addWidget(self._hint)
        body.addStretch(1)

    def title(self) -> str:
        return self.desk.words("deadlines.title")

    def loose(self) -> dict[str, QWidget]:
        return {"owner": self.owner, "practice": self.practice}

    def half_done(self) -> dict[str, Any]:
        return {**super().half_done(), "whole": self._whole}

    def take_up(self, kept: Mapping[str, Any]) -> None:
        super().take_up(kept)
        self._whole = kept["whole"]
        self.refresh()

    def take_focus(self) -> None:
        """The first line, else the first filter."""
        links = (link for group in GROUPS if not self.groups[group].isHidden() for link in self._links[group])
        self._focus(next(links, self.owner))

    def show_at(self, where: dict) -> None:
        self._whole = set()
        self.problem.hide()
        self.refresh()

    def refresh(self) -> None:
        words = self.desk.words
        self._title.setText(words("deadlines.title"))
        self.export.set_text(words("deadlines.ics"))
        self._hint.setText(words("deadlines.ics_hint"))
        every = self.desk.agenda() if self.law_known else []
        self._filters(every)
        owner, practice = self.owner.currentData(), self.practice.currentData()
        filtered = owner is not None or practice is not None
        self._shown = self.desk.agenda(owner, practice) if filtered else every
        late = sum(one.group == OVERDUE for one in self._shown)
        counts = [words.count("deadlines.count", len(self._shown))]
        if late:
            counts.append(words.count("deadlines.late", late))
        self._counts.setText(" · ".join(counts) if self._shown else words("deadlines.lead"))
        self._nothing.setVisible(not self._shown)
        self._nothing_text.setText(words("deadlines.empty_filtered" if filtered else "deadlines.empty"))
        self.export.setEnabled(bool(in_calendar(self._shown)))
        self._hint.setVisible(bool(self._shown))
        for group, section in self.groups.items():
            found = [one for one in self._shown if one.group == group]
            section.set_heading(words(f"deadlines.group.{group}"), str(len(found)))
            said = (words.lang, group in self._whole, *found)
            section.draw(said, partial(self._fill, group, found))
            section.setVisible(bool(found))
        follow_layout(self)

    def _filters(self, every: list[Entry]) -> None:
        """The choices there are, with what was chosen kept as long as it is there."""
        words = self.desk.words
        for name, text in self._names.items():
            text.setText(words(f"deadlines.{name}"))
        for name, made in (("owner", self.owner), ("practice", self.practice)):
            made.setAccessibleName(words(f"deadlines.{name}"))
        whose: list[tuple[str, str | None]] = [(words("deadlines.owner_all"), None)]
        whose += [(owner, owner) for owner in owners(every)]
        if any(not one.due.owner for one in every):
            whose.append((words("deadlines.owner_none"), ""))
        of: dict[str, str] = {one.practice_id: one.practice for one in every}
        practices: list[tuple[str, str | None]] = [(words("deadlines.practice_all"), None)]
        practices += [(name, one) for one, name in sorted(of.items(), key=lambda pair: pair[1].casefold())]
        for made, choices in ((self.owner, whose), (self.practice, practices)):
            if [(made.itemText(n), made.itemData(n)) for n in range(made.count())] == choices:
                continue
            chosen = made.currentData()
            made.clear()
            for choice, data in choices:
                made.addItem(choice, data)
            made.setCurrentIndex(max(0, next((n for n, (_, data) in enumerate(choices) if data == chosen), 0)))

    # ---- lines ---------------------------------------------------------------------------------------------------

    def _fill(self, group: str, found: list[Entry], body: QVBoxLayout) -> None:
        self._links[group] = []
        shown = found if group in self._whole else found[:MOST_SHOWN]
        for place, one in enumerate(shown):
            if place:
                body.addWidget(line())
            body.addWidget(self._line(one))
        left = len(found) - len(shown)
        if left:
            more = link_button(self.desk.words.count("deadlines.more", left))
            more.clicked.connect(lambda: self._show_whole(group))
            body.addWidget(more)

    def _line(self, one: Entry) -> QWidget:
        words = self.desk.words
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(style.px(12))
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        day = phrases.date_text(words, one.due.due) or (words("deadlines.now") if one.due.urgent else "—")
        when = label(day, "strong", wrap=False)
        when.setMinimumWidth(style.px(DAY_WIDTH))
        when.setContentsMargins(0, style.px(4), 0, 0)  # level with the words of the link
        grid.addWidget(when, 0, 0, Qt.AlignmentFlag.AlignTop)
        link = WrappedButton(one.text, "link", left=0)
        link.setAccessibleName(words("deadlines.open", practice=one.practice, what=one.text))
        link.clicked.connect(lambda: self.open(one))
        self._links[one.group].append(link)
        grid.addWidget(link, 0, 1)
        about = [one.practice, one.due.tool, one.due.owner or words("deadlines.nobody")]
        if one.sample:
            about.insert(1, words("deadlines.sample"))
        if one.due.state == "started":
            about.append(words("actions.state.started"))
        if one.due.every:
            about.append(words.count("actions.every_months", one.due.every))
        grid.addWidget(label(" · ".join(part for part in about if part), "small"), 1, 1)
        return made

    def _show_whole(self, group: str) -> None:
        self._whole.add(group)
        self.refresh()
        self._focus(self._links[group][MOST_SHOWN])

    def _focus(self, one: QWidget) -> None:
        """What was just drawn is shown at the next turn of the event loop, and can take the focus only then."""
        QTimer.singleShot(0, one, one.setFocus)

    # ---- acts ----------------------------------------------------------------------------------------------------

    def open(self, one: Entry) -> None:
        """The practice, at the tool it is about; the world's errors are said above the page, by the window."""
        if not self.desk.is_open(one.practice_id):
            self.desk.open(one.practice_id)
        there = any(tool.id == one.due.tool_id for tool in self.desk.practice.tools)
        if there:
            self.go.emit("outcome", {"tool": one.due.tool_id})
        else:
            self.go.emit("practice", {})

    def ask_file(self) -> None:
        words = self.desk.words
        chosen, _ = QFileDialog.getSaveFileName(
            self, words("deadlines.ics"), words("deadlines.ics_file"), words("deadlines.ics_files")
        )
        if chosen:
            to = Path(chosen)
            self.save(to if to.suffix else to.with_suffix(".ics"))

    def save(self, to: Path) -> None:
        """What is shown, as a calendar."""
        shown = list(self._shown)
        self.problem.hide()

        def done(written: int) -> None:
            self.told.emit(self.desk.words.count("deadlines.ics_done", written, name=to.name), False)

        def failed(problem: Exception) -> None:
            self.problem.tell(problem, self.desk.words)

        self._tasks.run(lambda: self.desk.save_calendar(shown, to), done, failed)

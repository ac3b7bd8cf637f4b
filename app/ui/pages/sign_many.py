"""Firma più pratiche: which, with what, in whose box; then one passphrase or PIN, progress, and what failed and why.

A secret goes from its field into one call and is wiped. Nothing is signed that was not ticked here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.desk.batch import BatchLine
from app.desk.paperwork import FIELDS, Wish
from app.desk.summary import Summary
from app.ui import style
from app.ui.pages.base import Page
from app.ui.pages.company import labelled
from app.ui.pages.sign_card import CardPanel
from app.ui.pages.sign_means import FilePanel, MeansPanel, SealPanel
from app.ui.tasks import Tasks
from app.ui.widgets.basics import (
    ComboBox,
    IconMark,
    accent_button,
    clear_layout,
    label,
    link_button,
    plain_button,
    row,
    scrolled,
)
from app.ui.widgets.chip import standing_look
from app.ui.widgets.problem_line import ProblemLine
from app.ui.widgets.tick_list import TickList, TickRow

if TYPE_CHECKING:
    from app.desk.desk import Desk

WAYS = ("card", "file", "seal")
EDITIONS = ("third_parties", "internal")
NARROW = 780
TICK_MS = 100


class SignManyPage(Page):
    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(desk, parent)
        self._tasks = tasks
        self._running = self._stop = False
        self._seen = (0, 1)
        self._done: list[BatchLine] | None = None
        self._names: dict[str, str] = {}
        self._title, self._lead = label("", "title"), label("", "muted")
        self.box.addWidget(self._title)
        self.box.addWidget(self._lead)
        self.practices = TickList()
        self.practices.setMinimumHeight(style.px(190))
        self._which = label("", "h2")
        self.all, self.none = link_button(""), link_button("")
        self.all.clicked.connect(lambda: self.practices.tick_all(True))
        self.none.clicked.connect(lambda: self.practices.tick_all(False))
        self._list = QWidget()
        left = QVBoxLayout(self._list)
        left.setContentsMargins(0, 0, 0, 0)
        left.addLayout(row(self._which, None, self.all, self.none))
        left.addWidget(self.practices, 1)
        self._results = QWidget()
        self._lines = QVBoxLayout(self._results)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(style.px(6))
        self._results.hide()
        left.addWidget(self._results, 1)
        side = QVBoxLayout()
        side.setSpacing(style.px(12))
        self._build_side(side)
        area, body = scrolled((0, 0, style.px(10), 0), 0)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(style.px(20))
        self._columns.addWidget(self._list, 3)
        self._columns.addLayout(side, 2)
        body.addLayout(self._columns, 1)
        self.box.addWidget(area, 1)
        self.bar = QProgressBar()
        self.bar.hide()
        self.stop = plain_button("")
        self.stop.clicked.connect(self._call_off)
        self.stop.hide()
        self.sign = accent_button("", "pen")
        self.sign.clicked.connect(self.begin)
        line = row(self.bar, self.stop, None, self.sign)
        line.setStretch(0, 1)
        self.box.addLayout(line)
        self._ticker = QTimer(self, interval=TICK_MS)
        self._ticker.timeout.connect(self._show_progress)
        self._speak()

    def _build_side(self, side: QVBoxLayout) -> None:
        self._captions = {name: label("", "small") for name in ("with", "who", "edition")}
        self.way, self.field, self.edition = ComboBox(), ComboBox(), ComboBox()
        self.way.currentIndexChanged.connect(lambda _n: self._show_way())
        self.seal, self.file, self.card = SealPanel(), FilePanel(), CardPanel(self.desk, self._tasks)
        self.panels: dict[str, MeansPanel] = {"card": self.card, "file": self.file, "seal": self.seal}
        self.problem, self._level = ProblemLine(), label("", "small")
        side.addLayout(labelled(self._captions["with"], self.way))
        for panel in self.panels.values():
            panel.asked.connect(self.begin)
            panel.told.connect(self.say)
            side.addWidget(panel)
        side.addWidget(self.problem)
        side.addWidget(self._level)
        side.addLayout(labelled(self._captions["who"], self.field))
        side.addLayout(labelled(self._captions["edition"], self.edition))
        side.addStretch(1)
        self._side = side

    # ---- showing -------------------------------------------------------------------------------------------------

    def title(self) -> str:
        return self.desk.words("batch.title")

    def show_at(self, where: dict) -> None:
        self.desk.close()  # each is opened by itself now
        self._done = None
        self.say("")
        self.seal.name.setText(self.desk.author)
        self.seal.show_first_use(not self.desk.has_identity())
        self.card.begin()
        self._fill()
        self._show_way()
        self.refresh()

    @property
    def working(self) -> bool:
        return self._running

    def loose(self) -> dict[str, QWidget]:
        inside = {f"{name} {key}": one for name, part in self.panels.items() for key, one in part.loose().items()}
        chosen = {"way": self.way, "field": self.field, "edition": self.edition, "practices": self.practices}
        return {**chosen, **inside}

    def half_done(self) -> dict[str, Any]:
        """Secrets too, for the moment that it takes to make the page anew."""
        parts = {f"part {name}": part.half_done() for name, part in self.panels.items()}
        return {**super().half_done(), **parts, "done": self._done}

    def take_up(self, kept: Mapping[str, Any]) -> None:
        super().take_up(kept)
        for name, part in self.panels.items():
            part.take_up(kept[f"part {name}"])
        if kept["done"] is not None:
            self._show_done(kept["done"])

    def take_focus(self) -> None:
        self.practices.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        self._speak()
        if not self._running:
            self._fill()
        self.refresh()

    def _speak(self) -> None:
        words = self.desk.words
        self._title.setText(words("batch.title"))
        self._lead.setText(words("batch.lead"))
        self._which.setText(words("batch.which"))
        self.practices.setAccessibleName(words("batch.which"))
        self.all.set_text(words("batch.all"))
        self.none.set_text(words("batch.none"))
        self.stop.set_text(words("batch.stop"))
        self.sign.set_text(words("batch.sign"))
        self.bar.setAccessibleName(words("batch.title"))
        for name, key in (("with", "sign_page.with"), ("who", "sign_page.who"), ("edition", "sign_page.edition")):
            self._captions[name].setText(words(key))
        _say(self.way, [words(f"sign_page.way.{one}") for one in WAYS], self._captions["with"].text())
        _say(self.field, [words(f"sign_page.field.{one}") for one in FIELDS], self._captions["who"].text())
        _say(self.edition, [words(f"sign_page.editions.{one}") for one in EDITIONS], self._captions["edition"].text())
        for panel in self.panels.values():
            panel.speak(words)
        self._show_way()

    def _show_way(self) -> None:
        way, words = self.chosen_way(), self.desk.words
        for name, panel in self.panels.items():
            panel.setVisible(name == way)
            if name != way:
                panel.wipe()
        self._level.setText(words(f"sign_page.level.{way}"))

    def chosen_way(self) -> str:
        return WAYS[max(0, self.way.currentIndex())]

    def _fill(self) -> None:
        """What can be signed; where something is to be stopped it is not ticked until the user says so."""
        words = self.desk.words
        ticked = set(self.chosen()) if self.practices.count() else None
        rows = [one for one in self.desk.summaries() if one.problem is None and one.tools]
        self._names = {one.id: one.name or words("home.no_name") for one in rows}
        self.practices.fill(
            TickRow(
                one.id,
                self._names[one.id],
                self._state(one),
                one.id in ticked if ticked is not None else one.standing != "stop" and not one.provisional,
            )
            for one in rows
        )

    def _state(self, one: Summary) -> str:
        return self.desk.words(standing_look(one.standing, one.provisional, one.prohibited)[1])

    def chosen(self) -> list[str]:
        return self.practices.chosen()

    def refresh(self) -> None:
        busy, done = self._running, self._done is not None
        self.sign.setEnabled(not busy and not self.desk.folder_read_only)
        self.sign.setVisible(not done)
        self.bar.setVisible(busy)
        self.stop.setVisible(busy)
        self.practices.setVisible(not done)
        self._results.setVisible(done)
        for link in (self.all, self.none):
            link.setVisible(not done)
        for widget in (self.practices, self.way, self.field, self.edition, *self.panels.values()):
            widget.setEnabled(not busy)

    def say(self, text: str) -> None:
        self.problem.say(text)

    # ---- acts ----------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        words, panel, ids = self.desk.words, self.panels[self.chosen_way()], self.chosen()
        if self._running or self._done is not None or self.desk.folder_read_only:
            return
        missing = panel.missing() if ids else "batch.nothing_chosen"
        self.say(words(missing) if missing else "")
        if missing:
            return
        way, name = panel.way(), self.seal.new_name() if panel is self.seal else ""
        panel.wipe()
        wish = Wish(FIELDS[max(0, self.field.currentIndex())], EDITIONS[max(0, self.edition.currentIndex())])

        def progress(done: int, total: int) -> None:  # on the other thread: only noted there, shown by the ticker
            self._seen = (done, total)

        def job() -> list[BatchLine]:
            if name:
                self.desk.make_identity(name, getattr(way, "passphrase", ""))
            return self.desk.sign_many(ids, way, wish, progress, lambda: self._stop)

        self._tasks.run(job, self._ended, self._failed)
        # Only now: whatever goes wrong in showing it, its end will be heard of.
        self._running, self._stop, self._seen = True, False, (0, len(ids))
        self.refresh()
        self._ticker.start()

    def _call_off(self) -> None:
        self._stop = True
        self.say(self.desk.words("batch.stopping"))

    def _show_progress(self) -> None:
        done, total = self._seen
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.bar.setFormat(self.desk.words("batch.progress", done=done, total=total))

    def _over(self) -> None:
        self._running = False
        self._ticker.stop()

    def _failed(self, problem: Exception) -> None:
        self._over()
        self.refresh()
        self.problem.tell(problem, self.desk.words)
        self.seal.show_first_use(not self.desk.has_identity())

    def _ended(self, done: Sequence[BatchLine]) -> None:
        self._over()
        self.say("")
        self._show_done(done)
        self.desk.refresh_list()

    def _show_done(self, done: Sequence[BatchLine]) -> None:
        self._done = list(done)
        words = self.desk.words
        clear_layout(self._lines)
        signed = sum(line.path is not None for line in done)
        told = [words.count("batch.done", signed), words.count("batch.failed", len(done) - signed)]
        self._lines.addWidget(label(" · ".join(told), "h3"))
        for line in done:
            self._lines.addLayout(self._line(line))
        self._lines.addStretch(1)
        self.refresh()

    def _line(self, one: BatchLine):
        words, name = self.desk.words, one.name or self._names.get(one.practice_id, one.practice_id)
        if one.path is not None:
            look, mark = "green", "check"
            text = words("batch.line_done", name=name, file=one.path.name)
            if one.left_out:
                look, mark = "amber", "warning"
                text = "\n".join([text, *(words.error(problem) for problem in one.left_out)])
        elif one.problem is not None:
            look, mark = "red", "cross"
            text = words("batch.line_failed", name=name, problem=words.error(one.problem))
        else:
            look, mark, text = "grey", "question", words("batch.line_not_tried", name=name)
        said = label(text, "body")
        box = row(IconMark(mark, look, 18), said)
        box.setStretch(1, 1)
        return box

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        wide = self.width() / style.scale() >= NARROW
        directions = QBoxLayout.Direction
        self._columns.setDirection(directions.LeftToRight if wide else directions.TopToBottom)


def _say(combo: ComboBox, texts: list[str], name: str) -> None:
    chosen = max(0, combo.currentIndex())
    combo.blockSignals(True)
    combo.clear()
    combo.addItems(texts)
    combo.setCurrentIndex(chosen)
    combo.blockSignals(False)
    combo.setAccessibleName(name)

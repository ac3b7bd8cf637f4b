"""Confronta: two revisions of the open practice (or one and how it is now): answers, outcomes, duties, tool by tool.

The desk compares, beside the window; the page shows and never says which of the two is right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desk.differing import Difference, differences
from app.desk.revising import NOW
from app.domain.compare import Compared, Verdict
from app.ui import style
from app.ui.pages.base import WIDE, Page
from app.ui.pages.company import labelled
from app.ui.pages.compare_paper import ComparePaper
from app.ui.tasks import Task, Tasks
from app.ui.widgets.basics import Card, ComboBox, clear_layout, label, scrolled
from app.ui.widgets.busy import Busy
from app.ui.widgets.dates import shown
from app.ui.widgets.differences import difference_row, duty_lines, verdict_row
from app.ui.widgets.flow import Flow
from app.ui.widgets.fold import Fold
from app.ui.widgets.header import Crumb, Header
from app.ui.widgets.problem_line import ProblemLine
from app.ui.widgets.section import icon_line

if TYPE_CHECKING:
    from app.desk.desk import Desk


class ComparePage(Page):
    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(desk, parent)
        self._tasks = tasks
        self._task: Task | None = None
        self._asked: object = None
        self.found: Compared | None = None
        self._filling, self._wide = False, True
        self.header = Header(desk)
        self.header.go.connect(self.go)
        self._title, self._lead = label("", "title"), label("", "muted")
        self.then, self.now = ComboBox(), ComboBox()
        self._names = {"then": label("", "small"), "now": label("", "small")}
        pick = QWidget()
        flow = Flow(pick, spacing=14)
        for name, box in (("then", self.then), ("now", self.now)):
            box.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToContents)
            box.currentIndexChanged.connect(lambda _index: self._choose())
            holder = QWidget()
            inner = labelled(self._names[name], box)
            inner.setContentsMargins(0, 0, 0, 0)
            holder.setLayout(inner)
            flow.addWidget(holder)
        self.busy, self.problem = Busy(), ProblemLine()
        self.busy.cancelled.connect(self._cancel)
        self.paper = ComparePaper(desk, tasks)
        self.paper.told.connect(self.told)
        area, body = scrolled((0, 0, style.px(10), 0), spacing=12)
        for widget in (self._title, self._lead, pick, self.paper, self.busy, self.problem):
            body.addWidget(widget)  # all of it scrolls: with large text there is little room
        self._body = QVBoxLayout()
        self._body.setSpacing(style.px(14))
        body.addLayout(self._body)
        body.addStretch(1)
        self.box.addWidget(self.header)
        self.box.addWidget(area, 1)
        self._speak()

    def title(self) -> str:
        return self.desk.words("compare.title")

    def take_focus(self) -> None:
        self.then.setFocus()

    def loose(self) -> dict[str, QWidget]:
        return {"then": self.then, "now": self.now}

    def retranslate(self) -> None:
        self._speak()
        self._asked = None
        self.refresh()

    def _speak(self) -> None:
        words = self.desk.words
        self._title.setText(words("compare.title"))
        self._lead.setText(words("compare.lead"))
        for name, key, box in (("then", "compare.earlier", self.then), ("now", "compare.later", self.now)):
            self._names[name].setText(words(key))
            box.setAccessibleName(words(key))

    # ---- which two -----------------------------------------------------------------------------------------------

    def show_at(self, where: dict) -> None:
        """``one`` and ``other``: numbers of revisions, 0 for now; else the last revision and now."""
        self._fill()
        numbers = [one.number for one in self.desk.comparable()]
        pair = (where.get("one", numbers[-1] if numbers else NOW), where.get("other", NOW))
        self._filling = True
        for box, number in zip((self.then, self.now), pair, strict=True):
            box.setCurrentIndex(max(0, box.findData(number)))
        self._filling = False
        self._asked = None
        self.refresh()

    def _fill(self) -> None:
        words = self.desk.words
        named = [
            (one.number, words("compare.side.revision", number=one.number, date=shown(one.at[:10])))
            for one in reversed(self.desk.comparable())
        ]
        wanted = [(NOW, words("compare.now")), *named]
        self._filling = True
        for box in (self.then, self.now):
            if [(box.itemData(n), box.itemText(n)) for n in range(box.count())] != wanted:
                chosen = box.currentData()
                box.clear()
                for number, text in wanted:
                    box.addItem(text, number)
                box.setCurrentIndex(max(0, box.findData(chosen)))
        self._filling = False

    def _choose(self) -> None:
        if not self._filling:
            self.refresh()

    # ---- comparing -----------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        if self.desk.dossier is None:
            return
        words = self.desk.words
        company = self.desk.practice.company.name or words("practice.new")
        crumbs: list[Crumb] = [
            (words("home.title"), "home", {}),
            (company, "practice", {}),
            (self.title(), "compare", {}),
        ]
        self.header.set_crumbs(crumbs)
        self.header.refresh()
        self._fill()
        pair = (int(self.then.currentData()), int(self.now.currentData()))
        asked = (pair, self.desk.practice, self.desk.comparable(), words.lang)
        if asked == self._asked:
            return
        self._asked = asked
        self._cancel()
        self.found = None
        self.paper.work.call_off()
        self.paper.hide()
        clear_layout(self._body)
        if pair[0] == pair[1]:
            self._tell("compare.choose_two" if self.desk.comparable() else "compare.nothing")
            return
        self.busy.show_work(words("compare.working"), words("common.cancel"))
        desk = self.desk
        job = desk.of_this(lambda: desk.compare_revisions(*pair), reads=True)
        self._task = self._tasks.run(job, self._done, self._failed)

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self._task = None
        self.busy.hide()
        self.problem.hide()

    def _done(self, found: Compared) -> None:
        self._cancel()
        self.found = found
        clear_layout(self._body)
        self._show(found)
        self.paper.show_pair(found.then.revision, found.now.revision)

    def _failed(self, problem: Exception) -> None:
        self._cancel()
        self.problem.tell(problem, self.desk.words)

    def _tell(self, key: str) -> None:
        self._body.addWidget(label(self.desk.words(key), "muted"))

    # ---- showing -------------------------------------------------------------------------------------------------

    def _show(self, found: Compared) -> None:
        words, law = self.desk.words, self.desk.circular
        lines = differences(law, words, found.found)
        whole = {tool.id for tool in (*found.found.only_now, *found.found.only_then)}
        differing = [one for one in found.found.verdicts if not one.same]
        count = len([one for one in lines if one.tool not in whole]) + len(differing)
        said = words.count("compare.differs", count) if count else words("compare.same")
        self._body.addWidget(label(said, "h3"))
        if (found.then.circular, found.then.version) != (found.now.circular, found.now.version):
            text = words("compare.other_law", then=found.then.version, now=found.now.version)
            self._body.addWidget(icon_line("info", "amber", (text, "body")))
        if found.noteless:
            self._body.addWidget(icon_line("info", "muted", (words("compare.noteless"), "small")))
        around = [one for one in lines if not one.tool]
        if around:
            self._card(words("compare.practice"), [self._row(one) for one in around])
        untouched = []
        for verdict in found.found.verdicts:
            own = [one for one in lines if one.tool == verdict.tool]
            if own or not verdict.same:
                self._tool(verdict, own)
            else:
                untouched.append(verdict.tool_name or words("differing.unnamed"))
        if untouched:
            self._body.addWidget(label(words("compare.untouched", names=", ".join(untouched)), "muted"))

    def _tool(self, verdict: Verdict, lines: list[Difference]) -> None:
        words, law = self.desk.words, self.desk.circular
        name = verdict.tool_name or words("differing.unnamed")
        parts: list[QWidget] = []
        if verdict.then is None:
            parts.append(icon_line("plus", "accent", (words("compare.tool_new"), "strong")))
        if verdict.now is None:
            parts.append(icon_line("close", "muted", (words("compare.tool_gone"), "strong")))
        parts += [verdict_row(law, words, verdict, what) for what in ("outcome", "standing")]
        for key, duties in (("compare.duties_new", verdict.duties_new), ("compare.duties_gone", verdict.duties_gone)):
            if duties:
                parts += duty_lines(law, words(key), duties, key == "compare.duties_new")
        if verdict.then is None or verdict.now is None:
            if lines[1:]:  # the first says no more than that it is there
                fold = Fold(words.count("compare.its_answers", len(lines) - 1))
                for one in lines[1:]:
                    fold.body.addWidget(self._row(one, name))
                parts.append(fold)
        elif lines:
            parts.append(label(words("compare.answers"), "h3"))
            parts += [self._row(one, name) for one in lines]
        else:
            parts.append(label(words("compare.no_changes"), "muted"))
        self._card(name, parts)

    def _row(self, one: Difference, tool: str = "") -> QWidget:
        where = one.where.removeprefix(f"{tool} · ") if tool else one.where
        return difference_row(self.desk.words, one, where, self._wide)

    def _card(self, title: str, parts: list[QWidget]) -> None:
        card = Card(spacing=10)
        card.setAccessibleName(title)
        card.box.addWidget(label(title, "h2"))
        for part in parts:
            card.box.addWidget(part)
        self._body.addWidget(card)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() / style.scale() > WIDE - 260
        if wide != self._wide:
            self._wide = wide
            if self.found is not None:
                self._done(self.found)

"""Copie e cestino: what is damaged and how it comes back, what a practice was like, what was deleted.

Shows before it acts; the acts are the desk's. It reads the disk only beside the window's own thread.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from app.desk.recovering import Preview
from app.desk.safekeeping import Kept
from app.domain.errors import UserError
from app.ui import style
from app.ui.pages.base import Page
from app.ui.pages.company import labelled
from app.ui.pages.practice_model import CLOSED
from app.ui.pages.recovery_parts import BinSection, DamagedSection, Found
from app.ui.tasks import Task, Tasks
from app.ui.widgets.basics import ComboBox, accent_button, label, row, scrolled
from app.ui.widgets.copy_preview import CopyPreview, moment_text
from app.ui.widgets.problem_line import ProblemLine
from app.ui.widgets.section import Section

if TYPE_CHECKING:
    from app.desk.desk import Desk


NARROW = 640
"""Logical pixels at 100 % text."""


class RecoveryPage(Page):
    """``where``: ``practice``, and ``copy`` if one is to be looked at."""

    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(desk, parent)
        self._tasks, self._reading, self._looking = tasks, Task(), Task()
        self._found: Found | None = None
        self._practice, self._copy = "", ""
        self._copies: tuple[Kept, ...] = ()
        self._shown: Preview | None = None
        self.box.setContentsMargins(0, 0, 0, 0)
        area, body = scrolled((style.px(32), style.px(24), style.px(32), style.px(24)), 16)
        self.box.addWidget(area)
        self._title, self._lead = label("", "title"), label("", "muted")
        self.problem = ProblemLine()
        self.damaged = DamagedSection()
        self.damaged.looked_at.connect(self.look_at)
        self.bin = BinSection()
        self.bin.wanted_back.connect(self._bring_back)
        for widget in (self._title, self._lead, self.problem, self.damaged, self._choice(), self.bin):
            body.addWidget(widget)
        body.addStretch(1)
        self._speak()
        self._show_preview(None)
        self.bin.hide()  # until it is known what is there

    def _choice(self) -> QWidget:
        self.copies = Section()
        self.practices, self.kept = ComboBox(), ComboBox()
        self._practice_label, self._copy_label = label("", "strong", wrap=False), label("", "strong", wrap=False)
        self.practices.activated.connect(lambda n: self.look_at(self.practices.itemData(n), ""))
        self.kept.activated.connect(lambda n: self.look_at(self._practice, self.kept.itemData(n)))
        self._none = label("", "muted")
        self.preview = CopyPreview()
        self.preview.setProperty("role", "strip")
        self._promise = label("", "small")
        self.act = accent_button("", "clock")
        self.act.clicked.connect(self.put_back)
        box = QVBoxLayout()
        box.setSpacing(style.px(10))
        self._which = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._which.setSpacing(style.px(12))
        for text, combo in ((self._practice_label, self.practices), (self._copy_label, self.kept)):
            combo.setMinimumWidth(style.px(120))
            self._which.addLayout(labelled(text, combo), 1)
        box.addLayout(self._which)
        for widget in (self._none, self.preview, self._promise):
            box.addWidget(widget)
        box.addLayout(row(self.act, None))
        self.copies.body.addLayout(box)
        return self.copies

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One below the other where side by side a practice and a time could not be read."""
        super().resizeEvent(event)
        directions, narrow = QBoxLayout.Direction, self.width() / style.scale() < NARROW
        self._which.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)

    # ---- showing -------------------------------------------------------------------------------------------------

    def title(self) -> str:
        return self.desk.words("recovery.title")

    def retranslate(self) -> None:
        self._speak()
        self.refresh()

    def _speak(self) -> None:
        words = self.desk.words
        self._title.setText(words("recovery.title"))
        self.act.set_text(words("recovery.preview.restore"))
        self._lead.setText(words("recovery.lead"))
        self.copies.set_heading(words("recovery.copies.title"))
        for text, combo, key in (
            (self._practice_label, self.practices, "recovery.copies.practice"),
            (self._copy_label, self.kept, "recovery.copies.copy"),
        ):
            text.setText(words(key))
            combo.setAccessibleName(words(key))

    def show_at(self, where: dict) -> None:
        wanted = where.get("practice", "") or self._practice
        if not wanted and self.desk.dossier is not None:
            wanted = self.desk.practice.id
        self._practice, self._copy = wanted, where.get("copy", "")
        self.refresh()

    def half_done(self) -> dict[str, Any]:
        return {"practice": self._practice, "copy": self._copy}

    def take_up(self, kept: Mapping[str, Any]) -> None:
        self._practice, self._copy = kept["practice"], kept["copy"]
        self.refresh()

    def refresh(self) -> None:
        """Has the disk read again; what stands here stays until that is known."""
        self._reading.cancel()
        desk, practice_id = self.desk, self._practice
        self._reading = self._tasks.run(
            lambda: Found(
                desk.damaged(), desk.binned(), desk.copies(practice_id) if practice_id else (), desk.copies_problem
            ),
            self._have_found,
            self._failed,
        )

    def _have_found(self, found: Found) -> None:
        words = self.desk.words
        self._found = found
        said = words.error(UserError("copies_failed", problem=found.problem)) if found.problem is not None else ""
        self.problem.stand(said)
        self.damaged.show_found(words, found)
        self.bin.show_found(words, found, not self.desk.folder_read_only)
        self.bin.show()
        self._list_practices(found)
        self._copies = found.copies
        self._list_copies()
        wanted = self._copy or (self._copies[0].name if self._copies else "")
        self._look(wanted)

    def _list_practices(self, found: Found) -> None:
        words, names = self.desk.words, {}
        for one in found.damaged:
            if one.good is not None:
                names[one.id] = one.name or words("recovery.damaged.unnamed", id=one.id[:8])
        for summary in sorted(self.desk.summaries(), key=lambda one: one.name.casefold()):
            if summary.problem not in CLOSED:
                names[summary.id] = summary.name or words("home.no_name")
        if self._practice and self._practice not in names:
            self._practice, self._copy = "", ""
        self.practices.clear()
        if not self._practice:
            self.practices.addItem(words("recovery.copies.choose"), "")
        for practice_id, name in names.items():
            self.practices.addItem(name, practice_id)
        self.practices.setCurrentIndex(max(0, self.practices.findData(self._practice)))
        self.practices.setEnabled(bool(names))

    def _list_copies(self) -> None:
        words = self.desk.words
        self.kept.clear()
        for kept in self._copies:
            self.kept.addItem(moment_text(words, kept.at), kept.name)
        self.kept.setCurrentIndex(max(0, self.kept.findData(self._copy)))
        self.kept.setEnabled(bool(self._copies))
        self._none.setText(words("recovery.copies.none"))
        self._none.setVisible(bool(self._practice) and not self._copies)

    # ---- one copy ------------------------------------------------------------------------------------------------

    def look_at(self, practice_id: str, name: str) -> None:
        """Choose a practice and one of its copies; without a name the newest."""
        self._practice, self._copy = practice_id, name
        self.refresh()
        self.act.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look(self, name: str) -> None:
        self._looking.cancel()
        if not name or not self._practice:
            self._show_preview(None)
            return
        self._copy = name
        practice_id = self._practice
        self._looking = self._tasks.run(
            lambda: self.desk.preview(practice_id, name), self._show_preview, self._preview_failed
        )

    def _show_preview(self, preview: Preview | None) -> None:
        words = self.desk.words
        self._shown = preview
        self.preview.setVisible(preview is not None)
        self._promise.setVisible(preview is not None)
        self.act.setVisible(preview is not None)
        if preview is None:
            return
        damaged = preview.comparison is None
        self.preview.show_preview(preview.circular, words, preview)
        self._promise.setText(words("recovery.preview.kept_beside" if damaged else "recovery.preview.kept_first"))
        self.act.set_text(words("recovery.preview.recover" if damaged else "recovery.preview.restore"))
        same = preview.comparison is not None and preview.comparison.same
        self.act.setEnabled(not same and not self.desk.folder_read_only)

    def _preview_failed(self, problem: Exception) -> None:
        self._show_preview(None)
        self._failed(problem)

    def _failed(self, problem: Exception) -> None:
        self.problem.tell(problem, self.desk.words)

    # ---- acts ----------------------------------------------------------------------------------------------------

    def put_back(self) -> None:
        """Restore or recover from the copy that is shown, and go to the practice."""
        preview, words = self._shown, self.desk.words
        if preview is None:
            return
        at = moment_text(words, preview.kept.at)
        damaged = preview.comparison is None
        if damaged:
            self.desk.recover(preview.practice_id, preview.kept.name)
            self.desk.open(preview.practice_id)
        else:
            self.desk.restore(preview.practice_id, preview.kept.name)
        self._copy = ""
        self.go.emit("practice", {})
        self.told.emit(
            words("recovery.preview.recovered" if damaged else "recovery.preview.restored", at=at), not damaged
        )

    def _bring_back(self, place: int) -> None:
        assert self._found is not None
        one = self._found.binned[place]
        self.desk.bring_back(one.deleted)
        words = self.desk.words
        self.told.emit(words("recovery.bin.brought", name=one.name or words("home.no_name")), False)
        self.refresh()

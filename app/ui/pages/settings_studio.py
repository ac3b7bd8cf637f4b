"""The studio on the settings page: who works here, and what stands at the head of papers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel

from app.domain.errors import UserError
from app.ui import style
from app.ui.pages.settings_section import SettingsSection, flow
from app.ui.tasks import Tasks
from app.ui.widgets.basics import label, plain_button
from app.ui.widgets.fields import LineField, NoteField

if TYPE_CHECKING:
    from app.desk.desk import Desk

SHOWN_WIDTH, SHOWN_HEIGHT = 260, 90


class StudioSection(SettingsSection):
    def __init__(self, desk: Desk, tasks: Tasks) -> None:
        super().__init__(desk, "settings.studio.title")
        self._tasks = tasks
        self._logo = b""
        self.add_text("settings.studio.intro")
        self.author, self.letterhead, self.lines = LineField(), LineField(), NoteField()
        self.lines.setFixedHeight(style.px(84))
        self.author.committed.connect(lambda text: self.try_to(lambda: desk.set_author(text)))
        self.letterhead.committed.connect(lambda text: self.try_to(lambda: desk.set_studio(letterhead=text)))
        self.lines.committed.connect(lambda text: self.try_to(lambda: desk.set_studio(lines=text.splitlines())))
        self.add_field("settings.studio.author", self.author, "settings.studio.author_hint")
        self.add_field("settings.studio.letterhead", self.letterhead, "settings.studio.letterhead_hint")
        self.add_field("settings.studio.lines", self.lines, "settings.studio.lines_hint")
        self._caption = label("", "small")
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.size_said = label("", "body")
        self.choose, self.remove = plain_button(""), plain_button("")
        self.choose.clicked.connect(self._choose)
        self.remove.clicked.connect(self._remove)
        for widget in (self._caption, self.picture, self.size_said):
            self.box.addWidget(widget)
        self.box.addLayout(flow(self.choose, self.remove))

    def retranslate(self) -> None:
        super().retranslate()
        words = self.desk.words
        self._caption.setText(words("settings.studio.logo"))
        self.choose.set_text(words("settings.studio.logo_choose"))
        self.remove.set_text(words("settings.studio.logo_remove"))

    def refresh(self) -> None:
        studio = self.desk.studio_said
        self.author.show_value(studio.author)
        self.letterhead.show_value(studio.letterhead)
        self.lines.show_value("\n".join(studio.lines))
        writable = not self.desk.folder_read_only
        for field in (self.author, self.letterhead, self.lines):
            field.setReadOnly(not writable)
        self.choose.setEnabled(writable)
        self.remove.setVisible(bool(self._logo))
        words = self.desk.words
        drawn = QPixmap()
        drawn.loadFromData(self._logo)
        self.picture.setVisible(not drawn.isNull())
        said = words("settings.studio.logo_none")
        if not drawn.isNull():
            said = words("settings.studio.logo_is", width=drawn.width(), height=drawn.height())
            keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            size = (min(drawn.width(), style.px(SHOWN_WIDTH)), min(drawn.height(), style.px(SHOWN_HEIGHT)))
            self.picture.setPixmap(drawn.scaled(*size, keep, smooth))
        self.size_said.setText(said)
        self.picture.setAccessibleName(said)

    # ---- the logo ------------------------------------------------------------------------------------------------

    def read_logo(self) -> None:
        """Beside the window's own thread; shown when it has come."""
        self._tasks.run(lambda: self.desk.studio.logo, self._show_logo, self._failed)

    def _show_logo(self, logo: bytes) -> None:
        self._logo = logo
        self.refresh()

    def _choose(self) -> None:
        words = self.desk.words
        chosen, _ = QFileDialog.getOpenFileName(
            self, words("settings.studio.logo_choose"), "", words("settings.studio.logo_files")
        )
        if chosen:
            self.take(Path(chosen))

    def take(self, path: Path) -> None:
        """That picture is the logo, if it can be."""
        self._tasks.run(lambda: self.desk.set_logo(path), self._taken, self._failed)

    def _taken(self, done: tuple[str, ...]) -> None:
        words = self.desk.words
        said = [words(f"settings.logo_done.{one}") for one in done] or [words("settings.studio.logo_kept")]
        self.told.emit(" ".join(said))
        self.read_logo()

    def _remove(self) -> None:
        words = self.desk.words

        def removed(before: bytes) -> None:
            self._show_logo(b"")
            self.choose.setFocus()
            self.offered.emit(words("settings.studio.logo_removed"), words("common.undo"), lambda: self._back(before))

        self._tasks.run(self.desk.remove_logo, removed, self._failed)

    def _back(self, logo: bytes) -> None:
        self._tasks.run(lambda: self.desk.bring_back_logo(logo), lambda _: self.read_logo(), self._failed)

    def _failed(self, problem: Exception) -> None:
        if not isinstance(problem, UserError):
            raise problem
        self.told.emit(self.desk.words.error(problem))

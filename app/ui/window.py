"""The frame: rail, pages and the way between them, undo, the banner of a failed save, the question at closing.

It listens to the desk and has the page in front follow; it must never keep a practice's value nor decide anything.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMessageBox, QStackedWidget, QVBoxLayout, QWidget

from app.desk.desk import Desk
from app.desk.moving import Mover
from app.domain.errors import UserError
from app.ui import conflict, style
from app.ui.pages.base import WIDE, Page
from app.ui.tasks import Tasks
from app.ui.widgets.banner import Banner
from app.ui.widgets.move_dialog import MoveDialog
from app.ui.widgets.neighbour_banner import NeighbourBanner
from app.ui.widgets.password_dialog import PasswordDialog
from app.ui.widgets.rail import Rail
from app.ui.widgets.scrolling import keep_in_sight
from app.ui.widgets.shortcuts import show_shortcuts

PAGES = {
    "home": ("app.ui.pages.home", "HomePage"),
    "practice": ("app.ui.pages.practice", "PracticePage"),
    "functions": ("app.ui.pages.functions", "FunctionsPage"),
    "question": ("app.ui.pages.question", "QuestionPage"),
    "check": ("app.ui.pages.check", "CheckPage"),
    "outcome": ("app.ui.pages.outcome", "OutcomePage"),
    "sign": ("app.ui.pages.sign", "SignPage"),
    "verify": ("app.ui.pages.verify", "VerifyPage"),
    "recovery": ("app.ui.pages.recovery", "RecoveryPage"),
    "sources": ("app.ui.pages.sources", "SourcesPage"),
    "deadlines": ("app.ui.pages.deadlines", "DeadlinesPage"),
    "forms": ("app.ui.pages.forms", "FormsPage"),
}
"""Where each page lives; a page is imported and made when it is first gone to."""

_WITHOUT_PRACTICE = frozenset({"home", "verify", "recovery", "sources", "deadlines"})
_EITHER_WAY = frozenset({"forms"})
"""There without an open practice too; with one they are about it."""
_WITH_TASKS = frozenset({"practice", "question", "outcome", "sign", "verify", "recovery", "forms", "deadlines"})
SCALES = (0.85, 1.0, 1.15, 1.3, 1.5, 1.75, 2.0)


class Window(QWidget):
    """``remember(key, value)`` keeps a setting of this installation (``lang``, ``text_scale``)."""

    lock_asked = Signal()
    """The open practice has been let go of: the key may be forgotten."""

    def __init__(self, desk: Desk, tasks: Tasks, remember: Callable[[str, object], None]) -> None:
        super().__init__()
        self.desk, self.tasks, self._remember = desk, tasks, remember
        self.law_known = False
        self._dialog: PasswordDialog | None = None
        self._pages: dict[str, Page] = {}
        self._trail: list[tuple[str, dict]] = [("home", {})]
        self._build()
        self._shortcuts()
        desk.listen(self._heard)
        self.go("home", {})

    def _build(self) -> None:
        words = self.desk.words
        self.rail = Rail(words)
        self.rail.go.connect(self.go)
        self.rail.language_asked.connect(self.set_language)
        self.rail.help_asked.connect(self.show_help)
        self.rail.password_asked.connect(self.show_password)
        self.rail.lock_asked.connect(self.lock)
        self.save_banner = Banner(words("common.close"))
        self.save_banner.acted.connect(self.settle_save)
        self.notice = Banner(words("common.close"))
        self._offered: Callable[[], None] = self.undo
        self.notice.acted.connect(lambda: self._offered())
        self.neighbours = NeighbourBanner(self.desk, self.leave_page)
        self.stack = QStackedWidget()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        for widget in (self.save_banner, self.neighbours, self.notice):
            right.addWidget(widget)
        right.addWidget(self.stack, 1)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.rail)
        box.addLayout(right, 1)

    def _shortcuts(self) -> None:
        keys = (
            (QKeySequence(QKeySequence.StandardKey.Undo), self.undo),
            (QKeySequence("Ctrl+Shift+Z"), self.redo),
            (QKeySequence("Ctrl+Y"), self.redo),
            (QKeySequence("F1"), self.show_help),
            (QKeySequence("Alt+Left"), lambda: self.go("back", {})),
            (QKeySequence("Alt+Home"), lambda: self.go("home", {})),
            (QKeySequence("Ctrl++"), lambda: self._zoom(1)),
            (QKeySequence("Ctrl+="), lambda: self._zoom(1)),
            (QKeySequence("Ctrl+-"), lambda: self._zoom(-1)),
            (QKeySequence("Ctrl+L"), self.lock),
            (QKeySequence("Ctrl+Q"), self.close),
        )
        for key, act in keys:
            QShortcut(key, self, act)

    # ---- where we are --------------------------------------------------------------------------------------------

    @property
    def here(self) -> str:
        return self._trail[-1][0]

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.isAncestorOf(now):
            keep_in_sight(now)

    def page(self, name: str) -> Page:
        """The page of that name, made at its first use."""
        if name not in self._pages:
            module, kind = PAGES[name]
            make = getattr(import_module(module), kind)
            made: Page = make(self.desk, self.tasks) if name in _WITH_TASKS else make(self.desk)
            made.law_known = self.law_known
            made.go.connect(self.go)
            made.told.connect(self.say)
            made.offered.connect(self.offer)
            self.stack.addWidget(made)
            self._pages[name] = made
        return self._pages[name]

    def go(self, name: str, where: dict) -> None:
        """To a page, or ``back`` to the one before; without an open practice there are few."""
        self.leave_page()
        if self.notice.look() == "red":
            self.notice.hide()
        if name == "back":
            if len(self._trail) > 1:
                self._trail.pop()
            while not self._is_there(*self._trail[-1]):
                self._trail.pop()
            name, where = self._trail[-1]
        elif name == "home":
            self._trail = [("home", {})]
        elif (name, where) != self._trail[-1]:
            self._trail.append((name, dict(where)))
        if not self._is_there(name, where):
            self._trail = [("home", {})]
            name, where = "home", {}
        self._show(name, where)

    def _is_there(self, name: str, where: dict) -> bool:
        """Whether what a page is about still exists: an open practice, and the tool if it is about one."""
        if name in _WITHOUT_PRACTICE:
            return True
        if self.desk.dossier is None:
            return name in _EITHER_WAY
        return "tool" not in where or any(tool.id == where["tool"] for tool in self.desk.practice.tools)

    def _show(self, name: str, where: dict) -> None:
        page = self.page(name)
        came = self.stack.currentWidget() is not page
        self.stack.setCurrentWidget(page)
        by_itself = QApplication.focusWidget()
        page.show_at(where)
        self.rail.show_here(name)
        self._tell_state()
        focused = QApplication.focusWidget()
        if focused is None or not page.isAncestorOf(focused) or (came and focused is by_itself):
            page.take_focus()

    # ---- what the desk says --------------------------------------------------------------------------------------

    def _heard(self, event: str) -> None:
        if not self._is_there(*self._trail[-1]):
            self.go("practice" if self.desk.dossier is not None else "home", {})
        elif self.here in self._pages:
            self._pages[self.here].refresh()
        self._tell_state()

    def _tell_state(self) -> None:
        desk = self.desk
        words = desk.words
        save = desk.save
        if save.state == "failed" and save.problem is not None:
            way = "save.retry" if desk.conflict is None else "conflict.choose"
            self.save_banner.show_text("red", words.error(save.problem), words(way), closable=False)
        elif desk.folder_read_only:
            self.save_banner.show_text("amber", words("error.folder_read_only"), closable=False)
        elif desk.dossier is not None and desk.read_only and not desk.only_lent:
            self.save_banner.show_text("amber", words("save.read_only_banner"), closable=False)
        else:
            self.save_banner.hide()
        self.neighbours.show_state(self.here not in _WITHOUT_PRACTICE)
        page = self._pages.get(self.here)
        name = page.title() if page is not None else ""
        self.setWindowTitle(words("window.title", page=name) if name else words("window.name"))
        self.rail.show_lock(self._protected())
        self.rail.show_state(
            words,
            signable=desk.dossier is not None and bool(desk.practice.tools),
            saved=save.state == "saved",
            law=f"{desk.circular.short} · v. {desk.circular.version}" if self.law_known else "",
        )

    def _protected(self) -> bool:
        try:
            return self.desk.protection.on
        except UserError:  # the key file cannot be read now: at the next write it will be said
            return True

    def law_ready(self) -> None:
        """The law has been read: what was drawn without it can be completed."""
        self.law_known = True
        for page in self._pages.values():
            page.law_known = True
        self._heard("law")

    def say(self, text: str, undoable: bool = False) -> None:
        """A passing notice above the page."""
        self._offered = self.undo
        self.notice.show_text("grey", text, self.desk.words("common.undo") if undoable else "")
        QTimer.singleShot(12000, self.notice, lambda: self.notice.hide_if(text))

    def offer(self, text: str, act: str, do: Callable[[], None]) -> None:
        """The same, with one thing that can be done about it."""
        self._offered = do
        self.notice.show_text("grey", text, act)
        QTimer.singleShot(12000, self.notice, lambda: self.notice.hide_if(text))

    def settle_save(self) -> None:
        """What a save that failed needs: another try, or a choice between two versions."""
        if self.desk.conflict is None:
            self.desk.retry_save()
        else:
            conflict.ask(self, self.desk)

    def say_problem(self, problem: UserError) -> None:
        """The world's error, in words, above the page."""
        self.notice.show_text("red", self.desk.words.error(problem))

    # ---- acts of the frame ---------------------------------------------------------------------------------------

    def undo(self) -> None:
        self._travel(self.desk.can_undo, self.desk.undo)

    def redo(self) -> None:
        self._travel(self.desk.can_redo, self.desk.redo)

    def _travel(self, possible: bool, act: Callable[[], None]) -> None:
        self.leave_page()
        self.notice.hide()
        if self.desk.dossier is not None and possible and self.here not in _WITHOUT_PRACTICE:
            act()

    def set_language(self, lang: str) -> None:
        self.leave_page()
        self.desk.set_language(lang)
        self.setLocale(style.locale_of(lang))
        self._remember("lang", lang)
        self.rail.retranslate(self.desk.words)
        for page in self._pages.values():
            page.retranslate()
        self._show(*self._trail[-1])

    def _zoom(self, step: int) -> None:
        near = min(range(len(SCALES)), key=lambda n: abs(SCALES[n] - style.scale()))
        chosen = SCALES[max(0, min(len(SCALES) - 1, near + step))]
        self._remember("text_scale", chosen)
        style.zoom(chosen)
        self.rebuild()

    def rebuild(self) -> None:
        """Makes rail and pages anew, for another text size or theme; pages keep no values, so nothing is lost."""
        self.leave_page()
        for page in self._pages.values():
            self.stack.removeWidget(page)
            page.deleteLater()
        self._pages = {}
        self.rail.retranslate(self.desk.words)
        self._fit()
        self._show(*self._trail[-1])

    def offer_move(self, mover: Mover) -> None:
        """From now on the rail offers to move the data folder."""
        self.rail.move_data.show()
        self.rail.move_asked.connect(lambda: self._move_data(mover))

    def _move_data(self, mover: Mover) -> None:
        self.leave_page()
        self.desk.close()
        self.go("home", {})
        dialog = MoveDialog(self, self.desk.words, self.tasks, mover)
        dialog.exec()
        if dialog.moved:
            self.close()

    def show_help(self) -> None:
        show_shortcuts(self, self.desk.words)

    def show_password(self) -> None:
        """The page of the password on the archive; whatever it does begins with the list of practices."""
        self.leave_page()
        dialog = PasswordDialog(self, self.desk, self.tasks)
        self._dialog = dialog
        said = dialog.run()
        self._dialog = None
        if said or not self._is_there(*self._trail[-1]):
            self.go("home", {})
            self.desk.refresh_list()
        self._tell_state()
        if said:
            self.say(said)

    @property
    def working(self) -> bool:
        """Whether the password is just being turned on or off: then nothing can be locked."""
        return self._dialog is not None and self._dialog.working

    def lock(self) -> bool:
        """Saves and lets go of the open practice, then asks to be locked; False if it cannot be, or not saved."""
        if not self.desk.protection.on:
            return False
        self.leave_page()
        if self.desk.save.state == "failed":
            self.desk.retry_save()
        try:
            self.desk.close()
        except UserError as problem:
            self.say_problem(problem)
            return False
        self.lock_asked.emit()
        return True

    def to_front(self) -> None:
        """A second start knocked."""
        self.setWindowState((self.windowState() & ~Qt.WindowState.WindowMinimized) | Qt.WindowState.WindowActive)
        self.show()
        self.raise_()
        self.activateWindow()

    def leave_page(self) -> None:
        """Has the page in front hand over what is typed and not yet told."""
        page = self._pages.get(self._trail[-1][0])
        if page is not None and self.desk.dossier is not None and not self.desk.read_only:
            page.commit()

    # ---- Qt's own ------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.rail.set_narrow(self.width() / style.scale() < WIDE)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.leave_page()
        while not self.desk.drain():
            answer = self._ask_unsaved()
            if answer == "stay":
                event.ignore()
                return
            if answer == "leave":
                break
            self.settle_save()
        event.accept()

    def _ask_unsaved(self) -> str:
        """``retry``, ``leave`` (losing what is not saved) or ``stay``."""
        words = self.desk.words
        box = QMessageBox(QMessageBox.Icon.Warning, words("window.name"), words("closing.unsaved"), parent=self)
        box.setTextFormat(Qt.TextFormat.PlainText)
        problem = self.desk.save.problem
        box.setInformativeText(words.error(problem) if problem is not None else words("closing.wait"))
        retry = box.addButton(words("save.retry"), QMessageBox.ButtonRole.AcceptRole)
        leave = box.addButton(words("closing.leave"), QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton(words("closing.stay"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(retry)
        box.setEscapeButton(stay)
        box.exec()
        pressed = box.clickedButton()
        return "retry" if pressed is retry else "leave" if pressed is leave else "stay"

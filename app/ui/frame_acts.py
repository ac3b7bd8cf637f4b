"""What the frame does beside showing pages: undo, language and looks, password and lock, moving the data, closing.

Every act first has the page in front hand over what is typed. It must never decide what the desk decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.errors import UserError
from app.ui import style

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.desk.desk import Desk
    from app.desk.moving import Mover
    from app.ui.tasks import Tasks
    from app.ui.widgets.password_dialog import PasswordDialog

SCALES = (0.85, 1.0, 1.15, 1.3, 1.5, 1.75, 2.0)


class Frame(Protocol):
    """What the acts need of the window."""

    @property
    def about_practice(self) -> bool:
        """Whether the page in front is one of the open practice."""
        ...

    @property
    def page_name(self) -> str: ...

    def go(self, name: str, where: dict) -> None: ...

    def leave_page(self) -> None: ...

    def held_up(self) -> bool: ...

    def rebuild(self) -> None: ...

    def let_go_hidden(self) -> None: ...

    def retranslate(self, lang: str) -> None: ...

    def tell_state(self) -> None: ...

    def say(self, text: str, undoable: bool = False) -> None: ...

    def say_problem(self, problem: UserError) -> None: ...

    def offer(self, text: str, act: str, do: Callable[[], None], stays: bool = False) -> None: ...

    def hide_notice(self) -> None: ...

    def start_tour(self) -> None: ...


if TYPE_CHECKING:

    class _Frame(QWidget, Frame): ...  # so whoever is one without having all of it is told by mypy

else:
    _Frame = QWidget  # Qt's classes cannot have a Protocol among their bases


class FrameActs(_Frame):
    """The window is one; ``remember(key, value)`` keeps a setting of this installation."""

    lock_asked = Signal()
    """The open practice has been let go of: the key may be forgotten."""

    def __init__(self, desk: Desk, tasks: Tasks, remember: Callable[[str, object], None]) -> None:
        super().__init__()
        self.desk, self.tasks, self._remember = desk, tasks, remember
        self.mover: Mover | None = None
        self._dialog: PasswordDialog | None = None
        self.ending = False
        """Whether the system ends the session: then nobody is there to be asked."""

    # ---- acts ----------------------------------------------------------------------------------------------------

    def do(self, act: str, value: object = None) -> None:
        """What a page wants of the frame."""
        acts: dict[str, Callable[[], object]] = {
            "lang": lambda: self.set_language(str(value)),
            "theme": lambda: self.set_theme(str(value)),
            "text_scale": lambda: self.set_scale(float(str(value))),
            "password": self.show_password,
            "lock": self.lock,
            "move": self.move_data,
            "shortcuts": self.show_shortcuts,
            "calm": lambda: self.set_calm(bool(value)),
            "diagnostics": self.copy_diagnostics,
            "tour": self.start_tour,
            "bundle_out": lambda: self._bundle("send"),
            "bundle_in": lambda: self._bundle("fetch"),
        }
        acts[act]()

    def _bundle(self, act: str) -> None:
        """Practices out into a file, or in from one; whatever came is in the list."""
        from app.ui import bundling

        self.leave_page()
        said = {"send": bundling.send, "fetch": bundling.fetch}[act](self, self.desk, self.tasks)
        if act == "fetch" and said:
            self.desk.refresh_list()
        if said:
            self.say(said)

    def undo(self) -> None:
        self._travel(self.desk.can_undo, self.desk.undo)

    def redo(self) -> None:
        self._travel(self.desk.can_redo, self.desk.redo)

    def _travel(self, possible: bool, act: Callable[[], None]) -> None:
        if self.held_up():
            return
        self.leave_page()
        self.hide_notice()
        if self.desk.dossier is not None and possible and self.about_practice:
            act()

    def show_shortcuts(self) -> None:
        from app.ui.widgets.shortcuts import show_shortcuts

        show_shortcuts(self, self.desk.words)

    def set_language(self, lang: str) -> None:
        """Of the screen, wherever one is: what is typed is handed over first, and the same page stays in front. Not
        while a page is at work: a paper is made in one language."""
        if self.held_up():
            return
        self.leave_page()
        self._remember("lang", lang)
        self.setLocale(style.locale_of(lang))
        self.retranslate(lang)

    def set_theme(self, theme: str) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._remember("theme", theme)
        self.let_go_hidden()
        style.apply(app, theme, style.scale())
        self.rebuild()

    def set_scale(self, scale: float) -> None:
        self._remember("text_scale", scale)
        self.let_go_hidden()
        style.zoom(scale)
        self.rebuild()

    def set_calm(self, on: bool) -> None:
        self._remember("calm", on)
        style.be_calm(on)

    def offer_tour(self) -> None:
        """Once, at the first start."""
        self._remember("tour_seen", True)
        words = self.desk.words
        self.offer(words("tour.offer"), words("tour.start"), self.start_tour, stays=True)

    def copy_diagnostics(self) -> None:
        """What helps whoever helps, with nothing of the user's in it."""

        def copied(errors: list[str]) -> None:
            from app.ui import diagnostics

            QApplication.clipboard().setText(diagnostics.told(self.desk, self.page_name, errors))
            self.say(self.desk.words("diagnostics.copied"))

        self.tasks.run(self.desk.latest_errors, copied, lambda _problem: copied([]))

    def _zoom(self, step: int) -> None:
        near = min(range(len(SCALES)), key=lambda n: abs(SCALES[n] - style.scale()))
        self.set_scale(SCALES[max(0, min(len(SCALES) - 1, near + step))])

    def settle_save(self) -> None:
        """What a save that failed needs: another try, or a choice between two versions."""
        if self.held_up():
            return
        self.desk.settings_kept.retry()
        if self.desk.conflict is None:
            self.desk.retry_save()
        else:
            from app.ui import conflict

            conflict.ask(self, self.desk)

    def offer_move(self, mover: Mover) -> None:
        """From now on the data folder can be moved."""
        self.mover = mover

    def move_data(self) -> None:
        if self.mover is None:
            return
        from app.ui.widgets.move_dialog import MoveDialog

        self.leave_page()
        self.desk.close()
        self.go("home", {})
        dialog = MoveDialog(self, self.desk.words, self.tasks, self.mover)
        dialog.exec()
        if dialog.moved:
            self.close()

    # ---- the password --------------------------------------------------------------------------------------------

    def show_password(self) -> None:
        """The page of the password on the archive; whatever it does begins with the list of practices."""
        from app.ui.widgets.password_dialog import PasswordDialog

        self.leave_page()
        dialog = PasswordDialog(self, self.desk, self.tasks)
        self._dialog = dialog
        said = dialog.run()
        self._dialog = None
        if said or (self.about_practice and self.desk.dossier is None):
            self.go("home", {})
            self.desk.refresh_list()
        self.tell_state()
        if said:
            self.say(said)

    @property
    def protected(self) -> bool:
        """Whether there is a password."""
        try:
            return self.desk.has_password
        except UserError:  # the key file cannot be read now: at the next write it will be said
            return True

    @property
    def working(self) -> bool:
        """Whether the password is just being turned on or off: then nothing can be locked."""
        return self._dialog is not None and self._dialog.working

    def lock(self) -> bool:
        """Saves and lets go of the open practice, then asks to be locked; False if it cannot be, or not saved."""
        if not self.desk.protection.seen_on or self.held_up():
            return False
        self.leave_page()
        self.desk.settings_kept.retry()
        if self.desk.save.state == "failed":
            self.desk.retry_save()
        try:
            self.desk.close()
        except UserError as problem:
            self.say_problem(problem)
            return False
        self.lock_asked.emit()
        return True

    # ---- coming forward and closing ------------------------------------------------------------------------------

    def to_front(self) -> None:
        """A second start knocked."""
        self.setWindowState((self.windowState() & ~Qt.WindowState.WindowMinimized) | Qt.WindowState.WindowActive)
        self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.ending:
            event.accept()
            return
        if self.held_up():
            event.ignore()
            return
        self.leave_page()
        while not (self.desk.drain() and self.desk.settings_kept.drain()):
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
        from PySide6.QtWidgets import QMessageBox

        words = self.desk.words
        settings = self.desk.save.state == "saved"
        told = words("kept.closing" if settings else "closing.unsaved")
        box = QMessageBox(QMessageBox.Icon.Warning, words("window.name"), told, parent=self)
        box.setTextFormat(Qt.TextFormat.PlainText)
        problem = self.desk.save.problem or self.desk.settings_kept.problem
        box.setInformativeText(words.error(problem) if problem is not None else words("closing.wait"))
        retry = box.addButton(words("save.retry"), QMessageBox.ButtonRole.AcceptRole)
        leave = box.addButton(
            words("kept.leave" if settings else "closing.leave"), QMessageBox.ButtonRole.DestructiveRole
        )
        stay = box.addButton(words("closing.stay"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(retry)
        box.setEscapeButton(stay)
        box.exec()
        pressed = box.clickedButton()
        return "retry" if pressed is retry else "leave" if pressed is leave else "stay"

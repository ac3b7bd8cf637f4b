"""What is shown over one data folder: the window, or the page in front of it while the archive is locked.

Builds, connects, starts; does nothing itself. What is not needed for the first picture (desk and law, the list's
renewal, paper and signature) must load after it.
"""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QLibraryInfo, QObject, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QWidget

from app import paths
from app.desk.front import Front
from app.desk.front_shelf import FrontShelf
from app.domain.errors import UserError
from app.store.vault import LOCKED
from app.text import LANGUAGES, Words
from app.ui import style
from app.ui.tasks import Tasks
from app.ui.window import Window

if TYPE_CHECKING:
    from types import TracebackType

    from app.desk.desk import Desk
    from app.desk.laws import Laws
    from app.desk.shelves import Shelves
    from app.ui.crash import CrashPage
    from app.ui.ending import EndWatch
    from app.ui.idle import IdleWatch
    from app.ui.instance import Doorbell
    from app.ui.unlock import UnlockPage

SIZE = (1180, 720)
AGAIN_MS = 200
TRIES = 10
"""To clear the way: a dialog in front may have another behind it, and not all let themselves be closed."""
UNSEEN_MS = 1000


def now() -> datetime:
    return datetime.now().astimezone()


class _FirstPicture(QObject):
    """Calls once the window has been painted, or a while later where none of it is in sight."""

    def __init__(self, window: QWidget, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._window = window
        self._then: Callable[[], None] | None = then
        window.installEventFilter(self)
        waits = QTimer(self, singleShot=True, interval=UNSEEN_MS)
        waits.timeout.connect(self._come)
        waits.start()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self, self._come)
        return False

    def _come(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            self._window.removeEventFilter(self)
            then()


class Session:
    """What is shown over one data folder: the window, or the page in front of it while the archive is locked.

    Locking lets everything go (window, desk, store) and builds it anew: what was in memory is in none of it.
    """

    def __init__(
        self, app: QApplication, place: paths.Place, texts: Path, edition: str, lang: str | None, read_only: bool
    ) -> None:
        self._app, self._place, self._texts = app, place, texts
        self._edition, self._lang, self._read_only = edition, lang, read_only
        self._translator = QTranslator(app)
        self._laws: Laws | None = None
        self._shelves: Shelves | None = None
        self._idle: IdleWatch | None = None
        self._doorbell: Doorbell | None = None
        self._crashed: CrashPage | None = None
        self._end_watch: EndWatch | None = None
        self.refused: list[UserError] = []
        self.shown: Window | UnlockPage
        self._window: Window | None = None
        """What is shown, unless it is the page in front."""
        self._by_itself = False
        sys.excepthook = self._first_crash
        style.follow_system(self._follow_system)

    def begin(self, idle: bool = False) -> None:
        """UserError of the key file."""
        self.tasks = Tasks()
        shelf = FrontShelf(self._place.folder, now, self._edition, self._read_only, self._place.own)
        locked = shelf.vault.state == LOCKED
        if not locked:
            shelf.recall()
        settings = self._settings = shelf.settings
        style.apply(self._app, str(settings.get("theme", "system")), _scale(settings.get("text_scale", 1.0)))
        calm = settings.get("calm")
        style.be_calm(calm if isinstance(calm, bool) else None)
        chosen = self._lang or str(settings.get("lang", "it"))
        lang = chosen if chosen in LANGUAGES else "it"
        self._front = Front(shelf, self._texts, lang, lambda lang: self._make_desk(shelf, lang))
        self.desk = cast("Desk", self._front)
        _speak(self._app, self._translator, lang)
        if locked:
            from app.ui.unlock import UnlockPage

            page = UnlockPage(self.desk, self.tasks, idle)
            page.unlocked.connect(self._open)
            self._show(page)
        else:
            self._open(None)

    def _make_desk(self, shelf: FrontShelf, lang: str) -> Desk:
        """On whichever thread asks first; the front sees to it that only one does."""
        from uuid import uuid4

        from app.desk.desk import Desk
        from app.desk.laws import Laws
        from app.desk.shelves import Shelves
        from app.library.shelf import Shelf

        if self._laws is None:
            self._laws = Laws(Shelf(paths.resources() / "circulars"))
        self._shelves = Shelves(shelf, self._laws)
        return Desk(self._shelves, self._laws, self._texts, now, lambda: uuid4().hex, self.tasks.post, lang)

    def _listen_outside(self) -> None:
        """From now on another start on the same folder brings this window to the front, and the system can end it."""
        if self._end_watch is None:
            from app.ui.ending import EndWatch

            self._end_watch = EndWatch(self._end_of_session)
        if self._doorbell is None and not self._read_only:
            from app.ui.instance import Doorbell

            self._doorbell = Doorbell(self._place.own, lambda: self.shown.to_front())

    def hang_up(self) -> None:
        if self._doorbell is not None:
            self._doorbell.close()
        if self._end_watch is not None:
            self._end_watch.stop()

    def _end_of_session(self, tries: int = TRIES) -> None:
        """What is typed is handed over and written, then everything ends; nobody is asked anything."""
        from app.ui.idle import clear_the_way

        if tries and not clear_the_way():
            QTimer.singleShot(AGAIN_MS, lambda: self._end_of_session(tries - 1))
            return
        if self._window is not None:
            self._window.ending = True
            self._window.leave_page()
            self.desk.drain()
        self._app.quit()

    @property
    def shelves(self) -> Shelves:
        self._front.fetch()
        assert self._shelves is not None
        return self._shelves

    def end(self) -> None:
        if self._idle is not None:
            self._idle.stop()
            self._idle = None
        self.tasks.close()
        self.shelves.close()

    def _first_crash(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Before the page for it has been put up."""
        self._crash_page().caught(kind, error, trace)

    def _crash_page(self) -> CrashPage:
        """One for all errors, however many there are before it is put up."""
        if self._crashed is not None:
            return self._crashed
        from app.ui import diagnostics
        from app.ui.crash import CrashPage

        page = self._crashed = CrashPage(
            self._place.own / "logs" / "vaglio.log",
            lambda: self.desk.words,
            lambda problem: self.shown.say_problem(problem),
            lambda: self.desk.save.state == "saved",
            lambda entry: diagnostics.told(self.desk, self._window.here if self._window else "", [entry]),
        )
        page.install()
        return page

    def _show(self, widget: Window | UnlockPage) -> None:
        """In the place of what was shown before."""
        before = getattr(self, "shown", None)
        widget.setMinimumSize(720, 480)
        widget.resize(*SIZE)
        if before is not None:
            widget.setGeometry(before.geometry())
            widget.setWindowState(before.windowState())
        self.shown = widget
        widget.show()
        if before is not None:
            before.hide()
            before.deleteLater()

    def _open(self, problem: UserError | None) -> None:
        window = Window(self.desk, self.tasks, self._remember)
        window.lock_asked.connect(self._lock)
        self._window = window
        self._show(window)
        if problem is not None:
            window.say_problem(problem)
        _FirstPicture(window, self._after_first_picture)

    def _after_first_picture(self) -> None:
        """The desk is made beside the window; whoever acts before it is there waits for it."""
        from app.ui.idle import IdleWatch

        self._idle = IdleWatch(self._minutes, self._lock_idle)
        self._listen_outside()
        front, tasks = self._front, self.tasks

        def fetch() -> None:
            try:
                front.fetch()
            except Exception as problem:
                wrong = problem  # out here it would be said to nobody
                tasks.post(lambda: _say_again(wrong))
            else:
                tasks.post(self._desk_there)

        threading.Thread(target=fetch, name="desk", daemon=True).start()

    def _desk_there(self) -> None:
        window = self._window
        if window is None:
            return
        self._crash_page()
        if not (self._read_only or self._place.portable):
            from app.desk.moving import Mover

            window.offer_move(Mover(self._place.folder, self._place.own, self._place.pointer))
        self.desk.refresh_list()
        # On the same worker and so after the list: reading the law at the same time would hold it up.
        self.shelves.later(
            lambda: self.desk.circular,
            lambda _law: self.tasks.post(window.law_ready),
            lambda problem: self.tasks.post(lambda: self._law_refused(problem)),
        )
        self.shelves.tidy()
        if self._settings.get("tour_seen") is None and not self._read_only:
            window.offer_tour()

    def _law_refused(self, problem: Exception) -> None:
        if not isinstance(problem, UserError):
            raise problem
        self.refused.append(problem)
        self.shown.hide()  # what it shows without the law says nothing true
        refuse(self.desk.words, problem)
        self._app.quit()

    def _remember(self, key: str, value: object) -> None:
        if key == "lang":
            self._lang = None  # what was asked for at the start holds until another one is chosen
            _speak(self._app, self._translator, str(value))
        self.shelves.small.keep({key: value})

    def _follow_system(self) -> None:
        if style.choice() == "system":
            style.apply(self._app, "system", style.scale())
            if self._window is not None:
                self._window.rebuild()

    # ---- locking -------------------------------------------------------------------------------------------------

    def _minutes(self) -> int:
        return self.desk.protection.idle_minutes if self._front.has_password else 0

    def _lock_idle(self, uses: int | None = None) -> bool:
        """Nobody is there: what is in front is closed, then the window locks. False if it could not, or if work is
        under way that would be cut off. ``uses``: as often as the program had been used when this began."""
        from app.ui.idle import clear_the_way

        window, idle = self._window, self._idle
        if idle is None or window is None or window.working or self.tasks.busy:
            return False
        if uses not in (None, idle.uses):
            return False  # somebody has come back meanwhile
        if not clear_the_way():
            uses = idle.uses
            QTimer.singleShot(AGAIN_MS, lambda: self._lock_idle(uses))
            return False
        self._by_itself = True
        try:
            return window.lock()
        finally:
            self._by_itself = False

    def _lock(self) -> None:
        self.end()
        self._window = None
        self.begin(idle=self._by_itself)
        QTimer.singleShot(0, gc.collect)  # what was shown goes now, not when it happens to be looked for


def _scale(value: object) -> float:
    return min(2.0, max(0.85, float(value))) if isinstance(value, int | float) else 1.0


def _speak(app: QApplication, translator: QTranslator, lang: str) -> None:
    """Qt's own buttons and menus in the screen's language; without a translation they are in English."""
    app.removeTranslator(translator)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if lang != "en" and translator.load(f"qtbase_{lang}", folder):
        app.installTranslator(translator)


def refuse(said: Words, problem: UserError) -> None:
    from PySide6.QtWidgets import QMessageBox

    QMessageBox.critical(None, said("window.name"), said.error(problem))


def _say_again(problem: Exception) -> None:
    raise problem

"""The window's composition root: the one file that knows everybody. Builds, connects, starts; does nothing itself.

What is not needed for the first picture (the law, the list's renewal, paper and signature) must load after it.
"""

from __future__ import annotations

import argparse
import gc
import logging
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import QLibraryInfo, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QMessageBox

from app import __version__, paths
from app.desk.desk import Desk
from app.desk.laws import Laws
from app.desk.moving import Mover
from app.desk.shelves import Shelves
from app.domain.errors import UserError
from app.library.shelf import Shelf
from app.store.instance import InstanceLock
from app.text import LANGUAGES, Words, words
from app.ui import diagnostics, instance, style
from app.ui.crash import CrashPage
from app.ui.idle import IdleWatch, clear_the_way
from app.ui.tasks import Tasks
from app.ui.unlock import UnlockPage
from app.ui.window import Window
from reports.signing import card_worker

UNUSABLE = 2
SIZE = (1180, 720)
AGAIN_MS = 200


def now() -> datetime:
    return datetime.now().astimezone()


def main(argv: Sequence[str] | None = None) -> int:
    """Opens the window and returns the exit code: 0 done, 2 if it could not be opened."""
    if card_worker.asked_for(argv):
        return card_worker.main()
    gc.disable()  # nothing of what a start makes is rubbish: looking for some costs a tenth of it
    arguments = _arguments(argv)
    place = paths.place(arguments.data)
    folder = place.folder
    texts = paths.resources() / "text"
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Vaglio")
    app.setApplicationVersion(__version__)
    logging.basicConfig(level=logging.CRITICAL)  # the libraries' warnings may quote what the user typed
    with suppress(FileNotFoundError):  # then the system's own font serves
        style.load_fonts(paths.fonts())
    if place.away:
        style.apply(app)
        _refuse(words(texts, arguments.lang or "it"), UserError("data_folder_away", name=str(folder)))
        return UNUSABLE
    lock = InstanceLock(place.own)
    read_only = False
    try:
        lock.acquire()
    except UserError as problem:
        if problem.key == "already_running":
            if instance.bring_first_to_front(place.own):
                return 0
            style.apply(app)
            _refuse(words(texts, arguments.lang or "it"), problem)
            return UNUSABLE
        # A folder that cannot be written cannot be locked either: what is there may still be read.
        read_only = True
    try:
        return _run(app, place, texts, arguments.lang, read_only)
    finally:
        lock.release()


def _run(app: QApplication, place: paths.Place, texts: Path, lang: str | None, read_only: bool) -> int:
    laws = Laws(Shelf(paths.resources() / "circulars"))
    try:
        program = _Program(app, place, texts, laws, laws.edition(__version__), lang, read_only)
        program.begin()
    except UserError as problem:
        style.apply(app)
        _refuse(words(texts, lang or "it"), problem)
        return UNUSABLE
    doorbell = None if read_only else instance.Doorbell(place.own, lambda: program.shown.to_front())
    code = app.exec()
    if doorbell is not None:
        doorbell.close()
    program.end()
    return UNUSABLE if program.refused else code


class _Program:
    """What is shown over one data folder: the window, or the page in front of it while the archive is locked.

    Locking lets everything go (window, desk, store) and builds it anew: what was in memory is in none of it.
    """

    def __init__(
        self,
        app: QApplication,
        place: paths.Place,
        texts: Path,
        laws: Laws,
        edition: str,
        lang: str | None,
        read_only: bool,
    ) -> None:
        self._app, self._place, self._texts, self._laws = app, place, texts, laws
        self._edition, self._lang, self._read_only = edition, lang, read_only
        self._translator = QTranslator(app)
        self._idle: IdleWatch | None = None
        self.refused: list[UserError] = []
        self.shown: Window | UnlockPage
        self._window: Window | None = None
        """What is shown, unless it is the page in front."""
        self._by_itself = False
        log = place.own / "logs" / "vaglio.log"
        CrashPage(
            log,
            lambda: self.desk.words,
            lambda problem: self.shown.say_problem(problem),
            lambda: self.desk.save.state == "saved",
            lambda entry: diagnostics.told(self.desk, self._window.here if self._window else "", [entry]),
        ).install()
        style.follow_system(self._follow_system)

    def begin(self, idle: bool = False) -> None:
        """UserError of the key file."""
        self.tasks = Tasks()
        self.shelves = Shelves(self._place.folder, self._laws, now, self._edition, self._read_only, self._place.own)
        settings = self.shelves.settings
        self.shelves.recall()
        style.apply(self._app, str(settings.get("theme", "system")), _scale(settings.get("text_scale", 1.0)))
        calm = settings.get("calm")
        style.be_calm(calm if isinstance(calm, bool) else None)
        chosen = self._lang or str(settings.get("lang", "it"))
        lang = chosen if chosen in LANGUAGES else "it"
        self.desk = Desk(self.shelves, self._laws, self._texts, now, lambda: uuid4().hex, self.tasks.post, lang)
        _speak(self._app, self._translator, lang)
        if self.desk.protection.locked:
            page = UnlockPage(self.desk, self.tasks, idle)
            page.unlocked.connect(self._open)
            self._show(page)
        else:
            self._open(None)

    def end(self) -> None:
        if self._idle is not None:
            self._idle.stop()
            self._idle = None
        self.tasks.close()
        self.shelves.close()

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
        if not (self._read_only or self._place.portable):
            window.offer_move(Mover(self._place.folder, self._place.own, self._place.pointer))
        self._show(window)
        self._window = window
        if problem is not None:
            window.say_problem(problem)
        self._idle = IdleWatch(self._minutes, self._lock_idle)
        QTimer.singleShot(0, self._after_first_paint)

    def _after_first_paint(self) -> None:
        gc.enable()
        window = self._window
        if window is not None:
            self.desk.refresh_list()
            # On the same worker and so after the list: reading the law at the same time would hold it up.
            self.shelves.later(
                lambda: self.desk.circular,
                lambda _law: self.tasks.post(window.law_ready),
                lambda problem: self.tasks.post(lambda: self._law_refused(problem)),
            )
            self.shelves.tidy()
            if self.shelves.settings.get("tour_seen") is None and not self._read_only:
                window.offer_tour()

    def _law_refused(self, problem: Exception) -> None:
        if not isinstance(problem, UserError):
            raise problem
        self.refused.append(problem)
        self.shown.hide()  # what it shows without the law says nothing true
        _refuse(self.desk.words, problem)
        self._app.quit()

    def _remember(self, key: str, value: object) -> None:
        if key == "lang":
            self._lang = None  # what was asked for at the start holds until another one is chosen
            _speak(self._app, self._translator, str(value))
        self.shelves.small.keep({key: value})

    def _follow_system(self) -> None:
        if self._app.property("vaglio_choice") == "system":
            style.apply(self._app, "system", style.scale())
            if self._window is not None:
                self._window.rebuild()

    # ---- locking -------------------------------------------------------------------------------------------------

    def _minutes(self) -> int:
        return self.desk.protection.idle_minutes if self.desk.protection.seen_on else 0

    def _lock_idle(self) -> bool:
        """Nobody is there: what is in front is closed, then the window locks. False if it could not."""
        window = self._window
        if self._idle is None or window is None or window.working:
            return False
        if not clear_the_way():
            QTimer.singleShot(AGAIN_MS, self._lock_idle)
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


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="vaglio-gui", description="Vaglio, checklist art. 4 L. 300/1970")
    parser.add_argument("--data", type=Path, help="data folder / cartella dei dati")
    parser.add_argument("--lang", choices=LANGUAGES, help="language of the screen / lingua dello schermo")
    return parser.parse_args(argv)


def _scale(value: object) -> float:
    return min(2.0, max(0.85, float(value))) if isinstance(value, int | float) else 1.0


def _speak(app: QApplication, translator: QTranslator, lang: str) -> None:
    """Qt's own buttons and menus in the screen's language; without a translation they are in English."""
    app.removeTranslator(translator)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if lang != "en" and translator.load(f"qtbase_{lang}", folder):
        app.installTranslator(translator)


def _refuse(said: Words, problem: UserError) -> None:
    QMessageBox.critical(None, said("window.name"), said.error(problem))


if __name__ == "__main__":
    sys.exit(main())

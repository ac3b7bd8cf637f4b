"""The window's composition root: the one file that knows everybody. Builds, connects, starts; does nothing itself.

What is not needed for the first picture (the law, the list's renewal, paper and signature) must load after it.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from contextlib import nullcontext, suppress
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
from app.ui import instance, style
from app.ui.crash import CrashPage
from app.ui.tasks import Tasks
from app.ui.window import Window

UNUSABLE = 2
SIZE = (1180, 720)


def now() -> datetime:
    return datetime.now().astimezone()


def main(argv: Sequence[str] | None = None) -> int:
    """Opens the window and returns the exit code: 0 done, 2 if it could not be opened."""
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
    shelf = Shelf(paths.resources() / "circulars")
    laws = Laws(shelf)
    tasks = Tasks()
    try:
        edition = laws.edition(__version__)
    except UserError as problem:
        style.apply(app)
        _refuse(words(texts, lang or "it"), problem)
        return UNUSABLE
    shelves = Shelves(place.folder, laws, now, edition, read_only, place.own)
    settings = shelves.settings
    style.apply(app, str(settings.get("theme", "system")), _scale(settings.get("text_scale", 1.0)))
    chosen = lang or str(settings.get("lang", "it"))
    desk = Desk(shelves, laws, texts, now, lambda: uuid4().hex, tasks.post, chosen if chosen in LANGUAGES else "it")
    translator = QTranslator(app)
    _speak(app, translator, desk.lang)

    def remember(key: str, value: object) -> None:
        if key == "lang":
            _speak(app, translator, str(value))
        with suppress(UserError) if read_only else nullcontext():  # for this run it holds all the same
            settings.set(key, value)

    window = Window(desk, tasks, remember)
    window.setMinimumSize(720, 480)
    window.resize(*SIZE)
    if not (read_only or place.portable):
        window.offer_move(Mover(place.folder, place.own, place.pointer))
    CrashPage(place.own / "logs" / "vaglio.log", lambda: desk.words, window.say_problem).install()
    app.styleHints().colorSchemeChanged.connect(lambda _scheme: _follow_system(app, window))
    window.show()
    refused: list[UserError] = []

    def law_refused(problem: Exception) -> None:
        if not isinstance(problem, UserError):
            raise problem
        refused.append(problem)
        window.hide()  # what it shows without the law says nothing true
        _refuse(desk.words, problem)
        app.quit()

    def after_first_paint() -> None:
        desk.refresh_list()
        shelves.tidy()
        tasks.run(lambda: desk.circular, lambda _law: window.law_ready(), law_refused)

    doorbell = None if read_only else instance.Doorbell(place.own, window.to_front)
    QTimer.singleShot(0, after_first_paint)
    code = app.exec()
    if doorbell is not None:
        doorbell.close()
    tasks.close()
    shelves.close()
    return UNUSABLE if refused else code


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


def _follow_system(app: QApplication, window: Window) -> None:
    if app.property("vaglio_choice") == "system":
        style.apply(app, "system", style.scale())
        window.rebuild()


def _refuse(said: Words, problem: UserError) -> None:
    QMessageBox.critical(None, said("window.name"), said.error(problem))


if __name__ == "__main__":
    sys.exit(main())

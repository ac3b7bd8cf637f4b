"""The window's composition root: finds the data folder, takes it for this process alone, and shows it.

It must never show anything of a folder that another process has.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app import __version__, paths
from app.domain.errors import UserError
from app.library.seal import edition
from app.session import Session, refuse
from app.store.instance import InstanceLock
from app.text import LANGUAGES, words
from app.ui import style
from app.ui.rubbish import Rubbish

UNUSABLE = 2


def run(argv: Sequence[str] | None = None) -> int:
    """Opens the window and returns the exit code: 0 done, 2 if it could not be opened."""
    arguments = _arguments(argv)
    place = paths.place(arguments.data)
    folder = place.folder
    texts = paths.resources() / "text"
    app = style.application(sys.argv[0])
    app.setApplicationName("Vaglio")
    app.setApplicationVersion(__version__)
    logging.basicConfig(level=logging.CRITICAL)  # the libraries' warnings may quote what the user typed
    with suppress(FileNotFoundError):  # then the system's own font serves
        style.load_fonts(paths.fonts())
    if place.away:
        style.apply(app)
        refuse(words(texts, arguments.lang or "it"), UserError("data_folder_away", name=str(folder)))
        return UNUSABLE
    lock = InstanceLock(place.own)
    read_only = False
    try:
        lock.acquire()
    except UserError as problem:
        if problem.key == "already_running":
            from app.ui import instance

            if instance.bring_first_to_front(place.own):
                return 0
            style.apply(app)
            refuse(words(texts, arguments.lang or "it"), problem)
            return UNUSABLE
        # A folder that cannot be written cannot be locked either: what is there may still be read.
        read_only = True
    try:
        return _run(app, place, texts, arguments.lang, read_only)
    finally:
        lock.release()


def _run(app: QApplication, place: paths.Place, texts: Path, lang: str | None, read_only: bool) -> int:
    try:
        program = Session(app, place, texts, edition(__version__, paths.resources() / "circulars"), lang, read_only)
        program.begin()
    except UserError as problem:
        style.apply(app)
        refuse(words(texts, lang or "it"), problem)
        return UNUSABLE
    _rubbish = Rubbish()  # till the very end: threads may still be at work then
    code = app.exec()
    program.end()
    program.hang_up()
    return UNUSABLE if program.refused else code


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    if not (sys.argv[1:] if argv is None else argv):
        return argparse.Namespace(data=None, lang=None)  # as whoever double-clicks starts it: there is nothing to read
    parser = argparse.ArgumentParser(prog="vaglio-gui", description="Vaglio, checklist art. 4 L. 300/1970")
    parser.add_argument("--data", type=Path, help="data folder / cartella dei dati")
    parser.add_argument("--lang", choices=LANGUAGES, help="language of the screen / lingua dello schermo")
    return parser.parse_args(argv)

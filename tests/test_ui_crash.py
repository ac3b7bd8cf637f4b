"""The crash page: what happened, what is safe, what can be told, and nothing of the user's in it."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.domain.errors import UserError
from app.ui import crash, diagnostics
from app.ui.crash import CrashDialog, CrashPage
from tests.ui_kit import AT, Bench, texts

NAMES = (
    "Azienda Riservatissima",
    "Anna Esempiolunghi",
    "Sede Segretissima",
    "Strumento Nascosto",
    "Nota Personale",
    "Studio Ignoto",
    "12345678903",
)


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path / "Persona Inventata" / "archive")
    yield made
    made.close()


def filled(bench: Bench) -> None:
    """An archive full of names."""
    desk = bench.desk
    desk.create(NAMES[0])
    desk.set_company(vat=NAMES[6])
    desk.set_practice(prepared_by=NAMES[1], note=NAMES[4])
    site = desk.new_site()
    desk.set_site(site.__class__(site.id, name=NAMES[2]))
    desk.add_tool(NAMES[3])
    desk.set_studio(letterhead=NAMES[5], lines=[NAMES[1]])
    desk.set_author(NAMES[1])
    bench.settle()


def scanned(text: str, bench: Bench) -> list[str]:
    """Whatever of the user's stands in a text."""
    own = [*NAMES, "Persona Inventata", str(bench.folder), str(Path.home()), getpass.getuser(), *bench.folder.parts[3:]]
    if bench.desk.dossier is not None:
        own += [bench.desk.practice.id, bench.desk.practice.number]
    return [one for one in own if len(one) > 4 and one in text]


def failing(text: str) -> Callable[[], None]:
    """An error of ours whose message, arguments and chain hold what the user typed."""

    def inner() -> None:
        try:
            {}[text]
        except KeyError as problem:
            raise ValueError(f"could not handle {text!r}", {"name": text}) from problem

    return inner


def entry_of(text: str) -> str:
    try:
        failing(text)()
    except ValueError:
        kind, _, trace = sys.exc_info()
        assert kind is not None
        return crash.describe(kind, trace, AT)
    raise AssertionError


def test_diagnostics_hold_nothing_of_the_users(bench: Bench) -> None:
    filled(bench)
    entries = [entry_of(name) for name in NAMES]
    told = diagnostics.told(bench.desk, bench.window.here, entries)
    assert scanned(told, bench) == []
    assert "ValueError" in told
    assert "test_ui_crash:" in told
    assert bench.desk.newest_law.version in told
    assert "1 pratiche" in told


def test_what_the_scan_looks_for_it_finds(bench: Bench) -> None:
    filled(bench)
    assert scanned(f"in {bench.folder} di {NAMES[0]}", bench)


def test_no_path_of_the_program_is_in_it_either(tmp_path: Path) -> None:
    """Where a program lies may tell whose it is."""
    folder = tmp_path / "Persona Inventata"
    folder.mkdir()
    (folder / "own.py").write_text("def fail():\n    raise ValueError('x')\n")
    space: dict[str, object] = {"__name__": "own"}
    exec(compile((folder / "own.py").read_text(), str(folder / "own.py"), "exec"), space)
    try:
        space["fail"]()  # type: ignore[operator]
    except ValueError:
        kind, _, trace = sys.exc_info()
        assert kind is not None
        entry = crash.describe(kind, trace, AT)
    assert "own:2 fail" in entry
    assert "Persona" not in entry


def test_copied_from_settings_it_holds_the_latest_errors_of_the_log(bench: Bench, qtbot: QtBot) -> None:
    from app.store.log import add

    filled(bench)
    for n in range(8):
        add(bench.shelves.log, entry_of(NAMES[n % len(NAMES)]).replace("ValueError", f"Error{n}"))
    QApplication.clipboard().clear()
    bench.window.go("settings", {})
    bench.window.page("settings").about.diagnostics.click()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: "Error7" in QApplication.clipboard().text())
    told = QApplication.clipboard().text()
    assert scanned(told, bench) == []
    assert "Error3" in told
    assert "Error2" not in told
    assert "appunti" in bench.window.notice.text()


def page_for(bench: Bench, tmp_path: Path) -> CrashPage:
    return CrashPage(
        tmp_path / "logs" / "vaglio.log",
        lambda: bench.desk.words,
        bench.window.say_problem,
        lambda: bench.desk.save.state == "saved",
        lambda entry: diagnostics.told(bench.desk, bench.window.here, [entry]),
    )


def caught(page: CrashPage, text: str, then: Callable[[CrashDialog], None]) -> None:
    """An error reaches the page; ``then`` looks at what is shown."""
    seen: list[bool] = []

    def look() -> None:
        shown = QApplication.activeModalWidget()
        assert isinstance(shown, CrashDialog)
        then(shown)
        seen.append(True)
        shown.reject()

    QTimer.singleShot(100, look)
    try:
        failing(text)()
    except ValueError as problem:
        page.caught(type(problem), problem, problem.__traceback__)
    assert seen == [True]


def test_it_says_what_is_safe_copies_what_it_shows_and_goes_on(bench: Bench, tmp_path: Path) -> None:
    filled(bench)
    before = bench.desk.practice

    def look(shown: CrashDialog) -> None:
        assert "nostro errore" in texts(shown)
        assert "Non hai perso nulla" in texts(shown)
        assert QApplication.focusWidget() is shown.go_on
        shown.copy.click()
        assert QApplication.clipboard().text() == shown.told.toPlainText()
        assert scanned(shown.told.toPlainText() + texts(shown), bench) == []
        assert "ValueError" in shown.told.toPlainText()
        shown.go_on.click()
        assert not shown.isVisible()

    caught(page_for(bench, tmp_path), NAMES[0], look)
    assert scanned((tmp_path / "logs" / "vaglio.log").read_text("utf-8"), bench) == []
    assert bench.desk.practice == before
    assert bench.window.isEnabled()


def test_what_is_not_on_disk_is_not_called_saved(bench: Bench, tmp_path: Path) -> None:
    page = page_for(bench, tmp_path)
    page._saved = lambda: False
    caught(page, "x", lambda shown: _says(shown, "potrebbe non esserlo ancora"))


def _says(shown: CrashDialog, text: str) -> None:
    assert text in texts(shown)
    assert "Non hai perso nulla" not in texts(shown)


def test_even_what_cannot_tell_its_state_is_told(bench: Bench, tmp_path: Path) -> None:
    def broken(*_: object) -> bool:
        raise RuntimeError(NAMES[1])

    page = CrashPage(tmp_path / "v.log", lambda: bench.desk.words, bench.window.say_problem, broken, broken)  # type: ignore[arg-type]

    def look(shown: CrashDialog) -> None:
        assert "ValueError" in shown.told.toPlainText()
        assert NAMES[1] not in shown.told.toPlainText()
        _says(shown, "potrebbe non esserlo ancora")

    caught(page, "x", look)


def test_an_error_while_one_is_shown_opens_no_second_page(bench: Bench, tmp_path: Path) -> None:
    page = page_for(bench, tmp_path)

    def look(_shown: CrashDialog) -> None:
        page.caught(ValueError, ValueError("again"), None)
        assert isinstance(QApplication.activeModalWidget(), CrashDialog)

    caught(page, "x", look)
    assert (tmp_path / "logs" / "vaglio.log").read_text("utf-8").count("builtins.ValueError") == 2


def test_an_error_of_the_world_is_said_and_not_logged(bench: Bench, tmp_path: Path) -> None:
    problem = UserError("practice_unreadable")
    page_for(bench, tmp_path).caught(UserError, problem, None)
    assert bench.window.notice.text() == bench.desk.words.error(problem)
    assert not (tmp_path / "logs").exists()


class Broken(QWidget):
    """Fails whenever it is painted, and tells the page."""

    def __init__(self, page: CrashPage) -> None:
        super().__init__()
        self._page = page
        self.painting = False

    def paintEvent(self, _event: QPaintEvent) -> None:
        self.painting = True
        try:
            failing("x")()
        except ValueError as problem:
            self._page.caught(type(problem), problem, problem.__traceback__)
        self.painting = False


def test_what_fails_while_it_is_painted_is_told_after_it(
    bench: Bench, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A dialog in the middle of a painting would have the same widget painted within itself."""
    page = page_for(bench, tmp_path)
    broken = Broken(page)
    qtbot.addWidget(broken)
    told: list[bool] = []
    monkeypatch.setattr(page, "show", lambda _entry, _written: told.append(broken.painting))
    QTimer.singleShot(0, broken.show)
    qtbot.waitUntil(lambda: bool(told))
    assert told[0] is False

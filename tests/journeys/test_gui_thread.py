"""In a journey through every page and act of the window, what is slow never runs on the thread that paints."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QRadioButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.pages.question import QuestionPage
from app.ui.pages.settings import SettingsPage
from app.ui.pages.sign import SignPage
from app.ui.widgets.basics import ComboBox
from app.ui.widgets.choice_card import ChoiceCard
from tests.gallery import settle, walk
from tests.ui_kit import Bench
from tests.watch import Heart, Pulse, p99, thread_watched

LONG = 30_000


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path / "archive")
    yield made
    made.close()


def cards(page: QuestionPage) -> list[ChoiceCard]:
    return [card for card in page.findChildren(ChoiceCard) if card.isVisible()]


def interview(bench: Bench) -> None:
    """Every question of a tool is answered anew by clicks on the cards."""
    bench.desk.open_example()
    bench.window.go("question", {"tool": "tool2"})
    page = bench.window.page("question")
    assert isinstance(page, QuestionPage)
    for question in bench.desk.path("tool2"):
        bench.window.go("question", {"tool": "tool2", "function": question.function, "fact": question.fact})
        for card in cards(page):
            QTest.mouseClick(card, Qt.MouseButton.LeftButton)
            settle()
        QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        settle()


def say_yes() -> None:
    """To the warning in front of a paper that says «da fermare»."""
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    next(b for b in box.buttons() if box.buttonRole(b) == QMessageBox.ButtonRole.AcceptRole).click()


def sign(bench: Bench, qtbot: QtBot) -> None:
    bench.window.go("sign", {})
    page = bench.window.page("sign")
    assert isinstance(page, SignPage)
    qtbot.waitUntil(lambda: page.preview.pages > 0, timeout=LONG)
    page.form.choose("seal")
    page.form.seal.passphrase.setText("una frase lunga e mia")
    page.form.seal.repeat.setText("una frase lunga e mia")
    QTimer.singleShot(200, say_yes)
    page.ask_and_sign()
    qtbot.waitUntil(lambda: bench.desk.dossier.ledger.last_sealed is not None, timeout=LONG)  # type: ignore[union-attr]


def choose(box: ComboBox, value: object) -> None:
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def settings(bench: Bench, qtbot: QtBot, picture: Path) -> None:
    """Every field of the settings page takes something; what is written of it is written elsewhere."""
    bench.window.go("settings", {})
    page = bench.window.page("settings")
    assert isinstance(page, SettingsPage)
    studio = page.studio
    for field in (studio.author, studio.letterhead, studio.lines):
        field.setFocus()
        qtbot.keyClicks(field, "Studio di prova")
    choose(page.language.paper_lang, "en")
    page.looks.calm.click()
    choose(page.looks.text_size, 115)
    choose(page.looks.theme, "dark")
    again = bench.window.page("settings")
    assert isinstance(again, SettingsPage)
    choose(again.language.screen_lang, "en")
    again.studio.take(picture)
    qtbot.waitUntil(lambda: again.studio.remove.isVisible(), timeout=LONG)
    again.studio.remove.click()
    qtbot.waitUntil(lambda: not again.studio.remove.isVisible(), timeout=LONG)
    bench.window.set_language("it")
    bench.window.set_theme("light")
    bench.window.set_scale(1.0)
    bench.desk.protection.set_idle_minutes(20)
    bench.window.go("practice", {})
    bench.desk.set_author("Persona di prova")
    rule = next(iter(bench.desk.circular.dates))
    bench.desk.recheck_date(rule, "2027-01-01", "2026-11-23")
    bench.desk.drop_own_date(rule)
    qtbot.waitUntil(lambda: bench.desk.settings_kept.state == "saved", timeout=LONG)


def journey(bench: Bench, qtbot: QtBot) -> None:
    """The loop turns after every act, as it does for whoever acts with a hand."""
    window, desk = bench.window, bench.desk
    for _page in walk(window, lambda _window: bench.quiet()):
        qtbot.wait(30)
    interview(bench)
    acts: tuple[Callable[[], object], ...] = (
        window.undo,
        window.redo,
        lambda: window.go("outcome", {"tool": "tool2"}),
        lambda: window.set_language("en"),
        lambda: window.set_language("it"),
        lambda: desk.create("Azienda di prova"),
        lambda: window.go("practice", {}),
        desk.open_example,
    )
    for act in acts:
        act()
        settle()
    sign(bench, qtbot)
    window.go("home", {})
    qtbot.wait(100)


def test_nothing_slow_runs_on_the_gui_thread(bench: Bench, qtbot: QtBot, tmp_path: Path) -> None:
    window = bench.window
    bench.desk.open_example()
    bench.settle()
    window.go("home", {})
    Image.new("RGB", (400, 100)).save(tmp_path / "logo.png")
    with thread_watched() as found:
        journey(bench, qtbot)
        settings(bench, qtbot, tmp_path / "logo.png")
    kept = bench.shelves.settings
    assert (kept.get("letterhead"), kept.get("paper_lang"), kept.get("name")) == (
        "Studio di prova",
        "en",
        "Persona di prova",
    )
    assert "\n".join(sorted(set(found))) == ""


def looks(bench: Bench) -> float:
    """The longest that another text size or theme takes, with every page there: milliseconds."""
    window = bench.window
    window.go("outcome", {"tool": "tool2"})
    settle()
    acts: tuple[Callable[[], object], ...] = (
        lambda: window.set_scale(1.15),
        lambda: window.set_theme("dark"),
        lambda: window.set_theme("light"),
        lambda: window.set_scale(1.0),
    )
    return max(to_repaint(act) for act in acts)


def to_repaint(act: Callable[[], None]) -> float:
    """Milliseconds from the click until everything it made necessary is painted."""
    start = time.perf_counter()
    act()
    QApplication.processEvents()
    return (time.perf_counter() - start) * 1000


def plain_radios(qtbot: QtBot) -> tuple[QWidget, list[QRadioButton]]:
    window = QWidget()
    qtbot.addWidget(window)
    box = QVBoxLayout(window)
    radios = [QRadioButton(f"Scelta {n}") for n in range(4)]
    for radio in radios:
        box.addWidget(radio)
    window.show()
    qtbot.waitExposed(window)
    return window, radios


@pytest.fixture
def own_rubbish() -> Iterator[None]:
    """What the tests themselves have made is not to be looked through for rubbish in the midst of it."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.mark.long
@pytest.mark.usefixtures("own_rubbish")
def test_gaps_and_clicks_are_told_beside_an_empty_loop_and_a_bare_button(
    bench: Bench, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    """It judges nothing but that the figures exist: what they are is printed, beside what they are compared with."""
    empty = Heart()
    qtbot.wait(5000)
    nothing = empty.stop()
    assert bench.window.isVisible()
    heart = Heart()
    pulse = Pulse(heart)
    journey(bench, qtbot)
    gaps = heart.stop()
    pulse.stop()
    other_looks = looks(bench)
    bench.quiet()
    _window, radios = plain_radios(qtbot)
    bare = [
        to_repaint(lambda r=radio: QTest.mouseClick(r, Qt.MouseButton.LeftButton))
        for _ in range(50)
        for radio in radios
    ]
    bench.window.activateWindow()
    bench.window.go("question", {"tool": "tool2"})
    page = bench.window.page("question")
    assert isinstance(page, QuestionPage)
    ours = [
        to_repaint(lambda c=card: QTest.mouseClick(c, Qt.MouseButton.LeftButton))
        for _ in range(50)
        for card in cards(page)
    ]
    with capsys.disabled():
        for name, values, beside, plain in (
            ("gap of the loop", gaps, "empty loop", nothing),
            ("of it the thread's own work", heart.own, "empty loop", empty.own),
            ("click to repaint", sorted(ours), "bare radio button", sorted(bare)),
        ):
            told = [f"{statistics.median(v):.2f} / {p99(v):.2f} / {v[-1]:.2f}" for v in (values, plain)]
            print(f"\n{name}: median / p99 / worst {told[0]} ms; {beside}: {told[1]} ms")
        print(f"another text size or theme: at worst {other_looks:.0f} ms")
        print("the worst gaps:", *pulse.worst(), sep="\n  ")
    assert len(gaps) > 100
    assert len(ours) > 50

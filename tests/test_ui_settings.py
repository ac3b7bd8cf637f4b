"""Settings: what is chosen is kept at once and seen at once, and never costs what was being done."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app import __version__
from app.desk.moving import Mover
from app.domain.errors import UserError
from app.store.settings import Settings
from app.ui import style
from app.ui.pages import settings_archive
from app.ui.pages.settings import SettingsPage
from app.ui.pages.settings_about import LicencesDialog
from app.ui.widgets.password_dialog import PasswordDialog
from tests.ui_kit import Bench, texts


def page_of(bench: Bench) -> SettingsPage:
    bench.window.go("settings", {})
    page = bench.window.page("settings")
    assert isinstance(page, SettingsPage)
    return page


def choose(box: object, value: object) -> None:
    place = box.findData(value)  # type: ignore[attr-defined]
    assert place >= 0
    box.setCurrentIndex(place)  # type: ignore[attr-defined]
    box.activated.emit(place)  # type: ignore[attr-defined]


def test_it_is_in_the_rail_and_needs_no_practice(bench: Bench, qtbot: QtBot) -> None:
    qtbot.mouseClick(bench.window.rail.entries["settings"], Qt.MouseButton.LeftButton)
    assert bench.window.here == "settings"
    assert bench.window.rail.entries["settings"].isChecked()
    assert bench.window.windowTitle() == "Impostazioni – Vaglio"


def test_what_is_typed_of_the_studio_is_kept_by_leaving(bench: Bench, qtbot: QtBot) -> None:
    studio = page_of(bench).studio
    qtbot.keyClicks(studio.letterhead, "Studio di prova")
    qtbot.keyClicks(studio.author, "Persona di prova")
    studio.lines.setFocus()
    qtbot.keyClicks(studio.lines, "Via di prova 1")
    qtbot.keyClick(studio.lines, Qt.Key.Key_Return)
    qtbot.keyClicks(studio.lines, "00100 Prova")
    bench.window.go("home", {})
    said = bench.desk.studio
    assert (said.letterhead, said.author) == ("Studio di prova", "Persona di prova")
    assert said.lines == ("Via di prova 1", "00100 Prova")
    assert page_of(bench).studio.lines.toPlainText() == "Via di prova 1\n00100 Prova"


def test_a_logo_is_shown_told_taken_away_and_brought_back(bench: Bench, qtbot: QtBot, tmp_path: Path) -> None:
    studio = page_of(bench).studio
    Image.new("RGBA", (2000, 100), (200, 0, 0, 90)).save(tmp_path / "logo.png")
    studio.take(tmp_path / "logo.png")
    qtbot.waitUntil(lambda: "1200 × 60" in studio.size_said.text())
    assert studio.picture.isVisible()
    assert "trasparenti" in bench.window.notice.text()
    assert "ridotto" in bench.window.notice.text()
    qtbot.mouseClick(studio.remove, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: studio.size_said.text() == "Nessun logo")
    assert bench.desk.studio.logo == b""
    bench.window.notice.acted.emit()
    qtbot.waitUntil(lambda: "1200 × 60" in studio.size_said.text())


def test_a_broken_logo_is_said_and_changes_nothing(bench: Bench, qtbot: QtBot, tmp_path: Path) -> None:
    studio = page_of(bench).studio
    (tmp_path / "logo.png").write_bytes(b"no picture")
    studio.take(tmp_path / "logo.png")
    qtbot.waitUntil(lambda: "non è un'immagine" in bench.window.notice.text())
    assert studio.size_said.text() == "Nessun logo"


def test_the_languages_of_screen_and_paper_are_chosen_apart(bench: Bench) -> None:
    page = page_of(bench)
    choose(page.language.paper_lang, "en")
    assert (bench.desk.lang, bench.desk.paper_lang) == ("it", "en")
    choose(page.language.screen_lang, "en")
    assert bench.settings["lang"] == "en"
    assert "Language of the papers" in texts(page)
    choose(page.language.paper_lang, "it")
    assert (bench.desk.lang, bench.desk.paper_lang) == ("en", "it")
    choose(page.language.paper_lang, "")
    assert bench.desk.paper_lang == "en"


def test_the_language_is_one_press_away_from_every_page(bench: Bench, qtbot: QtBot) -> None:
    bench.window.go("verify", {})
    qtbot.mouseClick(bench.window.rail.language, Qt.MouseButton.LeftButton)
    assert (bench.desk.lang, bench.window.here) == ("en", "verify")


def test_the_language_changes_in_mid_question_and_all_that_was_done_stays(bench: Bench, qtbot: QtBot) -> None:
    window = bench.window
    bench.desk.open_example()
    asked = bench.desk.path("tool2")[3]
    where = {"tool": "tool2", "function": asked.function, "fact": asked.fact}
    window.go("question", where)
    page = window.page("question")
    form = page.findChildren(QPushButton)
    assert form
    bench.quiet()  # saved, and why it is asked found: what is said of both is the same from here on
    before = (bench.desk.practice, window._trail.here, bench.desk.can_undo)
    italian = texts(page)
    for lang in ("en", "it", "en"):
        window.set_language(lang)
        assert (bench.desk.practice, window._trail.here, bench.desk.can_undo) == before
        assert window.here == "question"
    assert texts(page) != italian
    window.set_language("it")
    bench.quiet()
    assert texts(page) == italian


def test_a_note_half_typed_is_kept_by_the_change_of_language(bench: Bench, qtbot: QtBot) -> None:
    from app.ui.widgets.fields import NoteField

    window = bench.window
    bench.desk.open_example()
    asked = bench.desk.path("tool2")[3]
    window.go("question", {"tool": "tool2", "function": asked.function, "fact": asked.fact})
    opener = next(
        one
        for one in window.page("question").findChildren(QPushButton)
        if one.text() == bench.desk.words("question.note")
    )
    qtbot.mouseClick(opener, Qt.MouseButton.LeftButton)
    note = next(one for one in window.page("question").findChildren(NoteField) if one.isVisible())
    qtbot.keyClicks(note, "visto sullo schermo")
    window.set_language("en")
    answer = bench.desk.answer_to(asked)
    assert answer is not None
    assert answer.note == "visto sullo schermo"
    assert note.toPlainText() == "visto sullo schermo"


@pytest.mark.parametrize("theme", ["light", "dark", "contrast", "system"])
def test_a_theme_is_seen_at_once_and_the_focus_stays(bench: Bench, theme: str) -> None:
    box = page_of(bench).looks.theme
    box.setFocus()
    choose(box, theme)
    assert bench.settings["theme"] == theme
    assert style.choice() == theme
    looks = page_of(bench).looks
    assert looks.theme.currentData() == theme
    assert QApplication.focusWidget() is looks.theme


def test_the_text_grows_to_200_percent_and_back(bench: Bench) -> None:
    sizes = page_of(bench).looks.text_size
    assert [sizes.itemData(n) for n in range(sizes.count())] == [100, 115, 130, 150, 175, 200]
    choose(sizes, 200)
    assert (style.scale(), bench.settings["text_scale"]) == (2.0, 2.0)
    choose(page_of(bench).looks.text_size, 100)
    assert style.scale() == 1.0


def test_animations_are_turned_off(bench: Bench, qtbot: QtBot) -> None:
    calm = page_of(bench).looks.calm
    assert not calm.isChecked()
    qtbot.mouseClick(calm, Qt.MouseButton.LeftButton)
    assert style.calm()
    assert bench.settings["calm"] is True


def test_the_folder_is_shown_and_said_where_it_cannot_be(
    bench: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = page_of(bench).data
    assert data.folder.text().replace("\u200b", "") == str(bench.folder)
    opened: list[str] = []
    monkeypatch.setattr(
        settings_archive.QDesktopServices, "openUrl", lambda url: bool(opened.append(url.toLocalFile()))
    )
    qtbot.mouseClick(data.show_it, Qt.MouseButton.LeftButton)
    assert opened == [str(bench.folder)]
    assert "non ha aperto" in bench.window.notice.text()


def test_moving_is_offered_only_where_it_can_be_done(bench: Bench, tmp_path: Path) -> None:
    assert not page_of(bench).data.move_it.isVisible()
    bench.window.offer_move(Mover(bench.folder, bench.folder, tmp_path / "pointer.json"))
    assert page_of(bench).data.move_it.isVisible()


def test_the_password_and_the_copies_are_a_press_away(bench: Bench, qtbot: QtBot) -> None:
    page = page_of(bench)
    assert "non ha una password" in page.password.state.text()
    assert not page.password.lock.isVisible()
    seen: list[bool] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        seen.append(isinstance(dialog, PasswordDialog))
        assert dialog is not None
        dialog.close()

    QTimer.singleShot(200, look)
    qtbot.mouseClick(page.password.change, Qt.MouseButton.LeftButton)
    assert seen == [True]
    assert bench.window.here == "settings"
    qtbot.mouseClick(page.data.copies, Qt.MouseButton.LeftButton)
    assert bench.window.here == "recovery"


def test_the_rules_say_which_and_how_old_they_are(bench: Bench) -> None:
    rules, law = page_of(bench).rules, bench.desk.newest_law
    assert law.id in rules.law.text()
    assert law.version in rules.law.text()
    days = (bench.desk.today - date.fromisoformat(law.as_of)).days
    assert ("Sono di oggi" if days == 0 else str(days)) in rules.age.text()


def test_what_the_program_is_and_what_travels_with_it(bench: Bench, qtbot: QtBot) -> None:
    page = page_of(bench)
    assert __version__ in page.about.version.text()
    assert "non si collega mai a Internet" in texts(page.about)
    dialog = LicencesDialog(bench.desk, page)
    qtbot.addWidget(dialog)
    shown = dialog.lines.toPlainText()
    for one in bench.desk.components:
        assert f"{one.name} {one.version}: {one.licence}" in shown
    assert dialog.lines.isReadOnly()


def test_the_example_goes_at_one_press_and_comes_back_at_another(bench: Bench, qtbot: QtBot) -> None:
    bench.desk.open_example()
    bench.settle()
    page = page_of(bench)
    assert page.example.remove.isVisible()
    qtbot.mouseClick(page.example.remove, Qt.MouseButton.LeftButton)
    assert not bench.desk.has_example
    assert not page.example.remove.isVisible()
    assert QApplication.focusWidget() is page.example.open
    bench.window.notice.acted.emit()
    assert bench.desk.has_example
    assert page.example.remove.isVisible()


def test_where_nothing_can_be_written_it_says_so(bench: Bench) -> None:
    bench.shelves.read_only = True
    page = page_of(bench)
    assert "non si può scrivere" in texts(page)
    assert page.studio.letterhead.isReadOnly()
    assert not page.studio.choose.isEnabled()
    assert page.looks.theme.isEnabled()


def test_saved_is_said_only_when_it_is_and_a_full_disk_is_told(
    bench: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(bench)
    assert page.kept.text() == "Le impostazioni sono salvate."
    real, full = Settings.write, [True]

    def write(settings: Settings) -> None:
        if full[0]:
            raise UserError("disk_full")
        real(settings)

    monkeypatch.setattr(Settings, "write", write)
    hold = threading.Event()
    bench.shelves.later(lambda: hold.wait(10), lambda _: None, lambda _: None)  # the disk is slow
    qtbot.keyClicks(page.studio.letterhead, "Studio di prova")
    page.studio.letterhead.commit()
    assert page.kept.text() == "Le impostazioni non sono ancora salvate."
    hold.set()
    qtbot.waitUntil(lambda: "disco è pieno" in page.kept.text())
    assert bench.desk.studio_said.letterhead == "Studio di prova"
    full[0] = False
    page.again.click()
    qtbot.waitUntil(lambda: page.kept.text() == "Le impostazioni sono salvate.")
    assert page.again.isHidden()
    assert "Studio di prova" in (bench.folder / "settings.json").read_text("utf-8")


def test_what_could_not_be_kept_is_said_on_the_next_page_and_asked_at_closing(
    bench: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_settings: Settings) -> None:
        raise UserError("disk_full")

    page = page_of(bench)
    monkeypatch.setattr(Settings, "write", full)
    qtbot.keyClicks(page.studio.letterhead, "Studio di prova")
    bench.window.go("home", {})
    qtbot.waitUntil(lambda: "disco è pieno" in bench.window.notice.text())
    asked: list[str] = []
    monkeypatch.setattr(bench.window, "_ask_unsaved", lambda: asked.append("asked") or "stay")
    event = QCloseEvent()
    bench.window.closeEvent(event)
    assert asked
    assert not event.isAccepted()


def test_two_columns_become_one_where_room_is_short(bench: Bench) -> None:
    page = page_of(bench)
    QTest.qWait(20)
    assert page.data.x() > page.studio.x()
    bench.window.resize(900, 690)
    QTest.qWait(20)
    assert page.data.x() == page.studio.x()
    assert page._area.widget().width() <= page._area.viewport().width()

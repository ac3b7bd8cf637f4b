"""The paper in sight: page by page, nearer and farther, by buttons and by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ui.pages.preview import Preview
from app.ui.pages.sign import SignPage
from tests.ui_kit import Bench

LONG = 20_000


@pytest.fixture
def page(bench: Bench, qtbot: QtBot) -> SignPage:
    bench.window.show()
    bench.desk.open_example()
    bench.window.go("sign", {})
    made = bench.window.page("sign")
    assert isinstance(made, SignPage)
    qtbot.waitUntil(lambda: made.preview.pages > 0, timeout=LONG)
    return made


@pytest.fixture
def preview(page: SignPage) -> Preview:
    return page.preview


def test_it_opens_on_the_first_page_and_says_how_many(preview: Preview) -> None:
    assert preview.place.text() == f"Pagina 1 di {preview.pages}"
    assert not preview.up.isEnabled()
    assert preview.down.isEnabled()


def test_buttons_and_keys_turn_the_pages(preview: Preview, qtbot: QtBot) -> None:
    preview.down.click()
    assert preview.place.text().startswith("Pagina 2 ")
    qtbot.keyClick(preview.view, Qt.Key.Key_PageDown)
    assert preview.page == 3
    qtbot.keyClick(preview.view, Qt.Key.Key_PageUp)
    preview.up.click()
    assert preview.page == 1
    qtbot.keyClick(preview.view, Qt.Key.Key_End)
    assert preview.page == preview.pages
    assert not preview.down.isEnabled()
    qtbot.keyClick(preview.view, Qt.Key.Key_PageDown)
    assert preview.page == preview.pages
    qtbot.keyClick(preview.view, Qt.Key.Key_Home)
    assert preview.page == 1


def test_nearer_farther_and_back(preview: Preview, qtbot: QtBot) -> None:
    before = preview.factor
    preview.nearer.click()
    assert preview.factor == pytest.approx(before * 1.25)
    qtbot.keyClick(preview.view, Qt.Key.Key_Minus)
    qtbot.keyClick(preview.view, Qt.Key.Key_Minus)
    assert preview.factor == pytest.approx(before / 1.25)
    qtbot.keyClick(preview.view, Qt.Key.Key_0)
    assert preview.factor == pytest.approx(before)
    for _ in range(30):
        preview.zoom(2)
    assert preview.factor == 5


def test_the_summary_alone_is_shown_and_printed(page: SignPage, preview: Preview, qtbot: QtBot) -> None:
    whole = preview.pages
    page.paper.what.setCurrentIndex(1)
    qtbot.waitUntil(lambda: preview.pages < whole, timeout=LONG)
    assert preview.pages == 1
    page.paper.what.setCurrentIndex(0)
    qtbot.waitUntil(lambda: preview.pages == whole, timeout=LONG)


def test_only_the_tools_ticked_are_on_the_paper(page: SignPage, preview: Preview, qtbot: QtBot) -> None:
    whole, choice = preview.pages, page.form.choice
    for tool in ("tool1", "tool2", "tool4"):
        choice.tools[tool].setChecked(False)
    assert choice.which.line.words.text() == "Solo 1 strumento su 4"
    qtbot.waitUntil(lambda: preview.pages < whole, timeout=LONG)
    assert page.form.wish().tools == ("tool3",)
    choice.tools["tool3"].setChecked(False)
    page.form.choose("seal")
    page.form.seal.passphrase.setText("una frase lunga")
    page.form.seal.repeat.setText("una frase lunga")
    page.sign.click()
    assert page.form.problem.text() == "Scegli almeno uno strumento."

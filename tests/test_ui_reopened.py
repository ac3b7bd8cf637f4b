"""A paper opened again from the window's verify page."""

from __future__ import annotations

from pathlib import Path

import pikepdf
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ui.pages.verify import VerifyPage
from tests.ui_kit import Bench

PASSPHRASE = "una passphrase lunga"


def verified(bench: Bench, qtbot: QtBot, file: Path) -> VerifyPage:
    bench.window.go("verify", {})
    page = bench.window.page("verify")
    assert isinstance(page, VerifyPage)
    page.verify(file)
    qtbot.waitUntil(lambda: not page.reopened.isHidden(), timeout=20_000)
    assert page.reopened.said.isHidden()
    return page


def test_equal_is_said_and_only_the_button_brings_it_into_the_archive(bench: Bench, qtbot: QtBot) -> None:
    first = bench.desk.open_example()
    bench.desk.make_identity("Sigillo di prova", PASSPHRASE)
    signed = bench.desk.sign(PASSPHRASE, "consultant")
    page = verified(bench, qtbot, signed.path)
    assert page.reopened.keep.isHidden()
    qtbot.mouseClick(page.reopened.open, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.reopened.keep.isHidden(), timeout=20_000)
    assert "uguale. I 9 esiti" in page.reopened.said.text()
    bench.desk.set_language("en")
    page.retranslate()
    assert "equal. The 9 outcomes" in page.reopened.said.text()
    assert len(bench.desk.read_list()) == 1
    qtbot.mouseClick(page.reopened.keep, Qt.MouseButton.LeftButton)
    bench.settle()
    assert bench.desk.practice.id != first
    assert len(bench.desk.read_list()) == 2
    assert not page.isVisible()


def test_a_file_without_data_says_so_and_offers_nothing(bench: Bench, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "altro.pdf"
    with pikepdf.new() as doc:
        doc.add_blank_page()
        doc.save(file)
    page = verified(bench, qtbot, file)
    qtbot.mouseClick(page.reopened.open, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.reopened.said.isHidden(), timeout=20_000)
    assert page.reopened.said.text() == bench.desk.words("error.paper_not_ours")
    assert page.reopened.keep.isHidden()

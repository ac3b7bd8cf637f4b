"""Signing: warned first, wrong passphrase writes nothing, the result is verified; verifying any PDF in plain words."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.desk import paper_acts
from app.desk.protection import Protection
from app.domain.errors import UserError
from app.domain.evidence import About
from app.store.archive import Archive
from app.ui.pages.sign import SignPage
from app.ui.pages.sign_warning import listed
from app.ui.pages.verify import VerifyPage
from tests.ui_kit import Bench, alerts

LONG = 20_000


def signing(bench: Bench, qtbot: QtBot) -> SignPage:
    bench.window.show()
    bench.desk.open_example()
    bench.window.go("sign", {})
    page = bench.window.page("sign")
    assert isinstance(page, SignPage)
    qtbot.waitUntil(lambda: page.preview.pages > 0, timeout=LONG)
    page.form.choose("seal")
    page.take_focus()
    return page


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def shown(widget: QWidget) -> str:
    """Without what the widget has put away and Qt has not deleted yet."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def fill(page: SignPage, passphrase: str, repeat: str | None = None) -> None:
    page.form.seal.passphrase.setText(passphrase)
    page.form.seal.repeat.setText(passphrase if repeat is None else repeat)


def test_the_paper_is_shown_and_counted(bench: Bench, qtbot: QtBot) -> None:
    page = signing(bench, qtbot)
    assert f"{page.preview.pages} pagine" in page._sub.text()
    assert page.form.seal.name.text() == "Persona di esempio"
    assert page.form.seal.passphrase.hasFocus()


def test_a_logo_that_is_not_on_the_paper_is_said_beside_it(
    bench: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = alerts(monkeypatch)
    settings = bench.shelves.settings
    settings.set("logo", settings.write_logo(b"no picture at all"))
    page = signing(bench, qtbot)
    assert page.paper.left_out.isVisible()
    assert "Il foglio esce senza logo" in page.paper.left_out.text()
    assert page.paper.left_out.text() in heard
    settings.remove_logo()
    page.paper.what.setCurrentIndex(1)
    qtbot.waitUntil(lambda: page.busy.isHidden(), timeout=LONG)
    assert "Il foglio esce senza logo" in page.paper.left_out.text()
    settings.set("logo", "")
    page.paper.what.setCurrentIndex(0)
    qtbot.waitUntil(lambda: page.paper.left_out.isHidden(), timeout=LONG)


def test_evidence_too_large_for_the_paper_is_named_where_the_paper_is_made(
    bench: Bench, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paper_acts, "MOST_INSIDE", 1000)
    bench.desk.open_example()
    (tmp_path / "contratto.txt").write_bytes(b"x" * 2000)
    bench.desk.add_evidence(tmp_path / "contratto.txt", About(), "Contratto", "2026-11-01")
    page = signing(bench, qtbot)
    assert page.paper.left_out.isHidden()
    page.form.choice.edition.setCurrentIndex(0)
    page.form.choice.ticks["files"].setChecked(True)
    qtbot.waitUntil(lambda: page.paper.left_out.isVisible(), timeout=LONG)
    assert "contratto.txt" in page.paper.left_out.text()
    for name in ("due.txt", "tre.txt", "quattro.txt", "cinque.txt"):
        (tmp_path / name).write_bytes(b"y" * 2000 + name.encode())
        bench.desk.add_evidence(tmp_path / name, About(), "Contratto", "2026-11-01")
    page.refresh()
    qtbot.waitUntil(lambda: "E altri 2 file non sono nel PDF." in page.paper.left_out.text(), timeout=LONG)
    page.form.choice.ticks["files"].setChecked(False)
    qtbot.waitUntil(lambda: page.paper.left_out.isHidden(), timeout=LONG)


def test_it_is_called_a_seal_and_not_a_digital_signature(bench: Bench, qtbot: QtBot) -> None:
    assert "Sigillo d'integrità, non firma digitale" in texts(signing(bench, qtbot))


def test_the_page_warns_of_what_it_says(bench: Bench, qtbot: QtBot) -> None:
    page = signing(bench, qtbot)
    assert "Cruscotto" in page.warning.words.text()
    assert "da fermare" in page.warning.words.text()
    assert "provvisori" not in page.warning.words.text()
    bench.desk.confirm_absent("tool1", "", on=False)
    assert "provvisori: Scheda cliente" in page.warning.words.text()


def test_of_many_tools_the_warning_names_the_first(bench: Bench) -> None:
    assert listed(bench.desk.words, ["a", "b", "c"]) == "a, b, c"
    assert listed(bench.desk.words, ["a", "b", "c", "d"]) == "a, b, c e un altro"
    assert listed(bench.desk.words, list("abcdefg")) == "a, b, c e altri 4"


def test_what_is_missing_is_said_and_nothing_happens(bench: Bench, qtbot: QtBot) -> None:
    page = signing(bench, qtbot)
    page.sign.click()
    assert page.form.problem.text() == "Scrivi la passphrase."
    fill(page, "una", "altra")
    page.sign.click()
    assert "non sono uguali" in page.form.problem.text()
    page.form.seal.name.clear()
    page.sign.click()
    assert "nome" in page.form.problem.text()
    assert not bench.desk.has_identity()


def test_one_may_think_better_of_it(bench: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    page = signing(bench, qtbot)
    monkeypatch.setattr(page, "sure", lambda: False)
    fill(page, "frase segreta")
    page.sign.click()
    assert not page._signing
    assert not bench.desk.has_identity()


def test_signing_seals_verifies_and_shows_it(bench: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    page = signing(bench, qtbot)
    monkeypatch.setattr(page, "sure", lambda: True)
    page.form.fields.button(1).setChecked(True)
    fill(page, "frase segreta")
    page.sign.click()
    assert page.form.seal.passphrase.text() == page.form.seal.repeat.text() == ""
    assert not page.sign.isEnabled()
    qtbot.waitUntil(lambda: page.result.isVisible(), timeout=LONG)
    said = texts(page.result)
    assert "Il documento è intatto." in said
    assert "Datore di lavoro" in said
    assert "Fiducia nel certificato: non controllata" in said
    assert bench.desk.dossier is not None
    [revision] = bench.desk.dossier.ledger.revisions
    assert bench.desk.signed_path(revision.signatures[0].file_name).read_bytes().startswith(b"%PDF")

    # the second time only the passphrase is asked for; a wrong one is said and writes nothing
    bench.window.go("practice", {})
    assert "Revisione 1" in texts(bench.window.page("practice"))
    bench.window.go("sign", {})
    assert not page.form.seal._again.isVisible()
    page.form.seal.passphrase.setText("sbagliata")
    page.sign.click()
    qtbot.waitUntil(lambda: page.form.problem.isVisible(), timeout=LONG)
    assert "non apre l'identità" in page.form.problem.text()
    assert len(bench.desk.dossier.ledger.revisions) == 1
    assert page.form.seal.passphrase.hasFocus()


def test_a_seal_whose_revision_is_not_saved_is_said_and_tried_again(
    bench: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = signing(bench, qtbot)
    monkeypatch.setattr(page, "sure", lambda: True)
    assert bench.desk.drain()
    fill(page, "frase segreta")
    with monkeypatch.context() as full:

        def refuse(*_args: object) -> None:
            raise UserError("disk_full", name="practice.json")

        full.setattr(Archive, "save", refuse)
        page.sign.click()
        qtbot.waitUntil(lambda: page.form.problem.isVisible(), timeout=LONG)
        assert "revisione 1 non è ancora salvata" in page.form.problem.text()
        assert "Il disco è pieno" in page.form.problem.text()
        assert not page.result.isVisible()
        assert bench.window.save_banner.isVisible()
    bench.window.save_banner.acted.emit()  # «Riprova»
    qtbot.waitUntil(lambda: bench.window.notice.isVisible(), timeout=LONG)
    assert "Ora la revisione è salvata" in bench.window.notice.text()
    assert not page.form.problem.isVisible()
    assert bench.desk.dossier is not None
    assert len(bench.desk.dossier.ledger.revisions) == 1
    bench.window.go("practice", {})
    assert "Revisione 1" in texts(bench.window.page("practice"))


@pytest.mark.parametrize("size", [(1366, 690), (720, 480)])
def test_whoever_writes_the_passphrase_sees_the_warning_whole(
    bench: Bench, qtbot: QtBot, size: tuple[int, int]
) -> None:
    page = signing(bench, qtbot)
    bench.window.resize(*size)
    for field in (page.form.seal.passphrase, page.form.seal.repeat):
        page.form.seal.name.setFocus()
        field.setFocus()
        qtbot.wait(50)
        seen = page.warning.words.visibleRegion().boundingRect()
        assert seen == page.warning.words.rect()
        assert page.warning.words.height() >= page.warning.words.heightForWidth(page.warning.words.width())
        assert field.visibleRegion().boundingRect() == field.rect()


def held_up(bench: Bench, qtbot: QtBot) -> tuple[SignPage, Event]:
    """«Firma» was pressed and the worker is still busy with something else."""
    page, go_on = signing(bench, qtbot), Event()
    bench.desk.set_practice(note="scritto prima")
    bench.tasks.run(lambda: go_on.wait(10), lambda _: None, lambda _: None)
    fill(page, "frase segreta")
    page.sure = lambda: True  # type: ignore[method-assign]
    page.ask_and_sign()
    assert page.working
    return page, go_on


def test_what_is_signed_is_what_was_in_sight(bench: Bench, qtbot: QtBot) -> None:
    page, go_on = held_up(bench, qtbot)
    bench.desk.set_practice(note="scritto nel frattempo")
    go_on.set()
    qtbot.waitUntil(lambda: not page.working, timeout=LONG)
    assert page.form.problem.isVisible()
    assert "è cambiato qualcosa" in page.form.problem.text()
    assert not bench.desk.dossier.ledger.revisions  # type: ignore[union-attr]
    assert bench.shelves.signed_names(bench.desk.practice.id) == []


def test_the_page_is_not_left_while_it_signs(bench: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Or another practice could be opened under the signature, the archive locked, the window closed."""
    page, go_on = held_up(bench, qtbot)
    window = bench.window
    qtbot.mouseClick(window.rail.entries["home"], Qt.MouseButton.LeftButton)
    assert window.here == "sign"
    assert window.rail.entries["home"].isChecked() is False
    assert "lavoro in corso" in window.notice.text()
    window.notice.hide()
    event = QCloseEvent()
    window.closeEvent(event)
    assert not event.isAccepted()
    assert window.notice.isVisible()
    window.start_tour()
    assert window.tour is None
    window.undo()
    window.set_language("en")
    assert (bench.desk.lang, bench.desk.can_undo) == ("it", True)
    with monkeypatch.context() as protected:
        protected.setattr(Protection, "seen_on", True)
        assert not window.lock()
    assert bench.desk.dossier is not None
    go_on.set()
    qtbot.waitUntil(lambda: not page.working, timeout=LONG)
    window.go("home", {})
    assert window.here == "home"
    assert bench.desk.dossier.ledger.last_sealed is not None


def test_work_that_cannot_be_shown_comes_to_its_end_all_the_same(
    bench: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or the page would be at work for ever, and could never be left."""
    page = signing(bench, qtbot)
    done: list[int] = []
    with monkeypatch.context() as broken:
        broken.setattr(page, "refresh", lambda: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            page.work("x", lambda: 1, done.append)
    qtbot.waitUntil(lambda: done == [1], timeout=LONG)
    assert not page.working


def test_a_read_only_practice_cannot_be_signed(bench: Bench, qtbot: QtBot) -> None:
    page = signing(bench, qtbot)
    bench.desk.read_only = True
    page.refresh()
    assert not page.sign.isEnabled()
    fill(page, "frase segreta")
    page.ask_and_sign()
    assert not page._signing


def verifying(bench: Bench, qtbot: QtBot, file: Path) -> VerifyPage:
    bench.window.go("verify", {})
    page = bench.window.page("verify")
    assert isinstance(page, VerifyPage)
    page.verify(file)
    qtbot.waitUntil(lambda: page.result.isVisible() or page.problem.isVisible(), timeout=LONG)
    return page


def test_any_pdf_is_verified_in_plain_words(bench: Bench, qtbot: QtBot, tmp_path: Path) -> None:
    bench.window.show()
    bench.desk.open_example()
    bench.desk.make_identity("Persona di esempio", "frase segreta")
    signed = bench.desk.sign("frase segreta", "consultant").path
    assert "Il documento è intatto." in texts(verifying(bench, qtbot, signed).result)
    data = bytearray(signed.read_bytes())
    data[len(data) // 3] ^= 1
    tampered = tmp_path / "tampered.pdf"
    tampered.write_bytes(data)
    said = shown(verifying(bench, qtbot, tampered).result)
    assert "Il documento non risulta intatto." in said
    assert "Il documento è intatto." not in said


def test_what_is_no_pdf_is_said_to_be_none(bench: Bench, qtbot: QtBot, tmp_path: Path) -> None:
    bench.window.show()
    other = tmp_path / "other.pdf"
    other.write_text("no", "utf-8")
    page = verifying(bench, qtbot, other)
    assert "non è un PDF e non è una busta" in page.problem.text()
    page = verifying(bench, qtbot, tmp_path / "absent.pdf")
    assert "absent.pdf" in page.problem.text()


def test_a_cancelled_verification_is_not_heard_of(bench: Bench, qtbot: QtBot, tmp_path: Path) -> None:
    bench.window.go("verify", {})
    page = bench.window.page("verify")
    assert isinstance(page, VerifyPage)
    other = tmp_path / "other.pdf"
    other.write_text("no", "utf-8")
    page.verify(other)
    assert page.busy.isVisible()
    qtbot.mouseClick(page.busy._cancel, Qt.MouseButton.LeftButton)
    with qtbot.waitCallback() as done:
        bench.tasks.run(lambda: None, done, done)
    assert not page.problem.isVisible()
    assert not page.busy.isVisible()


def test_with_large_text_the_form_keeps_a_third_of_the_page(bench: Bench, qtbot: QtBot) -> None:
    page = signing(bench, qtbot)
    area = next(one for one in page.findChildren(QScrollArea) if one.isAncestorOf(page.form))
    assert page.warning.isVisible()
    assert not area.isAncestorOf(page.warning)
    bench.window.set_scale(2.0)
    page = signing(bench, qtbot)
    area = next(one for one in page.findChildren(QScrollArea) if one.isAncestorOf(page.form))
    assert area.isAncestorOf(page.warning)
    assert area.height() > page.height() / 3

"""The sign page's five ways: each says what it is worth, asks for what it needs, and does what it says."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from app.ui.pages.sign import SignPage
from app.ui.pages.sign_form import WAYS
from app.ui.pages.sign_many import SignManyPage
from app.ui.widgets.tick_list import TickList, TickRow
from tests.cards import DRIVER, P12_PASSPHRASE, PIN, Tokens, expired, person
from tests.handed import altered, externally, wrapped
from tests.test_ui_sign import LONG, shown, texts
from tests.ui_kit import Bench


def signing(bench: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> SignPage:
    bench.window.show()
    bench.desk.open_example()
    bench.window.go("sign", {})
    page = bench.window.page("sign")
    assert isinstance(page, SignPage)
    monkeypatch.setattr(page, "sure", lambda: True)
    qtbot.waitUntil(lambda: page.preview.pages > 0, timeout=LONG)
    return page


def chooses(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    """Whatever file is asked for next."""
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_a, **_k: (str(file), ""))


def presses(monkeypatch: pytest.MonkeyPatch, first: bool) -> None:
    """What the next question offers, or «Annulla»."""

    def pressed(box: QMessageBox) -> object:
        rejects = QMessageBox.ButtonRole.RejectRole
        return next(one for one in box.buttons() if (box.buttonRole(one) == rejects) != first)

    monkeypatch.setattr(QMessageBox, "exec", lambda _box: 0)
    monkeypatch.setattr(QMessageBox, "clickedButton", pressed)


def done(qtbot: QtBot, page: SignPage) -> None:
    qtbot.waitUntil(lambda: not page._signing, timeout=LONG)


def handed(bench: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, to: Path) -> SignPage:
    page = signing(bench, qtbot, monkeypatch)
    chooses(monkeypatch, to)
    page.sign.click()
    qtbot.waitUntil(lambda: bench.desk.handed_off is not None and to.exists() and not page._signing, timeout=LONG)
    return page


def test_it_begins_with_the_users_own_program(bench: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    page = signing(bench, qtbot, monkeypatch)
    assert page.form.way == "handing"
    assert page.sign.text() == "Prepara il file da firmare…"
    assert not page.form.seal.isVisible()


def test_each_way_says_what_it_is_worth(bench: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    page = signing(bench, qtbot, monkeypatch)
    words = {
        "handing": ("qualificata se il certificato è qualificato: qui non verificato in rete", "Senza rete"),
        "card": ("qualificata se il certificato è qualificato", "Senza rete"),
        "file": ("elettronica semplice", "Non è mai qualificata"),
        "seal": ("un sigillo",),
        "hand": ("autografa", "l'originale su carta"),
    }
    for way in WAYS:
        page.form.choose(way)
        said = page.form._level.text()
        assert all(part in said for part in words[way]), way
    assert "Senza rete" not in said


def test_out_and_back_again(bench: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    page = signing(bench, qtbot, monkeypatch)
    page.form.out.open_it.setChecked(True)
    page.form.choice.edition.setCurrentIndex(1)
    chooses(monkeypatch, tmp_path / "da-firmare.pdf")
    page.sign.click()
    qtbot.waitUntil(lambda: bool(opened), timeout=LONG)
    assert opened[0].toLocalFile() == str(tmp_path / "da-firmare.pdf")
    out = bench.desk.handed_off
    assert out is not None
    assert out.edition == "internal"
    assert page.sign.text() == "Riporta il file firmato…"
    assert "La revisione 1 è fuori per la firma dal 23/11/2026" in page.form.out._text.text()
    bench.window.go("practice", {})
    assert "La revisione 1 è da un altro firmatario dal 23/11/2026" in texts(bench.window.page("practice"))
    bench.window.go("sign", {})

    signed = tmp_path / "firmato.pdf"
    signed.write_bytes((tmp_path / "da-firmare.pdf").read_bytes())
    chooses(monkeypatch, signed)
    page.sign.click()
    done(qtbot, page)
    assert "non è firmato" in page.form.problem.text()
    signed.write_bytes(externally((tmp_path / "da-firmare.pdf").read_bytes()))
    page.sign.click()
    qtbot.waitUntil(lambda: page.result.isVisible(), timeout=LONG)
    assert "Tornata firmata e archiviata" in texts(page.result)
    assert "Ada di Prova" in texts(page.result)


def test_a_p7m_comes_back_too(bench: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = handed(bench, qtbot, monkeypatch, tmp_path / "o.pdf")
    envelope = tmp_path / "o.pdf.p7m"
    envelope.write_bytes(wrapped(tmp_path, (tmp_path / "o.pdf").read_bytes(), person("Ada di Prova"), "-nodetach"))
    page.acts.take_back(envelope)
    qtbot.waitUntil(lambda: page.result.isVisible(), timeout=LONG)
    assert bench.desk.handed_off is None


@pytest.mark.parametrize("take", [False, True])
def test_a_rewritten_file_is_filed_only_if_the_user_says_so(
    bench: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, take: bool
) -> None:
    page = handed(bench, qtbot, monkeypatch, tmp_path / "o.pdf")
    (tmp_path / "again.pdf").write_bytes(altered((tmp_path / "o.pdf").read_bytes(), "nothing"))
    presses(monkeypatch, first=take)
    page.acts.take_back(tmp_path / "again.pdf")
    qtbot.wait(50)
    qtbot.waitUntil(lambda: not page._signing, timeout=LONG)
    assert page.result.isVisible() == take
    assert (bench.desk.handed_off is None) == take


def test_withdrawing_asks_first(bench: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = handed(bench, qtbot, monkeypatch, tmp_path / "o.pdf")
    presses(monkeypatch, first=False)
    page.form.out.withdraw.click()
    assert bench.desk.handed_off is not None
    presses(monkeypatch, first=True)
    page.form.out.withdraw.click()
    qtbot.waitUntil(lambda: bench.desk.handed_off is None and not page._signing, timeout=LONG)
    assert page.sign.text() == "Prepara il file da firmare…"


def test_a_paper_signed_by_hand(bench: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = signing(bench, qtbot, monkeypatch)
    page.form.choose("hand")
    chooses(monkeypatch, tmp_path / "stampa.pdf")
    page.sign.click()
    qtbot.waitUntil(lambda: bench.desk.handed_off is not None and not page._signing, timeout=LONG)
    assert page.sign.text() == "Allega la scansione…"
    page.sign.click()
    assert page.form.problem.text() == "Scrivi il nome di chi ha firmato a mano."
    page.form.out.signer.setText("Dario di Prova")
    page.form.fields.button(1).setChecked(True)
    (tmp_path / "scan.png").write_bytes(b"\x89PNG\r\n\x1a\nscan")
    chooses(monkeypatch, tmp_path / "scan.png")
    page.sign.click()
    qtbot.waitUntil(lambda: bench.desk.handed_off is None and not page._signing, timeout=LONG)
    assert bench.desk.dossier is not None
    [one] = bench.desk.dossier.ledger.latest_revisions[0].signatures
    assert (one.kind, one.signer, one.field) == ("hand", "Dario di Prova", "employer")


def test_a_file_and_then_one_more_signature_on_the_same_revision(
    bench: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = signing(bench, qtbot, monkeypatch)
    page.form.choose("file")
    page.sign.click()
    assert page.form.problem.text() == "Scegli il file del certificato."
    p12 = tmp_path / "ada.p12"
    p12.write_bytes(person("Ada di Prova").p12())
    chooses(monkeypatch, p12)
    page.form.file.choose.click()
    page.form.file.password.setText("sbagliata")
    page.sign.click()
    assert page.form.file.password.text() == ""
    done(qtbot, page)
    assert "La password non apre il file" in page.form.problem.text()
    page.form.file.password.setText(P12_PASSPHRASE)
    page.form.extras.line.click()
    draw = page.form.extras.draw
    QTest.mousePress(draw, Qt.MouseButton.LeftButton, pos=QPoint(20, 50))
    for x in range(20, 120, 10):
        QTest.mouseMove(draw, QPoint(x, 50 - (x % 30)))
    QTest.mouseRelease(draw, Qt.MouseButton.LeftButton, pos=QPoint(120, 40))
    assert len(draw.strokes) == 1
    page.form.extras.reason.setText("Approvo")
    page.sign.click()
    qtbot.waitUntil(lambda: page.result.isVisible(), timeout=LONG)
    assert b"/Reason" in bench.desk.signed_content(page._signed.path.name)  # type: ignore[union-attr]

    bench.window.go("practice", {})
    bench.window.go("sign", {})
    assert page.form.way == "file"  # as the last time
    assert page.form.add.isChecked()
    assert page.form.add.text() == "Revisione 1"
    assert "Già firmata da Ada di Prova" in shown(page.form)
    assert not page.form.fields.button(0).isEnabled()
    assert page.form.chosen_field() == "employer"
    assert not page.form.extras.lock.isVisibleTo(page)
    assert page.form.extras.reason.text() == ""
    assert page.form.file.password.text() == ""
    page.form.file.password.setText(P12_PASSPHRASE)
    page.sign.click()
    qtbot.waitUntil(lambda: page.result.isVisible(), timeout=LONG)
    assert bench.desk.dossier is not None
    [revision] = bench.desk.dossier.ledger.latest_revisions
    assert [one.field for one in revision.signatures] == ["consultant", "employer"]


def test_a_card_is_looked_at_then_signs(
    bench: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tokens: Tokens
) -> None:
    tokens.insert("CNS", [person("Solo accesso", signing=False), expired("Scaduto di Prova"), person("Maria di Prova")])
    page = signing(bench, qtbot, monkeypatch)
    page.form.choose("card")
    card = page.form.card
    card.take_driver(DRIVER)
    page.sign.click()
    assert page.form.problem.text() == "Cerca e scegli un certificato."
    card.look.click()
    qtbot.waitUntil(lambda: bool(card.found), timeout=LONG)
    offered = [card.certificates.itemText(n) for n in range(card.certificates.count())]
    assert offered[0] == "Maria di Prova"  # what can sign comes first
    assert set(offered[1:]) == {"Solo accesso · non è per firmare", "Scaduto di Prova · scaduto il 20/11/2026"}
    assert "rilasciato da Autorità di prova" in card.about.text()
    assert "non si dichiara qualificato" in card.about.text()
    card.certificates.setCurrentIndex(offered.index("Solo accesso · non è per firmare"))
    card.pin.setText(PIN)
    page.sign.click()
    assert card.pin.text() == ""
    done(qtbot, page)
    assert "non è un certificato di firma" in page.form.problem.text()
    card.certificates.setCurrentIndex(0)
    card.pin.setText("00000001")
    page.sign.click()
    done(qtbot, page)
    assert "Il PIN è sbagliato" in page.form.problem.text()
    assert "non riprova da solo" in page.form.problem.text()
    card.pin.setText(PIN)
    page.sign.click()
    qtbot.waitUntil(lambda: page.result.isVisible(), timeout=LONG)
    assert "Maria di Prova" in texts(page.result)


def test_another_way_wipes_what_was_typed(bench: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    page = signing(bench, qtbot, monkeypatch)
    page.form.choose("seal")
    page.form.seal.passphrase.setText("segreta")
    page.form.choose("file")
    assert page.form.seal.passphrase.text() == ""


def test_many_at_once_from_the_list(bench: Bench, qtbot: QtBot) -> None:
    desk = bench.desk
    bench.window.show()
    for name in ("Alfa di prova", "Beta di prova"):
        desk.create(name)
        desk.add_tool("Centralino")
    desk.open_example()
    desk.close()
    desk.make_identity("Studio di prova", "frase segreta")
    bench.window.go("home", {})
    home = bench.window.page("home")
    qtbot.waitUntil(lambda: home.sign_many.isVisible(), timeout=LONG)  # type: ignore[attr-defined]
    home.sign_many.click()  # type: ignore[attr-defined]
    page = bench.window.page("sign_many")
    assert isinstance(page, SignManyPage)
    assert page.practices.count() == 3
    assert page.chosen() == []  # to be stopped, or not finished: only on purpose
    page.way.setCurrentIndex(2)
    page.seal.passphrase.setText("frase segreta")
    page.sign.click()
    assert page.problem.text() == "Scegli almeno una pratica."
    page.all.click()
    page.seal.passphrase.setText("sbagliata")
    page.sign.click()
    assert page.seal.passphrase.text() == ""
    qtbot.waitUntil(lambda: not page._running, timeout=LONG)
    assert "non apre l'identità" in page.problem.text()
    page.seal.passphrase.setText("frase segreta")
    page.sign.click()
    qtbot.waitUntil(lambda: page._done is not None, timeout=LONG)
    said = shown(page)
    assert "3 firmate · 0 no" in said
    assert "Alfa di prova: firmata" in said


def test_rows_are_ticked_by_mouse_and_by_key(qtbot: QtBot) -> None:
    made = TickList()
    qtbot.addWidget(made)
    made.fill([TickRow("a", "Alfa", "In regola", True), TickRow("b", "Beta", "Da fare", False)])
    made.resize(300, 200)
    made.show()
    assert made.chosen() == ["a"]
    QTest.mouseClick(made.viewport(), Qt.MouseButton.LeftButton, pos=made.visualItemRect(made.item(1)).center())
    assert made.chosen() == ["a", "b"]
    QTest.keyClick(made, Qt.Key.Key_Space)
    assert made.chosen() == ["a"]
    made.tick_all(True)
    assert made.chosen() == ["a", "b"]

"""Verifying on screen: each signer readable, the report kept, a signature apart asks for its document."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.ui.pages.verify import VerifyPage
from app.ui.widgets.fold import Fold
from tests.envelopes import DOCUMENT, authority, envelope
from tests.judges import failures
from tests.sealed_paper import sealed_once, sealed_twice
from tests.shadow import change_appearance, signed_over, updated
from tests.ui_kit import Bench

LONG = 60_000


@pytest.fixture
def verify(bench: Bench, qtbot: QtBot) -> VerifyPage:
    bench.window.show()
    bench.window.go("verify", {})
    made = bench.window.page("verify")
    assert isinstance(made, VerifyPage)
    return made


def shown(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def written(tmp_path: Path, name: str, data: bytes) -> Path:
    file = tmp_path / name
    file.write_bytes(data)
    return file


def looked_at(verify: VerifyPage, qtbot: QtBot, file: Path) -> str:
    verify.verify(file)
    qtbot.waitUntil(lambda: verify.result.isVisible() or verify.problem.isVisible(), timeout=LONG)
    return shown(verify.result)


def test_each_signer_with_what_came_after(verify: VerifyPage, qtbot: QtBot, tmp_path: Path) -> None:
    said = looked_at(verify, qtbot, written(tmp_path, "due.pdf", sealed_twice()))
    assert "Sigillo d'integrità di Consulente di prova" in said
    assert "Sigillo d'integrità di Datore di prova" in said
    assert "aggiunta una firma: datore" in said
    assert "Revoca del certificato: non controllata" in said
    assert "Impronta SHA-256 del certificato" not in said
    folds = verify.result.findChildren(Fold)
    assert len(folds) == 2
    folds[0].line.setChecked(True)
    assert "Impronta SHA-256 del certificato" in shown(verify.result)


def test_a_shadow_is_said_with_what_changed(verify: VerifyPage, qtbot: QtBot, tmp_path: Path) -> None:
    shadow = written(tmp_path, "ombra.pdf", signed_over(updated(sealed_once(), change_appearance)))
    said = looked_at(verify, qtbot, shadow)
    assert "Il documento non risulta intatto." in said
    assert "cambiato l'aspetto di un campo o di una nota, a pagina: 1" in said


def test_a_signature_apart_asks_for_its_document(
    verify: VerifyPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = looked_at(verify, qtbot, written(tmp_path, "firma.p7m", envelope(detached=True)))
    assert "La firma è in un file a parte" in said
    assert verify.document.isVisible()
    document = written(tmp_path, "documento.txt", DOCUMENT)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(document), ""))
    verify.document.click()
    qtbot.waitUntil(lambda: verify.result.isVisible() and not verify.busy.isVisible(), timeout=LONG)
    assert "Il documento è intatto." in shown(verify.result)
    assert not verify.document.isVisible()


def test_the_report_is_kept_as_pdf(
    verify: VerifyPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not verify.save.isVisible()
    looked_at(verify, qtbot, written(tmp_path, "due.pdf", sealed_twice()))
    target, asked = tmp_path / "rapporto.pdf", []

    def choose(*args: object) -> tuple[str, str]:
        asked.append(args[2])
        return str(target), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    with qtbot.waitSignal(verify.told, timeout=LONG) as told:
        verify.save.click()
    assert told.args is not None
    assert "rapporto.pdf" in told.args[0]
    assert asked == ["verifica-due.pdf"]
    assert failures(target.read_bytes(), "2a", "ua-1") == []


def test_a_file_can_be_dropped(verify: VerifyPage, qtbot: QtBot, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(written(tmp_path, "x.p7m", envelope())))])
    kept, buttons = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    verify.dropEvent(QDropEvent(QPointF(1, 1), Qt.DropAction.CopyAction, data, buttons, kept))
    qtbot.waitUntil(verify.result.isVisible, timeout=LONG)
    assert "Firma di Firmataria di prova, firma 1 della busta" in shown(verify.result)


def test_whoever_is_trusted_is_counted(verify: VerifyPage, bench: Bench, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: str(bench.desk.trust_folder) in verify._trust.text())
    bench.desk.trust_folder.mkdir(parents=True)
    (bench.desk.trust_folder / "ca.pem").write_bytes(authority().pem)
    verify.refresh()
    qtbot.waitUntil(lambda: "1 certificato" in verify._trust.text())


@pytest.mark.parametrize("width", [1366, 720])
def test_nothing_is_cut_off_at_the_side(
    verify: VerifyPage, bench: Bench, qtbot: QtBot, tmp_path: Path, width: int
) -> None:
    bench.window.resize(width, 690)
    looked_at(verify, qtbot, written(tmp_path, "due.pdf", sealed_twice()))
    [area] = [a for a in verify.findChildren(QScrollArea) if a.isVisible()][:1]
    inside = area.widget()
    assert inside is not None
    assert inside.width() <= area.viewport().width()

    def cut() -> list[str]:
        said = [label for label in verify.result.findChildren(QLabel) if label.isVisibleTo(verify.result)]
        return [label.text() for label in said if label.height() < label.heightForWidth(label.width())]

    qtbot.waitUntil(lambda: not cut(), timeout=LONG)

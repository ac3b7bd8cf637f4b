"""What is typed into a dialog is kept word for word, blanks around and within it too; blanks alone are nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.desk.desk import Desk
from app.domain.evidence import About
from app.ui.pages.action_form import ActionForm, new_action
from app.ui.pages.opinion import OpinionForm
from app.ui.pages.papers import PaperForm
from app.ui.pages.points import PointForm
from app.ui.pages.records import ConsultationForm, DeliveryForm
from app.ui.pages.sign import SignPage
from app.ui.pages.tools import NewTool, ToolSheet
from tests.ui_kit import Bench

TYPED = "  due  parole\u00a0mie "


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path / "archive")
    made.desk.open_example()
    yield made
    made.close()


def an_action(desk: Desk, parent: QWidget, text: str) -> list[str]:
    form = ActionForm(desk, new_action(), "", parent)
    form.title.setText(TYPED)
    form.owner.setText(text)
    form.note.setPlainText(text)
    form.keep()
    made = desk.dossier.ledger.latest_actions[-1]  # type: ignore[union-attr]
    assert made.title == TYPED
    assert made.owner == text.strip()  # the name of somebody who is found by it
    return [made.note]


def an_opinion(desk: Desk, parent: QWidget, text: str) -> list[str]:
    form = OpinionForm(desk, "tool2", parent)
    form.reason.setPlainText(TYPED)
    form.keep()
    kept = desk.practice.opinion("tool2")
    assert kept is not None
    return [kept.reason if text == TYPED else ""]


def a_tool(desk: Desk, parent: QWidget, text: str) -> list[str]:
    sheet = ToolSheet(desk, desk.practice.tool("tool2"), parent)
    for field in sheet.texts.values():
        field.setText(text)
    new = NewTool(desk, parent)
    new._name.setText(text)
    return [*(sheet.fields()[name] for name in sheet.texts), new.name]


def a_paper(desk: Desk, parent: QWidget, text: str) -> list[str]:
    form = PaperForm(desk, desk.practice.tool("tool2"), desk.new_guarantee("tool2", "agreement"), parent)
    form.title.setText(text)
    return [form.paper().title]


def a_consultation(desk: Desk, parent: QWidget, text: str) -> list[str]:
    form = ConsultationForm(desk, desk.new_consultation(), parent)
    form.present.setText(text)
    return [form.record().present]


def a_delivery(desk: Desk, parent: QWidget, text: str) -> list[str]:
    form = DeliveryForm(desk, desk.new_delivery(), parent)
    form.how.setText(text)
    form.paper.setCurrentText(text)
    form.recipients.setPlainText(f"{text}\n\n{text}")
    made = form.record()
    names = (text.strip(), text.strip()) if text.strip() else ()
    assert made.recipients == names  # names of somebody
    return [made.how, made.paper]


def a_point(desk: Desk, parent: QWidget, text: str) -> list[str]:
    form = PointForm(desk.words, parent, None, "tool2")
    form.title.setText(text)
    return [form.title_text()]


def a_piece(desk: Desk, parent: QWidget, text: str) -> list[str]:
    file = Path(str(desk.data_folder)) / f"prova-{len(text.strip())}.txt"
    file.write_text(text, "utf-8")
    desk.add_evidence(file, About(), text, "2026-11-01")
    return [desk.evidence()[-1].evidence.description]


def a_signature(desk: Desk, parent: QWidget, text: str) -> list[str]:
    parent.go("sign", {})  # type: ignore[attr-defined]
    page = parent.page("sign")  # type: ignore[attr-defined]
    assert isinstance(page, SignPage)
    page.form.extras.reason.setText(text)
    page.form.extras.place.setText(text)
    wish = page.form.wish()
    return [wish.reason, wish.place]


DIALOGS = (a_delivery, an_action, an_opinion, a_tool, a_paper, a_consultation, a_point, a_piece, a_signature)


@pytest.mark.parametrize("typed", DIALOGS)
def test_words_are_kept_as_typed_and_blanks_alone_are_nothing(
    bench: Bench, typed: Callable[[Desk, QWidget, str], list[str]]
) -> None:
    got = typed(bench.desk, bench.window, TYPED)
    assert got == [TYPED] * len(got)
    got = typed(bench.desk, bench.window, "   ")
    assert got == [""] * len(got)


def test_a_province_is_kept_as_it_was_written_and_found_all_the_same(bench: Bench) -> None:
    site = replace(bench.desk.practice.company.sites[0], province="le")
    bench.desk.set_site(site)
    bench.settle()
    assert bench.desk.practice.company.sites[0].province == "le"
    (one,) = bench.desk.read_list()
    assert one.provinces == ("LE",)

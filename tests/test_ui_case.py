"""A decided case, opened: its facts as questions and answers, run anew; where the rules are stricter, why."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.domain.cases import run_case
from app.ui.pages.case import CaseDialog
from tests.law import law
from tests.ui_kit import Bench


def opened(bench: Bench, qtbot: QtBot, case_id: str) -> CaseDialog:
    circular = bench.desk.circular
    case = next(case for case in circular.cases if case.id == case_id)
    dialog = CaseDialog(bench.window, circular, bench.desk.words, case)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def said(dialog: CaseDialog) -> list[str]:
    return [text.text() for text in dialog.findChildren(QLabel)]


@pytest.mark.parametrize("case_id", [case.id for case in law().cases])
def test_every_case_says_its_facts_what_was_decided_and_what_is_found(bench: Bench, qtbot: QtBot, case_id: str) -> None:
    dialog = opened(bench, qtbot, case_id)
    circular, texts = bench.desk.circular, said(dialog)
    case = dialog.result_found.case
    for function in case.functions:
        kind = circular.kinds[function.kind]
        assert kind.label in texts
        for name, value in function.facts.items():
            fact = kind.fact(name)
            assert fact.question in texts
            assert next(choice.label for choice in fact.choices if choice.id == value) in texts
    for name in case.tool_facts:
        assert circular.tool_fact(name).question in texts
    assert circular.outcomes[case.expected].chip in texts
    found = run_case(circular, case).found
    assert found.outcome is not None
    assert circular.outcomes[found.outcome].chip in texts
    agreeing = bench.desk.words("case.agrees") in texts
    assert agreeing == (found.outcome == case.expected)
    if case.stricter:
        assert bench.desk.words("case.stricter", why=case.stricter) in texts
    for flag in found.flags:
        assert any(circular.flags[flag].label in text for text in texts)


def test_keys_scroll_it_and_esc_closes_it(bench: Bench, qtbot: QtBot) -> None:
    dialog = opened(bench, qtbot, "circular_second_class")
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    QApplication.processEvents()
    bar = dialog.area.verticalScrollBar()
    assert bar.maximum() > 0
    assert dialog.close_button.hasFocus()
    qtbot.keyClick(dialog.close_button, Qt.Key.Key_Down)
    assert bar.value() > 0
    qtbot.keyClick(dialog.close_button, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    assert dialog.close_button.hasFocus()
    qtbot.keyClick(dialog.close_button, Qt.Key.Key_Escape)
    assert not dialog.isVisible()

"""A decided case and a precedent, told in short; a case can be opened. Words of the law only."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.circular import Case, Circular, Precedent
from app.text import Words
from app.ui import style
from app.ui.phrases import cited
from app.ui.widgets.basics import label, link_button
from app.ui.widgets.chip import OutcomeChip


def case_card(circular: Circular, words: Words, case: Case, open_case: Callable[[str], object]) -> QWidget:
    """``open_case`` is given the case's id."""
    made, box = _card()
    box.addWidget(label(case.title, "strong"))
    box.addWidget(label(case.summary))
    box.addWidget(decided_chip(circular, words, case))
    if case.stricter:
        box.addWidget(label(words("panel.case_stricter", why=case.stricter), "small"))
    box.addWidget(label(cited(circular, words, case.cites), "small"))
    link = link_button(words("case.open"), "arrow_right")
    link.setAccessibleName(words("case.open_named", title=case.title))
    link.clicked.connect(lambda: open_case(case.id))
    box.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
    return made


def precedent_card(circular: Circular, words: Words, precedent: Precedent) -> QWidget:
    made, box = _card()
    box.addWidget(label(precedent.title, "strong"))
    box.addWidget(label(precedent.summary))
    box.addWidget(label(words("panel_cases.no_case"), "strong"))
    box.addWidget(label(precedent.why))
    box.addWidget(label(cited(circular, words, precedent.cites), "small"))
    return made


def decided_chip(circular: Circular, words: Words, case: Case) -> OutcomeChip:
    """What was decided."""
    chip = OutcomeChip(circular, words, small=True)
    chip.show_outcome(case.expected, provisional=False)
    chip.setAccessibleName(words("panel.case_outcome", outcome=circular.outcomes[case.expected].chip))
    return chip


def _card() -> tuple[QWidget, QVBoxLayout]:
    made = QWidget()
    box = QVBoxLayout(made)
    box.setContentsMargins(0, 0, 0, style.px(8))
    box.setSpacing(style.px(4))
    return made, box

"""A decided case, opened: its facts as questions and answers, what was decided, and what the rules find from them.

Changes nothing: the case is run anew each time it is opened.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.domain.cases import CaseResult, run_case
from app.domain.circular import Case, Circular, Fact
from app.text import Words
from app.ui import style
from app.ui.phrases import act_short, answer_text, cited, items_by_act, status_text
from app.ui.widgets.basics import accent_button, label, line, row, scrolled
from app.ui.widgets.case_cards import decided_chip
from app.ui.widgets.chip import OutcomeChip
from app.ui.widgets.dialogs import fit
from app.ui.widgets.scrolling import line_keys, page_keys
from app.ui.widgets.section import icon_line

SIZE = (720, 620)


def show_case(parent: QWidget, circular: Circular, words: Words, case_id: str) -> None:
    """Opens the case; Esc closes it."""
    case = next(case for case in circular.cases if case.id == case_id)
    CaseDialog(parent, circular, words, case).exec()


class CaseDialog(QDialog):
    """Up, down, page up and page down scroll it; Return and Esc close it."""

    def __init__(self, parent: QWidget, circular: Circular, words: Words, case: Case) -> None:
        super().__init__(parent)
        self._circular, self._words = circular, words
        self.result_found = run_case(circular, case)
        self.setWindowTitle(case.title)
        fit(self, parent, *SIZE)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(style.px(24), style.px(18), style.px(12), style.px(16))
        outer.setSpacing(style.px(12))
        area, body = scrolled((0, 0, style.px(12), 0), spacing=8)
        area.setAccessibleName(case.title)
        self.area = area
        self._fill(body, case)
        body.addStretch(1)
        outer.addWidget(area, 1)
        self.close_button = accent_button(words("common.close"))
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)
        foot = row(None, self.close_button)
        foot.setContentsMargins(0, 0, style.px(12), 0)
        outer.addLayout(foot)
        page_keys(self, area)
        line_keys(self, area)
        self.close_button.setFocus()

    def _fill(self, body: QVBoxLayout, case: Case) -> None:
        circular, words = self._circular, self._words
        body.addWidget(label(case.title, "h2"))
        body.addWidget(label(circular.acts[case.act].title, "small"))
        body.addWidget(label(case.summary))
        body.addWidget(label(words("case.decided"), "h3"))
        body.addWidget(decided_chip(circular, words, case))
        body.addWidget(label(words("case.found"), "h3"))
        body.addWidget(self._chip(self.result_found.found.outcome, self.result_found.found.provisional))
        body.addWidget(label(agreement_text(circular, words, self.result_found)))
        for flag in self.result_found.found.flags:
            body.addWidget(icon_line("info", "amber", (circular.flags[flag].label, "small")))
        body.addSpacing(style.px(4))
        body.addWidget(line())
        body.addWidget(label(words("case.facts"), "h2"))
        for number, function in enumerate(case.functions, 1):
            kind = circular.kinds[function.kind]
            body.addLayout(row(label(kind.label, "h3"), self._outcome_of(f"{function.kind}-{number}"), spacing=12))
            self._answers(body, kind.facts, function.facts)
        for key, facts, answers in (
            ("question.about_tool", circular.tool_facts, case.tool_facts),
            ("question.about_company", circular.company_facts, case.company_facts),
        ):
            if answers:
                body.addWidget(label(words(key), "h3"))
                self._answers(body, facts, answers)
        body.addSpacing(style.px(4))
        body.addWidget(line())
        body.addWidget(label(words("panel.rests_on"), "h2"))
        for act_id, items in items_by_act(circular, case.cites).items():
            read = [circular.items[item] for item in items]
            how = dict.fromkeys(status_text(circular, words, item.status, item.read_on) for item in read)
            texts = (act_short(circular.acts[act_id]), "strong"), (cited(circular, words, items), "small")
            body.addWidget(icon_line("book", "ink", *texts, *((one, "small") for one in how)))

    def _answers(self, body: QVBoxLayout, facts: Iterable[Fact], answers: Mapping[str, str]) -> None:
        for fact in facts:
            if fact.id in answers:
                said = QVBoxLayout()
                said.setSpacing(0)
                said.addWidget(label(fact.question, "muted"))
                said.addWidget(label(answer_text(fact, answers[fact.id], self._words), "strong"))
                body.addLayout(said)

    def _outcome_of(self, function_id: str) -> OutcomeChip:
        found = next(f for f in self.result_found.found.functions if f.id == function_id)
        return self._chip(found.outcome, found.provisional, small=True)

    def _chip(self, outcome: str | None, provisional: bool, small: bool = False) -> OutcomeChip:
        chip = OutcomeChip(self._circular, self._words, small)
        chip.show_outcome(outcome, provisional)
        return chip


def agreement_text(circular: Circular, words: Words, result: CaseResult) -> str:
    """Whether the rules come to what was decided; where not, why."""
    case, found = result.case, result.found
    if found.outcome == case.expected and not found.provisional:
        return words("case.agrees")
    if result.agrees:
        stricter = circular.outcomes[found.outcome or case.expected].rank > circular.outcomes[case.expected].rank
        return words("case.stricter" if stricter else "case.differs", why=case.stricter)
    return words("case.disagrees")

"""«Che cosa fare» on the outcome page: every duty of the law as an action, with its words, its sources, its owner."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk.actions import DutyAction
from app.domain.circular import Circular
from app.domain.consequences import Duty
from app.domain.determination import ToolDetermination
from app.ui import phrases, style
from app.ui.pages.action_rows import ActionSection
from app.ui.widgets.basics import label, line
from app.ui.widgets.chip import Chip
from app.ui.widgets.fold import Fold


class DutiesCard(ActionSection):
    """What cannot wait is told in full; the words of the others are one press away."""

    def show_found(self, found: ToolDetermination) -> None:
        """The duties owed, those that cannot wait first; then those in hand that are owed no more."""
        words, circular = self._desk.words, self._desk.circular
        shown = self._desk.duty_actions(found.id)
        self.set_heading(words("outcome.do"))
        said = (words.lang, circular.version, self._desk.read_only, found.id, shown)
        self.draw(said, lambda body: self._fill(body, circular, shown))

    def _fill(self, body: QVBoxLayout, circular: Circular, shown: tuple[DutyAction, ...]) -> None:
        words = self._desk.words
        self.links.clear()
        duties = {duty.id: duty for duty in circular.duties}
        owed = [one for one in shown if one.owed]
        if not owed:
            body.addWidget(label(words("outcome.do_empty"), "muted"))
        for place, one in enumerate(sorted(owed, key=lambda one: not duties[one.action.duty].urgent)):
            if place:
                body.addWidget(line())
            body.addWidget(self._duty(circular, duties[one.action.duty], one))
        gone = [one for one in shown if not one.owed]
        if gone:
            body.addWidget(line())
            body.addWidget(label(words("actions.no_longer_title"), "h3"))
            body.addWidget(label(words("actions.no_longer_owed"), "small"))
        for one in gone:
            duty = duties.get(one.action.duty)
            what = duty.label if duty is not None else one.action.duty
            body.addWidget(label(what, "strong"))
            body.addWidget(self.acts_row(one.action, what))

    def _duty(self, circular: Circular, duty: Duty, one: DutyAction) -> QWidget:
        words = self._desk.words
        made = QWidget()
        box = QVBoxLayout(made)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.px(2))
        head = QHBoxLayout()
        head.addWidget(label(duty.label, "strong"), 1)
        if duty.urgent:
            chip = Chip()
            chip.show_look("red", words("outcome.urgent"))
            head.addWidget(chip)
        box.addLayout(head)
        sources = words("outcome.sources", sources=phrases.cited(circular, words, duty.cites))
        if duty.urgent:
            box.addWidget(label(duty.text))
        box.addWidget(label(words("outcome.duty_who", who=duty.who, when=duty.by_when), "small"))
        if duty.urgent:
            box.addWidget(label(sources, "small"))
        box.addWidget(self.acts_row(one.action, duty.label))
        if not duty.urgent:
            fold = Fold(words("actions.duty_more"))
            fold.line.setAccessibleName(words("actions.duty_more_about", what=duty.label))
            fold.body.addWidget(label(duty.text))
            fold.body.addWidget(label(sources, "small"))
            box.addWidget(fold)
        if one.action.state == "done":
            box.addWidget(label(words("actions.still_owed"), "small"))
        return made

"""One difference between two states of a practice, before beside after. Words and chips; decides nothing."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QSizePolicy, QWidget

from app.desk.differing import Difference
from app.domain.circular import Circular
from app.domain.compare import Judged, Verdict
from app.text import Words
from app.ui import style
from app.ui.widgets.basics import IconMark, label
from app.ui.widgets.chip import Chip, OutcomeChip, StandingChip
from app.ui.widgets.flow import Flow
from app.ui.widgets.section import icon_line
from app.ui.widgets.word_for_word import tip

_LEFT, _TOP = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignTop


def difference_row(words: Words, one: Difference, where: str = "", wide: bool = True) -> QWidget:
    """What differs, how it was and how it is: side by side, or the last two below the first where room is short."""
    made = QWidget()
    where = where or one.where
    then, now = one.theirs or words("compare.none"), one.mine or words("compare.none")
    box = QBoxLayout(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom, made)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(style.px(12 if wide else 0))
    what = label(f"{where[:1].upper()}{where[1:]}", "body" if wide else "small")
    if wide:
        what.setAlignment(_LEFT | _TOP)
    box.addWidget(what, 2)
    sides = QHBoxLayout()
    sides.setSpacing(style.px(10))
    sides.addWidget(_side(then, "muted"), 1)
    sides.addWidget(IconMark("arrow_right", "muted", 16), 0, _TOP)
    sides.addWidget(_side(now, "strong"), 1)
    box.addLayout(sides, 3)
    made.setAccessibleName(words("compare.from_to", name=where, then=then, now=now))
    return made


def _side(text: str, role: str) -> QLabel:
    """A word longer than the window does not make the window wider; it is whole when pointed at."""
    made = label(text, role)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    made.setAlignment(_LEFT | _TOP)
    made.setToolTip(tip(text) if len(text) > 200 else "")
    return made


def verdict_row(law: Circular, words: Words, verdict: Verdict, what: str) -> QWidget:
    """Outcome or standing before and after; one chip where both are the same."""
    made = QWidget()
    flow = Flow(made, spacing=8, middle=True)
    flow.addWidget(label(words(f"compare.{what}"), "small", wrap=False))
    before, after = (_chip(law, words, side, what) for side in (verdict.then, verdict.now))
    same = before is not None and after is not None and before.text() == after.text()
    if before is not None and not same:
        flow.addWidget(before)
        flow.addWidget(IconMark("arrow_right", "muted", 16))
    if after is not None:
        flow.addWidget(after)
    else:
        flow.addWidget(label(words("compare.none"), wrap=False))
    then, now = (chip.text() if chip is not None else words("compare.none") for chip in (before, after))
    key = "compare.unchanged" if same else "compare.from_to"
    said = words(key, value=now) if same else words(key, name=words(f"compare.{what}"), then=then, now=now)
    made.setAccessibleName(said)
    return made


def _chip(law: Circular, words: Words, side: Judged | None, what: str) -> Chip | None:
    if side is None:
        return None
    if what == "standing":
        standing = StandingChip(words)
        standing.show_standing(side.standing, side.provisional, side.outcome == "prohibited")
        return standing
    if side.outcome is not None and side.outcome not in law.outcomes:  # the law of then had another name for it
        plain = Chip()
        plain.show_look("grey", side.outcome)
        return plain
    chip = OutcomeChip(law, words)
    chip.show_outcome(side.outcome, side.provisional)
    return chip


def duty_lines(law: Circular, title: str, duties: Iterable[str], added: bool) -> list[QWidget]:
    labels = {duty.id: duty.label for duty in law.duties}
    mark = ("plus", "accent") if added else ("close", "muted")
    lines: list[QWidget] = [label(title, "small")]
    return lines + [icon_line(*mark, (labels.get(duty, duty), "body")) for duty in duties]

"""What a verification found, in plain words: yes or no for what was checked, and what was not checked at all.

The verdict first, in a box; then each signature with what matters, its certificate one press away; then the document.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout

from app.text import Words
from app.ui import style
from app.ui.widgets.basics import Card, IconMark, clear_layout, label, set_role
from app.ui.widgets.basics import line as rule
from app.ui.widgets.fold import Fold
from app.ui.widgets.problem_line import announce

if TYPE_CHECKING:
    from app.desk.journal import PaperJournal
    from reports.signing.findings import Verification
    from reports.signing.tell import Line, Part

_LOOKS = {"yes": "green", "no": "red", "not_checked": "grey"}
_ICONS = {"yes": "check", "no": "cross", "not_checked": "question"}


class VerificationCard(Card):
    def __init__(self) -> None:
        super().__init__()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(style.px(5))
        self.box.addLayout(self._rows)
        self.hide()

    def show_verification(
        self, words: Words, heading: str, found: Verification, journal: PaperJournal | None = None
    ) -> None:
        from reports.signing import tell

        clear_layout(self._rows)
        self._rows.addWidget(label(heading, "h2"))
        verdict = tell.verdict(found, words)
        self._rows.addWidget(self._verdict(verdict, tell.problems(found, words)))
        for part in tell.parts(found, words):
            self._part(part, words)
        if journal is not None:
            told = words(f"verify.journal.{journal.state}", n=journal.revision)
            self._rows.addLayout(_row(told, "yes" if journal.state == "agrees" else "no"))
        self._rows.addWidget(rule())
        self._rows.addWidget(label(words("verify.limits"), "strong"))
        for one in tell.limits(found, words):
            self._rows.addLayout(_row(one.text, one.answer, "muted"))
        hashed = label(words("verify_page.file_hash", sha256=tell.grouped(found.document_hash)), "small")
        hashed.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._rows.addWidget(hashed)
        self.setAccessibleName(f"{heading}. {verdict.text}")
        self.show()
        announce(self)

    def _verdict(self, verdict: Line, problems: Sequence[Line]) -> Card:
        look = _LOOKS[verdict.answer or "not_checked"]
        box = Card("banner", margin=14, spacing=5)
        set_role(box, look, "look")
        box.box.addLayout(_row(verdict.text, verdict.answer, "strong"))
        for problem in problems:
            if problem.text != verdict.text:
                box.box.addLayout(_row(problem.text, problem.answer))
        return box

    def _part(self, part: Part, words: Words) -> None:
        self._rows.addWidget(rule())
        title = label(part.title, "strong")
        title.setContentsMargins(style.px(16) * part.deep, 0, 0, 0)
        self._rows.addWidget(title)
        inside = QVBoxLayout()
        inside.setContentsMargins(style.px(16) * part.deep, 0, 0, 0)
        inside.setSpacing(style.px(5))
        for one in part.lines:
            if not one.detail:
                inside.addLayout(_row(one.text, one.answer))
        details = [one for one in part.lines if one.detail]
        if details:
            fold = Fold(words("verification.details"))
            fold.line.setAccessibleName(f"{words('verification.details')}: {part.title}")
            for one in details:
                fold.body.addLayout(_row(one.text, one.answer, "small"))
            inside.addWidget(fold)
        self._rows.addLayout(inside)


def _row(text: str, answer: str | None, role: str = "body") -> QLayout:
    """Icon and words; the words alone say it all."""
    box = QHBoxLayout()
    box.setSpacing(style.px(8))
    said = label(text, role)
    if answer is None:
        box.addSpacing(style.px(26))
    else:
        look = _LOOKS[answer]
        box.addWidget(IconMark(_ICONS[answer], look, 18), 0, Qt.AlignmentFlag.AlignTop)
        if role == "strong":
            set_role(said, look, "look")
    said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    box.addWidget(said, 1)
    return box

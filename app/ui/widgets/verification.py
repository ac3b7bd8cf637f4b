"""What a verification found, in plain words: yes or no for what was checked, and what was not checked at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.desk.paperwork import FIELDS
from app.text import Words
from app.ui import style
from app.ui.widgets.basics import Card, IconMark, clear_layout, label, set_role

if TYPE_CHECKING:
    from app.desk.journal import PaperJournal
    from reports.signing.verify import SignatureReport, Verification


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
        clear_layout(self._rows)
        title = label(heading, "h2")
        self._rows.addWidget(title)
        verdict = words("verify.intact") if found.intact else words("verify.not_intact")
        self._line("green" if found.intact else "red", verdict, "strong")
        for problem in found.problems:
            self._line("red", words(f"verify.problem.{problem}"))
        for signature in found.signatures:
            self._signature(words, signature)
        payload = words("verify.payload") if found.payload_sha256 else words("verify.no_payload")
        self._rows.addWidget(label(payload, "body"))
        if journal is not None:
            look = "green" if journal.state == "agrees" else "red"
            self._line(look, words(f"verify.journal.{journal.state}", n=journal.revision))
        for name in found.not_checked:
            self._line("grey", words(f"verify.not_checked.{name}"), "muted")
        hashed = label(words("verify_page.file_hash", sha256=_grouped(found.document_hash)), "small")
        hashed.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._rows.addWidget(hashed)
        self.setAccessibleName(f"{heading}. {verdict}")
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _signature(self, words: Words, one: SignatureReport) -> None:
        kind = "timestamp" if one.timestamp else "seal" if one.seal else "signature" if one.signer else "unreadable"
        self._rows.addSpacing(style.px(6))
        field = words(f"sign_page.field.{one.field}") if one.field in FIELDS else one.field
        self._rows.addWidget(label(words(f"verify.signature.{kind}", signer=one.signer, field=field), "strong"))
        self._line(
            "green" if one.intact else "red",
            words("verify.signature.intact" if one.intact else "verify.signature.not_intact"),
        )
        self._line(
            "green" if one.permitted_changes else "red",
            words(
                "verify.signature.permitted_changes"
                if one.permitted_changes
                else "verify.signature.changes_not_permitted"
            ),
        )
        self._line("red" if one.covers == "part" else "green", words(f"verify.covers.{one.covers}"))
        for problem in one.problems:
            self._line("red", words(f"verify.problem.{problem}"))
        at = one.signed_at.astimezone().strftime("%d/%m/%Y %H:%M") if one.signed_at else ""
        told = words("verify.signature.claimed_time", date=at) if at else words("verify.signature.no_time")
        self._rows.addWidget(label(told, "small"))
        if one.self_signed:
            self._rows.addWidget(label(words("verify.signature.self_signed"), "small"))
        if one.seal:
            self._rows.addWidget(label(words("seal.meaning"), "small"))

    def _line(self, look: str, text: str, role: str = "body") -> None:
        """Icon and words; the words alone say it all."""
        box = QHBoxLayout()
        box.setSpacing(style.px(8))
        icon = {"green": "check", "red": "cross"}.get(look, "question")
        box.addWidget(IconMark(icon, look, 18), 0, Qt.AlignmentFlag.AlignTop)
        said = label(text, role)
        if role == "strong":
            set_role(said, look, "look")
        box.addWidget(said, 1)
        self._rows.addLayout(box)


def _grouped(sha256: str) -> str:
    """In groups of eight, so that it can wrap and be read out."""
    return " ".join(sha256[n : n + 8] for n in range(0, len(sha256), 8))

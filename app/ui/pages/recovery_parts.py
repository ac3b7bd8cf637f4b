"""The recovery page's two lists: practices that are damaged, and practices in the bin."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk.safekeeping import Binned, Damaged, Kept
from app.domain.errors import UserError
from app.text import Words
from app.ui import style
from app.ui.phrases import date_text
from app.ui.widgets.basics import Button, label, plain_button
from app.ui.widgets.copy_preview import moment_text
from app.ui.widgets.section import Section, icon_line


@dataclass(frozen=True)
class Found:
    """What the disk said."""

    damaged: tuple[Damaged, ...]
    binned: tuple[Binned, ...]
    copies: tuple[Kept, ...]
    problem: UserError | None


class DamagedSection(Section):
    """What happened to each, in words; hidden where nothing did. ``looked_at``: practice, name of the copy."""

    looked_at = Signal(str, str)

    def __init__(self) -> None:
        super().__init__("conflict")
        self.hide()

    def show_found(self, words: Words, found: Found) -> None:
        self.setVisible(bool(found.damaged))
        self.set_heading(words("recovery.damaged.title"))
        said = tuple((one.id, one.gone, one.good, one.name, str(one.problem)) for one in found.damaged)
        self.draw((words.lang, said), lambda body: self._fill(body, words, found.damaged))

    def _fill(self, body: QVBoxLayout, words: Words, damaged: tuple[Damaged, ...]) -> None:
        for one in damaged:
            name = one.name or words("recovery.damaged.unnamed", id=one.id[:8])
            line, button = _line("warning", "amber", name, what_happened(words, one), what_is_offered(words, one))
            body.addWidget(line)
            if one.good is not None:
                button.set_text(words("recovery.damaged.look"))
                button.clicked.connect(
                    lambda _=False, one=one: self.looked_at.emit(one.id, one.good.name if one.good else "")
                )
            button.setVisible(one.good is not None)


class BinSection(Section):
    """``wanted_back``: which of the rows."""

    wanted_back = Signal(int)

    def show_found(self, words: Words, found: Found, writable: bool) -> None:
        self.set_heading(words("recovery.bin.title"))
        self.draw((words.lang, found.binned, writable), lambda body: self._fill(body, words, found.binned, writable))

    def _fill(self, body: QVBoxLayout, words: Words, binned: tuple[Binned, ...], writable: bool) -> None:
        if not binned:
            body.addWidget(label(words("recovery.bin.none"), "muted"))
        for place, one in enumerate(binned):
            deleted = one.deleted
            name = one.name or words(
                "recovery.damaged.unnamed" if one.problem else "home.no_name", id=deleted.practice_id[:8]
            )
            until = date_text(words, deleted.until.astimezone().isoformat())
            when = words("recovery.bin.row", at=moment_text(words, deleted.at), until=until)
            line, button = _line("bin", "muted", name, when, words("recovery.bin.unreadable") if one.problem else "")
            button.set_text(words("recovery.bin.back"))
            button.setAccessibleName(words("recovery.bin.back_named", name=name))
            button.setEnabled(writable)
            button.clicked.connect(lambda _=False, place=place: self.wanted_back.emit(place))
            body.addWidget(line)


def what_happened(words: Words, one: Damaged) -> str:
    """Why this practice needs to be recovered."""
    if one.gone:
        return words("recovery.damaged.gone")
    if one.problem is not None and one.problem.key == "read_failed":
        return words("recovery.damaged.read_failed", problem=words.error(one.problem))
    return words("recovery.damaged.unreadable")


def what_is_offered(words: Words, one: Damaged) -> str:
    if one.good is None:
        return words("recovery.damaged.none", path=str(one.file))
    key = "recovery.damaged.good_gone" if one.gone else "recovery.damaged.good"
    return words(key, at=moment_text(words, one.good.at))


def _line(icon: str, color: str, name: str, *texts: str) -> tuple[QWidget, Button]:
    """A row of a list: icon, name, sentences, and a button to be named by the caller."""
    line = QWidget()
    box = QHBoxLayout(line)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(style.px(16))
    box.addWidget(icon_line(icon, color, (name, "strong"), *((text, "body") for text in texts)), 1)
    button = plain_button("")
    box.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
    return line, button

"""What a signer should know before putting a name under a checklist: said above the form, and asked once more."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QWidget

from app.domain.determination import ToolDetermination
from app.text import Words
from app.ui import style
from app.ui.widgets.basics import Card, IconMark, label, set_role

MOST_NAMED = 3
"""Of more tools than these the warning says how many more."""


class Warning(Card):
    def __init__(self) -> None:
        super().__init__("banner", margin=14)
        set_role(self, "red", "look")
        self.words = label("", "body")
        line = QHBoxLayout()
        line.setSpacing(style.px(10))
        line.addWidget(IconMark("warning", "red"), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.words, 1)
        self.box.addLayout(line)

    def show_text(self, text: str) -> None:
        """Empty for nothing to be warned of."""
        self.setVisible(bool(text))
        self.words.setText(text)


def said(words: Words, found: Iterable[ToolDetermination]) -> str:
    """What is to be stopped, and what is not decided yet; empty if there is nothing."""
    tools = [(tool.name or words("practice.tool.no_name"), tool) for tool in found]
    stop = [name for name, tool in tools if tool.standing == "stop"]
    open_ = [name for name, tool in tools if tool.provisional]
    told = []
    if stop:
        told.append(words("sign_page.warn_stop", tools=listed(words, stop)))
    if open_:
        told.append(words("sign_page.warn_provisional", tools=listed(words, open_)))
    return "\n".join(told)


def listed(words: Words, names: list[str]) -> str:
    """The first few: the warning must leave room for what is filled in."""
    text = ", ".join(names[:MOST_NAMED])
    more = len(names) - MOST_NAMED
    return words.count("sign_page.more_tools", more, tools=text) if more > 0 else text


def ask(parent: QWidget, words: Words, text: str) -> bool:
    box = QMessageBox(QMessageBox.Icon.Warning, words("sign_page.title"), "", parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(words("sign_page.sure"))
    box.setInformativeText(text)
    yes = box.addButton(words("sign_page.sign_anyway"), QMessageBox.ButtonRole.AcceptRole)
    no = box.addButton(words("common.cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(no)
    box.exec()
    return box.clickedButton() is yes

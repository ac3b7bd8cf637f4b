"""The sheet of keys behind Shift+F1."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from app.text import Words
from app.ui import style
from app.ui.widgets.basics import accent_button, label, row, scrolled
from app.ui.widgets.dialogs import fit
from app.ui.widgets.scrolling import line_keys, page_keys

KEYS = (
    ("Ctrl+F", "search"),
    ("Ctrl+N", "new"),
    ("Enter", "open"),
    ("1 … 9", "choose"),
    ("Shift+F10", "more"),
    ("Ctrl+Enter", "go_on"),
    ("Ctrl+M", "sheet"),
    ("Ctrl+P", "print"),
    ("Alt+←", "back"),
    ("Alt+Home", "home"),
    ("Ctrl+Z", "undo"),
    ("Ctrl+Shift+Z", "redo"),
    ("Ctrl + / Ctrl −", "zoom"),
    ("Tab / Shift+Tab", "tab"),
    ("Ctrl+L", "lock"),
    ("F1", "help"),
    ("Shift+F1", "keys"),
    ("Ctrl+Q", "quit"),
)


def show_shortcuts(parent: QWidget, words: Words) -> None:
    """Opens the sheet; Esc closes it."""
    make_sheet(parent, words).exec()


def make_sheet(parent: QWidget, words: Words) -> QDialog:
    sheet = QDialog(parent)
    sheet.setWindowTitle(words("shortcuts.title"))
    box = QVBoxLayout(sheet)
    box.setContentsMargins(style.px(24), style.px(20), style.px(24), style.px(20))
    box.setSpacing(style.px(14))
    box.addWidget(label(words("shortcuts.title"), "h2"))
    area, body = scrolled((0, 0, style.px(8), 0), 0)
    grid = QGridLayout()
    grid.setHorizontalSpacing(style.px(20))
    grid.setVerticalSpacing(style.px(7))
    grid.setColumnStretch(1, 1)
    for place, (key, name) in enumerate(KEYS):
        grid.addWidget(label(key, "key", wrap=False), place, 0)
        grid.addWidget(label(words(f"shortcuts.{name}"), "body"), place, 1)
    body.addLayout(grid)
    body.addStretch(1)
    box.addWidget(area, 1)
    page_keys(sheet, area)
    line_keys(sheet, area)
    close = accent_button(words("common.close"))
    close.clicked.connect(sheet.accept)
    box.addLayout(row(None, close))
    close.setFocus()
    fit(sheet, parent, 560, 650)
    return sheet

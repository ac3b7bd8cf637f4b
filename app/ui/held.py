"""Takes down what stands on a page half typed, and puts it on the page that comes in its place.

For the moment of the change only, and loaded only then: it must keep nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

if TYPE_CHECKING:
    from app.ui.half_typed import HalfTyped


def read(fields: Mapping[str, QWidget]) -> dict[str, Any]:
    return {name: _value(field) for name, field in fields.items()}


def put_back(fields: Mapping[str, QWidget], kept: Mapping[str, Any]) -> None:
    for name, field in fields.items():
        if name in kept:
            _set(field, kept[name])


class Held:
    """What a page had half done, and where in it one was: to be given to the page that comes in its place."""

    def __init__(self, page: HalfTyped) -> None:
        self._values = page.half_done()
        self._field, self._letter = "", 0
        for name, field in page.loose().items():
            if field.hasFocus():
                self._field = name
                if isinstance(field, QLineEdit):
                    self._letter = field.cursorPosition()
                elif isinstance(field, QPlainTextEdit):
                    self._letter = field.textCursor().position()
        focused = QApplication.focusWidget()
        inside = focused is not None and isinstance(page, QWidget) and page.isAncestorOf(focused)
        self._named = focused.objectName() if focused is not None and inside else ""

    def give_to(self, page: HalfTyped) -> None:
        page.take_up(self._values)
        field = page.loose().get(self._field)
        if field is None and self._named and isinstance(page, QWidget):
            field = page.findChild(QWidget, self._named)  # whoever tries one theme after the other stays there
        if field is None:
            return
        field.setFocus()
        if isinstance(field, QLineEdit):
            field.setCursorPosition(self._letter)
        elif isinstance(field, QPlainTextEdit):
            cursor = field.textCursor()
            cursor.setPosition(min(self._letter, field.document().characterCount() - 1))
            field.setTextCursor(cursor)


def _value(field: QWidget) -> Any:
    if isinstance(field, QLineEdit):
        return field.text()
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    if isinstance(field, QComboBox):
        return field.currentIndex(), field.currentData()
    if isinstance(field, QTabBar):
        return field.currentIndex()
    if isinstance(field, QListWidget):
        return _ticks(field).chosen()
    assert isinstance(field, QAbstractButton)
    return field.isChecked()


def _set(field: QWidget, value: Any) -> None:
    if _value(field) == value:
        return
    if isinstance(field, QLineEdit):
        field.setText(value)
    elif isinstance(field, QPlainTextEdit):
        field.setPlainText(value)
    elif isinstance(field, QComboBox):
        place, data = value
        named = (n for n in range(field.count()) if field.itemData(n) == data)
        field.setCurrentIndex(place if data is None else next(named, field.currentIndex()))
    elif isinstance(field, QTabBar):
        field.setCurrentIndex(value)
    elif isinstance(field, QListWidget):
        _ticks(field).tick(value)
    else:
        assert isinstance(field, QAbstractButton)
        field.setChecked(value)


def _ticks(field: QListWidget) -> Any:
    from app.ui.widgets.tick_list import TickList

    assert isinstance(field, TickList)
    return field

"""A list whose rows have a name and a line below it: arrows walk it, Return chooses. It knows no law."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui import style

_BELOW = Qt.ItemDataRole.UserRole + 1
_WRAP = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignTop)


@dataclass(frozen=True)
class Line:
    """One row: what it stands for, its name, and what stands below."""

    id: str
    name: str
    below: str


class TwoLineList(QListWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setItemDelegate(_Rows(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.viewport().setAutoFillBackground(False)
        self.setTabKeyNavigation(False)
        self._lines: tuple[Line, ...] = ()

    def show_lines(self, lines: Iterable[Line]) -> None:
        """The row that was current stays so if it is still there, else the first is."""
        given = tuple(lines)
        if given == self._lines:
            return
        before = self.current()
        self._lines = given
        self.blockSignals(True)
        self.clear()
        for one in given:
            item = QListWidgetItem(one.name)
            item.setData(Qt.ItemDataRole.UserRole, one.id)
            item.setData(_BELOW, one.below)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, ". ".join(part for part in (one.name, one.below) if part))
            self.addItem(item)
        self.blockSignals(False)
        ids = [one.id for one in given]
        self.setCurrentRow(ids.index(before) if before in ids else 0 if ids else -1)

    def current(self) -> str:
        """The id of the current row; empty if there is none."""
        index = self.currentIndex()
        return str(index.data(Qt.ItemDataRole.UserRole)) if index.isValid() else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # the names wrap elsewhere now


class _Rows(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        view = self.parent()
        assert isinstance(view, TwoLineList)
        name, below = _parts(QRect(0, 0, view.viewport().width(), 0), option, index)
        return QSize(name.width(), below.bottom() + style.px(9))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        palette = style.current()
        rect: QRect = option.rect
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        view = self.parent()
        focused = chosen and isinstance(view, TwoLineList) and view.hasFocus()
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            edge = QPen(QColor(palette.accent), 2) if focused else QPen(QColor(palette.line))
            painter.setPen(Qt.PenStyle.NoPen if chosen and not focused else edge)
            painter.setBrush(QColor(palette.accent_soft) if chosen else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(2, 1, -2, -1), 6, 6)
        name, below = _parts(rect, option, index)
        painter.setFont(_bold(option))
        painter.setPen(QColor(palette.ink))
        painter.drawText(name, _WRAP, str(index.data()))
        painter.setFont(option.font)
        painter.setPen(QColor(palette.ink if chosen else palette.muted))
        painter.drawText(below, _WRAP, str(index.data(_BELOW)))
        painter.restore()


def _parts(
    rect: QRect, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
) -> tuple[QRect, QRect]:
    """Where the name and the line below it go."""
    side = style.px(12)
    room = QRect(rect.left() + side, rect.top() + style.px(8), max(1, rect.width() - 2 * side), 10_000)
    name = QFontMetrics(_bold(option)).boundingRect(room, _WRAP, str(index.data()))
    font: QFont = option.font
    under = QRect(room.left(), name.bottom() + style.px(2), room.width(), 10_000)
    text = str(index.data(_BELOW))
    below = QFontMetrics(font).boundingRect(under, _WRAP, text) if text else QRect(under.topLeft(), QSize(0, 0))
    return QRect(room.left(), name.top(), room.width(), name.height()), QRect(
        room.left(), below.top(), room.width(), below.height()
    )


def _bold(option: QStyleOptionViewItem) -> QFont:
    font = QFont(option.font)
    font.setWeight(QFont.Weight.DemiBold)
    return font

"""A list of which any number may be ticked: a click anywhere in a row or the space bar ticks it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui import style
from app.ui.widgets.card_button import MARK, paint_tick
from app.ui.widgets.word_for_word import tip

HEIGHT = 46
_ID, _SECOND = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_TICKS = (Qt.Key.Key_Space, Qt.Key.Key_Select)


@dataclass(frozen=True)
class TickRow:
    id: str
    first: str
    second: str
    on: bool


class TickList(QListWidget):
    changed = Signal()
    """Something was ticked or unticked, or the rows are others."""

    def __init__(self) -> None:
        super().__init__()
        self.itemChanged.connect(lambda _item: self.changed.emit())
        self.setTabKeyNavigation(False)
        self.setItemDelegate(_Delegate(self))
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListWidget.Shape.NoFrame)

    def fill(self, rows: Iterable[TickRow]) -> None:
        self.blockSignals(True)
        self.clear()
        for row in rows:
            item = QListWidgetItem(row.first)
            item.setData(_ID, row.id)
            item.setData(_SECOND, row.second)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{row.first}, {row.second}")
            item.setToolTip(tip(row.first))
            item.setCheckState(Qt.CheckState.Checked if row.on else Qt.CheckState.Unchecked)
            self.addItem(item)
        if self.count():
            self.setCurrentRow(0)
        self.blockSignals(False)
        self.changed.emit()

    def chosen(self) -> list[str]:
        """The ids of those ticked, in the order shown."""
        items = [self.item(n) for n in range(self.count())]
        return [item.data(_ID) for item in items if item.checkState() == Qt.CheckState.Checked]

    def tick(self, ids: Collection[str]) -> None:
        """These and no others."""
        for n in range(self.count()):
            on = self.item(n).data(_ID) in ids
            self.item(n).setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def tick_all(self, on: bool) -> None:
        for n in range(self.count()):
            self.item(n).setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(style.px(120), style.px(HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        palette, rect = style.current(), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_Selected):
            painter.fillRect(rect, QColor(palette.accent_soft))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(palette.accent), 2))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 6, 6)
        size, left = style.px(MARK), rect.x() + style.px(10)
        paint_tick(painter, QRectF(left, rect.center().y() - size / 2, size, size), "on" if _ticked(index) else "")
        room = rect.adjusted(style.px(10) + size + style.px(12), 0, -style.px(10), 0)
        second = str(index.data(_SECOND) or "")
        half = self._text(painter, room, second, palette.muted, False, Qt.AlignmentFlag.AlignRight)
        room.setRight(room.right() - half - style.px(12))
        self._text(painter, room, str(index.data() or ""), palette.ink, True, Qt.AlignmentFlag.AlignLeft)
        painter.restore()

    def _text(
        self, painter: QPainter, rect: QRectF, text: str, colour: str, strong: bool, side: Qt.AlignmentFlag
    ) -> float:
        font = QFont(painter.font())
        font.setPixelSize(style.px(15))
        font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        metrics = QFontMetrics(font)
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width()))
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, text)
        return metrics.horizontalAdvance(text)

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        clicked = (
            isinstance(event, QMouseEvent)
            and event.type() == QEvent.Type.MouseButtonRelease
            and event.button() == Qt.MouseButton.LeftButton
        )
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _TICKS
        if not (clicked or pressed):
            return False
        here = model.index(index.row(), 0)
        state = Qt.CheckState.Unchecked if _ticked(here) else Qt.CheckState.Checked
        return model.setData(here, state, Qt.ItemDataRole.CheckStateRole)


def _ticked(index: QModelIndex | QPersistentModelIndex) -> bool:
    """Qt hands the state back as itself or as its number."""
    return index.data(Qt.ItemDataRole.CheckStateRole) in (Qt.CheckState.Checked, Qt.CheckState.Checked.value)

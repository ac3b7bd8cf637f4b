"""A list whose rows are ticked: one line each, cut with … where room is short, whole in its tooltip. Keeps no values.

Arrows walk it, the space bar ticks.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui import style
from app.ui.widgets.card_button import MARK, paint_tick

_ID = Qt.ItemDataRole.UserRole
LINE = 30


class TickList(QListWidget):
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setItemDelegate(_Rows(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.viewport().setAutoFillBackground(False)
        self.itemChanged.connect(lambda _item: self.changed.emit())
        self.itemClicked.connect(self._clicked)

    def show_lines(self, lines: Iterable[tuple[str, str, bool]]) -> None:
        """(id, text, ticked) each."""
        self.blockSignals(True)
        self.clear()
        for made, text, on in lines:
            item = QListWidgetItem(text)
            item.setToolTip(text)
            item.setData(_ID, made)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self.addItem(item)
        self.setCurrentRow(0)
        self.blockSignals(False)
        self.changed.emit()

    def ticked(self) -> list[str]:
        """The ids of the ticked rows, in their order."""
        items = [self.item(n) for n in range(self.count())]
        return [item.data(_ID) for item in items if item.checkState() == Qt.CheckState.Checked]

    def tick_all(self, on: bool) -> None:
        self.blockSignals(True)
        for n in range(self.count()):
            self.item(n).setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.blockSignals(False)
        self.changed.emit()

    def _clicked(self, item: QListWidgetItem) -> None:
        """Anywhere on the row; Qt's own place of the mark is not where ours is painted."""
        on = item.checkState() == Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)


class _Rows(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, max(style.px(LINE), option.fontMetrics.height() + style.px(8)))

    def editorEvent(self, event, model, option, index) -> bool:
        """The mouse is the list's; the space bar ticks."""
        if event.type() in (event.Type.MouseButtonRelease, event.Type.MouseButtonDblClick, event.Type.MouseButtonPress):
            return False
        return super().editorEvent(event, model, option, index)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        palette, rect = style.current(), QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(palette.accent), 2))
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 6, 6)
        size = style.px(MARK)
        on = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked
        mark = QRectF(rect.left() + style.px(6), rect.center().y() - size / 2, size, size)
        paint_tick(painter, mark, "on" if on else "")
        painter.setPen(QColor(palette.ink))
        painter.setFont(option.font)
        room = rect.adjusted(size + style.px(16), 0, -style.px(6), 0)
        text = option.fontMetrics.elidedText(index.data(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.restore()

"""The table of practices on the home page, and the delegate that draws a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QContextMenuEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from app.ui import style
from app.ui.pages.practice_model import (
    ACTIONS,
    CLOSED,
    COLUMNS,
    COMPANY,
    GO_ON,
    MORE,
    REVIEW,
    STANDING,
    STATE,
    TOOLS,
    Index,
    PracticeModel,
    can_go_on,
)
from app.ui.widgets.bar import paint_bar
from app.ui.widgets.chip import standing_look
from app.ui.widgets.icons import LOOK_ICONS, paint_icon

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.desk.summary import Summary

_WIDTHS = {TOOLS: 150, STANDING: 184, ACTIONS: 96, REVIEW: 132, STATE: 154, GO_ON: 112, MORE: 44}
_GIVEN_UP_FIRST = (REVIEW, ACTIONS, TOOLS, STATE)
_LEAST_COMPANY = 190
ROW_HEIGHT = 62
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class RowDelegate(QStyledItemDelegate):
    """Draws a cell: two lines of text, the bar, or the chip of the standing.

    It asks the table how a row stands: the state in the option would have all names of Qt's styles made.
    """

    def __init__(self, table: PracticeTable) -> None:
        super().__init__(table)
        self._table = table
        self._faces: dict[tuple[int, QFont.Weight], tuple[QFont, QFontMetrics]] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(style.px(80), style.px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        palette = style.current()
        model = index.model()
        assert isinstance(model, PracticeModel)
        row = model.rows[index.row()]
        rect = option.rect
        painter.save()
        if index.row() < model.rowCount() - 1:
            painter.setPen(QColor(palette.line))
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        table = self._table
        chosen = index.row() == table.chosen_row
        if chosen or index.row() == table.pointed:
            painter.fillRect(rect.adjusted(0, 0, 0, -1), QColor(palette.accent_soft))
        if chosen and index.column() == COMPANY and table.hasFocus():
            painter.fillRect(QRect(rect.x(), rect.y(), style.px(4), rect.height()), QColor(palette.accent))
        inner = rect.adjusted(style.px(16), 0, -style.px(8), 0)
        first, second = model.texts(row, index.column())
        if index.column() == STANDING:
            look, icon = ("amber", "warning") if row.problem in CLOSED else ("", "")
            if not look:
                look = standing_look(row.standing, row.provisional, row.prohibited)[0]
                icon = LOOK_ICONS[look]
            self._paint_chip(painter, inner, look, icon, first)
        elif index.column() == TOOLS and row.problem not in CLOSED:
            width = min(inner.width(), style.px(138))
            bar = QRectF(inner.x(), rect.y() + style.px(16), width, style.px(9))
            paint_bar(painter, bar, model.looks(row))
            below = inner.adjusted(0, style.px(30), 0, -style.px(8))
            self._paint_text(painter, below, first, palette.muted, 14, False)
        elif index.column() == MORE:
            dots = QRectF(0, 0, style.px(20), style.px(20))
            dots.moveCenter(QRectF(rect).center())
            paint_icon(painter, "more", dots, palette.muted)
        elif index.column() == GO_ON:
            if first:
                arrow = QRectF(rect.right() - style.px(30), rect.center().y() - style.px(8), style.px(17), style.px(17))
                before = inner.adjusted(0, 0, -style.px(23), 0)  # a longer word ends before the arrow
                self._paint_text(painter, before, first, palette.accent, 15, True)
                paint_icon(painter, "arrow_right", arrow, palette.accent)
        elif second:
            top = inner.adjusted(0, style.px(10), 0, -style.px(31))
            below = inner.adjusted(0, style.px(32), 0, -style.px(9))
            strong = index.column() == COMPANY
            self._paint_text(painter, top, first, palette.ink, 16 if strong else 15, strong)
            self._paint_text(painter, below, second, palette.muted, 14, False)
        else:
            strong = index.column() == COMPANY
            self._paint_text(painter, inner, first, palette.ink, 16 if strong else 15, strong)
        painter.restore()

    def _face(self, size: int, weight: QFont.Weight) -> tuple[QFont, QFontMetrics]:
        """The table's font in that size (pixels at 100 %) and weight."""
        face = self._faces.get((size, weight))
        if face is None:
            font = QFont(self._table.font())
            font.setPixelSize(style.px(size))
            font.setWeight(weight)
            face = self._faces[size, weight] = font, QFontMetrics(font)
        return face

    def _paint_text(self, painter: QPainter, rect: QRect, text: str, colour: str, size: int, strong: bool) -> None:
        font, metrics = self._face(size, QFont.Weight.Bold if strong else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.drawText(rect, _LEFT, metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width()))

    def _paint_chip(self, painter: QPainter, rect: QRect, look: str, icon: str, text: str) -> None:
        colours = style.current().look(look)
        font, metrics = self._face(15, QFont.Weight.DemiBold)
        mark, height = style.px(17), style.px(26)
        room = rect.width() - mark - style.px(25)
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        width = metrics.horizontalAdvance(text) + mark + style.px(25)
        box = QRectF(rect.x(), rect.center().y() - height / 2, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.ground))
        painter.drawRoundedRect(box, 6, 6)
        at = QRectF(box.x() + style.px(9), box.center().y() - mark / 2, mark, mark)
        paint_icon(painter, icon, at, colours.ink)
        painter.setFont(font)
        painter.setPen(QColor(colours.ink))
        painter.drawText(box.adjusted(style.px(9) + mark + style.px(7), 0, 0, 0), _LEFT, text)


class PracticeTable(QTableView):
    """Rows to walk with the arrows; Enter or a click opens, Ctrl+Enter goes on, Del asks to delete; the menu key, the
    right button or a click on the dots asks for what else can be done."""

    chosen = Signal(str)
    menu_asked = Signal(str, QPoint)
    """(practice, where on the screen)"""

    sort_asked = Signal(str)
    """(name of the column)"""

    row_changed = Signal()
    """The keys are on another row, or on none."""

    go_on_asked = Signal(str)
    deletion_asked = Signal(str)

    def __init__(self, model: PracticeModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModel(model)
        self._model = model
        self.pointed = -1
        """The row that the mouse is on."""
        self.setItemDelegate(RowDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(style.px(ROW_HEIGHT))
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.sectionClicked.connect(
            lambda section: self.sort_asked.emit(COLUMNS[section]) if COLUMNS[section] else None
        )
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setFixedHeight(style.px(38))
        self.clicked.connect(self._clicked)
        self.entered.connect(lambda index: self._point(index.row()))
        self.viewportEntered.connect(lambda: self._point(-1))

    def currentChanged(self, now: Index, before: Index) -> None:
        super().currentChanged(now, before)
        if now.row() != before.row():
            self.row_changed.emit()

    def _point(self, row: int) -> None:
        """The mouse is on another row, or (-1) on none."""
        if row != self.pointed:
            self.pointed = row
            self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._point(-1)
        return super().viewportEvent(event)

    @property
    def chosen_row(self) -> int:
        """The one that is marked; -1 for none."""
        return next((index.row() for index in self.selectedIndexes()), -1)

    def _clicked(self, index: Index) -> None:
        if index.column() == MORE:
            self.ask_menu(index.row())
        else:
            self._ask(index.row(), index.column() == GO_ON)

    def current_row(self) -> Summary | None:
        """The practice that the keys are on."""
        place = self.currentIndex().row()
        return self._model.rows[place] if 0 <= place < len(self._model.rows) else None

    def ask_menu(self, place: int) -> None:
        """Below the dots of that row."""
        spot = self.visualRect(self._model.index(place, MORE))
        self.menu_asked.emit(self._model.rows[place].id, self.viewport().mapToGlobal(spot.bottomLeft()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        place = self.currentIndex().row() if by_key else self.rowAt(event.pos().y())
        if 0 <= place < len(self._model.rows):
            if by_key:
                self.ask_menu(place)
            else:
                self.selectRow(place)
                self.menu_asked.emit(self._model.rows[place].id, event.globalPos())

    def _ask(self, place: int, go_on: bool) -> None:
        row = self._model.rows[place]
        (self.go_on_asked if go_on and can_go_on(row) else self.chosen).emit(row.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        if row >= 0 and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask(row, bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif row >= 0 and event.key() == Qt.Key.Key_Delete:
            self.deletion_asked.emit(self._model.rows[row].id)
        else:
            super().keyPressEvent(event)

    def wanted_height(self) -> int:
        """Room for the header and all rows."""
        return self.horizontalHeader().height() + self._model.rowCount() * style.px(ROW_HEIGHT) + 2

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width(event.size().width())

    def _share_width(self, room: int) -> None:
        """Columns of fixed width, the company takes the rest; where room is short the least needed ones go."""
        widths = {column: style.px(width) for column, width in _WIDTHS.items()}
        for column in _GIVEN_UP_FIRST:
            if sum(widths.values()) + style.px(_LEAST_COMPANY) <= room:
                break
            del widths[column]
        for column in _WIDTHS:
            self.setColumnHidden(column, column not in widths)
            if column in widths:
                self.setColumnWidth(column, widths[column])
        self.setColumnWidth(COMPANY, room - sum(widths.values()))

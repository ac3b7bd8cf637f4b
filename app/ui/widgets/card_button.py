"""Cards that are radio buttons or tick boxes: the whole card is pressed, and it reads out as what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLayout, QRadioButton, QSizePolicy

from app.ui import style, style_sheet
from app.ui.widgets.icons import paint_icon
from app.ui.widgets.word_for_word import WordForWord

MARK = 20
BOX, GAP, PAD, EDGE = style_sheet.MARK, style_sheet.MARK_GAP, style_sheet.MARK_PAD, style_sheet.MARK_EDGE

if TYPE_CHECKING:
    _Button = QAbstractButton
else:
    _Button = object  # Qt's classes cannot be inherited twice: the face is mixed into a radio button or a tick box


class CardFace(_Button):
    """What both have in common. The size comes from the layout of the card, the mark is painted on its left."""

    radius = 10

    def begin_card(self) -> None:
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def _inside(self) -> QLayout:
        layout = self.layout()
        assert layout is not None, "a card is filled before it is shown"
        return layout

    def sizeHint(self) -> QSize:
        return self._inside().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._inside().minimumSize()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def mark_rect(self) -> QRectF:
        """Where the mark goes: beside the first line of text."""
        size = style.px(MARK)
        margins = self._inside().contentsMargins()
        return QRectF(style.px(15), margins.top() + style.px(1), size, size)

    def paint_card(self, painter: QPainter, selected: bool) -> None:
        palette = style.current()
        strong = self.hasFocus()
        ground = palette.accent_soft if selected or (self.underMouse() and self.isEnabled()) else palette.card
        edge = palette.accent if selected or strong else palette.line
        width = 2.0 if strong else 1.3 if selected else 1.0
        inset = width / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(edge), width))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), self.radius, self.radius)


class RadioCard(CardFace, QRadioButton):
    """One of several: only one card of a group is chosen."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint_card(painter, self.isChecked())
        paint_radio(painter, self.mark_rect(), self.isChecked(), self.isEnabled())
        painter.end()


class TickCard(CardFace, QCheckBox):
    """Ticked or not; ``asked`` paints a «?» instead of the tick."""

    asked = False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint_card(painter, self.isChecked() and not self.asked)
        paint_tick(painter, self.mark_rect(), "?" if self.asked else "on" if self.isChecked() else "", self.isEnabled())
        painter.end()


class Tick(WordForWord, QCheckBox):
    """A tick box with the same mark as the cards; where room is short its text goes on in the next line."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.setText(text)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum, QSizePolicy.ControlType.CheckBox)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def mark_rect(self) -> QRectF:
        size = style.px(MARK)
        return QRectF(4, (self.height() - size) / 2, size, size)

    def sizeHint(self) -> QSize:
        text = self.fontMetrics().size(0, self.text())
        return QSize(self._beside() + text.width(), max(style.px(MARK), text.height()) + 8)

    def minimumSizeHint(self) -> QSize:
        words = (self.fontMetrics().horizontalAdvance(word) for word in self.text().split())
        return QSize(self._beside() + max(words, default=0), self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, max(1, width - self._beside()), 10_000)
        text = self.fontMetrics().boundingRect(room, int(Qt.TextFlag.TextWordWrap), self.text())
        return max(style.px(MARK), text.height()) + 8

    def _beside(self) -> int:
        """What is not text."""
        return style.px(MARK + 10) + 12

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_line(painter, self, style.px(MARK) + style.px(10), wraps=True)
        paint_tick(painter, self.mark_rect(), "on" if self.isChecked() else "", self.isEnabled())
        painter.end()


class OneLine(WordForWord):
    """One line with the same mark. Its sizes are the style sheet's, so that nothing is asked of Python while a page is
    laid out: beside a paper being made each such question waits for its turn."""

    def mark_rect(self) -> QRectF:
        size = style.px(BOX)
        return QRectF(EDGE + style.px(PAD), (self.height() - size) / 2, size, size)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, mark = QPainter(self), self.mark_rect()
        paint_line(painter, self, round(mark.right()) + style.px(GAP))
        if isinstance(self, QRadioButton):
            paint_radio(painter, mark, self.isChecked(), self.isEnabled())
        else:
            paint_tick(painter, mark, "on" if self.isChecked() else "", self.isEnabled())
        painter.end()


class PlainTick(OneLine, QCheckBox):
    """Ticked or not, in one line."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.setText(text)


class PlainRadio(OneLine, QRadioButton):
    """One of several, in one line."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.setText(text)


def paint_line(painter: QPainter, one: QAbstractButton, left: int, wraps: bool = False) -> None:
    """The ring of focus, and the text from ``left`` on."""
    palette = style.current()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if one.hasFocus():
        painter.setPen(QPen(QColor(palette.accent), 2))
        painter.drawRoundedRect(QRectF(one.rect()).adjusted(1, 1, -1, -1), 6, 6)
    painter.setPen(QColor(palette.ink if one.isEnabled() else palette.muted))
    flags = (
        int(Qt.AlignmentFlag.AlignVCenter)
        | int(Qt.AlignmentFlag.AlignLeft)
        | (int(Qt.TextFlag.TextWordWrap) if wraps else 0)
    )
    painter.drawText(one.rect().adjusted(left, 0, 0, 0), flags, one.text())


def paint_radio(painter: QPainter, rect: QRectF, on: bool, enabled: bool = True) -> None:
    palette = style.current()
    colour = QColor(palette.accent if on and enabled else palette.edge)
    painter.setPen(QPen(colour, 1.8))
    painter.setBrush(colour if on else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(rect.adjusted(1, 1, -1, -1))
    if on:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.accent_ink))
        dot = rect.width() * 0.19
        painter.drawEllipse(QPointF(rect.center()), dot, dot)


def paint_tick(painter: QPainter, rect: QRectF, state: str, enabled: bool = True) -> None:
    """``state``: ``on``, ``?`` or empty."""
    palette = style.current()
    box = rect.adjusted(1, 1, -1, -1)
    on = state == "on"
    colour = QColor(palette.accent if on and enabled else palette.muted if state or on else palette.edge)
    painter.setPen(QPen(colour, 1.8))
    painter.setBrush(colour if on else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 4, 4)
    if on:
        paint_icon(painter, "tick", box.adjusted(2, 2, -2, -2), palette.accent_ink)
    elif state == "?":
        font = painter.font()
        font.setBold(True)
        font.setPixelSize(style.px(14))
        painter.setFont(font)
        painter.setPen(QColor(palette.ink))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, "?")

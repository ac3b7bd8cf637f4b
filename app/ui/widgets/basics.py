"""Labels, buttons, cards and fields that every page is made of. They hold no value of a practice."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.ui import style
from app.ui.widgets.icons import IconMark, icon, paint_icon
from app.ui.widgets.text_label import TextLabel
from app.ui.widgets.word_for_word import WordForWord, tip

__all__ = [
    "Button",
    "Card",
    "ComboBox",
    "IconMark",
    "LineButton",
    "accent_button",
    "clear_layout",
    "icon",
    "label",
    "line",
    "link_button",
    "paint_icon",
    "plain_button",
    "row",
    "scrolled",
    "set_role",
]


def set_role(widget: QWidget, role: str, name: str = "role") -> None:
    """Sets a dynamic property that the style sheet looks at, and has the sheet look again."""
    if widget.property(name) == role:
        return
    widget.setProperty(name, role)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def label(text: str = "", role: str = "body", wrap: bool = True) -> QLabel:
    """Plain text always: whatever the user typed must never be read as markup."""
    made = TextLabel(text) if wrap else QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    made.setProperty("role", role)
    return made


class Button(WordForWord, QPushButton):
    """A button whose icon follows theme and state; Return presses it like the space bar does."""

    def __init__(self, text: str, role: str, icon_name: str | None = None, icon_after: bool = False) -> None:
        super().__init__()
        self._icon_name = icon_name
        self._drawn: tuple[object, ...] = ()
        self._bare = False
        self._usual: tuple[str | None, str] = (None, "")
        """Icon and tip with the words in sight."""
        self.setText(text)
        self.setProperty("role", role)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(True)
        self.setAccessibleName(text)
        self._icon_after = icon_after
        if icon_after:
            self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)

    def set_text(self, text: str) -> None:
        """Changes both what is seen and what is read out."""
        if not self._bare:
            self.setText(text)
        self.setAccessibleName(text)

    def set_bare(self, on: bool, icon_name: str) -> None:
        """Where room is short: the icon alone, with the words as its name and its tip."""
        if on == self._bare:
            return
        self._bare = on
        if on:
            self._usual = (self._icon_name, self.toolTip())
            self.setToolTip(self.toolTip() or self.accessibleName())
            self.setText("")
            self.set_icon(icon_name)
        else:
            before, tip = self._usual
            self.setToolTip(tip)
            self.setText(self.accessibleName())
            self.set_icon(before)

    def set_icon(self, name: str | None) -> None:
        self._icon_name = name
        if name is None:
            self._drawn = ()
            self.setIcon(QIcon())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        self._draw_icon()  # asked before it is first seen: many a button never is
        return super().sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        self._draw_icon()
        super().paintEvent(event)
        if self.hasFocus() and self.property("role") == "accent":
            painter = QPainter(self)  # a ring of its own within: around a filled button an edge is hardly seen
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(style.current().accent_ink), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(4, 4, -4, -4), 5, 5)
            painter.end()

    def _draw_icon(self) -> None:
        """As name, text, state and theme now want it, if it is not drawn so already."""
        if self._icon_name is None:
            return
        palette = style.current()
        colour = {
            "accent": palette.accent_ink,
            "rail": palette.brand_ink,
            "link": palette.accent,
            "danger": palette.red.ink,
        }.get(str(self.property("role")), palette.ink)
        size = style.px(18)
        gap = style.px(6) if self.text() else 0
        colour = colour if self.isEnabled() else palette.muted
        drawn = (self._icon_name, colour, size, gap)
        if drawn == self._drawn:
            return
        self._drawn = drawn
        self.setIconSize(QSize(size + gap, size))
        self.setIcon(icon(self._icon_name, colour, size, gap, gap_before=self._icon_after))


class LineButton(Button):
    """A line of text that can be pressed; cut with … where room is short, whole in its tooltip and name."""

    def __init__(self, text: str) -> None:
        super().__init__(text, "line")
        self._whole = text
        self.setToolTip(tip(text))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.contentsRect().width() - style.px(14)
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room))


def accent_button(text: str, icon: str | None = None, icon_after: bool = False) -> Button:
    """The page's one main act."""
    return Button(text, "accent", icon, icon_after)


def plain_button(text: str, icon: str | None = None, icon_after: bool = False) -> Button:
    return Button(text, "plain", icon, icon_after)


def link_button(text: str, icon: str | None = None) -> Button:
    made = Button(text, "link", icon)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


class Card(QFrame):
    """A white sheet with rounded corners; its contents go into ``box``."""

    def __init__(self, role: str = "card", margin: int = 18, spacing: int = 8) -> None:
        super().__init__()
        self.setProperty("role", role)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(style.px(margin), style.px(14), style.px(margin), style.px(14))
        self.box.setSpacing(style.px(spacing))


def line(role: str = "line") -> QFrame:
    made = QFrame()
    made.setProperty("role", role)
    made.setFixedHeight(1)
    return made


class ComboBox(QComboBox):
    """One of a few: with our own arrow, since the style sheet takes the system's away."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        size = style.px(14)
        painter = QPainter(self)
        at = QRectF(self.width() - size - style.px(10), (self.height() - size) / 2, size, size)
        paint_icon(painter, "chevron_down", at, style.current().muted)
        painter.end()


def scrolled(margins: tuple[int, int, int, int] = (0, 0, 0, 0), spacing: int = 16) -> tuple[QScrollArea, QVBoxLayout]:
    """An area that scrolls up and down and never sideways, and the box to fill."""
    area = QScrollArea()
    area.setViewport(QWidget())  # one that Python knows: of what Qt makes by itself it tries every kind there is
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    body = QWidget()
    body.setObjectName("body")
    box = QVBoxLayout(body)
    box.setContentsMargins(*margins)
    box.setSpacing(style.px(spacing))
    area.setWidget(body)
    return area, box


def row(*widgets: QWidget | None, spacing: int = 8) -> QHBoxLayout:
    """Widgets side by side; None stands for the stretch."""
    box = QHBoxLayout()
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(style.px(spacing))
    for widget in widgets:
        if widget is None:
            box.addStretch(1)
        else:
            box.addWidget(widget)
    return box


def clear_layout(layout: QLayout) -> None:
    """Takes everything out of a layout and deletes it."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear_layout(inner)

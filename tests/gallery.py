"""Every page of the window in turn, on the example practice, and what an eye would object to: text that is cut, things
that lie on one another or stick out, controls without name or role, an order of Tab that leaps about."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from itertools import combinations, pairwise
from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QStyle,
    QStyleOptionComboBox,
    QToolButton,
    QWidget,
)

from app.text import Words
from app.ui import style
from app.ui.page_stack import PAGES
from app.ui.phrases import fact_of
from app.ui.widgets.basics import Button, LineButton
from app.ui.window import Window
from tests.ui_kit import stand_still

LONGER = 0.3
"""How much longer the words of the pseudo-locale are."""
_ACCENTED = str.maketrans("aeiouAEIOU", "àéîöùÀÉÎÖÙ")


# ---- the pages ----------------------------------------------------------------------------------------------------


def walk(window: Window, rest: Callable[[Window], None] = stand_still) -> Iterator[str]:
    """Opens the example and goes to every page; yields the name of each once it stands there."""
    desk = window.desk
    for name in PAGES:
        if desk.dossier is None:  # some pages let go of it
            desk.open_example()
            desk.drain()
        tool = desk.practice.tools[1].id
        for label, where in _places(window, name, tool):
            window.go(name, where)
            rest(window)  # what is found out beside the window comes later, and moves the rest
            assert window.here == name
            yield label


def _places(window: Window, name: str, tool: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """A page once, and that of the questions once for each way of answering."""
    if name != "question":
        yield name, {"tool": tool} if name in ("functions", "outcome", "check", "sheet") else {}
        return
    seen = set()
    desk = window.desk
    for one in desk.practice.tools:
        for question in desk.path(one.id):
            kind = "presence" if question.scope == "presence" else fact_of(desk.circular, question).type
            if kind not in seen:
                seen.add(kind)
                where = {"tool": one.id, "function": question.function, "fact": question.fact}
                yield f"question:{kind}", where


def settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


# ---- what is shown --------------------------------------------------------------------------------------------------


def shown(root: QWidget) -> list[QWidget]:
    """What is visible and not scrolled out of sight sideways or clipped away by its scroll area's design."""
    return [w for w in root.findChildren(QWidget) if w.isVisible() and w.width() > 0 and w.height() > 0]


def name_of(widget: QWidget) -> str:
    text = widget.accessibleName() or getattr(widget, "text", str)() or widget.objectName()
    return f"{type(widget).__name__} «{str(text)[:50]}»"


def cut(root: QWidget) -> list[str]:
    """Every text that does not fit where it stands."""
    return [f"{name_of(w)}: {why}" for w in shown(root) if (why := _cut(w))]


def _cut(widget: QWidget) -> str:
    if isinstance(widget, QLabel):
        return _label_cut(widget)
    if isinstance(widget, QCheckBox | QRadioButton):
        need = widget.minimumSizeHint()
        lines = widget.heightForWidth(widget.width()) if widget.hasHeightForWidth() else 0
        return _short(widget, need.width(), max(need.height(), lines))
    if isinstance(widget, QAbstractButton) and widget.text():
        icon = 0 if widget.icon().isNull() else widget.iconSize().width()
        if isinstance(widget, Button) and not isinstance(widget, LineButton):
            return _short(widget, widget.sizeHint().width(), widget.fontMetrics().height())
        lines = widget.text().replace("&", "").split("\n")
        wide = max(widget.fontMetrics().horizontalAdvance(line) for line in lines) + icon
        only_icon = (
            isinstance(widget, QToolButton) and widget.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
        )
        return "" if only_icon else _short(widget, wide, widget.fontMetrics().height() * len(lines))
    if isinstance(widget, QComboBox):
        wide = widget.fontMetrics().horizontalAdvance(widget.currentText())
        return _short(widget, wide + _around_text(widget), widget.fontMetrics().height())
    if isinstance(widget, QLineEdit) and not widget.text() and widget.placeholderText():
        wide = widget.fontMetrics().horizontalAdvance(widget.placeholderText())
        return _short(widget, wide, widget.fontMetrics().height())
    return ""


def _around_text(box: QComboBox) -> int:
    """What its edges, the air within and the arrow take."""
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    parts = QStyle.SubControl
    field = box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, parts.SC_ComboBoxEditField, box)
    return box.width() - field.width()


def _label_cut(label: QLabel) -> str:
    if not label.text() or not label.pixmap().isNull():
        return ""
    if label.wordWrap():
        need = QLabel.heightForWidth(label, label.width())  # as it is, whatever is remembered
        drawn = re.split(r"[\s\u200b]+", QLabel.text(label))  # with the places where it may break
        widest = max((label.fontMetrics().horizontalAdvance(word) for word in drawn), default=0)
        if label.textFormat() != Qt.TextFormat.RichText and widest > label.contentsRect().width() + 1:
            return f"a word of {widest} in {label.contentsRect().width()}"
        return _short(label, 0, need)
    need_size = label.sizeHint()
    return _short(label, need_size.width(), need_size.height())


def _short(widget: QWidget, wide: int, high: int) -> str:
    if wide > widget.width() + 1:
        return f"{wide} wide in {widget.width()}"
    if high > widget.height() + 1:
        return f"{high} high in {widget.height()}"
    return ""


def astray(root: QWidget) -> list[str]:
    """What sticks out of its parent, lies on its neighbour, or scrolls sideways."""
    found = []
    everything = shown(root)
    for widget in everything:
        parent = widget.parentWidget()
        if (
            parent is None
            or widget.isWindow()
            or isinstance(parent, QAbstractScrollArea | QAbstractSpinBox | QComboBox)
        ):
            continue
        scrolled = _viewport_of(widget)
        if scrolled is None and not parent.rect().adjusted(-2, -2, 2, 2).contains(widget.geometry()):
            found.append(f"{name_of(widget)}: sticks out of {type(parent).__name__}")
    for bar in everything:
        if isinstance(bar, QScrollBar) and bar.orientation() == Qt.Orientation.Horizontal and bar.maximum() > 0:
            area = bar.parentWidget().parentWidget()
            if not isinstance(area, QAbstractItemView | QLineEdit):
                found.append(f"{name_of(area)}: scrolls sideways")
    for parent in {w.parentWidget() for w in everything}:
        if parent is None or parent.layout() is None:
            continue
        children = [w for w in everything if w.parentWidget() is parent and not w.isWindow()]
        for one, other in combinations(children, 2):
            common = one.geometry().intersected(other.geometry())
            if common.width() > 1 and common.height() > 1 and not _laid_over(parent, one, other):
                found.append(f"{name_of(one)} and {name_of(other)} overlap")
    return found


def _viewport_of(widget: QWidget) -> QWidget | None:
    """The scrolled body this is itself, if it is one."""
    parent = widget.parentWidget()
    above = parent.parentWidget() if parent is not None else None
    return parent if isinstance(above, QScrollArea) and above.widget() is widget else None


def _laid_over(parent: QWidget, one: QWidget, other: QWidget) -> bool:
    """Whether one of the two is outside the layout on purpose: a drawer, a badge."""
    layout = parent.layout()
    assert layout is not None
    return layout.indexOf(one) < 0 or layout.indexOf(other) < 0


# ---- names, roles, order --------------------------------------------------------------------------------------------


def controls(root: QWidget) -> list[QWidget]:
    """Whatever Tab can reach, and every button, in sight or scrolled away."""
    kinds = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QAbstractItemView)
    return [
        w
        for w in root.findChildren(QWidget)
        if w.isVisible()
        and w.isEnabled()
        and not isinstance(w, QHeaderView)
        and not isinstance(w.parentWidget(), QAbstractSpinBox | QComboBox)
        and (w.focusPolicy() & Qt.FocusPolicy.TabFocus or isinstance(w, kinds))
    ]


def spoken(widget: QWidget) -> tuple[str, str]:
    """Name and role as a screen reader has them."""
    face = QAccessible.queryAccessibleInterface(widget)
    if face is None:
        return "", ""
    role = face.role()
    name = face.text(QAccessible.Text.Name)
    if isinstance(widget, QComboBox):  # Qt for Linux gives what is chosen as the name; elsewhere it is the given one
        name = widget.accessibleName()
    return name.strip(), "" if role == QAccessible.Role.NoRole else role.name


def order(root: QWidget) -> list[str]:
    """Leaps of Tab: a stop wholly above the one before it in its column, or wholly to its left in its line."""
    stops = _chain(root)
    found = []
    for one, other in pairwise(stops):
        a, b = _where(root, one), _where(root, other)
        if _shared_scroll(one) is not _shared_scroll(other):
            continue  # two columns, each read by itself
        up = b.bottom() < a.top() and b.left() < a.right() and b.right() > a.left()
        left = b.right() < a.left() and b.top() < a.bottom() and b.bottom() > a.top()
        if up or left:
            found.append(f"{name_of(other)} comes after {name_of(one)}, which lies {'below' if up else 'right of'} it")
    return found


def _chain(root: QWidget) -> list[QWidget]:
    stops: list[QWidget] = []
    start = root
    widget = start.nextInFocusChain()
    while widget is not None and widget is not start:
        reached = widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if reached and root.isAncestorOf(widget):
            stops.append(widget)
        widget = widget.nextInFocusChain()
    return stops


def _where(root: QWidget, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(root, QPoint(0, 0)), widget.size())


def _shared_scroll(widget: QWidget) -> QWidget | None:
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    return parent


# ---- a language a third longer --------------------------------------------------------------------------------------


def longer(text: str) -> str:
    """The same words, accented and a third longer; places for parameters stay."""
    parts, inside = [], False
    for char in text:
        inside = char == "{" or (inside and char != "}")
        parts.append(char if inside or char == "}" else char.translate(_ACCENTED))
    extra = round(len(text) * LONGER)
    return "".join(parts) + (" " + "õ" * 4) * (extra // 5) + "ø" * (extra % 5)


def pseudo_words(words: Words) -> Words:
    return Words(words.lang, {key: longer(words._entries[key]) for key in words.keys()})  # noqa: SIM118 - Words is no mapping


def pseudo_law(value: Any) -> Any:
    """The law with every text of it longer: what has a space in it is a text, what has none is an id or a term."""
    if is_dataclass(value) and not isinstance(value, type):
        changed = {f.name: pseudo_law(getattr(value, f.name)) for f in fields(value) if f.init}
        return replace(value, **changed)
    if isinstance(value, tuple):
        return tuple(pseudo_law(part) for part in value)
    if isinstance(value, Mapping):
        return {key: pseudo_law(part) for key, part in value.items()}
    return longer(value) if isinstance(value, str) and " " in value else value


def restyle(window: Window, theme: str, scale: float) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    style.apply(app, theme, scale)
    window.rebuild()
    settle()

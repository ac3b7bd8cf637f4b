"""What a question means, what it rests on, and what was decided in cases like it. Words of the law only."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractSlider,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from app.domain.circular import Case, Circular, Fact
from app.text import Words
from app.ui import style
from app.ui.phrases import act_short, cited, items_by_act, status_text
from app.ui.widgets.basics import Button, clear_layout, label, line, scrolled
from app.ui.widgets.chip import OutcomeChip
from app.ui.widgets.section import icon_line

WIDTH = 290
TABS = ("meaning", "sources", "cases")


_SCROLL: dict[int, QAbstractSlider.SliderAction] = {
    Qt.Key.Key_Down: QAbstractSlider.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_Up: QAbstractSlider.SliderAction.SliderSingleStepSub,
}


class SidePanel(QFrame):
    """Beside the question on a wide window, a drawer over it on a narrow one (``closed``: asked to go away)."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setMinimumWidth(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(style.px(2), style.px(4), style.px(2), style.px(8))
        box.setSpacing(0)
        self.tabs = Tabs()
        self.close_button = Button("", "link", "close")
        self.close_button.clicked.connect(self.closed)
        top = QHBoxLayout()
        top.addWidget(self.tabs, 1)
        top.addWidget(self.close_button)
        box.addLayout(top)
        box.addWidget(line())
        self._stack = QStackedWidget()
        self._areas: list[QScrollArea] = []
        self._boxes: list[QVBoxLayout] = []
        for _ in TABS:
            area, inner = scrolled((style.px(14), style.px(14), style.px(12), style.px(8)), spacing=10)
            self._stack.addWidget(area)
            self._areas.append(area)
            self._boxes.append(inner)
            self.tabs.addTab("")
        box.addWidget(self._stack, 1)
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self._said: tuple[str, ...] = ()
        self.set_drawer(False)

    def sizeHint(self) -> QSize:
        """Its usual width; it may be squeezed, so that the window can become narrow enough for the drawer."""
        return QSize(style.px(WIDTH), super().sizeHint().height())

    def set_drawer(self, drawer: bool) -> None:
        self.close_button.setVisible(drawer)

    def show_fact(self, circular: Circular, words: Words, fact: Fact, kind: str) -> None:
        """``kind``: the function's, empty when the question is about the tool or the company."""
        said = (circular.lang, circular.version, fact.id, kind, fact.question)
        if said == self._said:
            return
        self._said = said
        self.setAccessibleName(words("panel.name"))
        self.tabs.setAccessibleName(words("panel.name"))
        self.close_button.setAccessibleName(words("panel.close"))
        self.close_button.setToolTip(words("panel.close"))
        fills: tuple[Callable[[QVBoxLayout], None], ...] = (
            lambda box: _meaning(box, circular, words, fact),
            lambda box: _sources(box, circular, words, fact),
            lambda box: _cases(box, circular, words, kind),
        )
        for place, (name, fill) in enumerate(zip(TABS, fills, strict=True)):
            self.tabs.setTabText(place, words(f"panel.{name}"))
            area = self._areas[place]
            area.setAccessibleName(words(f"panel.{name}"))
            clear_layout(self._boxes[place])
            fill(self._boxes[place])
            self._boxes[place].addStretch(1)
            area.verticalScrollBar().setValue(0)
        self.tabs.setCurrentIndex(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.close_button.isHidden():
            self.closed.emit()
        elif (step := _SCROLL.get(event.key())) is not None:
            # From the tabs: left and right change them, up and down move what they show.
            self._areas[self._stack.currentIndex()].verticalScrollBar().triggerAction(step)
        else:
            super().keyPressEvent(event)


def _meaning(box: QVBoxLayout, circular: Circular, words: Words, fact: Fact) -> None:
    box.addWidget(label(fact.meaning or words("panel.no_meaning")))
    if fact.ask_vendor:
        box.addWidget(icon_line("question", "amber", (words("panel.ask_vendor"), "body")))
    if fact.where:
        box.addWidget(label(words("panel.where"), "h3"))
        box.addWidget(label(fact.where, "muted"))
    if fact.cites:
        box.addWidget(label(words("panel.rests_on"), "h3"))
        for act_id, items in items_by_act(circular, fact.cites).items():
            read = [circular.items[item] for item in items]
            how = dict.fromkeys(status_text(circular, words, item.status, item.read_on) for item in read)
            box.addWidget(
                icon_line("book", "ink", (act_short(circular.acts[act_id]), "strong"), ("; ".join(how), "small"))
            )


def _sources(box: QVBoxLayout, circular: Circular, words: Words, fact: Fact) -> None:
    for act_id, items in items_by_act(circular, fact.cites).items():
        act = circular.acts[act_id]
        box.addWidget(label(act.title, "strong"))
        box.addWidget(label(" · ".join(part for part in (act.issuer, act.place) if part), "small"))
        for item_id in items:
            item = circular.items[item_id]
            name = f"{item_id} · {item.point}" if item.point else item_id
            box.addWidget(
                icon_line(
                    "book",
                    "muted",
                    (name, "strong"),
                    (item.statement, "body"),
                    (status_text(circular, words, item.status, item.read_on), "small"),
                    (", ".join(item.read_where), "small"),
                )
            )
    if not fact.cites:
        box.addWidget(label(words("panel.no_meaning"), "muted"))


def _cases(box: QVBoxLayout, circular: Circular, words: Words, kind: str) -> None:
    cases = [case for case in circular.cases if any(f.kind == kind for f in case.functions)]
    for case in cases:
        box.addWidget(_case(circular, words, case))
    if not cases:
        box.addWidget(label(words("panel.no_cases"), "muted"))


def _case(circular: Circular, words: Words, case: Case) -> QWidget:
    made = QWidget()
    box = QVBoxLayout(made)
    box.setContentsMargins(0, 0, 0, style.px(8))
    box.setSpacing(style.px(4))
    box.addWidget(label(case.title, "strong"))
    box.addWidget(label(case.summary))
    chip = OutcomeChip(circular, words)
    chip.show_outcome(case.expected, provisional=False)
    chip.setAccessibleName(words("panel.case_outcome", outcome=circular.outcomes[case.expected].chip))
    box.addWidget(chip)
    if case.stricter:
        box.addWidget(label(words("panel.case_stricter", why=case.stricter), "small"))
    box.addWidget(label(cited(circular, words, case.cites), "small"))
    return made


class Tabs(QTabBar):
    """Tabs as words with a line under the one in front; arrows move, as in any tab bar."""

    def __init__(self) -> None:
        super().__init__()
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def tabSizeHint(self, index: int) -> QSize:
        font = self.font()
        font.setBold(True)
        width = QFontMetrics(font).horizontalAdvance(self.tabText(index))
        return QSize(width + style.px(18), style.px(40))

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = style.current()
        painter = QPainter(self)
        for index in range(self.count()):
            rect = self.tabRect(index)
            here = index == self.currentIndex()
            font = self.font()
            font.setBold(here)
            painter.setFont(font)
            painter.setPen(QColor(palette.ink if here else palette.muted))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.tabText(index))
            if here:
                under = QRect(rect.bottomLeft() - QPoint(0, 2), QSize(rect.width(), 3))
                painter.fillRect(under, QColor(palette.accent))
                if self.hasFocus():
                    painter.setPen(QPen(QColor(palette.accent), 2))
                    painter.drawRoundedRect(rect.adjusted(2, 4, -2, -6), 6, 6)
        painter.end()

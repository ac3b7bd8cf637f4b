"""What a question means, what it rests on, and what was decided in cases like it. Words of the law only."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSlider, QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout

from app.domain.circular import Circular, Fact
from app.text import Words
from app.ui import style
from app.ui.widgets.basics import Button, clear_layout, line, scrolled
from app.ui.widgets.panel_parts import fill_cases, fill_grounds, fill_meaning, fill_sources
from app.ui.widgets.tabs import Tabs
from app.ui.widgets.why_part import WhyPart

WIDTH = 290
TABS = ("meaning", "sources", "cases")


_SCROLL: dict[int, QAbstractSlider.SliderAction] = {
    Qt.Key.Key_Down: QAbstractSlider.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_Up: QAbstractSlider.SliderAction.SliderSingleStepSub,
}


class SidePanel(QFrame):
    """Beside the question on a wide window, a drawer over it on a narrow one (``closed``: asked to go away)."""

    closed = Signal()
    case_asked = Signal(str)
    """A decided case is to be opened (its id)."""

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
        self._parts: list[QVBoxLayout] = []
        """What is filled anew for each question: before and after «why», sources, cases."""
        self.why = WhyPart()
        for name in TABS:
            area, inner = scrolled((style.px(14), style.px(14), style.px(12), style.px(8)), spacing=10)
            self._stack.addWidget(area)
            self._areas.append(area)
            self._add_part(inner)
            if name == "meaning":
                inner.addWidget(self.why)
                self._add_part(inner)
            inner.addStretch(1)
            self.tabs.addTab("")
        box.addWidget(self._stack, 1)
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self._said: tuple[str, ...] = ()
        self.set_drawer(False)

    def _add_part(self, inner: QVBoxLayout) -> None:
        part = QVBoxLayout()
        part.setSpacing(inner.spacing())
        inner.addLayout(part)
        self._parts.append(part)

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
        for part in self._parts:
            clear_layout(part)
        meaning, grounds, sources, cases = self._parts
        fill_meaning(meaning, words, fact)
        fill_grounds(grounds, circular, words, fact)
        fill_sources(sources, circular, words, fact)
        fill_cases(cases, circular, words, fact, kind, self.case_asked.emit)
        for place, name in enumerate(TABS):
            self.tabs.setTabText(place, words(f"panel.{name}"))
            area = self._areas[place]
            area.setAccessibleName(words(f"panel.{name}"))
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

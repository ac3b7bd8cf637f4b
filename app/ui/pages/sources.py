"""Fonti: every source with how it was read, the decided cases, and the rules that hang on a date.

Shows the open practice's law, or the newest without one. Changes nothing but the user's own dates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QAbstractSlider, QStackedWidget, QWidget

from app.ui import style
from app.ui.pages.base import Page
from app.ui.pages.case import show_case
from app.ui.pages.dated_rules import DatesTab
from app.ui.pages.source_acts import ActsTab
from app.ui.pages.source_cases import CardsTab
from app.ui.phrases import date_text
from app.ui.widgets.basics import ComboBox, label, line, row
from app.ui.widgets.search_field import SearchField
from app.ui.widgets.taborder import follow_layout
from app.ui.widgets.tabs import Tabs

if TYPE_CHECKING:
    from app.desk.desk import Desk

TABS = ("acts", "cases", "precedents", "dates")
LOW, NARROW = 480, 760
"""Lower than this (at 100 % text) the sources have the page for themselves; narrower, they are not counted."""


class SourcesPage(Page):
    """One search for all tabs; the status is a filter of statements only."""

    lasting = True

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent)
        self.box.setSpacing(style.px(10))
        self._title, self._lead = label("", "title", wrap=False), label("", "muted")
        self.search = SearchField()
        self.search.setMinimumWidth(style.px(250))
        self.search.textChanged.connect(lambda _text: self._look())
        self.status = ComboBox()
        self.status.currentIndexChanged.connect(lambda _place: self._look())
        self.count = label("", "small", wrap=False)
        for field in (self.search, self.status):
            policy = field.sizePolicy()
            policy.setRetainSizeWhenHidden(True)  # the tabs stay where they are, whichever is in front
            field.setSizePolicy(policy)
        self.tabs = Tabs()
        self._stack = _Stack()
        self.acts, self.cases, self.precedents = ActsTab(), CardsTab(), CardsTab()
        self.dates = DatesTab(desk)
        self.cases.case_asked.connect(lambda case: show_case(self, desk.circular, desk.words, case))
        for tab in (self.acts, self.cases, self.precedents, self.dates):
            self._stack.addWidget(tab)
            self.tabs.addTab("")
        self.tabs.currentChanged.connect(self._turn)
        self.box.addWidget(self._title)
        self.box.addWidget(self._lead)
        self.box.addLayout(row(self.search, self.status, None, self.count, spacing=12))
        self.box.addWidget(self.tabs)
        self.box.addWidget(line())
        self.box.addWidget(self._stack, 1)
        self.search.went_on.connect(self._to_found)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self._to_search)
        for key, step in (
            ("PgDown", QAbstractSlider.SliderAction.SliderPageStepAdd),
            ("PgUp", QAbstractSlider.SliderAction.SliderPageStepSub),
        ):
            QShortcut(QKeySequence(key), self, lambda step=step: self._scroll(step))

    def title(self) -> str:
        return self.desk.words("sources.title")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for made in (self._title, self._lead):
            made.setVisible(self.height() / style.scale() >= LOW)
        self.count.setVisible(self.width() / style.scale() >= NARROW)

    def loose(self) -> dict[str, QWidget]:
        return {"tab": self.tabs, "search": self.search, "status": self.status}

    def take_focus(self) -> None:
        self.search.setFocus()

    def refresh(self) -> None:
        if not self.law_known:
            return
        desk, words = self.desk, self.desk.words
        circular = desk.circular
        self._title.setText(words("sources.title"))
        as_of = words(
            "sources.as_of", law=circular.short, version=circular.version, date=date_text(words, circular.as_of)
        )
        self._lead.setText(as_of)
        self.search.set_texts(words("sources.search"), words("sources.search_hint"))
        self.tabs.setAccessibleName(words("sources.tabs"))
        self.cases.area.setAccessibleName(words("sources.cases"))
        self.precedents.area.setAccessibleName(words("sources.precedents"))
        self._show_statuses()
        stale = self.dates.show_dates()
        texts = [words(f"sources.{name}") for name in TABS]
        if stale:
            texts[-1] = words.count("sources.dates_stale", stale)
        for place, text in enumerate(texts):
            self.tabs.setTabText(place, text)
        self._look()
        follow_layout(self)

    def _show_statuses(self) -> None:
        words, statuses = self.desk.words, self.desk.circular.statuses
        wanted = [("", words("sources.any_status")), *((key, text.partition(";")[0]) for key, text in statuses.items())]
        if [(self.status.itemData(n), self.status.itemText(n)) for n in range(self.status.count())] == wanted:
            return
        chosen = self.status.currentData()
        self.status.blockSignals(True)
        self.status.clear()
        for key, text in wanted:
            self.status.addItem(text, key)
        self.status.setCurrentIndex(max(0, self.status.findData(chosen)))
        self.status.setAccessibleName(words("sources.status"))
        self.status.blockSignals(False)

    def _look(self) -> None:
        """What the search finds, in the tab in front."""
        if not self.law_known:
            return
        circular, words, text = self.desk.circular, self.desk.words, self.search.text()
        tab = TABS[self.tabs.currentIndex()]
        said = ""
        if tab == "acts":
            acts, items = self.acts.show_found(circular, words, text, str(self.status.currentData() or ""))
            said = words("sources.found", acts=words.count("sources.n_acts", acts), items=items)
        elif tab == "cases":
            said = words.count("sources.n_cases", self.cases.show_cases(circular, words, circular.cases, text))
        elif tab == "precedents":
            number = self.precedents.show_cases(circular, words, circular.precedents, text)
            said = words.count("sources.n_precedents", number)
        self.count.setText(said)
        self.status.setVisible(tab == "acts")
        self.search.setVisible(tab != "dates")

    def _turn(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        self._look()
        follow_layout(self)

    def _front(self) -> ActsTab | CardsTab | DatesTab:
        return (self.acts, self.cases, self.precedents, self.dates)[self._stack.currentIndex()]

    def _scroll(self, step: QAbstractSlider.SliderAction) -> None:
        self._front().area.verticalScrollBar().triggerAction(step)

    def _to_search(self) -> None:
        if not self.search.isHidden():
            self.search.setFocus()
            self.search.selectAll()

    def _to_found(self) -> None:
        front = self._front()
        (front.list if isinstance(front, ActsTab) else front.area).setFocus()


class _Stack(QStackedWidget):
    """As small as the tab in front allows."""

    def minimumSizeHint(self) -> QSize:
        return QSize(1, 1)

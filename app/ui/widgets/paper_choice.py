"""Of a practice what a paper or a working copy is to hold: edition, what is ticked beside it, which tools.

It offers what there is and decides nothing: what an edition leaves out is the domain's to say.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.paper import OFFERED, Edition, edition_of
from app.domain.practice import Tool
from app.text import Words
from app.ui import phrases, style
from app.ui.half_typed import HalfTyped
from app.ui.widgets.basics import ComboBox, clear_layout, label
from app.ui.widgets.card_button import PlainTick
from app.ui.widgets.fold import Fold
from app.ui.widgets.word_for_word import tip

EDITIONS = ("third_parties", "internal")
WIDEST = 200
"""Logical pixels of a tool's name: a longer one is cut here, and whole in its tooltip and name."""


class PaperChoice(QWidget, HalfTyped):
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._tools: tuple[tuple[str, str], ...] = ()
        self._words: Words | None = None
        self._caption = label("", "small")
        self.edition = ComboBox()
        self._caption.setBuddy(self.edition)
        self.edition.currentIndexChanged.connect(self._edition_changed)
        self.parts = Fold("")
        self.ticks = {name: PlainTick() for name in OFFERED}
        for tick in self.ticks.values():
            tick.toggled.connect(self.changed)
            self.parts.body.addWidget(tick)
        self.which = Fold("")
        self.tools: dict[str, PlainTick] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.px(4))
        for widget in (self._caption, self.edition, self.parts, self.which):
            box.addWidget(widget)

    # ---- showing -------------------------------------------------------------------------------------------------

    def speak(self, words: Words) -> None:
        self._words = words
        self._caption.setText(words("sign_page.edition"))
        self.edition.setAccessibleName(words("sign_page.edition"))
        chosen = max(0, self.edition.currentIndex())
        self.edition.blockSignals(True)
        self.edition.clear()
        for one in EDITIONS:
            self.edition.addItem(words(f"sign_page.editions.{one}"), one)
        self.edition.setCurrentIndex(chosen)
        self.edition.blockSignals(False)
        for name, tick in self.ticks.items():
            tick.setText(words(f"paper_choice.tick.{name}"))
        self._name()

    def show_tools(self, tools: Sequence[Tool]) -> None:
        """Those of the practice, all of them chosen; the same ones keep what was chosen."""
        assert self._words is not None
        named = tuple((tool.id, phrases.tool_text(tool, self._words)) for tool in tools)
        if named == self._tools:
            return
        off = {tool for tool, tick in self.tools.items() if not tick.isChecked()}
        self._tools = named
        clear_layout(self.which.body)
        self.tools = {}
        for place, (tool, name) in enumerate(named, 1):
            tick = PlainTick()
            tick.setText(self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, style.px(WIDEST)))
            tick.setToolTip(tip(name))
            twice = sum(other == name for _id, other in named) > 1
            tick.setAccessibleName(self._words("paper_choice.tool", n=place, name=name) if twice else name)
            tick.setChecked(tool not in off)
            tick.toggled.connect(self._tools_changed)
            self.tools[tool] = tick
            self.which.body.addWidget(tick)
        self._name()

    def loose(self) -> dict[str, QWidget]:
        folds = {"parts": self.parts.line, "which": self.which.line}
        ticks = {f"part {name}": tick for name, tick in self.ticks.items()}
        return {"edition": self.edition, **folds, **ticks, **{f"tool {one}": tick for one, tick in self.tools.items()}}

    def begin(self) -> None:
        """Everything, as for any practice gone to anew."""
        self._tools = ()
        for tick in self.tools.values():
            tick.setChecked(True)

    def _edition_changed(self, _n: int) -> None:
        self._name()
        self.changed.emit()

    def _tools_changed(self, _on: bool) -> None:
        self._name()
        self.changed.emit()

    def _name(self) -> None:
        words = self._words
        if words is None:
            return
        self.parts.setVisible(self.kind != "internal")  # the internal edition holds all of it anyway
        chosen = self.chosen_tools()
        few = words.count("paper_choice.some", len(chosen or ()), all=len(self.tools))
        for fold, text in (
            (self.parts, words("paper_choice.parts")),
            (self.which, words("paper_choice.all") if chosen is None else few),
        ):
            fold.line.words.setText(text)
            fold.line.setAccessibleName(text)
        self.which.setVisible(len(self.tools) > 1)

    # ---- what was chosen -----------------------------------------------------------------------------------------

    @property
    def kind(self) -> str:
        return EDITIONS[max(0, self.edition.currentIndex())]

    def chosen_edition(self) -> Edition:
        ticked = [name for name, tick in self.ticks.items() if tick.isChecked()]
        return edition_of(self.kind, ticked if self.kind != "internal" else ())

    def chosen_tools(self) -> tuple[str, ...] | None:
        """Their ids; None for all of them."""
        chosen = tuple(tool for tool, tick in self.tools.items() if tick.isChecked())
        return None if len(chosen) == len(self.tools) else chosen

    def missing(self) -> str:
        """The key of what is missing, empty for nothing."""
        return "paper_choice.none" if self.chosen_tools() == () else ""

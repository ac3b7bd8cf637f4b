"""Above the list of practices: what is to be shown, in which order, and what can be done with the chosen one.

Holds what is asked of the list and nothing of any practice; the page applies it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.desk.choosing import ARCHIVED, DOWNWARDS, SORTS, STANDINGS, WITHIN, Choice
from app.ui.widgets.basics import ComboBox, link_button
from app.ui.widgets.flow import Flow

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.text import Words

LONGEST_PROVINCE = 24
_NAMES = ("standing", "province", "within", "archived", "sort")
BACKWARDS = "backwards"
ASKED = (*_NAMES, BACKWARDS)
"""What is asked of the list, by name."""


class ListFilters(QWidget):
    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        box = Flow(self, spacing=8, middle=True)
        self.boxes = {name: ComboBox(self) for name in _NAMES}
        for made in self.boxes.values():
            made.currentIndexChanged.connect(lambda _index: self._changed())
        self.backwards = link_button("", "arrow_down")
        self.backwards.setCheckable(True)
        self.backwards.toggled.connect(lambda _on: self._changed())
        self.clear = link_button("", "close")
        self.clear.clicked.connect(self.clear_all)
        self.more = link_button("", "more")
        for name in ("standing", "province", "within", "archived"):
            box.addWidget(self.boxes[name])
        for widget in (self.clear, self.boxes["sort"], self.backwards, self.more):
            box.addWidget(widget)
        self._words: Words | None = None
        self._quiet = False
        self._seen = False

    # ---- what is asked -------------------------------------------------------------------------------------------

    def choice(self) -> Choice:
        asked = {name: str(self.boxes[name].currentData() or "") for name in ("standing", "province", "within")}
        return Choice(**asked, archived=str(self.boxes["archived"].currentData() or "hidden"))

    @property
    def sort(self) -> tuple[str, bool]:
        """(one of ``SORTS``, whether backwards)."""
        return str(self.boxes["sort"].currentData() or "urgency"), self.backwards.isChecked()

    @property
    def downwards(self) -> bool:
        """Whether the most, or the latest, comes first."""
        by, backwards = self.sort
        return backwards != (by in DOWNWARDS)

    def asked(self) -> dict[str, str]:
        """All that is asked of the list, to be kept for another time."""
        asked = {name: str(box.currentData() or "") for name, box in self.boxes.items()}
        return {**asked, BACKWARDS: BACKWARDS if self.backwards.isChecked() else ""}

    def ask(self, kept: Mapping[str, str]) -> None:
        """The same again, without telling; what this program does not know is not asked."""
        self._quiet = True
        for name, box in self.boxes.items():
            wanted = kept.get(name, "")
            if name == "province" and wanted and box.findData(wanted) < 0:
                box.addItem(shorten(wanted), wanted)
            box.setCurrentIndex(max(0, box.findData(wanted)))
        self.backwards.setChecked(bool(kept.get(BACKWARDS)))
        self._quiet = False
        self._fit()

    def sort_by(self, name: str) -> None:
        """A header was pressed: by that column, then the other way round, then as it was."""
        by, backwards = self.sort
        wanted = (name, False) if by != name else (name, True) if not backwards else ("urgency", False)
        self._ask(lambda: self._set_sort(*wanted))

    def clear_all(self) -> None:
        """Every filter as at the start; the order stays. The focus goes where there is something to choose."""
        self._ask(self._set_none)
        self.boxes["standing"].setFocus()

    def show_archived(self) -> None:
        """Have those that were put away shown too."""
        made = self.boxes["archived"]
        made.setCurrentIndex(made.findData("too"))

    def _set_none(self) -> None:
        for name in _NAMES:
            if name != "sort":
                self.boxes[name].setCurrentIndex(0)

    def _set_sort(self, name: str, backwards: bool) -> None:
        self.boxes["sort"].setCurrentIndex(SORTS.index(name))
        self.backwards.setChecked(backwards)

    def _ask(self, change: Callable[[], None]) -> None:
        """Several settings at once are one wish."""
        self._quiet = True
        change()
        self._quiet = False
        self._changed()

    def _changed(self) -> None:
        if not self._quiet:
            self._fit()
            self.changed.emit()

    def _fit(self) -> None:
        words = self._words
        if words is None:
            return
        self.clear.setVisible(self.choice() != Choice())
        self.backwards.set_icon("arrow_up" if not self.downwards else "arrow_down")
        key = "home.sort_backwards_on" if self.backwards.isChecked() else "home.sort_backwards"
        self.backwards.setToolTip(words(key))
        self.backwards.setAccessibleName(words(key))

    # ---- showing -------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Now a box takes the width of what is in it by itself; if it is also to follow what is put in later, it makes
        the list that drops down from it, which is then made at the first change."""
        super().showEvent(event)
        self._seen = True

    def speak(self, words: Words) -> None:
        """The same choices in another language."""
        self._words = words
        standings = [("", words("home.filter.any_standing")), *((s, words(f"standing.{s}")) for s in STANDINGS)]
        within = [("", words("home.filter.any_within")), *((w, words(f"home.filter_within.{w}")) for w in WITHIN)]
        self._fill("standing", standings)
        self._fill("within", within)
        self._fill("archived", [(a, words(f"home.filter_archived.{a}")) for a in ARCHIVED])
        self._fill("sort", [(s, words(f"home.sort.{s}")) for s in SORTS])
        known = [self.boxes["province"].itemData(n) for n in range(1, self.boxes["province"].count())]
        self._fill("province", [("", words("home.filter.any_province")), *((one, shorten(one)) for one in known)])
        for name, made in self.boxes.items():
            made.setAccessibleName(words(f"home.filter.{name}"))
        self.clear.set_text(words("home.filter_clear"))
        self.more.set_text(words("home.more"))
        self._fit()

    def show_provinces(self, provinces: list[str]) -> None:
        """Those that practices have; the chosen one stays even if none has it any more."""
        made, words = self.boxes["province"], self._words
        if words is None:
            return
        chosen = str(made.currentData() or "")
        wanted = sorted({*provinces, chosen} - {""})
        if wanted != [made.itemData(n) for n in range(1, made.count())]:
            self._fill("province", [("", words("home.filter.any_province")), *((one, shorten(one)) for one in wanted)])
        made.setVisible(bool(wanted))

    def show_more(self, name: str) -> None:
        """Whose acts the button offers; empty: nothing is chosen."""
        words = self._words
        self.more.setEnabled(bool(name))
        if words is not None:
            self.more.setAccessibleName(words("home.more_for", name=name) if name else words("home.more"))

    def _fill(self, name: str, items: list[tuple[str, str]]) -> None:
        made = self.boxes[name]
        chosen, was = made.currentData(), self._quiet
        self._quiet = True
        if self._seen:
            made.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToContents)
        made.clear()
        for one, text in items:
            made.addItem(text, one)
        made.setCurrentIndex(max(0, made.findData(chosen)))
        self._quiet = was


def shorten(province: str) -> str:
    """Whatever was written for a province, in the room that there is for a code."""
    return province if len(province) <= LONGEST_PROVINCE else f"{province[: LONGEST_PROVINCE - 1]}…"

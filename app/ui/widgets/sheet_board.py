"""All rows of a sheet under the headings of what they are about, kept in the path's order while it changes.

Rows come and go with the answers; the one that has the focus stays until the focus leaves it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from app.domain.practice import Answer
from app.domain.sheet import Row
from app.text import Words
from app.ui import style
from app.ui.widgets.basics import Card, label, row
from app.ui.widgets.sheet_row import SheetRow

Key = tuple[str, str, str]


@dataclass(frozen=True)
class Group:
    """What stands together: ``key`` of the function or the scope, its heading, what is to be said beside it."""

    key: str
    heading: str
    hint: str
    rows: tuple[Row, ...]


class SheetBoard(QWidget):
    made = Signal(object)
    """A row there was not before."""

    def __init__(self) -> None:
        super().__init__()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(style.px(10))
        self._groups: dict[str, GroupCard] = {}
        self._rows: dict[Key, SheetRow] = {}
        self.stale = False
        """A row stands here only because it has the focus."""

    def rows(self) -> list[SheetRow]:
        """From top to bottom."""
        return list(self._rows.values())

    def row(self, key: Key) -> SheetRow | None:
        return self._rows.get(key)

    def show_groups(
        self, words: Words, groups: Sequence[Group], answer: Callable[[Row], Answer | None], enabled: bool
    ) -> bool:
        """Whether other rows stand here now, or in another order."""
        before = list(self._rows)
        kept = [key for key, made in self._rows.items() if made.has_focus()]
        wanted: dict[str, list[Key]] = {group.key: [key_of(one) for one in group.rows] for group in groups}
        everywhere = {key for keys in wanted.values() for key in keys}
        self.stale = any(key not in everywhere for key in kept)
        for key in kept:
            if key not in everywhere:
                self._keep(wanted, key, before)
        for key in [key for key in self._rows if key not in everywhere and key not in kept]:
            gone = self._rows.pop(key)
            gone.hide()
            gone.deleteLater()
        for group_key in [one for one in self._groups if one not in wanted]:
            card = self._groups.pop(group_key)
            card.hide()
            card.deleteLater()
        shown = {key_of(one): one for group in groups for one in group.rows}
        ordered: dict[Key, SheetRow] = {}
        for place, (group_key, keys) in enumerate(wanted.items()):
            card = self._card(group_key, place)
            for at, key in enumerate(keys):
                ordered[key] = self._at(card, at, key, shown, words)
        self._rows = ordered
        for group in groups:
            self._groups[group.key].say(group.heading, group.hint)
        for key, one in shown.items():
            ordered[key].show_row(words, one, answer(one), enabled)
        return list(ordered) != before

    def _keep(self, wanted: dict[str, list[Key]], key: Key, before: list[Key]) -> None:
        """Leaves the row of ``key`` after the one it stood after."""
        group = next(name for name, card in self._groups.items() if card.rows.indexOf(self._rows[key]) >= 0)
        keys = wanted.setdefault(group, [])
        earlier = before[: before.index(key)]
        keys.insert(sum(other in earlier for other in keys), key)

    def _card(self, key: str, place: int) -> GroupCard:
        if key not in self._groups:
            self._groups[key] = GroupCard()
        card = self._groups[key]
        _put(self._box, card, place)
        return card

    def _at(self, card: GroupCard, place: int, key: Key, shown: dict[Key, Row], words: Words) -> SheetRow:
        made = self._rows.get(key)
        if made is None:
            made = SheetRow(shown[key], words)
            self.made.emit(made)
        _put(card.rows, made, place)
        return made


class GroupCard(Card):
    """One heading and its rows."""

    def __init__(self) -> None:
        super().__init__(margin=10, spacing=2)
        self.heading = label("", "h3")
        self.hint = label("", "small", wrap=False)
        top = row(self.heading, self.hint)
        top.setContentsMargins(style.px(8), 0, style.px(8), 0)
        top.setStretch(0, 1)
        self.box.addLayout(top)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(0)
        self.box.addLayout(self.rows)

    def say(self, heading: str, hint: str) -> None:
        self.heading.setText(heading)
        self.setAccessibleName(heading)
        self.hint.setText(hint)


def key_of(one: Row) -> Key:
    question = one.question
    return (question.scope, question.function, question.fact)


def _put(box: QBoxLayout, widget: QWidget, place: int) -> None:
    """``widget`` at that place of the layout; what stands there already is left alone."""
    if box.indexOf(widget) != place:
        box.removeWidget(widget)
        box.insertWidget(place, widget)
        widget.show()

"""The tiles of all kinds of function under headings, in as many columns as fit, less those a search leaves out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.ui import style
from app.ui.widgets.basics import clear_layout, label
from app.ui.widgets.function_tile import FunctionTile

COLUMN = 270
"""A column of tiles is at least this wide; with less room there are fewer columns."""
MOST = 3

Groups = Sequence[tuple[str, Sequence[str]]]
"""(key of the group, ids of its kinds), in order."""


class TileBoard(QWidget):
    """``pressed``: the tile of that kind; ``arranged``: tiles are in other places, so Tab must go another way."""

    pressed = Signal(str)
    arranged = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(style.px(16))
        self.tiles: dict[str, FunctionTile] = {}
        self.sections: dict[str, BoardSection] = {}
        self._groups: tuple[tuple[str, tuple[str, ...]], ...] = ()
        self._found: Callable[[str], bool] | None = None
        self._columns = 0

    def show_groups(self, groups: Groups) -> None:
        """Tiles are made anew only when others are listed, or in another order."""
        wanted = tuple((key, tuple(kinds)) for key, kinds in groups)
        if wanted == self._groups:
            return
        self._groups = wanted
        clear_layout(self._box)
        self.tiles, self.sections = {}, {}
        for key, kinds in wanted:
            section = BoardSection()
            for kind in kinds:
                tile = FunctionTile(kind)
                tile.clicked.connect(lambda _=False, kind=kind: self.pressed.emit(kind))
                self.tiles[kind] = tile
                section.tiles.append(tile)
            self.sections[key] = section
            self._box.addWidget(section)
            section.show()  # at once: the focus goes to the first tile now
        self._arrange()

    def search(self, found: Callable[[str], bool] | None) -> int:
        """Only the kinds that are ``found``, with their explanations; None shows all. How many are shown."""
        self._found = found
        for tile in self.tiles.values():
            tile.show_description(found is not None)
        self._arrange()
        return sum(found is None or found(kind) for kind in self.tiles)

    def first(self) -> FunctionTile | None:
        """The first tile that can be pressed now."""
        return next((t for t in self.tiles.values() if not t.isHidden() and t.isEnabled()), None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitting() != self._columns:
            self._arrange()

    def _fitting(self) -> int:
        return max(1, min(MOST, self.width() // style.px(COLUMN)))

    def _arrange(self) -> None:
        self._columns = self._fitting()
        for section in self.sections.values():
            section.arrange(self._columns, self._found)
        self.arranged.emit()


class BoardSection(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.tiles: list[FunctionTile] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.px(6))
        self.heading = label("", "h3")
        self.hint = label("", "small")
        self.hint.hide()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(style.px(14))
        self._grid.setVerticalSpacing(style.px(8))
        for made in (self.heading, self.hint):
            box.addWidget(made)
        box.addLayout(self._grid)

    def set_heading(self, text: str, hint: str = "") -> None:
        self.heading.setText(text)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self.setAccessibleName(text)

    def arrange(self, columns: int, found: Callable[[str], bool] | None) -> None:
        while self._grid.count():
            self._grid.takeAt(0)
        shown = [tile for tile in self.tiles if found is None or found(tile.kind)]
        for place, tile in enumerate(shown):
            self._grid.addWidget(tile, place // columns, place % columns)
        for tile in self.tiles:
            tile.setVisible(tile in shown)
        for column in range(MOST):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self.setVisible(bool(shown))

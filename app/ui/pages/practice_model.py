"""The rows of the list of practices, as Qt's model over the desk's summaries. It draws nothing and decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app.ui.widgets.chip import standing_look

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.desk.summary import Summary
    from app.text import Words

COMPANY, TOOLS, STANDING, ACTIONS, REVIEW, STATE, GO_ON, MORE = range(8)
COLUMNS = ("company", "tools", "standing", "actions", "review", "state", "", "")
"""The names are those of ``choosing.SORTS``: a click on such a header sorts by it."""

DAMAGED = "unreadable"
CLOSED = (DAMAGED, "law")
"""Problems with which a practice does not open: nothing is known of it but its file."""
Index = QModelIndex | QPersistentModelIndex


def day(iso: str) -> str:
    """An ISO date as 14/12/2026; nothing for nothing."""
    return f"{iso[8:10]}/{iso[5:7]}/{iso[:4]}" if iso else ""


class PracticeModel(QAbstractTableModel):
    """``look_of`` gives an outcome's look; it may not know yet, then the piece of bar is grey."""

    def __init__(self, words: Words, look_of: Callable[[str], str]) -> None:
        super().__init__()
        self.words, self._look_of = words, look_of
        self.sorted_by, self.downwards = "", False
        self.rows: list[Summary] = []

    def show_rows(self, rows: list[Summary]) -> None:
        """Changes only what differs, so that the selected row stays selected."""
        if [row.id for row in rows] == [row.id for row in self.rows]:
            self.rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(COLUMNS) - 1))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._header(section)
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.ToolTipRole:
            sortable = COLUMNS[section] and self.sorted_by != COLUMNS[section]
            return self.words(f"home.sort.{COLUMNS[section]}") if sortable else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def _header(self, section: int) -> str:
        name = COLUMNS[section]
        if not name:
            return ""
        arrow = "" if name != self.sorted_by else " ↓" if self.downwards else " ↑"
        return f"{self.words(f'home.column.{name}')}{arrow}"

    def show_order(self, by: str, downwards: bool) -> None:
        """Which header says by what the rows are sorted; deciding that is the page's."""
        if (by, downwards) != (self.sorted_by, self.downwards):
            self.sorted_by, self.downwards = by, downwards
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)

    def data(self, index: Index, role: int = 0) -> Any:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.texts(row, index.column())[0]
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == MORE:
            return self.words("home.more")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in self.texts(row, index.column()) if part)
        if role == Qt.ItemDataRole.ToolTipRole and row.problem:
            return self.words(f"home.problem_{row.problem}_hint")
        return None

    def texts(self, row: Summary, column: int) -> tuple[str, str]:
        """The first and the second line of a cell."""
        words = self.words
        if row.problem in CLOSED:
            cells = {COMPANY: words("home.file", name=row.id[:8]), STANDING: words(f"home.problem_{row.problem}")}
            if row.problem == DAMAGED:
                cells[GO_ON] = words("home.recover")
            return cells.get(column, ""), ""
        if column == COMPANY:
            heads = words.count("home.operators", row.operators) if row.operators is not None else ""
            marks = (words("home.archived_mark") if row.archived else "", words("home.sample") if row.sample else "")
            parts = (*marks, row.place, heads)
            return row.name or words("home.no_name"), " · ".join(part for part in parts if part)
        if column == TOOLS:
            return words.count("home.tools", row.tools), ""
        if column == STANDING:
            return words(standing_look(row.standing, row.provisional, row.prohibited)[1]), ""
        if column == ACTIONS:
            return words.count("home.urgent", row.actions) if row.actions else "—", ""
        if column == REVIEW:
            return day(row.review) or "—", ""
        if column == MORE:
            return "", ""
        if column == GO_ON:
            return words("home.go_on") if can_go_on(row) else "", ""
        if row.state == "handed_off":
            return words("home.state.handed_off"), ""
        state = words("home.state.signed", date=day(row.signed_on)) if row.state == "signed" else ""
        newer = words("home.problem_newer") if row.problem == "newer" else ""
        return state or words(f"home.state.{row.state}"), newer

    def looks(self, row: Summary) -> list[str]:
        return [self._look_of(outcome) for outcome in row.bar]


def can_go_on(row: Summary) -> bool:
    """Whether there is something left to answer."""
    return row.problem is None and row.state == "in_progress"

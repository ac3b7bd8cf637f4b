"""The library of sources: the acts beside the statements taken from the one in front, each with how it was read."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.circular import Act, Circular, Item
from app.text import Words
from app.ui import style
from app.ui.phrases import date_text, status_text
from app.ui.source_search import find
from app.ui.widgets.basics import clear_layout, label
from app.ui.widgets.reading import reading_area
from app.ui.widgets.section import icon_line
from app.ui.widgets.two_lines import Line, TwoLineList


class ActsTab(QWidget):
    def __init__(self) -> None:
        super().__init__()
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.px(12))
        self.list = TwoLineList()
        self.list.currentRowChanged.connect(lambda _row: self._show_act())
        self.area, self._body = reading_area((style.px(12), style.px(8), style.px(12), style.px(8)), spacing=10)
        self._none = label("", "muted")
        box.addWidget(self.list, 2)
        box.addWidget(self.area, 3)
        box.addWidget(self._none, 5)
        self._found: dict[str, tuple[str, ...]] = {}
        self._law: tuple[Circular, Words] | None = None
        self._said: tuple[object, ...] = ()

    def show_found(self, circular: Circular, words: Words, text: str, status: str) -> tuple[int, int]:
        """How many acts and how many statements hold the words and have the status."""
        self._law = circular, words
        self._found = dict(find(circular, text, status))
        self.list.setAccessibleName(words("sources.acts_list"))
        self.list.show_lines(
            Line(act, circular.acts[act].title, _below(circular.acts[act], words, len(items)))
            for act, items in self._found.items()
        )
        self._none.setText(words("sources.none"))
        for widget in (self.list, self.area):
            widget.setVisible(bool(self._found))
        self._none.setVisible(not self._found)
        self._show_act()
        return len(self._found), sum(len(items) for items in self._found.values())

    def _show_act(self) -> None:
        act_id = self.list.current()
        if self._law is None or act_id not in self._found:
            return
        circular, words = self._law
        said = (circular, words.lang, act_id, self._found[act_id])
        if said == self._said:
            return
        self._said = said
        act = circular.acts[act_id]
        self.area.setAccessibleName(act.title)
        clear_layout(self._body)
        self._body.addWidget(label(act.title, "h2"))
        for text in act_lines(act, words):
            self._body.addWidget(label(text, "small"))
        for item in self._found[act_id]:
            self._body.addWidget(item_line(circular, words, circular.items[item]))
        whole = sum(item.act == act_id for item in circular.items.values())
        if (rest := whole - len(self._found[act_id])) > 0:
            self._body.addWidget(label(words.count("sources.rest", rest), "muted"))
        self._body.addStretch(1)
        self.area.verticalScrollBar().setValue(0)


def act_lines(act: Act, words: Words) -> list[str]:
    """Issuer, number, date, place and the Garante's web number, as far as they are known."""
    first = (
        act.issuer,
        words("sources.number", number=act.number) if act.number else "",
        date_text(words, act.date) or act.date,
    )
    lines = (
        " · ".join(part for part in first if part),
        act.place,
        words("sources.doc_web", number=act.doc_web) if act.doc_web else "",
    )
    return [text for text in lines if text]


def item_line(circular: Circular, words: Words, item: Item) -> QWidget:
    """One statement: what it says, how it was read, when and where, or why nothing rests on it."""
    name = f"{item.id} · {item.point}" if item.point else item.id
    where = words("sources.read_where", where=", ".join(item.read_where)) if item.read_where else ""
    return icon_line(
        "book",
        "muted",
        (name, "strong"),
        (item.statement, "body"),
        (status_text(circular, words, item.status, item.read_on), "small"),
        (where, "small"),
        (words("sources.unused", why=item.unused) if item.unused else "", "small"),
    )


def _below(act: Act, words: Words, items: int) -> str:
    parts = (act.issuer, date_text(words, act.date) or act.date, words.count("sources.n_items", items))
    return " · ".join(part for part in parts if part)

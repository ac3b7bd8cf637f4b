"""Points of one's own, outside the determination: the list for a tool (or the practice), and the form for one.

The rows are drawn anew only when what they say has changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.errors import UserError
from app.domain.practice import Point
from app.text import Words, typed
from app.ui import phrases, style
from app.ui.pages.company import labelled
from app.ui.pages.tools import ok_cancel
from app.ui.widgets.basics import (
    Button,
    Card,
    ComboBox,
    clear_layout,
    label,
    line,
    link_button,
    plain_button,
    row,
)
from app.ui.widgets.fields import TextField
from app.ui.widgets.unkept import Unkept

if TYPE_CHECKING:
    from app.desk.desk import Desk


class PointsCard(Card):
    """Those about a tool with those about the whole practice; without a tool only these."""

    told = Signal(str, bool)
    """(a passing notice, whether it can be undone)"""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._tool_id = desk, ""
        self._said: object = None
        self._heading, self._intro = label("", "h2"), label("", "muted")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(style.px(6))
        self.add = plain_button("", "plus")
        self.add.clicked.connect(lambda: self._ask(None))
        self.box.addWidget(self._heading)
        self.box.addWidget(self._intro)
        self.box.addLayout(self._rows)
        self.box.addLayout(row(self.add, None))

    def retranslate(self) -> None:
        self._said = None

    def refresh(self) -> None:
        self.show_tool("")

    def show_tool(self, tool_id: str) -> None:
        """True to the desk now."""
        self._tool_id = tool_id
        desk, words = self._desk, self._desk.words
        points = (*(desk.points(tool_id) if tool_id else ()), *desk.points())
        self.add.setEnabled(not desk.read_only)
        said = (desk.practice.id, words.lang, points, desk.read_only)
        if said == self._said:
            return
        self._said = said
        self._heading.setText(words("points.title"))
        self.setAccessibleName(words("points.title"))
        self._intro.setText(words("points.intro"))
        self.add.set_text(words("points.add"))
        clear_layout(self._rows)
        for place, point in enumerate(points):
            if place:
                self._rows.addWidget(line())
            self._rows.addWidget(self._row(point))
        if not points:
            self._rows.addWidget(label(words("points.none"), "muted"))

    def _row(self, point: Point) -> QWidget:
        words = self._desk.words
        made = QWidget()
        box = QHBoxLayout(made)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.px(12))
        texts = QVBoxLayout()
        texts.setSpacing(style.px(1))
        about = words("points.about_tool" if point.tool else "points.about_practice")
        on = phrases.date_text(words, point.at)
        key = "points.told_by" if point.by else "points.told"
        told = words(key, about=about, date=on, by=point.by)
        for text, role in ((point.title, "strong"), (point.text, "body"), (told, "small")):
            if text:
                texts.addWidget(label(text, role))
        box.addLayout(texts, 1)
        for act, do in (("change", self._ask), ("remove", self._remove)):
            link: Button = link_button(words(f"points.{act}"))
            link.setAccessibleName(words(f"points.{act}_named", title=point.title))
            link.setEnabled(not self._desk.read_only)
            link.clicked.connect(lambda _=False, do=do: do(point))
            box.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        return made

    def _ask(self, point: Point | None) -> None:
        form = PointForm(self._desk.words, self.window(), point, self._tool_id)
        if form.exec() == QDialog.DialogCode.Accepted and form.title_text():
            self.add.setFocus()  # the row is drawn anew, and its focus would go with it
            self._take(point, form)

    def _take(self, point: Point | None, form: PointForm) -> None:
        desk = self._desk
        try:
            if point is None:
                desk.add_point(form.title_text(), form.text.toPlainText(), form.about())
            else:
                desk.set_point(point.id, form.title_text(), form.text.toPlainText(), form.about())
        except UserError as problem:
            self.told.emit(desk.words.error(problem), False)

    def _remove(self, point: Point) -> None:
        desk = self._desk
        self.add.setFocus()
        try:
            desk.remove_point(point.id)
        except UserError as problem:
            self.told.emit(desk.words.error(problem), False)
        else:
            self.told.emit(desk.words("points.removed", title=point.title), True)


class PointForm(QDialog):
    """``tool_id``: the tool it may be about; empty where only the whole practice is in question."""

    def __init__(self, words: Words, parent: QWidget, point: Point | None, tool_id: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(words("points.form_add"))
        self.setMinimumWidth(style.px(520))
        box = QVBoxLayout(self)
        box.setContentsMargins(*(style.px(24),) * 4)
        box.setSpacing(style.px(10))
        box.addWidget(label(words("points.form_add"), "h2"))
        self.title = QLineEdit(point.title if point else "")
        self.text = TextField(point.text if point else "")
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(style.px(120))
        self._about = ComboBox()
        for one, key in ((tool_id, "points.about_tool"), ("", "points.about_practice")):
            if one or key == "points.about_practice":
                self._about.addItem(words(key), one)
        if point is not None:
            self._about.setCurrentIndex(max(0, self._about.findData(point.tool)))
        box.addLayout(labelled(label(words("points.form_title"), "small"), self.title))
        box.addLayout(labelled(label(words("points.form_text"), "small"), self.text))
        about = labelled(label(words("points.form_about"), "small"), self._about)
        box.addLayout(about)
        box.addLayout(ok_cancel(self, words))
        Unkept(self, words)
        self.save = next(button for button in self.findChildren(Button) if button.isDefault())
        self.title.textChanged.connect(lambda _text: self._look())
        self.text.textChanged.connect(self._look)
        self._look()
        self.title.setFocus()

    def title_text(self) -> str:
        """Without a title the first line of the text is one: what is typed is never dropped for want of it."""
        return typed(self.title.text()) or self.text.toPlainText().strip().partition("\n")[0]

    def about(self) -> str:
        return str(self._about.currentData())

    def _look(self) -> None:
        self.save.setEnabled(bool(self.title_text()))

"""The practice's tools: what each may turn out to be, where it stands, and the way on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.domain.practice import PROVIDERS, TOOL_STATES, Tool
from app.text import Words, typed
from app.ui import style
from app.ui.idle import TAKEN_AT_LOCK
from app.ui.pages.company import labelled
from app.ui.resume import go_on_with_tool
from app.ui.widgets.basics import (
    Button,
    Card,
    ComboBox,
    accent_button,
    label,
    line,
    link_button,
    plain_button,
    row,
)
from app.ui.widgets.card_button import Tick
from app.ui.widgets.chip import OutcomeChip, StandingChip
from app.ui.widgets.dates import DateField
from app.ui.widgets.fields import NoteField
from app.ui.widgets.problem_line import ProblemLine
from app.ui.widgets.refusing import Refusing
from app.ui.widgets.unkept import Unkept

if TYPE_CHECKING:
    from app.desk.desk import Desk


class ToolRow(QWidget):
    """One tool. The texts follow the desk; the row itself stays, so that focus stays too."""

    go = Signal(str, dict)
    act = Signal(str, str)
    """(``sheet``, ``papers`` or ``remove``; tool id)"""

    def __init__(self, desk: Desk, tool_id: str) -> None:
        super().__init__()
        self._desk, self._tool = desk, tool_id
        words = desk.words
        self._name = label("", "h3")
        self._about = label("", "small")
        self.outcome = OutcomeChip(desk.circular, words)
        self.standing = StandingChip(words)
        self.on = plain_button("", "arrow_right", icon_after=True)
        self.on.clicked.connect(lambda: self.go.emit(*go_on_with_tool(desk, tool_id)))
        links = {
            "functions": link_button(words("practice.tool.functions")),
            "check": link_button(words("practice.tool.check")),
            "outcome": link_button(words("practice.tool.outcome")),
            "sheet": link_button(words("practice.tool.sheet")),
            "papers": link_button(words("practice.tool.papers")),
            "remove": link_button(words("practice.tool.remove")),
        }
        self.links = links
        for name, link in links.items():
            if name in ("functions", "check", "outcome"):
                link.clicked.connect(lambda _=False, name=name: self.go.emit(name, {"tool": tool_id}))
            else:
                link.clicked.connect(lambda _=False, name=name: self.act.emit(name, tool_id))
        self._line = line()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, style.px(4))
        box.setSpacing(style.px(4))
        box.addWidget(self._line)
        top = QHBoxLayout()
        top.setSpacing(style.px(12))
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._name)
        names.addWidget(self._about)
        top.addLayout(names, 1)
        top.addWidget(self.on, 0, Qt.AlignmentFlag.AlignTop)
        box.addLayout(top)
        box.addLayout(row(self.outcome, self.standing, None))
        box.addLayout(row(*links.values(), None, spacing=4))

    def refresh(self, first: bool) -> None:
        self._line.setVisible(not first)
        desk, words = self._desk, self._desk.words
        tool = desk.practice.tool(self._tool)
        found = desk.determination(self._tool)
        name = tool.name or words("practice.tool.no_name")
        self._name.setText(name)
        self._about.setText(about(desk, tool))
        self.outcome.speak(desk.circular, words)
        self.outcome.show_outcome(found.outcome, found.provisional)
        self.standing.speak(words)
        self.standing.show_standing(found.standing, found.provisional, found.outcome == "prohibited")
        self.standing.setVisible(not found.provisional)
        page, _ = go_on_with_tool(desk, self._tool)
        self.on.set_text(words("practice.tool.see_outcome" if page == "outcome" else "practice.tool.go_on"))
        self.on.setAccessibleName(f"{self.on.text()}: {name}")
        papers = len(tool.guarantees)
        text = words.count("practice.tool.papers_n", papers) if papers else words("practice.tool.papers")
        self.links["papers"].set_text(text)
        for key, link in self.links.items():
            link.setAccessibleName(f"{link.text()}: {name}")
            link.setEnabled(key in ("functions", "check", "outcome", "papers") or not desk.read_only)


def about(desk: Desk, tool: Tool) -> str:
    """Vendor, version and state of a tool in one line."""
    parts = (tool.vendor, tool.version, desk.words(f"practice.tool_state.{tool.state}"))
    return " · ".join(part for part in parts if part)


class ToolsCard(Card):
    go = Signal(str, dict)
    act = Signal(str, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._heading = label("", "h2", wrap=False)
        self._empty = label("", "muted")
        self.add = plain_button("", "plus")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(style.px(6))
        self.rows: dict[str, ToolRow] = {}
        self.box.addLayout(row(self._heading, None, self.add))
        self.box.addWidget(self._empty)
        self.box.addLayout(self._rows)

    def retranslate(self) -> None:
        words = self._desk.words
        self._heading.setText(words("practice.tools"))
        self._empty.setText(words("practice.no_tools"))
        self.add.set_text(words("practice.add_tool"))
        for made in self.rows.values():
            made.deleteLater()
        self.rows = {}

    def refresh(self) -> None:
        tools = [tool.id for tool in self._desk.practice.tools]
        for gone in self.rows.keys() - set(tools):
            self.rows.pop(gone).deleteLater()
        for place, tool_id in enumerate(tools):
            if tool_id not in self.rows:
                made = ToolRow(self._desk, tool_id)
                made.go.connect(self.go)
                made.act.connect(self.act)
                self.rows[tool_id] = made
                self._rows.insertWidget(place, made)
            self.rows[tool_id].refresh(first=place == 0)
        self.rows = {tool_id: self.rows[tool_id] for tool_id in tools}
        self._empty.setVisible(not tools)
        self.add.setEnabled(not self._desk.read_only)


class NewTool(QDialog):
    """Name and starting template of a new tool. Changes nothing itself: read ``name`` and ``template``."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        words = desk.words
        self.setWindowTitle(words("practice.add_tool"))
        self.setMinimumWidth(style.px(460))
        box = QVBoxLayout(self)
        box.setContentsMargins(*(style.px(24),) * 4)
        box.setSpacing(style.px(12))
        box.addWidget(label(words("practice.new_tool.title"), "h2"))
        self._name = QLineEdit()
        self._name.setPlaceholderText(words("practice.new_tool.placeholder"))
        self._name.setAccessibleName(words("practice.new_tool.name"))
        # A name is never dropped by the lock; without one there is no tool that anybody asked for.
        self._name.textChanged.connect(lambda text: self.setProperty(TAKEN_AT_LOCK, bool(typed(text))))
        box.addLayout(labelled(label(words("practice.new_tool.name"), "small"), self._name))
        self._template = ComboBox()
        self._template.setMaxVisibleItems(12)
        self._template.addItem(words("practice.new_tool.no_template"), "")
        for template in desk.circular.templates:
            self._template.addItem(template.label, template.id)
        hint = label(words("practice.new_tool.template_hint"), "small")
        box.addLayout(labelled(label(words("practice.new_tool.template"), "small"), self._template, hint))
        add = accent_button(words("practice.new_tool.add"))
        add.clicked.connect(self.accept)
        add.setDefault(True)
        cancel = plain_button(words("common.cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        box.addLayout(row(cancel, None, add))

    @property
    def name(self) -> str:
        """What was typed, or the template's own name."""
        return typed(self._name.text()) or (self._template.currentText() if self.template else "")

    @property
    def template(self) -> str:
        return str(self._template.currentData())


class ToolSheet(QDialog):
    """What a tool is: maker, version, who runs it, since when in which state, at which sites. One change at OK."""

    def __init__(self, desk: Desk, tool: Tool, parent: QWidget) -> None:
        super().__init__(parent)
        words = desk.words
        self._tool = tool
        self.setWindowTitle(words("practice.tool.sheet"))
        self.setMinimumWidth(style.px(520))
        box = QVBoxLayout(self)
        box.setContentsMargins(*(style.px(24),) * 4)
        box.setSpacing(style.px(10))
        box.addWidget(label(words("practice.tool.sheet"), "h2"))
        self.texts = {name: QLineEdit(getattr(tool, name)) for name in ("name", "vendor", "version")}
        for name, field in self.texts.items():
            box.addLayout(labelled(label(words(f"practice.tool_field.{name}"), "small"), field))
        self.state = choices(words, "practice.tool_state", TOOL_STATES, tool.state)
        self.since = DateField(words, tool.since)
        both = QHBoxLayout()
        both.setSpacing(style.px(12))
        both.addLayout(labelled(label(words("practice.tool_field.state"), "small"), self.state), 1)
        both.addLayout(labelled(label(words("practice.tool_field.since"), "small"), self.since), 1)
        box.addLayout(both)
        self.locked = Tick(words("practice.tool_field.switch_off_locked"))
        self.locked.setChecked(tool.switch_off_locked)
        self.state.currentIndexChanged.connect(self._fit)
        box.addWidget(self.locked)
        self.provider = choices(words, "practice.provider", PROVIDERS, tool.provider)
        box.addLayout(labelled(label(words("practice.tool_field.provider"), "small"), self.provider))
        self.sites = {}
        sites = desk.practice.company.sites
        if len(sites) > 1:
            box.addWidget(label(words("practice.tool_field.sites"), "small"))
            for site in sites:
                tick = Tick(site.name or site.municipality or site.id)
                tick.setChecked(not tool.sites or site.id in tool.sites)
                self.sites[site.id] = tick
                box.addWidget(tick)
        self.note = NoteField(tool.note, words("practice.tool_field.note"))
        self.note.setFixedHeight(style.px(60))
        box.addLayout(labelled(label(words("practice.tool_field.note"), "small"), self.note))
        box.addLayout(ok_cancel(self, words))
        Unkept(self, words)
        self._fit()

    def _fit(self) -> None:
        self.locked.setVisible(self.state.currentData() == "switched_off")

    def fields(self) -> dict:
        """What ``desk.set_tool`` takes. Every site ticked, or none, is stored as «every site»."""
        ticked = tuple(site for site, tick in self.sites.items() if tick.isChecked())
        every = len(ticked) in (0, len(self.sites))
        return {
            **{name: typed(field.text()) for name, field in self.texts.items()},
            "state": str(self.state.currentData()),
            "since": self.since.iso(),
            "switch_off_locked": self.state.currentData() == "switched_off" and self.locked.isChecked(),
            "provider": str(self.provider.currentData()),
            "sites": () if every and self.sites else ticked if self.sites else self._tool.sites,
            "note": self.note.toPlainText(),
        }


def choices(words: Words, stem: str, ids: tuple[str, ...], now: str) -> ComboBox:
    """A list of ``ids`` in words, with ``now`` chosen."""
    made = ComboBox()
    for one in ids:
        made.addItem(words(f"{stem}.{one}"), one)
    made.setCurrentIndex(max(0, made.findData(now)))
    return made


def ok_cancel(dialog: QDialog, words: Words, ok: str = "common.save") -> QVBoxLayout:
    """The two buttons of a dialog: Return takes it, Esc leaves it. What a field refuses is said, and the dialog stays.
    What is typed is taken too before the lock. ``ok``: the key of what the first one says."""
    dialog.setProperty(TAKEN_AT_LOCK, True)
    problem = ProblemLine()

    def take() -> None:
        for field in dialog.findChildren(Refusing):
            if (wrong := field.wrong()) is not None:
                problem.say(words.error(wrong))
                _make_room(dialog)
                field.setFocus()
                return
        dialog.accept()

    yes: Button = accent_button(words(ok))
    yes.setDefault(True)
    yes.clicked.connect(take)
    no = plain_button(words("common.cancel"))
    no.setAutoDefault(False)
    no.clicked.connect(dialog.reject)
    box = QVBoxLayout()
    box.addWidget(problem)
    box.addLayout(row(no, None, yes))
    return box


def _make_room(dialog: QDialog) -> None:
    """For a sentence more to be read."""
    layout = dialog.layout()
    assert layout is not None
    layout.activate()
    needed = layout.totalHeightForWidth(dialog.width())
    dialog.resize(dialog.width(), max(dialog.height(), needed))

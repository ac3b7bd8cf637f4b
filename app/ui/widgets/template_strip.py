"""Which kind of product the functions were started from, and the way to another start. A template decides nothing."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu

from app.domain.circular import Circular
from app.text import Words
from app.ui import style
from app.ui.widgets.basics import IconMark, label, link_button


class TemplateStrip(QFrame):
    """``chosen``: the id of another template."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "strip")
        box = QHBoxLayout(self)
        box.setContentsMargins(style.px(16), style.px(6), style.px(12), style.px(6))
        box.setSpacing(style.px(12))
        box.addWidget(IconMark("document"))
        self._said = label()
        box.addWidget(self._said, 1)
        self.change = link_button("")
        self.change.clicked.connect(self._choose)
        box.addWidget(self.change)
        self._menu = QMenu(self)

    def text(self) -> str:
        return self._said.text()

    def show_template(self, circular: Circular, words: Words, template_id: str, enabled: bool) -> None:
        template = next((t for t in circular.templates if t.id == template_id), None)
        if template is None:
            self._said.setText(words("functions.template.none"))
        else:
            self._said.setText(words.count("functions.template", len(template.kinds), template=template.label))
        self.change.set_text(words("functions.template.change" if template else "functions.template.choose"))
        self.change.setEnabled(enabled)
        self._menu.clear()
        for one in circular.templates:
            action = self._menu.addAction(one.label)
            action.triggered.connect(lambda _=False, name=one.id: self.chosen.emit(name))

    def menu(self) -> QMenu:
        """The starting points of the law."""
        return self._menu

    def _choose(self) -> None:
        self._menu.exec(self.change.mapToGlobal(QPoint(0, self.change.height())))

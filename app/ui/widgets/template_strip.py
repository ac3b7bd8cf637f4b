"""Which kind of product the functions were started from, and the way to another start. A template decides nothing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from app.domain.circular import Circular
from app.text import Words
from app.ui import style
from app.ui.widgets.basics import IconMark, label, link_button


class TemplateStrip(QFrame):
    """``asked``: another template is wanted."""

    asked = Signal()

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
        self.change.clicked.connect(self.asked)
        box.addWidget(self.change)

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

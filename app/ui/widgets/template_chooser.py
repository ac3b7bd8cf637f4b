"""Which kind of product a tool is: the law's templates, searched by name or by function. Decides nothing."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.domain.circular import Circular, Template
from app.text import Words, folded
from app.ui import style
from app.ui.widgets.basics import accent_button, label, plain_button, row
from app.ui.widgets.dialogs import fit
from app.ui.widgets.search_field import SearchField
from app.ui.widgets.two_lines import Line, TwoLineList

SIZE = (560, 560)


def ask_template(parent: QWidget, circular: Circular, words: Words, current: str) -> str:
    """The id of the template chosen; empty when the dialog was left without one."""
    dialog = TemplateChooser(parent, circular, words, current)
    return dialog.list.current() if dialog.exec() == QDialog.DialogCode.Accepted else ""


class TemplateChooser(QDialog):
    """Type, arrows, Return."""

    def __init__(self, parent: QWidget, circular: Circular, words: Words, current: str) -> None:
        super().__init__(parent)
        self._circular, self._words = circular, words
        self.setWindowTitle(words("template_chooser.title"))
        fit(self, parent, *SIZE)
        box = QVBoxLayout(self)
        box.setContentsMargins(style.px(24), style.px(18), style.px(24), style.px(16))
        box.setSpacing(style.px(10))
        box.addWidget(label(words("template_chooser.title"), "h2"))
        box.addWidget(label(words("template_chooser.text"), "muted"))
        self.search = SearchField()
        self.search.set_texts(words("template_chooser.search"), words("template_chooser.search_hint"))
        self.search.textChanged.connect(self._look)
        box.addWidget(self.search)
        self.list = TwoLineList()
        self.list.setAccessibleName(words("template_chooser.title"))
        self.list.itemActivated.connect(lambda _item: self.accept())
        box.addWidget(self.list, 1)
        self._none = label(words("template_chooser.none"), "muted")
        box.addWidget(self._none)
        self.choose = accent_button(words("template_chooser.choose"))
        self.choose.setDefault(True)
        self.choose.clicked.connect(self.accept)
        cancel = plain_button(words("common.cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        box.addLayout(row(None, cancel, self.choose))
        self.search.went_on.connect(self.list.setFocus)
        self._look("")
        ids = [template.id for template in circular.templates]
        if current in ids:
            self.list.setCurrentRow(ids.index(current))
        self.search.setFocus()

    def _look(self, text: str) -> None:
        wanted = folded(text).split()
        lines = [self._line(template) for template in self._circular.templates]
        found = [one for one in lines if all(word in folded(f"{one.name} {one.below}") for word in wanted)]
        self.list.show_lines(found)
        self.list.setVisible(bool(found))
        self._none.setVisible(not found)
        self.choose.setEnabled(bool(found))

    def _line(self, template: Template) -> Line:
        kinds = "; ".join(self._circular.kinds[kind].label for kind in template.kinds)
        number = len(template.kinds)
        return Line(template.id, template.label, self._words.count("template_chooser.functions", number, kinds=kinds))

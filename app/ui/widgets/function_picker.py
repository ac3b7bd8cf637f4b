"""Which kinds of function a sheet is to be about: all that the law knows, ticked one by one. Decides nothing."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.domain.circular import Circular
from app.domain.sheet import function_code
from app.text import Words
from app.ui import style
from app.ui.widgets.basics import accent_button, label, link_button, plain_button, row, scrolled
from app.ui.widgets.card_button import PlainTick
from app.ui.widgets.dialogs import fit
from app.ui.widgets.scrolling import keep_in_sight


class FunctionPicker(QDialog):
    """Tab, the space bar, Return."""

    def __init__(self, parent: QWidget, circular: Circular, words: Words, on: Collection[str]) -> None:
        super().__init__(parent)
        self.setWindowTitle(words("blank_card.pick_title"))
        box = QVBoxLayout(self)
        box.setContentsMargins(style.px(24), style.px(18), style.px(24), style.px(16))
        box.setSpacing(style.px(10))
        box.addWidget(label(words("blank_card.pick_title"), "h2"))
        box.addWidget(label(words("blank_card.pick_text"), "muted"))
        none = link_button(words("blank_card.pick_none"))
        none.clicked.connect(self._tick_none)
        box.addLayout(row(none, None))
        area, body = scrolled((0, 0, style.px(8), 0), 4)
        self.ticks: dict[str, PlainTick] = {}
        for group, name in circular.groups.items():
            kinds = [kind for kind in circular.kinds.values() if kind.group == group]
            if kinds:
                body.addWidget(label(name, "h3"))
            for kind in sorted(kinds, key=lambda kind: int(function_code(circular, kind.id)[1:])):
                code = function_code(circular, kind.id)
                tick = PlainTick(words("blank_card.function", code=code, name=kind.label))
                tick.setToolTip(kind.description)
                tick.setChecked(kind.id in on)
                tick.toggled.connect(self._ticked)
                self.ticks[kind.id] = tick
                body.addWidget(tick)
        body.addStretch(1)
        box.addWidget(area, 1)
        self.choose, cancel = accent_button(words("blank_card.pick_choose")), plain_button(words("common.cancel"))
        self.choose.setDefault(True)
        self.choose.clicked.connect(self.accept)
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        box.addLayout(row(cancel, None, self.choose))
        fit(self, parent, 560, 560)
        self._ticked(True)
        first = next((tick for tick in self.ticks.values() if tick.isChecked()), next(iter(self.ticks.values())))
        first.setFocus()
        keep_in_sight(first)

    def chosen(self) -> tuple[str, ...]:
        """Their ids, in the order of the sheet."""
        return tuple(kind for kind, tick in self.ticks.items() if tick.isChecked())

    def _ticked(self, _on: bool) -> None:
        self.choose.setEnabled(bool(self.chosen()))

    def _tick_none(self) -> None:
        for tick in self.ticks.values():
            tick.setChecked(False)

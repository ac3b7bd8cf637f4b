"""One question as a row of the one-sheet view: code, question, choices under their keys, or a number.

It holds a choice only until it is confirmed: by Return, by going to another row, or by the mouse at once. The focus is
always on one of its parts, so Tab goes from row to row; the parts are made once and never anew.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QButtonGroup, QWidget

from app.domain.circular import UNKNOWN
from app.domain.practice import Answer, Value
from app.domain.sheet import Row
from app.text import Words
from app.ui import style
from app.ui.phrases import choices_of
from app.ui.widgets.basics import label
from app.ui.widgets.sheet_choice import ChoiceFace, SheetRadio, SheetTick
from app.ui.widgets.sheet_days import DaysField
from app.ui.widgets.sheet_layout import place

NEXT_OPEN, NEXT, BEFORE = "next_open", "next", "before"

_RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PLAIN = Qt.KeyboardModifier.NoModifier | Qt.KeyboardModifier.KeypadModifier


class SheetRow(QWidget):
    answered = Signal(object, object)
    """(its question, the value confirmed; None takes the answer back)"""
    went = Signal(object, str)
    """(this row, where to: ``NEXT_OPEN``, ``NEXT`` or ``BEFORE``)"""
    asked = Signal(object)
    """The question's own page is wanted."""

    def __init__(self, row: Row, words: Words) -> None:
        super().__init__()
        self.row = row
        self.many = row.fact.type == "many"
        self._shown: Value | None = None
        self._said: object = None
        self._placed: dict[int, int] = {}
        self._code = label(row.code, "strong", wrap=False)
        self._question = label("", "body")
        self._unit = label("", "small", wrap=False)
        for made in (self._code, self._question, self._unit):
            made.setParent(self)
        self.days = DaysField(self) if row.fact.type == "number" else None
        self._unit.setVisible(self.days is not None)
        if self.days is not None:
            self.days.textEdited.connect(self._days_edited)
        self.choices: list[ChoiceFace] = [
            self._choice(choice.id, number) for number, choice in enumerate(choices_of(row.fact, words), 1)
        ]
        self._group = QButtonGroup(self)
        for choice in self.choices:
            if not self.many:
                self._group.addButton(choice)
        self._group.setExclusive(not self.many and len(self.choices) > 1)
        self._stop: QWidget = self.days or self.choices[0]
        self._point(self._stop)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _choice(self, choice_id: str, number: int) -> ChoiceFace:
        made: ChoiceFace = SheetTick(self) if self.many else SheetRadio(self)
        made.begin(choice_id, "N" if choice_id == UNKNOWN else str(number) if number <= 9 else "", self)
        made.setAutoExclusive(False)
        made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        made.clicked.connect(lambda: self._clicked(made))
        return made

    # ---- shown ---------------------------------------------------------------------------------------------------

    def show_row(self, words: Words, row: Row, answer: Answer | None, enabled: bool) -> None:
        """Its words and the practice's value; a choice not yet confirmed stays as it is."""
        value = answer.value if answer is not None else None
        said = (words.lang, row, value, enabled)
        if said == self._said:
            return
        if self._said is None or self._said[:2] != said[:2]:  # type: ignore[index]
            self._speak(words, row)
        self._said = said
        if value != self._shown:
            pending = self.pending
            self._shown = value
            if not pending:
                self._set_value(value)
        self.setEnabled(enabled)
        self._look()

    def _speak(self, words: Words, row: Row) -> None:
        self.row = row
        self._code.setText(row.code)
        self._question.setText(row.fact.question)
        self.setAccessibleName(row.code)
        for choice, part in zip(choices_of(row.fact, words), self.choices, strict=True):
            spoken = words("sheet.choice", code=row.code, question=row.fact.question, choice=choice.label)
            part.say(choice.label, spoken, choice.help)
        if self.days is not None:
            self.days.setAccessibleName(words("sheet.row", code=row.code, question=row.fact.question))
            self.days.setAccessibleDescription(words("question.number_wrong"))
            self._unit.setText(words("question.days_unit"))
        for made in (self._code, self._question, self._unit):
            made.ensurePolished()  # else its font is not the one it will have
        self._placed = {}
        self.updateGeometry()
        self._place(self.width())

    def _set_value(self, value: Value | None) -> None:
        wanted = set(value) if isinstance(value, tuple) else {value}
        self._group.setExclusive(False)
        for choice in self.choices:
            choice.setChecked(choice.choice_id in wanted)
        self._group.setExclusive(not self.many and len(self.choices) > 1)
        if self.days is not None:
            self.days.setText(str(value) if isinstance(value, int) else "")
        chosen = next((choice for choice in self.choices if choice.isChecked()), None)
        if not self.has_focus():
            self._point(chosen or self.days or self.choices[0])

    def value(self) -> Value | None:
        """What is chosen on screen now; None when nothing is."""
        ticked = [choice.choice_id for choice in self.choices if choice.isChecked()]
        if UNKNOWN in ticked:
            return UNKNOWN
        if self.days is not None:
            return int(self.days.text()) if self.days.hasAcceptableInput() else None
        if self.many:
            return tuple(ticked) or None
        return ticked[0] if ticked else None

    @property
    def pending(self) -> bool:
        """Something chosen that nobody was told of yet."""
        return self.value() != self._shown

    def commit(self) -> None:
        """Hands over what is chosen; doing so twice tells it once."""
        if self.pending and self.isEnabled():
            value = self._shown = self.value()
            self.answered.emit(self.row.question, value)
            self._look()

    # ---- focus ---------------------------------------------------------------------------------------------------

    def has_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and focused.parentWidget() is self

    def stops(self) -> list[QWidget]:
        """Every part that can have the focus, in order; Tab stops at one of them."""
        return [*([self.days] if self.days is not None else []), *self.choices]

    def take_focus(self) -> None:
        self._stop.setFocus(Qt.FocusReason.TabFocusReason)

    def _point(self, stop: QWidget) -> None:
        """Tab stops here from now on."""
        self._stop.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._stop = stop
        stop.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _go(self, stop: QWidget) -> None:
        self._point(stop)
        stop.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- keys and mouse ------------------------------------------------------------------------------------------

    def key(self, event: QKeyEvent) -> bool:
        """Whether that key was the row's: it then has done what it does."""
        key, typing = event.key(), self.days is not None and self.days.hasFocus()
        if event.modifiers() & ~_PLAIN:
            return False
        if key in _RETURNS:
            self.commit()
            self.went.emit(self, NEXT_OPEN)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.commit()
            self.went.emit(self, NEXT if key == Qt.Key.Key_Down else BEFORE)
        elif key == Qt.Key.Key_F2:
            self.commit()
            self.asked.emit(self.row.question)
        elif not self.isEnabled():
            return False
        elif key == Qt.Key.Key_N or (key == Qt.Key.Key_0 and self.days is None):
            self._choose(self.choices[-1])
        elif typing:
            return False
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and self.days is None:
            wanted = int(key) - int(Qt.Key.Key_1)
            if wanted < len(self.choices) and self.choices[wanted].cap == str(wanted + 1):
                self._choose(self.choices[wanted])
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._step(1 if key == Qt.Key.Key_Right else -1)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._set_value(None)
            self._look()
        elif self.days is not None and event.text().isdigit():
            self._go(self.days)
            self.days.setText("")
            self.days.insert(event.text())
            self._days_edited(self.days.text())
        else:
            return False
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press beside the choices only goes to the row."""
        self.take_focus()

    def _step(self, by: int) -> None:
        """The next part; of several that exclude each other it is chosen at once, as in any group of radio buttons."""
        stops = self.stops()
        at = next((n for n, stop in enumerate(stops) if stop.hasFocus()), 0)
        stop = stops[(at + by) % len(stops)]
        if isinstance(stop, SheetRadio):
            self._choose(stop)
        else:
            self._go(stop)

    def _choose(self, choice: ChoiceFace) -> None:
        self._go(choice)
        self._group.setExclusive(False)
        on = not choice.isChecked() if self.many else True
        if not self.many or choice.choice_id == UNKNOWN:
            for other in self.choices:
                other.setChecked(False)
        else:
            self.choices[-1].setChecked(False)
        choice.setChecked(on)
        self._group.setExclusive(not self.many and len(self.choices) > 1)
        if self.days is not None:
            self.days.clear()
        self._look()

    def _clicked(self, choice: ChoiceFace) -> None:
        """By mouse (or space): the tick is already there; one of several is confirmed at once."""
        self._point(choice)
        if self.many and choice.isChecked():
            for other in self.choices:
                if (other.choice_id == UNKNOWN) != (choice.choice_id == UNKNOWN):
                    other.setChecked(False)
        if self.days is not None:
            choice.setChecked(True)
            self.days.clear()
        self._look()
        if not self.many:
            self.commit()

    def _days_edited(self, text: str) -> None:
        self._group.setExclusive(False)
        if text:
            self.choices[-1].setChecked(False)
        self._look()

    def _look(self) -> None:
        pending = self.pending
        for choice in self.choices:
            choice.show_pending(pending and choice.isChecked())
        self.update()

    # ---- where its parts are -------------------------------------------------------------------------------------

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._placed:
            self._placed[width] = self._place(width, move=False)
        return self._placed[width]

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place(event.size().width())

    def _place(self, width: int, move: bool = True) -> int:
        field = [self.days, self._unit] if self.days is not None else []
        return place(width, self._code, self._question, [*field, *self.choices], move)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A bar where one is, and a line under every row."""
        palette, painter = style.current(), QPainter(self)
        if self.has_focus():
            painter.fillRect(QRect(0, 2, style.px(4), self.height() - 4), QColor(palette.accent))
        painter.fillRect(QRect(style.px(8), self.height() - 1, self.width() - style.px(16), 1), QColor(palette.line))
        painter.end()

"""What every page of the window is. A page shows the desk's values and keeps none of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui import style
from app.ui.half_typed import HalfTyped

if TYPE_CHECKING:
    from app.desk.desk import Desk

WIDE = 1100
"""Narrower than this (logical pixels at 100 % text) the rail is icons only and side panels are drawers."""


class Page(QWidget, HalfTyped):
    """Signals upwards, calls downwards: ``go`` asks for another page, the window calls the rest.

    What is typed here and not handed over yet the window reads by ``half_done`` before the page is made or spoken
    anew, and gives back by ``take_up`` once it is shown again.
    """

    own_values = False
    """Whether what is typed here is this installation's, to be handed over with no practice open as well."""
    movable = False
    """Whether the data folder can be moved from here; the window says so."""

    lasting = False
    """Whether its loose fields stay as they are while one is elsewhere."""

    go = Signal(str, dict)
    """(name of a page or ``back``, where: tool, function, fact, return_to)"""

    told = Signal(str, bool)
    """(a passing notice for above the page, whether it offers «Annulla» for the last change)"""

    offered = Signal(str, str, object)
    """(the same, what can be done about it, the call that does it)"""

    wanted = Signal(str, object)
    """(an act of the frame, its value): language, theme, text size, password … as ``FrameActs.do`` says"""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        """In its place from the start: a page that is filled first and put there later looks up all its looks twice."""
        super().__init__(parent)
        self.desk = desk
        self.law_known = True
        """Only before the law has been read, on the home page, False: the first picture does not wait for it."""
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(style.px(28), style.px(20), style.px(28), style.px(20))
        self.box.setSpacing(style.px(16))

    @property
    def working(self) -> bool:
        """Whether work is under way that it must be there to see the end of: it is made anew only then."""
        return False

    def show_at(self, where: dict) -> None:
        """Called whenever the user comes here."""
        self.refresh()

    def refresh(self) -> None:
        """Called after every change of values or saving: update in place, never rebuild what has focus."""

    def retranslate(self) -> None:
        """Called when the language of the screen changes."""
        self.refresh()

    def take_focus(self) -> None:
        """Called on coming here if nothing in the page has the focus yet: the first thing that can take it."""
        for child in self.findChildren(QWidget):
            tabbed = bool(child.focusPolicy() & Qt.FocusPolicy.TabFocus)
            if tabbed and child.isVisible() and child.isEnabled() and child.property("role") != "crumb":
                child.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def title(self) -> str:
        """What the window's title says of this page."""
        raise NotImplementedError

    def commit(self) -> None:
        """Called before leaving, undoing or closing: hand over what is typed and not yet told."""
        from app.ui.widgets.fields import LineField, NoteField

        for line in self.findChildren(LineField):
            line.commit()
        for note in self.findChildren(NoteField):
            note.commit()

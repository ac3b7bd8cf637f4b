"""What can be done with one practice of the list: opened, gone on with, put away, copied, deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.ui.pages.practice_model import DAMAGED, can_go_on

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.desk.desk import Desk
    from app.desk.summary import Summary
    from app.store.bin import Deleted


class RowActs(QObject):
    """``find`` gives the row of a practice as it is shown now."""

    go = Signal(str, dict)
    told = Signal(str, bool)
    offered = Signal(str, str, object)

    def __init__(self, desk: Desk, page: QWidget, find: Callable[[str], Summary | None]) -> None:
        super().__init__(page)
        self._desk, self._page, self._find = desk, page, find

    def ask_menu(self, practice_id: str, at: QPoint) -> None:
        """What else can be done with a practice; Esc leaves it."""
        self.menu_of(practice_id).popup(at)

    def menu_of(self, practice_id: str) -> QMenu:
        words, one = self._desk.words, self._find(practice_id)
        menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(words("home.more_for", name=self._name_of(practice_id)))
        writable = not self._desk.folder_read_only
        menu.addAction(words("home.open"), lambda: self.open(practice_id))
        if one is not None and can_go_on(one):
            menu.addAction(words("home.go_on"), lambda: self.go_on(practice_id))
        if one is not None and one.problem is None and writable:
            menu.addSeparator()
            key = "home.unarchive" if one.archived else "home.archive"
            menu.addAction(words(key), lambda: self.archive(practice_id, not one.archived))
            menu.addAction(words("home.duplicate"), lambda: self.duplicate(practice_id))
        if writable:
            menu.addSeparator()
            menu.addAction(words("home.delete_more"), lambda: self.ask_delete(practice_id))
        return menu

    def open(self, practice_id: str) -> None:
        """Opens a practice, or what can be done about a damaged one; the world's errors are said above the page, by
        the window."""
        one = self._find(practice_id)
        if one is not None and one.problem == DAMAGED:
            self.go.emit("recovery", {"practice": practice_id})
            return
        self._desk.open(practice_id)
        self.go.emit("practice", {})

    def go_on(self, practice_id: str) -> None:
        """Opens a practice where the user stopped."""
        from app.ui.resume import go_on

        self._desk.open(practice_id)
        self.go.emit(*go_on(self._desk))

    def archive(self, practice_id: str, on: bool) -> None:
        """Puts a practice away or takes it out again; either is offered to be taken back."""
        words, name = self._desk.words, self._name_of(practice_id)
        self._desk.archive(practice_id, on)
        text = words("home.archived" if on else "home.unarchived", name=name)
        self.offered.emit(text, words("common.undo"), lambda: self._desk.archive(practice_id, not on))

    def duplicate(self, practice_id: str) -> None:
        """The copy is opened at its name, and what did not come along is said."""
        words, name = self._desk.words, self._name_of(practice_id)
        self._desk.duplicate(practice_id)
        self.go.emit("practice", {"new": True})
        self.told.emit(words("home.duplicated", name=name), False)

    def ask_delete(self, practice_id: str) -> None:
        from PySide6.QtWidgets import QMessageBox

        words, name = self._desk.words, self._name_of(practice_id)
        box = QMessageBox(QMessageBox.Icon.Question, words("home.title"), "", parent=self._page)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(words("home.delete_ask", name=name))
        box.setInformativeText(words("home.delete_text"))
        delete = box.addButton(words("home.delete"), QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton(words("common.cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.exec()
        if box.clickedButton() is delete:
            deleted = self._desk.delete(practice_id)
            text = words("home.deleted", name=name)
            self.offered.emit(text, words("common.undo"), lambda: self._bring_back(deleted, name))

    def _bring_back(self, deleted: Deleted, name: str) -> None:
        self._desk.bring_back(deleted)
        self.told.emit(self._desk.words("recovery.bin.brought", name=name), False)

    def _name_of(self, practice_id: str) -> str:
        one = self._find(practice_id)
        return (one.name if one is not None else "") or self._desk.words("home.no_name")

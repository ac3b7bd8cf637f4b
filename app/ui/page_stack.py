"""The pages of the window, one in front: each imported and made when it is first gone to, let go of for other looks.

It knows where pages live and which are there; it must never decide which one is gone to.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget
from shiboken6 import delete

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from app.ui.pages.base import Page

PAGES = {
    "home": ("app.ui.pages.home", "HomePage"),
    "practice": ("app.ui.pages.practice", "PracticePage"),
    "functions": ("app.ui.pages.functions", "FunctionsPage"),
    "question": ("app.ui.pages.question", "QuestionPage"),
    "sheet": ("app.ui.pages.sheet", "SheetPage"),
    "check": ("app.ui.pages.check", "CheckPage"),
    "outcome": ("app.ui.pages.outcome", "OutcomePage"),
    "sign": ("app.ui.pages.sign", "SignPage"),
    "sign_many": ("app.ui.pages.sign_many", "SignManyPage"),
    "verify": ("app.ui.pages.verify", "VerifyPage"),
    "recovery": ("app.ui.pages.recovery", "RecoveryPage"),
    "sources": ("app.ui.pages.sources", "SourcesPage"),
    "compare": ("app.ui.pages.compare", "ComparePage"),
    "deadlines": ("app.ui.pages.deadlines", "DeadlinesPage"),
    "forms": ("app.ui.pages.forms", "FormsPage"),
    "settings": ("app.ui.pages.settings", "SettingsPage"),
    "manual": ("app.ui.pages.manual", "ManualPage"),
}
"""Where each page lives."""


class PageStack(QStackedWidget):
    """``make`` gives a page, all connected, of its name and class."""

    def __init__(self, make: Callable[[str, type[Page]], Page]) -> None:
        super().__init__()
        self._make = make
        self._pages: dict[str, Page] = {}
        self._spoke_before: set[str] = set()
        """The pages that still speak the language of before: whoever comes to one has it say everything anew."""
        self._left: dict[str, dict[str, Any]] = {}
        """What was half done on pages that are not there now and are made anew when they are gone to."""

    def __iter__(self) -> Iterator[Page]:
        return iter(self._pages.values())

    def there(self, name: str) -> Page | None:
        """The page of that name if it has been made."""
        return self._pages.get(name)

    def page(self, name: str) -> Page:
        """The page of that name, made at its first use."""
        if name not in self._pages:
            module, kind = PAGES[name]
            made = self._make(name, getattr(import_module(module), kind))
            made.box.setEnabled(False)  # or all of it would be laid out for a size that is not its own
            self.addWidget(made)
            made.box.setEnabled(True)
            self._pages[name] = made
            self._spoke_before.discard(name)
        return self._pages[name]

    def come_to(self, name: str) -> None:
        """What a page that was not in front has missed, or had when it was let go of."""
        page = self._pages[name]
        if name in self._spoke_before:
            self._spoke_before.discard(name)
            page.retranslate()
        if (left := self._left.pop(name, None)) is not None:
            page.take_up(left)

    def speak_anew(self, here: str) -> None:
        """The page in front at once, the others when they are come to."""
        self.page(here).retranslate()
        self._spoke_before = set(self._pages) - {here}

    def let_go_hidden(self, here: str) -> None:
        """Of the pages that are not in front, ahead of other looks: each of their parts would find out its own."""
        for name in [name for name, page in self._pages.items() if name != here and not page.working]:
            delete(self._let_go(name, here))  # now, and not when the loop comes round

    def let_go_all(self, here: str) -> None:
        for name in list(self._pages):
            self._let_go(name, here).deleteLater()

    def _let_go(self, name: str, here: str) -> Page:
        page = self._pages.pop(name)
        if page.lasting and name != here:
            self._left[name] = page.half_done()
        self.removeWidget(page)
        return page

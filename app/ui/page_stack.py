"""The pages of the window, one in front: each imported and made when it is first gone to, let go of for other looks.

It knows where pages live and which are there; it must never decide which one is gone to.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtWidgets import QStackedWidget
from shiboken6 import delete

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from app.ui.pages.base import Page

PRACTICE, EITHER, NOTHING = "practice", "either", "nothing"
"""What a page is about: the open practice; that or none; none. Without what it is about it is not there."""


class PageKind(NamedTuple):
    """``kind``: its class, in the module of ``app.ui.pages`` that bears the page's name. ``tasks``: whether anything is
    ever done beside it, and it is given the means to."""

    kind: str
    about: str = PRACTICE
    tasks: bool = True


PAGES = {
    "home": PageKind("HomePage", NOTHING, tasks=False),
    "practice": PageKind("PracticePage"),
    "functions": PageKind("FunctionsPage", tasks=False),
    "question": PageKind("QuestionPage"),
    "sheet": PageKind("SheetPage", tasks=False),
    "check": PageKind("CheckPage", tasks=False),
    "outcome": PageKind("OutcomePage"),
    "sign": PageKind("SignPage"),
    "sign_many": PageKind("SignManyPage", NOTHING),
    "verify": PageKind("VerifyPage", NOTHING),
    "recovery": PageKind("RecoveryPage", NOTHING),
    "sources": PageKind("SourcesPage", NOTHING, tasks=False),
    "compare": PageKind("ComparePage"),
    "deadlines": PageKind("DeadlinesPage", NOTHING),
    "forms": PageKind("FormsPage", EITHER),
    "settings": PageKind("SettingsPage", NOTHING),
    "manual": PageKind("ManualPage", NOTHING, tasks=False),
}


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
            made = self._make(name, getattr(import_module(f"app.ui.pages.{name}"), PAGES[name].kind))
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

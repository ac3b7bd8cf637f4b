"""The frame: rail, pages and the way between them, undo, the banner of a failed save, the question at closing.

It listens to the desk and has the page in front follow; it must never keep a practice's value nor decide anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import UserError
from app.ui import style
from app.ui.frame_acts import FrameActs
from app.ui.page_stack import EITHER, NOTHING, PAGES, PageStack
from app.ui.pages.base import WIDE
from app.ui.travel import Trail
from app.ui.warming import warm
from app.ui.widgets.banner import Banner
from app.ui.widgets.neighbour_banner import NeighbourBanner
from app.ui.widgets.rail import Rail
from app.ui.widgets.scrolling import keep_in_sight

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.desk.desk import Desk
    from app.domain.practice import Practice
    from app.ui.pages.base import Page
    from app.ui.tasks import Tasks
    from app.ui.tour import Tour

AGAIN_MS = 200


class Window(FrameActs):
    """``remember(key, value)`` keeps a setting of this installation (``lang``, ``text_scale``, ``theme``)."""

    def __init__(self, desk: Desk, tasks: Tasks, remember: Callable[[str, object], None]) -> None:
        super().__init__(desk, tasks, remember)
        self.law_known = False
        self.tour: Tour | None = None
        self._trail = Trail(self._is_there)
        self._later = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._later.timeout.connect(self.rebuild)
        self._build()
        self._shortcuts()
        desk.listen(self._heard)
        self.go("home", {})

    def _build(self) -> None:
        words = self.desk.words
        self.rail = Rail(words, self)
        self.rail.go.connect(self.go)
        self.rail.language_asked.connect(self.set_language)
        self.rail.help_asked.connect(self.show_help)
        self.rail.lock_asked.connect(self.lock)
        self.save_banner = Banner(words("common.close"))
        self.save_banner.acted.connect(self.settle_save)
        self.notice = Banner(words("common.close"))
        self._offered: Callable[[], None] = self.undo
        self._undoes: Practice | None = None
        """What the notice's act takes back the last change of."""
        self.notice.acted.connect(lambda: self._offered())
        self.neighbours = NeighbourBanner(self.desk, self.leave_page, self.held_up)
        self.stack = PageStack(self._make_page)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        for widget in (self.save_banner, self.neighbours, self.notice):
            right.addWidget(widget)
        right.addWidget(self.stack, 1)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.rail)
        box.addLayout(right, 1)

    def _shortcuts(self) -> None:
        keys = (
            (QKeySequence("Ctrl+Z"), self.undo),
            (QKeySequence("Ctrl+Shift+Z"), self.redo),
            (QKeySequence("Ctrl+Y"), self.redo),
            (QKeySequence("F1"), self.show_help),
            (QKeySequence("Shift+F1"), self.show_shortcuts),
            (QKeySequence("Alt+Left"), lambda: self.go("back", {})),
            (QKeySequence("Alt+Home"), lambda: self.go("home", {})),
            (QKeySequence("Ctrl++"), lambda: self._zoom(1)),
            (QKeySequence("Ctrl+="), lambda: self._zoom(1)),
            (QKeySequence("Ctrl+-"), lambda: self._zoom(-1)),
            (QKeySequence("Ctrl+L"), self.lock),
            (QKeySequence("Ctrl+Q"), self.close),
        )
        for key, act in keys:
            QShortcut(key, self, act)

    # ---- where we are --------------------------------------------------------------------------------------------

    @property
    def here(self) -> str:
        return self._trail.here[0]

    @property
    def page_name(self) -> str:
        return self.here

    @property
    def about_practice(self) -> bool:
        return PAGES[self.here].about != NOTHING

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.isAncestorOf(now):
            keep_in_sight(now)

    def page(self, name: str) -> Page:
        """The page of that name, made at its first use."""
        return self.stack.page(name)

    def _make_page(self, name: str, make: Callable[..., Page]) -> Page:
        tools = (self.desk, self.tasks) if PAGES[name].tasks else (self.desk,)
        made = make(*tools, self.stack)
        made.law_known = self.law_known
        made.go.connect(self.go)
        made.told.connect(self.say)
        made.offered.connect(self.offer)
        made.wanted.connect(self.do)
        return made

    def go(self, name: str, where: dict) -> None:
        """To a page, or ``back`` to the one before; without an open practice there are few. A page whose work cannot
        be left half done is not left."""
        if not self.held_up():
            self._go(name, where)

    def held_up(self) -> bool:
        """Whether the page in front is at work that it must be there to see the end of; then it is said."""
        page = self.stack.there(self.here)
        if page is None or not page.working:
            return False
        self.say(self.desk.words.error(UserError("work_under_way")))
        return True

    def _go(self, name: str, where: dict) -> None:
        self.leave_page()
        self.end_tour()
        if self.notice.look() == "red":
            self.notice.hide()
        self._show(*self._trail.to(name, where))

    def _is_there(self, name: str, where: dict) -> bool:
        """Whether what a page is about still exists: an open practice, and the tool if it is about one."""
        about = PAGES[name].about
        if about == NOTHING:
            return True
        if self.desk.dossier is None:
            return about == EITHER
        return "tool" not in where or any(tool.id == where["tool"] for tool in self.desk.practice.tools)

    def _show(self, name: str, where: dict) -> None:
        page = self.page(name)
        came = self.stack.currentWidget() is not page
        self.stack.setCurrentWidget(page)
        by_itself = QApplication.focusWidget()
        page.movable = self.mover is not None
        page.show_at(where)
        self.stack.come_to(name)
        self.rail.show_here(name)
        self.tell_state()
        focused = QApplication.focusWidget()
        if focused is None or not page.isAncestorOf(focused) or (came and focused is by_itself):
            page.take_focus()

    # ---- what the desk says --------------------------------------------------------------------------------------

    def _heard(self, event: str) -> None:
        if event == "settings":
            self._settings_heard()
            return
        if self._undoes is not None and (self.desk.dossier is None or self.desk.practice is not self._undoes):
            self._undoes = None  # something else would be undone
            self.notice.hide()
        if not self._trail.stands:
            self._go("practice" if self.desk.dossier is not None else "home", {})
        elif (page := self.stack.there(self.here)) is not None:
            page.refresh()
        self.tell_state()

    def _settings_heard(self) -> None:
        """Of this installation's own: what cannot be written is said wherever one is by then."""
        page = self.stack.there(self.here)
        if page is not None and page.own_values:
            page.refresh()
        elif (problem := self.desk.settings_kept.problem) is not None:
            self.say_problem(problem)

    def tell_state(self) -> None:
        desk = self.desk
        words = desk.words
        save = desk.save if desk.dossier is not None else None
        if save is not None and save.state == "failed" and save.problem is not None:
            way = "save.retry" if desk.conflict is None else "conflict.choose"
            self.save_banner.show_text("red", words.error(save.problem), words(way), closable=False)
        elif desk.folder_read_only:
            self.save_banner.show_text("amber", words("error.folder_read_only"), closable=False)
        elif desk.dossier is not None and desk.read_only and not desk.only_lent:
            self.save_banner.show_text("amber", words("save.read_only_banner"), closable=False)
        else:
            self.save_banner.hide()
        self.neighbours.show_state(self.about_practice)
        page = self.stack.there(self.here)
        name = page.title() if page is not None else ""
        self.setWindowTitle(words("window.title", page=name) if name else words("window.name"))
        self.rail.show_lock(self.protected)
        self.rail.show_state(
            words,
            signable=desk.dossier is not None and bool(desk.practice.tools),
            saved=save is None or save.state == "saved",
            law=f"{desk.circular.short} · v. {desk.circular.version}" if self.law_known else "",
        )

    def law_ready(self) -> None:
        """The law has been read: what was drawn without it can be completed."""
        self.law_known = True
        warm(self.desk, self.tasks)
        for page in self.stack:
            page.law_known = True
        self._heard("law")

    def say(self, text: str, undoable: bool = False) -> None:
        """A passing notice above the page; the act that it offers to undo is the last one."""
        self._offered = self._undo_told
        self._undoes = self.desk.practice if undoable and self.desk.dossier is not None else None
        self.notice.show_text("grey", text, self.desk.words("common.undo") if undoable else "")
        QTimer.singleShot(12000, self.notice, lambda: self.notice.hide_if(text))

    def _undo_told(self) -> None:
        """What the notice speaks of, unless something else was done since: then that would be undone."""
        self.leave_page()  # whereupon it may be something else: see ``_heard``
        if self._undoes is not None:
            self.undo()

    def offer(self, text: str, act: str, do: Callable[[], None], stays: bool = False) -> None:
        """The same, with one thing that can be done about it."""

        def done() -> None:
            self.notice.hide()
            do()

        self._offered, self._undoes = done, None
        self.notice.show_text("grey", text, act)
        if stays:
            return
        QTimer.singleShot(12000, self.notice, lambda: self.notice.hide_if(text))

    def say_problem(self, problem: UserError) -> None:
        """The world's error, in words, above the page."""
        self._undoes = None
        self.notice.show_text("red", self.desk.words.error(problem))

    def hide_notice(self) -> None:
        self.notice.hide()

    # ---- looks and language --------------------------------------------------------------------------------------

    def retranslate(self, lang: str) -> None:
        def speak() -> None:
            self.desk.set_language(lang)  # whereupon the page in front draws itself anew at once
            self.stack.speak_anew(self.here)

        self._anew(speak)

    def rebuild(self) -> None:
        """Makes rail and pages anew, for another text size or theme. Not under a dialog, which would go with its page,
        nor while a page waits for its work: then as soon as that is over."""
        if QApplication.activeModalWidget() is not None or any(page.working for page in self.stack):
            self._later.start()
            return
        self.leave_page()
        self._anew(self._make_again)

    def _make_again(self) -> None:
        self.stack.let_go_all(self.here)
        self.save_banner.fit()
        self.notice.fit()
        self._fit()

    def _anew(self, change: Callable[[], None]) -> None:
        """Pages that are other ones after ``change``, or say it otherwise: what is half typed in front stays."""
        from app.ui.held import Held

        self.end_tour()
        held = Held(self.page(self.here))
        change()
        self.rail.retranslate(self.desk.words)
        page = self.page(self.here)
        if page.working:
            self.tell_state()
            return
        self._show(*self._trail.here)
        if self.page(self.here) is page:
            held.give_to(page)

    def start_tour(self) -> None:
        """From the list of practices; whatever page is gone to, it ends."""
        from app.ui.tour import Tour, steps

        if self.held_up():
            return
        self.go("home", {})
        self.tour = Tour(self, self.desk.words, steps(self.rail, self.page("home")))
        self.tour.ended.connect(self._tour_ended)

    def _tour_ended(self) -> None:
        self.tour = None
        self.page(self.here).take_focus()

    def end_tour(self) -> None:
        if self.tour is not None:
            self.tour.end()

    def show_help(self) -> None:
        """The manual, at the page in front."""
        self.go("manual", {"at": self.here})

    def let_go_hidden(self) -> None:
        self.stack.let_go_hidden(self.here)

    def leave_page(self) -> None:
        """Has the page in front hand over what is typed and not yet told."""
        page = self.stack.there(self.here)
        if page is None:
            return
        if page.own_values or (self.desk.dossier is not None and not self.desk.read_only):
            page.commit()

    # ---- Qt's own ------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.rail.set_narrow(self.width() / style.scale() < WIDE)

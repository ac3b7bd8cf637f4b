"""The line that tells of colleagues at the open practice: who has it, who asks for it, that its file was changed.

It looks round through the desk every few seconds, never itself; and it decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from app.desk.moments import clock_time
from app.ui.widgets.banner import Banner
from app.ui.widgets.basics import Button

if TYPE_CHECKING:
    from app.desk.desk import Desk
    from app.store.claims import Claim, Request

LOOK_MS = 5000
_Act = tuple[str, Callable[[], None]]


class NeighbourBanner(Banner):
    """``leave`` has the page in front hand over what is typed: called before an act that reads again or lets go.
    ``held_up``: whether it is at work that must end first."""

    def __init__(self, desk: Desk, leave: Callable[[], None], held_up: Callable[[], bool]) -> None:
        super().__init__(desk.words("common.close"))
        self._desk, self._leave, self._held_up = desk, leave, held_up
        self._acts: list[Callable[[], None]] = []
        self.acted.connect(lambda: self._do(0))
        timer = QTimer(self, interval=LOOK_MS)
        timer.timeout.connect(self._look)
        timer.start()

    def make(self) -> None:
        super().make()
        self.second = Button("", "plain")
        self.second.clicked.connect(lambda: self._do(1))
        self._box.insertWidget(self._box.count() - 1, self.second)

    def _look(self) -> None:
        if self.window().isVisible():
            self._desk.look_round()

    def _do(self, number: int) -> None:
        if self._held_up():
            return
        self._leave()
        if number < len(self._acts):
            self._acts[number]()

    def show_state(self, in_front: bool) -> None:
        """``in_front``: the page shown is about the open practice; elsewhere only what is asked of us is told."""
        hidden = self._desk.dossier is None or (not in_front and self._theirs())
        found = None if hidden else self._told()
        if found is None:
            self._acts = []
            self.hide()
            return
        text, acts = found
        words = self._desk.words
        self._acts = [act for _, act in acts]
        self.show_text("amber", text, words(acts[0][0]) if acts else "", closable=False)
        self.second.setVisible(len(acts) > 1)
        self.second.set_text(words(acts[1][0]) if len(acts) > 1 else "")

    def _theirs(self) -> bool:
        """Whether somebody else has the practice."""
        there = self._desk.neighbours
        return there.left or there.holder is not None

    def _told(self) -> tuple[str, list[_Act]] | None:
        """The one thing that matters most now, and what can be done about it."""
        desk, there = self._desk, self._desk.neighbours
        reread, anyway = ("sharing.reread", desk.reread), ("sharing.open_anyway", desk.open_anyway)
        edit: _Act = ("sharing.edit", desk.reread)
        if there.left:
            return desk.words("sharing.left"), [edit]
        if there.holder is not None:
            if there.freed:
                return self._of("sharing.freed", there.holder), [edit]
            if there.changed:
                return self._of("sharing.being_changed", there.holder), [reread, anyway]
            if there.asked:
                return self._of("sharing.asked", there.holder), [anyway]
            return self._of("sharing.claimed", there.holder), [("sharing.ask", desk.ask_to_leave), anyway]
        if there.changed:
            practice = desk.practice.company.name or desk.words("home.no_name")
            return desk.words("sharing.changed", practice=practice), [reread]
        if there.requests:
            acts: list[_Act] = [("sharing.leave", desk.leave_to_them), ("sharing.keep", desk.keep_working)]
            return self._of("sharing.requests", there.requests[0]), acts
        if there.taken_by is not None:
            return self._of("sharing.taken", there.taken_by), []
        return None

    def _of(self, key: str, who: Claim | Request) -> str:
        from app.store.claims import Claim

        words = self._desk.words
        since = clock_time(who.since if isinstance(who, Claim) else who.at)
        practice = self._desk.practice.company.name or words("home.no_name")
        return words(key, name=who.name or words("sharing.someone"), host=who.host, since=since, practice=practice)

"""The open practice at the desk: its value, what follows from it, the state of saving, undo, and who is told.

Every change makes a new value, finds what follows, tells the listeners at once (not yet saved) and has the value
written by the store's worker. Listeners read values here; they keep none of their own.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

from app.desk import acts
from app.desk.history import History
from app.desk.laws import Laws
from app.desk.protection import Protection
from app.desk.saving import SaveState, Saving
from app.desk.shelves import Shelves
from app.desk.small_settings import SmallSettings
from app.desk.speaking import Speaking
from app.domain import path as paths
from app.domain import reach
from app.domain.circular import Circular
from app.domain.decisive import Decisive, decisive_if_few
from app.domain.determination import Missing, Question, ToolDetermination
from app.domain.engine import determine_tool
from app.domain.errors import UserError
from app.domain.ledger import Dossier, JournalEntry
from app.domain.practice import Answer, Practice, Tool
from app.domain.remembered import forget
from app.records.dossier import storable
from app.text import LANGUAGES, words

AUTHOR = "name"
"""The setting that holds it. Never the login: nobody chose that for a paper."""

_Found = TypeVar("_Found")


class OpenPractice(Speaking):
    """The one practice that is open, or none."""

    def __init__(
        self,
        shelves: Shelves,
        laws: Laws,
        texts: Path,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
        post: Callable[[Callable[[], None]], None],
        lang: str = "it",
    ) -> None:
        """``post`` runs a call where listeners live (the GUI thread, or at once); ``texts``: the catalogue's folder."""
        super().__init__(texts, lang)
        self._shelves, self._laws = shelves, laws
        self._clock, self._new_id, self._post = clock, new_id, post
        self._lock = threading.RLock()
        self._at_paper = threading.RLock()
        """Held while a seal is being made, or other work about the practice: it is not let go of under it."""
        self._history = History()
        self._saving: Saving | None = None
        self.protection = Protection(shelves, self.close)
        shelves.small.told = lambda: post(lambda: self._tell("settings"))
        self.dossier: Dossier | None = None
        self.determinations: tuple[ToolDetermination, ...] = ()
        self._judged_on: date | None = None
        self._known: dict[tuple[Callable[..., Any], str], tuple[tuple[object, ...], Any]] = {}
        self.read_only = False

    # ---- the law -------------------------------------------------------------------------------------------------

    @property
    def circular(self) -> Circular:
        """The open practice's law, or the newest, in the screen's language."""
        if self.dossier is None:
            return self._laws.newest(self.lang)
        return self._laws.of(self.dossier.practice, self.lang)

    def read_ahead(self) -> None:
        """Words and newest law in every language, so that another one can be chosen without a wait. Any thread."""
        for lang in LANGUAGES:
            words(self._texts, lang).keys()
            self._laws.read_ahead(lang)

    # ---- the open practice ---------------------------------------------------------------------------------------

    @property
    def practice(self) -> Practice:
        assert self.dossier is not None, "no practice is open"
        return self.dossier.practice

    def is_open(self, practice_id: str) -> bool:
        """Whether it is that practice that is open."""
        return self.dossier is not None and self.dossier.practice.id == practice_id

    @property
    def tools_now(self) -> tuple[Tool, ...]:
        """Those of the open practice; none if no practice is open."""
        return self.dossier.practice.tools if self.dossier is not None else ()

    @property
    def save(self) -> SaveState:
        return self._saving.state if self._saving else SaveState("saved")

    @property
    def can_undo(self) -> bool:
        return self._history.can_undo and not self.read_only

    @property
    def can_redo(self) -> bool:
        return self._history.can_redo and not self.read_only

    def determination(self, tool_id: str) -> ToolDetermination:
        return next(found for found in self.determinations if found.id == tool_id)

    @property
    def today(self) -> date:
        return self._clock().date()

    def path(self, tool_id: str) -> tuple[Question, ...]:
        return self._derived(paths.path, tool_id)

    def left_out(self, tool_id: str) -> tuple[paths.LeftOut, ...]:
        return self._derived(paths.left_out, tool_id)

    def _derived(self, derive: Callable[[Circular, Practice, Tool], _Found], tool_id: str) -> _Found:
        """What ``derive`` says of a tool as it is now. Pages ask several times for each picture: worked out once."""
        values = (self.circular, self.practice.company, self.practice.tool(tool_id))
        known = self._known.get((derive, tool_id))
        if known is None or any(one is not other for one, other in zip(known[0], values, strict=True)):
            known = (values, derive(self.circular, self.practice, values[2]))
            self._known[derive, tool_id] = known
        found: _Found = known[1]
        return found

    def missing(self, tool_id: str) -> tuple[Missing, ...]:
        return reach.missing(self.circular, self.practice, self.practice.tool(tool_id))

    def decisive(self, tool_id: str) -> Decisive | None:
        """The fewest answers that decide; None where too much is open to look for them. Slow: beside the window."""
        practice = self.practice
        return decisive_if_few(self.circular, practice, practice.tool(tool_id))

    def what_if(self, tool_id: str, switched_off: Iterable[str]) -> ToolDetermination:
        tool = self.practice.tool(tool_id)
        return reach.what_if(self.circular, self.practice, tool, switched_off, self.today)

    def answer_to(self, question: Question) -> Answer | None:
        return acts.answer_to(self.practice, question)

    def _set(self, dossier: Dossier) -> None:
        before, judged = self.dossier, {found.id: found for found in self.determinations}
        self.dossier = dossier
        law, today, practice = self.circular, self.today, dossier.practice
        # A change touches one tool: the others are the very same values, and so is what follows from them.
        kept = {}
        if before is not None and before.practice.company is practice.company and today == self._judged_on:
            kept = {tool.id: judged[tool.id] for tool in before.practice.tools if tool in practice.tools}
        self.determinations = tuple(
            kept.get(tool.id) or determine_tool(law, practice, tool, today) for tool in practice.tools
        )
        self._judged_on = today
        self._tell("changed")

    def _judge_anew(self) -> None:
        """The law itself is another: nothing found before still stands."""
        self._judged_on = None
        if self.dossier is None:
            self._tell("changed")
        else:
            self._set(self.dossier)

    @property
    def has_password(self) -> bool:
        """Whether there is a password on the archive, as it was last seen."""
        return self.protection.seen_on

    @property
    def folder_read_only(self) -> bool:
        """Whether nothing can be written in the data folder: then every practice is open for reading only."""
        return self._shelves.read_only

    def _need_writing(self) -> None:
        """``folder_read_only`` (UserError) if nothing can be made, deleted or kept here."""
        if self.folder_read_only:
            raise UserError("folder_read_only")

    def _need_change(self) -> None:
        """The same, and ``read_only`` (UserError) if the open practice may only be read."""
        self._need_writing()
        if self.read_only:
            raise UserError("read_only")

    def _change(self, practice: Practice, act: str = "", about: str = "") -> None:
        """The one way a practice changes: remember, set, tell, have it written."""
        self._need_change()
        with self._lock:
            assert self.dossier is not None, "no practice is open"
            practice = storable(practice)
            if practice == self.dossier.practice:
                return
            self._history.note(self.dossier.practice)
            ledger = self.dossier.ledger.noted(self._entry(act, about)) if act else self.dossier.ledger
            self._set(Dossier(practice, ledger))
            self._have_written()

    def _have_written(self) -> None:
        assert self._saving is not None
        assert self.dossier is not None
        self._saving.schedule(self.dossier)
        self._tell("save")

    def _entry(self, act: str, about: str = "") -> JournalEntry:
        return JournalEntry(self._now(), self.author, act, about)

    @property
    def author(self) -> str:
        """Who is at work, as the user wants to be called: the name of the settings, else who prepares the practice."""
        name = self._shelves.settings.get(AUTHOR, "")
        if isinstance(name, str) and name:
            return name
        return self.dossier.practice.prepared_by if self.dossier else ""

    def _now(self) -> str:
        return self._clock().isoformat(timespec="seconds")

    def undo(self) -> None:
        self._travel(self._history.undo(self.practice), "undone")

    def redo(self) -> None:
        self._travel(self._history.redo(self.practice), "redone")

    def _travel(self, practice: Practice | None, act: str) -> None:
        if practice is None or self.dossier is None:
            return
        with self._lock:
            self._set(Dossier(practice, self.dossier.ledger.noted(self._entry(act))))
            self._have_written()

    def open(self, practice_id: str) -> None:
        """``practice_unreadable``, ``practice_missing``, ``practice_newer`` and the law's errors as UserError."""
        with self._at_paper:  # what is being done about it ends first: it is read as that leaves it
            read = self._shelves.read(practice_id)
            self._laws.of(read.dossier.practice, self.lang)
            self.close()
            self._take(read.dossier, read.save_count, read.saved_at, read.read_only)

    def close(self) -> None:
        """Let go of the open practice once it is down. ``not_saved`` (UserError) if it is not: nothing is let go."""
        with self._at_paper:
            if self.dossier is not None and not self.drain():
                raise self.save.problem or UserError("not_saved")
            self._let_go()

    def of_this(self, job: Callable[[], _Found], reads: bool = False) -> Callable[[], _Found]:
        """``job``, about the practice that is open now, for another thread, whose turn may come when another one is
        open: then ``practice_switched`` (UserError), which is also raised here if none is open. The practice is not let
        go of while it lasts; one that only ``reads`` holds nobody up, and what it found is refused at the end instead.
        """
        asked = self.dossier.practice.id if self.dossier is not None else ""

        def need_asked() -> None:
            if not self.is_open(asked):
                raise UserError("practice_switched")

        def holding() -> _Found:
            with self._at_paper:
                need_asked()
                return job()

        def reading() -> _Found:
            need_asked()
            try:
                return job()
            finally:
                need_asked()  # whatever went wrong, it was for this

        need_asked()
        return reading if reads else holding

    def _let_go(self) -> None:
        if self.dossier is not None:
            self._shelves.left(self.dossier.practice.id)
        self.dossier, self.determinations, self._saving = None, (), None
        self._history = History()
        self._known = {}
        forget()

    def _take(self, dossier: Dossier, save_count: int | None, at: datetime | None, read_only: bool) -> None:
        self._history = History()
        self.read_only = read_only or self.folder_read_only
        saver = self._shelves.saver(dossier.practice.id, save_count)
        self._saving = Saving(saver, lambda: self._post(lambda: self._tell("save")), at)
        self._look_over(dossier)
        self._set(dossier)

    def _look_over(self, dossier: Dossier) -> None:
        """What is checked of a practice when it is opened; whoever knows more of it adds to this."""

    # ---- saving --------------------------------------------------------------------------------------------------

    def retry_save(self) -> None:
        if self._saving is not None:
            self._saving.retry()
            self._tell("save")

    def drain(self) -> bool:
        """Wait for the writer; False if something is still not saved."""
        return self._saving is None or self._saving.drain()

    @property
    def settings_kept(self) -> SmallSettings:
        """Whether this installation's settings are down, and why not."""
        return self._shelves.small

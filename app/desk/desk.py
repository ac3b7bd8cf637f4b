"""The desk: every act that window and command line can wish for. The only place where a wish becomes a change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from app.desk import acts, example
from app.desk.batch import Batch
from app.desk.blank_acts import BlankActs
from app.desk.bundle_acts import BundleActs
from app.desk.date_acts import DateActs
from app.desk.evidence import EvidenceActs
from app.desk.exporting import Exporting
from app.desk.handing import Handing
from app.desk.journal import Journal
from app.desk.point_acts import PointActs
from app.desk.portfolio import Portfolio
from app.desk.records import Records
from app.desk.recovering import Recovering
from app.desk.settling import Settling
from app.desk.summary import Summary, Todo
from app.domain.determination import Question
from app.domain.ledger import Dossier, Ledger
from app.domain.practice import Answer, Guarantee, Practice, Site, Value


class Desk(
    Recovering,
    Settling,
    EvidenceActs,
    Journal,
    BundleActs,
    DateActs,
    BlankActs,
    Portfolio,
    Records,
    PointActs,
    Exporting,
    Handing,
    Batch,
):
    """The acts upon the list of practices and upon the open one. What else can be done, each in a room of its own, it
    has by birth."""

    # ---- the list of practices -----------------------------------------------------------------------------------

    def refresh_list(self) -> None:
        """Bring the list up to what is on disk, on the worker; listeners hear ``list``."""
        self._shelves.refresh(
            lambda: self._post(lambda: self._tell("list")),
            lambda problem: self._post(lambda: self._list_failed(problem)),
        )
        self.find_conflicts()

    def _list_failed(self, problem: Exception) -> None:
        self._tell("list")
        raise problem

    def read_list(self) -> list[Summary]:
        """The list as it is on disk now. UserError ``read_failed``."""
        self._shelves.refresh_now()
        return self.summaries()

    def rebuild_list(self, progress: Callable[[int, int], object]) -> list[Summary]:
        """The list worked out anew from every file, whatever was kept of it. UserError ``read_failed``."""
        self._need_writing()
        self._shelves.rebuild(progress)
        return self.summaries()

    def summaries(self, query: str = "") -> list[Summary]:
        return self._shelves.summaries(query)

    def todo(self, limit: int = 6) -> list[tuple[Todo, str]]:
        """What is overdue, due this week or cannot wait, over all practices, each with its words."""
        return [
            (Todo(one.practice_id, one.practice, one.due.tool, one.due.duty, one.due.urgent, one.due.due), one.text)
            for one in self.due_this_week()[:limit]
        ]

    def create(self, name: str = "") -> str:
        """A new practice, pinned to the newest law, opened."""
        self._need_writing()
        law = self._laws.newest(self.lang)
        self._shelves.refresh_now()
        practice = Practice(self._new_id(), law.id, law.version, created=self._now(), number=self._next_number())
        practice = practice.with_company(replace(practice.company, name=name))
        return self._begin(practice, "created")

    def open_example(self) -> str:
        """The example practice, made the first time."""
        self._shelves.refresh_now()
        known = next((s.id for s in self.summaries() if s.sample and s.problem is None), None)
        if known is not None:
            self.open(known)
            return known
        self._need_writing()
        law = self._laws.newest("it")
        return self._begin(example.practice(law, self._new_id(), self._now(), self.lang), "created")

    def _begin(self, practice: Practice, act: str) -> str:
        self.close()
        dossier = Dossier(practice, Ledger().noted(self._entry(act)))
        self._take(dossier, None, None, False)
        self._have_written()
        return practice.id

    # ---- acts ----------------------------------------------------------------------------------------------------

    def set_company(self, **fields: Any) -> None:
        self._change(self.practice.with_company(replace(self.practice.company, **fields)))

    def set_practice(self, **fields: Any) -> None:
        self._change(replace(self.practice, **fields))

    def new_site(self) -> Site:
        return Site(acts.fresh_id((site.id for site in self.practice.company.sites), "site"))

    def set_site(self, site: Site) -> None:
        self._change(acts.set_site(self.practice, site))

    def remove_site(self, site_id: str) -> None:
        self._change(acts.remove_site(self.practice, site_id), "site_removed", site_id)

    def add_tool(self, name: str, template_id: str = "") -> str:
        # What was set out for a tool that is gone must not speak of another one.
        taken = [tool.id for tool in self.practice.tools] + [action.tool for action in self._ledger.actions]
        tool_id = acts.fresh_id(taken, "tool")
        self._change(acts.add_tool(self.practice, self.circular, tool_id, name, template_id), "tool_added", name)
        return tool_id

    def remove_tool(self, tool_id: str) -> None:
        name = self.practice.tool(tool_id).name
        self._change(self.practice.without_tool(tool_id), "tool_removed", name)

    def set_tool(self, tool_id: str, **fields: Any) -> None:
        self._change(self.practice.with_tool(replace(self.practice.tool(tool_id), **fields)))

    def apply_template(self, tool_id: str, template_id: str) -> None:
        """Another starting point: its functions are added as not yet asked; nothing answered is taken away."""
        tool = replace(self.practice.tool(tool_id), template=template_id)
        for template in self.circular.templates:
            if template.id == template_id:
                for kind in template.kinds:
                    tool = acts.tick(tool, kind, True)
        self._change(self.practice.with_tool(tool))

    def tick(self, tool_id: str, kind: str, on: bool) -> None:
        self._change(self.practice.with_tool(acts.tick(self.practice.tool(tool_id), kind, on)))

    def set_presence(self, tool_id: str, function_id: str, kind: str, presence: str) -> None:
        self.answer(Question("presence", tool_id, function_id, kind, "presence", False), presence)

    def answer(self, question: Question, value: Value | None, note: str | None = None) -> None:
        """An answer with today's date and who prepares the practice; None takes it back."""
        before = self.answer_to(question)
        waiting = self.waiting_note(question)
        kept = note if note is not None else before.note if before and before.note else waiting
        by = self.practice.prepared_by
        given = None if value is None else Answer(value, self._now(), by, kept)
        if before is not None and given is not None and (before.value, before.note) == (given.value, given.note):
            return
        settled = self.practice.with_waiting_note(acts.note_key(question), "") if waiting and given else self.practice
        self._change(acts.answer(settled, question, given))

    def set_note(self, question: Question, note: str) -> None:
        self._change(acts.set_note(self.practice, question, note))

    def waiting_note(self, question: Question) -> str:
        """The note that waits for this question's answer; empty if none does."""
        return self.practice.waiting_notes.get(acts.note_key(question), "")

    def confirm_absent(self, tool_id: str, by: str, on: bool = True) -> None:
        tool = acts.confirm_absent(self.practice.tool(tool_id), self.circular, by, self._now(), on)
        self._change(self.practice.with_tool(tool), "absence_confirmed" if on else "absence_withdrawn", tool.name)

    def new_guarantee(self, tool_id: str, kind: str) -> Guarantee:
        taken = (g.id for g in self.practice.tool(tool_id).guarantees)
        return Guarantee(acts.fresh_id(taken, "paper"), kind)

    def set_guarantee(self, tool_id: str, guarantee: Guarantee) -> None:
        self._change(self.practice.with_tool(acts.set_guarantee(self.practice.tool(tool_id), guarantee)))

    def remove_guarantee(self, tool_id: str, guarantee_id: str) -> None:
        tool = self.practice.tool(tool_id)
        kept = tuple(g for g in tool.guarantees if g.id != guarantee_id)
        self._change(self.practice.with_tool(replace(tool, guarantees=kept)))

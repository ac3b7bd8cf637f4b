"""The desk: every act that window and command line can wish for. The only place where a wish becomes a change."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.desk import acts, example, paperwork
from app.desk.blank_acts import BlankActs
from app.desk.bundle_acts import BundleActs
from app.desk.date_acts import DateActs
from app.desk.evidence import EvidenceActs
from app.desk.intake import require_known
from app.desk.journal import Journal
from app.desk.paperwork import Edition
from app.desk.recovering import Recovering
from app.desk.settling import Settling
from app.desk.studio import StudioActs
from app.desk.summary import Summary, Todo
from app.domain.determination import Question
from app.domain.errors import UserError
from app.domain.ledger import Dossier, Ledger, Revision, Signature
from app.domain.practice import Answer, Guarantee, Practice, Site, Value
from app.records.dossier import fingerprint
from app.store.signed import content, export, room_at

if TYPE_CHECKING:
    from reports.signing.verify import Verification


@dataclass(frozen=True)
class SignedFile:
    path: Path
    revision: Revision
    verification: Verification


class Desk(Recovering, Settling, EvidenceActs, Journal, BundleActs, DateActs, BlankActs, StudioActs):
    """The acts upon the list of practices, upon the open one, and its paper; recovery, targets, evidence, the journal,
    bundles, the law's dates and the studio it has by birth."""

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
        """The most urgent duties over all practices, each with its words."""
        labels = {duty.id: duty.label for duty in self._laws.newest(self.lang).duties}
        todo = [todo for summary in self.summaries() for todo in summary.todo]
        return [(one, labels[one.duty]) for one in todo[:limit] if one.duty in labels]

    def create(self, name: str = "") -> str:
        """A new practice, pinned to the newest law, opened."""
        self._need_writing()
        law = self._laws.newest(self.lang)
        self._shelves.refresh_now()
        practice = Practice(self._new_id(), law.id, law.version, created=self._now(), number=self._next_number())
        practice = practice.with_company(replace(practice.company, name=name))
        return self._begin(practice, "created")

    def _next_number(self) -> str:
        """A number to begin with, the user's to change: year and the first that no practice bears."""
        taken = {summary.number for summary in self.summaries()}
        year, count = self._clock().year, 1
        while f"{year}-{count:04d}" in taken:
            count += 1
        return f"{year}-{count:04d}"

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

    # ---- paper ---------------------------------------------------------------------------------------------------

    def draft_pdf(self, edition: Edition = "third_parties") -> bytes:
        """The checklist as it stands, watermarked. Slow: not on the GUI thread."""
        assert self.dossier is not None
        return self._sheet(self.dossier, edition=edition).pdf

    def draft_of(self, practice: Practice, edition: Edition = "third_parties") -> bytes:
        """The same for a practice that is in no archive. The law's errors and ``practice_unreadable`` as UserError."""
        require_known(self._laws.of(practice, self.lang), practice)
        return self._sheet(Dossier(practice), edition=edition).pdf

    def _sheet(self, dossier: Dossier, revision: int = 0, edition: Edition = "third_parties") -> paperwork.Sheet:
        """The paper of that revision; without one, a draft."""
        law, now = self._laws.of(dossier.practice, self.paper_lang), self._clock()
        return paperwork.checklist(
            law,
            dossier,
            self.paper_words,
            now,
            revision=revision,
            draft=not revision,
            edition=edition,
            letterhead=self.studio.letterhead,
        )

    def has_identity(self) -> bool:
        return self._shelves.settings.identity_path.exists()

    def make_identity(self, name: str, passphrase: str) -> None:
        """The local seal's key, made once. ``identity_exists`` and those of writing as UserError."""
        self._need_writing()
        p12 = paperwork.new_identity(name, passphrase, self._clock())
        self._shelves.settings.write_identity(p12)

    def sign(
        self, passphrase: str, field: str, to: Path | None = None, edition: Edition = "third_parties"
    ) -> SignedFile:
        """Seal the practice as it stands: file verified and in place first, then the ledger, then the copy. Slow.

        ``passphrase_wrong``, ``identity_missing``, ``not_saved``, ``target_taken`` and those of writing as UserError:
        nothing is sealed. ``seal_not_recorded``: the file is there and the revision waits here to be saved;
        ``seal_not_copied``: all is done but the copy.
        """
        self._need_change()
        p12 = self._shelves.settings.read_identity()
        if p12 is None:
            raise UserError("identity_missing")
        if not self.drain():
            raise self.save.problem or UserError("not_saved")
        with self._at_paper, room_at(to) if to is not None else nullcontext():
            assert self.dossier is not None
            return self._sign(self.dossier, p12, passphrase, field, to, edition)

    def _sign(
        self, dossier: Dossier, p12: bytes, passphrase: str, field: str, to: Path | None, edition: Edition
    ) -> SignedFile:
        now, practice = self._clock(), dossier.practice
        number = paperwork.next_revision(dossier.ledger, self._shelves.signed_names(practice.id))
        done = paperwork.signed(self._sheet(dossier, number, edition), p12, passphrase, field, self.paper_words, now)
        name = paperwork.file_name(practice, number, self.paper_words, discreet=self.protection.on)
        path = self._shelves.put_signed(practice.id, name, done.sheet.pdf)
        revision = self._seal(dossier, number, done, field, path, now)
        if to is not None:
            try:
                export(to, done.sheet.pdf)
            except UserError as problem:
                raise UserError("seal_not_copied", n=number, path=path, name=to.name, problem=problem) from problem
        return SignedFile(to or path, revision, done.verification)

    def _seal(
        self, signed: Dossier, number: int, done: paperwork.SignedSheet, field: str, path: Path, now: datetime
    ) -> Revision:
        at = now.isoformat(timespec="seconds")
        seal = done.verification.signatures[-1]
        signature = Signature(at, done.name, seal.fingerprint, field, path.name, done.verification.document_hash)
        revision = Revision(
            number,
            "sealed",
            at,
            done.sheet.data_sha256,
            fingerprint(signed.practice),
            (signature,),
            signed.ledger.head,
            tuple(piece.sha256 for piece in signed.ledger.kept_evidence),
        )
        with self._lock:
            # Answers given while the paper was made belong to the next revision: the practice stays as it is now.
            assert self.dossier is not None
            ledger = self.dossier.ledger.sealed(revision, self._entry("sealed", path.name))
            self.dossier = Dossier(self.dossier.practice, ledger)
            self._history.stop_here()
            assert self._saving is not None
            self._saving.schedule(self.dossier)
        self._post(lambda: self._tell("changed"))
        if not self.drain():
            problem = self.save.problem or UserError("disk_slow")
            raise UserError("seal_not_recorded", n=number, path=path, problem=problem)
        return revision

    def signed_path(self, name: str) -> Path:
        """Where a signed file of the open practice is kept."""
        return self._shelves.signed_path(self.practice.id, name)

    def signed_content(self, name: str) -> bytes:
        """A signed file of the open practice, in clear. ``read_failed``, ``file_damaged`` as UserError."""
        return content(self.signed_path(name))

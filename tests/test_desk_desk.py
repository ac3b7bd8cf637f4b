from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread, Timer
from typing import Any

import pytest

from app.desk.desk import Desk
from app.desk.paperwork import Wish
from app.desk.signing import SealWay
from app.domain.errors import UserError
from app.domain.practice import UNKNOWN, Guarantee, Practice, Site
from app.records.dossier import fingerprint
from app.store.archive import Archive
from app.text import words
from tests.desks import desk_on, fail_writes, hold_saves, listed, question
from tests.law import NOW, RESOURCES, VERSION


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with desk_on(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def open_desk(desk: Desk) -> Desk:
    """With a practice open, one tool of the template «pbx», all saved."""
    desk.create("Prova")
    desk.set_practice(prepared_by="Ada")
    desk.add_tool("Centralino", "pbx")
    assert desk.drain()
    return desk


def reopened(desk: Desk, practice_id: str) -> Practice:
    """What is on disk: closed and read again."""
    desk.close()
    desk.open(practice_id)
    return desk.practice


# ---- the open practice -------------------------------------------------------------------------------------------


def test_a_new_practice_is_pinned_to_the_newest_law_and_saved_at_once(desk: Desk) -> None:
    assert desk.create("Prova") == "p1"
    assert (desk.practice.circular, desk.practice.version) == ("inl-2017-04", VERSION)
    assert desk.practice.created.startswith("2026-11-23T10:42")
    assert desk.dossier is not None
    assert [entry.act for entry in desk.dossier.ledger.journal] == ["created"]
    assert reopened(desk, "p1").company.name == "Prova"


def test_without_an_open_practice_the_newest_law_is_shown(desk: Desk) -> None:
    assert desk.circular.version == VERSION
    assert desk.save.state == "saved"
    assert not desk.can_undo
    desk.close()


def test_opening_another_lets_go_of_the_first_once_it_is_down(desk: Desk) -> None:
    desk.create("Uno")
    desk.set_practice(note="appena scritto")
    desk.create("Due")
    assert not desk.can_undo
    desk.open("p1")
    assert (desk.practice.note, desk.can_undo) == ("appena scritto", False)


@pytest.mark.parametrize("reads", [False, True])
def test_work_about_a_practice_is_done_of_no_other(desk: Desk, reads: bool) -> None:
    """Its turn may come when another one is open, or none."""
    desk.create("Uno")
    asked = desk.of_this(lambda: desk.practice.company.name, reads)
    desk.set_practice(note="nel frattempo")
    assert asked() == "Uno"
    desk.create("Due")
    with pytest.raises(UserError, match="practice_switched"):
        asked()
    desk.close()
    with pytest.raises(UserError, match="practice_switched"):
        asked()
    with pytest.raises(UserError, match="practice_switched"):
        desk.of_this(lambda: True, reads)


class Beside:
    """Work about the open practice under way on another thread, held up until ``go_on``."""

    def __init__(self, desk: Desk, job: Callable[[], Any], reads: bool = False) -> None:
        self.found: list[Any] = []
        self._begun, self._go_on = Event(), Event()

        def held() -> Any:
            self._begun.set()
            self._go_on.wait(10)
            return job()

        bound = desk.of_this(held, reads)

        def run() -> None:
            try:
                self.found.append(bound())
            except Exception as problem:
                self.found.append(problem)

        self._thread = Thread(target=run)
        self._thread.start()
        assert self._begun.wait(10)

    def go_on(self, after: float = 0.0) -> None:
        Timer(after, self._go_on.set).start()

    def join(self) -> Any:
        self._go_on.set()
        self._thread.join()
        return self.found[0]


@pytest.mark.parametrize("act", ["create", "delete", "reopen"])
def test_a_practice_is_not_let_go_of_while_work_about_it_lasts(desk: Desk, act: str) -> None:
    desk.create("Uno")
    assert desk.drain()
    work = Beside(desk, lambda: desk.set_practice(note="dal lavoro"))
    work.go_on(after=0.1)
    deleted = None
    if act == "create":
        desk.create("Due")
    elif act == "reopen":
        desk.open("p1")
    else:
        deleted = desk.delete("p1")
    assert work.join() is None
    if deleted is not None:
        desk.bring_back(deleted)
    if act != "reopen":
        desk.open("p1")
    assert desk.practice.note == "dal lavoro"
    desk.set_practice(note="e poi")
    assert desk.drain(), "what was opened is not what is on disk"


def test_work_that_only_reads_holds_nobody_up_and_is_of_no_use_for_another(desk: Desk) -> None:
    desk.create("Uno")
    work = Beside(desk, lambda: desk.practice.company.name, reads=True)
    desk.create("Due")
    problem = work.join()
    assert isinstance(problem, UserError)
    assert problem.key == "practice_switched"


@pytest.mark.parametrize("what", ["practice", "evidence", "action", "letterhead", "language", "day"])
def test_nothing_is_signed_or_sent_out_but_what_was_in_sight(open_desk: Desk, tmp_path: Path, what: str) -> None:
    desk = open_desk
    desk.make_identity("Ada", "frase segreta")
    seen = desk.in_sight
    (tmp_path / "piece.txt").write_text("x")
    changes: dict[str, Callable[[], object]] = {
        "practice": lambda: desk.set_practice(note="altro"),
        "evidence": lambda: desk.add_evidence(tmp_path / "piece.txt"),
        "action": lambda: desk.add_action("Chiamare il fornitore"),
        "day": lambda: setattr(desk, "_clock", lambda: NOW + timedelta(days=1)),
        "letterhead": lambda: desk.set_studio(letterhead="Studio nuovo"),
        "language": lambda: desk.choose_paper("en"),
    }
    changes[what]()
    with pytest.raises(UserError, match="practice_edited"):
        desk.sign_with(SealWay("frase segreta"), Wish("consultant", seen=seen))
    with pytest.raises(UserError, match="practice_edited"):
        desk.hand_off(tmp_path / "out.pdf", seen=seen)
    assert not desk.dossier.ledger.revisions  # type: ignore[union-attr]
    assert desk._shelves.signed_names(desk.practice.id) == []
    now = desk.in_sight
    assert desk.sign_with(SealWay("frase segreta"), Wish("consultant", seen=now)).revision.number == 1
    desk.set_practice(note="dopo")
    more = Wish("employer", seen=now, revision=1)  # a frozen paper, whatever is written since
    assert desk.sign_with(SealWay("frase segreta"), more).revision.number == 1


def test_another_practice_is_not_signed_for_the_one_in_sight(open_desk: Desk) -> None:
    open_desk.make_identity("Ada", "frase segreta")
    seen = open_desk.in_sight
    open_desk.create("Un'altra")
    for revision in (0, 1):
        with pytest.raises(UserError, match="practice_switched"):
            open_desk.sign_with(SealWay("frase segreta"), Wish("consultant", seen=seen, revision=revision))


# ---- every act ---------------------------------------------------------------------------------------------------

ACTS: dict[str, tuple[Callable[[Desk], object], str]] = {
    "company": (lambda d: d.set_company(vat="01234567890"), ""),
    "practice": (lambda d: d.set_practice(number="2026-0042"), ""),
    "site": (lambda d: d.set_site(replace(d.new_site(), name="Roma")), ""),
    "site removed": (lambda d: d.remove_site("site1"), "site_removed"),
    "tool added": (lambda d: d.add_tool("CRM", "crm"), "tool_added"),
    "tool removed": (lambda d: d.remove_tool("tool1"), "tool_removed"),
    "tool": (lambda d: d.set_tool("tool1", vendor="X", state="planned"), ""),
    "template": (lambda d: d.apply_template("tool1", "crm"), ""),
    "tick on": (lambda d: d.tick("tool1", "attendance", True), ""),
    "tick off": (lambda d: d.tick("tool1", "call_recording", False), ""),
    "presence": (lambda d: d.set_presence("tool1", "call_log", "call_log", "in_use"), ""),
    "answer": (lambda d: d.answer(question(d, "tool1", "perceivable"), "no"), ""),
    "i do not know": (lambda d: d.answer(question(d, "tool1", "perceivable"), UNKNOWN), ""),
    "number": (lambda d: d.answer(question(d, "tool1", "retention_days"), 30), ""),
    "many": (lambda d: d.answer(question(d, "tool1", "uses"), ("service",)), ""),
    "taken back": (lambda d: d.answer(question(d, "tool1", "voices_masked"), None), ""),
    "note": (lambda d: d.set_note(question(d, "tool1", "voices_masked"), "vista sul contratto"), ""),
    "tool's fact": (lambda d: d.answer(question(d, "tool1", "ground"), "none"), ""),
    "company's fact": (lambda d: d.answer(question(d, "tool1", "workforce"), "mixed"), ""),
    "confirmed": (lambda d: d.confirm_absent("tool1", "Ada"), "absence_confirmed"),
    "paper": (lambda d: d.set_guarantee("tool1", replace(d.new_guarantee("tool1", "agreement"), title="x")), ""),
    "paper removed": (lambda d: d.remove_guarantee("tool1", "paper1"), ""),
}


@pytest.mark.parametrize(("act", "journal"), ACTS.values(), ids=ACTS)
def test_every_act_is_saved_undone_and_redone_with_one_journal_line(
    open_desk: Desk, act: Callable[[Desk], object], journal: str
) -> None:
    desk = open_desk
    desk.set_site(Site("site1", name="Milano"))
    desk.set_presence("tool1", "call_recording", "call_recording", "in_use")
    desk.answer(question(desk, "tool1", "voices_masked"), "no")
    desk.set_guarantee("tool1", Guarantee("paper1", "notice"))
    assert desk.dossier is not None
    before, lines = desk.practice, len(desk.dossier.ledger.journal)
    events: list[str] = []
    desk.listen(events.append)

    act(desk)
    after = desk.practice
    assert after != before
    assert "changed" in events
    assert [entry.act for entry in desk.dossier.ledger.journal[lines:]] == ([journal] if journal else [])

    desk.undo()
    assert desk.practice == before
    desk.redo()
    assert desk.practice == after
    told = [entry.act for entry in desk.dossier.ledger.journal[lines:]]
    assert told == [*([journal] if journal else []), "undone", "redone"]
    assert {entry.by for entry in desk.dossier.ledger.journal[lines:]} == {"Ada"}
    assert reopened(desk, "p1") == after


def test_an_act_that_changes_nothing_is_no_step(open_desk: Desk) -> None:
    desk = open_desk
    assert desk.dossier is not None
    before = desk.dossier
    desk.set_company(name="Prova")
    desk.tick("tool1", "call_log", True)
    assert desk.dossier is before
    desk.set_presence("tool1", "call_log", "call_log", "in_use")
    once = desk.dossier
    desk.set_presence("tool1", "call_log", "call_log", "in_use")
    assert desk.dossier is once, "the same answer again is not given anew"


def test_an_answer_says_who_and_when_and_keeps_its_note(open_desk: Desk) -> None:
    desk = open_desk
    desk.set_presence("tool1", "call_log", "call_log", "in_use")
    asked = question(desk, "tool1", "kept", "call_log")
    desk.answer(asked, "raw", note="dal manuale")
    first = desk.answer_to(asked)
    assert first is not None
    assert (first.value, first.by, first.note, first.at[:10]) == ("raw", "Ada", "dal manuale", "2026-11-23")
    desk.answer(asked, "per_operator")
    second = desk.answer_to(asked)
    assert second is not None
    assert (second.value, second.note) == ("per_operator", "dal manuale")
    assert second.at > first.at
    desk.set_note(asked, "")
    assert desk.answer_to(asked) == replace(second, note="")


def test_what_follows_is_found_with_every_answer(open_desk: Desk) -> None:
    desk = open_desk
    assert desk.determination("tool1").outcome is None
    desk.set_presence("tool1", "call_recording", "call_recording", "in_use")
    assert desk.determination("tool1").outcome == "not_admissible"
    assert ("call_recording", "perceivable") in [(gap.function, gap.fact) for gap in desk.missing("tool1")]
    assert desk.what_if("tool1", ["call_recording"]).outcome is None
    desk.answer(question(desk, "tool1", "perceivable"), "yes")
    desk.answer(question(desk, "tool1", "ground"), "organisational")
    assert "not_admissible" not in desk.determination("tool1").possible


def test_a_template_applied_again_takes_no_answer_away(open_desk: Desk) -> None:
    desk = open_desk
    desk.set_presence("tool1", "call_log", "call_log", "absent")
    desk.apply_template("tool1", "recorder")
    tool = desk.practice.tool("tool1")
    assert tool.template == "recorder"
    assert [(f.id, f.presence) for f in tool.functions if f.kind == "call_log"] == [("call_log", "absent")]
    assert len(tool.functions) == len({f.id for f in tool.functions}), "none twice"
    templates = {one.id: set(one.kinds) for one in desk.circular.templates}
    assert {f.kind for f in tool.functions} == templates["pbx"] | templates["recorder"]


def test_ids_are_fresh(open_desk: Desk) -> None:
    desk = open_desk
    assert [desk.add_tool("x"), desk.add_tool("y")] == ["tool2", "tool3"]
    desk.remove_tool("tool2")
    assert desk.add_tool("z") == "tool2"
    desk.set_site(desk.new_site())
    assert desk.new_site().id == "site2"
    desk.set_guarantee("tool1", desk.new_guarantee("tool1", "notice"))
    assert desk.new_guarantee("tool1", "dpia").id == "paper2"


def test_a_deleted_tool_comes_back_with_all_its_answers(open_desk: Desk) -> None:
    desk = open_desk
    desk.set_presence("tool1", "call_log", "call_log", "in_use")
    desk.answer(question(desk, "tool1", "kept", "call_log"), "raw")
    before = desk.practice
    desk.remove_tool("tool1")
    assert (desk.practice.tools, desk.determinations) == ((), ())
    desk.undo()
    assert desk.practice == before
    assert desk.determination("tool1").function("call_log").present


def test_undo_goes_no_further_than_the_opening_and_past_nothing(open_desk: Desk) -> None:
    desk = open_desk
    while desk.can_undo:
        desk.undo()
    assert (desk.practice.tools, desk.practice.company.name) == ((), "Prova")
    before = desk.dossier
    desk.undo()
    assert desk.dossier is before
    while desk.can_redo:
        desk.redo()
    assert desk.practice.tools[0].name == "Centralino"


# ---- saving, told truly ------------------------------------------------------------------------------------------


def test_unsaved_until_the_worker_wrote(open_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, gate = open_desk, hold_saves(monkeypatch)
    saved_at = desk.save.at
    events: list[str] = []
    desk.listen(events.append)
    desk.set_practice(note="x")
    assert (desk.save.state, desk.save.at) == ("unsaved", saved_at)
    assert events == ["changed", "save"]
    gate.set()
    assert desk.drain()
    assert desk.save.state == "saved"
    assert desk.save.at is not None
    assert saved_at is not None
    assert desk.save.at > saved_at


@pytest.mark.parametrize(("number", "key"), [(errno.ENOSPC, "disk_full"), (errno.EROFS, "disk_read_only")])
def test_a_failing_disk_is_told_and_tried_again(
    open_desk: Desk, monkeypatch: pytest.MonkeyPatch, number: int, key: str
) -> None:
    desk = open_desk
    saved_at = desk.save.at
    heal = fail_writes(monkeypatch, number)
    desk.set_practice(note="resta sullo schermo")
    assert not desk.drain()
    assert (desk.save.state, desk.save.at) == ("failed", saved_at)
    assert desk.save.problem is not None
    assert desk.save.problem.key == key
    assert desk.words.error(desk.save.problem)
    assert desk.practice.note == "resta sullo schermo"
    with pytest.raises(UserError, match=key):
        desk.close()
    for act in (lambda: desk.open("p1"), lambda: desk.create("Altra"), desk.open_example):
        with pytest.raises(UserError):
            act()
    assert desk.practice.note == "resta sullo schermo", "nothing was let go"
    heal()
    desk.retry_save()
    assert desk.drain()
    assert reopened(desk, "p1").note == "resta sullo schermo"


def test_a_change_after_a_failure_saves_everything(open_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = open_desk
    heal = fail_writes(monkeypatch, errno.ENOSPC)
    desk.set_practice(note="uno")
    desk.drain()
    heal()
    desk.set_practice(number="due")
    assert desk.drain()
    found = reopened(desk, "p1")
    assert (found.note, found.number) == ("uno", "due")


def test_a_file_changed_by_somebody_else_is_not_overwritten(open_desk: Desk, tmp_path: Path) -> None:
    desk = open_desk
    with desk_on(tmp_path / "data", start=9) as other:
        other.open("p1")
        other.set_practice(note="loro")
        assert other.drain()
    desk.set_practice(note="nostro")
    assert not desk.drain()
    assert desk.save.problem is not None
    assert desk.save.problem.key == "changed_outside"
    with desk_on(tmp_path / "data", start=9) as other:
        other.open("p1")
        assert other.practice.note == "loro"


# ---- list, example, language -------------------------------------------------------------------------------------


def test_the_example_is_made_once_and_opened_again(desk: Desk) -> None:
    made = desk.open_example()
    assert desk.practice.sample
    assert len(desk.determinations) == 4
    assert {d.outcome for d in desk.determinations} == {
        "work_tool",
        "not_admissible",
        "needs_agreement_or_authorisation",
        "attendance_tool",
    }
    assert not any(d.provisional for d in desk.determinations)
    desk.close()
    listed(desk)
    assert desk.open_example() == made
    desk.close()
    assert len(desk.summaries()) == 1


def test_what_is_most_urgent_over_all_practices(desk: Desk) -> None:
    desk.open_example()
    desk.close()
    listed(desk)
    told = desk.todo()
    assert [(todo.tool, todo.duty) for todo, _ in told] == [("Cruscotto", "O7"), ("Registratore", "O6")]
    italian = told[0][1]
    desk.set_language("en")
    assert desk.todo(limit=1)[0][1] != italian


def test_what_must_stop_while_the_outcome_is_open_comes_first_in_the_list_of_what_is_due(desk: Desk) -> None:
    desk.open_example()
    desk.answer(question(desk, "tool2", "coverage", "operator_states"), UNKNOWN)
    desk.answer(question(desk, "tool2", "coverage", "handling_times"), UNKNOWN)
    found = desk.determination("tool2")
    assert (found.standing, found.provisional, len(found.possible)) == ("stop", True, 2)
    desk.close()
    listed(desk)
    assert [(todo.tool, todo.duty) for todo, _ in desk.todo(1)] == [("Cruscotto", "O6_meanwhile")]


def test_the_language_changes_words_and_nothing_else(open_desk: Desk) -> None:
    desk = open_desk
    desk.set_presence("tool1", "call_recording", "call_recording", "in_use")
    dossier, found, label = desk.dossier, desk.determinations, desk.circular.kinds["call_recording"].label
    events: list[str] = []
    desk.listen(events.append)
    desk.set_language("en")
    assert events == ["changed"]
    assert (desk.dossier, desk.determinations) == (dossier, found)
    assert desk.circular.kinds["call_recording"].label != label
    assert desk.words.lang == "en"


def test_every_act_of_the_journal_has_words_in_both_languages(desk: Desk) -> None:
    acts = {journal for _, journal in ACTS.values() if journal}
    for lang in ("it", "en"):
        desk.set_language(lang)
        for act in acts | {"created", "absence_withdrawn", "undone", "redone", "sealed"}:
            assert desk.words(f"journal.{act}", about="x")


# ---- paper -------------------------------------------------------------------------------------------------------


def test_a_draft_is_a_pdf_and_leaves_the_practice(open_desk: Desk) -> None:
    before = open_desk.dossier
    assert open_desk.draft_pdf().startswith(b"%PDF-")
    assert open_desk.dossier is before


def test_signing_without_a_seal_or_with_a_wrong_passphrase_writes_nothing(open_desk: Desk, tmp_path: Path) -> None:
    desk = open_desk
    before = desk.dossier
    with pytest.raises(UserError, match="identity_missing"):
        desk.sign("x", "consultant", tmp_path / "out.pdf")
    desk.make_identity("Ada", "giusta passphrase")
    assert desk.has_identity()
    with pytest.raises(UserError, match="identity_exists"):
        desk.make_identity("Ada", "altra")
    with pytest.raises(UserError, match="passphrase_wrong"):
        desk.sign("sbagliata", "consultant", tmp_path / "out.pdf")
    assert desk.dossier == before
    assert not list(tmp_path.rglob("*.pdf"))


def test_signing_seals_a_revision_stops_undo_and_verifies(open_desk: Desk, tmp_path: Path) -> None:
    desk = open_desk
    desk.make_identity("Ada", "giusta passphrase")
    signed = desk.sign("giusta passphrase", "consultant", tmp_path / "out.pdf")
    assert signed.verification.intact
    assert signed.path == tmp_path / "out.pdf"
    assert desk.verify(signed.path).intact
    assert desk.dossier is not None
    revision = desk.dossier.ledger.last_sealed
    assert revision == signed.revision
    assert revision is not None
    assert revision.practice_sha256 == fingerprint(desk.practice)
    assert desk.signed_path(revision.signatures[0].file_name).read_bytes() == signed.path.read_bytes()
    assert (desk.can_undo, desk.dossier.ledger.journal[-1].act) == (False, "sealed")
    desk.close()
    assert [(row.state, row.signed_on) for row in listed(desk)] == [("signed", "2026-11-23")]
    desk.open("p1")
    desk.set_practice(note="dopo")
    desk.close()
    assert [row.state for row in listed(desk)] == ["in_progress"]


def fail_saves(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Let every save of a practice find the disk full from now on; the returned call heals it."""
    real = Archive.save

    def refuse(*_args: object) -> None:
        raise UserError("disk_full", name="practice.json")

    monkeypatch.setattr(Archive, "save", refuse)
    return lambda: monkeypatch.setattr(Archive, "save", real)


def test_a_seal_that_could_not_be_recorded_is_told_and_kept_until_it_is(
    open_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = open_desk
    desk.make_identity("Ada", "giusta passphrase")
    heal = fail_saves(monkeypatch)
    with pytest.raises(UserError, match="seal_not_recorded") as told:
        desk.sign("giusta passphrase", "consultant", tmp_path / "out.pdf")
    for lang in ("it", "en"):
        said = words(RESOURCES / "text", lang).error(told.value)
        assert "rev1.pdf" in said
        assert words(RESOURCES / "text", lang)("error.disk_full") in said
    assert not (tmp_path / "out.pdf").exists(), "no copy of what is not recorded"
    assert desk.save.state == "failed"
    assert desk.dossier is not None
    assert [revision.number for revision in desk.dossier.ledger.revisions] == [1]
    with pytest.raises(UserError, match="disk_full"):
        desk.sign("giusta passphrase", "consultant", tmp_path / "out.pdf")
    heal()
    desk.retry_save()
    assert desk.drain()
    desk.close()
    desk.open("p1")
    assert [revision.number for revision in desk.dossier.ledger.revisions] == [1]


def test_no_number_is_ever_on_two_papers(open_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that ends before the revision is saved leaves its paper: the next one takes another number."""
    desk = open_desk
    desk.make_identity("Ada", "giusta passphrase")
    with monkeypatch.context() as full:
        fail_saves(full)
        with pytest.raises(UserError, match="seal_not_recorded"):
            desk.sign("giusta passphrase", "consultant")
    with desk_on(tmp_path / "data") as other:
        other.open("p1")
        signed = other.sign("giusta passphrase", "consultant")
    assert signed.revision.number == 2
    assert signed.path.name.endswith("rev2.pdf")
    assert sorted(path.name[-8:] for path in signed.path.parent.iterdir()) == ["rev1.pdf", "rev2.pdf"]


def test_a_copy_without_a_place_seals_nothing(open_desk: Desk, tmp_path: Path) -> None:
    desk = open_desk
    desk.make_identity("Ada", "giusta passphrase")
    before = desk.dossier
    (tmp_path / "there.pdf").write_bytes(b"mine")
    for target, key in ((tmp_path / "there.pdf", "target_taken"), (tmp_path / "nowhere" / "x.pdf", "save_failed")):
        with pytest.raises(UserError, match=key):
            desk.sign("giusta passphrase", "consultant", target)
    with pytest.raises(UserError, match="passphrase_wrong"):
        desk.sign("sbagliata", "consultant", tmp_path / "free.pdf")
    assert (tmp_path / "there.pdf").read_bytes() == b"mine"
    assert desk.dossier == before
    assert [path.name for path in tmp_path.rglob("*.pdf")] == ["there.pdf"]


def test_a_copy_that_fails_after_the_seal_says_where_the_paper_is(
    open_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = open_desk
    desk.make_identity("Ada", "giusta passphrase")

    def refuse(path: Path, _data: bytes) -> None:
        raise UserError("disk_full", name=path.name)

    monkeypatch.setattr("app.desk.signing.export", refuse)
    with pytest.raises(UserError, match="seal_not_copied") as told:
        desk.sign("giusta passphrase", "consultant", tmp_path / "out.pdf")
    assert desk.dossier is not None
    revision = desk.dossier.ledger.last_sealed
    assert revision is not None
    kept = desk.signed_path(revision.signatures[0].file_name)
    assert desk.verify(kept).intact
    assert str(kept) in desk.words.error(told.value)
    assert (desk.save.state, (tmp_path / "out.pdf").exists()) == ("saved", False)


def test_where_nothing_can_be_written_one_reads_and_prints(tmp_path: Path) -> None:
    with desk_on(tmp_path / "data") as desk:
        desk.open_example()
        desk.close()
    before = sorted(tmp_path.rglob("*"))
    with desk_on(tmp_path / "data", read_only=True) as desk:
        assert [row.name for row in listed(desk)] == ["Centro contatti di esempio"]
        desk.open("p1")
        assert desk.read_only
        assert desk.draft_pdf().startswith(b"%PDF-")
        wishes: tuple[Callable[[], object], ...] = (
            lambda: desk.set_practice(note="x"),
            lambda: desk.create("Altra"),
            lambda: desk.delete("p1"),
            lambda: desk.make_identity("Ada", "giusta passphrase"),
            lambda: desk.sign("giusta passphrase", "consultant"),
        )
        for wish in wishes:
            with pytest.raises(UserError, match="folder_read_only"):
                wish()
    assert sorted(path for path in tmp_path.rglob("*") if path.name != "index.json") == [
        path for path in before if path.name != "index.json"
    ]


def test_a_list_that_cannot_be_read_is_not_called_empty(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_self: Archive) -> None:
        raise UserError("read_failed", name="practices", reason=UserError("reason.not_permitted"))

    monkeypatch.setattr(Archive, "stamps", refuse)
    with pytest.raises(UserError, match="read_failed"):
        desk.read_list()


def test_verifying_what_is_not_there(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="read_failed"):
        desk.verify(tmp_path / "nothing.pdf")

"""With a password on, nothing of a practice can be found in the data folder, whatever was done at the desk."""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from app.desk.desk import Desk
from app.desk.front_shelf import FrontShelf
from app.desk.laws import Laws
from app.desk.shelves import Shelves
from app.domain.errors import UserError
from app.library.shelf import Shelf
from app.store import log
from app.store.envelope import MAGIC
from app.store.vault import Vault
from tests.desks import Clock, desk_on, fail_writes, listed
from tests.law import CIRCULARS, RESOURCES
from tests.vaults import CHEAP, PASSWORD, never, quiet

COMPANY, TOOL, NOTE, ANSWERED_BY = "Zefirotelefonia", "Quadrifonico", "Ornitorinco", "Pancrazia"
SITE, SEAL = "Borgocentrale", "Ermenegarda"
TEXTS = (COMPANY, TOOL, NOTE, ANSWERED_BY, SITE, SEAL)


@contextmanager
def at_desk(folder: Path, password: str = PASSWORD, start: int = 1) -> Iterator[Desk]:
    """A desk on a folder whose password, if it has one, is cheap to try."""
    laws, clock = Laws(Shelf(CIRCULARS)), Clock()
    numbers = iter(f"p{n}" for n in range(start, start + 50))
    shelves = Shelves(FrontShelf(folder, clock, "test", vault=Vault(folder, CHEAP)), laws)
    try:
        desk = Desk(shelves, laws, RESOURCES / "text", clock, lambda: next(numbers), lambda call: call(), "it")
        if desk.protection.locked:
            desk.protection.unlock(password)
        yield desk
    finally:
        shelves.close()


def journey(desk: Desk) -> str:
    """A practice with texts of its own in every place that takes one, signed twice, and one more thrown away."""
    practice_id = desk.create(COMPANY)
    desk.set_practice(prepared_by=ANSWERED_BY, note=NOTE, number="")
    site = desk.new_site()
    desk.set_site(type(site)(site.id, name=SITE))
    tool = desk.add_tool(TOOL)
    desk.tick(tool, next(iter(desk.circular.kinds)), True)
    asked = desk.path(tool)[0]
    desk.set_note(asked, NOTE)
    desk.answer(asked, "unknown", NOTE)
    desk.undo()
    desk.redo()
    if not desk.has_identity():
        desk.make_identity(SEAL, "passphrase of the seal")
    desk.sign("passphrase of the seal", "consultant")
    desk.set_tool(tool, note=NOTE)
    desk.sign("passphrase of the seal", "employer")
    desk.drain()
    return practice_id


def inflated(data: bytes) -> Iterator[bytes]:
    """The bytes, and whatever in them a reader of PDFs or archives would unfold."""
    yield data
    for found in re.finditer(rb"stream\r?\n", data):
        with_rest = zlib.decompressobj()
        try:
            yield with_rest.decompress(data[found.end() :])
        except zlib.error:
            continue
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as members:
            for name in members.namelist():
                yield name.encode()
                yield from inflated(members.read(name))


def spelled(text: str) -> list[bytes]:
    """As the formats that we write may spell it."""
    forms = [text, text.casefold(), text.upper(), text.encode("utf-16-be").hex(), text.encode().hex()]
    return [form.encode() for form in forms] + [text.encode("utf-16-be"), text.encode("utf-16-le")]


def found_in(folder: Path, texts: tuple[str, ...] = TEXTS) -> set[tuple[str, str]]:
    """(file, text) for each text in any byte or name of any file."""
    hits = set()
    wanted = [(text, form) for text in texts for form in spelled(text)]
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        pieces = [name.encode(), *(inflated(path.read_bytes()) if path.is_file() else ())]
        for piece in pieces:
            hits |= {(name, text) for text, form in wanted if form in piece}
    return hits


def test_after_a_whole_journey_nothing_is_found(tmp_path: Path) -> None:
    with at_desk(tmp_path) as desk:
        assert desk.protection.turn_on(PASSWORD, quiet, never)
        kept = journey(desk)
        thrown = journey(desk)
        desk.delete(thrown)
        listed(desk)
        log.add(tmp_path / "logs" / "vaglio.log", f"2026-11-23 ValueError {COMPANY}\n")
        desk.protection.change(PASSWORD, "another password")
    with at_desk(tmp_path, "another password") as desk:
        assert [row.name for row in listed(desk, COMPANY)] == [COMPANY]
        desk.open(kept)
        assert desk.practice.company.name == COMPANY
        assert desk.verify(desk.signed_path(_signed_name(desk))).intact
    assert (tmp_path / "index.json").read_bytes().startswith(MAGIC)
    copies = [path for path in (tmp_path / "backups").rglob("*.json") if path.is_file()]
    assert copies
    assert all(path.read_bytes().startswith(MAGIC) for path in copies)
    # The seal's own certificate bears the name that was put on it; it lies under its own passphrase.
    assert found_in(tmp_path) <= {("identity.p12", SEAL)}
    assert len(list(tmp_path.rglob("*.pdf"))) == 4


def test_the_same_journey_before_the_password_leaves_nothing_behind(tmp_path: Path) -> None:
    with at_desk(tmp_path) as desk:
        kept = journey(desk)
        desk.delete(journey(desk))
        listed(desk)
    in_clear = found_in(tmp_path)
    assert {text for _, text in in_clear} == set(TEXTS)  # the search finds them where they are
    assert {name.split("/")[0] for name, _ in in_clear} >= {"practices", "bin", "index.json"}
    assert any(name.endswith(".pdf") and text in (TOOL, NOTE) for name, text in in_clear)
    with at_desk(tmp_path) as desk:
        desk.protection.turn_on(PASSWORD, quiet, never)
        desk.open(kept)
    # Names that were given before stay: the window says so.
    in_names = {(name, text) for name, text in in_clear if text in name}
    assert found_in(tmp_path) <= in_names | {("identity.p12", SEAL)}


def test_a_signed_file_is_given_out_readable(tmp_path: Path) -> None:
    with at_desk(tmp_path / "data") as desk:
        desk.protection.turn_on(PASSWORD, quiet, never)
        desk.create(COMPANY)
        desk.add_tool(TOOL)
        desk.make_identity(SEAL, "passphrase of the seal")
        signed = desk.sign("passphrase of the seal", "consultant", tmp_path / "out.pdf")
        assert signed.path.read_bytes().startswith(b"%PDF")
        assert desk.signed_content(_signed_name(desk)) == signed.path.read_bytes()
        assert desk.signed_path(_signed_name(desk)).read_bytes().startswith(MAGIC)


def test_the_practice_is_let_go_of_before_anything_is_turned_on_or_off(tmp_path: Path) -> None:
    with at_desk(tmp_path) as desk:
        desk.create(COMPANY)
        desk.protection.turn_on(PASSWORD, quiet, never)
        assert desk.dossier is None
        desk.create("Altra")
        with pytest.raises(UserError, match="vault_password_wrong"):
            desk.protection.turn_off("another password", quiet, never)
        assert desk.protection.turn_off(PASSWORD, quiet, never)
        assert not desk.protection.on
        assert {row.name for row in listed(desk)} == {COMPANY, "Altra"}


def test_what_cannot_be_saved_is_not_let_go_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with at_desk(tmp_path) as desk:
        desk.create(COMPANY)
        desk.drain()
        heal = fail_writes(monkeypatch, 28)
        desk.set_company(name="Altra")
        with pytest.raises(UserError, match="disk_full"):
            desk.protection.turn_on(PASSWORD, quiet, never)
        assert desk.practice.company.name == "Altra"
        assert not desk.protection.on
        heal()
        desk.retry_save()
        assert desk.protection.turn_on(PASSWORD, quiet, never)


def test_what_was_cut_short_is_said_and_finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with at_desk(tmp_path) as desk:
        kept = desk.create(COMPANY)
        desk.drain()
        calls: list[Any] = []

        def third_time_cut(done: int, total: int) -> None:
            calls.append((done, total))
            raise KeyboardInterrupt if len(calls) > 99 else UserError("disk_full", name="x")

        with pytest.raises(UserError, match="disk_full"):
            desk.protection.turn_on(PASSWORD, third_time_cut, never)
    with at_desk(tmp_path) as desk:
        assert desk.protection.unfinished
        desk.open(kept)
        assert desk.protection.finish(quiet, never)
        assert not desk.protection.unfinished
        desk.open(kept)
        assert desk.practice.company.name == COMPANY


def test_a_folder_for_reading_only_is_unlocked_without_a_write(tmp_path: Path) -> None:
    with at_desk(tmp_path) as desk:
        kept = desk.create(COMPANY)
        desk.protection.turn_on(PASSWORD, quiet, never)
    (tmp_path / "vault.copy.json").unlink()
    with desk_on(tmp_path, read_only=True) as desk:
        desk.protection.unlock(PASSWORD)
        desk.open(kept)
        with pytest.raises(UserError, match="folder_read_only"):
            desk.protection.change(PASSWORD, "another password")
        with pytest.raises(UserError, match="folder_read_only"):
            desk.protection.turn_off(PASSWORD, quiet, never)
    assert not (tmp_path / "vault.copy.json").exists()


def test_the_idle_minutes_are_kept_and_nonsense_is_not_believed(tmp_path: Path) -> None:
    with at_desk(tmp_path) as desk:
        assert desk.protection.idle_minutes == 10
        desk.protection.set_idle_minutes(0)
    with at_desk(tmp_path) as desk:
        assert desk.protection.idle_minutes == 0
        for nonsense in ("5", -1, True, None):
            desk._shelves.settings.set("lock_after_minutes", nonsense)
            assert desk.protection.idle_minutes == 10


def _signed_name(desk: Desk) -> str:
    assert desk.dossier is not None
    return desk.dossier.ledger.revisions[-1].signatures[0].file_name


def test_a_bundle_out_of_a_sealed_archive_is_readable_and_what_comes_in_is_sealed(tmp_path: Path) -> None:
    here, there, bundle = tmp_path / "here", tmp_path / "there", tmp_path / "all.vaglio"
    with at_desk(here) as desk:
        desk.protection.turn_on(PASSWORD, quiet, never)
        kept = journey(desk)
        signed = desk.signed_content(_signed_name(desk))
        desk.export_bundle((), bundle)
    with at_desk(there) as desk:
        desk.protection.turn_on("another password", quiet, never)
        with desk.preview_bundle(bundle) as plan:
            desk.import_bundle(plan, {item.id: "newer" for item in plan.items})
        with desk.preview_bundle(bundle) as plan:  # what is here is read as it is, and known again
            assert [item.relation for item in plan.items] == ["same"]
        desk.open(kept)
        assert desk.practice.company.name == COMPANY
        assert desk.signed_content(_signed_name(desk)) == signed
    assert found_in(there) == set()
    assert zipfile.is_zipfile(bundle)


def test_a_damaged_sealed_practice_is_recovered_from_its_sealed_copy(tmp_path: Path) -> None:
    with at_desk(tmp_path) as desk:
        desk.protection.turn_on(PASSWORD, quiet, never)
        kept = journey(desk)
        desk.copy_now(kept)
        desk.close()
    file = next(tmp_path.rglob("practice.json"))
    file.write_bytes(file.read_bytes()[:-1])
    with at_desk(tmp_path, PASSWORD) as desk:
        listed(desk)
        (damaged,) = desk.damaged()
        assert damaged.id == kept
        desk.recover(kept, desk.copies(kept)[0].name)
        desk.open(kept)
        assert desk.practice.company.name == COMPANY
    assert found_in(tmp_path) <= {("identity.p12", SEAL)}


def test_whether_it_is_on_is_known_without_touching_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with at_desk(tmp_path / "a") as desk:
        assert not desk.protection.seen_on
        desk.protection.turn_on(PASSWORD, quiet, never)
        monkeypatch.setattr(Vault, "_look", lambda self: pytest.fail("the disk was looked at"))
        assert desk.protection.seen_on
        monkeypatch.undo()
        desk.protection.turn_off(PASSWORD, quiet, never)
        assert not desk.protection.seen_on


@pytest.mark.parametrize("settled", [False, True])
@pytest.mark.parametrize(
    "name",
    [
        "practice.sync-conflict-20260101-101010-ABCDEFG.json",
        "practice (conflicted copy 2026-02-03 101500).json",
        "practice (Anna's conflicted copy 2026-02-03).json",
        "practice (Copia in conflitto di Anna 2026-02-03).json",
    ],
)
def test_another_version_beside_it_opens_and_is_plain_again_without_a_password(
    tmp_path: Path, name: str, settled: bool
) -> None:
    with at_desk(tmp_path) as desk:
        desk.create(COMPANY)
        desk.protection.turn_on(PASSWORD, quiet, never)
        desk.open("p1")
        desk.set_company(address="di un altro")
        assert desk.drain()
        (file,) = (tmp_path / "practices").glob("*/p1/practice.json")
        (file.parent / name).write_bytes(file.read_bytes())
        desk.set_company(address="mio")
        assert desk.drain()
        (found,) = desk.conflicts()
        assert found.readable
        if settled:
            desk.settle_conflict(found.id)
        desk.close()
        assert desk.protection.turn_off(PASSWORD, quiet, never)
        (other,) = (path for path in file.parent.iterdir() if path.name.startswith(name))
        assert (
            json.loads(other.read_bytes())["practice"]["1"]["dossier"]["practice"]["company"]["address"]
            == "di un altro"
        )

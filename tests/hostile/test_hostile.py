"""Bundles that lie, each with a single thing wrong: refused in one sentence, and nothing on the disk has changed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.errors import UserError
from app.store import locked
from app.text import LANGUAGES, words
from tests.desks import desk_on
from tests.hostile import making
from tests.law import RESOURCES

Tree = dict[str, tuple[int, bytes]]


def tree(folder: Path) -> Tree:
    """Every folder and file with its kind and content; the lock and the list that can be made anew apart."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.name != "index.json":
            state = path.lstat()
            found[str(path.relative_to(folder))] = (state.st_mode, path.read_bytes() if path.is_file() else b"")
    return found


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locked, "LOG_N", 4)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with a practice of the user's own."""
    with desk_on(tmp_path / "all" / "data", start=9) as desk:
        desk.create("Mia")
        desk.close()
    return tmp_path / "all" / "data"


def refused(data: Path, file: Path, passphrase: str) -> UserError:
    """Tries to bring it all in; everything beside and around the data folder is watched."""
    before = tree(data.parent)
    with desk_on(data, start=7) as desk, pytest.raises(UserError) as problem:  # noqa: SIM117
        with desk.preview_bundle(file, passphrase) as plan:
            desk.import_bundle(plan, {})
    assert tree(data.parent) == before
    return problem.value


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("trick", making.HOSTILE)
def test_refused_in_one_sentence(trick: str, data: Path, tmp_path: Path) -> None:
    make, key = making.HOSTILE[trick]
    check(make, key, "", data, tmp_path)


@pytest.mark.parametrize("trick", making.HOSTILE_LOCKED)
def test_refused_under_a_passphrase(trick: str, data: Path, tmp_path: Path) -> None:
    make, key = making.HOSTILE_LOCKED[trick]
    check(make, key, "segreta", data, tmp_path)


def check(make: Callable[[], bytes], key: str, passphrase: str, data: Path, tmp_path: Path) -> None:
    file = tmp_path / "hostile.vaglio"
    file.write_bytes(make())
    problem = refused(data, file, passphrase)
    assert problem.key == key
    for lang in LANGUAGES:
        sentence = words(RESOURCES / "text", lang).error(problem)
        assert "\n" not in sentence
        assert sentence.isprintable()


def test_what_the_tricks_are_played_on_is_good(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "good.vaglio"
    for content, passphrase in ((making.WHOLE, ""), (making.lock(making.WHOLE), "segreta")):
        file.write_bytes(content)
        with desk_on(data) as desk, desk.preview_bundle(file, passphrase) as plan:
            desk.import_bundle(plan, {})
            with desk.preview_bundle(file, passphrase) as again:
                assert again.items[0].relation == "same"
            desk.delete("p1")


def test_a_folder_a_pipe_and_nothing_are_no_bundle(data: Path, tmp_path: Path) -> None:
    assert refused(data, tmp_path, "").key == "bundle_not"
    assert refused(data, tmp_path / "missing.vaglio", "").key == "read_failed"
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.vaglio")
        assert refused(data, tmp_path / "pipe.vaglio", "").key == "bundle_not"


def test_every_cut_and_every_flipped_bit_is_refused_or_harmless(data: Path, tmp_path: Path) -> None:
    """Nothing is believed of a damaged file: what opens all the same brings exactly the good content."""
    made = making.good()
    for name in ("practices/p1/signed/a.pdf", "practices/p1/evidence/b.jpg"):
        del made.members[name]
    made.manifest["practices"][0]["files"] = []
    whole = made.packed()
    file, before = tmp_path / "x.vaglio", tree(data)
    copies = [whole[:n] for n in range(len(whole))]
    copies += [whole[:n] + bytes([whole[n] ^ 1 << n % 8]) + whole[n + 1 :] for n in range(len(whole))]
    opened = 0
    with desk_on(data) as desk:
        for copy in copies:
            file.write_bytes(copy)
            try:
                with desk.preview_bundle(file) as plan:
                    opened += 1
                    (item,) = plan.items
                    assert plan.bundle.practice(item.entry).dossier == making.dossier()
            except UserError:
                continue
    assert 0 < opened < len(copies) / 4  # dates, made_at and the like
    assert tree(data) == before

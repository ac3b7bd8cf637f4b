"""Generated archives out into a bundle, the folder wiped, and in again: every byte as it was."""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.desk.laws import Laws
from app.domain.ledger import Dossier, JournalEntry, Ledger, Revision, Signature
from app.domain.practice import Answer, Company, Guarantee, Practice, Site, Tool, ToolFunction
from app.library.shelf import Shelf
from app.records import SCHEMA
from app.records.dossier import to_dict
from app.store import bundle, locked
from app.store.archive import Archive
from tests.desks import Clock, desk_on
from tests.law import CIRCULARS, ID, VERSION

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12).filter(bundle.is_file_name)
ANSWERS = st.dictionaries(
    TEXT,
    st.builds(Answer, TEXT | st.integers(0, 2**60) | st.lists(TEXT, max_size=3).map(tuple), TEXT, TEXT, TEXT),
    max_size=4,
)


def some(values: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(values, max_size=3).map(tuple)


TOOLS = st.builds(
    Tool,
    id=TEXT,
    name=TEXT,
    facts=ANSWERS,
    functions=some(st.builds(ToolFunction, TEXT, TEXT, answers=ANSWERS)),
    guarantees=some(st.builds(Guarantee, TEXT, TEXT, retention_days=st.none() | st.integers(0, 9999))),
    note=TEXT,
)
LEDGERS = st.builds(
    Ledger,
    some(st.builds(JournalEntry, TEXT, TEXT, TEXT, TEXT)),
    some(st.builds(Revision, st.integers(1, 9), TEXT, TEXT, TEXT, TEXT, some(st.builds(Signature, *[TEXT] * 6)))),
)
FILES = st.dictionaries(NAMES, st.binary(max_size=2000), max_size=3).filter(
    lambda files: len({bundle.folded(name) for name in files}) == len(files)
)


@st.composite
def practices(draw: st.DrawFn, practice_id: str) -> tuple[Dossier, int, dict[str, dict[str, bytes]]]:
    company = Company(draw(TEXT), sites=draw(some(st.builds(Site, TEXT, TEXT))), facts=draw(ANSWERS))
    notes = draw(st.dictionaries(TEXT, TEXT, max_size=2))
    practice = Practice(practice_id, ID, VERSION, company, draw(some(TOOLS)), number=draw(TEXT), waiting_notes=notes)
    return Dossier(practice, draw(LEDGERS)), draw(st.integers(1, 4)), {kind: draw(FILES) for kind in bundle.KINDS}


IDS = st.lists(
    st.from_regex(bundle.ID, fullmatch=True).filter(bundle.is_file_name), min_size=1, max_size=5, unique=True
)
ARCHIVES = IDS.flatmap(lambda ids: st.tuples(*(practices(one) for one in ids)))
LAWS = Laws(Shelf(CIRCULARS))
PASSPHRASES = st.just("") | st.text(min_size=1, max_size=8)


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def fill(folder: Path, made: tuple[Any, ...]) -> None:
    archive = Archive(folder, Clock(), SCHEMA)
    for dossier, saves, kinds in made:
        practice_id = dossier.practice.id
        for count in range(saves):
            archive.save(practice_id, to_dict(dossier), SCHEMA, count or None)
        for kind, files in kinds.items():
            place = archive.folder(practice_id) / kind
            for name, data in files.items():
                place.mkdir(exist_ok=True)
                (place / name).write_bytes(data)


def out_and_in(made: tuple[Any, ...], passphrase: str, chunk: int) -> None:
    with tempfile.TemporaryDirectory() as place, pytest.MonkeyPatch.context() as patch:
        patch.setattr(locked, "LOG_N", 2)
        patch.setattr(bundle, "CHUNK", chunk)
        patch.setattr("tests.desks.Laws", lambda _shelf: LAWS)
        patch.setattr(os, "fsync", lambda _file: None)  # what is not tried here, and takes the longest
        data, file = Path(place) / "data", Path(place) / "x.vaglio"
        fill(data, made)
        before = tree(data / "practices")
        with desk_on(data) as desk:
            desk.export_bundle((), file, passphrase)
        shutil.rmtree(data)
        with desk_on(data) as desk, desk.preview_bundle(file, passphrase) as plan:
            assert {item.relation for item in plan.items} == {"new"}
            assert {one.done for one in desk.import_bundle(plan, {})} == {"added"}
        assert tree(data / "practices") == before
        with desk_on(data) as desk, desk.preview_bundle(file, passphrase) as plan:
            assert {item.relation for item in plan.items} == {"same"}
            assert {item.choices for item in plan.items} == {("skip",)}


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(ARCHIVES, PASSPHRASES, st.sampled_from([7, 256 * 1024]))
def test_out_and_in_again(made: tuple[Any, ...], passphrase: str, chunk: int) -> None:
    out_and_in(made, passphrase, chunk)


@pytest.mark.long
def test_roundtrip_of_1000_archives() -> None:
    count = itertools.count()

    @settings(max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(ARCHIVES, PASSPHRASES, st.sampled_from([7, 256 * 1024]))
    def run(made: tuple[Any, ...], passphrase: str, chunk: int) -> None:
        next(count)
        out_and_in(made, passphrase, chunk)

    run()
    done = next(count)
    print(f"{done} archives out and in")
    assert done >= 1000

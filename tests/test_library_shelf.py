from __future__ import annotations

import runpy
import sys
from pathlib import Path
from typing import Any

import pytest

from app.domain.errors import UserError
from app.library.seal import RELEASED
from app.library.shelf import Shelf, changed_files, hashes_of, released_text
from app.library.trace import items_table, parts_table
from tests.law import CIRCULARS, COUNTS, FOLDER, ID, VERSION, copied, law, rewrite

LAW = CIRCULARS.parent.parent / "packaging" / "law.py"


def problem_of(shelf: Shelf, circular: str = ID, version: str = VERSION, lang: str = "it") -> tuple[str, Any]:
    with pytest.raises(UserError) as problem:
        shelf.load(circular, version, lang)
    return problem.value.key, problem.value.params


def released(folder: Path) -> Path:
    """The shelf's list, with the version as it stands marked released."""
    file = folder.parent.parent / RELEASED
    listed = Shelf(file.parent).releases()
    sealed = [type(r)(r.circular, r.version, False, hashes_of(folder)) for r in listed]
    file.write_text(released_text(sealed), "utf-8")
    return file


def test_the_shelf_hands_out_the_newest_in_either_language() -> None:
    shelf = Shelf(CIRCULARS)
    newest = shelf.newest()
    assert (newest.circular, newest.version) == (ID, VERSION)
    assert shelf.load(ID, VERSION, "it").lang == "it"
    assert shelf.load(ID, VERSION, "en").lang == "en"


def test_the_seal_on_the_real_version_is_whole() -> None:
    (release,) = Shelf(CIRCULARS).releases()
    assert changed_files(FOLDER, release.hashes) == []
    assert set(release.hashes) == {"rules", "cases", "overlay"}
    assert sum(len(files) for files in release.hashes.values()) == 2 * (9 + 39)
    assert released_text([release]) == (CIRCULARS / RELEASED).read_text("utf-8")


@pytest.mark.parametrize("file", ["kinds/call_log.toml", "cases.toml", "en/duties.toml", "standing.toml"])
def test_a_changed_file_is_refused_and_named(tmp_path: Path, file: str) -> None:
    folder = copied(tmp_path)
    (folder / file).write_text((folder / file).read_text("utf-8") + "\n# harmless?\n", "utf-8")
    assert problem_of(Shelf(tmp_path / "circulars")) == ("circular_changed", {"file": file})


def test_a_missing_and_a_new_file_are_refused(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "en/cases.toml").unlink()
    assert problem_of(Shelf(tmp_path / "circulars")) == ("circular_changed", {"file": "en/cases.toml"})
    (folder / "en/cases.toml").write_bytes((FOLDER / "en/cases.toml").read_bytes())
    (folder / "kinds/zzz.toml").write_text("format = 1\n", "utf-8")
    assert problem_of(Shelf(tmp_path / "circulars"))[1]["file"] in ("kinds/zzz.toml", "en/kinds/zzz.toml")


def test_line_ends_do_not_count(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    file = folder / "duties.toml"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert Shelf(tmp_path / "circulars").load(ID, VERSION, "it").version == VERSION


def test_a_version_that_is_not_there(tmp_path: Path) -> None:
    assert problem_of(Shelf(CIRCULARS), version="2019.01") == (
        "circular_absent",
        {"circular": ID, "version": "2019.01"},
    )


@pytest.mark.parametrize("content", ["", "[[", "[inl-2017-04]\nx = 1\n", '[inl-2017-04."1"]\nstatus = "draft"\n', None])
def test_a_list_that_cannot_be_read(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / RELEASED).write_text(content, "utf-8")
    with pytest.raises(UserError) as problem:
        Shelf(tmp_path).newest()
    assert (problem.value.key, problem.value.params) == ("circular_unreadable", {"file": RELEASED})


def test_a_law_that_is_sealed_and_wrong_all_the_same(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    rewrite(folder / "kinds/breaks.toml", "format = 1", "format = 2")
    released(folder)
    assert problem_of(Shelf(tmp_path / "circulars")) == ("circular_unreadable", {"file": "kinds/breaks.toml"})


# ---- packaging/law.py --------------------------------------------------------------------------------------------


@pytest.fixture
def law_command(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The command run upon another shelf: its exit code."""

    def run(shelf: Path, *args: str) -> int:
        monkeypatch.setattr(sys, "argv", ["law.py", *args])
        module = runpy.run_path(str(LAW))
        main = module["main"]
        main.__globals__["FOLDER"] = shelf
        return int(main())

    return run


def test_the_command_counts_and_leaves_the_list_alone(law_command: Any, capsys: pytest.CaptureFixture[str]) -> None:
    before = (CIRCULARS / RELEASED).read_bytes()
    assert law_command(CIRCULARS) == 0
    told = capsys.readouterr().out
    for name, count in COUNTS.items():
        assert f" {name}: {count} combinations, complete and monotonic" in told
    assert told.count("complete and monotonic") == len(COUNTS)
    assert (CIRCULARS / RELEASED).read_bytes() == before


def test_a_draft_is_refreshed(tmp_path: Path, law_command: Any) -> None:
    folder = copied(tmp_path)
    rewrite(folder / "kinds/call_log.toml", 'label = "', 'label = "Nuovo ')
    assert problem_of(Shelf(tmp_path / "circulars"))[0] == "circular_changed"
    assert law_command(tmp_path / "circulars", "--refresh") == 0
    assert Shelf(tmp_path / "circulars").load(ID, VERSION, "it").kinds["call_log"].label.startswith("Nuovo ")


TABLES = ("traceability-items.tsv", "traceability-parts.tsv")


def test_the_tables_of_traceability_are_those_of_the_data() -> None:
    made = (items_table(law()), parts_table(law()))
    assert tuple((FOLDER / name).read_text("utf-8") for name in TABLES) == made


@pytest.mark.parametrize("name", TABLES)
def test_a_stale_or_missing_table_is_told_and_written_anew(
    tmp_path: Path, law_command: Any, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    folder = copied(tmp_path)
    whole = (folder / name).read_bytes()
    for spoil in (lambda file: file.write_bytes(whole + b"x\t\n"), Path.unlink):
        spoil(folder / name)
        assert law_command(tmp_path / "circulars") == 1
        assert f"{name} is not that of the data" in capsys.readouterr().out
        assert law_command(tmp_path / "circulars", "--refresh") == 0
        assert (folder / name).read_bytes() == whole


def test_the_tables_of_a_released_version_are_not_written(tmp_path: Path, law_command: Any) -> None:
    folder = copied(tmp_path)
    released(folder)
    (folder / TABLES[0]).write_text("x\n", "utf-8")
    assert law_command(tmp_path / "circulars", "--refresh") == 1
    assert (folder / TABLES[0]).read_text("utf-8") == "x\n"


def test_a_draft_with_a_defect_is_not_refreshed(
    tmp_path: Path, law_command: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = copied(tmp_path)
    rewrite(folder / "kinds/call_log.toml", 'cites = ["G-M2"]', "cites = []")
    assert law_command(tmp_path / "circulars", "--refresh") == 1
    assert "kinds/call_log.toml: rules.call_log.not_traceable.cites: no citation" in capsys.readouterr().out
    assert problem_of(Shelf(tmp_path / "circulars"))[0] == "circular_changed"


def test_a_released_version_that_changed_is_refused_and_never_refreshed(
    tmp_path: Path, law_command: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = copied(tmp_path)
    file = released(folder)
    assert law_command(tmp_path / "circulars", "--refresh") == 0
    sealed = file.read_bytes()
    rewrite(folder / "kinds/call_log.toml", 'label = "', 'label = "Nuovo ')
    assert law_command(tmp_path / "circulars", "--refresh") == 1
    assert "is released and must never change: kinds/call_log.toml" in capsys.readouterr().out
    assert file.read_bytes() == sealed
    assert problem_of(Shelf(tmp_path / "circulars")) == ("circular_changed", {"file": "kinds/call_log.toml"})

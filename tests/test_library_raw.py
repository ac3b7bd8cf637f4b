from __future__ import annotations

from pathlib import Path

import pytest

from app.library.raw import MAIN, LawError, file_names, lay_over, read_table, read_version
from tests.law import FOLDER, copied, rewrite


def test_a_version_is_its_main_files_and_one_file_for_each_kind() -> None:
    names = file_names(FOLDER)
    assert tuple(names[: len(MAIN)]) == MAIN
    assert len(names) == len(MAIN) + 39
    assert set(read_version(FOLDER, "it")) == set(names)


def test_words_are_laid_over_by_id_and_nothing_else_is_taken() -> None:
    base = {"id": "x", "label": "uno", "tier": 1, "parts": [{"id": "a", "text": "A"}, {"id": "b", "text": "B"}]}
    words = {"label": "one", "tier": 9, "more": "z", "parts": [{"id": "b", "text": "BB"}, {"id": "c", "text": "C"}]}
    assert lay_over(base, words) == {
        "id": "x",
        "label": "one",
        "tier": 1,
        "parts": [{"id": "a", "text": "A"}, {"id": "b", "text": "BB"}],
    }


def test_the_overlay_changes_words_and_no_rule() -> None:
    it, en = read_version(FOLDER, "it"), read_version(FOLDER, "en")
    for name in it:
        assert [rule["when"] for rule in it[name].get("rules", ())] == [r["when"] for r in en[name].get("rules", ())]
    log = "kinds/call_log.toml"
    assert it[log]["label"] != en[log]["label"]
    assert it[log]["facts"] == en[log]["facts"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"a = = 1\n", "line 1"), (b"a = '\xff'\n", "utf-8"), (None, "No such file")],
    ids=["bad TOML", "bad letters", "no file"],
)
def test_a_file_that_cannot_be_used_is_named(tmp_path: Path, content: bytes | None, reason: str) -> None:
    if content is not None:
        (tmp_path / "duties.toml").write_bytes(content)
    with pytest.raises(LawError, match=reason) as problem:
        read_table(tmp_path / "duties.toml", "duties.toml")
    assert problem.value.file == "duties.toml"


def test_another_format_number_is_refused(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    rewrite(folder / "kinds/breaks.toml", "format = 1", "format = 2")
    with pytest.raises(LawError) as problem:
        read_version(folder, "it")
    assert (problem.value.file, problem.value.key) == ("kinds/breaks.toml", "format")


def test_a_missing_overlay_is_named(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "en/kinds/breaks.toml").unlink()
    with pytest.raises(LawError) as problem:
        read_version(folder, "en")
    assert problem.value.file == "en/kinds/breaks.toml"

"""The log keeps what went wrong last, and is never itself what goes wrong."""

from __future__ import annotations

from pathlib import Path

from app.store import log


def test_entries_follow_one_another(tmp_path: Path) -> None:
    file = tmp_path / "logs" / "vaglio.log"
    assert log.add(file, "one\n")
    assert log.add(file, "two\n")
    assert file.read_text("utf-8") == "one\ntwo\n"


def test_a_long_log_starts_afresh_beside_the_old_one(tmp_path: Path) -> None:
    file = tmp_path / "vaglio.log"
    file.write_bytes(b"x" * (log.MOST_BYTES + 1))
    assert log.add(file, "new\n")
    assert file.read_text("utf-8") == "new\n"
    assert (tmp_path / "vaglio.old.log").stat().st_size == log.MOST_BYTES + 1


def test_a_disk_that_refuses_is_said_and_nothing_more(tmp_path: Path) -> None:
    (tmp_path / "logs").write_bytes(b"")
    assert not log.add(tmp_path / "logs" / "vaglio.log", "one\n")

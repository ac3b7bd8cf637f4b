"""A practice's file with any byte changed, or cut anywhere: the same content, or damage that is told and recovered.

Never a crash, never other answers in silence.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import pytest

from app.desk.desk import Desk
from app.domain.errors import UserError
from app.domain.practice import Practice
from app.records.dossier import canonical
from tests.desks import desk_on, listed
from tests.test_desk_shelves import practice_file

BITS = [1 << bit for bit in range(8)]


def small(folder: Path) -> tuple[Path, bytes, Practice]:
    """A small practice with a copy; its file, what is in it, and the practice."""
    with desk_on(folder) as desk:
        desk.create("Città")
        desk.add_tool("CRM")
        practice = desk.practice
        desk.close()
    file = practice_file(folder, "p1")
    return file, file.read_bytes(), practice


def tampered(whole: bytes, masks: Iterable[int], step: int) -> Iterable[bytes]:
    for n in range(0, len(whole), step):
        for mask in masks:
            yield whole[:n] + bytes([whole[n] ^ mask]) + whole[n + 1 :]
    for n in range(0, len(whole), step):
        yield whole[:n]


def looked_at(desk: Desk, file: Path, data: bytes, practice: Practice, at: datetime) -> bool:
    """Whether the file so changed still reads as the same; if not, that it is told, offered and recovered."""
    file.write_bytes(data)
    key = ""
    try:
        read = desk._shelves.read("p1")
    except UserError as problem:
        key = problem.key
    if not key:
        assert canonical(read.dossier.practice) == canonical(practice)
        assert read.saved_at == at
        return True
    assert key == "practice_unreadable"
    desk.read_list()
    (one,) = desk.damaged()
    assert one.good is not None
    desk.recover("p1", one.good.name)
    assert canonical(desk._shelves.read("p1").dossier.practice) == canonical(practice)
    assert desk.damaged() == ()
    assert {path.read_bytes() for path in file.parent.glob("*.broken-*")} == {data}
    for path in file.parent.glob("*.broken-*"):
        path.unlink()
    return False


def every_one(folder: Path, masks: list[int], step: int) -> tuple[int, int]:
    file, whole, practice = small(folder)
    same = damaged = 0
    with desk_on(folder) as desk:
        at = desk._shelves.read("p1").saved_at
        listed(desk)
        for data in tampered(whole, masks, step):
            if looked_at(desk, file, data, practice, at):
                same += 1
            else:
                damaged += 1
    return same, damaged


def test_some_bytes_changed_and_some_cuts(tmp_path: Path) -> None:
    same, damaged = every_one(tmp_path, [1, 255], 23)
    assert same + damaged > 80
    assert damaged > same


@pytest.mark.long
def test_faults_of_every_byte_and_every_cut(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    same, damaged = every_one(tmp_path, [*BITS, 255], 1)
    with capsys.disabled():
        print(f"\n{same} read as the same, {damaged} told, offered and recovered; none read as another")
    assert same + damaged > 5000

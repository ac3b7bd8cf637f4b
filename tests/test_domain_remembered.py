"""What was let go of is in no cache any more: an archive that is locked keeps nothing in memory."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

from tests.desks import desk_on


def test_nothing_of_a_practice_stays_once_it_is_let_go_of(tmp_path: Path) -> None:
    with desk_on(tmp_path) as desk:
        desk.open_example()
        tool = desk.practice.tools[1]
        desk.path(tool.id)
        desk.missing(tool.id)
        seen = [weakref.ref(desk.practice), weakref.ref(tool)]
        del tool
        desk.close()
        gc.collect()
        assert [ref() for ref in seen] == [None, None]

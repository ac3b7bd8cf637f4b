"""The desk as the window has it from the first moment: the same answers as the desk's own, and one desk only."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.desk.desk import Desk
from app.desk.front import Front
from app.desk.front_shelf import DATES, FrontShelf
from app.desk.shelves import Shelves
from app.domain.errors import UserError
from app.domain.own_dates import OwnDate
from app.library.seal import edition
from tests.desks import Clock, desk_on, laws_of, listed
from tests.law import CIRCULARS, RESOURCES

TEXTS = RESOURCES / "text"
ASKED = ("lang", "dossier", "folder_read_only", "has_password", "known_conflicts")
"""What the first picture asks, besides words, day and list."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    with desk_on(tmp_path / "data") as desk:
        for name in ("Alfa", "Beta Però"):
            desk.create(name)
            desk.close()
        listed(desk)
        desk._shelves.rebuild(lambda _done, _total: None)
    return tmp_path / "data"


@contextmanager
def front_on(folder: Path, lang: str = "it") -> Iterator[tuple[Front, list[Desk]]]:
    shelf, laws, made = FrontShelf(folder, Clock(), "test"), laws_of(CIRCULARS), list[Desk]()
    shelf.recall()
    assert shelf.recalled(None)

    def make(lang: str) -> Desk:
        made.append(Desk(Shelves(shelf, laws), laws, TEXTS, shelf.clock, lambda: "new", lambda call: call(), lang))
        return made[-1]

    try:
        yield Front(shelf, TEXTS, lang, make), made
    finally:
        if made:
            made[0]._shelves.close()


def test_what_the_first_picture_asks_is_answered_without_a_desk_and_as_the_desk_would(data: Path) -> None:
    with front_on(data) as (front, made):
        before = {name: getattr(front, name) for name in ASKED}
        rows, found = front.summaries(), front.summaries("pero")
        assert [one.name for one in found] == ["Beta Però"]
        assert (front.words("home.title"), front.today) == ("Pratiche", front.today)
        assert made == []
        desk = front.fetch()
        assert {name: getattr(desk, name) for name in ASKED} == before
        assert (desk.summaries(), desk.summaries("pero"), desk.today) == (rows, found, front.today)
        assert desk.words("home.title") == front.words("home.title")


def test_whatever_else_is_asked_is_the_desks_and_there_is_one(data: Path) -> None:
    heard: list[str] = []
    with front_on(data) as (front, made):
        front.listen(heard.append)
        with ThreadPoolExecutor(8) as pool:
            assert len(set(pool.map(lambda _n: id(front.fetch()), range(40)))) == 1
        front.listen(lambda event: heard.append(f"late {event}"))
        front.set_language("en")
        assert (front.lang, front.words("home.title"), len(made)) == ("en", "Practices", 1)
        assert heard == ["changed", "late changed"]
        front.open(front.summaries()[0].id)
        assert front.dossier is not None
        assert front.dossier is made[0].dossier


def test_a_desk_that_cannot_be_made_is_said_to_whoever_asks(tmp_path: Path) -> None:
    def make(_lang: str) -> Desk:
        raise UserError("disk_slow")

    front = Front(FrontShelf(tmp_path, Clock(), "test"), TEXTS, "it", make)
    assert front.summaries() == []
    with pytest.raises(UserError, match="disk_slow"):
        front.fetch()
    with pytest.raises(UserError, match="disk_slow"):
        front.determinations  # noqa: B018 - to ask is enough


def test_a_list_kept_by_another_program_law_or_date_is_not_shown(data: Path) -> None:
    def rows(edition: str) -> int:
        shelf = FrontShelf(data, Clock(), edition)
        shelf.recall()
        assert shelf.recalled(None)
        return len(shelf.summaries(""))

    assert (rows("test"), rows("another")) == (2, 0)
    own = OwnDate("2026-08-02", "2026-11-20", "2026-11-23")
    FrontShelf(data, Clock(), "test").settings.set(DATES, {"ai_high_risk": own._asdict()})
    assert rows("test") == 0


def test_the_law_is_told_by_its_seal(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="circular_unreadable"):
        edition("1.0", tmp_path)
    (tmp_path / "released.toml").write_text("one", "utf-8")
    first = edition("1.0", tmp_path)
    (tmp_path / "released.toml").write_text("two", "utf-8")
    assert len({first, edition("1.0", tmp_path), edition("1.1", tmp_path)}) == 3


def test_a_long_list_is_read_beside_the_window_and_is_the_same(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def names() -> list[str]:
        shelf = FrontShelf(data, Clock(), "test")
        shelf.recall()
        return [one.name for one in shelf.summaries("")]

    at_once = names()
    monkeypatch.setattr("app.desk.front_shelf.SHORT", 0)
    assert names() == at_once == ["Beta Però", "Alfa"]

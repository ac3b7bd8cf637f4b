"""The way between pages: back leads where one came from, and never to what is gone."""

from __future__ import annotations

from app.ui.travel import Trail


def test_back_leads_where_one_came_from_and_home_begins_anew() -> None:
    trail = Trail(lambda _name, _where: True)
    assert trail.to("practice", {}) == ("practice", {})
    assert trail.to("question", {"tool": "a"}) == ("question", {"tool": "a"})
    assert trail.to("back", {}) == ("practice", {})
    trail.to("home", {})
    assert trail.to("back", {}) == ("home", {})


def test_asking_twice_for_the_same_place_is_one_step() -> None:
    trail = Trail(lambda _name, _where: True)
    trail.to("sources", {})
    trail.to("sources", {})
    assert trail.to("back", {}) == ("home", {})


def test_what_is_gone_is_passed_over() -> None:
    gone: set[str] = set()
    trail = Trail(lambda name, _where: name not in gone)
    trail.to("practice", {})
    trail.to("question", {"tool": "a"})
    trail.to("manual", {"at": "question"})
    gone |= {"practice", "question"}
    assert trail.stands
    assert trail.to("back", {}) == ("home", {})


def test_asking_for_what_is_not_there_leads_home() -> None:
    trail = Trail(lambda name, _where: name == "home")
    assert trail.to("practice", {}) == ("home", {})
    assert trail.here == ("home", {})


def test_where_we_are_is_not_changed_by_who_asked() -> None:
    where = {"tool": "a"}
    trail = Trail(lambda _name, _where: True)
    trail.to("question", where)
    where["tool"] = "b"
    assert trail.here == ("question", {"tool": "a"})

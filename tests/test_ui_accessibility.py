"""Whoever cannot see the window hears of every control what it is called and what it is, in the order of reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface
from pytestqt.qtbot import QtBot

from app.text import LANGUAGES
from tests.gallery import controls, name_of, order, spoken, walk
from tests.ui_kit import Bench

NAMELESS = {
    QAccessible.Role.Client,
    QAccessible.Role.Pane,
    QAccessible.Role.LayeredPane,
    QAccessible.Role.Grouping,
    QAccessible.Role.Border,
    QAccessible.Role.ScrollBar,
    QAccessible.Role.Graphic,
    QAccessible.Role.StaticText,
    QAccessible.Role.Table,
    QAccessible.Role.Window,
    QAccessible.Role.Splitter,
}
"""What may be without a name: it only holds others, or its text is what it says."""


@pytest.fixture(params=LANGUAGES)
def bench(request: pytest.FixtureRequest, qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path / "archive", request.param)
    yield made
    made.close()


def test_every_control_has_a_name_and_a_role_and_no_two_of_a_page_are_alike(bench: Bench) -> None:
    wrong = []
    for page in walk(bench.window):
        heard = Counter()
        for control in controls(bench.window):
            name, role = spoken(control)
            if not name or not role:
                wrong.append(f"{page}: {name_of(control)} has no {'role' if name else 'name'}")
            heard[name, role] += 1
        wrong += [f"{page}: {n} times «{name}» ({role})" for (name, role), n in heard.items() if n > 1 and name]
    assert "\n".join(wrong) == ""


def test_tab_goes_in_the_order_of_reading(bench: Bench) -> None:
    wrong = [f"{page}: {leap}" for page in walk(bench.window) for leap in order(bench.window)]
    assert "\n".join(wrong) == ""


def test_the_whole_tree_has_roles_and_what_acts_has_a_name(bench: Bench) -> None:
    wrong = []
    count = 0
    for page in walk(bench.window):
        for face in tree(QAccessible.queryAccessibleInterface(bench.window)):
            state = face.state()
            if state.invisible or state.offscreen:
                continue
            count += 1
            role = face.role()
            if role == QAccessible.Role.NoRole:
                wrong.append(f"{page}: {face.object()} has no role")
            elif state.focusable and role not in NAMELESS and not face.text(QAccessible.Text.Name).strip():
                wrong.append(f"{page}: a {role.name} without a name ({face.object()})")
    assert count > 200
    assert "\n".join(wrong) == ""


def tree(face: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    yield face
    for n in range(face.childCount()):
        if (child := face.child(n)) is not None:
            yield from tree(child)


def test_of_two_sites_each_control_is_told_apart(bench: Bench) -> None:
    bench.desk.open_example()
    bench.desk.set_site(bench.desk.new_site())
    bench.window.go("practice", {})
    heard = Counter(spoken(control) for control in controls(bench.window.page("practice")))
    assert {name: n for name, n in heard.items() if n > 1 or not name[0]} == {}

from __future__ import annotations

from app.desk.history import MOST_STEPS, History
from app.domain.practice import Practice


def state(number: int) -> Practice:
    return Practice("p", "c", "v", note=str(number))


def test_steps_back_and_forth() -> None:
    history = History()
    history.note(state(0))
    history.note(state(1))
    assert history.undo(state(2)) == state(1)
    assert history.undo(state(1)) == state(0)
    assert history.undo(state(0)) is None
    assert history.redo(state(0)) == state(1)
    assert history.redo(state(1)) == state(2)
    assert history.redo(state(2)) is None


def test_a_new_change_takes_the_redo_away() -> None:
    history = History()
    history.note(state(0))
    history.undo(state(1))
    assert history.can_redo
    history.note(state(0))
    assert (history.can_undo, history.can_redo) == (True, False)


def test_a_seal_stops_it() -> None:
    history = History()
    history.note(state(0))
    history.undo(state(1))
    history.note(state(2))
    history.stop_here()
    assert (history.can_undo, history.can_redo) == (False, False)
    assert history.undo(state(3)) is None


def test_the_oldest_steps_are_let_go() -> None:
    history = History()
    for number in range(MOST_STEPS + 5):
        history.note(state(number))
    steps = 0
    now: Practice | None = state(-1)
    while now is not None and (now := history.undo(now)) is not None:
        last, steps = now, steps + 1
    assert (steps, last) == (MOST_STEPS, state(5))

"""What is to be done about the open practice: the law's duties taken in hand, the user's own actions, the reviews.

All of it lies in the ledger, where a newer entry tells the newer state: it never changes a fact or an outcome, and is
never undone. A duty that nobody has taken in hand yet is not in the ledger; it is shown all the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from app.desk import acts
from app.desk.goals import Goals
from app.domain.errors import UserError
from app.domain.ledger import Action
from app.domain.schedule import OPEN, day_of, months_on, next_due
from app.text import typed

STATES = ("open", "started", "done", "dropped")
_SET = frozenset({"title", "owner", "due", "every", "note", "state"})
_TEXTS = frozenset({"title", "owner", "note"})


@dataclass(frozen=True)
class DutyAction:
    """One duty of a tool as an action. ``owed``: the law still asks for it, as the tool is answered now.

    ``action.id`` is empty as long as nobody has taken it in hand.
    """

    action: Action
    owed: bool


class Actions(Goals):
    """The open practice, and the acts on its actions. ``UserError`` of a practice that may only be read."""

    def duty_actions(self, tool_id: str) -> tuple[DutyAction, ...]:
        """Every duty of a tool once, in the law's order; then those taken in hand that are no longer owed."""
        known = {one.duty: one for one in self._latest() if one.kind == "duty" and one.tool == tool_id}
        owed = self.determination(tool_id).duties
        found = [DutyAction(known.get(duty) or _untouched(tool_id, duty), True) for duty in owed]
        gone = [DutyAction(one, False) for duty, one in known.items() if duty not in owed and one.state in OPEN]
        return (*found, *gone)

    def own_actions(self, tool_id: str | None = None) -> tuple[Action, ...]:
        """The user's own actions that were not dropped, about a tool or (None) all of the practice."""
        return tuple(one for one in self._latest() if one.kind == "own" and tool_id in (None, one.tool) and _kept(one))

    def reviews(self) -> tuple[Action, ...]:
        """The reviews that were not dropped."""
        return tuple(one for one in self._latest() if one.kind == "review" and _kept(one))

    def practice_actions(self) -> tuple[Action, ...]:
        """All that is in hand about the practice and its tools, in its newest state: targets, duties that are still
        owed, own actions, reviews. What speaks of a tool that is gone is left out."""
        owed = {found.id: set(found.duties) for found in self.determinations}
        return tuple(
            one
            for one in self._latest()
            if _kept(one)
            and (not one.tool or one.tool in owed)
            and (one.kind != "duty" or one.duty in owed.get(one.tool, ()))
        )

    # ---- acts ----------------------------------------------------------------------------------------------------

    def set_duty(self, tool_id: str, duty: str, **fields: Any) -> None:
        """Owner, due day, state or note of a duty; the first time it is taken in hand. Equal values change nothing."""
        known = next((one for one in self._latest() if (one.kind, one.tool, one.duty) == ("duty", tool_id, duty)), None)
        if known is not None:
            self.set_action(known.id, **fields)
            return
        wanted = _with(_untouched(tool_id, duty), fields)
        if wanted != _untouched(tool_id, duty):
            self._append(replace(wanted, id=self._fresh()), "duty_taken")

    def add_action(self, title: str, tool_id: str = "", **fields: Any) -> str:
        """An action of the user's own; its id. ``action_untitled`` (UserError) without words."""
        if not title.strip():
            raise UserError("action_untitled")
        made = _with(Action(self._fresh(), "", "", tool_id, "own", (), ""), {"title": title, **fields})
        self._append(made, "action_added")
        return made.id

    def add_review(self, due: str, every: int = 0, **fields: Any) -> str:
        """A day on which the practice is to be looked at anew; its id. ``review_undated`` (UserError) without one."""
        if not due:
            raise UserError("review_undated")
        made = _with(Action(self._fresh(), "", "", "", "review", (), ""), {"due": due, "every": every, **fields})
        self._append(made, "review_planned")
        return made.id

    def set_action(self, action_id: str, **fields: Any) -> None:
        """Another owner, due day, state, title or note, as a newer entry. Equal values change nothing.

        ``action_untitled``, ``review_undated`` (UserError) where what makes it one would be taken away.
        """
        before = self.series(action_id)[-1]
        after = _with(before, fields)
        if after == before:
            return
        if after.kind == "own" and not after.title:
            raise UserError("action_untitled")
        if after.kind == "review" and not after.due:
            raise UserError("review_undated")
        ended = after.state != before.state and after.state in ("done", "dropped")
        self._append(after, f"action_{after.state}" if ended else "action_changed")

    def next_review(self, action_id: str) -> str:
        """The day proposed for the next time, from the planned day; empty for what does not come round."""
        return next_due(self.series(action_id), self.today)

    def year_on(self) -> str:
        """A year from today: what is proposed for a first review."""
        return months_on(self.today, 12).isoformat()

    def plan_next(self, action_id: str, due: str) -> None:
        """The next time of a series that comes round: it is open again, on that day. ``review_undated`` without."""
        self.set_action(action_id, due=due, state="open")

    # ---- the ledger ----------------------------------------------------------------------------------------------

    def series(self, action_id: str) -> tuple[Action, ...]:
        """Every entry of one action, the first first."""
        return tuple(one for one in self._ledger.actions if one.id == action_id)

    def _latest(self) -> tuple[Action, ...]:
        return self._ledger.latest_actions

    def _fresh(self) -> str:
        return acts.fresh_id((one.id for one in self._ledger.actions), "action")

    def _append(self, action: Action, act: str) -> None:
        said = replace(action, at=self._now(), by=self.author)
        self._set_out(said, act, self._name_of(action))

    def _name_of(self, action: Action) -> str:
        if action.kind == "duty":
            return next((duty.label for duty in self.circular.duties if duty.id == action.duty), action.duty)
        day = day_of(action.due)
        if action.title or day is None:
            return action.title
        return self.words("interview.date", day=day.day, month=day.month, year=day.year)


def _untouched(tool_id: str, duty: str) -> Action:
    return Action("", "", "", tool_id, "duty", (), "", duty=duty)


def _with(action: Action, fields: dict[str, Any]) -> Action:
    assert fields.keys() <= _SET, fields.keys() - _SET
    assert fields.get("state", "open") in STATES, fields["state"]
    said: dict[str, Any] = {name: _storable(name, value) if name in _TEXTS else value for name, value in fields.items()}
    return replace(action, **said)


def _storable(name: str, text: str) -> str:
    """Without half characters, which some programs paste and no file can hold; a name without blanks around it."""
    return (text.strip() if name == "owner" else typed(text)).encode("utf-8", "replace").decode()


def _kept(action: Action) -> bool:
    return action.state != "dropped"

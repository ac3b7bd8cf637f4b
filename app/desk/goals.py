"""What is set out to be done about a tool: targets made of a hypothesis, kept in the ledger.

No target ever changes a fact or an outcome, and none is undone: a newer entry tells its newer state.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from app.desk import acts
from app.desk.sharing import Sharing
from app.domain.ledger import Action, Dossier, Ledger


class Goals(Sharing):
    """The open practice, and the acts on its targets."""

    def goals(self, tool_id: str) -> tuple[Action, ...]:
        """What was set out to be done about a tool and was not dropped, each in its newest state."""
        assert self.dossier is not None, "no practice is open"
        latest = self.dossier.ledger.latest_actions
        mine = (one for one in latest if one.kind == "switch_off" and one.tool == tool_id)
        return tuple(action for action in mine if action.state != "dropped")

    @property
    def _ledger(self) -> Ledger:
        assert self.dossier is not None, "no practice is open"
        return self.dossier.ledger

    def adopt_switch_off(self, tool_id: str, function_ids: Iterable[str]) -> None:
        """A target made of a hypothesis: these functions are to go. Facts and outcome stay as they are."""
        wanted = set(function_ids)
        functions = tuple(f.id for f in self.determination(tool_id).functions if f.id in wanted)
        known = [action.functions for action in self.goals(tool_id) if action.state == "open"]
        if not functions or functions in known:
            return
        action_id = acts.fresh_id((action.id for action in self._ledger.actions), "action")
        target = self.what_if(tool_id, functions).outcome or ""
        by = self.practice.prepared_by
        action = Action(action_id, self._now(), by, tool_id, "switch_off", functions, target)
        self._set_out(action, "goal_set", self.practice.tool(tool_id).name)

    def end_action(self, action_id: str, state: str) -> None:
        """``done`` or ``dropped``. Neither changes a fact: that a function is off is answered where it is asked."""
        assert state in ("done", "dropped"), state
        before = next(action for action in self._ledger.latest_actions if action.id == action_id)
        after = replace(before, at=self._now(), by=self.practice.prepared_by, state=state)
        names = (tool.name for tool in self.practice.tools if tool.id == before.tool)
        self._set_out(after, f"goal_{state}", next(names, ""))

    def _set_out(self, action: Action, act: str, about: str) -> None:
        """The one way an action comes into the ledger; the practice stays as it is, and nothing here is undone."""
        self._need_change()
        with self._lock:
            assert self.dossier is not None, "no practice is open"
            ledger = self.dossier.ledger.with_action(action, self._entry(act, about))
            self.dossier = Dossier(self.dossier.practice, ledger)
            self._tell("changed")
            self._have_written()

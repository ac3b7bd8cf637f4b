"""The professional's own view of a tool: kept beside the outcome, with a reason, and never instead of it."""

from __future__ import annotations

from dataclasses import replace

from app.desk.actions import Actions
from app.domain.errors import UserError
from app.domain.practice import Opinion


class Opinions(Actions):
    """The open practice, and the acts on opinions; each can be undone. No outcome ever follows from one."""

    def set_opinion(self, tool_id: str, outcome: str, reason: str) -> None:
        """In place of the one before, if any. ``outcome`` is an outcome's id or empty where it is none of them.

        ``opinion_without_reason`` (UserError) without words: nothing is kept, and nothing that was there goes.
        """
        if not reason.strip():
            raise UserError("opinion_without_reason")
        assert not outcome or outcome in self.circular.outcomes, outcome
        before = self.practice.opinion(tool_id)
        if before is not None and (before.outcome, before.reason) == (outcome, reason):
            return
        said = Opinion(tool_id, outcome, reason, self._now(), self.author)
        self._put_opinion(tool_id, said, "opinion_set")

    def withdraw_opinion(self, tool_id: str) -> None:
        if self.practice.opinion(tool_id) is not None:
            self._put_opinion(tool_id, None, "opinion_withdrawn")

    def _put_opinion(self, tool_id: str, opinion: Opinion | None, act: str) -> None:
        others = tuple(one for one in self.practice.opinions if one.tool != tool_id)
        kept = others if opinion is None else (*others, opinion)
        self._change(replace(self.practice, opinions=kept), act, self.practice.tool(tool_id).name)

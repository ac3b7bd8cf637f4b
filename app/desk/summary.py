"""One row of the list of practices, as plain values: read back from the index without knowing any law.

Imports nothing of the domain: the first picture of the window waits for this. What fills a row is ``summing``.
"""

from __future__ import annotations

from itertools import starmap
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class Todo(NamedTuple):
    """One line in the list of what is due: ``duty`` is the law's id, so that it is shown in the screen's language;
    empty for what is no duty. ``due``: the day somebody gave it (ISO), if any."""

    practice_id: str
    practice: str
    tool: str
    duty: str
    urgent: bool
    due: str = ""


class Due(NamedTuple):
    """One action still open, for the list of deadlines. ``id`` is empty for a duty that cannot wait and that nobody has
    taken in hand. ``month_day``: the day of the month that a series keeps to, see ``schedule``."""

    id: str
    kind: str
    tool: str = ""
    tool_id: str = ""
    duty: str = ""
    title: str = ""
    owner: str = ""
    due: str = ""
    every: int = 0
    month_day: int = 0
    state: str = "open"
    urgent: bool = False


_DUE = Due._fields.index("due")


class Summary(NamedTuple):
    """One row of the home page. ``bar``: outcome id or ``provisional`` of each tool; ``problem``: why it can't open."""

    id: str
    name: str = ""
    number: str = ""
    place: str = ""
    operators: int | None = None
    tools: int = 0
    bar: tuple[str, ...] = ()
    standing: str = ""
    provisional: bool = True
    prohibited: bool = False
    actions: int = 0
    review: str = ""
    state: str = "draft"
    signed_on: str = ""
    saved_at: str = ""
    problem: str | None = None
    sample: bool = False
    provinces: tuple[str, ...] = ()
    archived: bool = False
    due_lines: Sequence[Sequence[Any]] = ()
    """As the index keeps them; see ``due``."""

    @property
    def due(self) -> list[Due]:
        """What is still open. TypeError where a line has more in it than it can."""
        return list(starmap(Due, self.due_lines))

    @property
    def next_due(self) -> str:
        """The first day (ISO) by which something is to be done, open action or review; empty if none."""
        days = [line[_DUE] for line in self.due_lines if len(line) > _DUE and line[_DUE]]
        return min([*days, self.review] if self.review else days, default="")


_FIRST = Summary("")._asdict()
"""All fields as they are at first."""


def from_plain(raw: dict[str, Any]) -> Summary:
    """A summary read back from the index: what is unknown is passed over, what is missing is as at first. KeyError
    without its ``id``."""
    bar, provinces = tuple(raw.get("bar", ())), tuple(raw.get("provinces", ()))
    values = {**_FIRST, **raw, "id": raw["id"], "bar": bar, "provinces": provinces}
    return Summary._make(map(values.__getitem__, Summary._fields))


def to_plain(summary: Summary) -> dict[str, Any]:
    """The same for the index; what there are many of as plain lists, or most of a long index would be names."""
    return {**summary._asdict(), "due_lines": [list(one) for one in summary.due_lines]}

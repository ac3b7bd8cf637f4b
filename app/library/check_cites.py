"""The lint of citations: each statement rests on an item; each item was read somewhere and is used, or says why not."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.circular import Circular
from app.library import trace
from app.library.lint import Problem, among


def check_cites(circular: Circular) -> Iterator[Problem]:
    used: set[str] = set()
    for part in trace.parts(circular):
        used |= set(part.cites)
        if part.needed and not part.cites:
            yield Problem(part.file, f"{part.key}.cites", "no citation")
        yield from among(part.file, f"{part.key}.cites", part.cites, circular.items)
    for item in circular.items.values():
        key = f"items.{item.id}"
        if item.status.startswith("secondary") and not item.read_where:
            yield Problem("sources.toml", f"{key}.read_where", "read, but not where")
        if item.id not in used and not item.unused:
            yield Problem("sources.toml", f"{key}.unused", "nothing cites it, and no reason says why")
        if item.id in used and item.unused:
            yield Problem("sources.toml", f"{key}.unused", "said to be unused, but cited")
    for act in circular.acts.values():
        if not (act.date and act.place):
            yield Problem("sources.toml", f"acts.{act.id}", "date or place is missing")

"""What every check of the law shares: a defect with its place, ids among known ones, conditions on what exists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.domain.conditions import Condition, Is, Not


@dataclass(frozen=True)
class Problem:
    file: str
    key: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}: {self.key}: {self.reason}"


def among(file: str, key: str, ids: Iterable[str], known: Iterable[str]) -> Iterator[Problem]:
    known = set(known)
    for name in ids:
        if name not in known:
            yield Problem(file, key, f"no such id: {name}")


def condition(file: str, key: str, when: Condition, known: Mapping[str, Iterable[str]]) -> Iterator[Problem]:
    """Every fact and value that ``when`` names must be known."""
    match when:
        case Is(fact, values):
            if fact not in known:
                yield Problem(file, f"{key}.{fact}", "no such fact")
            elif strangers := values - set(known[fact]):
                yield Problem(file, f"{key}.{fact}", f"no such value: {', '.join(sorted(strangers))}")
        case Not(part):
            yield from condition(file, key, part, known)
        case _:
            for part in when.parts:
                yield from condition(file, key, part, known)

"""Ten sheets filled in by hand, as a consultant brings them back from a visit: which functions, and what was ticked.

A value for every question that a sheet could ask, by its code: whoever types looks up the code and presses the key.
"""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

from app.domain.circular import UNKNOWN, Circular
from app.domain.practice import Value
from app.domain.sheet import Row, function_code

TEMPLATES = (
    "crm_telephony",
    "pbx",
    "acd",
    "dialler",
    "phone_bar",
    "omnichannel",
    "helpdesk",
    "supervisor_dashboard",
    "quality_monitoring",
    "speech_analytics",
)
FUNCTIONS = 5


@dataclass(frozen=True)
class Paper:
    """One sheet. ``kinds`` are the functions it is about, five of them."""

    number: int
    kinds: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"Strumento {self.number}"

    def codes(self, circular: Circular) -> str:
        """What is typed to have its functions listed."""
        return "".join(function_code(circular, kind) for kind in self.kinds)

    def ticked(self, row: Row) -> Value:
        """What is ticked on the row: made up, and the same whenever it is looked at."""
        chance = crc32(f"{self.number} {row.code}".encode())
        if row.question.scope == "presence":
            return "absent" if chance % 9 == 0 else "in_use"
        if chance % 13 == 0:
            return UNKNOWN
        if row.fact.type == "number":
            return (30, 90, 180)[chance % 3]
        if row.fact.type == "many":
            return tuple(row.keys[place] for place in sorted({chance % len(row.keys), (chance // 7) % len(row.keys)}))
        return row.keys[chance % len(row.keys)]

    def typed(self, row: Row) -> str:
        """The keys for that, Return not among them."""
        value = self.ticked(row)
        if value == UNKNOWN:
            return "n"
        if isinstance(value, int):
            return str(value)
        values = value if isinstance(value, tuple) else (value,)
        return "".join(str(row.keys.index(one) + 1) for one in values)


def papers(circular: Circular) -> tuple[Paper, ...]:
    kinds = {template.id: template.kinds for template in circular.templates}
    return tuple(Paper(number, kinds[name][:FUNCTIONS]) for number, name in enumerate(TEMPLATES, 1))

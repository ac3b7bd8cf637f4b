"""Small phrases of the paper: dates, names, labels of answers, outcomes as chips, sources.

One :class:`Phrases` serves one document and remembers what was cited, so that the index lists it all. Never decides
anything about the law and never joins pieces into a sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from app.domain.circular import UNKNOWN, Circular, Fact
from app.domain.determination import FunctionDetermination, ToolDetermination
from app.domain.practice import Answer, Practice, Value
from app.text import Words
from reports.report_parts import Chip, SourceLine

PROVISIONAL_LOOK = "grey"


class Phrases:
    """``internal``: whether notes go on paper.

    ``cited`` fills up as sources are printed; ``explained``: what was said in full → for which tool.
    """

    def __init__(self, circular: Circular, practice: Practice, words: Words, internal: bool) -> None:
        self.circular = circular
        self.practice = practice
        self.words = words
        self.internal = internal
        self.cited: dict[str, None] = {}
        self.explained: dict[str, str] = {}

    # ---- days and people ----

    def day(self, day: date) -> str:
        return self.words("paper.date", day=day.day, month=day.month, year=day.year)

    def day_of(self, text: str) -> str:
        """An ISO date or date-time as a day; a month or a year as such; anything else as it stands."""
        try:
            return self.day(datetime.fromisoformat(text).date())
        except ValueError:
            pass
        year, dash, month = text.partition("-")
        if dash and year.isdecimal() and month.isdecimal():
            return self.words("paper.month", month=int(month), year=int(year))
        return text

    def told(self, at: str, by: str, declared_on: str = "") -> str:
        """When and by whom, as far as known; and the day on which the vendor declared it, if the vendor did."""
        if declared_on:
            key = "paper.declared_told" if at or by else "paper.declared"
            return self.words(key, date=self.day_of(declared_on), told=self.told(at, by))
        if at and by:
            return self.words("paper.told", date=self.day_of(at), name=by)
        return self.day_of(at) if at else by

    def answered(self, answer: str, told: str) -> str:
        """An answer with who gave it and when beside it, as far as known."""
        return self.words("paper.answered", answer=answer, told=told) if told else answer

    def note(self, text: str) -> str:
        return text if self.internal else ""

    def listed(self, names: Iterable[str]) -> str:
        return ", ".join(names) or self.words("paper.none")

    def site(self, site_id: str) -> str:
        """What a site is called: its name, else its town, else «sede senza nome»; empty id: the whole company."""
        if not site_id:
            return self.words("paper.site.whole")
        site = next((s for s in self.practice.company.sites if s.id == site_id), None)
        if site is None:
            return site_id
        return site.name or site.municipality or self.words("paper.site.unnamed")

    def alternatives(self, answers: Iterable[str]) -> str:
        """Answers that may hold a comma themselves."""
        return "; ".join(answers)

    # ---- answers ----

    def value(self, fact: Fact, value: Value) -> str:
        """The label of an answer; a value the law does not know is printed as it is, never hidden."""
        if value == UNKNOWN:
            return self.words("paper.answer.unknown")
        labels = {choice.id: choice.label for choice in fact.choices}
        if isinstance(value, tuple):
            return self.listed(labels.get(part, part) for part in value)
        return labels.get(value, value) if isinstance(value, str) else str(value)

    def given(self, fact: Fact, answer: Answer | None) -> str:
        return self.words("paper.answer.none") if answer is None else self.value(fact, answer.value)

    # ---- outcomes ----

    def outcome(self, outcome_id: str) -> Chip:
        outcome = self.circular.outcomes[outcome_id]
        return Chip(outcome.look, outcome.chip)

    def found(self, found: ToolDetermination | FunctionDetermination) -> Chip:
        """The chip of a tool or a function: grey, with what it can still come to, as long as it is provisional."""
        if found.outcome is None:
            return Chip(PROVISIONAL_LOOK, self.words("paper.chip.nothing"))
        if not found.provisional:
            return self.outcome(found.outcome)
        if len(found.possible) > 1:
            worst = self.circular.outcomes[found.outcome].chip
            return Chip(PROVISIONAL_LOOK, self.words("paper.chip.up_to", outcome=worst))
        unconfirmed = isinstance(found, ToolDetermination) and found.unconfirmed
        return Chip(PROVISIONAL_LOOK, self.words("paper.chip.unconfirmed" if unconfirmed else "paper.chip.presence"))

    def standing(self, standing_id: str) -> Chip:
        standing = self.circular.standings[standing_id]
        return Chip(standing.look, standing.label)

    def functions(self, functions: Sequence[FunctionDetermination]) -> dict[str, str]:
        """Function id → name on paper; a second one of a kind gets a number."""
        names: dict[str, str] = {}
        seen: dict[str, int] = {}
        for function in functions:
            label = self.circular.kinds[function.kind].label
            n = seen[function.kind] = seen.get(function.kind, 0) + 1
            names[function.id] = label if n == 1 else self.words("paper.function.again", name=label, n=n)
        return names

    # ---- sources ----

    def sources(self, cites: Iterable[str]) -> tuple[SourceLine, ...]:
        """The items cited, gathered by act and by how they were read."""
        groups: dict[tuple[str, str], list[str]] = {}
        for cite in dict.fromkeys(cites):
            self.cited[cite] = None
            item = self.circular.items[cite]
            groups.setdefault((item.act, item.status), []).append(cite)
        return tuple(
            SourceLine(self.circular.acts[act].title, ", ".join(items), self.circular.statuses[status])
            for (act, status), items in groups.items()
        )

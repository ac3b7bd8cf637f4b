"""The fewest facts whose answers, whatever they are, determine a tool's outcome.

Every open fact may be answered in any way whatever the others say. Then the smallest such set is no riddle: it holds
exactly the facts that can change the outcome alone, everything else staying as it is. (If two ways of answering agree
on these facts and still differ, walk from one to the other fact by fact: some single step changes the outcome, by a
fact outside the set, which cannot be.) So each fact is tried, and proven to change something or nothing.

Judges the tool many times over where much is open: never on the thread that draws the window.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product

from app.domain.circular import Circular, FunctionKind
from app.domain.conditions import named_facts
from app.domain.engine import assume, possible_outcomes
from app.domain.modifiers import modified, setting_domains, settings_of
from app.domain.practice import Practice, Tool, ToolFunction
from app.domain.scenarios import Survey, crossing_domains, survey, ways
from app.domain.table import Cell, deciding_facts, matters, row

Key = tuple[str, str]
"""(function id, fact id); an empty function id is a fact of the tool or of the company."""

Given = Mapping[Key, str]
MOST_OPEN = 16
"""With more open facts than this the search takes long, and a set found would be too large to be of use."""
MOST_TRIED = 500
"""Judgements spent on one fact; a fact not decided by then stays in the set, which is then perhaps not the smallest."""


@dataclass(frozen=True)
class Decisive:
    """``facts`` in asking order; ``smallest``: proven to be so (they determine the outcome in any case)."""

    facts: tuple[Key, ...]
    smallest: bool
    tried: int
    """How many ways of answering were judged."""


class _Spent(Exception):
    """The judgements allowed for one fact are used up."""


def decisive(circular: Circular, practice: Practice, tool: Tool) -> Decisive:
    """The smallest determining set; no facts when the outcome is determined already."""
    found = survey(circular, tool)
    if len(possible_outcomes(circular, found.ways, settings_of(circular, practice, tool))) < 2:
        return Decisive((), True, 1)
    facts: list[Key] = []
    smallest, tried = True, 1
    for key in open_domains(circular, practice, tool, found):
        trial = _Trial(circular, practice, tool, found, key)
        try:
            holds = trial.changes_alone()
        except _Spent:
            holds, smallest = True, False
        tried += trial.tried
        if holds:
            facts.append(key)
    return Decisive(tuple(facts), smallest, tried)


def decisive_if_few(circular: Circular, practice: Practice, tool: Tool) -> Decisive | None:
    """The same where at most ``MOST_OPEN`` facts are open; else None, and nothing is tried."""
    if len(open_domains(circular, practice, tool, survey(circular, tool))) > MOST_OPEN:
        return None
    return decisive(circular, practice, tool)


def open_domains(circular: Circular, practice: Practice, tool: Tool, found: Survey) -> dict[Key, tuple[str, ...]]:
    """Every fact without an answer that could bear on the outcome, also of functions that are there only maybe."""
    domains: dict[Key, tuple[str, ...]] = {}
    for place in found.places.values():
        for fact in (fact for fact in deciding_facts(place.kind) if not place.said(fact)):
            domains[place.id, fact.id] = place.domain(fact)
    for fact_id, values in crossing_domains(circular, tool).items():
        domains["", fact_id] = values
    for fact_id, values in setting_domains(circular, practice, tool).items():
        if any(fact_id in named_facts(m.when) for m in circular.modifiers if m.outcome is not None):
            domains["", fact_id] = values
    return {key: values for key, values in domains.items() if len(values) > 1}


class _Trial:
    """Whether one fact can change the outcome alone."""

    def __init__(self, circular: Circular, practice: Practice, tool: Tool, found: Survey, key: Key) -> None:
        self._circular, self._practice, self._key = circular, practice, key
        self._found = found
        self._settings = settings_of(circular, practice, tool)
        self._setting_domains = setting_domains(circular, practice, tool)
        self.tried = 0
        group = _group(found, key[0]) if key[0] else frozenset(found.places)
        kinds = {found.places[name].kind.id for name in group}

        def belongs(function: ToolFunction) -> bool:
            return function.id in group or function.kind in kinds

        crossing = crossing_domains(circular, tool)
        self._crossed = any(len(values) > 1 for values in crossing.values())
        self._is_setting = not key[0] and key[1] not in crossing
        # Functions that no implication joins to this one can only hide what it changes: least where they are mildest.
        self._tool = replace(tool, functions=tuple(f for f in tool.functions if belongs(f)))
        rest = replace(tool, functions=tuple(f for f in tool.functions if not belongs(f)))
        rank = {outcome.id: outcome.rank for outcome in circular.outcomes.values()}
        apart = survey(circular, rest).ways
        self._floor = min((min(rank[o] for o in way) for way in apart if way), default=None)
        self._domains = {
            name: values
            for name, values in open_domains(circular, practice, self._tool, survey(circular, self._tool)).items()
            if name[0] or name[1] in crossing
        }

    def changes_alone(self) -> bool:
        if self._is_setting:
            return self._setting_changes()
        if self._key not in self._domains or not self._can_matter(self._key):
            return False
        if self._key[0] and not self._brings_something():
            return self._row_changes()
        others = [name for name in self._domains if name != self._key and self._can_matter(name)]
        others.sort(key=lambda name: name[0] != self._key[0])
        return self._differs({}, others)

    def _brings_something(self) -> bool:
        """Whether some answer to the fact on trial brings a function along that another does not."""
        return any(len({cell.implications for cell in cells}) > 1 for _, cells in self._steps())

    def _steps(self) -> Iterator[tuple[dict[str, str], list[Cell]]]:
        """Each way of answering the function's other facts, with the cells that the fact on trial then chooses from."""
        place = self._found.places[self._key[0]]
        facts = deciding_facts(place.kind)
        n = [fact.id for fact in facts].index(self._key[1])
        cells, domains = row(place.kind), place.domains()
        for values in product(*domains[:n], ("",), *domains[n + 1 :]):
            given = {fact.id: value for fact, value in zip(facts, values, strict=True) if value}
            yield given, [cells[(*values[:n], value, *values[n + 1 :])] for value in domains[n]]

    def _row_changes(self) -> bool:
        """The same where only the function's own outcome is at stake: its other facts alone have to be tried.

        Whatever is answered elsewhere, the rest of the tool is then the same for every answer to this one: if it can
        be mild enough for the change to show, the outcomes within reach differ already.
        """
        place = self._found.places[self._key[0]]
        told = self._forced_facts(place.kind)
        # Where the function is there only maybe, or an answer may be overruled, it hangs on these too.
        above = self._above(place.id)
        others = [name for name in self._domains if name[0] in above and self._can_matter(name)]
        seen = set()
        for given, cells in self._steps():
            outcomes = tuple(place.kind.rules[cell.rule].outcome for cell in cells)
            alike = (outcomes, cells[0].implications, tuple(given.get(fact) for fact in told))
            if len(set(outcomes)) > 1 and alike not in seen:
                seen.add(alike)
                # Answers already given stay as they are: what a choice elsewhere forces may still overrule them.
                own = {(place.id, fact): value for fact, value in given.items() if (place.id, fact) in self._domains}
                if self._differs(own, others):
                    return True
        return False

    def _above(self, name: str) -> frozenset[str]:
        """The functions whose choices may bring or force this one, and the tool itself, whose facts may cross it."""
        above, grown = frozenset[str](), frozenset({name})
        while grown != above:
            above = grown
            grown = above.union(*(self._found.sources.get(one, frozenset()) for one in above))
        return above - {name} | {""}

    def _forced_facts(self, kind: FunctionKind) -> tuple[str, ...]:
        """The facts of a kind that a choice elsewhere may force: where they differ, ways are not alike."""
        if not self._found.sources.get(self._key[0]) and not self._crossed:
            return ()
        implied = [i for other in self._circular.kinds.values() for i in other.implications if i.kind == kind.id]
        names = {fact for implication in implied for fact in (*implication.sets, *implication.at_least)}
        return tuple(sorted(names.union(*(crossing.at_least for crossing in self._circular.crossings))))

    def _setting_changes(self) -> bool:
        """Whether some outcome the functions may reach ends otherwise with another answer to a modifier's fact."""
        fact = self._key[1]
        names, domains = list(self._setting_domains), self._setting_domains.values()
        settings = [dict(zip(names, values, strict=True)) for values in product(*domains)]
        rest = [{name: value for name, value in setting.items() if name != fact} for setting in settings]
        for outcome in frozenset[str]().union(*self._found.ways):
            for setting in rest:
                values = self._setting_domains[fact]
                if len({modified(self._circular, outcome, {**setting, fact: value})[0] for value in values}) > 1:
                    return True
        return False

    def _can_matter(self, name: Key) -> bool:
        """False only if no row changes with this fact, whatever else is answered."""
        place = self._found.places.get(name[0])
        if place is None:
            return True
        facts = [fact.id for fact in deciding_facts(place.kind)]
        return matters(place.kind, place.domains(), facts.index(name[1]))

    def _differs(self, given: Given, others: list[Key]) -> bool:
        """Whether, these facts given, the fact on trial can change the outcome alone."""
        reached = [self._possible({**given, self._key: value}) for value in self._domains[self._key]]
        if any(one != reached[0] for one in reached[1:]):
            # Some outcome is within reach of one value only: the same completion ends elsewhere with another value.
            return True
        if len(reached[0]) == len(self._settings) or not others:
            return False
        first, *rest = others
        return any(self._differs({**given, first: value}, rest) for value in self._domains[first])

    def _possible(self, given: Given) -> frozenset[tuple[object, ...]]:
        """What can be reached, setting by setting, with the rest of the tool as mild as it can be."""
        self.tried += 1
        if self.tried > MOST_TRIED:
            raise _Spent
        outcomes = self._circular.outcomes
        raw = frozenset[str]().union(*ways(self._circular, assume(self._tool, given)))
        kept = {outcome for outcome in raw if self._floor is None or outcomes[outcome].rank > self._floor}
        floored = [outcome.id for outcome in outcomes.values() if outcome.rank == self._floor] if kept != raw else []
        return frozenset(
            (modified(self._circular, outcome, setting)[0], tuple(setting.items()))
            for setting in self._settings
            for outcome in (*kept, *floored)
        )


def _group(found: Survey, name: str) -> frozenset[str]:
    """The functions joined to this one by what implies what, in any way."""
    joined, grown = frozenset[str](), frozenset({name})
    while grown != joined:
        joined = grown
        for target, sources in found.sources.items():
            if joined & {target, *sources}:
                grown |= {target, *sources}
    return grown

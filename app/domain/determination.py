"""What the engine finds, as values. Ids only: the words are the circular's, in whatever language it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    """Why an outcome: the rule (or implication) and the answers that fired it.

    ``answers``: fact id → value; ``function`` is the function the answers belong to, empty for the tool's own facts.
    """

    rule: str
    answers: Mapping[str, str]
    items: tuple[str, ...]
    acts: tuple[str, ...]
    function: str = ""


@dataclass(frozen=True)
class FunctionDetermination:
    """``outcome`` is the strictest still possible, None when the function is not there or not asked yet.

    ``possible`` lists all outcomes still possible, mildest first; ``forced`` the facts a choice elsewhere fixed;
    ``overrides`` says the user had declared absent what a choice implies.
    """

    id: str
    kind: str
    presence: str
    implied: bool
    implied_by: tuple[str, ...]
    overrides: bool
    outcome: str | None
    provisional: bool
    possible: tuple[str, ...]
    flags: tuple[str, ...]
    reasons: tuple[Reason, ...]
    forced: Mapping[str, str]
    workers_data: bool

    @property
    def present(self) -> bool:
        return self.outcome is not None


@dataclass(frozen=True)
class StandingAt:
    """Standing of one tool at one site: the worst of its functions, with the rows that say so."""

    site: str
    standing: str
    rules: tuple[str, ...]


@dataclass(frozen=True)
class RouteAt:
    """The way to a paper for one tool at one site, and the notes that go with it: ids of the law's routes.

    ``flags``: the conflicts of sources that the way or a note touches; they speak of the paper, not of the tool.
    """

    site: str
    way: str
    notes: tuple[str, ...]
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class ToolDetermination:
    """``deciding`` names the functions whose outcome is the tool's; ``unconfirmed`` the kinds nobody spoke of yet."""

    id: str
    name: str
    outcome: str | None
    provisional: bool
    possible: tuple[str, ...]
    flags: tuple[str, ...]
    functions: tuple[FunctionDetermination, ...]
    deciding: tuple[str, ...]
    unconfirmed: tuple[str, ...]
    standing: str
    standing_at: tuple[StandingAt, ...]
    duties: tuple[str, ...]
    routes: tuple[RouteAt, ...] = ()
    stakes: tuple[str, ...] = ()

    def function(self, function_id: str) -> FunctionDetermination:
        return next(f for f in self.functions if f.id == function_id)


@dataclass(frozen=True)
class Question:
    """One question of the path. ``scope``: ``presence``, ``function``, ``tool`` or ``company``."""

    scope: str
    tool: str
    function: str
    kind: str
    fact: str
    answered: bool


@dataclass(frozen=True)
class Missing:
    """A fact still unanswered whose answer alone could change the result.

    ``answers``: each value → the tool's outcome if it were given (the strictest then possible);
    ``could_become``: those outcomes, mildest first, each once.
    """

    function: str
    fact: str
    could_become: tuple[str, ...]
    answers: Mapping[str, str]

"""What the law hangs on an outcome, from its tables: duties, standing, routes, stakes, dated rules.

Resolves nothing and decides nothing: the lint finds ids that do not exist.
"""

from __future__ import annotations

from datetime import date
from functools import partial

from app.domain.consequences import Dated, Duty, Note, Routes, Setup, Stake, Standing, StandingRule, Way
from app.library.parts import Scales, condition, each, guard, lists
from app.library.raw import Table


def duties(tables: dict[str, Table], scales: Scales) -> tuple[Duty, ...]:
    return each("duties.toml", tables["duties.toml"], "duties", partial(_duty, scales=scales))


def stakes(tables: dict[str, Table], scales: Scales) -> tuple[Stake, ...]:
    return each("stakes.toml", tables["stakes.toml"], "stakes", partial(_stake, scales=scales))


def standings(tables: dict[str, Table]) -> tuple[Standing, ...]:
    return each("standing.toml", tables["standing.toml"], "standings", _standing)


def standing_rules(tables: dict[str, Table]) -> tuple[StandingRule, ...]:
    return each("standing.toml", tables["standing.toml"], "rules", _standing_rule)


def dates(tables: dict[str, Table]) -> tuple[Dated, ...]:
    return each("dates.toml", tables["dates.toml"], "dates", _dated)


def routes(tables: dict[str, Table]) -> Routes:
    file, table = "routes.toml", tables["routes.toml"]
    return Routes(
        axes=lists(file, table, "axes"),
        small_up_to=guard(file, lambda: int(table["size"]["up_to"])),
        size_cites=guard(file, lambda: tuple(table["size"]["cites"])),
        ways=each(file, table, "ways", _way),
        notes=each(file, table, "notes", _note),
        setups=each(file, table, "setups", _setup),
    )


def _duty(raw: Table, file: str, where: str, *, scales: Scales) -> Duty:
    return Duty(
        id=raw["id"],
        label=raw["label"],
        text=raw["text"],
        who=raw["who"],
        by_when=raw["by_when"],
        urgent=raw.get("urgent", False),
        when=condition(raw["when"], scales, file, f"{where}.when"),
        cites=tuple(raw.get("cites", ())),
    )


def _stake(raw: Table, file: str, where: str, *, scales: Scales) -> Stake:
    return Stake(
        id=raw["id"],
        label=raw["label"],
        text=raw["text"],
        when=condition(raw["when"], scales, file, f"{where}.when"),
        cites=tuple(raw.get("cites", ())),
    )


def _standing(raw: Table, file: str, where: str) -> Standing:
    return Standing(raw["id"], raw["rank"], raw["label"], raw["look"])


def _standing_rule(raw: Table, file: str, where: str) -> StandingRule:
    return StandingRule(
        id=raw["id"],
        when=condition(raw["when"], {}, file, f"{where}.when"),
        standing=raw["standing"],
        cites=tuple(raw.get("cites", ())),
        reason=raw["reason"],
        flags=tuple(raw.get("flags", ())),
    )


def _way(raw: Table, file: str, where: str) -> Way:
    return Way(
        id=raw["id"],
        when=condition(raw["when"], {}, file, f"{where}.when"),
        label=raw["label"],
        text=raw["text"],
        form=raw["form"],
        cites=tuple(raw.get("cites", ())),
        flags=tuple(raw.get("flags", ())),
    )


def _note(raw: Table, file: str, where: str) -> Note:
    return Note(
        id=raw["id"],
        when=condition(raw["when"], {}, file, f"{where}.when"),
        label=raw["label"],
        text=raw["text"],
        cites=tuple(raw.get("cites", ())),
        flags=tuple(raw.get("flags", ())),
    )


def _setup(raw: Table, file: str, where: str) -> Setup:
    return Setup(raw["id"], raw["title"], raw["text"], raw["facts"], raw["way"], tuple(raw.get("notes", ())))


def _dated(raw: Table, file: str, where: str) -> Dated:
    return Dated(
        id=raw["id"],
        date=date.fromisoformat(str(raw["date"])).isoformat(),
        checked_on=date.fromisoformat(str(raw["checked_on"])).isoformat(),
        verify_after_months=int(raw["verify_after_months"]),
        label=raw["label"],
        text=raw["text"],
        cites=tuple(raw.get("cites", ())),
    )

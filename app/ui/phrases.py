"""Values of law and practice as the words a page shows. Pure: no widget, no decision, nothing kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from app.domain.circular import UNKNOWN, Act, Choice, Circular, Fact
from app.domain.determination import FunctionDetermination, Question, ToolDetermination
from app.domain.practice import Answer, Practice, Tool, Value
from app.domain.sheet import asked_fact as asked_fact
from app.domain.sheet import fact_of as fact_of
from app.text import Words


def choices_of(fact: Fact, words: Words) -> tuple[Choice, ...]:
    """What may be answered, «non lo so» always last; a number has only that one."""
    return (*fact.choices, Choice(UNKNOWN, words("interview.unknown"), words("question.unknown_help")))


def answer_text(fact: Fact, value: Value | str, words: Words) -> str:
    """One answer in words."""
    if value == UNKNOWN:
        return words("interview.unknown")
    if isinstance(value, int):
        return words.count("interview.days", value)
    labels = {choice.id: choice.label for choice in fact.choices}
    values = value if isinstance(value, tuple) else (value,)
    return ", ".join(labels.get(one, one) for one in values)


def told_text(words: Words, key: str, answer: Answer) -> str:
    """When and by whom; ``key`` takes {date}, ``key_by`` takes {date} and {by}. Empty if no date is known."""
    on = date_text(words, answer.at)
    if not on:
        return ""
    return words(f"{key}_by", date=on, by=answer.by) if answer.by else words(key, date=on)


def date_text(words: Words, iso: str) -> str:
    """An ISO date or date-time as a day, a year and month as such; empty when there is none."""
    if month := re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", iso):
        return words("dates.month", month=int(month[2]), year=int(month[1]))
    try:
        day = date.fromisoformat(iso[:10])
    except ValueError:
        return ""
    return words("interview.date", day=day.day, month=day.month, year=day.year)


def status_text(circular: Circular, words: Words, status: str, read_on: str) -> str:
    """How a source was read and when."""
    said, on = circular.statuses[status], date_text(words, read_on)
    return words("panel.read_on", status=said, date=on) if on else said


def act_short(act: Act) -> str:
    """The title of an act up to what it is about."""
    return act.title.partition(":")[0]


def items_by_act(circular: Circular, items: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Items grouped by the act they belong to, both in the order given."""
    grouped: dict[str, list[str]] = {}
    for item in items:
        grouped.setdefault(circular.items[item].act, []).append(item)
    return {act: tuple(ids) for act, ids in grouped.items()}


def cited(circular: Circular, words: Words, items: Sequence[str]) -> str:
    """«Circolare n. 4…: C13–C18 · Legge …: A1»."""
    return " · ".join(
        words("outcome.cites", act=act_short(circular.acts[act]), items=item_range(ids))
        for act, ids in items_by_act(circular, items).items()
    )


def cited_as_read(circular: Circular, words: Words, items: Sequence[str]) -> list[str]:
    """One line for all the items of an act that were read alike: «Legge …: A4, A6 · come è stata letta»."""
    alike: dict[tuple[str, str, str], list[str]] = {}
    for one in items:
        item = circular.items[one]
        alike.setdefault((item.act, item.status, item.read_on), []).append(one)
    return [
        words(
            "outcome.source_read",
            source=words("outcome.cites", act=act_short(circular.acts[act]), items=item_range(ids)),
            status=status_text(circular, words, status, read_on),
        )
        for (act, status, read_on), ids in alike.items()
    ]


def standing_marks(found: ToolDetermination, standing: str) -> tuple[bool, bool]:
    """(not settled yet, prohibited). «Da fermare» is said only when it is certain, however the open answers end."""
    return found.provisional and standing != "stop", found.outcome == "prohibited" and not found.provisional


def item_range(items: Sequence[str]) -> str:
    """Runs of three or more written short: C13, C14, C15, C18 → «C13–C15, C18»."""
    runs: list[list[str]] = []
    for item in items:
        if runs and _follows(runs[-1][-1], item):
            runs[-1].append(item)
        else:
            runs.append([item])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(run) for run in runs)


def _follows(one: str, other: str) -> bool:
    first, second = (re.fullmatch(r"(.*?)(\d+)", item) for item in (one, other))
    if first is None or second is None:
        return False
    return first[1] == second[1] and int(second[2]) == int(first[2]) + 1


def tool_text(tool: Tool, words: Words) -> str:
    return tool.name or words("interview.unnamed_tool")


def company_text(practice: Practice, words: Words) -> str:
    return practice.company.name or words("interview.unnamed_company")


def site_text(practice: Practice, site_id: str, words: Words) -> str:
    """A site's name or place; an empty id is the whole company."""
    if not site_id:
        return words("interview.whole_company")
    site = next((s for s in practice.company.sites if s.id == site_id), None)
    return (site.name or site.municipality if site else "") or words("interview.unnamed_site")


def kind_text(circular: Circular, function: FunctionDetermination) -> str:
    return circular.kinds[function.kind].label


def implied_text(circular: Circular, words: Words, tool: ToolDetermination, function: FunctionDetermination) -> str:
    """«implicata da «X»»; empty when nothing implies it."""
    if not function.implied:
        return ""
    return words("interview.implied_by", functions=names_text(circular, tool, function.implied_by))


def names_text(circular: Circular, tool: ToolDetermination, function_ids: Iterable[str]) -> str:
    """The labels of these functions of a tool, each once."""
    kinds = {f.id: f.kind for f in tool.functions}
    labels = [circular.kinds[kinds.get(one, one.split("@")[0])].label for one in function_ids]
    return ", ".join(dict.fromkeys(labels))


def kinds_text(circular: Circular, kinds: Iterable[str]) -> str:
    return ", ".join(circular.kinds[kind].label for kind in kinds if kind in circular.kinds)


def about_text(circular: Circular, words: Words, question: Question) -> str:
    """What a question is about: its function, the tool or the company."""
    if question.scope in ("presence", "function"):
        return circular.kinds[question.kind].label
    return words(f"question.about_{question.scope}")

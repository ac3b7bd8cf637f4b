"""Finding acts and statements in the law's library of sources by words. Pure: no widget, nothing kept."""

from __future__ import annotations

from app.domain.circular import Act, Case, Circular, Item, Precedent
from app.text import folded

Found = tuple[tuple[str, tuple[str, ...]], ...]
"""(act id, ids of the items found in it), in the law's order."""


def find(circular: Circular, text: str, status: str = "") -> Found:
    """The acts with an item that holds every word of ``text`` (its act's own words count too) and has ``status``.

    An act is whole if the words are in the act itself. Accents and capitals do not matter.
    """
    wanted = folded(text).split()
    by_act: dict[str, list[str]] = {act: [] for act in circular.acts}
    about = {act.id: folded(_act_words(act)) for act in circular.acts.values()}
    for item in circular.items.values():
        if status and item.status != status:
            continue
        searched = f"{about[item.act]} {folded(_item_words(circular, item))}"
        if all(word in searched for word in wanted):
            by_act[item.act].append(item.id)
    return tuple((act, tuple(items)) for act, items in by_act.items() if items)


def case_holds(circular: Circular, case: Case | Precedent, text: str) -> bool:
    """Whether a case or precedent holds every word of ``text``."""
    why = case.why if isinstance(case, Precedent) else case.stricter
    searched = folded(" ".join((case.title, case.summary, why, _act_words(circular.acts[case.act]))))
    return all(word in searched for word in folded(text).split())


def _act_words(act: Act) -> str:
    return " ".join((act.title, act.issuer, act.number, act.date, act.place, act.doc_web))


def _item_words(circular: Circular, item: Item) -> str:
    read = " ".join(item.read_where)
    return " ".join((item.id, item.point, item.statement, circular.statuses[item.status], read, item.unused))

"""Practices out into one ``.vaglio`` file and back in: preview first, then per practice what the caller chose.

Slow (it reads and hashes everything): call it off the GUI thread. It must never choose for the caller between
two states of a practice, and until all that was chosen is unpacked and checked nothing here changes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from app.desk.laws import Laws
from app.desk.merging import BOTH, DIFFERS, NEW, NEWER, NEWER_HERE, NEWER_THERE, SAME, SKIP, Side, choices, relation
from app.desk.shelves import Shelves
from app.domain.errors import UserError
from app.domain.ledger import JournalEntry
from app.records import SCHEMA
from app.records.dossier import from_dict, to_dict
from app.store.archive import Loaded
from app.store.bundle import Course, Entry, Member, shown
from app.store.bundle_read import Bundle
from app.store.incoming import Coming, missing_files

SETTINGS: dict[str, type | tuple[type, ...]] = {
    "letterhead": str,
    "lang": str,
    "paper_lang": str,
    "theme": str,
    "text_scale": (int, float),
}
"""The settings that may travel. The seal's key never does."""

Progress = Callable[[int, int], object]
Cancelled = Callable[[], bool]


@dataclass(frozen=True)
class Item:
    """A practice of a bundle beside what is here. ``relation`` and ``choices`` as in ``merging``.

    ``law``: why its law cannot be read here, if so; it may come in and waits for the program that knows it.
    """

    entry: Entry
    name: str
    number: str
    relation: str
    here: Side | None
    there: Side
    missing: tuple[Member, ...]
    choices: tuple[str, ...]
    law: UserError | None = None

    @property
    def id(self) -> str:
        return self.entry.id


@dataclass(frozen=True)
class Plan:
    """What a bundle would bring. It keeps the file open: use it in a ``with`` block, or close it."""

    bundle: Bundle
    items: tuple[Item, ...]
    settings: Mapping[str, Any] = field(default_factory=dict)

    def close(self) -> None:
        self.bundle.close()

    def __enter__(self) -> Plan:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@dataclass(frozen=True)
class Brought:
    """What became of one practice. ``done``: ``added``, ``replaced``, ``both``, ``files``, ``skipped``, ``failed``."""

    id: str
    as_id: str
    done: str
    problem: UserError | None = None


def export(
    shelves: Shelves, ids: Sequence[str], path: Path, passphrase: str, settings: Collection[str], course: Course
) -> None:
    wanted = {key: shelves.settings.get(key) for key in sorted(settings)}
    carried = {key: value for key, value in wanted.items() if isinstance(value, SETTINGS[key])}
    chosen = list(ids) or shelves.ids()
    if not chosen and not carried:
        raise UserError("bundle_empty")
    shelves.bundles.write(chosen, carried, path, passphrase, course)


def preview(shelves: Shelves, laws: Laws, path: Path, passphrase: str, course: Course) -> Plan:
    """Opens and reads the whole bundle. Whatever is wrong with it is a UserError, and nothing here changes."""
    bundle = Bundle(path, passphrase, SCHEMA)
    try:
        course.total = bundle.size
        bundle.check(course)
        items = []
        for entry in bundle.manifest.practices:
            course.step()
            items.append(_item(shelves, laws, bundle, entry))
        return Plan(bundle, tuple(items), _settings(bundle.settings()))
    except BaseException:
        bundle.close()
        raise


def _settings(found: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: value
        for key, value in found.items()
        if key in SETTINGS and isinstance(value, SETTINGS[key]) and not isinstance(value, bool)
    }


def _item(shelves: Shelves, laws: Laws, bundle: Bundle, entry: Entry) -> Item:
    there = Side(entry.save_count, datetime.fromisoformat(entry.saved_at), _dossier(bundle.practice(entry)))
    assert there.dossier is not None
    practice = there.dossier.practice
    if practice.id != entry.id:
        raise UserError("bundle_damaged")
    here = shelves.bundles.side(entry.id)
    found, missing = relation(here, there), missing_files(shelves.folder(entry.id), entry)
    if missing is None and found in (NEW, SAME, NEWER_THERE):
        found = DIFFERS
    law = None
    try:
        laws.of(practice, "it")
    except UserError as problem:
        law = problem
    allowed = choices(found, bool(missing))
    name, number = shown(practice.company.name), shown(practice.number)
    # A plan may hold ten thousand of them: of both sides it keeps when they were saved, not what is in them.
    here, there = here and replace(here, dossier=None), replace(there, dossier=None)
    return Item(entry, name, number, found, here, there, missing or (), allowed, law)


def _dossier(loaded: Loaded) -> Any:
    try:
        return from_dict(loaded.dossier, loaded.schema)
    except UserError as problem:
        raise UserError("bundle_damaged") from problem


def replaced(plan: Plan, chosen: Mapping[str, str]) -> set[str]:
    """The practices here that would change. UserError ``bundle_choice``: a choice that the item does not offer,
    or none where both sides hold something."""
    return {item.id for item in plan.items if (_choice(item, chosen), item.relation) == (NEWER, NEWER_THERE)}


def _choice(item: Item, chosen: Mapping[str, str]) -> str:
    usual = {NEW: NEWER, SAME: SKIP}
    choice = chosen.get(item.id, usual.get(item.relation, ""))
    if choice not in item.choices:
        raise UserError("bundle_choice", name=item.name or item.id)
    return choice


def bring_in(
    shelves: Shelves,
    plan: Plan,
    chosen: Mapping[str, str],
    settings: Collection[str],
    new_id: Callable[[], str],
    now: Callable[[], datetime],
    course: Course,
) -> tuple[Brought, ...]:
    """All that was chosen, first unpacked, then put in place one by one. A practice that cannot be put in place
    is as it was and says why; the others come in. UserError before that: nothing has changed."""
    coming = {}
    for item, choice in [(item, _choice(item, chosen)) for item in plan.items]:
        one = _coming(item, choice, new_id, now)
        if one is not None:
            coming[item.id] = one
    values = {key: plan.settings[key] for key in settings if key in plan.settings}
    problems = shelves.bundles.bring_in(plan.bundle, list(coming.values()), values, course)
    return tuple(_told(item, coming.get(item.id), problems) for item in plan.items)


def _coming(item: Item, choice: str, new_id: Callable[[], str], now: Callable[[], datetime]) -> Coming | None:
    if choice == SKIP or (choice == NEWER and item.relation == NEWER_HERE):
        return None
    if choice == BOTH:
        fresh, at = new_id(), now()
        return Coming(item.entry, fresh, lambda one: _copy(one, fresh, at), None, item.entry.files, True)
    expected = item.here.save_count if item.here else None
    return Coming(item.entry, item.id, lambda one: one, expected, item.missing, item.relation != SAME)


def _copy(one: Loaded, fresh: str, at: datetime) -> Loaded:
    """The practice under an id of its own, with a line in its journal that says where it came from."""
    dossier = from_dict(one.dossier, one.schema)
    line = JournalEntry(at.isoformat(timespec="seconds"), "", "imported_copy", dossier.practice.id)
    copy = replace(dossier, practice=replace(dossier.practice, id=fresh), ledger=dossier.ledger.noted(line))
    return one._replace(dossier=to_dict(copy), schema=SCHEMA, save_count=one.save_count + 1, saved_at=at)


def _told(item: Item, coming: Coming | None, problems: Mapping[str, UserError]) -> Brought:
    if coming is None:
        return Brought(item.id, item.id, "skipped")
    if (problem := problems.get(coming.as_id)) is not None:
        return Brought(item.id, coming.as_id, "failed", problem)
    if coming.as_id != item.id:
        return Brought(item.id, coming.as_id, "both")
    return Brought(item.id, item.id, {NEW: "added", SAME: "files"}.get(item.relation, "replaced"))

"""Older dossiers brought up to date, one function per step. Never changes what was answered, sealed or noted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeGuard

from app.domain.chain import START, link
from app.records import SCHEMA

Raw = dict[str, Any]


def migrated(raw: Raw, schema: int) -> Raw:
    """``raw`` of ``schema`` in the newest schema. A shape that a step does not know is left for the codec to refuse."""
    for step in range(schema, SCHEMA):
        raw = STEPS[step](raw)
    return raw


def _actions_from_1(raw: Raw) -> Raw:
    """Schema 1 knew no actions."""
    ledger = raw.get("ledger")
    if not isinstance(ledger, dict) or "actions" in ledger:
        return raw
    return {**raw, "ledger": {**ledger, "actions": []}}


def _chain_from_2(raw: Raw) -> Raw:
    """Schema 2 knew no evidence, and its journal no chain: the same file always gives the same links."""
    ledger = raw.get("ledger")
    if not isinstance(ledger, dict) or {"evidence", "head"} & set(ledger):
        return raw
    journal, revisions = ledger.get("journal"), ledger.get("revisions")
    if not _tables(journal, {"late", "sha256"}) or not _tables(revisions, {"journal_head", "evidence"}):
        return raw
    head, chained = START, []
    for entry in journal:
        late = {**entry, "late": True}
        head = link(head, late)
        chained.append({**late, "sha256": head})
    sealed = [{**revision, "journal_head": "", "evidence": []} for revision in revisions]
    return {**raw, "ledger": {**ledger, "journal": chained, "revisions": sealed, "evidence": [], "head": head}}


def _as_it_is_from_3(raw: Raw) -> Raw:
    """Schema 4 only added what is not written while it is empty."""
    return raw


def _tables(listed: Any, unknown: set[str]) -> TypeGuard[list[Raw]]:
    """Whether it is a list of tables, none of which has a field that its schema did not know."""
    return isinstance(listed, list) and all(isinstance(one, dict) and not unknown & set(one) for one in listed)


STEPS: dict[int, Callable[[Raw], Raw]] = {1: _actions_from_1, 2: _chain_from_2, 3: _as_it_is_from_3}
"""The schema a step starts from, and the step to the next."""

"""Older dossiers brought up to date, one function per step. Never changes what was answered, sealed or noted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

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


STEPS: dict[int, Callable[[Raw], Raw]] = {1: _actions_from_1}
"""The schema a step starts from, and the step to the next."""

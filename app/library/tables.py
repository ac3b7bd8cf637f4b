"""Small dated tables kept as data in ``resources/tables``: each says how it was made and what it does not know.

They are only ever used to warn: no outcome rests on them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Tables:
    """``provinces_on``: the month (ISO) of the list of provinces."""

    provinces: frozenset[str]
    provinces_unsure: frozenset[str]
    provinces_replaced: Mapping[str, str]
    provinces_on: str
    ateco_shape: str
    ateco_call_centre: str
    ccnl_code_shape: str
    ccnl_names: tuple[str, ...]


@cache
def tables(folder: Path) -> Tables:
    """The tables, read once."""
    provinces, ateco, ccnl = (_table(folder / f"{name}.toml") for name in ("provinces", "ateco", "ccnl"))
    return Tables(
        frozenset(provinces["codes"]),
        frozenset(provinces["unsure"]),
        dict(provinces["replaced"]),
        str(provinces["date"]),
        str(ateco["shape"]),
        str(ateco["call_centre"]),
        str(ccnl["code_shape"]),
        tuple(ccnl["names"]),
    )


def _table(file: Path) -> dict:  # type: ignore[type-arg]
    return tomllib.loads(file.read_text("utf-8"))

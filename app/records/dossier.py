"""A dossier as a plain dict and back, and the bytes that a seal is taken of."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from app.domain.errors import UserError
from app.domain.ledger import Dossier
from app.domain.practice import Practice
from app.records import PRACTICE_SCHEMA, SCHEMA
from app.records.codec import ShapeError, newest, plain, shaped
from app.records.migrations import STEPS, migrated


def to_dict(dossier: Dossier) -> dict[str, Any]:
    """The dossier in schema ``SCHEMA``."""
    return dict(plain(dossier))


def from_dict(raw: dict[str, Any], schema: int = SCHEMA) -> Dossier:
    """A dossier read back, an older one brought up to date.

    Another shape: ``practice_unreadable``; a newer schema: ``practice_newer`` (UserError).
    """
    if schema > SCHEMA:
        raise UserError("practice_newer")
    if schema < min(STEPS):
        raise UserError("practice_unreadable")
    try:
        dossier: Dossier = shaped(Dossier, migrated(raw, schema), "dossier")
    except ShapeError as problem:
        raise UserError("practice_unreadable") from problem
    return dossier


def canonical(practice: Practice) -> bytes:
    """The practice's canonical bytes: UTF-8 JSON, keys sorted, no spaces; equal values give equal bytes."""
    return _text(practice).encode()


def storable(practice: Practice) -> Practice:
    """The practice itself, or with «?» for what no file can hold (half characters that some programs paste)."""
    text = _text(practice)
    try:
        text.encode()
    except UnicodeEncodeError:
        return from_canonical(text.encode("utf-8", "replace"))
    return practice


def _text(practice: Practice) -> str:
    envelope = {"format": "vaglio-practice", "schema": newest(practice), "practice": plain(practice)}
    return json.dumps(envelope, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def is_canonical(data: bytes) -> bool:
    """Whether these bytes say of themselves that they are a practice's, whatever else is wrong with them."""
    try:
        envelope = json.loads(data)
    except (ValueError, RecursionError):
        return False
    return isinstance(envelope, dict) and envelope.get("format") == "vaglio-practice"


def from_canonical(data: bytes) -> Practice:
    """The practice embedded in a PDF. Anything else raises ``UserError("practice_unreadable")``."""
    try:
        envelope = json.loads(data)
        if envelope["format"] != "vaglio-practice":
            raise ShapeError("another format")
        if envelope["schema"] > PRACTICE_SCHEMA:
            raise UserError("practice_newer")
        practice: Practice = shaped(Practice, envelope["practice"], "practice")
    except (ValueError, KeyError, TypeError, RecursionError, ShapeError) as problem:
        raise UserError("practice_unreadable") from problem
    return practice


def fingerprint(practice: Practice) -> str:
    """SHA-256 of the canonical bytes, in hex: what a revision is sealed by."""
    return sha256(canonical(practice)).hexdigest()

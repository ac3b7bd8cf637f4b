"""The published JSON Schema is that of the program, and tells a practice from what is none."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from app.domain.practice import Consultation, Opinion, Point
from app.records.dossier import canonical
from app.records.schema import practice_schema
from tests.law import RESOURCES
from tests.paper_samples import law, practice

PUBLISHED = RESOURCES / "schema" / "practice.schema.json"


def envelope() -> dict[str, Any]:
    sample = replace(
        practice(law("it")),
        checked_by="Verificatrice di esempio",
        points=(Point("point1", "Un punto"),),
        opinions=(Opinion("t1", "", "perché sì"),),
        consultations=(Consultation("talk1", "unions"),),
    )
    found: dict[str, Any] = json.loads(canonical(sample))
    return found


def test_what_is_published_is_what_the_program_writes() -> None:
    assert json.loads(PUBLISHED.read_text("utf-8")) == practice_schema()
    jsonschema.Draft202012Validator.check_schema(practice_schema())


def test_a_practice_fits_old_or_new() -> None:
    validator = jsonschema.Draft202012Validator(practice_schema())
    validator.validate(envelope())
    validator.validate(json.loads(canonical(practice(law("it")))))


@pytest.mark.parametrize("change", ["extra", "missing", "type", "format"])
def test_what_is_no_practice_does_not(change: str) -> None:
    raw = envelope()
    if change == "extra":
        raw["practice"]["surprise"] = 1
    elif change == "missing":
        del raw["practice"]["company"]
    elif change == "type":
        raw["practice"]["sample"] = "no"
    else:
        raw["format"] = "another"
    assert list(jsonschema.Draft202012Validator(practice_schema()).iter_errors(raw))

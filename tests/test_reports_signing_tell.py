from __future__ import annotations

from dataclasses import replace

import pytest

from app.text import Words, words
from reports.signing.tell import told
from reports.signing.verify import Verification, verify
from tests.law import RESOURCES
from tests.sealed_paper import CONSULTANT, sealed_once


def said(lang: str = "it") -> Words:
    return words(RESOURCES / "text", lang)


@pytest.fixture(scope="module")
def found() -> Verification:
    return verify(sealed_once())


def test_the_verdict_comes_first_and_signatures_are_indented(found: Verification) -> None:
    lines = told(found, said())
    assert lines[0] == said()("verify.intact")
    signature = next(n for n, line in enumerate(lines) if CONSULTANT in line)
    assert lines[signature + 1].startswith("  ")
    assert lines[-1] == said()(f"verify.not_checked.{found.not_checked[-1]}")


def test_what_is_not_intact_is_said_first_with_its_problems(found: Verification) -> None:
    broken = verify(sealed_once().replace(b"%PDF-1", b"%PDF-2", 1))
    lines = told(broken, said("en"))
    assert not broken.intact
    assert lines[0] == said("en")("verify.not_intact")
    assert told(replace(found, signatures=()), said())[1:3] == ["Il documento", "  " + said()("verify.payload")]


def test_it_never_calls_a_self_made_seal_valid(found: Verification) -> None:
    for lang in ("it", "en"):
        text = "\n".join(told(found, said(lang))).lower()
        assert "valid" not in text
        assert text

"""The system's reasons are said in our words, in the language of the rest of the sentence."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from app.domain.errors import UserError
from app.store import atomic
from app.store.cause import cause
from app.text import words
from tests.law import RESOURCES


@pytest.mark.parametrize("lang", ["it", "en"])
@pytest.mark.parametrize("number", sorted(errno.errorcode))
def test_no_sentence_repeats_the_systems_own(lang: str, number: int) -> None:
    reason = cause(OSError(number, os.strerror(number)))
    said = words(RESOURCES / "text", lang).error(UserError("read_failed", name="a.pdf", reason=reason))
    assert os.strerror(number).casefold() not in said.casefold() or os.strerror(number) == "Success"
    assert "reason" not in said


def test_what_is_not_there_is_said_in_the_readers_language(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught, atomic.told(tmp_path / "x", "read_failed"):
        (tmp_path / "x").read_bytes()
    italian, english = (words(RESOURCES / "text", lang).error(caught.value) for lang in ("it", "en"))
    assert "non esiste" in italian
    assert "does not exist" in english


def test_an_error_without_a_number_says_its_kind() -> None:
    assert "OSError" in words(RESOURCES / "text", "it").error(cause(OSError("odd")))

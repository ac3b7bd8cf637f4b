"""The drafts at the desk: of what the practice says now, in the language of the screen, under a name any disk takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.desk.desk import Desk
from app.domain.circular import UNKNOWN
from tests.desks import desk_on, question


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with desk_on(tmp_path / "data") as made:
        made.open_example()
        yield made


def test_the_questionnaire_follows_the_answers_and_the_language(desk: Desk) -> None:
    desk.answer(question(desk, "tool2", "uses_ai"), UNKNOWN)
    assert "Lo strumento usa intelligenza artificiale?" in desk.draft_text(desk.questionnaire("tool2"))
    desk.set_language("en")
    assert "artificial intelligence" in desk.draft_text(desk.questionnaire("tool2"))


def test_the_letter_speaks_of_the_questionnaire_only_if_there_is_one(desk: Desk) -> None:
    desk.set_tool("tool2", provider="vendor_cloud")
    assert "questionario" not in desk.draft_text(desk.letter("tool2"))
    desk.answer(question(desk, "tool2", "uses_ai"), UNKNOWN)
    assert "questionario con una domanda" in desk.draft_text(desk.letter("tool2"))


def test_composing_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    desk.set_tool("tool2", provider="client")
    before = desk.dossier
    desk.save_draft(desk.letter("tool2"), tmp_path / "lettera.docx")
    desk.questionnaire("tool2")
    assert desk.dossier is before
    assert (tmp_path / "lettera.docx").read_bytes()[:2] == b"PK"


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("CRM “Contatto 360”", "lettera-CRM-Contatto-360.docx"),
        ("../..\\x:y", "lettera-x-y.docx"),
        ("🎧", "lettera-tool2.docx"),
    ],
)
def test_names_that_any_disk_takes(desk: Desk, name: str, file: str) -> None:
    assert desk.draft_name("letter", replace(desk.practice.tool("tool2"), name=name)) == file

"""A note is given a voice only where its language is clear."""

from __future__ import annotations

import pytest

from reports.layout.tongue import guessed


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("il fornitore è stato sentito al telefono", "it-IT"),
        ("PRATICA APERTA SU RICHIESTA DEL CLIENTE, CHE NON RISPONDE", "it-IT"),
        ("the vendor was not heard", "en-GB"),
        ("CRM Contatto 360", ""),
        ("", ""),
        ("il", ""),
        ("the setting is called «stato per il turno»", ""),
        ("😀 漢字", ""),
    ],
)
def test_the_language_of_a_note(text: str, lang: str) -> None:
    assert guessed(text) == lang

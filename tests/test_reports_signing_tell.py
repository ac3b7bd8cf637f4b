from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from app.text import Words, words
from reports.signing.p7m import check
from reports.signing.tell import field_name, told, verdict
from reports.signing.verify import Known, Verification, verify
from tests.envelopes import envelope
from tests.law import RESOURCES
from tests.sealed_paper import CONSULTANT, paper, sealed_once
from tests.shadow import retitle, signed_over, updated


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


def first(result: Verification) -> str:
    return verdict(result, said()).text


def test_the_one_sentence_says_why() -> None:
    once = hashlib.sha256(sealed_once()).hexdigest()
    assert first(verify(sealed_once())) == "Il documento è intatto."
    assert first(verify(paper())).startswith("Il documento non è firmato")
    assert first(verify(sealed_once() + b"coda")).startswith("Le firme sono intatte, ma dopo l'ultima")
    earlier = Known(signatures=2, file_sha256="0" * 64, earlier=(once,))
    assert "uno stato precedente" in first(verify(sealed_once(), known=earlier))
    assert "meno di quelle attese" in first(verify(sealed_once(), expected_signatures=2))
    assert first(verify(b"%PDF-1.7 rotto")).startswith("Non si può dire")
    assert first(check(envelope(detached=True))).startswith("La firma è in un file a parte")


def test_a_broken_signature_is_worth_nothing_that_can_be_said() -> None:
    broken = envelope().replace(b"Accordo", b"accordo")
    text = "\n".join(told(check(broken), said()))
    assert "Valore: non si può dire" in text
    assert "firma elettronica qualificata" not in text


def test_what_changed_is_said_in_words_and_metadata_alone_is_called_so() -> None:
    text = "\n".join(told(verify(signed_over(updated(sealed_once(), retitle))), said()))
    assert "cambiate le proprietà del file (titolo, autore, date)" in text
    alone = "\n".join(told(verify(updated(sealed_once(), retitle)), said()))
    assert "Sono cambiati soltanto i metadati." in alone
    english = "\n".join(told(verify(updated(sealed_once(), retitle)), said("en")))
    assert "Only metadata changed." in english


def test_envelopes_are_told_from_the_outside_in() -> None:
    lines = told(check(envelope(sealed_once())), said())
    at = [n for n, line in enumerate(lines) if "Dentro la busta: Il documento è intatto." in line]
    assert at
    assert lines[at[0]].startswith("  ")
    assert any("Consulente di prova" in line for line in lines[at[0] :])
    plain = "\n".join(told(check(envelope(paper())), said()))
    assert "Dentro la busta c'è un PDF senza firme proprie." in plain


def test_the_rooms_for_signatures_have_the_names_people_use() -> None:
    assert field_name("employer", said()) == "Datore di lavoro"
    assert field_name("Signature1", said()) == "Signature1"

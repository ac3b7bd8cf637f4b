"""Envelopes: opened in every dress, never called intact once a byte of what was signed has changed."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from app.domain.errors import UserError
from reports.signing.envelope import document_in, is_envelope, looks_like_one
from reports.signing.p7m import check, opened
from tests.cards import ISSUER, person
from tests.handed import wrapped

TEXT = b"%PDF-1.7 quello che si firma\n" * 40


@pytest.mark.parametrize("dress", [(), ("-outform", "PEM"), ("-stream",), ("-stream", "-outform", "PEM")])
def test_it_opens_in_every_dress(tmp_path: Path, dress: tuple[str, ...]) -> None:
    data = wrapped(tmp_path, TEXT, person("Ada di Prova"), "-nodetach", *dress)
    assert is_envelope(data)
    assert looks_like_one(data)
    found = opened(data)
    assert found.content == document_in(data) == TEXT
    assert found.problems == ()
    [one] = found.signatures
    assert (one.signer, one.issuer, one.intact) == ("Ada di Prova", ISSUER, True)
    assert one.signed_at is not None


def test_base64_without_armour_and_envelopes_in_envelopes(tmp_path: Path) -> None:
    import base64

    data = wrapped(tmp_path, TEXT, person("Ada di Prova"), "-nodetach")
    assert opened(base64.encodebytes(data)).content == TEXT
    twice = opened(wrapped(tmp_path, data, person("Bruno di Prova", "ec"), "-nodetach"))
    assert twice.content == TEXT
    assert [(one.signer, one.intact) for one in twice.signatures] == [("Bruno di Prova", True), ("Ada di Prova", True)]


def test_a_signature_alone_is_said_to_be_empty(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="envelope_empty"):
        opened(wrapped(tmp_path, TEXT, person("Ada di Prova")))


def test_a_changed_byte_is_never_intact_and_never_a_crash(tmp_path: Path) -> None:
    data = wrapped(tmp_path, TEXT, person("Ada di Prova"), "-nodetach")
    chance, at = random.Random(7), data.index(TEXT)
    refused = told = 0
    for n in range(400):
        bad = bytearray(data)
        place = at + chance.randrange(len(TEXT)) if n % 2 else chance.randrange(len(data))
        bad[place] ^= 1 << chance.randrange(8)
        try:
            found = opened(bytes(bad))
        except UserError:
            refused += 1
            continue
        inside = at <= place < at + len(TEXT)
        if inside or found.content != TEXT:
            told += 1
            assert found.problems
            assert not found.signatures or not all(one.intact for one in found.signatures)
    assert told >= 200
    assert refused > 0


def test_weak_digests_are_not_intact(tmp_path: Path) -> None:
    found = opened(wrapped(tmp_path, TEXT, person("Ada di Prova"), "-nodetach", "-md", "sha1"))
    assert found.content == TEXT
    assert not found.signatures[0].intact
    assert found.problems == ("weak_algorithm",)


def test_what_hangs_on_after_the_envelope_is_told(tmp_path: Path) -> None:
    data = wrapped(tmp_path, TEXT, person("Ada di Prova"), "-nodetach")
    assert opened(data + b"\r\n").problems == ()
    assert opened(data + b"in coda").problems == ("contents_altered",)


@pytest.mark.parametrize("data", [b"", b"0", b"0\x80", b"\x30\x82\xff\xff" + b"0" * 50, b"testo", b"%PDF-1.7"])
def test_what_is_none_is_refused(data: bytes) -> None:
    assert not is_envelope(data)
    assert document_in(data) == data
    with pytest.raises(UserError, match="envelope_unreadable"):
        opened(data)


def test_a_pdf_with_an_envelope_in_it_is_a_pdf(tmp_path: Path) -> None:
    """Whoever opens such a file sees the PDF, and not what somebody once signed."""
    pem = wrapped(tmp_path, TEXT, person("Ada di Prova"), "-nodetach", "-outform", "PEM")
    for file in (b"%PDF-1.7\n%" + pem + b"\n%%EOF\n", pem + b"%PDF-1.7\n%%EOF\n"):
        assert not is_envelope(file)
        assert not looks_like_one(file)
        assert document_in(file) == file
    assert (check(file := b"%PDF-1.7\n%" + pem).kind, check(file).answer) == ("pdf", "not_checked")
    with pytest.raises(UserError, match="signed_unreadable"):
        check(pem + b"%PDF-1.7\n%%EOF\n")

"""The report of a verification on paper says what the screen says, keeps for good, and acts on nothing it is told."""

from __future__ import annotations

import io
from datetime import datetime, timedelta, timezone

import pytest
from envelopes import authority, beside, countersigned, envelope, person
from judges import failures
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtPdf import QPdfDocument
from sealed_paper import sealed_twice
from shadow import stick_a_note, updated

from app.text import words
from reports.signing import tell
from reports.signing.findings import Verification
from reports.signing.p7m import check
from reports.verification import compose, pdf
from tests.law import RESOURCES

AT = datetime(2026, 11, 26, 8, 0, tzinfo=timezone(timedelta(hours=1)))
SAID = words(RESOURCES / "text", "it")


def made(found: Verification, name: str = "carta.pdf") -> bytes:
    return pdf(compose(found, name, SAID, AT, letterhead="Studio di prova"))


def text_of(data: bytes) -> str:
    held = QByteArray(data)
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    said = "\n".join(document.getAllText(n).text() for n in range(document.pageCount()))
    document.close()
    return said


def one_line(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("lang", ["it", "en"])
def test_every_sentence_is_on_the_paper(lang: str) -> None:
    said = words(RESOURCES / "text", lang)
    found = check(updated(sealed_twice(), stick_a_note), now=AT)
    printed = one_line(text_of(pdf(compose(found, "carta.pdf", said, AT))))
    for line in tell.told(found, said):
        assert one_line(line) in printed, line
    assert found.document_hash in printed


def test_it_keeps_and_is_the_same_every_time() -> None:
    for found in (check(sealed_twice(), now=AT), check(b"%PDF-1.7 rotto", now=AT), check(envelope(), now=AT)):
        data = made(found)
        assert data == made(found)
        assert failures(data, "2a", "ua-1") == []


def test_names_out_of_certificates_are_printed_as_they_are() -> None:
    name = '<b>Ada</b> & "figli" <img src="/etc/hostname"/>'
    signed = countersigned(envelope(who=person(name)), person("</para><i>x", authority()))
    printed = one_line(text_of(made(check(signed, now=AT), "<u>nome</u>.p7m")))
    assert one_line(name) in printed
    assert "</para><i>x" in printed
    assert "<u>nome</u>.p7m" in printed


def test_many_signers_run_on_over_pages() -> None:
    data = envelope()
    for n in range(6):
        data = beside(data, envelope(who=person(f"Firmatario numero {n}", authority())))
    found = check(data, now=AT)
    assert len(found.signatures) == 7
    printed = text_of(made(found))
    for one in found.signatures:
        assert one.signer in printed
    assert io.BytesIO(made(found)).read(5) == b"%PDF-"

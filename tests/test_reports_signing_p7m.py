"""Envelopes are opened whatever their dress, and every signature in them is told as it is."""

from __future__ import annotations

import base64
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from envelopes import DOCUMENT, SIGNED_AT, authority, beside, countersigned, envelope, person, signer
from foreign import FOREIGN, openssl_says
from hypothesis import given, settings
from hypothesis import strategies as st
from sealed_paper import paper, sealed_once, sealed_twice
from shadow import paint_over, updated

from app.domain.errors import UserError
from reports.signing.envelope import document_in, is_envelope
from reports.signing.findings import Known, Verification
from reports.signing.p7m import check


def pem(der: bytes) -> bytes:
    return b"-----BEGIN PKCS7-----\n" + base64.encodebytes(der) + b"-----END PKCS7-----\n"


def checked(data: bytes) -> Verification | None:
    """None for what is refused as neither a PDF nor an envelope; any other exception is a crash."""
    try:
        return check(data, now=SIGNED_AT)
    except UserError as problem:
        if problem.key != "signed_unreadable":
            raise
        return None


@cache
def stamped_once() -> bytes:
    return envelope(stamped=True)


DRESSES: dict[str, Callable[[bytes], bytes]] = {
    "der": lambda der: der,
    "pem": pem,
    "base64": base64.b64encode,
    "base64 in lines": base64.encodebytes,
    "base64 with windows lines": lambda der: base64.encodebytes(der).replace(b"\n", b"\r\n"),
}


@pytest.mark.parametrize("dress", DRESSES)
def test_every_dress_is_opened_and_verified(dress: str) -> None:
    data = DRESSES[dress](envelope())
    assert is_envelope(data)
    found = check(data, now=SIGNED_AT)
    assert (found.kind, found.answer, found.problems) == ("p7m", "yes", ())
    assert found.content == document_in(data) == DOCUMENT
    [one] = found.signatures
    assert (one.signer, one.issuer, one.signed_at) == ("Firmataria di prova", "Autorità di prova", SIGNED_AT)
    assert (one.integrity, one.covers, one.level) == ("yes", "whole_file", "qualified")


def test_a_changed_document_or_signature_is_not_intact() -> None:
    good = envelope()
    at = good.index(DOCUMENT)
    changed = good[:at] + b"B" + good[at + 1 :]
    assert check(changed).problems == ("digest_mismatch",)
    end = good[:-1] + bytes([good[-1] ^ 1])
    assert check(end).answer != "yes"
    assert check(good + b"in coda").problems == ("contents_altered",)


def test_signers_side_by_side_are_told_one_by_one() -> None:
    other = person("Altro di prova", authority())
    found = check(beside(envelope(), envelope(who=other)))
    assert {(one.signer, one.integrity) for one in found.signatures} == {
        ("Firmataria di prova", "yes"),
        ("Altro di prova", "yes"),
    }
    assert [one.field for one in found.signatures] == ["1", "2"]
    mixed = check(beside(envelope(), envelope(b"altro documento", who=other)))
    assert {one.signer: one.integrity for one in mixed.signatures} == {
        "Firmataria di prova": "yes",
        "Altro di prova": "no",
    }
    assert mixed.answer == "no"


def test_envelopes_inside_envelopes() -> None:
    nested = envelope(base64.b64encode(envelope(envelope())), who=person("Esterna", authority()))
    found = check(nested)
    assert found.answer == "yes"
    assert found.content == document_in(nested) == DOCUMENT
    assert found.inner is not None
    assert found.inner.inner is not None
    assert [found.signatures[0].signer, found.inner.signatures[0].signer] == ["Esterna", "Firmataria di prova"]
    deep = envelope()
    for _ in range(8):
        deep = envelope(deep)
    assert (check(deep).answer, "nested_too_deep" in check(deep).problems) == ("not_checked", True)


def test_a_pdf_inside_is_verified_too() -> None:
    signed = check(envelope(sealed_twice()), known=Known(signatures=2))
    assert signed.answer == "yes"
    assert signed.inner is not None
    assert [one.signer for one in signed.inner.signatures] == ["Consulente di prova", "Datore di prova"]
    plain = check(envelope(paper()))
    assert plain.answer == "yes"  # nobody signed the PDF itself: the envelope did
    assert plain.inner is not None
    assert plain.inner.problems == ("no_signature",)
    shadowed = check(envelope(updated(sealed_once(), paint_over)))
    assert shadowed.answer == "no"
    assert "content_not_intact" in shadowed.problems
    assert shadowed.signatures[0].integrity == "yes"
    cut = check(envelope(sealed_once()), known=Known(signatures=2))
    assert "signatures_missing" in cut.problems


def test_a_signature_apart_asks_for_its_document() -> None:
    apart = envelope(detached=True)
    alone = check(apart)
    assert (alone.answer, alone.problems, alone.content) == ("not_checked", ("detached",), None)
    assert check(apart, content=DOCUMENT).answer == "yes"
    assert check(apart, content=b"altro").problems == ("digest_mismatch",)
    broken = bytearray(apart)
    broken[-5] ^= 1
    assert check(bytes(broken)).answer != "yes"


def test_timestamps_are_told_and_must_belong() -> None:
    [one] = check(envelope(stamped=True)).signatures
    [mark] = one.marks
    assert (mark.by, mark.at, mark.holds) == ("Marche di prova", SIGNED_AT, "yes")
    from asn1crypto import cms

    good, other = cms.ContentInfo.load(envelope(stamped=True)), cms.ContentInfo.load(envelope(b"x", stamped=True))
    stolen = other["content"]["signer_infos"][0]["unsigned_attrs"]
    good["content"]["signer_infos"][0]["unsigned_attrs"] = stolen
    made = cms.ContentInfo({"content_type": "signed_data", "content": good["content"]}).dump(force=True)
    [one] = check(made).signatures
    assert (one.integrity, [mark.holds for mark in one.marks]) == ("yes", ["no"])


def test_countersignatures_are_told_and_must_belong() -> None:
    witness = person("Testimone di prova", authority())
    [one] = check(countersigned(envelope(), witness)).signatures
    assert [(c.signer, c.integrity) for c in one.countersignatures] == [("Testimone di prova", "yes")]
    [one] = check(countersigned(envelope(), witness, of=b"altra firma")).signatures
    assert [(c.signer, c.integrity) for c in one.countersignatures] == [("Testimone di prova", "no")]
    assert one.integrity == "yes"


def test_a_signer_whose_certificate_is_not_there() -> None:
    from asn1crypto import cms

    whole = cms.ContentInfo.load(envelope())
    whole["content"]["certificates"] = cms.CertificateSet([])
    bare = cms.ContentInfo({"content_type": "signed_data", "content": whole["content"]}).dump(force=True)
    found = check(bare)
    assert (found.answer, found.problems) == ("not_checked", ("signer_missing",))


def test_a_signer_that_cannot_be_parsed_hides_no_other() -> None:
    from asn1crypto import cms

    data = beside(envelope(), envelope(who=person("Altro di prova", authority())))
    last = cms.ContentInfo.load(data)["content"]["signer_infos"][1].dump()
    broken = data.replace(last, b"\x70" + last[1:])
    assert broken != data
    found = check(broken)
    assert (found.answer, found.problems) == ("not_checked", ("signature_unreadable",))
    assert [one.integrity for one in found.signatures] == ["yes", "not_checked"]


@pytest.mark.parametrize("data", [b"", b"0", b"0\x80", b"testo", b"MIIB" * 50, b"-----BEGIN X-----\n-----END X-----"])
def test_what_is_neither(data: bytes) -> None:
    assert not is_envelope(data)
    with pytest.raises(UserError, match="signed_unreadable"):
        check(data)


def test_openssl_agrees_with_our_own_envelopes(tmp_path: Path) -> None:
    for name, data, good in (
        ("one", envelope(), True),
        ("stamped", envelope(stamped=True), True),
        ("changed", envelope().replace(b"Accordo", b"accordo"), False),
    ):
        assert (check(data).answer == "yes") is good
        assert openssl_says(data, tmp_path / name) == ("good" if good else "broken"), name


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_never_crashes_and_never_calls_another_document_intact(data: st.DataObject) -> None:
    good = stamped_once()
    changed = bytearray(good)
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(changed) - 1))
        changed[at : at + data.draw(st.integers(0, 8))] = data.draw(st.binary(max_size=8))
    found = checked(bytes(changed))
    if found is None:
        return
    if found.answer == "yes":  # something that no signature covers: never the document, never its signer
        assert found.content == DOCUMENT
        assert found.signatures[0].fingerprint == check(good).signatures[0].fingerprint


def test_envelopes_that_no_one_here_made(tmp_path: Path) -> None:
    """None that ``openssl cms`` calls broken is intact; where we say less than openssl, the reason is told."""
    if not FOREIGN.is_dir():
        pytest.skip("not checked: foreign files absent")
    less: dict[str, tuple[str, ...]] = {}
    files = sorted((FOREIGN / "p7m").iterdir())
    assert len(files) >= 38
    for file in files:
        data = file.read_bytes()
        reader = openssl_says(data, tmp_path / "out")
        found = checked(data)
        if found is None:
            assert reader == "unread"
            less[file.name] = ("signed_unreadable",)
            continue
        assert found.not_checked
        assert not (found.answer == "yes" and reader == "broken"), file.name
        assert not (found.answer == "no" and reader == "good"), file.name
        if found.answer != "yes":
            less[file.name] = found.problems
    assert less == {
        "CAdES-BpB-att-SHA256-SHA512withRSA.p7m": ("weak_algorithm",),
        "CAdES-BpB-att-SHA3_224-SHA3_224withRSA.p7m": ("algorithm_unknown",),
        "CAdES-BpB-att-SHA3_256-SHA256withRSA.p7m": ("weak_algorithm",),
        "CAdES-BpB-att-SHA3_384-SHA256withRSA.p7m": ("weak_algorithm",),
        "CAdES-BpB-att-SHA3_512-SHA3_512withRSA.p7m": ("algorithm_unknown",),
        "Double-C-E-ERS-detached_hashtree_renewal.p7m": ("detached",),
        "NexU-CAdES-B-B-Detached-Sha512.p7m": ("detached",),
        "Signature-C-X-1.p7m": ("weak_algorithm",),
        "Signature-CBp-B-1.p7m": ("weak_algorithm",),
        "cades-duplicated-signed-attrs.p7m": ("detached",),
        "malformed-cades.p7m": ("signed_unreadable",),
    }


def test_the_openssl_that_judges_is_there() -> None:
    assert subprocess.run(["openssl", "version"], capture_output=True, check=True).stdout
    assert signer().chain == (authority(),)

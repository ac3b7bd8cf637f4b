"""What a certificate claims is said as a claim, and only the user's own folder makes anybody trusted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from envelopes import SIGNED_AT, Person, authority, envelope, person, signer

from reports.signing.findings import SignatureReport
from reports.signing.p7m import check
from reports.signing.vouching import anchors

LATER = SIGNED_AT + timedelta(days=5000)


def signed_by(who: Person, *trust: Person, later: bool = False) -> SignatureReport:
    found = check(
        envelope(who=who), trust=[one.pem for one in trust], now=LATER if later else SIGNED_AT + timedelta(days=1)
    )
    [one] = found.signatures
    assert one.integrity == "yes"
    return one


@pytest.mark.parametrize(
    ("declares", "level"),
    [
        ((), "unqualified"),
        (("compliance", "device", "signature"), "qualified"),
        (("compliance", "device"), "qualified"),
        (("compliance", "signature"), "advanced"),
        (("compliance", "device", "seal"), "organisation"),
        (("device",), "unqualified"),
    ],
)
def test_qualified_statements_are_claims(declares: tuple[str, ...], level: str) -> None:
    one = signed_by(person("Chi dichiara", authority(), declares=declares))
    assert one.certificate is not None
    assert set(one.certificate.declares) == set(declares)
    assert one.level == level


def test_self_made_is_simple() -> None:
    one = signed_by(person("Fatto da sé"))
    assert (one.self_signed, one.level, one.seal) == (True, "simple", False)


def test_expired_then_or_now() -> None:
    before = person("Scaduta prima", authority(), start=SIGNED_AT - timedelta(days=400), days=100)
    early = signed_by(before).certificate
    assert early is not None
    assert (early.valid_when_signed, early.valid_now) == ("no", "no")
    since = signed_by(signer(), later=True).certificate
    assert since is not None
    assert (since.valid_when_signed, since.valid_now) == ("yes", "no")
    current = signed_by(signer()).certificate
    assert current is not None
    assert (current.valid_when_signed, current.valid_now) == ("yes", "yes")


def test_without_a_date_nothing_is_called_expired() -> None:
    about = check(envelope()).signatures[0].certificate
    assert about is not None
    assert about.valid_now == "not_checked"


@pytest.mark.parametrize(("signs", "answer"), [(True, "yes"), (False, "no"), (None, "not_checked")])
def test_what_the_certificate_is_for(signs: bool | None, answer: str) -> None:
    about = signed_by(person("Accesso", authority(), signs=signs)).certificate
    assert about is not None
    assert about.for_signing == answer


def test_trusted_only_by_a_chain_to_the_folder() -> None:
    middle = person("Intermedia", authority(), authority=True)
    leaf = person("In fondo alla catena", middle)
    for trust, answer, anchor in (
        ((), "not_checked", ""),
        ((authority("Un'altra autorità"),), "not_checked", ""),
        ((authority(),), "yes", "Autorità di prova"),
        ((authority("Un'altra autorità"), authority()), "yes", "Autorità di prova"),
        ((middle,), "yes", "Intermedia"),
        ((leaf,), "yes", "In fondo alla catena"),
    ):
        about = signed_by(leaf, *trust).certificate
        assert about is not None
        assert (about.trusted, about.anchor) == (answer, anchor)


def test_a_chain_that_did_not_hold_then_is_no_trust() -> None:
    late = person("Scaduta prima", authority(), start=SIGNED_AT - timedelta(days=290), days=100)
    about = signed_by(late, authority()).certificate
    assert about is not None
    assert about.trusted == "no"


def test_an_impostor_of_the_same_name_is_not_trusted() -> None:
    impostor = person("Autorità di prova", authority=True, days=4000)
    about = signed_by(person("Finta", impostor), authority()).certificate
    assert about is not None
    assert about.trusted != "yes"


def test_whoever_is_no_authority_vouches_for_nobody() -> None:
    about = signed_by(person("Amico", signer()), authority()).certificate
    assert about is not None
    assert about.trusted != "yes"


def test_trust_is_no_longer_among_what_was_not_checked() -> None:
    assert "trust" in check(envelope()).not_checked
    assert "trust" not in check(envelope(), trust=[authority().der], now=SIGNED_AT).not_checked
    assert "revocation" in check(envelope(), trust=[authority().der], now=SIGNED_AT).not_checked


def test_files_that_are_no_certificates_are_passed_over() -> None:
    files = [b"", b"testo", b"0\x03\x02\x01\x01", authority().pem + signer().pem, authority().der, signer().der[:-4]]
    assert len(anchors(files)) == 2

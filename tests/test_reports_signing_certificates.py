"""What a certificate says of itself, in short and in full; and which ones are not for signing today."""

from __future__ import annotations

from datetime import timedelta

import pytest
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from envelopes import SIGNED_AT, Person, authority, person, signer

from app.domain.errors import UserError
from reports.signing.certificates import declared, facts, issuer_in_full, issuer_name, need_usable, signs


def issued_by(**names: str) -> asn1.Certificate:
    key = ec.generate_private_key(ec.SECP256R1())
    issuer = x509.Name([x509.NameAttribute(getattr(NameOID, kind.upper()), name) for kind, name in names.items()])
    made = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Ada di Prova")]))
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(SIGNED_AT)
        .not_valid_after(SIGNED_AT + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    return asn1.Certificate.load(made.public_bytes(serialization.Encoding.DER))


@pytest.mark.parametrize(
    ("names", "short", "full"),
    [
        ({"common_name": "CA di prova", "organization_name": "Ente"}, "CA di prova", "CA di prova — Ente"),
        ({"common_name": "Ente", "organization_name": "Ente"}, "Ente", "Ente"),
        ({"organization_name": "Ente"}, "Ente", "Ente"),
        ({"locality_name": "Roma"}, "Locality: Roma", "Locality: Roma"),
    ],
)
def test_the_issuer_in_short_and_in_full(names: dict[str, str], short: str, full: str) -> None:
    certificate = issued_by(**names)
    assert (issuer_name(certificate), issuer_in_full(certificate)) == (short, full)


def test_the_facts_of_one_that_signs() -> None:
    found = facts(signer().asn1)
    assert (found.name, found.issuer) == ("Firmataria di prova", "Autorità di prova")
    assert (found.signing, found.qualified) == (True, True)
    need_usable(found, SIGNED_AT)


def test_a_claim_that_is_missing_or_cannot_be_read_is_none() -> None:
    assert not facts(person("Senza", authority(), declares=("device",)).asn1).qualified
    whole = signer().der
    broken = asn1.Certificate.load(whole.replace(bytes.fromhex("04008e4601 01".replace(" ", "")), b"\xff" * 6))
    assert "compliance" not in declared(broken)
    assert not facts(broken).qualified


@pytest.mark.parametrize(
    ("who", "days", "key"),
    [
        (person("Accesso", authority(), signs=False), 0, "certificate_not_for_signing"),
        (signer(), 5000, "certificate_expired"),
        (signer(), -5000, "certificate_not_yet"),
    ],
)
def test_what_must_not_sign_today(who: Person, days: int, key: str) -> None:
    with pytest.raises(UserError, match=key):
        need_usable(facts(who.asn1), SIGNED_AT + timedelta(days=days))


def test_without_a_stated_use_it_may_sign() -> None:
    one = person("Senza uso", authority(), signs=None).asn1
    assert (signs(one), facts(one).signing) == ("not_checked", True)

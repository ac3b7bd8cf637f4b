"""The local identity: what its certificate says, that only the passphrase opens it, that nothing leaks."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509 import BasicConstraints, KeyUsage
from sealed_paper import NOW, PASSPHRASE, person

from app.domain.errors import UserError
from reports.signing.identity import SEAL_UNIT, create, load


def test_opens_with_its_passphrase() -> None:
    assert load(person().p12, PASSPHRASE) == person()


def test_certificate_says_what_it_is() -> None:
    key, certificate, others = pkcs12.load_key_and_certificates(person().p12, PASSPHRASE.encode())
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    assert certificate is not None
    assert key.curve.name == "secp256r1"
    assert not others
    assert certificate.issuer == certificate.subject
    assert [entry.value for entry in certificate.subject] == ["Consulente di prova", SEAL_UNIT, "Vaglio"]
    assert certificate.not_valid_before_utc == NOW
    usage = certificate.extensions.get_extension_for_class(KeyUsage).value
    assert usage.digital_signature
    assert usage.content_commitment
    assert not usage.key_cert_sign
    assert not certificate.extensions.get_extension_for_class(BasicConstraints).value.ca


def test_two_identities_differ() -> None:
    first, second = create("Uguale", "x", NOW), create("Uguale", "x", NOW)
    assert first.fingerprint != second.fingerprint


@pytest.mark.parametrize("wrong", ["", "Perché no?", PASSPHRASE + " ", "x" * 5000])
def test_wrong_passphrase_is_said(wrong: str) -> None:
    with pytest.raises(UserError, match="passphrase_wrong"):
        load(person().p12, wrong)


@pytest.mark.parametrize("damage", [lambda p: b"", lambda p: b"not a store", lambda p: p[:-9], lambda p: p[40:]])
def test_damaged_store_is_said(damage) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(UserError, match="identity_unreadable"):
        load(damage(person().p12), PASSPHRASE)


def test_a_store_without_a_key_is_no_identity() -> None:
    _, certificate, _ = pkcs12.load_key_and_certificates(person().p12, PASSPHRASE.encode())
    assert certificate is not None
    bare = pkcs12.serialize_key_and_certificates(None, None, None, [certificate], BestAvailableEncryption(b"x"))
    with pytest.raises(UserError, match="identity_unreadable"):
        load(bare, "x")


@pytest.mark.parametrize(("typed", "kept"), [("  Ada \n Rossi\x00 ", "Ada Rossi"), ("é" * 32, "é" * 32), ("Ωм", "Ωм")])
def test_names_are_cleaned(typed: str, kept: str) -> None:
    assert create(typed, "x", NOW).common_name == kept


@pytest.mark.parametrize("name", ["", " \n", "\ud800", "x" * 65, "é" * 33])
def test_unusable_names(name: str) -> None:
    with pytest.raises(UserError, match="signer_name_unusable"):
        create(name, "x", NOW)


def test_passphrase_is_required() -> None:
    with pytest.raises(UserError, match="passphrase_empty"):
        create("Ada", "", NOW)


def test_lasts_ten_years() -> None:
    assert timedelta(days=3650) < person().not_after - NOW < timedelta(days=3656)


def test_nothing_leaks(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    caplog.set_level(logging.DEBUG)
    secret = "segreto-irripetibile"
    identity = create("Ada", secret, NOW)
    with pytest.raises(UserError) as caught:
        load(identity.p12, secret + "!")
    out, err = capfd.readouterr()
    assert secret not in caplog.text + out + err + repr(identity) + str(caught.value) + repr(caught.value.params)
    assert secret.encode() not in identity.p12
    assert "p12" not in repr(identity)

"""Certificates and envelopes (``.p7m``) for the tests: an authority of ours, people it vouches for, what they sign."""

from __future__ import annotations

import asyncio
import hashlib
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from asn1crypto import algos, cms, keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

SIGNED_AT = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)
DOCUMENT = "Accordo di prova: perché così.\n".encode()
QC = {
    "compliance": "0.4.0.1862.1.1",
    "device": "0.4.0.1862.1.4",
}
_TYPES = {"signature": "0.4.0.1862.1.6.1", "seal": "0.4.0.1862.1.6.2"}


class Person:
    """A certificate with its key; ``chain``: whoever vouches for it, the nearest first."""

    def __init__(self, certificate: x509.Certificate, key: Any, chain: tuple[Person, ...] = ()) -> None:
        self.certificate, self.key, self.chain = certificate, key, chain
        self.der = certificate.public_bytes(serialization.Encoding.DER)
        self.pem = certificate.public_bytes(serialization.Encoding.PEM)
        self.asn1 = asn1.Certificate.load(self.der)

    def signer(self) -> SimpleSigner:
        store = SimpleCertificateStore()
        for one in self.chain:
            store.register(one.asn1)
        pem = self.key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return SimpleSigner(signing_cert=self.asn1, signing_key=keys.PrivateKeyInfo.load(pem), cert_registry=store)


def person(
    name: str,
    by: Person | None = None,
    *,
    authority: bool = False,
    start: datetime = SIGNED_AT - timedelta(days=300),
    days: int = 1000,
    signs: bool | None = True,
    declares: tuple[str, ...] = (),
    stamps: bool = False,
) -> Person:
    """``signs`` False: for access only; None: the certificate states no use. ``declares``: qualified statements."""
    key: Any = rsa.generate_private_key(65537, 2048) if stamps else ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name), x509.NameAttribute(NameOID.COUNTRY_NAME, "IT")])
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.certificate.subject if by else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
    )
    if signs is not None:
        usage = {
            "digital_signature": (not authority and not signs) or stamps,
            "content_commitment": not authority and bool(signs),
            "key_cert_sign": authority,
            "crl_sign": authority,
        }
        rest = ("key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only")
        builder = builder.add_extension(x509.KeyUsage(**usage, **dict.fromkeys(rest, False)), critical=True)
    if stamps:
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    if declares:
        oid = ObjectIdentifier("1.3.6.1.5.5.7.1.3")
        builder = builder.add_extension(x509.UnrecognizedExtension(oid, _statements(declares)), critical=False)
    made = builder.sign(by.key if by else key, hashes.SHA256())
    return Person(made, key, (by, *by.chain) if by else ())


def _statements(declares: tuple[str, ...]) -> bytes:
    from pyhanko.sign.ades.qualified_asn1 import QcCertificateType, QcStatements

    types = [_TYPES[claim] for claim in declares if claim in _TYPES]
    made: list[dict[str, Any]] = [{"statement_id": QC[claim]} for claim in declares if claim in QC]
    if types:
        made.append({"statement_id": "0.4.0.1862.1.6", "statement_info": QcCertificateType(types)})
    return bytes(QcStatements(made).dump())


@cache
def authority(name: str = "Autorità di prova") -> Person:
    return person(name, authority=True, days=4000)


@cache
def signer(name: str = "Firmataria di prova") -> Person:
    return person(name, authority(), declares=("compliance", "device", "signature"))


@cache
def stamper() -> DummyTimeStamper:
    who = person("Marche di prova", authority(), stamps=True).signer()
    return DummyTimeStamper(who.signing_cert, who.signing_key, who.cert_registry, fixed_dt=SIGNED_AT)


def envelope(
    data: bytes = DOCUMENT, who: Person | None = None, *, detached: bool = False, stamped: bool = False
) -> bytes:
    """One signature around ``data``, DER."""
    made = asyncio.run(
        (who or signer())
        .signer()
        .async_sign_general_data(
            data,
            "sha256",
            detached=detached,
            timestamper=stamper() if stamped else None,
            signed_attr_settings=_settings(),
        )
    )
    return bytes(made.dump())


def _settings() -> Any:
    from pyhanko.sign.signers.pdf_cms import CMSSignedAttributes

    return CMSSignedAttributes(signing_time=SIGNED_AT)


def beside(first: bytes, second: bytes) -> bytes:
    """Two signatures over the same document, side by side in one envelope."""
    one, other = cms.ContentInfo.load(first), cms.ContentInfo.load(second)
    data = one["content"]
    data["signer_infos"].append(other["content"]["signer_infos"][0])
    for certificate in other["content"]["certificates"]:
        data["certificates"].append(certificate)
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": data}).dump(force=True))


def countersigned(envelope: bytes, who: Person, *, of: bytes | None = None) -> bytes:
    """``envelope`` with a countersignature by ``who`` over its signature (or over ``of``, which is a forgery)."""
    whole = cms.ContentInfo.load(envelope)
    data = whole["content"]
    [info] = data["signer_infos"]
    digest = hashlib.sha256(of if of is not None else info["signature"].native).digest()
    attributes = cms.CMSAttributes([cms.CMSAttribute({"type": "message_digest", "values": [digest]})])
    issuer = {"issuer": who.asn1.issuer, "serial_number": who.asn1.serial_number}
    made = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier({"issuer_and_serial_number": issuer}),
            "digest_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}),
            "signed_attrs": attributes,
            "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
            "signature": who.key.sign(attributes.dump(), ec.ECDSA(hashes.SHA256())),
        }
    )
    info["unsigned_attrs"] = cms.CMSAttributes([cms.CMSAttribute({"type": "counter_signature", "values": [made]})])
    data["certificates"].append(cms.CertificateChoices("certificate", who.asn1))
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": data}).dump(force=True))

"""The local identity behind the integrity seal: a key and a certificate that vouches only for itself.

It proves that a document has not changed since whoever knows the passphrase sealed it, not who that is: the
certificate says so in its own subject. Must never store, log or return a passphrase, nor write a file: the
PKCS#12 bytes are the caller's to keep.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from app.domain.errors import UserError
from reports.archival import printable
from reports.signing.quiet import hush

if TYPE_CHECKING:
    from asn1crypto.x509 import Certificate
    from pyhanko.sign.signers import SimpleSigner

SEAL_UNIT = "Sigillo d'integrità, non firma digitale"  # in every certificate, whatever the user's language
NAME_LIMIT = 64  # bytes of UTF-8
_YEARS = 10
_KEY_ROUNDS = 200_000  # of PBKDF2: a tenth of a second for us, a long time for a guesser


@dataclass(frozen=True)
class Identity:
    """``fingerprint`` is the certificate's SHA-256 in hexadecimal; ``p12`` the encrypted key and
    certificate."""

    common_name: str
    fingerprint: str
    not_before: datetime
    not_after: datetime
    p12: bytes = field(repr=False)


def create(common_name: str, passphrase: str, now: datetime) -> Identity:
    """A new P-256 key with a self-signed certificate, valid from ``now`` for ten years.

    UserError ``signer_name_unusable`` (empty or too long), ``passphrase_empty``.
    """
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import PrivateFormat, pkcs12
    from cryptography.x509.oid import NameOID

    name = printable(common_name)
    if not 0 < len(name.encode()) <= NAME_LIMIT:
        raise UserError("signer_name_unusable")
    if not passphrase:
        raise UserError("passphrase_empty")
    start = now.astimezone(UTC).replace(microsecond=0)
    end = start + timedelta(days=round(365.25 * _YEARS))
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, name),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, SEAL_UNIT),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Vaglio"),
        ]
    )
    usage = dict.fromkeys(
        (
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "key_cert_sign",
            "crl_sign",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(digital_signature=True, content_commitment=True, **usage), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    protection = (
        PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(_KEY_ROUNDS)
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(hashes.SHA256())
        .build(passphrase.encode())
    )
    p12 = pkcs12.serialize_key_and_certificates(name.encode(), key, certificate, None, protection)
    return Identity(name, certificate.fingerprint(hashes.SHA256()).hex(), start, end, p12)


def load(p12: bytes, passphrase: str) -> Identity:
    """The identity inside ``p12``, opened once to try the passphrase.

    UserError ``passphrase_wrong``, or ``identity_unreadable`` when it is no key store with one key and
    certificate.
    """
    certificate = unlock(p12, passphrase).signing_cert
    if certificate is None:  # pyHanko allows it; an unlocked store always has one
        raise UserError("identity_unreadable")
    validity = certificate["tbs_certificate"]["validity"]
    return Identity(
        common_name(certificate),
        fingerprint(certificate),
        validity["not_before"].native,
        validity["not_after"].native,
        p12,
    )


def unlock(p12: bytes, passphrase: str) -> SimpleSigner:
    """The key ready to sign, for this package only; same errors as :func:`load`."""
    hush()
    from pyhanko.sign.signers import SimpleSigner

    try:
        signer: SimpleSigner = SimpleSigner.load_pkcs12_data(p12, (), passphrase.encode())
    except ValueError as problem:
        # The library gives one error for both: a well-formed store that does not open has another passphrase.
        raise UserError("passphrase_wrong" if _is_key_store(p12) else "identity_unreadable") from problem
    except (AttributeError, TypeError, NotImplementedError) as problem:  # it opens, but holds no usable key
        raise UserError("identity_unreadable") from problem
    return signer


def common_name(certificate: Certificate) -> str:
    """The subject's name as people say it; the whole subject if it has no common name."""
    name = certificate.subject.native.get("common_name", certificate.subject.human_friendly)
    return printable(name if isinstance(name, str) else certificate.subject.human_friendly)


def fingerprint(certificate: Certificate) -> str:
    """SHA-256 of the certificate, hexadecimal."""
    return hashlib.sha256(certificate.dump()).hexdigest()


def is_seal(certificate: Certificate) -> bool:
    """Whether the certificate calls itself one of our integrity seals (anyone can write such a
    certificate)."""
    return is_self_signed(certificate) and certificate.subject.native.get("organizational_unit_name") == SEAL_UNIT


def is_self_signed(certificate: Certificate) -> bool:
    """Issuer and subject are the same: nobody else vouches for the name."""
    return bool(certificate.issuer == certificate.subject)


def _is_key_store(p12: bytes) -> bool:
    from asn1crypto.pkcs12 import Pfx

    try:
        store = Pfx.load(p12, strict=True)
        return store["version"].native == "v3" and len(store.authenticated_safe) > 0 and "mac_data" in store
    except (ValueError, TypeError, KeyError):
        return False

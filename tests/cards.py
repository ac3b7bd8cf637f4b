"""Cards and certificates for tests: a small authority, people with certificates of every kind, tokens of SoftHSM2."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from tests.law import NOW

PIN = "73519264"
"""Long and odd enough to be looked for in everything the program leaves behind."""
P12_PASSPHRASE = "Zq9-parola-del-file-p12"
DRIVER = Path("/usr/lib/softhsm/libsofthsm2.so")
SOFTHSM = DRIVER.exists() and shutil.which("softhsm2-util") is not None and shutil.which("pkcs11-tool") is not None
ISSUER = "Autorità di prova"


@dataclass(frozen=True)
class Person:
    key: Any
    certificate: x509.Certificate

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def key_pem(self) -> bytes:
        return self.key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )

    @cache  # noqa: B019 - people live as long as the tests
    def p12(self, passphrase: str = P12_PASSPHRASE) -> bytes:
        protection = serialization.BestAvailableEncryption(passphrase.encode())
        name = self.certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value
        return pkcs12.serialize_key_and_certificates(
            str(name).encode(), self.key, self.certificate, [authority().certificate], protection
        )


@cache
def authority() -> Person:
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "IT"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Certificatore di prova"),
            x509.NameAttribute(NameOID.COMMON_NAME, ISSUER),
        ]
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=2000))
        .not_valid_after(NOW + timedelta(days=4000))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
        .sign(key, hashes.SHA256())
    )
    return Person(key, made)


def _usage(**on: bool) -> x509.KeyUsage:
    names = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement")
    rest = ("key_cert_sign", "crl_sign", "encipher_only", "decipher_only")
    return x509.KeyUsage(**(dict.fromkeys((*names, *rest), False) | on))


@cache
def person(name: str, kind: str = "rsa", signing: bool = True, until: datetime = NOW + timedelta(days=700)) -> Person:
    """``signing`` False: an authentication certificate as a CNS has it."""
    key = rsa.generate_private_key(65537, 2048) if kind == "rsa" else ec.generate_private_key(ec.SECP256R1())
    issuer = authority()
    usage = _usage(content_commitment=True) if signing else _usage(digital_signature=True)
    builder = (
        x509.CertificateBuilder()
        .subject_name(
            x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "IT"), x509.NameAttribute(NameOID.COMMON_NAME, name)])
        )
        .issuer_name(issuer.certificate.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=1000))
        .not_valid_after(until)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if not signing:
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH]), critical=False)
    return Person(key, builder.sign(issuer.key, hashes.SHA256()))


def expired(name: str) -> Person:
    return person(name, until=NOW - timedelta(days=3))


class Tokens:
    """A reader of one's own with SoftHSM2 tokens in it, for as long as the test lasts."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        assert SOFTHSM, "softhsm2 and opensc are needed (packaging/libraries.py knows the packages)"
        self.folder, self._work = folder / "tokens", folder
        self.folder.mkdir(parents=True)
        conf = folder / "softhsm2.conf"
        conf.write_text(f"directories.tokendir = {self.folder}\nobjectstore.backend = file\nlog.level = ERROR\n")
        monkeypatch.setenv("SOFTHSM2_CONF", str(conf))

    def insert(self, label: str, people: Iterable[Person], pin: str = PIN) -> None:
        _run("softhsm2-util", "--init-token", "--free", "--label", label, "--pin", pin, "--so-pin", "00000000")
        for number, one in enumerate(people, 1):
            key, certificate = self._work / "key.der", self._work / "certificate.der"
            key.write_bytes(
                one.key.private_bytes(
                    serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
                )
            )
            certificate.write_bytes(one.certificate.public_bytes(serialization.Encoding.DER))
            common = ("--module", str(DRIVER), "--token-label", label, "--login", "--pin", pin)
            named = ("--id", f"{number:02x}", "--label", f"chiave {number}")
            _run("pkcs11-tool", *common, "--write-object", str(key), "--type", "privkey", "--usage-sign", *named)
            _run("pkcs11-tool", *common, "--write-object", str(certificate), "--type", "cert", *named)
            key.unlink()

    def pull(self) -> None:
        """Every token out of the reader."""
        for one in self.folder.iterdir():
            shutil.rmtree(one)


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, env=dict(os.environ), check=False)
    assert done.returncode == 0, done.stderr + done.stdout

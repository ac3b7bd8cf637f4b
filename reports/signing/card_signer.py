"""The library's signer over a card: every signature is asked of the process that holds the card's session.

Imported only while signing, since it loads pyHanko.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from asn1crypto import x509
from asn1crypto.algos import SignedDigestAlgorithm
from pyhanko.sign.signers.pdf_cms import Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore


class CardSigner(Signer):
    def __init__(self, certificate: x509.Certificate, others: list[x509.Certificate], ask: Callable[[bytes], bytes]):
        algorithm = "sha256_ecdsa" if certificate.public_key.algorithm == "ec" else "sha256_rsa"
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        for one in (certificate, *others):
            store.register(one)
        super().__init__(
            signing_cert=certificate,
            cert_registry=store,
            signature_mechanism=SignedDigestAlgorithm({"algorithm": algorithm}),
        )
        self._ask = ask
        self._room = -(-certificate.public_key.bit_size // 8) * 2 + 16

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        if dry_run:
            return bytes(self._room)
        if digest_algorithm != "sha256":
            raise ValueError(digest_algorithm)
        return self._ask(data)


def parsed(der: bytes) -> Any:
    """ValueError for what is no certificate."""
    found = x509.Certificate.load(der, strict=True)
    found.native  # noqa: B018 - the parser is lazy: what is wrong shows here and not later
    return found

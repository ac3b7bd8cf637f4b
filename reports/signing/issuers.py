"""Who issued the certificates in a signed PDF. Read, not judged: names are the certificates' own word."""

from __future__ import annotations

import io

from reports.signing.certificates import issuer_name
from reports.signing.identity import fingerprint
from reports.signing.quiet import hush


def issuers(pdf: bytes) -> dict[str, str]:
    """By the SHA-256 of the signer's certificate; without those that cannot be read."""
    hush()
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.fields import enumerate_sig_fields
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

    found: dict[str, str] = {}
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=False)
        for name, value, field in enumerate_sig_fields(reader):
            if value is not None:
                certificate = EmbeddedPdfSignature(reader, field.get_object(), name).signer_cert
                found[fingerprint(certificate)] = issuer_name(certificate.issuer)
    except Exception:  # as in a verification: broken files fail in every way, and here nothing depends on it
        return found
    return found

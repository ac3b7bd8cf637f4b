"""Seals a finished PDF: a PAdES approval signature on a field that was reserved for it.

Gives back signed bytes only after our own verification has called them intact. Touches neither disk nor
network; the passphrase lives in the call. It approves and never certifies, so that further signers can add
theirs.
"""

from __future__ import annotations

import asyncio
import io
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.domain.errors import UserError
from reports.signing.identity import unlock
from reports.signing.quiet import hush
from reports.signing.verify import verify

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.pdf_utils.writer import BasePdfFileWriter
    from pyhanko.sign.signers import PdfSigner


@dataclass(frozen=True)
class Stamp:
    """What the seal shows: short lines, the first one bold. Lines that do not fit the box are cut."""

    lines: tuple[str, ...]


def sign(pdf: bytes, *, p12: bytes, passphrase: str, field: str, stamp: Stamp, now: datetime) -> bytes:
    """``pdf`` with one more signature, on the empty reserved field ``field``, dated ``now`` (with time zone).

    UserError ``passphrase_wrong``, ``identity_unreadable``, ``identity_expired``, ``pdf_unreadable``,
    ``signature_field_missing``, ``signature_field_taken``, and ``signature_not_verified`` when the result,
    whatever the reason, does not verify.
    """
    if now.tzinfo is None:
        raise ValueError("now has no time zone")
    signer = unlock(p12, passphrase)
    if signer.signing_cert is not None and now > signer.signing_cert.not_valid_after:
        raise UserError("identity_expired")
    hush()
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.fields import SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

    from reports.signing.appearance import PlainWriter, style

    try:
        writer = PlainWriter(io.BytesIO(pdf))
        before, width, height = _box(writer.prev, field)
    except (PdfError, ValueError, KeyError, TypeError) as problem:
        raise UserError("pdf_unreadable") from problem
    meta = PdfSignatureMetadata(field_name=field, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES)
    appearance = style(stamp.lines, width, height) if width and height else None
    signed = asyncio.run(_signed(PdfSigner(meta, signer, stamp_style=appearance), writer, now))
    if not verify(signed, expected_signatures=before + 1).intact:
        raise UserError("signature_not_verified")
    return signed


def _box(reader: PdfFileReader, name: str) -> tuple[int, float, float]:
    """How many signatures there are already, and the width and height of the reserved box."""
    from pyhanko.sign.fields import enumerate_sig_fields

    fields = {found: (value, ref) for found, value, ref in enumerate_sig_fields(reader)}
    if name not in fields:
        raise UserError("signature_field_missing", field=name)
    value, ref = fields[name]
    if value is not None:
        raise UserError("signature_field_taken", field=name)
    x0, y0, x1, y1 = (float(edge) for edge in ref.get_object()["/Rect"])
    return sum(value is not None for value, _ in fields.values()), abs(x1 - x0), abs(y1 - y0)


async def _signed(signer: PdfSigner, writer: BasePdfFileWriter, now: datetime) -> bytes:
    """The library's own steps one by one, because only here can the clock be handed in."""
    from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes

    session = signer.init_signing_session(writer, existing_fields_only=True)
    session.system_time = now
    room = await session.estimate_signature_container_size(None)
    document = session.prepare_tbs_document(None, bytes_reserved=room)
    out = io.BytesIO()
    digest, _ = document.digest_tbs_document(output=out)
    done = await document.perform_signature(
        digest.document_digest, pdf_cms_signed_attrs=PdfCMSSignedAttributes(signing_time=now)
    )
    await done.post_signature_processing(out)
    return out.getvalue()

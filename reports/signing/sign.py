"""Signs a finished PDF: a PAdES signature on a field that was reserved for it, whatever the means.

Gives back signed bytes only after our own verification has called them intact. Touches neither disk nor
network; a passphrase lives in the call. It approves and never certifies, so that further signers can add theirs,
unless whoever signs first locks the document on purpose.
"""

from __future__ import annotations

import asyncio
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.domain.errors import UserError
from reports.signing.means import Means, seal
from reports.signing.quiet import hush
from reports.signing.verify import verify

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.pdf_utils.writer import BasePdfFileWriter
    from pyhanko.sign.signers import PdfSigner

    from reports.signing.drawing import Drawing


@dataclass(frozen=True)
class Stamp:
    """What the signature shows: short lines, the first one bold, and a drawing beside them if there is one. Lines that
    do not fit the box are cut."""

    lines: tuple[str, ...]
    drawing: Drawing | None = None


def sign(pdf: bytes, *, p12: bytes, passphrase: str, field: str, stamp: Stamp, now: datetime) -> bytes:
    """``pdf`` with this computer's seal on the empty reserved field ``field``, dated ``now`` (with time zone).

    UserError ``passphrase_wrong``, ``identity_unreadable``, ``identity_expired`` and those of :func:`sign_with`.
    """
    if now.tzinfo is None:
        raise ValueError("now has no time zone")
    with seal(p12, passphrase, now) as means:
        return sign_with(pdf, means, field=field, stamp=stamp, now=now)


def sign_with(
    pdf: bytes,
    means: Means,
    *,
    field: str,
    stamp: Stamp,
    now: datetime,
    reason: str = "",
    place: str = "",
    lock: bool = False,
) -> bytes:
    """``pdf`` with one more signature by ``means``.

    ``lock``: nothing more may be added afterwards, no signature either; only for the first one. UserError
    ``pdf_unreadable``, ``signature_field_missing``, ``signature_field_taken``, ``document_locked``,
    ``lock_not_first``, ``picture_unreadable``, and ``signature_not_verified`` when the result, whatever the reason,
    does not verify.
    """
    if now.tzinfo is None:
        raise ValueError("now has no time zone")
    hush()
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

    from reports.signing.appearance import PlainWriter, style

    try:
        writer = PlainWriter(io.BytesIO(pdf))
        before, width, height = _box(writer.prev, field)
    except (PdfError, ValueError, KeyError, TypeError) as problem:
        raise UserError("pdf_unreadable") from problem
    if before and lock:
        raise UserError("lock_not_first")
    meta = PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        reason=reason or None,
        location=place or None,
        certify=lock,
        docmdp_permissions=MDPPerm.NO_CHANGES if lock else MDPPerm.FILL_FORMS,
    )
    appearance = style(stamp, width, height) if width and height else None
    signed = asyncio.run(_signed(PdfSigner(meta, means.signer, stamp_style=appearance), writer, now))
    if not verify(signed, expected_signatures=before + 1).intact:
        raise UserError("signature_not_verified")
    return signed


def free_fields(pdf: bytes, names: Sequence[str]) -> tuple[str, ...]:
    """Which of ``names`` are reserved in ``pdf`` and still empty. UserError ``pdf_unreadable``."""
    hush()
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.fields import enumerate_sig_fields

    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        empty = {name for name, value, _ in enumerate_sig_fields(reader) if value is None}
    except (PdfError, ValueError, KeyError, TypeError) as problem:
        raise UserError("pdf_unreadable") from problem
    return tuple(name for name in names if name in empty)


def _box(reader: PdfFileReader, name: str) -> tuple[int, float, float]:
    """How many signatures there are already, and the width and height of the reserved box."""
    from pyhanko.sign.fields import enumerate_sig_fields

    fields = {found: (value, ref) for found, value, ref in enumerate_sig_fields(reader)}
    if name not in fields:
        raise UserError("signature_field_missing", field=name)
    value, ref = fields[name]
    if value is not None:
        raise UserError("signature_field_taken", field=name)
    if _locked(reader):
        raise UserError("document_locked")
    x0, y0, x1, y1 = (float(edge) for edge in ref.get_object()["/Rect"])
    return sum(value is not None for value, _ in fields.values()), abs(x1 - x0), abs(y1 - y0)


def _locked(reader: PdfFileReader) -> bool:
    """Whether its first signature forbade whatever comes after."""
    try:
        transforms = reader.root["/Perms"]["/DocMDP"]["/Reference"]
        return any(int(one["/TransformParams"].get("/P", 2)) == 1 for one in transforms)
    except (KeyError, TypeError, ValueError):
        return False


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

"""Which revision of which practice a signed paper is, and over which journal: read from the document's own id.

What comes back is someone else's bytes until a verification says that nobody changed them.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

MOST_METADATA = 1024 * 1024
_ID = re.compile(
    rb"<xmpMM:DocumentID>vaglio:([0-9a-z][0-9a-z-]{0,63}):([1-9][0-9]{0,8}):(?:internal|third_parties):(?:it|en)"
    rb":journal:([0-9a-f]{64})</xmpMM:DocumentID>"
)


@dataclass(frozen=True)
class Provenance:
    practice: str
    revision: int
    journal_head: str


def document_id(practice: str, state: str, edition: str, lang: str, journal_head: str) -> str:
    """``state``: ``draft`` or the revision's number; without a head, a paper that names no journal."""
    made = f"vaglio:{practice}:{state}:{edition}:{lang}"
    return f"{made}:journal:{journal_head}" if journal_head else made


def provenance(pdf: bytes) -> Provenance | None:
    """None for a paper that is not ours, a draft, or one from before there was a chain."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(pdf)) as doc:
            stream = doc.Root.Metadata
            if not isinstance(stream, pikepdf.Stream) or "/Filter" in stream:
                return None
            metadata = stream.read_raw_bytes()[:MOST_METADATA]
    except (AttributeError, KeyError, TypeError, ValueError, pikepdf.PdfError):
        return None
    found = _ID.search(metadata)
    if found is None:
        return None
    return Provenance(found[1].decode(), int(found[2]), found[3].decode())

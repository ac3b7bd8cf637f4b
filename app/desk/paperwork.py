"""From a practice to a signed file: compose, print, sign, verify, put in place. Writes nothing that does not verify.

Slow (tenths of a second): call it off the GUI thread. The libraries of ``reports`` load at the first call, never at
start. The passphrase lives in one call.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Literal

from app.domain.circular import Circular
from app.domain.engine import determine
from app.domain.ledger import Dossier, Ledger, Signature
from app.domain.practice import Practice
from app.records.dossier import canonical
from app.text import Words

if TYPE_CHECKING:
    from reports.signing.means import Means
    from reports.signing.sign import Drawing
    from reports.signing.verify import Verification

Edition = Literal["internal", "third_parties"]
FIELDS = ("consultant", "employer", "representatives")


@dataclass(frozen=True)
class Sheet:
    """A checklist as a file: its bytes, the SHA-256 of the practice data inside it, and what it calls itself."""

    pdf: bytes
    data_sha256: str
    document_id: str = ""
    edition: Edition = "third_parties"


@dataclass(frozen=True)
class SignedSheet:
    """``signature`` tells of the newest one; its file has no name yet."""

    pdf: bytes
    verification: Verification
    signature: Signature


@dataclass(frozen=True)
class Wish:
    """How the signature is to be: in whose box; ``revision`` 0 for a new one, else one more signature on that one."""

    field: str
    edition: Edition = "third_parties"
    revision: int = 0
    reason: str = ""
    place: str = ""
    drawing: Drawing | None = None
    lock: bool = False


def checklist(
    circular: Circular,
    dossier: Dossier,
    words: Words,
    now: datetime,
    *,
    revision: int,
    draft: bool,
    edition: Edition = "third_parties",
    letterhead: str = "",
) -> Sheet:
    """The checklist of a dossier as it stands, in the circular's language; a draft does not show its ``revision``."""
    from reports.content import compose, payload_practice
    from reports.paper import make

    practice = dossier.practice
    report = compose(
        circular,
        practice,
        determine(circular, practice, now.date()),
        revision=revision,
        on=now.date(),
        made_at=now,
        draft=draft,
        edition=edition,
        words=words,
        letterhead=letterhead,
        evidence=dossier.ledger.kept_evidence,
        journal_head="" if draft else dossier.ledger.head,
    )
    payload = canonical(payload_practice(practice, edition))
    return Sheet(make(report, payload), sha256(payload).hexdigest(), report.document_id, edition)


def signed(pdf: bytes, means: Means, wish: Wish, words: Words, now: datetime, before: int = 0) -> SignedSheet:
    """``pdf``, which has ``before`` signatures, with one more. UserErrors as ``sign_with`` has them."""
    from reports.signing.sign import Stamp, sign_with
    from reports.signing.verify import verify

    who = means.facts
    lines = [who.name, now.strftime("%d/%m/%Y %H:%M"), words(f"sign_page.stamp.{means.kind}")]
    if means.kind != "seal":
        lines.insert(1, words("sign_page.stamp.issuer", issuer=who.issuer))
    if wish.reason:
        lines.append(words("sign_page.stamp.reason", reason=wish.reason))
    if wish.place:
        lines.append(words("sign_page.stamp.place", place=wish.place))
    stamp = Stamp(tuple(lines), wish.drawing)
    made = sign_with(
        pdf, means, field=wish.field, stamp=stamp, now=now, reason=wish.reason, place=wish.place, lock=wish.lock
    )
    found = verify(made, expected_signatures=before + 1)
    at, issuer = now.isoformat(timespec="seconds"), "" if means.kind == "seal" else who.issuer
    signature = Signature(at, who.name, who.fingerprint, wish.field, "", found.document_hash, means.kind, issuer)
    return SignedSheet(made, found, signature)


def new_identity(name: str, passphrase: str, now: datetime) -> bytes:
    """A new local identity as PKCS#12 bytes under ``passphrase``."""
    from reports.signing.identity import create

    return create(name, passphrase, now).p12


def next_revision(ledger: Ledger, names: Iterable[str]) -> int:
    """The number of the next paper: none that the ledger or the name of a signed file bears already.

    A file may be there of which the ledger knows nothing: the disk was full, or the program was killed in between.
    """
    marks = (re.search(r"-rev([0-9]{1,9})(?:-[0-9]+)?[.]pdf$", name) for name in names)
    return max([ledger.next_revision, *(int(mark[1]) + 1 for mark in marks if mark)])


def file_name(practice: Practice, revision: int, words: Words, discreet: bool = False) -> str:
    """A name for the file: number or company, then the revision; letters that any file system takes. ``discreet``:
    nothing of what the practice says, for a folder in which only names are left to read."""
    stem = practice.id if discreet else practice.number or practice.company.name or practice.id
    safe = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in stem).strip("-")[:60]
    return f"{words('file.checklist')}-{safe or practice.id}-rev{revision}.pdf"

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
from app.domain.ledger import Dossier, Ledger
from app.domain.practice import Practice
from app.records.dossier import canonical
from app.text import Words

if TYPE_CHECKING:
    from reports.signing.verify import Verification

Edition = Literal["internal", "third_parties"]
FIELDS = ("consultant", "employer", "representatives")


@dataclass(frozen=True)
class Sheet:
    """A checklist as a file: its bytes and the SHA-256 of the practice data inside it."""

    pdf: bytes
    data_sha256: str


@dataclass(frozen=True)
class SignedSheet:
    sheet: Sheet
    verification: Verification
    name: str


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
    return Sheet(make(report, payload), sha256(payload).hexdigest())


def signed(sheet: Sheet, p12: bytes, passphrase: str, field: str, words: Words, now: datetime) -> SignedSheet:
    """The sheet with a seal on one of its fields. ``passphrase_wrong``, ``signature_not_verified`` as UserError."""
    from reports.signing.identity import load
    from reports.signing.sign import Stamp, sign
    from reports.signing.verify import verify

    identity = load(p12, passphrase)
    stamp = Stamp((identity.common_name, now.strftime("%d/%m/%Y %H:%M"), words("seal.label")))
    pdf = sign(sheet.pdf, p12=p12, passphrase=passphrase, field=field, stamp=stamp, now=now)
    return SignedSheet(Sheet(pdf, sheet.data_sha256), verify(pdf, expected_signatures=1), identity.common_name)


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


def file_name(practice: Practice, revision: int, words: Words) -> str:
    """A name for the file: number or company, then the revision; letters that any file system takes."""
    stem = practice.number or practice.company.name or practice.id
    safe = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in stem).strip("-")[:60]
    return f"{words('file.checklist')}-{safe or practice.id}-rev{revision}.pdf"

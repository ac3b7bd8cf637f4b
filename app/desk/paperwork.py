"""From a practice to a signed file: compose, print, sign, verify, put in place. Writes nothing that does not verify.

Slow (tenths of a second): call it off the GUI thread. The libraries of ``reports`` load at the first call, never at
start. The passphrase lives in one call.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from app import __version__
from app.domain.circular import Circular
from app.domain.determination import ToolDetermination
from app.domain.engine import determine
from app.domain.errors import UserError
from app.domain.evidence import Evidence
from app.domain.ledger import Action, Dossier, Ledger, Signature
from app.domain.paper import NOBODY, THIRD_PARTIES, Edition, Studio, edition_of
from app.domain.practice import Practice
from app.records.dossier import canonical
from app.text import Words

if TYPE_CHECKING:
    from reports.content_frame import Making
    from reports.report import Report
    from reports.signing.drawing import Drawing
    from reports.signing.means import Means
    from reports.signing.verify import Verification

FIELDS = ("consultant", "employer", "representatives")


@dataclass(frozen=True)
class Wanted:
    """What a paper is to be: ``tools`` (ids) for a selection, None for all; ``rules_sha256`` of the practice's law."""

    words: Words
    now: datetime
    revision: int = 0
    edition: Edition | str = THIRD_PARTIES
    tools: Collection[str] | None = None
    studio: Studio = NOBODY
    rules_sha256: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)
    """Evidence to travel inside, by its SHA-256; of what is not on the paper nothing does."""
    problems: tuple[UserError, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A paper as a file: its bytes, the SHA-256 of the practice data inside it (empty if there are none), and what it
    calls itself. ``problems``: what could not be put on it, to be told beside it (a logo that is no image)."""

    pdf: bytes
    data_sha256: str
    problems: tuple[UserError, ...] = ()
    document_id: str = ""
    edition: str = ""


@dataclass(frozen=True)
class SignedSheet:
    """``signature`` tells of the newest one; its file has no name yet."""

    pdf: bytes
    verification: Verification
    signature: Signature


@dataclass(frozen=True)
class InSight:
    """All of a practice, and about it, that its paper shows."""

    practice: Practice
    evidence: tuple[Evidence, ...]
    actions: tuple[Action, ...]
    studio: tuple[object, ...]
    lang: str
    day: date


@dataclass(frozen=True)
class Wish:
    """How the signature is to be: in whose box; ``revision`` 0 for a new one, else one more signature on that one.
    ``seen``: what the paper in sight was made of; a new revision of anything else is not signed."""

    field: str
    edition: Edition | str = THIRD_PARTIES
    tools: Collection[str] | None = None
    revision: int = 0
    reason: str = ""
    place: str = ""
    drawing: Drawing | None = None
    lock: bool = False
    seen: InSight | None = None


def report(circular: Circular, dossier: Dossier, wanted: Wanted) -> tuple[Report, tuple[UserError, ...]]:
    """The checklist as a value, whatever is then made of it, and what could not be put into it."""
    from reports import content

    making, problems = _making(dossier, wanted)
    found, on = _found(circular, dossier, wanted)
    return content.checklist(circular, dossier.practice, found, making, on, wanted.tools), problems


def checklist(circular: Circular, dossier: Dossier, wanted: Wanted) -> Sheet:
    """The checklist of a dossier as it stands, in the circular's language; without a revision, a draft."""
    from reports.attachment import Attached
    from reports.content import payload_practice
    from reports.paper import make

    made, problems = report(circular, dossier, wanted)
    payload = canonical(payload_practice(dossier.practice, wanted.edition, wanted.tools))
    digest, kind = sha256(payload).hexdigest(), edition_of(wanted.edition).kind
    files = [
        Attached(f"prova-{n:03}-{_plain(line.name)}", wanted.files[line.sha256], line.description or line.name)
        for n, line in enumerate(made.evidence, 1)
        if line.sha256 in wanted.files
    ]
    pdf = make(made, payload, files=files)
    return Sheet(pdf, digest, (*problems, *wanted.problems), made.document_id, kind)


def _plain(name: str) -> str:
    """A file's name in letters that any reader of attachments takes."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", name)[-80:]


def summary(circular: Circular, dossier: Dossier, wanted: Wanted) -> Sheet:
    """Page 1 alone: nothing to sign, no data inside."""
    from reports import content
    from reports.paper import make

    making, problems = _making(dossier, wanted)
    found, on = _found(circular, dossier, wanted)
    report = content.compose_summary(circular, dossier.practice, found, making, on, wanted.tools)
    return Sheet(make(report, None), "", problems)


@dataclass(frozen=True)
class Side:
    """One of two states to be compared. ``name``: what it is called on paper."""

    law: Circular
    practice: Practice
    found: tuple[ToolDetermination, ...]
    name: str


def comparison(then: Side, now: Side, wanted: Wanted) -> Sheet:
    """What differs, as a paper: nothing to sign, no data inside."""
    from reports.content_comparison import Side as Told
    from reports.content_comparison import compose_comparison
    from reports.paper import make

    making, problems = _making(Dossier(now.practice), wanted)
    before, after = (Told(side.law, side.practice, side.found, side.name) for side in (then, now))
    return Sheet(make(compose_comparison(before, after, making), None), "", problems)


def _found(circular: Circular, dossier: Dossier, wanted: Wanted) -> tuple[tuple[ToolDetermination, ...], date]:
    on = wanted.now.date()
    return determine(circular, dossier.practice, on), on


def _making(dossier: Dossier, wanted: Wanted) -> tuple[Making, tuple[UserError, ...]]:
    """What the paper is told beside the practice, and what could not be used of it."""
    from reports.content_frame import Making

    logo, problems = None, []
    if wanted.studio.logo is not None:
        try:
            logo = _printable_logo(wanted.studio.logo)
        except UserError as problem:  # a paper is never held up by its ornament
            problems.append(problem)
    draft, ledger = not wanted.revision, dossier.ledger
    making = Making(
        wanted.words,
        wanted.now,
        wanted.revision,
        draft,
        edition_of(wanted.edition),
        wanted.studio,
        logo,
        "" if draft else ledger.head,
        __version__,
        wanted.rules_sha256,
        ledger.kept_evidence,
        ledger.latest_actions,
    )
    return making, tuple(problems)


@lru_cache(maxsize=1)
def _printable_logo(data: bytes) -> bytes:
    """Made safe once more, whatever has become of the file since it was chosen. ``logo_unusable`` as UserError."""
    from reports.logo import fitted

    try:
        return fitted(data).png
    except UserError as problem:
        raise UserError("logo_unusable") from problem


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

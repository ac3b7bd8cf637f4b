"""What a verification can say, as plain values. Three answers everywhere: yes, no, not checked.

An answer is ``yes`` only where something was proved. What failed to be read, and what this computer alone cannot know,
is ``not_checked``. No words here, and no library: whoever holds a finding needs neither.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Answer = Literal["yes", "no", "not_checked"]
Covers = Literal["whole_file", "revision", "part"]
Kind = Literal["pdf", "p7m"]
NOT_CHECKED = ("trust", "revocation", "time")

Problem = Literal[  # each has a text verify.problem.<key>
    "encrypted",
    "structure_broken",
    "structure_ambiguous",
    "no_signature",
    "bytes_after_last_signature",
    "signature_repeated",
    "signatures_missing",
    "signatures_unexpected",
    "signature_unreadable",
    "signer_missing",
    "byte_range_wrong",
    "contents_altered",
    "cms_altered",
    "cms_unexpected",
    "digest_mismatch",
    "weak_algorithm",
    "algorithm_unknown",
    "coverage_partial",
    "changes_not_permitted",
    "changes_not_compared",
    "detached",
    "earlier_state",
    "data_differ",
    "content_not_intact",
    "nested_too_deep",
]
UNDECIDED = frozenset(
    {
        "encrypted",
        "structure_broken",
        "structure_ambiguous",
        "no_signature",
        "signature_unreadable",
        "signer_missing",
        "cms_unexpected",
        "weak_algorithm",
        "algorithm_unknown",
        "changes_not_compared",
        "detached",
        "nested_too_deep",
    }
)
"""Problems that keep us from an answer; all the others are one: no."""

ChangeKind = Literal[  # each has a text verify.change.<key>
    "signature_added",
    "timestamp_added",
    "signature_replaced",
    "validation_data",
    "form_filled",
    "field_added",
    "field_removed",
    "form",
    "page_content",
    "page_size",
    "pages_added",
    "pages_removed",
    "pages_moved",
    "appearance",
    "annotation_added",
    "annotation_removed",
    "annotation_changed",
    "layers",
    "metadata",
    "info",
    "practice_data",
    "attachments",
    "scripts",
    "bookmarks",
    "structure",
    "elsewhere",
    "bytes_appended",
    "nothing_seen",
    "unexplained",
    "not_compared",
]
HARMLESS: frozenset[ChangeKind] = frozenset(
    {"signature_added", "timestamp_added", "validation_data", "form_filled", "metadata", "info", "nothing_seen"}
)
"""Additions that a reader need not be alarmed by; the others are shown as such whatever the rules of PDF allow."""
FORBIDDEN: frozenset[ChangeKind] = frozenset(
    {
        "signature_replaced",
        "field_removed",
        "page_content",
        "page_size",
        "pages_added",
        "pages_removed",
        "pages_moved",
        "appearance",
        "annotation_added",
        "annotation_removed",
        "annotation_changed",
        "layers",
        "practice_data",
        "attachments",
        "scripts",
    }
)
"""No signature tolerates these, even where the library's analysis would let one pass."""


@dataclass(frozen=True)
class Change:
    """Something that is not as it was when a signature was made. ``pages`` from 1; ``names``: fields."""

    kind: ChangeKind
    pages: tuple[int, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Certificate:
    """What a certificate says of itself, and what the user's own trust folder says of it.

    ``for_signing``: its key usage names signatures that bind (not checked: it names none at all). ``declares``: its
    qualified statements, keys ``compliance``, ``device``, ``signature``, ``seal``, ``website``, ``unknown``: claims.
    ``anchor``: the trusted certificate that the chain ends at.
    """

    subject: str
    issuer: str
    serial: str
    fingerprint: str
    not_before: datetime
    not_after: datetime
    self_signed: bool = False
    valid_when_signed: Answer = "not_checked"
    valid_now: Answer = "not_checked"
    for_signing: Answer = "not_checked"
    declares: tuple[str, ...] = ()
    trusted: Answer = "not_checked"
    anchor: str = ""


@dataclass(frozen=True)
class TimeMark:
    """A timestamp inside a signature; ``holds``: it is of these bytes and its own signature fits."""

    by: str
    at: datetime | None
    holds: Answer


@dataclass(frozen=True)
class SignatureReport:
    """One signature. Names, dates and the ``seal`` mark are what the signature claims about itself; ``issuer`` is the
    short name, ``certificate`` tells the whole of it.

    ``integrity``: the bytes it covers are those that were signed. ``permitted``: whatever was added afterwards is of a
    kind a signature tolerates (a further signature, a timestamp); ``changes`` says what it was. ``fingerprint``:
    SHA-256 of the certificate, hexadecimal. ``also``: what it carries that was not checked, keys of
    ``verify.also.<key>``. ``level``: key of ``verify.level.<key>``. ``problems``: keys of ``verify.problem.<key>``.
    """

    field: str
    signer: str = ""
    issuer: str = ""
    fingerprint: str = ""
    self_signed: bool = False
    seal: bool = False
    timestamp: bool = False
    sub_filter: str = ""
    signed_at: datetime | None = None
    integrity: Answer = "not_checked"
    covers: Covers = "part"
    permitted: Answer = "not_checked"
    changes: tuple[Change, ...] = ()
    certificate: Certificate | None = None
    marks: tuple[TimeMark, ...] = ()
    countersignatures: tuple[SignatureReport, ...] = ()
    also: tuple[str, ...] = ()
    level: str = "unknown"
    problems: tuple[Problem, ...] = ()

    @property
    def intact(self) -> bool:
        return self.integrity == "yes"

    @property
    def permitted_changes(self) -> bool:
        return self.permitted == "yes"


@dataclass(frozen=True)
class Known:
    """What whoever keeps the document remembers of it; None and empty where they do not.

    ``signatures``: how many are recorded, at least. ``data_sha256``: of the practice's data inside. ``file_sha256``:
    of the file as it was last recorded, ``earlier`` of its states before.
    """

    signatures: int | None = None
    data_sha256: str = ""
    file_sha256: str = ""
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True)
class Point:
    """A question about the whole file, key of ``verify.point.<key>.<answer>``. ``found``, ``expected``: numbers or
    names for its sentence."""

    key: str
    answer: Answer
    found: str = ""
    expected: str = ""


@dataclass(frozen=True)
class Verification:
    """The whole file. ``intact`` only if every signature is and no problem was found anywhere.

    ``document_hash`` is the file's SHA-256; ``payload_sha256`` that of the practice embedded in it, None
    without one. ``content``: what a container held, opened to the innermost; ``inner``: the verification of that, if
    it is signed itself. ``trust``: how many certificates the user trusts were at hand.
    """

    intact: bool
    signatures: tuple[SignatureReport, ...]
    problems: tuple[Problem, ...]
    not_checked: tuple[str, ...]
    document_hash: str
    payload_sha256: str | None
    answer: Answer = "not_checked"
    kind: Kind = "pdf"
    points: tuple[Point, ...] = ()
    content: bytes | None = field(default=None, repr=False)
    content_sha256: str = ""
    inner: Verification | None = None
    trust: int = 0


def answer_of(problems: tuple[Problem, ...], signatures: tuple[SignatureReport, ...]) -> Answer:
    """The whole in one answer: no before not checked, and yes only of signatures."""
    parts = [answer for one in signatures for answer in (one.integrity, one.permitted)]
    if "no" in parts or any(problem not in UNDECIDED for problem in problems):
        return "no"
    return "yes" if signatures and not problems and set(parts) == {"yes"} else "not_checked"


def plain(value: Verification) -> dict[str, object]:
    """For JSON: everything but the content itself."""
    from dataclasses import asdict, replace

    made = asdict(replace(value, content=None, inner=None))
    del made["content"]
    made["inner"] = plain(value.inner) if value.inner else None
    return made

"""A verification in whole sentences, alike for the command line, the window, the report on paper and the example.

Says first whether the document is intact, then each signature, then the document, then what was not checked. Never
says «valid». Every line bears its answer, so that whoever shows it can add a mark; the words alone say it all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from app.text import Words
from reports.signing.findings import HARMLESS, UNDECIDED, Answer, Change, Point, SignatureReport, Verification

OWN_FIELDS = ("consultant", "employer", "representatives", "timestamp")


@dataclass(frozen=True)
class Line:
    """``answer`` None: told, neither good nor bad. ``detail``: may be shown smaller."""

    text: str
    answer: Answer | None = None
    detail: bool = False


@dataclass(frozen=True)
class Part:
    """One signature, or the document; ``deep`` is how many envelopes it lies in."""

    title: str
    lines: tuple[Line, ...]
    deep: int = 0


def verdict(found: Verification, words: Words) -> Line:
    """The one sentence."""
    if found.answer == "yes":
        return Line(words("verify.intact"), "yes")
    if found.problems == ("no_signature",):
        return Line(words("verify.unsigned"), "not_checked")
    sound = all(one.integrity == "yes" and one.permitted == "yes" for one in found.signatures)
    if sound and found.problems == ("bytes_after_last_signature",):
        return Line(words("verify.added_after"), "no")
    if sound and found.signatures and set(found.problems) <= {"earlier_state", "signatures_missing"}:
        return Line(words("verify.earlier" if "earlier_state" in found.problems else "verify.fewer"), "no")
    if found.answer == "no":
        return Line(words("verify.not_intact"), "no")
    return Line(words("verify.detached" if found.problems == ("detached",) else "verify.undecided"), "not_checked")


def problems(found: Verification, words: Words) -> tuple[Line, ...]:
    return tuple(
        Line(words(f"verify.problem.{problem}"), "not_checked" if problem in UNDECIDED else "no")
        for problem in found.problems
    )


def parts(found: Verification, words: Words, deep: int = 0) -> list[Part]:
    """The signatures one by one, then the document, then what an envelope holds."""
    made = [Part(_title(found, one, words), tuple(_signature(found, one, words)), deep) for one in found.signatures]
    made.append(Part(words("verify.document"), tuple(_document(found, words)), deep))
    if found.inner is not None and (found.inner.signatures or found.inner.kind == "p7m"):
        inside = verdict(found.inner, words)
        heading = words("verify.inner", verdict=inside.text)
        made.append(Part(heading, problems(found.inner, words), deep + 1))
        made += parts(found.inner, words, deep + 1)
    return made


def limits(found: Verification, words: Words) -> tuple[Line, ...]:
    return tuple(Line(words(f"verify.not_checked.{key}"), "not_checked") for key in found.not_checked)


def told(found: Verification, words: Words) -> list[str]:
    """One sentence a line, the verdict first; lines about one part are indented under it."""
    lines = [verdict(found, words).text, *(line.text for line in problems(found, words))]
    for part in parts(found, words):
        indent = "  " * part.deep
        lines += [indent + part.title, *(f"{indent}  {line.text}" for line in part.lines)]
    return lines + [line.text for line in limits(found, words)]


def field_name(field: str, words: Words) -> str:
    """What people call one of our fields; any other by its own name."""
    return words(f"verify.field.{field}") if field in OWN_FIELDS else field


def grouped(sha256: str) -> str:
    """In groups of eight, so that it can wrap and be read out."""
    return " ".join(sha256[n : n + 8] for n in range(0, len(sha256), 8))


def date_of(moment: datetime | None, *, time: bool = True) -> str:
    return moment.strftime("%d/%m/%Y %H:%M %z" if time else "%d/%m/%Y").strip() if moment else "—"


def _title(found: Verification, one: SignatureReport, words: Words) -> str:
    kind = "unreadable" if not one.signer else "timestamp" if one.timestamp else "seal" if one.seal else "signature"
    if found.kind == "p7m":
        return words(f"verify.envelope.{kind}", signer=one.signer, number=one.field)
    return words(f"verify.signature.{kind}", signer=one.signer, field=field_name(one.field, words))


def _signature(found: Verification, one: SignatureReport, words: Words) -> Iterator[Line]:
    if one.signer:
        yield Line(words(f"verify.signature.{_INTACT[one.integrity]}"), one.integrity)
        if found.kind == "p7m":
            if "detached" not in one.problems:
                yield Line(words("verify.covers.envelope"))
        else:
            yield Line(words(f"verify.signature.{_PERMITTED[one.permitted]}"), one.permitted)
            yield Line(words(f"verify.covers.{one.covers}"), "no" if one.covers == "part" else None)
            yield from _changes(one, words)
    for problem in (problem for problem in one.problems if problem not in _SAID_OTHERWISE):
        answer: Answer = "not_checked" if problem in UNDECIDED else "no"
        yield Line(words(f"verify.problem.{problem}"), answer)
    if one.signer:
        yield from _when(one, words)
        yield from _certificate(found, one, words)
        yield Line(words(f"verify.level.{one.level if one.integrity == 'yes' else 'unknown'}"))
        for counter in one.countersignatures:
            key = counter.integrity if counter.signer else "unreadable"
            yield Line(words(f"verify.counter.{key}", signer=counter.signer), counter.integrity)
        for also in one.also:
            yield Line(words(f"verify.also.{also}"), "not_checked")
        yield Line(words("verify.signature.fingerprint", fingerprint=grouped(one.fingerprint)), detail=True)


_INTACT: dict[Answer, str] = {"yes": "intact", "no": "not_intact", "not_checked": "intact_not_checked"}
_PERMITTED: dict[Answer, str] = {
    "yes": "permitted_changes",
    "no": "changes_not_permitted",
    "not_checked": "changes_not_checked",
}


_SAID_OTHERWISE = {"detached", "coverage_partial", "changes_not_permitted", "changes_not_compared"}


def _when(one: SignatureReport, words: Words) -> Iterator[Line]:
    key = "no_time" if one.signed_at is None else "stamped_time" if one.timestamp else "claimed_time"
    yield Line(words(f"verify.signature.{key}", date=date_of(one.signed_at)))
    for mark in one.marks:
        yield Line(words(f"verify.mark.{mark.holds}", by=mark.by, date=date_of(mark.at)), mark.holds)


def _changes(one: SignatureReport, words: Words) -> Iterator[Line]:
    if not one.changes:
        return
    if {change.kind for change in one.changes} <= {"metadata", "info"}:
        yield Line(words("verify.changes.metadata_only"))
    yield Line(words("verify.changes.title"))
    for change in one.changes:
        answer: Answer | None = "not_checked" if change.kind == "not_compared" else "no"
        yield Line("· " + change_told(change, words), None if change.kind in HARMLESS else answer)


def change_told(change: Change, words: Words) -> str:
    names = ", ".join(field_name(name, words) for name in change.names) or "—"
    return words(f"verify.change.{change.kind}", names=names, pages=_pages(change.pages) or "—")


def _pages(pages: tuple[int, ...]) -> str:
    told = ", ".join(str(page) for page in pages[:12])
    return told + ("…" if len(pages) > 12 else "")


def _certificate(found: Verification, one: SignatureReport, words: Words) -> Iterator[Line]:
    """What is well is a detail; what is not stands with the rest."""
    about = one.certificate
    if about is None:
        return
    yield Line(words("verify.signature.issuer", issuer=about.issuer))
    if about.self_signed:
        yield Line(words("verify.signature.self_signed"))
    start, end = date_of(about.not_before, time=False), date_of(about.not_after, time=False)
    when = words(f"verify.certificate.when.{about.valid_when_signed}", start=start, end=end)
    yield Line(when, about.valid_when_signed, about.valid_when_signed == "yes")
    # That an old document's certificate has run out since is told, and is nothing bad.
    now = None if about.valid_when_signed == "yes" and about.valid_now == "no" else about.valid_now
    yield Line(words(f"verify.certificate.now.{about.valid_now}"), now, about.valid_now == "yes")
    use = "stamps" if one.timestamp else "use"
    said = words(f"verify.certificate.{use}.{about.for_signing}")
    yield Line(said, about.for_signing, about.for_signing != "no")
    for claim in about.declares:
        yield Line(words(f"verify.declares.{claim}"), "not_checked", detail=True)
    key = about.trusted if found.trust else "no_folder"
    said = words(f"verify.certificate.trusted.{key}", anchor=about.anchor)
    yield Line(said, about.trusted, not found.trust)


def _document(found: Verification, words: Words) -> Iterator[Line]:
    if found.kind == "p7m":
        if found.content_sha256 == "":
            yield Line(words("verify.inner_none"), "not_checked")
            return
        if found.inner is None:
            yield Line(words("verify.inner_other", size=len(found.content or b"")))
        elif not found.inner.signatures and found.inner.kind == "pdf":
            yield Line(words("verify.inner_pdf"))
        yield Line(words("verify.content_hash", sha256=grouped(found.content_sha256)))
        if found.inner is None or found.inner.signatures or found.inner.kind == "p7m":
            return
        found = found.inner
    yield Line(words("verify.payload" if found.payload_sha256 else "verify.no_payload"))
    yield from (_point(point, words) for point in found.points)


def _point(point: Point, words: Words) -> Line:
    special = point.found if (point.key, point.found) in {("file", "another"), ("pdfa", "none")} else ""
    text = words(f"verify.point.{point.key}.{special or point.answer}", found=point.found, expected=point.expected)
    return Line(text, None if special == "none" else point.answer)

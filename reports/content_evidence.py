"""The index of the files kept as evidence, each with its SHA-256: for the internal edition only."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.evidence import Evidence, labels
from reports.phrases import Phrases
from reports.report import EvidenceLine


def evidence_index(phrases: Phrases, evidence: Sequence[Evidence]) -> tuple[EvidenceLine, ...]:
    """In the order in which they were added."""
    return tuple(_line(phrases, piece) for piece in evidence)


def _line(phrases: Phrases, piece: Evidence) -> EvidenceLine:
    words = phrases.words
    about = labels(phrases.circular, phrases.practice, piece.about, lambda kind: words(f"paper.guarantee.{kind}"))
    told = phrases.told(piece.at, piece.by)
    return EvidenceLine(
        name=piece.name,
        about=" · ".join(about) or words("paper.evidence.whole"),
        description=piece.description,
        date=words("paper.evidence.dated", date=phrases.day_of(piece.date)) if piece.date else "",
        told=words("paper.evidence.added", told=told) if told else "",
        sha256=piece.sha256,
    )

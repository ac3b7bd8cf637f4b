"""A verification in whole sentences, for the command line, the window and the file kept beside the example.

Says first whether the document is intact, then each signature, then what was not checked. Never says «valid».
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.text import Words

if TYPE_CHECKING:
    from reports.signing.verify import SignatureReport, Verification


def told(found: Verification, words: Words) -> list[str]:
    """One sentence a line, the verdict first; lines about one signature are indented under it."""
    lines = [words("verify.intact" if found.intact else "verify.not_intact")]
    lines += [words(f"verify.problem.{problem}") for problem in found.problems]
    for signature in found.signatures:
        lines += _signature(signature, words)
    lines.append(words("verify.payload" if found.payload_sha256 else "verify.no_payload"))
    lines += [words(f"verify.not_checked.{key}") for key in found.not_checked]
    return lines


def _signature(one: SignatureReport, words: Words) -> list[str]:
    readable = bool(one.signer)
    kind = "unreadable" if not readable else "timestamp" if one.timestamp else "seal" if one.seal else "signature"
    lines = [words(f"verify.signature.{kind}", signer=one.signer, field=one.field)]
    if readable:
        dated = one.signed_at is not None
        date = one.signed_at.strftime("%d/%m/%Y %H:%M %z") if one.signed_at else ""
        lines.append(words("verify.signature.claimed_time", date=date) if dated else words("verify.signature.no_time"))
        lines.append(words(f"verify.signature.{'intact' if one.intact else 'not_intact'}"))
        changes = "permitted_changes" if one.permitted_changes else "changes_not_permitted"
        lines.append(words(f"verify.signature.{changes}"))
        lines.append(words(f"verify.covers.{one.covers}"))
        if one.self_signed:
            lines.append(words("verify.signature.self_signed"))
        lines.append(words("verify.signature.fingerprint", fingerprint=one.fingerprint))
    lines += [words(f"verify.problem.{problem}") for problem in one.problems]
    return [lines[0], *(f"  {line}" for line in lines[1:])]

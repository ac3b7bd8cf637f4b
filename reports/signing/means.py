"""With what somebody signs: this computer's seal, a file, or a card, all of them as one value ready to sign.

Whoever opens a means keeps it for as long as it takes, and no longer. No passphrase or PIN outlives the opening.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from app.domain.errors import UserError
from reports.signing.certificates import Facts, facts, need_usable
from reports.signing.identity import unlock

if TYPE_CHECKING:
    from pyhanko.sign.signers import Signer

Kind = Literal["seal", "file", "card"]


@dataclass(frozen=True)
class Means:
    """``facts`` are those of its certificate; ``signer`` is the library's, for this package only."""

    kind: Kind
    facts: Facts
    signer: Signer = field(repr=False)


@contextmanager
def seal(p12: bytes, passphrase: str, now: datetime) -> Iterator[Means]:
    """This computer's own. ``passphrase_wrong``, ``identity_unreadable``, ``identity_expired`` as UserError."""
    signer = unlock(p12, passphrase)
    certificate = signer.signing_cert
    if certificate is None:  # pyHanko allows it; an unlocked store always has one
        raise UserError("identity_unreadable")
    if now > certificate.not_valid_after:
        raise UserError("identity_expired")
    yield Means("seal", facts(certificate), signer)


@contextmanager
def file(p12: bytes, passphrase: str, now: datetime) -> Iterator[Means]:
    """Somebody's ``.p12`` or ``.pfx``. ``file_passphrase_wrong``, ``file_unreadable`` and those of
    :func:`~reports.signing.certificates.need_usable` as UserError."""
    try:
        signer = unlock(p12, passphrase)
    except UserError as problem:
        wrong = problem.key == "passphrase_wrong"
        raise UserError("file_passphrase_wrong" if wrong else "file_unreadable") from problem
    if signer.signing_cert is None:
        raise UserError("file_unreadable")
    found = facts(signer.signing_cert)
    need_usable(found, now)
    yield Means("file", found, signer)

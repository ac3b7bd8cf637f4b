"""Thousands of mutations of our signed paper: each byte that a signature covers, each of the signature's own.

Minutes, so by name only. Quick samples of the same are in ``test_reports_signing_verify``.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from contextlib import suppress

import pytest

from app.domain.errors import UserError
from reports.signing.p7m import check
from reports.signing.verify import verify
from tests.envelopes import DOCUMENT, beside, envelope, person
from tests.sealed_paper import sealed_once, sealed_twice
from tests.shadow import ATTACKS, hide_layer, layered, signed_over, updated

IN_RANGES, IN_ENVELOPE = 1500, 1200


def ranges(pdf: bytes) -> list[tuple[int, int]]:
    """Where the hole of each signature opens and closes."""
    found = re.findall(rb"/ByteRange ?\[ ?0 (\d+) (\d+) \d+ ?\]", pdf)
    return [(int(opens), int(closes)) for opens, closes in found]


@pytest.mark.long
@pytest.mark.parametrize("made", [sealed_once, sealed_twice])
def test_tamper_any_byte_that_is_signed(made: Callable[[], bytes]) -> None:
    """The last signature covers all but its own hole; the first hole is covered by the second signature."""
    pdf = made()
    opens, closes = ranges(pdf)[-1]
    signed = [*range(opens), *range(closes, len(pdf))]
    drawn = random.Random(7)
    tried = 0
    for at in drawn.sample(signed, IN_RANGES):
        changed = bytearray(pdf)
        changed[at] ^= 1 << drawn.randrange(8)
        found = verify(bytes(changed))
        assert found.answer != "yes", at
        assert found.problems
        tried += 1
    print(f"{tried} mutations, none called intact")


@pytest.mark.long
def test_tamper_the_signature_itself() -> None:
    """Every byte of the decoded ``/Contents`` of our seal, the padding too."""
    pdf = sealed_once()
    opens, closes = ranges(pdf)[0]
    contents = bytes.fromhex(pdf[opens + 1 : closes - 1].decode())
    drawn = random.Random(8)
    for at in range(len(contents)):
        changed = bytearray(contents)
        changed[at] ^= 1 << drawn.randrange(8)
        made = pdf[: opens + 1] + changed.hex().encode() + pdf[closes - 1 :]
        assert verify(made).answer != "yes", at
    print(f"{len(contents)} mutations, none called intact")


@pytest.mark.long
def test_tamper_an_envelope() -> None:
    """What no signature covers may change (a certificate beside): never the document, never its signers."""
    good = beside(envelope(), envelope(who=person("Altro di prova")))
    signers = {one.fingerprint for one in check(good).signatures}
    drawn = random.Random(9)
    intact = 0
    for _ in range(IN_ENVELOPE):
        changed = bytearray(good)
        changed[drawn.randrange(len(changed))] ^= 1 << drawn.randrange(8)
        found = None
        with suppress(UserError):
            found = check(bytes(changed))
        if found is not None and found.answer == "yes":
            intact += 1
            assert found.content == DOCUMENT
            assert {one.fingerprint for one in found.signatures} == signers
    print(f"{IN_ENVELOPE} mutations, {intact} outside of what is signed")


@pytest.mark.long
def test_tamper_by_appended_revisions() -> None:
    """The shadow attacks, bare and then under one and two further signatures."""
    cases = [(name, updated(sealed_once(), attack)) for name, (attack, _) in ATTACKS.items()]
    cases.append(("layer hidden", updated(layered(), hide_layer)))
    for name, pdf in cases:
        for made in (pdf, signed_over(pdf), signed_over(signed_over(pdf), "rsu")):
            found = verify(made)
            assert found.answer == "no", name
            assert found.signatures[0].changes, name

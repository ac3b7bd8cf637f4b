"""Fuzzes the verification, guided by coverage: whatever a file holds, there is a report or a UserError, never a crash.

    python fuzz_verify.py SECONDS FOLDER

FOLDER is where it works; FOLDER/crash-… is what broke it, FOLDER/seen how often it said what.

The first byte chooses what the rest is: a file as it is; our signed PDF with bytes overwritten, or with the rest of the
bytes put in or at its end; our envelope with bytes overwritten, or with the rest as the document inside; our PDF with
the rest as its signature. That a mutation of our signed PDF is called intact is a crash too, and so is an envelope
called intact around another document.
"""

from __future__ import annotations

import os
import re
import struct
import sys
from datetime import UTC, datetime
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

with atheris.instrument_imports(include=["reports.signing"]):
    from reports.signing import changes, cms, p7m, points, tell, verify, vouching  # noqa: F401

import logging

from app.domain.errors import UserError
from app.text import words
from tests.envelopes import DOCUMENT, authority, countersigned, envelope, person, signer
from tests.law import RESOURCES
from tests.sealed_paper import sealed_once, sealed_twice

logging.disable()
SECONDS, FOLDER = int(sys.argv[1]), Path(sys.argv[2]).resolve()
CORPUS = FOLDER / "corpus"
PDF, TWICE = sealed_once(), sealed_twice()
SEALED = envelope(stamped=True)
TRUST, NOW, WORDS = [authority().pem], datetime(2026, 11, 26, tzinfo=UTC), words(RESOURCES / "text", "it")
OPENS, CLOSES = (int(n) for n in re.findall(rb"/ByteRange ?\[ ?0 (\d+) (\d+) \d+ ?\]", PDF)[0])
SEEN = {"yes": 0, "no": 0, "not_checked": 0, "refused": 0}


def overwritten(whole: bytes, data: bytes, width: str) -> bytes:
    """``whole`` with bytes of it overwritten: a place, a value, again and again."""
    made = bytearray(whole)
    size = struct.calcsize(width)
    for place, value in struct.iter_unpack(width, data[: len(data) // size * size]):
        made[place % len(made)] = value
    return bytes(made)


def file_of(data: bytes) -> bytes:
    """The file that the fuzzer's bytes stand for."""
    kind, rest = data[:1], data[1:]
    if kind == b"o":
        return overwritten(PDF, rest, ">IB")
    if kind == b"t":
        return overwritten(TWICE, rest, ">IB")
    if kind == b"a":
        return PDF + rest
    if kind == b"i":
        at = int.from_bytes(rest[:4], "big") % len(PDF)
        return PDF[:at] + rest[4:] + PDF[at:]
    if kind == b"c":
        room = (CLOSES - OPENS - 2) // 2
        return PDF[: OPENS + 1] + rest[:room].ljust(room, b"\0").hex().upper().encode() + PDF[CLOSES - 1 :]
    if kind == b"e":
        return overwritten(SEALED, rest, ">HB")
    if kind == b"d":
        at = SEALED.index(DOCUMENT)
        return SEALED[:at] + rest[: len(DOCUMENT)].ljust(len(DOCUMENT)) + SEALED[at + len(DOCUMENT) :]
    return rest if kind == b"x" else data


def one(data: bytes) -> None:
    made = file_of(data)
    try:
        found = p7m.check(made, trust=TRUST, now=NOW)
    except UserError as problem:
        if problem.key != "signed_unreadable":
            raise
        SEEN["refused"] += 1
    else:
        SEEN[found.answer] += 1
        assert found.intact == (found.answer == "yes")
        assert tell.told(found, WORDS)
        if found.intact and found.kind == "pdf":
            assert made in (PDF, TWICE), "a mutation is called intact"
        elif found.intact:
            assert found.content in (DOCUMENT, PDF, TWICE), "an envelope around another document is called intact"
    if sum(SEEN.values()) % 200 == 0:
        (FOLDER / "seen").write_text(str(SEEN), "utf-8")


def seed(folder: Path) -> None:
    """A good file of each kind, and a mutation of each, to start from."""
    container = bytes.fromhex(PDF[OPENS + 1 : CLOSES - 1].decode()).rstrip(b"\0")
    known = [b"x" + SEALED, b"x" + countersigned(envelope(), person("Testimone", authority())), b"c" + container]
    known += [b"x" + envelope(detached=True), b"x" + envelope(envelope(who=signer())), b"e\x00\x10\x00", b"dAltro"]
    known += [b"o\x00\x00\x10\x00A", b"t\x00\x00\x10\x00A", b"a% coda\n%%EOF\n", b"i\x00\x00\x10\x00 "]
    update = b"\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\nxref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R>>\n"
    known += [b"a" + update + b"startxref\n9\n%%EOF\n", b"x%PDF-1.7\nstartxref\n0\n%%EOF"]
    for n, data in enumerate(known):
        (folder / f"seed-{n}").write_bytes(data)


def main() -> None:
    CORPUS.mkdir(parents=True, exist_ok=True)
    seed(CORPUS)
    one(b"x" + PDF)  # loads the libraries before the clock of a single run starts
    (FOLDER / "seen").write_text(str(SEEN), "utf-8")
    arguments = [sys.argv[0], str(CORPUS), f"-max_total_time={SECONDS}", "-max_len=20000", "-timeout=60"]
    arguments += ["-print_final_stats=1", f"-artifact_prefix={FOLDER}/", "-rss_limit_mb=2048"]
    atheris.Setup(arguments, one)
    atheris.Fuzz()  # ends the process


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main()

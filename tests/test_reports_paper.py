"""Whatever the practice, its paper is archival and accessible by others' judgement, unsigned and signed, and says all.

A handful here; every golden paper, and both judges on each, with ``packaging/test.py --long paper``.
"""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from golden_papers import PAPERS, QUICK, STRANGERS, anew, legible, paper, pdf
from judges import failures, failures_signed, fonts, preflight, syntax, tags, text
from paper_samples import MADE_AT, ON, law, parts, strings
from sealed_paper import PASSPHRASE, STAMP, person

from app.domain.engine import determine
from app.records.dossier import from_canonical
from reports.archival import embedded
from reports.layout.text import plain
from reports.report import Report
from reports.report_parts import AnswerLine, Chip, OutcomeBar, ReasonLine
from reports.signing.sign import sign

SEALED_AT = MADE_AT + timedelta(minutes=5)


@cache
def seals(name: str) -> tuple[bytes, bytes]:
    """The paper with one signature, and with two."""
    once = sealed(pdf(name), "consultant")
    return once, sealed(once, "employer")


def sealed(paper: bytes, field: str) -> bytes:
    return sign(paper, p12=person().p12, passphrase=PASSPHRASE, field=field, stamp=STAMP, now=SEALED_AT)


def squeezed(said: str) -> str:
    return "".join(said.split())


def in_order(document: Report) -> Iterator[str]:
    """Every question and its answer as they follow on paper."""
    sections = [document.company.answers]
    for tool in document.tools:
        sections += [*(function.answers for function in tool.functions), tool.answers]
    for line in (line for section in sections for line in section):
        yield line.question
        yield line.answer


def judge(name: str, folder: Path) -> None:
    made = pdf(name)
    assert failures(made) == []
    assert syntax(folder, made) == ""
    for font in fonts(folder, made):
        assert font[1:] == ("yes", "yes", "yes"), font
    assert embedded(made) == paper(name).payload
    said = squeezed(text(folder, made))
    at = 0
    for words in in_order(paper(name).report):
        at = said.index(squeezed(plain(words))[:25], at)
    assert hashlib.sha256(paper(name).payload).hexdigest() in said


def judge_signed(name: str) -> None:
    once, twice = seals(name)
    assert failures(once) == []
    assert failures_signed(twice) == []
    assert twice.startswith(once)
    assert once.startswith(pdf(name))


@pytest.mark.parametrize("name", QUICK)
def test_it_is_archival_accessible_and_complete(name: str, tmp_path: Path) -> None:
    judge(name, tmp_path)


@pytest.mark.parametrize("name", [n for n in PAPERS if n.startswith("practice ") or n.endswith("every note")])
def test_every_golden_practice_prints(name: str) -> None:
    assert failures(pdf(name)) == []
    with pikepdf.open(io.BytesIO(pdf(name))) as doc:
        assert len(doc.pages) >= 3


@pytest.mark.parametrize("name", ["sample", "no tool"])
def test_it_stays_so_signed_once_and_twice(name: str) -> None:
    judge_signed(name)


def test_the_second_judge_agrees(tmp_path: Path) -> None:
    assert failures(legible("sample"), "1a", "1b", "ua-1") == []
    assert preflight(tmp_path, legible("sample")) == ""


@pytest.mark.long
def test_the_second_judge_agrees_on_a_signed_paper(tmp_path: Path) -> None:
    once = sealed(legible("case circular_first_class"), "consultant")
    assert preflight(tmp_path, once) == ""
    assert preflight(tmp_path, sealed(once, "employer")) == ""


def present(name: str) -> None:
    if name == "strings that broke others" and not STRANGERS.exists():
        pytest.skip("not checked: foreign files absent")


@pytest.mark.long
@pytest.mark.parametrize("name", PAPERS)
def test_every_paper_is_archival_accessible_and_complete(name: str, tmp_path: Path) -> None:
    present(name)
    judge(name, tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("name", PAPERS)
def test_every_paper_stays_so_signed_once_and_twice(name: str) -> None:
    present(name)
    judge_signed(name)


@pytest.mark.long
@pytest.mark.parametrize("name", PAPERS)
def test_every_paper_passes_the_second_judge(name: str, tmp_path: Path) -> None:
    present(name)
    assert failures(legible(name), "1a", "1b", "ua-1") == []
    assert preflight(tmp_path, legible(name)) == ""


@pytest.mark.long
@pytest.mark.parametrize("name", PAPERS)
def test_every_paper_is_the_same_each_time(name: str) -> None:
    present(name)
    assert anew(name) == pdf(name)


def test_the_golden_papers_meet_every_outcome_flag_and_standing() -> None:
    circular = law("it")
    outcomes, flags, standings, provisional = set[str | None](), set[str](), set[str](), set[bool]()
    for name in PAPERS:
        if name.startswith(("sample", "case", "flag", "standing")):
            for found in determine(circular, from_canonical(paper(name).payload), ON):
                outcomes.add(found.outcome)
                provisional.add(found.provisional)
                standings.add(found.standing)
                flags |= {*found.flags, *(flag for at in found.routes for flag in at.flags)}
    assert outcomes - {None} == set(circular.outcomes)
    assert flags == set(circular.flags)
    assert standings == set(circular.standings)
    assert provisional == {True, False}


def test_the_code_beside_the_fingerprint_is_the_fingerprint(tmp_path: Path) -> None:
    if shutil.which("zbarimg") is None or shutil.which("pdftoppm") is None:
        pytest.skip("not checked: zbarimg or pdftoppm absent")
    file = tmp_path / "paper.pdf"
    file.write_bytes(pdf("case circular_first_class"))
    with pikepdf.open(file) as doc:
        last = str(len(doc.pages))
    picture = tmp_path / "last"
    subprocess.run(["pdftoppm", "-r", "150", "-f", last, "-singlefile", "-png", file, picture], check=True)
    read = subprocess.run(["zbarimg", "-q", "--raw", f"{picture}.png"], capture_output=True, text=True, check=False)
    assert read.stdout.split() == [hashlib.sha256(paper("case circular_first_class").payload).hexdigest()]


def test_what_it_is_made_of_is_read_out_as_such(tmp_path: Path) -> None:
    said = tags(tmp_path, pdf("sample"))
    report = paper("sample").report
    assert said.count("H1 (block)") == 1
    assert said.count("Form") == len(report.declaration.boxes) + 1
    assert said.count("Figure") == 1 + len(list(parts(report, OutcomeBar)))
    assert said.count("TD\n") >= 3 * len(list(parts(report, AnswerLine)))
    assert said.count("P (block)") >= len(list(parts(report, ReasonLine))) + len(list(parts(report, Chip)))


def test_nothing_typed_is_ever_left_unsaid() -> None:
    """What no glyph of ours shows is there as its code."""
    printed = "".join(map(plain, strings(paper("what no glyph shows").report)))
    for code in ("U+1F600", "U+6F22", "U+05E9", "U+0645", "U+0000", "U+001B", "U+202E", "U+1F469"):
        assert f"[{code}]" in printed

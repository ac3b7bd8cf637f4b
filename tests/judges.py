"""Other people's programs that judge a PDF: PDF/A, PDF/UA, syntax, fonts, tags, text. Holds no assertions."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import page
import pytest

TARGET = ("3a", "ua-1")
"""What a paper with data must keep."""

JARS = (
    *("preflight.jar", "pdfbox2.jar", "fontbox2.jar", "xmpbox.jar", "commons-logging.jar", "commons-io.jar"),
    *("javax.activation.jar", "jaxb-api.jar"),
)
JAVA_FOLDER = Path("/usr/share/java")


def failures(pdf: bytes, *profiles: str) -> list[str]:
    """What page-validation finds against each of ``profiles``, the target unless said."""
    return [
        f"{profile} {failure.rule_id}: {failure.message}"
        for profile in profiles or TARGET
        for failure in page.validate_pdf_bytes(pdf, profile=profile).failures
    ]


def failures_signed(pdf: bytes, *profiles: str) -> list[str]:
    """The same for a file with signatures, each revision as it was when signed.

    The validator wants an earlier signature to cover what came after it, which no file can do: that one rule is let
    pass, and each revision's own bytes are judged instead.
    """
    *earlier, last = revisions(pdf)
    found = [failure for failure in failures(last, *profiles) if not (earlier and "SIGNATURE-BYTERANGE" in failure)]
    return [*(failure for revision in earlier for failure in failures_signed(revision, *profiles)), *found]


def revisions(pdf: bytes) -> list[bytes]:
    """The file as each signature left it."""
    ends = [int(start) + int(length) for start, length in re.findall(rb"/ByteRange ?\[ ?0 \d+ (\d+) (\d+) ?\]", pdf)]
    return [pdf[:end] for end in ends] or [pdf]


def run(folder: Path, pdf: bytes, program: str, *arguments: str, to_stdout: bool = False) -> str:
    """What ``program`` says about the file; the test is skipped where there is none."""
    if shutil.which(program) is None:
        pytest.skip(f"not checked: {program} absent")
    file = folder / "judged.pdf"
    file.write_bytes(pdf)
    command = [program, *arguments, str(file), *(["-"] if to_stdout else [])]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def syntax(folder: Path, pdf: bytes) -> str:
    """What qpdf complains of, or nothing."""
    said = run(folder, pdf, "qpdf", "--check")
    return "" if "No syntax or stream encoding errors found" in said and "WARNING" not in said else said


def fonts(folder: Path, pdf: bytes) -> Iterator[tuple[str, ...]]:
    """Of each font: its name, then embedded, subset, with a map to Unicode, as ``yes`` or ``no``."""
    for line in run(folder, pdf, "pdffonts").splitlines()[2:]:
        words = line.split()
        yield (words[0], *words[-5:-2])


def text(folder: Path, pdf: bytes) -> str:
    """In the order of the content stream, which is that of the tags."""
    return run(folder, pdf, "pdftotext", "-raw", "-enc", "UTF-8", to_stdout=True)


def tags(folder: Path, pdf: bytes) -> str:
    """The structure tree as poppler reads it."""
    return run(folder, pdf, "pdfinfo", "-struct")


def preflight(folder: Path, pdf: bytes) -> str:
    """What Apache Preflight has against the file as PDF/A-1b, or nothing."""
    absent = [name for name in JARS if not (JAVA_FOLDER / name).exists()]
    if absent:
        pytest.skip(f"not checked: {' '.join(absent)} absent")
    classes = ":".join(str(JAVA_FOLDER / name) for name in JARS)
    said = run(folder, pdf, "java", "-cp", classes, "org.apache.pdfbox.preflight.Validator_A1b")
    return "" if "is a valid PDF/A-1b file" in said else said

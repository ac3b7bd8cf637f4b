"""Every sort of practice prints: archival, in both languages, as draft and as revision, however much is typed in."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pikepdf
import pytest
from paper_fields import written
from paper_goldens import GOLDENS
from paper_samples import ACTIONS, EVIDENCE, law, practice, report

from app.records.dossier import canonical
from reports.content import payload_practice
from reports.paper import make
from tests.judges import failures

CASES = [(name, "it", False) for name in GOLDENS]
CASES += [(name, "en", True) for name in ("sample", "example", "nothing known", "vicidial")]
NOTES = (".note", ".reason", ".text", ".opinion", ".present", ".description")


@pytest.mark.parametrize(("name", "lang", "draft"), CASES)
def test_every_golden_practice_prints(name: str, lang: str, draft: bool) -> None:
    base = replace(GOLDENS[name](law(lang)), sample=draft)
    document = report(lang, base=base, draft=draft)
    pdf = make(document, canonical(payload_practice(base, "internal")))
    assert failures(pdf) == []
    with pikepdf.open(io.BytesIO(pdf)) as doc:
        assert len(doc.pages) >= 3


def test_two_hundred_lines_in_every_note() -> None:
    value: Any = (practice(law("it")), ACTIONS, EVIDENCE)
    long = "\n".join(f"riga {n}: una nota lunga" for n in range(200))
    base, actions, evidence = written(value, lambda place: long if place.endswith(NOTES) else "breve")
    base = replace(base, tools=base.tools[:1])
    assert failures(make(report(base=base, actions=actions, evidence=evidence), None), "2a", "ua-1") == []

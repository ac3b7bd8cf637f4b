"""The composed document: what it must say, what it must never say, and the whole of it word for word.

After a wanted change of words run once with ``VAGLIO_GOLDEN=write``: the golden texts are written anew, to be read.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from paper_samples import ON, ROOT, TEXTS, WHO, answers, function, law, others, parts, practice, report, said, strings

from app.domain.circular import UNKNOWN
from app.domain.engine import determine
from app.domain.practice import Confirmation, Practice, Tool, ToolFunction
from app.records.dossier import fingerprint
from app.text import words
from reports.content import payload_practice
from reports.report import Report
from reports.report_parts import AnswerLine, Chip, SourceLine

GOLDEN = ROOT / "tests" / "golden"
SECRETS = ("nota riservata", "sentito al telefono", "richiesta del cliente")


def written(value: Any, name: str = "", depth: int = 0) -> Iterator[str]:
    """A Report as indented lines, empty parts left out."""
    indent = "  " * depth
    if is_dataclass(value):
        yield f"{indent}{name}:"
        for field in fields(value):
            yield from written(getattr(value, field.name), field.name, depth + 1)
    elif isinstance(value, tuple):
        for part in value:
            yield from written(part, f"{name} -", depth)
    elif value not in ("", None):
        yield f"{indent}{name}: {value}"


def golden(lang: str) -> str:
    return "\n".join(written(report(lang), "report")) + "\n"


@pytest.mark.parametrize("lang", ["it", "en"])
def test_the_whole_document_word_for_word(lang: str) -> None:
    file = GOLDEN / f"report.{lang}.txt"
    if os.environ.get("VAGLIO_GOLDEN") == "write":
        file.write_text(golden(lang), "utf-8")
    assert golden(lang) == file.read_text("utf-8")


def test_both_languages_have_the_same_shape() -> None:
    def shape(document: Report) -> list[str]:
        return [line.split(":")[0] for line in golden_lines(document)]

    def golden_lines(document: Report) -> list[str]:
        return list(written(document, "report"))

    assert shape(report("it")) == shape(report("en"))


def test_composing_loads_nothing_of_paper_and_signature() -> None:
    code = "import sys, reports.content, reports.paper; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not {"reportlab", "pikepdf", "pyhanko", "cryptography"} & set(done.stdout.split())


def test_everything_cited_is_in_the_index_with_how_it_was_read() -> None:
    document = report()
    indexed = {item.id: item for act in document.sources for item in act.items}
    cited = {item for line in parts(document, SourceLine) for item in line.items.split(", ")}
    cited |= {item for tool in document.tools for duty in tool.duties for item in duty.items.split(", ")}
    assert cited == set(indexed)
    circular = law("it")
    for item in indexed.values():
        assert circular.statuses[circular.items[item.id].status] in item.read, item.id


def test_all_that_an_outcome_rests_on_is_cited() -> None:
    circular = law("it")
    base = practice(circular)
    indexed = {item.id for act in report(base=base).sources for item in act.items}
    for tool in determine(circular, base, ON):
        for found in tool.functions:
            assert {item for reason in found.reasons for item in reason.items} <= indexed
        for flag in tool.flags:
            assert {cite for position in circular.flags[flag].positions for cite in position.cites} <= indexed


def test_nothing_is_called_verified_unless_the_official_text_was_read() -> None:
    assert all(item.status != "official" for item in law("it").items.values())
    assert not [text for text in strings(report()) if "verificata" in text.lower()]


def test_what_is_provisional_is_grey_and_says_what_it_may_come_to() -> None:
    circular = law("it")
    base = practice(circular)
    document = report(base=base)
    rows = {row.name: row for row in document.summary.tools}
    seen = 0
    for tool, found, section in zip(base.tools, determine(circular, base, ON), document.tools, strict=True):
        chips = [section.chip, rows[section.title].chip] if found.provisional else []
        shown = [f for f in found.functions if f.present]
        chips += [s.chip for f, s in zip(shown, section.functions, strict=True) if f.provisional]
        for chip in chips:
            seen += 1
            assert chip.look == "grey", tool.name
            assert chip.text.startswith("Da completare"), tool.name
    assert seen >= 5
    assert rows["Softphone"].chip.text == "Da completare · può arrivare a «Non autorizzabile (INL)»"


def test_each_tool_is_counted_once() -> None:
    counts = report().summary.counts
    assert [(count.number, count.look) for count in counts] == [(1, "red"), (1, "amber"), (1, "green"), (2, "grey")]


def test_page_one_counts_what_is_to_be_stopped_as_its_table_does() -> None:
    """A tool without an agreement is to be stopped too: the boxes count outcomes, and say so."""
    circular = law("it")
    base = practice(circular)
    running = [replace(tool, state="in_use", guarantees=()) for tool in base.tools]
    summary = report(base=replace(base, tools=tuple(running))).summary
    stopped = [row.standing.text for row in summary.tools].count("Da fermare")
    assert stopped > 1
    assert summary.stop == f"Da fermare: {stopped} strumenti su {len(running)}"
    assert summary.counts[0].number < stopped
    assert summary.counts[0].label == "non autorizzabili o vietati"
    calm = [replace(tool, state="planned") for tool in base.tools]
    assert report(base=replace(base, tools=tuple(calm))).summary.stop == ""


def test_the_worst_comes_first_and_three_things_are_named() -> None:
    summary = report().summary
    assert [row.standing.look for row in summary.tools] == ["red", "amber", "amber", "amber", "green"]
    assert len(summary.first) == 3
    assert "CRM “Contatto 360”" in summary.first[0]


def test_a_conflict_shows_every_position() -> None:
    conflict = report().tools[0].conflicts[0]
    positions = law("it").flags["conflict:agreement_c25"].positions
    assert [(p.who, p.says) for p in conflict.positions] == [(p.who, p.says) for p in positions]
    assert all(position.sources for position in conflict.positions)


def test_notes_stay_off_the_paper_for_third_parties() -> None:
    base = practice(law("it"))
    inside, outside = (
        " ".join(strings(report(base=base, edition=edition))) for edition in ("internal", "third_parties")
    )
    for secret in SECRETS:
        assert secret in inside
        assert secret not in outside


def test_notes_stay_out_of_the_data_for_third_parties() -> None:
    base = practice(law("it"))
    noted = replace(base, company=replace(base.company, facts={"workforce": said("mixed", "nota riservata")}))
    noted = noted.with_tool(noted.tools[0].with_fact("uses_ai", said("no", "nota riservata")))
    assert payload_practice(noted, "internal") == noted
    stripped = payload_practice(noted, "third_parties")
    assert not [secret for secret in SECRETS if secret in repr(stripped)]
    assert stripped.tools[0].functions[1].answers["coverage"].value == "all"


@pytest.mark.parametrize("edition", ["internal", "third_parties"])
def test_the_fingerprint_printed_is_of_the_data_inside(edition: Any) -> None:
    base = practice(law("it"))
    printed = report(base=base, edition=edition).declaration.fingerprint.value
    assert printed == fingerprint(payload_practice(base, edition))


def test_a_draft_and_a_sample_say_so() -> None:
    final = report()
    assert (final.watermark, final.summary.banner) == ("", "")
    base = replace(practice(law("it")), sample=True)
    draft = report(base=base, draft=True)
    assert draft.watermark == "ESEMPIO · BOZZA"
    assert "ESEMPIO" in draft.running
    assert "bozza" in draft.running
    assert draft.summary.banner
    assert report("en", draft=True).watermark == "DRAFT"


def test_the_boxes_to_sign() -> None:
    boxes = report().declaration.boxes
    assert [box.field for box in boxes] == ["consultant", "employer", "representatives"]
    assert boxes[2].caption == "per presa visione: non è l'accordo ex art. 4"


def alone(tool: Tool) -> Practice:
    return replace(practice(law("it")), tools=(tool,))


def test_functions_declared_absent_are_named_with_who_and_when() -> None:
    absent = report().tools[0].absent
    assert absent[0].functions == law("it").kinds["call_recording"].label
    assert all(WHO in line.told and "20/11/2026" in line.told for line in absent)
    assert "Stati in diretta" not in absent[1].functions


def test_an_absence_without_name_and_date_leaves_no_empty_brackets() -> None:
    tool = Tool(
        "t", "Prova", functions=(ToolFunction("f", "breaks", "absent"),), confirmed=Confirmation("", "", ("call_log",))
    )
    texts = list(strings(report(base=alone(tool))))
    assert not [text for text in texts if "()" in text]


def test_a_choice_that_overrides_a_declared_absence_says_so() -> None:
    circular = law("it")
    tool = Tool(
        "t",
        "Prova",
        functions=(function("a", "call_record_match", row_kept="yes"), function("b", "call_log", "absent")),
        confirmed=others(circular, "call_record_match", "call_log"),
    )
    section = report(base=alone(tool)).tools[0]
    log = next(f for f in section.functions if f.title == circular.kinds["call_log"].label)
    assert words(TEXTS, "it")("paper.function.overrides") in log.remarks
    assert section.absent[0].functions.count(circular.kinds["call_log"].label) == 0
    assert any(answer.told == "Discende da un'altra risposta" for answer in log.answers)


def test_one_that_overrides_the_confirmation_of_all_the_rest_says_so_too() -> None:
    circular = law("it")
    tool = Tool(
        "t",
        "Prova",
        functions=(function("a", "call_record_match", row_kept="yes"),),
        confirmed=others(circular, "call_record_match"),
    )
    section = report(base=alone(tool)).tools[0]
    match, log = section.functions
    assert words(TEXTS, "it")("paper.function.overrides") in log.remarks
    assert words(TEXTS, "it")("paper.function.overrides") not in match.remarks


def test_a_milder_answer_than_what_follows_elsewhere_is_shown_beside_it() -> None:
    tool = Tool(
        "t",
        "Prova",
        functions=(
            function("a", "call_record_match", row_kept="yes"),
            function("b", "call_log", kept="no", traceable="direct"),
        ),
    )
    log = report(base=alone(tool)).tools[0].functions[1]
    kept = next(a for a in log.answers if a.question == "Il registro conserva le chiamate?")
    assert kept.answer == "Sì, si ritrovano per operatore"
    assert "Era stato risposto: No, spariscono subito (20/11/2026, Maria Bianchi)" in kept.told
    traceable = log.answers[0]
    assert (traceable.answer, traceable.told) == ("Sì, subito", "20/11/2026, Maria Bianchi")


def test_unknown_and_unanswered_are_told_apart() -> None:
    softphone = next(tool for tool in report().tools if tool.title == "Softphone")
    found = {line.answer for line in parts(softphone, AnswerLine) if line.open}
    assert found == {"Non lo so", "Non ancora risposto"}


def test_an_answer_that_the_law_does_not_know_is_printed_as_it_is() -> None:
    tool = Tool("t", "Prova", functions=(function("a", "call_log", traceable="direct", uses=("service", "zzz")),))
    assert any("zzz" in text for text in strings(report(base=alone(tool))))


def test_an_empty_practice_composes() -> None:
    document = report(base=Practice("p", "inl-2017-04", "2026.11"))
    assert document.tools == ()
    assert document.summary.first == ()
    assert document.title == "Checklist degli strumenti – Azienda senza nome"


def test_an_open_presence_is_said_where_the_outcome_is_otherwise_known() -> None:
    circular = law("it")
    tool = Tool(
        "t",
        "Prova",
        facts=answers(ground="organisational", judges_individual="no"),
        functions=(function("a", "call_record_match", UNKNOWN, row_kept="no"),),
        confirmed=others(circular, "call_record_match"),
    )
    section = report(base=alone(tool)).tools[0]
    assert section.chip == Chip("grey", "Da completare · presenza da chiarire")
    assert section.missing[0].question == circular.presences.question
    unconfirmed = report(base=alone(replace(tool, confirmed=None))).tools[0]
    assert unconfirmed.chip == Chip("grey", "Da completare · funzioni da confermare")

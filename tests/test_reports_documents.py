"""Questionnaire and letters: nothing invented, every statement of law with its source, the same bytes each time."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document

from app.domain.circular import UNKNOWN
from app.domain.engine import determine_tool
from app.domain.path import path
from app.domain.practice import Practice, Tool
from app.domain.questionnaire import read, to_ask
from app.text import words
from reports.documents.docx import docx
from reports.documents.draft import Ask, Draft, Heading, Para, Points
from reports.documents.letters import cited, letter
from reports.documents.plain import WIDTH, text
from reports.documents.questionnaire import questionnaire
from tests.paper_samples import ON, TEXTS, law, practice

LANGUAGES = ("it", "en")
NAUGHTY = ["\x00\x07\x1b[31m", "\ud800", "￾￿", "<w:t>&amp;</w:t>", "=cmd|' /C calc'!A0", "﷽" * 40, "x" * 10_000]


def sheet(lang: str = "it", tool_id: str = "t4", base: Practice | None = None) -> Draft:
    circular = law(lang)
    base = practice(circular) if base is None else base
    tool = base.tool(tool_id)
    found = determine_tool(circular, base, tool, ON)
    asked = to_ask(circular, tool, path(circular, base, tool), found.unconfirmed)
    return questionnaire(circular, base, tool, asked, words(TEXTS, lang), ON)


def written_to(lang: str, tool: Tool, questions: int = 3) -> Draft:
    circular = law(lang)
    base = practice(circular).with_tool(tool)
    found = determine_tool(circular, base, tool, ON)
    return letter(circular, base, tool, found, words(TEXTS, lang), ON, questions)


def provided_by(kind: str, lang: str = "it") -> Tool:
    return replace(practice(law(lang)).tool("t1"), provider=kind)


def all_drafts() -> Iterator[Draft]:
    for lang in LANGUAGES:
        yield sheet(lang)
        for kind in ("client", "group", "vendor_cloud"):
            yield written_to(lang, provided_by(kind, lang))


def strings(draft: Draft) -> Iterator[str]:
    yield draft.title
    for block in draft.blocks:
        match block:
            case Heading(said) | Para(said, _):
                yield said
            case Points(items, _):
                yield from items
            case Ask(code, question, hint, marks):
                yield from (code, question, hint)
                yield from (part for mark in marks for part in (mark.code, mark.text))


def in_docx(data: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_question_stands_on_the_sheet_with_codes_that_read_back(lang: str) -> None:
    circular, base = law(lang), practice(law(lang))
    tool = base.tool("t4")
    found = determine_tool(circular, base, tool, ON)
    asked = to_ask(circular, tool, path(circular, base, tool), found.unconfirmed)
    assert len(asked) > 5
    told = text(sheet(lang))
    for one in asked:
        assert one.code in told
        if one.question.scope == "presence":
            assert circular.kinds[one.question.kind].label.split()[0] in told
            continue
        for letter_, value in one.choices:
            code = one.code + letter_
            assert f"( ) {code}" in told
            wanted = (value,) if one.fact.type == "many" and value != UNKNOWN else value
            assert [said.value for said in read(code, asked)[0]] == [wanted]


def test_what_was_not_entered_stays_a_gap_and_is_never_made_up() -> None:
    base = practice(law("it"))
    told = text(sheet(base=base.with_company(replace(base.company, address=""))))
    assert "[nome del fornitore]" in told
    assert "[indirizzo dell'azienda]" in told
    full = sheet("it", "t1", _with_address())
    assert "A: Esempio Software S.r.l." in list(strings(full))
    assert "[nome del fornitore]" not in full.gaps
    assert "via di Prova 1, Lecce" in list(strings(full))


def _with_address() -> Practice:
    base = practice(law("it"))
    return base.with_company(replace(base.company, address="via di Prova 1, Lecce"))


@pytest.mark.parametrize("draft", list(all_drafts()), ids=lambda draft: f"{draft.lang} {draft.title[:30]}")
def test_every_gap_told_of_stands_in_the_text_and_is_marked_in_the_file(draft: Draft) -> None:
    told = "\n".join(strings(draft))
    assert draft.gaps
    assert all(gap in told for gap in draft.gaps)
    paragraphs = Document(io.BytesIO(docx(draft))).paragraphs
    marked = {run.text for one in paragraphs for run in one.runs if run.font.highlight_color is not None}
    assert marked == set(draft.gaps)


@pytest.mark.parametrize("kind", ["client", "group", "vendor_cloud"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_letter_says_of_the_law_what_the_data_say_with_source_and_how_it_was_read(lang: str, kind: str) -> None:
    circular, tool = law(lang), provided_by(kind, lang)
    base = practice(circular).with_tool(tool)
    found = determine_tool(circular, base, tool, ON)
    cites = cited(circular, found)
    assert cites
    draft = letter(circular, base, tool, found, words(TEXTS, lang), ON, 3)
    paras = [block.text for block in draft.blocks if isinstance(block, Para)]
    for cite in cites:
        item = circular.items[cite]
        source = paras[paras.index(item.statement) + 1]
        assert circular.acts[item.act].title in source
        assert circular.statuses[item.status] in source
    assert "verificat" not in " ".join(paras).lower()


def test_each_provider_gets_its_own_letter_and_another_none() -> None:
    titles = {written_to("it", provided_by(kind)).title for kind in ("client", "group", "vendor_cloud")}
    assert len(titles) == 3
    with pytest.raises(AssertionError):
        written_to("it", provided_by("own"))


def test_a_letter_names_the_functions_that_are_there_and_none_that_is_not() -> None:
    circular = law("it")
    draft = written_to("it", provided_by("client"))
    listed = next(block.items for block in draft.blocks if isinstance(block, Points) and not block.numbered)
    assert circular.kinds["operator_states"].label in listed
    assert circular.kinds["call_recording"].label not in listed


def test_a_tool_without_functions_gets_a_letter_without_claims() -> None:
    draft = written_to("it", replace(provided_by("client"), functions=(), confirmed=None), questions=0)
    told = list(strings(draft))
    assert words(TEXTS, "it")("documents.letter.why") not in told
    assert words(TEXTS, "it")("documents.letter.functions") not in told
    assert not any("questionario" in one for one in told)


@pytest.mark.parametrize("draft", list(all_drafts()), ids=lambda draft: f"{draft.lang} {draft.title[:30]}")
def test_the_same_draft_gives_the_same_file_and_the_file_says_all_of_it(draft: Draft) -> None:
    data = docx(draft)
    assert data == docx(draft)
    inside = in_docx(data)
    for said in strings(draft):
        assert said in inside


def test_the_file_tells_nothing_of_machine_moment_or_library() -> None:
    data = docx(sheet())
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(2026, 1, 1, 0, 0, 0)}
        core = file.read("docProps/core.xml").decode()
    assert "python-docx" not in core
    assert "2013" not in core
    about = Document(io.BytesIO(data)).core_properties
    assert (about.author, about.last_modified_by, about.comments, about.language) == ("", "", "", "it-IT")


@pytest.mark.parametrize("bad", NAUGHTY, ids=lambda bad: ascii(bad)[:20])
def test_whatever_was_typed_is_shown_and_acts_nowhere(bad: str) -> None:
    base = practice(law("it"))
    base = base.with_tool(replace(base.tool("t1"), name=bad, vendor=bad, version=bad))
    base = base.with_company(replace(base.company, name=bad, address=bad))
    draft = sheet("it", "t1", base)
    inside, told = in_docx(docx(draft)), text(draft)
    told.encode()
    for out in (inside, told):
        assert not any(character in out for character in "\x00\x07\x1b\ud800\ufffe")
    visible = "".join(c for c in bad if c.isprintable() and c not in "\ufffe\uffff").split()
    assert all(part in inside for part in visible)


def test_text_for_a_mail_is_narrow_and_cuts_no_word() -> None:
    for draft in all_drafts():
        told = text(draft)
        assert max(len(line) for line in told.split("\n")) <= WIDTH
        words_in = {word for said in strings(draft) for word in said.split() if said != draft.title}
        assert words_in <= set(told.split())


def test_both_languages_ask_under_the_same_codes() -> None:
    codes = [[block.code for block in sheet(lang).blocks if isinstance(block, Ask)] for lang in LANGUAGES]
    assert codes[0] == codes[1]


def test_third_parties_do_not_get_the_professionals_opinion() -> None:
    from app.domain.practice import Opinion
    from app.records.dossier import canonical
    from reports.content import payload_practice

    base = replace(practice(law("it")), opinions=(Opinion("t1", "work_tool", "riservato"),))
    assert "riservato" not in canonical(payload_practice(base, "third_parties")).decode()
    assert "riservato" in json.dumps(canonical(payload_practice(base, "internal")).decode(), ensure_ascii=False)


def test_a_draft_is_a_file_in_any_folder(tmp_path: Path) -> None:
    to = tmp_path / "così è.docx"
    to.write_bytes(docx(sheet()))
    assert Document(str(to)).paragraphs[0].text == sheet().title

"""A paper opened again: equal, or exactly what differs; and a clear sentence for each file that cannot be compared."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from paper_samples import ACTIONS, EVIDENCE, law, practice, report
from reportlab.pdfgen.canvas import Canvas

from app.desk.desk import Desk
from app.desk.reopening import OutcomeDifference, Reopened
from app.domain.errors import UserError
from app.domain.practice import Practice
from app.records.dossier import canonical
from reports.archival import embedded
from reports.content import payload_practice
from reports.paper import make
from tests.desks import desk_on

FOREIGN = Path(__file__).resolve().parents[2] / "shared" / "foreign" / "pdf"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with desk_on(tmp_path / "data") as made:
        yield made


def paper(base: Practice | None = None, data: bytes | None = None, **changes: Any) -> bytes:
    """The sample as printed, with its own data inside, or others."""
    base = practice(law("it")) if base is None else base
    edition = changes.get("edition", "internal")
    inside = canonical(payload_practice(base, edition, changes.get("tools"))) if data is None else data
    return make(report(base=base, actions=ACTIONS, evidence=EVIDENCE, **changes), inside)


def opened(desk: Desk, folder: Path, pdf: bytes) -> Reopened:
    file = folder / "carta.pdf"
    file.write_bytes(pdf)
    return desk.open_paper(file)


def told(desk: Desk, found: Reopened) -> str:
    return "\n".join(desk.told_of("carta.pdf", found))


def other(base: Practice) -> Practice:
    """The same practice with one answer changed, so that the outcome is another."""
    tool = base.tool("t3")
    function = tool.functions[0]
    answers = {**function.answers, "row_kept": replace(function.answers["row_kept"], value="yes")}
    return base.with_tool(tool.with_function(replace(function, answers=answers)))


@pytest.mark.parametrize("edition", ["internal", "third_parties"])
@pytest.mark.parametrize("lang", ["it", "en"])
def test_a_paper_of_ours_says_what_its_data_say(desk: Desk, tmp_path: Path, lang: str, edition: str) -> None:
    base = practice(law("it"))
    pdf = make(report(lang, base=base, edition=edition), canonical(payload_practice(base, edition)))
    found = opened(desk, tmp_path, pdf)
    assert found.equal
    assert found.practice == payload_practice(base, edition)
    assert found.compared == 11
    assert told(desk, found).startswith("«carta.pdf»: uguale.")


def test_a_selection_and_a_draft_are_compared_too(desk: Desk, tmp_path: Path) -> None:
    found = opened(desk, tmp_path, paper(tools=["t2"], draft=True))
    assert found.equal
    assert [tool.id for tool in found.practice.tools] == ["t2"]
    assert found.compared == 2
    assert opened(desk, tmp_path, paper(tools=[])).equal


def test_altered_data_are_found_and_it_is_said_what_differs(desk: Desk, tmp_path: Path) -> None:
    base = practice(law("it"))
    found = opened(desk, tmp_path, paper(data=canonical(other(base))))
    assert not found.equal
    assert not found.data_as_printed
    assert found.differences[0] == OutcomeDifference("t3", "", ("work_tool:in_order",), "not_admissible?:stop")
    assert [(one.function, one.printed) for one in found.differences[1:]] == [("call_log", ())]
    text = told(desk, found)
    assert "non sono quelli di cui è stampata l'impronta" in text
    assert "Scheda cliente: sul foglio «Strumento di lavoro, In regola», rifacendo i conti" in text
    assert "Scheda cliente · Registro chiamate per interno: sul foglio non c'è" in text


def test_altered_data_of_the_same_outcome_are_found_as_well(desk: Desk, tmp_path: Path) -> None:
    renamed = replace(practice(law("it")), number="9999")
    found = opened(desk, tmp_path, paper(data=canonical(renamed)))
    assert (found.data_as_printed, found.differences, found.equal) == (False, (), False)


def test_an_outcome_that_the_rules_do_not_give_is_named(desk: Desk, tmp_path: Path) -> None:
    """As if somebody had printed another outcome over sound data."""
    document = report()
    tools = list(document.tools)
    tools[0] = replace(tools[0], code="Codice [t1=work_tool:in_order]")
    tools[2] = replace(tools[2], code="")
    pdf = make(replace(document, tools=tuple(tools)), canonical(practice(law("it"))))
    found = opened(desk, tmp_path, pdf)
    assert found.data_as_printed
    assert [(one.tool, one.function, one.printed) for one in found.differences] == [
        ("t1", "", ("work_tool:in_order",)),
        ("t3", "", ()),
    ]
    text = told(desk, found)
    assert "«carta.pdf»: non è uguale. 2 esiti sono diversi." in text
    assert (
        "sul foglio «Strumento di lavoro, In regola», rifacendo i conti «Non autorizzabile (INL), Da fermare»" in text
    )
    assert "Scheda cliente: sul foglio non c'è" in text


def test_a_name_typed_like_a_code_hides_nothing(desk: Desk, tmp_path: Path) -> None:
    base = practice(law("it"))
    spoiled = base.with_tool(replace(base.tool("t1"), name="[t1=work_tool:in_order]", note="[t9=work_tool:stop]"))
    found = opened(desk, tmp_path, paper(spoiled))
    assert [one.tool for one in found.differences] == ["t1", "t9"]
    assert found.differences[0].printed == ("not_admissible:stop", "work_tool:in_order")
    assert "nei dati non c'è" in told(desk, found)


def test_the_fingerprint_of_the_rules_is_compared(desk: Desk, tmp_path: Path) -> None:
    base = practice(law("it"))
    right = desk._laws.fingerprint(base)
    assert len(right) == 64
    assert opened(desk, tmp_path, paper(rules_sha256=right)).rules_as_printed is True
    strange = opened(desk, tmp_path, paper(rules_sha256="d" * 64))
    assert (strange.rules_as_printed, strange.equal) == (False, True)
    assert "un'altra impronta" in told(desk, strange)
    assert opened(desk, tmp_path, paper(rules_sha256="")).rules_as_printed is None


def problem(desk: Desk, folder: Path, pdf: bytes) -> str:
    with pytest.raises(UserError) as caught:
        opened(desk, folder, pdf)
    sentence = desk.words.error(caught.value)
    assert "{" not in sentence
    return caught.value.key


def test_each_file_that_cannot_be_compared_has_its_sentence(desk: Desk, tmp_path: Path) -> None:
    base = practice(law("it"))
    envelope = json.loads(canonical(base))

    def inside(**changes: Any) -> bytes:
        return json.dumps({**envelope, **changes}).encode()

    pinned = replace(base, version="1999.1")
    stranger = json.loads(canonical(base))
    stranger["practice"]["tools"][0]["functions"][1]["answers"]["coverage"]["value"] = "zzz"
    assert problem(desk, tmp_path, make(report(), None)) == "paper_without_data"
    assert problem(desk, tmp_path, b"no pdf at all") == "pdf_unreadable"
    assert problem(desk, tmp_path, plain_pdf()) == "paper_not_ours"
    assert problem(desk, tmp_path, paper(data=b"{}")) == "paper_data_damaged"
    assert problem(desk, tmp_path, paper(data=b"\xff\x00")) == "paper_data_damaged"
    assert problem(desk, tmp_path, paper(data=json.dumps(stranger).encode())) == "paper_data_damaged"
    assert problem(desk, tmp_path, paper(data=inside(schema=99))) == "paper_newer"
    assert problem(desk, tmp_path, paper(data=canonical(pinned))) == "paper_rules_absent"


def plain_pdf() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(99, 700, "[t1=work_tool:in_order] vaglio:")
    canvas.save()
    return out.getvalue()


def test_a_paper_from_before_there_were_codes_opens_without_a_comparison(desk: Desk, tmp_path: Path) -> None:
    document = report()
    tools = tuple(
        replace(tool, code="", functions=tuple(replace(one, code="") for one in tool.functions))
        for tool in document.tools
    )
    found = opened(desk, tmp_path, make(replace(document, tools=tools), canonical(practice(law("it")))))
    assert (found.codes, found.equal, found.differences) == (False, False, ())
    assert "il confronto non si può fare" in told(desk, found)


def test_no_foreign_file_upsets_it(desk: Desk) -> None:
    if not FOREIGN.is_dir():
        pytest.skip("not checked: foreign files absent")
    files = sorted(FOREIGN.glob("*.pdf"))
    assert files
    for file in files:
        with pytest.raises(UserError) as caught:
            desk.open_paper(file)
        assert caught.value.key in ("paper_not_ours", "pdf_unreadable"), file.name


def test_pages_that_unpack_without_end_are_left_out(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reports import reading

    monkeypatch.setattr(reading, "MOST_UNPACKED", 30_000)
    found = opened(desk, tmp_path, paper())
    assert not found.equal


def test_a_signed_paper_is_compared_as_it_is(desk: Desk, tmp_path: Path) -> None:
    desk.open_example()
    desk.make_identity("Sigillo di prova", "una passphrase lunga")
    signed = desk.sign("una passphrase lunga", "consultant", edition="internal", tools=["tool2"])
    found = desk.open_paper(signed.path)
    assert found.equal
    assert [tool.id for tool in found.practice.tools] == ["tool2"]
    assert found.rules_as_printed


def test_only_when_asked_it_becomes_a_practice_and_always_a_new_one(desk: Desk, tmp_path: Path) -> None:
    desk.open_example()
    desk.make_identity("Sigillo di prova", "una passphrase lunga")
    signed = desk.sign("una passphrase lunga", "consultant", edition="internal")
    before = desk.practice
    found = desk.open_paper(signed.path)
    assert desk.practice == before
    assert len(desk.read_list()) == 1
    new = desk.import_paper(found)
    assert desk.drain()
    assert new != before.id
    assert desk.practice == replace(found.practice, id=new)
    assert {row.id for row in desk.read_list()} == {before.id, new}
    assert desk.dossier is not None
    assert [entry.act for entry in desk.dossier.ledger.journal] == ["imported_paper"]
    assert desk.words("journal.imported_paper", about="x")


def test_what_differs_between_two_papers_is_a_paper(desk: Desk, tmp_path: Path) -> None:
    base = practice(law("it"))
    then, now = tmp_path / "a.pdf", tmp_path / "b.pdf"
    then.write_bytes(paper(base))
    now.write_bytes(paper(other(base)))
    pdf = desk.comparison_of_papers(then, now)
    assert embedded(pdf) is None
    with pikepdf.open(io.BytesIO(pdf)) as doc:
        assert "/AcroForm" not in doc.Root
    stranger = replace(base, id="another")
    now.write_bytes(paper(stranger))
    with pytest.raises(UserError) as caught:
        desk.comparison_of_papers(then, now)
    assert caught.value.key == "nothing_to_compare"

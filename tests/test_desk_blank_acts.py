"""A filled sheet changes nothing until it is taken, keeps what was answered, and one undo takes it back."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from app.desk.blank_acts import kinds_of
from app.desk.desk import Desk
from app.domain.errors import UserError
from tests.desks import desk_on

KINDS = ("call_recording", "operator_states")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with desk_on(tmp_path) as made:
        made.create("Prova")
        made.set_practice(prepared_by="Ada")
        made.add_tool("Centralino")
        yield made


def filled(desk: Desk, **values: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(desk.blank_pdf(KINDS, fillable=True))) as doc:
        for field in doc.Root.AcroForm.Fields:
            if (name := str(field.T)) in values:
                field.V = pikepdf.Name("/Yes") if field.FT == "/Btn" else pikepdf.String(values[name])
        doc.save(out)
    return out.getvalue()


def test_what_was_ticked_is_what_the_tool_then_says(desk: Desk) -> None:
    before = desk.practice
    pdf = filled(desk, **{"B5.0=in_use": "x", "B5.1=direct": "x", "C2.0=unknown": "x", "notes": "a voce"})
    plan = desk.read_blank("tool1", pdf, "scheda.pdf")
    assert desk.practice == before
    assert (len(plan.coming), plan.unclear, plan.differing) == (3, (), ())
    assert desk.take_blank(plan, replacing=False) == 3
    tool = desk.practice.tool("tool1")
    states, recording = tool.function("operator_states"), tool.function("call_recording")
    assert states is not None
    assert recording is not None
    assert (states.presence, states.answers["traceable"].value) == ("in_use", "direct")
    assert recording.presence == "unknown"
    assert (states.answers["traceable"].by, tool.note) == ("Ada", "a voce")
    desk.undo()
    assert desk.practice == before


def test_an_answer_given_before_is_kept_unless_asked_otherwise(desk: Desk) -> None:
    desk.tick("tool1", "operator_states", True)
    desk.set_presence("tool1", "operator_states", "operator_states", "absent")
    plan = desk.read_blank("tool1", filled(desk, **{"B5.0=in_use": "x"}), "scheda.pdf")
    assert [one.before.value for one in plan.differing if one.before] == ["absent"]
    assert desk.take_blank(plan, replacing=False) == 0
    assert desk.take_blank(plan, replacing=True) == 1
    function = desk.practice.tool("tool1").function("operator_states")
    assert function is not None
    assert function.presence == "in_use"


def test_what_was_read_for_one_practice_is_not_brought_into_another(desk: Desk) -> None:
    """Their tools have the same ids."""
    plan = desk.read_blank("tool1", filled(desk, **{"B5.0=in_use": "x", "notes": "a voce"}), "scheda.pdf")
    desk.create("Un'altra")
    desk.add_tool("Centralino")
    before = desk.practice
    with pytest.raises(UserError, match="practice_switched"):
        desk.take_blank(plan, replacing=True)
    assert desk.practice == before


def test_two_boxes_where_one_may_be_are_left_open_and_said(desk: Desk) -> None:
    plan = desk.read_blank("tool1", filled(desk, **{"B5.0=in_use": "x", "B5.0=absent": "x"}), "scheda.pdf")
    assert [one.ticked for one in plan.unclear] == [("in_use", "absent")]
    assert desk.take_blank(plan, replacing=True) == 0


@pytest.mark.parametrize(("typed", "value"), [("90", 90), ("novanta", None), ("-1", None), ("999999999", None)])
def test_a_number_is_a_number_or_left_open(desk: Desk, typed: str, value: int | None) -> None:
    plan = desk.read_blank("tool1", filled(desk, **{"C2.8#": typed}), "scheda.pdf")
    assert [one.value for one in plan.coming] == [value]


def test_what_is_not_ours_or_empty_is_refused(desk: Desk) -> None:
    for pdf, key in ((b"nonsense", "blank_not_ours"), (desk.blank_pdf(KINDS, fillable=True), "blank_nothing")):
        with pytest.raises(UserError) as problem:
            desk.read_blank("tool1", pdf, "scheda.pdf")
        assert problem.value.key == key
        assert "scheda.pdf" in desk.words.error(problem.value)


def test_a_sheet_of_other_rules_is_refused(desk: Desk) -> None:
    pdf = filled(desk, **{"vaglio.blank": "vaglio-blank 1; inl-2017-04; 1999.01; operator_states"})
    with pytest.raises(UserError) as problem:
        desk.read_blank("tool1", pdf, "scheda.pdf")
    assert problem.value.key == "blank_other_law"


def test_templates_and_kinds_come_to_kinds(desk: Desk) -> None:
    template = desk.circular.templates[0]
    assert kinds_of(desk.circular, [template.id, "breaks"]) == tuple(dict.fromkeys((*template.kinds, "breaks")))
    with pytest.raises(UserError):
        kinds_of(desk.circular, ["no such thing"])

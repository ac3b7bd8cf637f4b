"""One broken copy for each kind of defect in the tables beside the rows: refused at its file and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.duties import tool_view
from app.library.check_tables import VIEW_NAMES, check_tables
from app.library.load import load_circular
from tests.law import ON, UNMASKED, copied, function, judge, law, practice, rewrite, tool

LOCKED = 'use = ["off_locked"] }\nform = "none"'
DEFECTS = {
    "duty on an unknown flag": (
        "duties.toml",
        '"unverified", "conflict"',
        '"foggy", "conflict"',
        "duties.O15.when.flag",
        "foggy",
    ),
    "duty on an unknown date": (
        "duties.toml",
        'applies = ["ai_transparency"]',
        'applies = ["ai_soon"]',
        "duties.O10_voicebot.when.applies",
        "ai_soon",
    ),
    "duty on an unknown provider": (
        "duties.toml",
        'provider = ["vendor_cloud"]',
        'provider = ["cloud"]',
        "duties.O8_cloud.when.provider",
        "cloud",
    ),
    "duty on an unknown outcome": (
        "duties.toml",
        'outcomes = ["not_admissible", "prohibited"]',
        'outcomes = ["bad"]',
        "duties.O7.when.outcomes",
        "bad",
    ),
    "duty on an unknown standing": (
        "duties.toml",
        'standing = ["stop"]',
        'standing = ["halt"]',
        "when.standing",
        "halt",
    ),
    "stake on an unknown kind": (
        "stakes.toml",
        'kind = ["location"]',
        'kind = ["place"]',
        "stakes.decided_location.when.kind",
        "place",
    ),
    "stake on an unknown guarantee": (
        "stakes.toml",
        'guarantee = ["agreement", "authorisation"]',
        'guarantee = ["letter"]',
        "late_or_beyond.when.guarantee",
        "letter",
    ),
    "stake on an unknown name": (
        "stakes.toml",
        'ground = ["assets"]',
        'grounds = ["assets"]',
        "assets_only.when.grounds",
        "fact",
    ),
    "way on an unknown axis": (
        "routes.toml",
        LOCKED,
        'used = ["off_locked"] }\nform = "none"',
        "ways.locked.when.used",
        "fact",
    ),
    "way on an unknown value": ("routes.toml", LOCKED, 'use = ["off"] }\nform = "none"', "ways.locked.when.use", "off"),
    "way of an unknown form": (
        "routes.toml",
        'form = "choice"',
        'form = "both"',
        "ways.national_or_authorisation.form",
        "both",
    ),
    "note on an unknown value": (
        "routes.toml",
        'size = ["up_to_15"] }',
        'size = ["tiny"] }',
        "notes.small_firm.when.size",
        "tiny",
    ),
    "note with an unknown flag": (
        "routes.toml",
        'flags = ["conflict:territorial_unions_p3"]',
        'flags = ["conflict:x"]',
        "notes.territorial_unions.flags",
        "conflict:x",
    ),
    "set-up on an unknown way": (
        "routes.toml",
        'way = "agreement_rsa"',
        'way = "agreement"',
        "setups.several_rsa_one_unit.way",
        "no such id",
    ),
    "set-up with an unknown note": (
        "routes.toml",
        'notes = ["stop_first"',
        'notes = ["stop"',
        "small_centre_already_recording.notes",
        "stop",
    ),
    "set-up without an axis": (
        "routes.toml",
        ', talks = "not_tried", size = "up_to_15" }',
        ', size = "up_to_15" }',
        "setups.small_centre_first_recorder.facts",
        "every axis",
    ),
    "set-up with another axis": (
        "routes.toml",
        'size = "up_to_15" }',
        'size = "up_to_15", mood = "x" }',
        "setups.small_centre_first_recorder.facts",
        "every axis",
    ),
    "set-up with an unknown value": (
        "routes.toml",
        'paper = "late", representatives = "rsu"',
        'paper = "soon", representatives = "rsu"',
        "paper_after_installation.facts.paper",
        "soon",
    ),
    "routes without an outcome": (
        "routes.toml",
        '"not_admissible", "prohibited"]\nuse',
        '"not_admissible"]\nuse',
        "axes",
        "known axes",
    ),
    "routes without the unknown": (
        "routes.toml",
        'talks = ["not_tried", "failed", "unknown"]',
        'talks = ["not_tried", "failed"]',
        "axes",
        "known axes",
    ),
    "standing on an unknown axis": (
        "standing.toml",
        'scope = ["beyond"] }',
        'reach = ["beyond"] }',
        "rules.standing.beyond_paper.when.reach",
        "fact",
    ),
    "item of an unknown act": ("sources.toml", 'act = "inl_circ_4_2017"', 'act = "inl_x"', "items.", "inl_x"),
    "template of an unknown kind": ("templates.toml", '"voice_menu", ', '"robot", ', "templates.pbx.kinds", "robot"),
    "precedent of an unknown act": (
        "cases.toml",
        'act = "garante_229_2018"',
        'act = "garante_1"',
        "precedents.garante_229_2018.act",
        "garante_1",
    ),
    "precedent of an unknown kind": (
        "cases.toml",
        '["speech_analysis", "call_recording"]',
        '["speech"]',
        "precedents.garante_229_2018.kinds",
        "speech",
    ),
    "case with an unknown flag": (
        "cases.toml",
        'expected_flags = ["conflict:agreement_c25"]',
        'expected_flags = ["foggy"]',
        "circular_second_class.expected_flags",
        "foggy",
    ),
    "case with an unknown fact of the tool": (
        "cases.toml",
        'tool_facts = { ground = "organisational"',
        'tool_facts = { reason = "organisational"',
        "circular_first_class.reason",
        "no such",
    ),
    "case with an unknown fact of the company": (
        "cases.toml",
        'workforce = "collaborators_only"',
        'workforce = "robots"',
        "garante_285_2021.workforce",
        "robots",
    ),
    "case that is stricter without the model's outcome": (
        "cases.toml",
        'stricter = ""',
        'stricter = "Perché."',
        "circular_first_class.model",
        "says why",
    ),
    "case with an unknown outcome of the model": ("cases.toml", '\nmodel = "', '\nmodel = "x', ".model", "no such id"),
}


@pytest.mark.parametrize(("file", "old", "new", "key", "reason"), DEFECTS.values(), ids=DEFECTS)
def test_a_broken_table_is_refused(tmp_path: Path, file: str, old: str, new: str, key: str, reason: str) -> None:
    folder = copied(tmp_path)
    rewrite(folder / file, old, new)
    problems = list(check_tables(load_circular(folder, "it")))
    assert [p for p in problems if p.file == file and key in p.key and reason in p.reason], [str(p) for p in problems]


def test_the_real_tables_are_sound() -> None:
    assert list(check_tables(law())) == []


def test_the_view_that_the_engine_hands_out_holds_every_name_a_duty_may_speak_of() -> None:
    one = tool(function("call_recording", UNMASKED))
    view = tool_view(law(), practice(one), one, judge(one), "needs_agreement_or_authorisation", ON)
    assert set(VIEW_NAMES) <= set(view)
    for name, values in VIEW_NAMES.items():
        found = view[name]
        assert values is None or (found if isinstance(found, frozenset) else {found}) <= set(values), name

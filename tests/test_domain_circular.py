from __future__ import annotations

import pytest

from tests.law import law


def test_severity_goes_by_tier_then_precedence() -> None:
    order = sorted(law().outcomes.values(), key=lambda outcome: outcome.rank)
    assert [outcome.id for outcome in order] == [
        "no_remote_control",
        "work_tool",
        "attendance_tool",
        "needs_agreement_or_authorisation",
        "not_admissible",
        "prohibited",
    ]
    assert [outcome.tier for outcome in order] == [0, 0, 0, 1, 2, 3]


def test_parts_are_found_by_id_and_an_unknown_id_is_our_mistake() -> None:
    circular = law()
    assert circular.rule("call_log.rest").outcome == "needs_agreement_or_authorisation"
    assert circular.rule("ground_none").when_tier == 1
    assert circular.implication("call_record_match.row_kept").kind == "call_log"
    assert circular.tool_fact("ground").values == ("organisational", "safety", "assets", "none")
    with pytest.raises(KeyError):
        circular.rule("nothing")


def test_cites_lead_to_their_acts_each_once_in_order() -> None:
    assert law().acts_of(("C7", "G-D1", "C8")) == ("inl_circ_4_2017", "garante_139_2018")


def test_a_rule_is_soft_only_when_nothing_firmer_carries_it() -> None:
    circular = law()
    soft = next(item.id for item in circular.items.values() if item.status == "inference")
    firm = next(item.id for item in circular.items.values() if item.status == "secondary_2")
    assert circular.is_soft((soft,))
    assert not circular.is_soft((soft, firm))


def test_ids_are_the_same_in_both_languages_and_words_are_not() -> None:
    it, en = law("it"), law("en")
    assert list(it.kinds) == list(en.kinds)
    for kind in it.kinds.values():
        other = en.kinds[kind.id]
        assert [rule.id for rule in kind.rules] == [rule.id for rule in other.rules]
        assert [rule.when for rule in kind.rules] == [rule.when for rule in other.rules]
        assert kind.description != other.description
        assert [(fact.id, fact.values) for fact in kind.facts] == [(fact.id, fact.values) for fact in other.facts]
    for name in ("modifiers", "crossings", "duties", "stakes", "standing_rules", "cases", "precedents", "templates"):
        assert [part.id for part in getattr(it, name)] == [part.id for part in getattr(en, name)]
    for name in ("ways", "notes", "setups"):
        assert [part.id for part in getattr(it.routes, name)] == [part.id for part in getattr(en.routes, name)]
    assert [kind for kind in it.kinds if it.kinds[kind].label == en.kinds[kind].label] == [
        "channel_desk",
        "device_management",
    ]


def test_the_words_of_a_part_are_found_whatever_part_it_is() -> None:
    for part in ("call_log.rest", "ground_none", "call_log.counts", "crossing.shared_codes"):
        assert law().sentence(part)
    with pytest.raises(KeyError):
        law().sentence("nothing")


def test_what_hangs_on_a_wall_is_a_device() -> None:
    assert [kind.id for kind in law().kinds.values() if kind.device] == ["biometric_attendance", "video"]

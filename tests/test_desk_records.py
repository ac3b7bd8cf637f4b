from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.errors import UserError
from app.domain.practice import Consultation
from tests.desks import desk_on


def test_consultations_come_change_and_go_and_each_is_undone(tmp_path: Path) -> None:
    with desk_on(tmp_path) as desk:
        desk.create("Alfa")
        one = replace(desk.new_consultation(), date="2026-10-02", present="Nome Riservato")
        desk.set_consultation(one)
        other = desk.new_consultation()
        assert other.id != one.id
        desk.set_consultation(replace(one, kind="workers"))
        assert desk.practice.consultations == (replace(one, kind="workers"),)
        desk.remove_consultation(one)
        assert desk.practice.consultations == ()
        desk.undo()
        desk.undo()
        assert desk.practice.consultations == (one,)
        assert desk.dossier is not None
        told = [(entry.act, entry.about) for entry in desk.dossier.ledger.journal[1:4]]
        assert told == [
            ("consultation_added", "Sindacati, 02/10/2026"),
            ("consultation_changed", "Lavoratori, 02/10/2026"),
            ("consultation_removed", "Sindacati, 02/10/2026"),
        ]


def test_the_journal_never_names_who_was_there(tmp_path: Path) -> None:
    with desk_on(tmp_path) as desk:
        desk.create("Alfa")
        desk.set_consultation(replace(desk.new_consultation(), present="Nome Riservato", opinion="Nome Riservato"))
        desk.set_delivery(replace(desk.new_delivery(), recipients=("Nome Riservato",)))
        assert desk.dossier is not None
        assert not any("Riservato" in entry.about for entry in desk.dossier.ledger.journal)


def test_deliveries_are_told_by_the_paper_known_or_not(tmp_path: Path) -> None:
    with desk_on(tmp_path) as desk:
        desk.create("Alfa")
        one = replace(desk.new_delivery(), date="2026-10-20", recipients=("tutti",))
        desk.set_delivery(one)
        desk.set_delivery(replace(one, paper="Regolamento interno"))
        desk.remove_delivery(desk.practice.deliveries[0])
        assert desk.practice.deliveries == ()
        desk.undo()
        assert desk.practice.deliveries[0].recipients == ("tutti",)
        assert desk.dossier is not None
        assert [entry.about for entry in desk.dossier.ledger.journal[1:4]] == [
            "Informativa agli operatori, 20/10/2026",
            "Regolamento interno, 20/10/2026",
            "Regolamento interno, 20/10/2026",
        ]


def test_what_is_only_read_takes_no_record(tmp_path: Path) -> None:
    with desk_on(tmp_path) as desk:
        made = desk.create("Alfa")
    with desk_on(tmp_path, read_only=True) as desk:
        desk.open(made)
        with pytest.raises(UserError, match="folder_read_only"):
            desk.set_consultation(Consultation("talk1", "unions"))
        assert desk.practice.consultations == ()


@pytest.mark.parametrize(
    "text",
    ["x" * 10_000, "<b>&amp;</b>", "\u202eal contrario", "\u200b", "a\x00b", "{name} %s", "riga\nriga\r\n", "🧾" * 50],
)
def test_whatever_is_written_comes_back_as_it_was(tmp_path: Path, text: str) -> None:
    with desk_on(tmp_path) as desk:
        made = desk.create("Alfa")
        talk = replace(desk.new_consultation(), present=text, opinion=text)
        delivery = replace(desk.new_delivery(), paper=text, how=text, recipients=(text, "altri"))
        desk.set_consultation(talk)
        desk.set_delivery(delivery)
        desk.set_company(address=text, ateco=text, ccnl=text)
        desk.close()
        desk.open(made)
        assert desk.practice.consultations == (talk,)
        assert desk.practice.deliveries == (delivery,)
        assert desk.practice.company.address == desk.practice.company.ccnl == text

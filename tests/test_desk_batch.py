"""Many checklists, one PIN: each by itself, what failed is told, a card that is gone ends it."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.desk.desk import Desk
from app.desk.paperwork import Wish
from app.desk.signing import CardWay, SealWay
from app.domain.errors import UserError
from reports.signing import card as cards
from tests.cards import DRIVER, PIN, Tokens, person
from tests.desks import desk_on, listed
from tests.test_desk_studio import picture

PASSPHRASE = "frase del sigillo"


def three(desk: Desk) -> list[str]:
    """Two with a tool and one without."""
    ids = []
    for name in ("Alfa di prova", "Beta di prova", "Gamma di prova"):
        ids.append(desk.create(name))
        if not name.startswith("Beta"):
            desk.add_tool("Centralino")
    desk.close()
    desk.make_identity("Studio di prova", PASSPHRASE)
    return ids


def quiet(_done: int, _total: int) -> None:
    pass


def test_what_can_be_signed_is_and_the_rest_says_why(tmp_path: Path) -> None:
    with desk_on(tmp_path) as desk:
        ids = three(desk)
        seen: list[tuple[int, int]] = []
        done = desk.sign_many(
            [*ids, "gone"], SealWay(PASSPHRASE), Wish("consultant"), lambda n, of: seen.append((n, of)), lambda: False
        )
        assert [line.problem.key if line.problem else "" for line in done] == [
            "",
            "batch_no_tools",
            "",
            "practice_missing",
        ]
        assert [line.name for line in done[:3]] == ["Alfa di prova", "Beta di prova", "Gamma di prova"]
        assert all(line.path is None or line.path.read_bytes().startswith(b"%PDF") for line in done)
        assert seen == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]
        assert desk.dossier is None
        assert sum(row.state == "signed" for row in listed(desk)) == 2
        # the employer signs the same papers, whoever signed already is told
        again = desk.sign_many(ids[:1], SealWay(PASSPHRASE), Wish("employer"), quiet, lambda: False)
        assert again[0].problem is None
        desk.open(ids[0])
        assert desk.dossier is not None
        assert len(desk.dossier.ledger.latest_revisions[0].signatures) == 2
        desk.close()
        [line] = desk.sign_many(ids[:1], SealWay(PASSPHRASE), Wish("employer"), quiet, lambda: False)
        assert line.problem is not None
        assert line.problem.key == "batch_signed_already"


def test_a_wrong_passphrase_is_said_before_anything(tmp_path: Path) -> None:
    with desk_on(tmp_path) as desk:
        ids = three(desk)
        with pytest.raises(UserError, match="passphrase_wrong"):
            desk.sign_many(ids, SealWay("no"), Wish("consultant"), quiet, lambda: False)
        assert not any(row.state == "signed" for row in listed(desk))


def test_it_stops_where_it_is_called_off(tmp_path: Path) -> None:
    with desk_on(tmp_path) as desk:
        ids = three(desk)
        asked = iter([False, True, True])
        done = desk.sign_many(ids, SealWay(PASSPHRASE), Wish("consultant"), quiet, lambda: next(asked))
        assert done[0].path is not None
        assert [(line.path, line.problem) for line in done[1:]] == [(None, None), (None, None)]


def test_the_pin_is_presented_once_for_all(
    tmp_path: Path,
    tokens: Tokens,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tokens.insert("CNS", [person("Maria di Prova")])
    asked: list[str] = []
    real = cards._Process.ask
    with desk_on(tmp_path / "data") as desk:
        ids = three(desk)
        [certificate] = desk.card_certificates(DRIVER)

        def ask(self: cards._Process, request: dict[str, object], seconds: float) -> dict[str, object]:
            asked.append(str(request["do"]))
            if asked.count("sign") == 2:
                tokens.pull()
            return real(self, request, seconds)

        monkeypatch.setattr(cards._Process, "ask", ask)
        ids = [ids[0], ids[2], ids[0], ids[2]]
        done = desk.sign_many(ids, CardWay(DRIVER, certificate, PIN), Wish("consultant"), quiet, lambda: False)
        assert asked == ["login", "sign", "sign"]
        assert done[0].path is not None
        assert [line.problem.key for line in done[1:] if line.problem] == ["card_pulled"] * 3


def test_what_is_not_on_a_paper_is_told_with_it(tmp_path: Path) -> None:
    with desk_on(tmp_path / "data") as desk:
        ids = three(desk)
        desk.set_logo(picture(tmp_path / "logo.png"))
    (tmp_path / "data" / "logo.png").write_bytes(b"no picture any more")
    with desk_on(tmp_path / "data") as desk:
        [line] = desk.sign_many(ids[:1], SealWay(PASSPHRASE), Wish("consultant"), quiet, lambda: False)
        assert line.path is not None
        assert [problem.key for problem in line.left_out] == ["logo_unusable"]

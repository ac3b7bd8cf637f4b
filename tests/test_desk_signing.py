"""Signing at the desk: with seal, file or card, one after the other; what goes wrong writes nothing."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from app.desk.desk import Desk
from app.desk.paperwork import Wish
from app.desk.revisions import free_boxes
from app.desk.signing import CardWay, FileWay, SealWay, Way
from app.domain.errors import UserError
from reports.signing.drawing import Drawing
from reports.signing.verify import verify
from tests.cards import DRIVER, ISSUER, P12_PASSPHRASE, PIN, Person, Tokens, expired, person
from tests.desks import desk_on

PASSPHRASE = "frase del sigillo"


def file_of(folder: Path, who: Person, name: str = "firma.p12") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(who.p12())
    return folder / name


def example(desk: Desk) -> Desk:
    desk.open_example()
    desk.make_identity("Studio di prova", PASSPHRASE)
    return desk


def untouched(desk: Desk) -> bool:
    assert desk.dossier is not None
    folder = desk.signed_path("x").parent
    return not desk.dossier.ledger.revisions and (not folder.exists() or not any(folder.iterdir()))


def test_a_file_of_the_users_signs_and_is_not_copied(tmp_path: Path) -> None:
    file = file_of(tmp_path / "elsewhere", person("Ada di Prova"))
    with desk_on(tmp_path / "data") as desk:
        example(desk)
        wish = Wish("consultant", reason="Approvo (e <b>basta</b>)", place="Napoli")
        done = desk.sign_with(FileWay(file, P12_PASSPHRASE), wish)
        assert done.verification.intact
        [signature] = done.revision.signatures
        assert (signature.signer, signature.issuer, signature.kind) == ("Ada di Prova", ISSUER, "file")
        assert b"/Reason" in done.path.read_bytes()
        assert done.revision.edition == "third_parties"
        assert done.revision.document_id.startswith("vaglio:p1:1:third_parties:it:journal:")
    key = file.read_bytes()
    assert not any(key in one.read_bytes() for one in (tmp_path / "data").rglob("*") if one.is_file())


@pytest.mark.parametrize(
    ("spoilt", "key"),
    [
        ("passphrase", "file_passphrase_wrong"),
        ("broken", "file_unreadable"),
        ("gone", "read_failed"),
        ("access", "certificate_not_for_signing"),
        ("expired", "certificate_expired"),
    ],
)
def test_a_file_that_cannot_sign_writes_nothing(tmp_path: Path, spoilt: str, key: str) -> None:
    who = {"access": person("Solo accesso", signing=False), "expired": expired("Scaduto di Prova")}
    file = file_of(tmp_path / "elsewhere", who.get(spoilt, person("Ada di Prova")))
    if spoilt == "broken":
        file.write_bytes(file.read_bytes()[:500])
    if spoilt == "gone":
        file.unlink()
    with desk_on(tmp_path / "data") as desk:
        example(desk)
        with pytest.raises(UserError, match=key):
            desk.sign_with(FileWay(file, "no" if spoilt == "passphrase" else P12_PASSPHRASE), Wish("consultant"))
        assert untouched(desk)


def ways(desk: Desk, folder: Path) -> dict[str, Way]:
    [certificate] = desk.card_certificates(DRIVER)
    return {
        "seal": SealWay(PASSPHRASE),
        "file": FileWay(file_of(folder, person("Ada di Prova")), P12_PASSPHRASE),
        "card": CardWay(DRIVER, certificate, PIN),
    }


@pytest.mark.parametrize("order", list(itertools.permutations(("seal", "file", "card"))), ids="-".join)
def test_three_signers_in_turn_none_breaking_another(
    tmp_path: Path,
    tokens: Tokens,
    order: tuple[str, ...],
) -> None:
    tokens.insert("CNS", [person("Maria di Prova")])
    with desk_on(tmp_path / "data") as desk:
        example(desk)
        each, number, before = ways(desk, tmp_path / "elsewhere"), 0, b""
        for kind, box in zip(order, ("employer", "consultant", "representatives"), strict=True):
            done = desk.sign_with(each[kind], Wish(box, revision=number))
            number = done.revision.number
            assert done.path.read_bytes().startswith(before)
            before = done.path.read_bytes()
        assert desk.dossier is not None
        [revision] = desk.dossier.ledger.latest_revisions
        assert tuple(one.kind for one in revision.signatures) == order
        assert free_boxes(revision) == ()
        found = verify(before, expected_signatures=3)
        assert found.intact
        assert [one.fingerprint for one in found.signatures] == [one.fingerprint for one in revision.signatures]
        for one in revision.signatures:  # every earlier file is still there and still whole
            assert verify(desk.signed_content(one.file_name)).intact


def test_a_taken_box_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    with desk_on(tmp_path / "data") as desk:
        example(desk)
        done = desk.sign(PASSPHRASE, "consultant")
        files = sorted(done.path.parent.iterdir())
        with pytest.raises(UserError, match="signature_field_taken"):
            desk.sign_with(SealWay(PASSPHRASE), Wish("consultant", revision=1))
        assert sorted(done.path.parent.iterdir()) == files
        assert desk.dossier is not None
        assert len(desk.dossier.ledger.revisions) == 1
        with pytest.raises(UserError, match="cannot_add"):
            desk.sign_with(SealWay(PASSPHRASE), Wish("employer", revision=7))


def test_whoever_locks_on_purpose_signs_last(tmp_path: Path) -> None:
    with desk_on(tmp_path / "data") as desk:
        example(desk)
        assert b"/DocMDP" not in desk.sign(PASSPHRASE, "consultant").path.read_bytes()
        with pytest.raises(UserError, match="lock_not_first"):
            desk.sign_with(SealWay(PASSPHRASE), Wish("employer", revision=1, lock=True))
        locked = desk.sign_with(SealWay(PASSPHRASE), Wish("consultant", lock=True))
        assert locked.verification.intact
        with pytest.raises(UserError, match="document_locked"):
            desk.sign_with(SealWay(PASSPHRASE), Wish("employer", revision=2))


def test_the_same_paper_is_offered_to_the_next_signer_until_it_changes(tmp_path: Path) -> None:
    with desk_on(tmp_path / "data") as desk:
        example(desk)
        assert desk.open_to_more() is None
        desk.sign(PASSPHRASE, "consultant")
        open_ = desk.open_to_more()
        assert open_ is not None
        assert (open_.number, free_boxes(open_)) == (1, ("employer", "representatives"))
        desk.set_practice(note="altro")
        assert desk.open_to_more() is None


def test_a_drawing_that_is_no_picture_is_refused(tmp_path: Path) -> None:
    with desk_on(tmp_path / "data") as desk:
        example(desk)
        with pytest.raises(UserError, match="picture_unreadable"):
            desk.sign_with(SealWay(PASSPHRASE), Wish("consultant", drawing=Drawing(picture=b"no")))
        assert untouched(desk)


def test_the_driver_used_last_comes_first(tmp_path: Path, tokens: Tokens) -> None:
    tokens.insert("CNS", [person("Maria di Prova")])
    with desk_on(tmp_path / "data") as desk:
        desk.card_certificates(DRIVER)
        assert desk.card_drivers()[0].path == DRIVER


@pytest.mark.parametrize("spoilt", ["pin", "absent", "missing", "access", "expired"])
def test_a_card_that_cannot_sign_writes_nothing(tmp_path: Path, tokens: Tokens, spoilt: str) -> None:
    who = {"access": person("Solo accesso", signing=False), "expired": expired("Scaduto di Prova")}
    tokens.insert("CNS", [who.get(spoilt, person("Maria di Prova"))])
    with desk_on(tmp_path / "data") as desk:
        example(desk)
        [certificate] = desk.card_certificates(DRIVER)
        if spoilt == "absent":
            tokens.pull()
        driver = tmp_path / "gone.so" if spoilt == "missing" else DRIVER
        way = CardWay(driver, certificate, "00000001" if spoilt == "pin" else PIN)
        with pytest.raises(UserError) as problem:
            desk.sign_with(way, Wish("consultant"))
        keys = {"pin": "card_pin_wrong_low", "absent": "card_absent", "missing": "card_driver_missing"}
        keys |= {"access": "certificate_not_for_signing", "expired": "certificate_expired"}
        assert problem.value.key == keys[spoilt]
        assert desk.words.error(problem.value).endswith(".")
        assert untouched(desk)

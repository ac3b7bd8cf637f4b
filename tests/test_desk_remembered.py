"""A paper is held against what the archive remembers of it: its signatures, its data, its earlier states."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.desk.desk import Desk
from app.desk.remembered import remembered
from app.domain.ledger import Ledger, Revision, Signature
from tests.desks import desk_on
from tests.envelopes import envelope
from tests.foreign import FOREIGN
from tests.shadow import signed_over


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with desk_on(tmp_path / "data") as made:
        made.open_example()
        made.make_identity("Ada", "frase segreta")
        yield made


def point(desk: Desk, path: Path, key: str) -> str:
    found, _ = desk.verify_paper(path)
    return next(one.answer for one in found.points if one.key == key)


def signature(name: str, sha: str, field: str = "consultant", kind: str = "seal") -> Signature:
    return Signature("2026-11-23T10:00:00+01:00", "Ada", "f" * 64, field, name, sha, kind)


def test_what_is_remembered_of_a_revision() -> None:
    first = signature("a.pdf", "1" * 64)
    second = signature("a-2.pdf", "2" * 64, "employer", "external")
    sealed = Revision(1, "sealed", "", "d" * 64, "p" * 64, (first,), file_sha256="0" * 64)
    later = replace(
        sealed, signatures=(first, second, signature("a.p7m", "3" * 64), signature("s.pdf", "4" * 64, "", "hand"))
    )
    known = remembered(Ledger(revisions=(sealed, replace(sealed, number=2), later)), 1)
    assert known is not None
    assert (known.signatures, known.data_sha256) == (2, "d" * 64)
    assert (known.file_sha256, known.earlier) == ("2" * 64, ("0" * 64, "1" * 64))
    assert remembered(Ledger(revisions=(sealed,)), 7) is None


def test_our_own_paper_is_known_again(desk: Desk) -> None:
    path = desk.sign("frase segreta", "consultant").path
    found, journal = desk.verify_paper(path)
    assert (found.answer, journal is not None) == ("yes", True)
    assert [point(desk, path, key) for key in ("signatures", "file", "data")] == ["yes", "yes", "yes"]


def test_an_earlier_state_is_told(desk: Desk, tmp_path: Path) -> None:
    path = desk.sign("frase segreta", "consultant").path
    once = path.read_bytes()
    twice = signed_over(once, "employer")
    further = tmp_path / "twice.pdf"
    further.write_bytes(twice)
    assert point(desk, further, "file") == "not_checked"  # signed on elsewhere: rightly another file
    assert desk.verify(further).answer == "yes"
    assert desk.dossier is not None
    from hashlib import sha256

    [revision] = desk.dossier.ledger.revisions
    made = signature("x.pdf", sha256(twice).hexdigest(), "employer", "external")
    known = replace(revision, signatures=(*revision.signatures, made))
    desk.dossier = replace(desk.dossier, ledger=replace(desk.dossier.ledger, revisions=(revision, known)))
    assert desk.verify(further).answer == "yes"
    cut = desk.verify(path)
    assert cut.problems == ("signatures_missing", "earlier_state")


def test_the_paper_in_an_envelope_is_known_too(desk: Desk, tmp_path: Path) -> None:
    path = desk.sign("frase segreta", "consultant").path
    wrapped = tmp_path / "carta.pdf.p7m"
    wrapped.write_bytes(envelope(path.read_bytes()))
    found, journal = desk.verify_paper(wrapped)
    assert (found.kind, found.answer) == ("p7m", "yes")
    assert journal is not None
    assert found.inner is not None
    assert next(one.answer for one in found.inner.points if one.key == "file") == "yes"


def test_no_file_stops_the_desk(desk: Desk, tmp_path: Path) -> None:
    """Broken at many places, and whatever the foreign folder has, if it is there."""
    whole = desk.sign("frase segreta", "consultant").path.read_bytes()
    files = [tmp_path / f"rotto-{n}.pdf" for n in range(12)]
    for n, file in enumerate(files):
        at = n * len(whole) // len(files)
        file.write_bytes(whole[:at] + b"\x00<<>>" + whole[at + 40 :])
    if FOREIGN.is_dir():
        files += sorted((FOREIGN / "pdf").iterdir())[::6]
    for file in files:
        found, journal = desk.verify_paper(file)
        assert journal is None
        assert found.answer in ("yes", "no", "not_checked")
        assert not (found.answer == "yes" and file.name.startswith("rotto"))


def test_a_certificate_in_the_trust_folder_counts(desk: Desk, tmp_path: Path) -> None:
    from tests.envelopes import authority

    wrapped = tmp_path / "x.p7m"
    wrapped.write_bytes(envelope())
    before = desk.verify(wrapped).signatures[0].certificate
    desk.trust_folder.mkdir()
    (desk.trust_folder / "ca.pem").write_bytes(authority().pem)
    after = desk.verify(wrapped).signatures[0].certificate
    assert before is not None
    assert after is not None
    assert (before.trusted, after.trusted) == ("not_checked", "yes")

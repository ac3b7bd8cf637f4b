"""The studio's settings: kept, cleaned, never in the way of a paper; and paper in a language of its own."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtPdf import QPdfDocument

from app.desk.desk import Desk
from app.desk.studio import MOST_LINES, Studio
from app.domain.errors import UserError
from tests.desks import desk_on


def picture(path: Path, size: tuple[int, int] = (40, 20), mode: str = "RGB") -> Path:
    Image.new(mode, size).save(path)
    return path


def text_of(pdf: bytes) -> str:
    buffer, document = QBuffer(), QPdfDocument()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    return "\n".join(document.getAllText(page).text() for page in range(document.pageCount()))


def test_nothing_said_is_an_empty_studio(tmp_path: Path) -> None:
    with desk_on(tmp_path) as desk:
        assert desk.studio == Studio()


def test_what_is_said_is_there_at_the_next_start(tmp_path: Path) -> None:
    with desk_on(tmp_path / "data") as desk:
        desk.set_author("Persona di prova")
        desk.set_studio(letterhead="  Studio   di prova ", lines=["Via di prova 1", "", " 00100 Prova\t(PR) "])
        desk.set_logo(picture(tmp_path / "logo.png"))
    with desk_on(tmp_path / "data") as desk:
        studio = desk.studio
    assert (studio.author, studio.letterhead) == ("Persona di prova", "Studio di prova")
    assert studio.lines == ("Via di prova 1", "00100 Prova (PR)")
    assert Image.open(BytesIO(studio.logo)).size == (40, 20)


def test_one_part_is_changed_without_the_other(tmp_path: Path) -> None:
    with desk_on(tmp_path) as desk:
        desk.set_studio(letterhead="Studio", lines=["Uno"])
        desk.set_studio(lines=[f"Riga {n}" for n in range(20)])
        assert desk.studio.letterhead == "Studio"
        assert len(desk.studio.lines) == MOST_LINES


def test_half_a_letter_can_be_kept_all_the_same(tmp_path: Path) -> None:
    with desk_on(tmp_path) as desk:
        desk.set_studio(letterhead="Studio \ud800", lines=["\udfff"])
    with desk_on(tmp_path) as desk:
        assert desk.studio.letterhead.startswith("Studio ")


def test_settings_spoilt_by_hand_are_an_empty_studio(tmp_path: Path) -> None:
    with desk_on(tmp_path) as desk:
        for key, value in (("letterhead", 7), ("studio_lines", "Via"), ("logo", "logo.png"), ("paper_lang", ["en"])):
            desk._shelves.settings.set(key, value)
        assert desk.studio == Studio()
        assert desk.paper_lang == "it"
        desk._shelves.settings.set("studio_lines", ["Via", None])
        assert desk.studio.lines == ("Via", "")


def test_a_broken_logo_is_refused_and_the_one_before_stays(tmp_path: Path) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"\x89PNG\r\n\x1a\n and no more")
    with desk_on(tmp_path / "data") as desk:
        desk.set_logo(picture(tmp_path / "logo.png"))
        before = desk.studio.logo
        with pytest.raises(UserError, match="logo_unreadable"):
            desk.set_logo(broken)
        with pytest.raises(UserError, match="logo_no_file"):
            desk.set_logo(tmp_path)
        with pytest.raises(UserError, match="read_failed"):
            desk.set_logo(tmp_path / "none.png")
        assert desk.studio.logo == before


def test_what_was_done_to_a_logo_is_told(tmp_path: Path) -> None:
    with desk_on(tmp_path / "data") as desk:
        assert desk.set_logo(picture(tmp_path / "a.png")) == ()
        assert desk.set_logo(picture(tmp_path / "b.png", (3000, 20), "RGBA")) == ("transparent", "smaller")


def test_a_logo_taken_away_comes_back(tmp_path: Path) -> None:
    with desk_on(tmp_path / "data") as desk:
        desk.set_logo(picture(tmp_path / "logo.png"))
        before = desk.remove_logo()
        assert desk.studio.logo == b""
        assert not (tmp_path / "data" / "logo.png").exists()
        desk.bring_back_logo(before)
        assert desk.studio.logo == before


def test_a_logo_whose_file_is_gone_stops_no_paper(tmp_path: Path) -> None:
    with desk_on(tmp_path / "data") as desk:
        desk.set_logo(picture(tmp_path / "logo.png"))
        (tmp_path / "data" / "logo.png").unlink()
        desk.open_example()
        assert desk.studio.logo == b""
        assert desk.draft_pdf().startswith(b"%PDF")


def test_the_logo_is_read_once_and_again_after_a_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.store import atomic

    with desk_on(tmp_path / "data") as desk:
        desk.set_logo(picture(tmp_path / "logo.png"))
        read, look = atomic.read_bytes, []

        def watched(path: Path) -> bytes | None:
            look.append(path.name)
            return read(path)

        monkeypatch.setattr(atomic, "read_bytes", watched)
        first = desk.studio.logo
        assert desk.studio.logo == first
        assert look.count("logo.png") == 1
        desk.set_logo(picture(tmp_path / "other.png", (10, 10)))
        assert Image.open(BytesIO(desk.studio.logo)).size == (10, 10)
        desk.remove_logo()
        assert desk.studio.logo == b""


def test_under_a_password_the_logo_is_sealed_and_still_there(tmp_path: Path) -> None:
    with desk_on(tmp_path / "data") as desk:
        desk.set_logo(picture(tmp_path / "logo.png"))
        before = desk.studio.logo
        assert desk.protection.turn_on("quattro parole a caso", lambda _done, _all: None, lambda: False)
        assert b"PNG" not in (tmp_path / "data" / "logo.png").read_bytes()[:16]
        assert desk.studio.logo == before
        desk.set_logo(picture(tmp_path / "other.png", (10, 10)))
        assert b"PNG" not in (tmp_path / "data" / "logo.png").read_bytes()[:16]


def test_where_nothing_can_be_written_nothing_is_taken(tmp_path: Path) -> None:
    with desk_on(tmp_path / "data"):
        pass
    with desk_on(tmp_path / "data", read_only=True) as desk:
        for act in (lambda: desk.set_studio(letterhead="X"), lambda: desk.choose_paper("en"), desk.remove_logo):
            with pytest.raises(UserError, match="folder_read_only"):
                act()


@pytest.fixture
def example(tmp_path: Path):  # type: ignore[no-untyped-def]
    with desk_on(tmp_path / "data") as desk:
        desk.open_example()
        yield desk


def test_paper_speaks_its_own_language_and_the_screen_keeps_its(example: Desk) -> None:
    assert example.paper_choice == ""
    assert "Funzioni" in text_of(example.draft_pdf())
    example.choose_paper("en")
    paper = text_of(example.draft_pdf())
    assert "Functions" in paper
    assert "Funzioni" not in paper
    assert example.words.lang == "it"
    example.choose_paper("")
    example.set_language("en")
    assert example.paper_lang == "en"


def test_a_language_asked_for_with_the_paper_counts_more_than_the_setting(example: Desk) -> None:
    example.choose_paper("en")
    example.paper_as_asked = True
    assert example.paper_lang == "it"


def test_a_blank_checklist_is_in_the_papers_language(example: Desk) -> None:
    example.choose_paper("en")
    law = example.paper_circular
    kind = next(iter(law.kinds))
    assert law.kinds[kind].label in text_of(example.blank_pdf([kind]))
    assert law.kinds[kind].label != example.circular.kinds[kind].label


def test_a_signed_paper_and_its_name_follow_the_papers_language(example: Desk) -> None:
    example.choose_paper("en")
    example.make_identity("Persona di prova", "una passphrase di prova")
    signed = example.sign("una passphrase di prova", "consultant")
    assert signed.path.name.startswith(example.paper_words("file.checklist"))
    assert "Functions" in text_of(example.signed_content(signed.path.name))


@pytest.mark.parametrize("lang", ["it", "en"])
def test_every_page_of_the_examples_paper_says_that_it_is_one(example: Desk, lang: str) -> None:
    """Drafts and signed papers alike: watermark, running head and a sentence."""
    example.choose_paper(lang)
    example.make_identity("Persona di prova", "una passphrase di prova")
    signed = example.signed_content(example.sign("una passphrase di prova", "consultant").path.name)
    word = example.paper_words("paper.watermark.sample")
    for pdf in (example.draft_pdf(), example.draft_pdf("internal"), signed):
        buffer, document = QBuffer(), QPdfDocument()
        buffer.setData(QByteArray(pdf))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        document.load(buffer)
        assert document.pageCount() > 0
        for page in range(document.pageCount()):
            assert word in document.getAllText(page).text(), page


def test_the_example_goes_at_one_act_and_comes_back_whole(tmp_path: Path) -> None:
    with desk_on(tmp_path / "data") as desk:
        mine = desk.create("Azienda mia")
        desk.drain()
        sample = desk.open_example()
        before = desk.practice
        gone = desk.remove_examples()
        assert desk.dossier is None
        assert [row.id for row in desk.summaries()] == [mine]
        assert not desk.has_example
        assert [one.deleted.practice_id for one in desk.binned()] == [sample]
        assert desk.remove_examples() == ()
        for one in gone:
            desk.bring_back(one)
        assert desk.has_example
        desk.open(sample)
        assert desk.practice == before

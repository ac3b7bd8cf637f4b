from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app import cli
from tests.envelopes import DOCUMENT, authority, envelope
from tests.judges import failures
from tests.sealed_paper import sealed_once, sealed_twice
from tests.shadow import replace_page, updated


@pytest.fixture
def vaglio(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Any:
    """Runs ``verify`` on these bytes: (exit code, standard output, standard error)."""

    def run(data: bytes, *argv: object) -> tuple[int, str, str]:
        file = tmp_path / "carta"
        file.write_bytes(data)
        code = cli.main(["verify", str(file), *(str(part) for part in argv)])
        out, err = capsys.readouterr()
        return code, out, err

    return run


def test_in_words_what_changed_after_each_signature(vaglio: Any) -> None:
    code, out, err = vaglio(updated(sealed_once(), replace_page))
    assert (code, err) == (1, "")
    assert out.startswith("Il documento non risulta intatto.\n")
    assert "aggiunte o sostituite pagine: 2" in out
    assert "Valore: sigillo d'integrità." in out


def test_as_json_with_three_answers(vaglio: Any) -> None:
    code, out, _ = vaglio(sealed_twice(), "--json", "--expect", 2)
    told = json.loads(out)
    assert (code, told["answer"], told["intact"]) == (0, "yes", True)
    assert [one["integrity"] for one in told["signatures"]] == ["yes", "yes"]
    assert told["signatures"][0]["changes"] == [{"kind": "signature_added", "pages": [], "names": ["datore"]}]
    assert {point["key"]: point["answer"] for point in told["points"]}["signatures"] == "yes"
    assert told["not_checked"] == ["trust", "revocation", "time"]
    code, out, _ = vaglio(sealed_twice(), "--json", "--expect", 3)
    assert (code, json.loads(out)["problems"]) == (1, ["signatures_missing"])


def test_an_envelope_its_document_apart_and_a_folder_of_trust(vaglio: Any, tmp_path: Path) -> None:
    (tmp_path / "trust").mkdir()
    (tmp_path / "trust" / "ca.pem").write_bytes(authority().pem)
    code, out, _ = vaglio(envelope(), "--trust", tmp_path / "trust")
    assert code == 0
    assert "Garantito da un certificato della tua cartella di fiducia: sì, «Autorità di prova»" in out
    assert "firma elettronica qualificata, se il certificato è qualificato: qui non verificato in rete" in out
    code, out, _ = vaglio(envelope(detached=True))
    assert code == 1
    assert out.startswith("La firma è in un file a parte")
    (tmp_path / "documento").write_bytes(DOCUMENT)
    assert vaglio(envelope(detached=True), "--document", tmp_path / "documento")[0] == 0


def test_the_report_is_written_as_an_archive_file(vaglio: Any, tmp_path: Path) -> None:
    assert vaglio(sealed_twice(), "--report", tmp_path / "rapporto.pdf")[0] == 0
    assert failures((tmp_path / "rapporto.pdf").read_bytes(), "2a", "ua-1") == []


def test_what_is_neither_is_refused_in_one_line(vaglio: Any) -> None:
    code, out, err = vaglio(b"testo")
    assert (code, out) == (2, "")
    assert "non è una busta di firma" in err


def test_nothing_is_written_by_looking(vaglio: Any, tmp_path: Path) -> None:
    vaglio(sealed_once(), "--data", tmp_path / "dati")
    assert not (tmp_path / "dati").exists()

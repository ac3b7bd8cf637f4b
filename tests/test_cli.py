"""The command line as its user meets it: exit codes, JSON on standard output, one clear line on standard error."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app import __version__, cli
from app.domain.errors import UserError
from app.library.seal import RELEASED
from app.library.shelf import Shelf, hashes_of, released_text
from app.store.archive import Archive
from tests.desks import desk_on
from tests.law import CLOCK, RESOURCES, SOUND, UNMASKED, WATCHED, copied, rewrite

ROOT = RESOURCES.parent
STATES = {fact: value for fact, value in WATCHED.items() if fact not in ("recorded_by", "channel", "measure")}


def write(path: Path, raw: object) -> Path:
    path.write_text(raw if isinstance(raw, str) else json.dumps(raw), "utf-8")
    return path


def crm(*functions: dict[str, Any], confirmed: bool = True) -> dict[str, Any]:
    tool = {"name": "CRM", "state": "in_use", "facts": SOUND, "functions": list(functions)}
    if confirmed:
        tool["confirmed_absent"] = True
    return {"on": "2026-11-23", "company": {"facts": {"workforce": "employees"}}, "tools": [tool]}


def used(kind: str, **facts: Any) -> dict[str, Any]:
    return {"kind": kind, "presence": "in_use", "facts": facts}


def patched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, old: str, new: str, seal: bool = True) -> None:
    """The program on another copy of its resources, whose law differs in one place."""
    folder = copied(tmp_path)
    (tmp_path / "text").symlink_to(RESOURCES / "text")
    rewrite(folder / file, old, new)
    if seal:
        shelf = folder.parent.parent
        sealed = [type(r)(r.circular, r.version, True, hashes_of(folder)) for r in Shelf(shelf).releases()]
        (shelf / RELEASED).write_text(released_text(sealed), "utf-8")
    monkeypatch.setattr(cli, "resources", lambda: tmp_path)


# ---- evaluate ----------------------------------------------------------------------------------------------------


def evaluated(vaglio: Any, tmp_path: Path, raw: object) -> dict[str, Any]:
    code, out, err = vaglio("evaluate", write(tmp_path / "in.json", raw))
    assert (code, err) == (0, "")
    (tool,) = json.loads(out)["tools"]
    assert isinstance(tool, dict)
    return tool


def test_a_crm_that_only_matches_call_and_record(vaglio: Any, tmp_path: Path) -> None:
    tool = evaluated(vaglio, tmp_path, crm(used("call_record_match", row_kept="no")))
    assert (tool["outcome"], tool["provisional"]) == ("work_tool", False)
    assert "C11" in tool["functions"][0]["reasons"][0]["items"]
    assert {"id": "O1"} in tool["duties"]


def test_the_same_crm_unconfirmed_is_provisional(vaglio: Any, tmp_path: Path) -> None:
    tool = evaluated(vaglio, tmp_path, crm(used("call_record_match", row_kept="no"), confirmed=False))
    assert (tool["outcome"], tool["provisional"]) == ("work_tool", True)


def test_a_row_kept_and_nothing_computed(vaglio: Any, tmp_path: Path) -> None:
    log = {"kind": "call_log", "facts": {"computed": "no"}}
    tool = evaluated(vaglio, tmp_path, crm(used("call_record_match", row_kept="yes"), log))
    assert (tool["outcome"], tool["provisional"]) == ("needs_agreement_or_authorisation", False)
    implied = [function for function in tool["functions"] if function["implied"]]
    assert [function["kind"] for function in implied] == ["call_log"]
    assert "G-D1" in [item for reason in implied[0]["reasons"] for item in reason["items"]]


def test_states_seen_live_all_the_time(vaglio: Any, tmp_path: Path) -> None:
    tool = evaluated(vaglio, tmp_path, crm(used("operator_states", **STATES)))
    assert (tool["outcome"], tool["flags"]) == ("not_admissible", ["conflict:agreement_c25"])


def test_one_decisive_fact_unknown(vaglio: Any, tmp_path: Path) -> None:
    tool = evaluated(vaglio, tmp_path, crm(used("operator_states", **{**STATES, "coverage": "unknown"})))
    assert tool["provisional"]
    assert tool["possible"] == ["needs_agreement_or_authorisation", "not_admissible"]
    assert [(gap["function"], gap["fact"], gap["could_become"]) for gap in tool["missing"]] == [
        ("operator_states", "coverage", ["needs_agreement_or_authorisation", "not_admissible"])
    ]


def test_a_single_tool_and_a_byte_order_mark(vaglio: Any, tmp_path: Path) -> None:
    raw = crm(used("attendance", **CLOCK))
    file = tmp_path / "in.json"
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps({"tool": raw["tools"][0]}).encode())
    code, out, _ = vaglio("evaluate", file)
    assert (code, json.loads(out)["tools"][0]["outcome"]) == (0, "attendance_tool")


def test_the_exit_is_zero_whatever_the_outcome(vaglio: Any, tmp_path: Path) -> None:
    for function in (used("operator_states", **STATES), used("call_recording", **UNMASKED)):
        assert vaglio("evaluate", write(tmp_path / "in.json", crm(function)))[0] == 0


# ---- unusable input ----------------------------------------------------------------------------------------------


def one_line(told: tuple[int, str, str], *words: str) -> None:
    code, out, err = told
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert "Traceback" not in err
    for word in words:
        assert word in err


@pytest.mark.parametrize(
    "content",
    ["", "{", "nothing", '{"tools": [}', "[" * 100_000, "9" * 5_000, "\x00", '{"a": "\ud83d'],
    ids=["empty", "open", "word", "comma", "deep", "long number", "zero byte", "half a text"],
)
@pytest.mark.parametrize("lang", ["it", "en"])
def test_bad_json(vaglio: Any, tmp_path: Path, content: str, lang: str) -> None:
    file = tmp_path / "in.json"
    file.write_bytes(content.encode("utf-8", "surrogatepass"))
    one_line(vaglio("evaluate", file, "--lang", lang), "in.json" if content != "9" * 5_000 else "")


def test_bytes_that_are_no_text(vaglio: Any, tmp_path: Path) -> None:
    (tmp_path / "in.json").write_bytes(b"\xff\xfe{}")
    one_line(vaglio("evaluate", tmp_path / "in.json"), "in.json")


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ({"tools": [{"functions": [{"kind": "telepathy"}]}]}, ("tools[0].functions[0].kind", "telepathy")),
        ({"tools": [{"functions": [{"kind": "call_log", "facts": {"mood": "x"}}]}]}, ("functions[0].facts.mood",)),
        ({"tools": [{"functions": [{"kind": "call_log", "facts": {"kept": "x"}}]}]}, ("facts.kept", "x")),
        ({"tools": [{"functions": [{"kind": "two\nlines"}]}]}, ("kind",)),
        ({"tools": [{"name": "\ud800"}]}, ("tools[0].name",)),
        ({"on": "tomorrow"}, ("on",)),
        ([], ()),
    ],
)
def test_unknown_ids_and_shapes(vaglio: Any, tmp_path: Path, raw: object, words: tuple[str, ...]) -> None:
    told = vaglio("evaluate", write(tmp_path / "in.json", raw))
    one_line(told, *words)
    assert "no such" not in told[2]


def test_missing_files(vaglio: Any, tmp_path: Path) -> None:
    one_line(vaglio("evaluate", tmp_path / "no.json"), "no.json")
    one_line(vaglio("evaluate", tmp_path), tmp_path.name)
    one_line(vaglio("verify", tmp_path / "no.pdf"), "no.pdf")


def test_a_practice_that_is_not_there(vaglio: Any, tmp_path: Path) -> None:
    for name in ("p9", tmp_path / "practice.json", "../x"):
        one_line(vaglio("print", name, "-o", tmp_path / "x.pdf", "--data", tmp_path / "data"))
    assert not (tmp_path / "x.pdf").exists()


def test_a_place_that_cannot_be_written(vaglio: Any, tmp_path: Path) -> None:
    one_line(vaglio("example", "-o", write(tmp_path / "file", "x")), "file")


def test_a_changed_law_is_refused_and_named(vaglio: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    patched(tmp_path, monkeypatch, "kinds/call_log.toml", "format = 1", "format = 1 # x", seal=False)
    for argv in (("cases",), ("questions",), ("evaluate", write(tmp_path / "in.json", {}))):
        one_line(vaglio(*argv), "kinds/call_log.toml")


@pytest.mark.parametrize("argv", [(), ("nothing",), ("evaluate",), ("questions", "--lang", "fr"), ("example",)])
def test_a_command_that_is_not_one(vaglio: Any, argv: tuple[str, ...]) -> None:
    code, out, err = vaglio(*argv)
    assert (code, out) == (2, "")
    assert err.splitlines()[-1].startswith("vaglio")


# ---- questions, cases --------------------------------------------------------------------------------------------


def test_questions_in_either_language(vaglio: Any) -> None:
    code, out, err = vaglio("questions", "--lang", "en")
    assert (code, err) == (0, "")
    english, italian = json.loads(out), json.loads(vaglio("questions")[1])
    assert (english["circular"]["lang"], italian["circular"]["lang"]) == ("en", "it")
    assert len(english["kinds"]) == 39
    assert english["kinds"][0]["facts"][0]["question"] != italian["kinds"][0]["facts"][0]["question"]


def test_the_decided_cases_agree(vaglio: Any) -> None:
    code, out, _ = vaglio("cases")
    assert (code, out.splitlines()[-1]) == (0, "23/23")
    assert out.count("ok ") == 23


def test_a_wrong_rule_makes_the_cases_fail(vaglio: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = 'any = [{ clock_detail = ["breaks"] }, { live_comparison = ["yes"] }]'
    patched(tmp_path, monkeypatch, "kinds/attendance.toml", rule, 'clock_position = ["imposed"]')
    code, out, _ = vaglio("cases")
    assert (code, out.splitlines()[-1]) == (1, "22/23")
    assert "NO  cass_17531_2017: attendance_tool (needs_agreement_or_authorisation)" in out


def test_no_cases_are_no_success(vaglio: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    patched(tmp_path, monkeypatch, "cases.toml", "[[cases]]", "[[cases]]")
    for file in ("cases.toml", "en/cases.toml"):
        (tmp_path / "circulars/inl-2017-04/2026.11" / file).write_text("format = 1\n", "utf-8")
    shelf = tmp_path / "circulars"
    (release,) = Shelf(shelf).releases()
    sealed = type(release)(release.circular, release.version, True, hashes_of(shelf / "inl-2017-04/2026.11"))
    (shelf / RELEASED).write_text(released_text([sealed]), "utf-8")
    assert vaglio("cases")[0] == 1


def test_the_version(vaglio: Any) -> None:
    assert vaglio("--version")[:2] == (0, f"vaglio {__version__}\n")


# ---- archive and paper -------------------------------------------------------------------------------------------


def test_the_archive_is_listed(vaglio: Any, tmp_path: Path) -> None:
    with desk_on(tmp_path / "data") as desk:
        desk.create("Società Prova")
        desk.close()
    (tmp_path / "data" / "index.json").unlink(missing_ok=True)
    before = sorted((tmp_path / "data").rglob("*"))
    code, out, err = vaglio("list", "--data", tmp_path / "data")
    assert (code, err) == (0, "")
    assert sorted((tmp_path / "data").rglob("*")) == before, "reading writes nothing"
    assert out.splitlines()[0].startswith("p1  2026-11-23")
    assert out.splitlines()[0].endswith("draft  Società Prova")


def test_a_folder_that_is_not_there_has_no_practices_and_is_not_made(
    vaglio: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert vaglio("list", "--data", tmp_path / "none") == (0, "", "")
    assert caplog.records == []
    assert not (tmp_path / "none").exists()


def test_a_list_that_cannot_be_read_is_said(vaglio: Any, tmp_path: Path) -> None:
    (tmp_path / "data" / "practices").mkdir(parents=True)
    (tmp_path / "data" / "practices" / "loop").symlink_to("loop")
    one_line(vaglio("list", "--data", tmp_path / "data"), "practices")


def test_practices_under_a_changed_law_are_not_called_damaged(
    vaglio: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with desk_on(tmp_path / "data") as desk:
        desk.create("Prova")
        desk.close()
    patched(tmp_path, monkeypatch, "kinds/call_log.toml", "format = 1", "format = 1 # x", seal=False)
    code, out, _ = vaglio("list", "--data", tmp_path / "data")
    assert code == 0
    assert " law " in out
    assert "unreadable" not in out


def test_the_data_of_a_practice_are_printed_and_not_signed(vaglio: Any, tmp_path: Path) -> None:
    vaglio("example", "-o", tmp_path / "out")
    file = (tmp_path / "out" / "practice.json").rename(tmp_path / "mine.json")
    code, out, err = vaglio("print", file, "-o", tmp_path / "draft.pdf")
    assert (code, out, err) == (0, f"{tmp_path / 'draft.pdf'}\n", "")
    assert (tmp_path / "draft.pdf").read_bytes().startswith(b"%PDF-")
    one_line(vaglio("sign", file, "-o", tmp_path / "signed.pdf"), "mine.json", "vaglio print", "vaglio list")
    for old, new in (("call_recording", "telepathy"), ('"in_use"', '"perhaps"'), ('"perceivable"', '"mood"')):
        write(tmp_path / "other.json", file.read_text("utf-8").replace(old, new))
        one_line(vaglio("print", tmp_path / "other.json", "-o", tmp_path / "x.pdf"))
    one_line(vaglio("print", write(tmp_path / "practice.json", {}), "-o", tmp_path / "x.pdf"), "practice.json")
    one_line(vaglio("print", tmp_path / "none.json", "-o", tmp_path / "x.pdf"), "none.json", "non esiste")
    assert not (tmp_path / "x.pdf").exists()


def test_the_example_is_written_signed_and_verified(vaglio: Any, tmp_path: Path) -> None:
    code, out, err = vaglio("example", "-o", tmp_path / "out", "--lang", "en")
    assert (code, err) == (0, "")
    pdf = Path(out.strip())
    assert {file.name for file in (tmp_path / "out").iterdir()} == {pdf.name, "practice.json", "verification.txt"}
    code, out, _ = vaglio("verify", pdf, "--json")
    assert (code, json.loads(out)["intact"]) == (0, True)
    data = bytearray(pdf.read_bytes())
    data[len(data) // 3] ^= 1
    pdf.write_bytes(data)
    code, out, _ = vaglio("verify", pdf)
    assert code == 1
    assert out


def test_a_practice_is_printed_and_signed_with_a_passphrase_from_a_descriptor(
    vaglio: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    with desk_on(data) as desk:
        desk.open_example()
        desk.close()
    code, out, _ = vaglio("print", "p1", "-o", tmp_path / "draft.pdf", "--data", data)
    assert (code, Path(out.strip()).read_bytes()[:5]) == (0, b"%PDF-")
    (file,) = data.glob("practices/*/p1/practice.json")

    def sign(practice: object, passphrase: str) -> tuple[int, str, str]:
        reader, writer = os.pipe()
        os.write(writer, passphrase.encode() + b"\n")
        os.close(writer)
        told: tuple[int, str, str] = vaglio(
            *(
                "sign",
                practice,
                "-o",
                tmp_path / "signed.pdf",
                "--data",
                data,
                "--name",
                "Ada",
                "--passphrase-fd",
                reader,
            )
        )
        return told

    code, out, _ = sign("p1", "giusta passphrase")
    assert (code, Path(out.strip())) == (0, tmp_path / "signed.pdf")
    assert vaglio("verify", tmp_path / "signed.pdf")[0] == 0
    one_line(sign("p1", "giusta passphrase"), "signed.pdf", "esiste già")
    (tmp_path / "signed.pdf").unlink()
    one_line(sign(file, "sbagliata"))
    assert not (tmp_path / "signed.pdf").exists()
    one_line(sign(file, ""))

    def full(*_args: object) -> None:
        raise UserError("disk_full", name="practice.json")

    monkeypatch.setattr(Archive, "save", full)
    told = sign(file, "giusta passphrase")
    one_line(told, "rev2.pdf", "revisione 2 non è registrata", "disco è pieno")
    assert not (tmp_path / "signed.pdf").exists()


def test_the_self_test_tries_every_part(vaglio: Any) -> None:
    code, out, _ = vaglio("self-test")
    assert code == 0
    assert out.count("ok ") == 4


# ---- as a process ------------------------------------------------------------------------------------------------


def test_as_a_process_with_a_poor_locale_and_without_qt_or_paper(tmp_path: Path) -> None:
    file = write(tmp_path / "in.json", crm(used("operator_states", **STATES)))
    code = (
        "import sys; from app.cli import main; code = main(sys.argv[1:]);"
        "heavy = {'PySide6', 'reportlab', 'pikepdf', 'pyhanko', 'cryptography', 'tinydb'} & set(sys.modules);"
        "assert not heavy, heavy; sys.exit(code)"
    )
    env = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "PYTHONPATH": str(ROOT)}
    for argv in (["evaluate", str(file)], ["questions"], ["cases"]):
        done = subprocess.run([sys.executable, "-c", code, *argv], capture_output=True, env=env, check=False)
        assert (done.returncode, done.stderr) == (0, b"")
        done.stdout.decode("utf-8")


@pytest.mark.skipif(os.name != "posix", reason="elsewhere a closed pipe is told otherwise")
def test_a_reader_who_has_had_enough_is_no_error() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "app.cli", "questions"], cwd=ROOT, stdout=writer, stderr=subprocess.PIPE, check=False
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (cli.READER_GONE, b"")

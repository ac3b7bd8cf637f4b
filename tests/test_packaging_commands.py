"""The two commands: what they run, in which surroundings, and the exit code they give back."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
Load = Callable[[str], ModuleType]


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch) -> Load:
    """A script of ``packaging`` as a module whose environment is this very Python."""
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))

    def loaded(name: str) -> ModuleType:
        spec = importlib.util.spec_from_file_location(f"packaging_{name}", ROOT / "packaging" / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        monkeypatch.setattr(module.environment, "prepare", lambda lock: Path(sys.executable))
        return module

    return loaded


@pytest.fixture
def run(load: Load, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """run.py, noting down what it would hand over to instead of becoming it."""
    module = load("run")
    monkeypatch.setattr(module, "handed", [], raising=False)

    def hand_over(command: list[str]) -> int:
        module.handed.append(command[1:])
        return 7

    monkeypatch.setattr(module.environment, "hand_over", hand_over)
    return module


@pytest.mark.parametrize(
    ("argv", "passed"),
    [
        (["evaluate", "file.json", "--yes"], ["evaluate", "file.json", "--yes"]),
        (["--", "--help"], ["--help"]),
        (["--yes", "verify", "a.pdf"], ["verify", "a.pdf"]),
    ],
)
def test_arguments_and_exit_code_pass_through(run: ModuleType, argv: list[str], passed: list[str]) -> None:
    assert run.main(argv) == 7
    assert run.handed == [["-m", "app.cli", *passed]]


@pytest.mark.parametrize("argv", [["--nope"], ["--yes", "--nope"], ["-x", "evaluate"]])
def test_an_option_there_is_not_is_answered_by_the_command_that_was_called(
    run: ModuleType, argv: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run.main(argv) == 2
    told = capsys.readouterr().err
    assert told.startswith("run.py has no option -")
    assert "packaging/run.py [--yes]" in told
    assert run.handed == []


def test_help_installs_nothing(run: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["--help"]) == 0
    assert "example-output" in capsys.readouterr().out
    assert run.handed == []


def test_with_a_display_it_opens_the_window(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(run.libraries, "has_display", lambda: True)
    monkeypatch.setattr(run.libraries, "ensure", lambda needed, yes: asked.append(yes) or True)
    assert run.main(["--yes"]) == 7
    assert run.handed == [["-m", "app.main"]]
    assert asked == [True]


def test_a_window_without_its_libraries_is_not_tried(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run.libraries, "has_display", lambda: True)
    monkeypatch.setattr(run.libraries, "ensure", lambda needed, yes: False)
    assert run.main([]) == 1
    assert run.handed == []


def test_without_a_display_it_writes_the_example_and_prints_where(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run.libraries, "has_display", lambda: False)
    monkeypatch.setattr(run, "EXAMPLE", tmp_path)

    def example(command: list[str], env: dict[str, str]) -> int:
        assert command[1:] == ["-m", "app.cli", "example", "-o", str(tmp_path)]
        (tmp_path / "signed.pdf").touch()
        return 0

    monkeypatch.setattr(run.subprocess, "call", example)
    assert run.main([]) == 0
    shown = capsys.readouterr()
    assert shown.out == f"{tmp_path / 'signed.pdf'}\n"
    assert "No display" in shown.err


def test_what_must_be_done_first_is_said_plainly(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(lock: str) -> Path:
        raise run.environment.NotPossible("install python3-venv")

    monkeypatch.setattr(run.environment, "prepare", refuse)
    assert run.main(["cases"]) == 1
    assert capsys.readouterr().err == "install python3-venv\n"


@pytest.mark.skipif(os.name != "posix", reason="elsewhere a child process is started instead of exec")
def test_the_program_gets_the_callers_folder_files_and_exit_code(load: Load, tmp_path: Path) -> None:
    load("run")
    (tmp_path / "app.py").write_text("raise SystemExit('shadowed')")
    reader, writer = os.pipe()
    os.write(writer, b"secret")
    os.close(writer)
    inner = f"import os, app; print(os.getcwd(), os.read({reader}, 9).decode()); raise SystemExit(5)"
    outer = (
        f"import sys; sys.path.insert(0, {str(ROOT / 'packaging')!r}); import environment;"
        f"environment.hand_over([sys.executable, '-c', {inner!r}])"
    )
    done = subprocess.run(
        [sys.executable, "-c", outer], cwd=tmp_path, capture_output=True, text=True, pass_fds=[reader]
    )
    os.close(reader)
    assert (done.stdout.strip(), done.stderr, done.returncode) == (f"{tmp_path} secret", "", 5)


RECORD = '<testsuites><testsuite><testcase name="test_walk"/></testsuite></testsuites>'


@pytest.fixture
def suite(load: Load, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """test.py, noting down the checks it would start; ``fails`` names those that fail, ``record`` is pytest's own."""
    module = load("test")
    monkeypatch.setattr(module.libraries, "ensure", lambda needed, yes: True)
    monkeypatch.setattr(module, "started", [], raising=False)
    monkeypatch.setattr(module, "fails", set(), raising=False)
    monkeypatch.setattr(module, "record", RECORD, raising=False)

    def call(command: list[str], cwd: Path, env: dict[str, str]) -> int:
        assert cwd == ROOT
        assert env["QT_QPA_PLATFORM"] == "offscreen"
        module.started.append(command[1:])
        for argument in command:
            if argument.startswith("--junitxml="):
                Path(argument.partition("=")[2]).write_text(module.record, "utf-8")
        return int(bool(module.fails & set(command)))

    monkeypatch.setattr(module.subprocess, "call", call)
    return module


def test_every_check_runs_and_one_failure_fails_the_whole(
    suite: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    assert suite.main([]) == 0
    assert len(suite.started) == 5
    suite.started.clear()
    suite.fails.add("mypy")
    assert suite.main([]) == 1
    assert len(suite.started) == 5  # the later ones are not hidden by an earlier failure
    assert "FAILED  mypy" in capsys.readouterr().out


def test_only_pytest_gets_the_extra_arguments(suite: ModuleType) -> None:
    suite.main(["--yes", "--", "-k", "paths"])
    assert [c for c in suite.started if c[-2:] == ["-k", "paths"]] == [["-m", "pytest", "-n", "2", "-k", "paths"]]


def test_a_long_check_is_chosen_by_name(suite: ModuleType) -> None:
    assert suite.main(["--long", "kill"]) == 0
    assert len(suite.started) == 1
    assert suite.started[0][:6] == ["-m", "pytest", "-m", "long", "-k", "kill"]


def test_a_long_check_asked_for_and_skipped_has_not_passed(
    suite: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    why = '<skipped message="not checked: the walk (no import here)"/>'
    suite.record = suite.record.replace("/>", f">{why}</testcase>")
    assert suite.main(["--long", "walk"]) == 1
    shown = capsys.readouterr().out
    assert "NOT CHECKED test_walk: not checked: the walk (no import here)" in shown
    assert "All checks passed" not in shown


def test_without_the_systems_libraries_nothing_runs(suite: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suite.libraries, "ensure", lambda needed, yes: False)
    assert suite.main([]) == 1
    assert suite.started == []


def test_continuous_integration_calls_the_readmes_command() -> None:
    command = "python3 packaging/test.py"
    assert command in (ROOT / "README.md").read_text("utf-8")
    assert f"{command} --yes" in (ROOT / ".ci" / "run").read_text("utf-8")

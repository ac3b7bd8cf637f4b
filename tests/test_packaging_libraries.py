"""What the system must offer: found or named, installed only when allowed, never with somebody's password."""

from __future__ import annotations

import importlib
import os
import re
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
NEEDED = {"libabsent-for-sure.so.9": "libabsent9", "absent-for-sure": "absent-tools"}


@pytest.fixture
def libraries(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module on a Debian where we are root; apt-get is only noted down."""
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    module = importlib.import_module("libraries")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None)
    monkeypatch.setattr(module, "calls", [], raising=False)
    monkeypatch.setattr(module, "_apt_get", module.calls.append)
    return module


def test_what_is_there_is_not_missing(libraries: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert libraries.missing(["libc.so.6", "sh"]) == []
    assert libraries.missing(NEEDED) == list(NEEDED)


def test_nothing_missing_means_nothing_installed(libraries: ModuleType) -> None:
    assert libraries.ensure({"libc.so.6": "libc6"}, assume_yes=True)
    assert libraries.calls == []


def test_yes_installs_without_asking_and_looks_again(libraries: ModuleType) -> None:
    assert not libraries.ensure(NEEDED, assume_yes=True)  # apt-get did not bring them: not taken on trust
    install = ["install", "--yes", "--no-install-recommends", "libabsent9", "absent-tools"]
    assert libraries.calls == [["update"], install]


def test_what_was_installed_counts(libraries: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([["libabsent-for-sure.so.9"], []])
    monkeypatch.setattr(libraries, "missing", lambda needed: next(answers))
    assert libraries.ensure(NEEDED, assume_yes=True)


def test_who_is_not_root_gets_the_exact_command(
    libraries: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    assert not libraries.ensure(NEEDED, assume_yes=True)
    assert "sudo apt-get install libabsent9 absent-tools" in capsys.readouterr().err
    assert libraries.calls == []


@pytest.mark.parametrize(("answer", "installs"), [("y", True), ("sì", True), ("", False), ("n", False)])
def test_without_yes_it_asks(
    libraries: ModuleType, monkeypatch: pytest.MonkeyPatch, answer: str, installs: bool
) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda prompt: answer)
    libraries.ensure(NEEDED, assume_yes=False)
    assert bool(libraries.calls) is installs


def test_with_nobody_to_ask_it_installs_nothing(
    libraries: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    assert not libraries.ensure(NEEDED, assume_yes=False)
    assert libraries.calls == []
    assert "apt-get install libabsent9 absent-tools" in capsys.readouterr().err


def test_on_another_linux_the_missing_are_named(
    libraries: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert not libraries.ensure(NEEDED, assume_yes=True)
    assert "libabsent-for-sure.so.9" in capsys.readouterr().err


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_other_systems_bring_everything_and_always_have_a_display(
    libraries: ModuleType, monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.delenv("DISPLAY", raising=False)
    assert libraries.ensure(NEEDED, assume_yes=False)
    assert libraries.has_display()


@pytest.mark.parametrize(
    ("variables", "display", "library"),
    [
        ({}, False, "libwayland-client.so.0"),
        ({"DISPLAY": ":0"}, True, "libxcb-cursor.so.0"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True, "libwayland-client.so.0"),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, True, "libxcb-cursor.so.0"),
    ],
)
def test_the_display_decides_what_is_needed(
    libraries: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    variables: dict[str, str],
    display: bool,
    library: str,
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert libraries.has_display() is display
    assert library in libraries.for_window()
    assert "libEGL.so.1" in libraries.for_window()


def test_every_program_that_a_check_would_be_skipped_without_is_looked_for(libraries: ModuleType) -> None:
    wanted = set()
    for file in (ROOT / "tests").rglob("*.py"):
        text = file.read_text("utf-8")
        if "skip" in text and file.name != Path(__file__).name:
            wanted |= set(re.findall(r'shutil\.which\("(\w+)"\)', text))
            for names in re.findall(r"^NEEDED = \((.+)\)", text, re.MULTILINE):
                wanted |= set(re.findall(r'"(\w+)"', names))
    assert {"import", "strace", "xdotool"} <= wanted
    assert wanted <= set(libraries.for_long())


def test_a_path_is_a_file_and_one_name_may_need_two_packages(libraries: ModuleType, tmp_path: Path) -> None:
    here, gone = tmp_path / "here", tmp_path / "gone"
    here.touch()
    assert libraries.missing({str(here): "a", str(gone): "b c"}) == [str(gone)]
    libraries.ensure({str(gone): "b c"}, assume_yes=True)
    assert libraries.calls[-1][-2:] == ["b", "c"]

"""The environment beside the sources: made when missing or broken, installed anew when a lock changed."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = sorted((ROOT / "packaging").glob("*.py"))
LOCKS = sorted((ROOT / "packaging").glob("*.lock"))


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module over a scratch project with two locks; making and installing are only noted down."""
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    module = importlib.import_module("environment")
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "LOCKS", tmp_path)
    (tmp_path / module.RUNTIME).write_text("a==1\n")
    (tmp_path / module.DEVELOPMENT).write_text("a==1\nb==1\n")
    monkeypatch.setattr(module, "done", [], raising=False)
    made = tmp_path / ".venv" / "made"

    def make() -> None:
        made.parent.mkdir(exist_ok=True)
        made.touch()
        module.done.append("make")

    monkeypatch.setattr(module, "_works", lambda python: made.exists())
    monkeypatch.setattr(module, "_make", make)
    monkeypatch.setattr(module, "_install", lambda python, lock: module.done.append(lock))
    return module


def test_first_call_makes_and_installs_second_does_nothing(environment: ModuleType) -> None:
    environment.prepare(environment.RUNTIME)
    environment.prepare(environment.RUNTIME)
    assert environment.done == ["make", environment.RUNTIME]


def test_the_development_lock_serves_the_program_too(environment: ModuleType) -> None:
    environment.prepare(environment.DEVELOPMENT)
    environment.prepare(environment.RUNTIME)
    assert environment.done == ["make", environment.DEVELOPMENT]


def test_a_changed_lock_is_installed_and_the_other_one_checked_again(environment: ModuleType, tmp_path: Path) -> None:
    environment.prepare(environment.DEVELOPMENT)
    (tmp_path / environment.RUNTIME).write_text("a==2\n")
    environment.prepare(environment.RUNTIME)
    environment.prepare(environment.DEVELOPMENT)
    assert environment.done == [
        "make",
        *(getattr(environment, n) for n in ("DEVELOPMENT", "RUNTIME", "DEVELOPMENT")),
    ]


def test_a_failed_installation_is_tried_again(environment: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    environment.prepare(environment.RUNTIME)
    (environment.LOCKS / environment.RUNTIME).write_text("a==2\n")

    def fail(python: Path, lock: str) -> None:
        raise environment.NotPossible("no index")

    with monkeypatch.context() as patch:
        patch.setattr(environment, "_install", fail)
        with pytest.raises(environment.NotPossible):
            environment.prepare(environment.RUNTIME)
    (environment.LOCKS / environment.RUNTIME).write_text("a==1\n")
    environment.prepare(environment.RUNTIME)
    assert environment.done == ["make", environment.RUNTIME, environment.RUNTIME]


def test_only_what_the_lock_pins_is_installed_whatever_is_newer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    module = importlib.import_module("environment")
    called: list[list[str]] = []
    monkeypatch.setattr(module.subprocess, "call", lambda command: called.append(command) or 0)
    module._install(Path(sys.executable), module.RUNTIME)
    assert {"--no-deps", "--require-hashes"} <= set(called[0])


def test_the_locked_packages_leave_no_need_open() -> None:
    done = subprocess.run([sys.executable, "-m", "pip", "check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_an_environment_without_pip_does_not_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    module = importlib.import_module("environment")
    assert module._works(Path(sys.executable))
    assert not module._works(tmp_path / "bin" / "python")
    gone = tmp_path / "python"
    gone.symlink_to(tmp_path / "nowhere")
    assert not module._works(gone)


def test_an_old_python_is_told_what_to_do(environment: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "OLDEST", (99, 0))
    with pytest.raises(environment.NotPossible, match="apt-get install python3"):
        environment.prepare(environment.RUNTIME)
    assert environment.done == []


def test_a_python_without_ensurepip_is_told_what_to_do(
    environment: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(environment.NotPossible, match="python3-venv"):
        environment.prepare(environment.RUNTIME)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda p: p.name)
def test_the_scripts_need_nothing_but_the_standard_library(script: Path) -> None:
    own = {p.stem for p in SCRIPTS} | {"app", "reports"}  # bench measures the program itself
    for node in ast.walk(ast.parse(script.read_text("utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        assert {n.split(".")[0] for n in names} <= sys.stdlib_module_names | own, script.name


@pytest.mark.parametrize("name", ["run", "test", "environment", "libraries"])
def test_an_older_python_can_read_the_scripts_and_refuse(name: str) -> None:
    ast.parse((ROOT / "packaging" / f"{name}.py").read_text("utf-8"), feature_version=(3, 8))


def pins(lock: Path) -> dict[str, str]:
    return dict(re.findall(r"(?m)^([A-Za-z0-9._-]+)==(\S+)", lock.read_text("ascii")))


def test_there_are_two_locks() -> None:
    assert [lock.name for lock in LOCKS] == ["requirements-dev.lock", "requirements.lock"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda p: p.name)
def test_every_locked_package_has_hashes(lock: Path) -> None:
    blocks = re.split(r"(?m)^(?=\S)", lock.read_text("ascii"))[1:]
    assert len(blocks) > 30
    for block in blocks:
        assert re.match(r"[A-Za-z0-9._-]+==\S+", block), block
        assert "--hash=sha256:" in block, block


@pytest.mark.parametrize("lock", LOCKS, ids=lambda p: p.name)
def test_no_lock_says_where_packages_come_from(lock: Path) -> None:
    text = lock.read_text("ascii")
    assert not re.search(r"://|@|--(extra-)?index-url|--find-links|-i\s", text)


def test_the_development_lock_holds_the_programs_packages_in_the_same_versions() -> None:
    development, runtime = (pins(lock) for lock in LOCKS)
    assert runtime.items() <= development.items()


def test_the_locks_cover_what_the_project_declares() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    development, runtime = (pins(lock) for lock in LOCKS)

    def canonical(requirement: str) -> str:
        return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=;~! ]", requirement)[0]).lower()

    groups = project["dependency-groups"]
    declared = project["project"]["dependencies"] + project["build-system"]["requires"] + groups["build"]
    assert {canonical(r) for r in declared} <= runtime.keys()
    assert {canonical(r) for r in groups["dev"]} <= development.keys()
    assert runtime["pyhanko"] == "0.38.0"

"""What the import contracts in pyproject.toml cannot say: who may use what, down to single names."""

from __future__ import annotations

import ast
import os
import string
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TEXTS = ROOT / "resources" / "text"
HEAVY = ("reportlab", "pikepdf", "pyhanko", "cryptography", "PIL")
NETWORK = {
    "aiohttp",
    "ftplib",
    "http",
    "imaplib",
    "poplib",
    "requests",
    "smtplib",
    "socket",
    "socketserver",
    "ssl",
    "telnetlib",
    "urllib.request",
    "urllib3",
    "webbrowser",
    "xmlrpc",
}
LOCAL_SOCKET = {"PySide6.QtNetwork.QLocalServer", "PySide6.QtNetwork.QLocalSocket"}


def modules(*rooms: str) -> list[Path]:
    found = [file for room in rooms for file in sorted((ROOT / room).rglob("*.py"))]
    assert found, rooms
    return found


def named(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def imported(file: Path) -> Iterator[str]:
    """Dotted names a module imports, at its top or inside functions; `from a import b` gives `a.b`."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{named(file)}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def within(name: str, packages: set[str]) -> bool:
    return any(name == package or name.startswith(package + ".") for package in packages)


@pytest.mark.parametrize("file", modules("app/domain"), ids=named)
def test_the_domain_is_plain_python(file: Path) -> None:
    for name in imported(file):
        assert within(name, {"app.domain"}) or name.split(".")[0] in sys.stdlib_module_names, name


@pytest.mark.parametrize("file", modules("app/domain"), ids=named)
def test_the_domain_reads_no_file_and_no_clock(file: Path) -> None:
    """Paths, clocks and chance are given to it: the same law, practice and date give the same answer."""
    for name in imported(file):
        assert not within(name, {"io", "os", "pathlib", "random", "shutil", "sys", "tempfile", "time", "uuid"}), name
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            assert ast.unparse(node.func).split(".")[-1] not in {"now", "today", "utcnow", "open"}, node.lineno


@pytest.mark.parametrize("file", modules("app"), ids=named)
def test_tinydbs_own_storages_are_banned(file: Path) -> None:
    """They truncate in place and write when it suits them: a crash loses what was on disk."""
    banned = {"JSONStorage", "CachingMiddleware"}
    tree = ast.parse(file.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            assert node.id not in banned, node.lineno
        elif isinstance(node, ast.Attribute):
            assert node.attr not in banned, node.lineno
        elif isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "TinyDB":
            assert any(word.arg == "storage" for word in node.keywords), f"TinyDB at {node.lineno}: whose storage?"
    for name in imported(file):
        assert name.split(".")[-1] not in banned, name
        assert name != "tinydb.middlewares.*", name


@pytest.mark.parametrize("file", modules("app", "reports"), ids=named)
def test_nothing_can_reach_a_network(file: Path) -> None:
    for name in imported(file):
        assert not within(name, NETWORK), name
        if within(name, {"PySide6.QtNetwork"}):
            assert named(file) == "app/ui/instance.py", name
            assert name in LOCAL_SOCKET, name


def start(code: str, tmp_path: Path, **variables: str) -> list[str]:
    """The modules loaded after running ``code`` in a fresh interpreter."""
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules, sep='\\n')"],
        cwd=ROOT,
        env={**os.environ, "VAGLIO_DATA": str(tmp_path), **variables},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@pytest.mark.parametrize("root", ["app.cli", "app.main"])
def test_a_start_loads_nothing_of_paper_and_signature(root: str, tmp_path: Path) -> None:
    loaded = start(f"import {root}", tmp_path, QT_QPA_PLATFORM="offscreen")
    assert root in loaded
    assert [name for name in HEAVY if name in loaded] == []


def test_the_command_line_starts_without_qt(tmp_path: Path) -> None:
    assert "PySide6" not in start("import app.cli", tmp_path)


def entries(file: Path) -> dict[str, str]:
    """Dotted key → sentence."""

    def flat(table: dict[str, object], prefix: str) -> Iterator[tuple[str, str]]:
        for name, value in table.items():
            if isinstance(value, dict):
                yield from flat(value, f"{prefix}{name}.")
            else:
                assert isinstance(value, str), f"{file.name}: {prefix}{name}"
                yield prefix + name, value

    return dict(flat(tomllib.loads(file.read_text("utf-8")), ""))


def places(sentence: str) -> set[str]:
    """The {names} a sentence expects; a lone brace is a mistake and raises ValueError."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


CATALOGUES = sorted(file.name.removesuffix(".it.toml") for file in TEXTS.glob("*.it.toml"))


def test_every_catalogue_is_there_in_both_languages() -> None:
    assert CATALOGUES
    expected = {f"{area}.{lang}.toml" for area in CATALOGUES for lang in ("it", "en")}
    assert {file.name for file in TEXTS.iterdir()} == expected


@pytest.mark.parametrize("area", CATALOGUES)
def test_both_languages_say_the_same_things(area: str) -> None:
    italian, english = (entries(TEXTS / f"{area}.{lang}.toml") for lang in ("it", "en"))
    assert italian.keys() == english.keys()
    for key, sentence in italian.items():
        assert sentence.strip(), key
        assert english[key].strip(), key
        assert places(sentence) == places(english[key]), key


def test_no_key_is_said_twice() -> None:
    seen: dict[str, str] = {}
    for area in CATALOGUES:
        for key in entries(TEXTS / f"{area}.it.toml"):
            assert key not in seen, f"{key}: in {seen[key]} and {area}"
            seen[key] = area


@pytest.mark.parametrize("area", CATALOGUES)
def test_a_plural_has_both_forms(area: str) -> None:
    keys = entries(TEXTS / f"{area}.it.toml").keys()
    for key in keys:
        stem, _, form = key.rpartition(".")
        if form in ("one", "other") and stem:
            assert f"{stem}.one" in keys, key
            assert f"{stem}.other" in keys, key

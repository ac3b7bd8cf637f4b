"""What every test starts from: no window on a real screen, no reach into the person's own data folder."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.cards import Tokens
    from tests.ui_kit import Bench

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a test starts without naming a data folder lands in the test's own."""
    monkeypatch.setenv("VAGLIO_DATA", str(tmp_path / "data"))


@pytest.fixture(autouse=True)
def rubbish(request: pytest.FixtureRequest) -> Iterator[None]:
    """As the program does it: what is left of a window is let go of on this thread, whatever others are at work."""
    if "qapp" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("qapp")
    from app.ui.rubbish import Rubbish

    made = Rubbish()
    yield
    made.look()
    made.stop()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """Before a test without a window everything that windows left goes, here and now; then Python looks by itself."""
    if _has_window(item) and not _has_window(nextitem):
        gc.collect()
        gc.enable()


def _has_window(item: pytest.Item | None) -> bool:
    return "qapp" in getattr(item, "fixturenames", ())


@pytest.fixture
def tokens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tokens:
    """A card reader of the test's own, empty."""
    from tests.cards import Tokens

    return Tokens(tmp_path / "reader", monkeypatch)


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    """A desk and its window over an empty archive."""
    from tests.ui_kit import Bench

    made = Bench(tmp_path / "archive")
    yield made
    made.close()


@pytest.fixture
def vaglio(capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs a command here: (exit code, standard output, standard error)."""
    from app import cli

    def run(*argv: object) -> tuple[int, str, str]:
        try:
            code = cli.main([str(part) for part in argv])
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    return run

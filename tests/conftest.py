"""What every test starts from: no window on a real screen, no reach into the person's own data folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cards import Tokens

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a test starts without naming a data folder lands in the test's own."""
    monkeypatch.setenv("VAGLIO_DATA", str(tmp_path / "data"))


@pytest.fixture
def tokens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tokens:
    """A card reader of the test's own, empty."""
    from tests.cards import Tokens

    return Tokens(tmp_path / "reader", monkeypatch)

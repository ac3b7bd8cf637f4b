"""The check of the law's data: a draft that is other than its seal says is no success until it is sealed anew."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

import pytest

from tests.law import CIRCULARS, copied, rewrite

LAW = CIRCULARS.parent.parent / "packaging" / "law.py"


def run(shelf: Path, monkeypatch: pytest.MonkeyPatch, *args: str) -> int:
    monkeypatch.setattr(sys, "argv", ["law.py", *args])
    main = runpy.run_path(str(LAW))["main"]
    main.__globals__["FOLDER"] = shelf
    return int(main())


def test_a_stale_seal_is_a_failure_that_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = copied(tmp_path)
    shelf = tmp_path / "circulars"
    assert run(shelf, monkeypatch) == 0
    rewrite(folder / "kinds/call_log.toml", 'label = "', 'label = "Nuovo ')
    capsys.readouterr()
    assert run(shelf, monkeypatch) == 1
    told = capsys.readouterr().out
    assert "the draft's seal is stale, --refresh renews it: kinds/call_log.toml" in told
    assert run(shelf, monkeypatch, "--refresh") == 0
    assert run(shelf, monkeypatch) == 0

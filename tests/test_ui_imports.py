"""Python's own import is given back; a PySide6 that did not take it away is left alone."""

from __future__ import annotations

import subprocess
import sys

REPLACED = """
import builtins
import PySide6.QtWidgets
before = builtins.__import__
from app.ui.imports import plain_imports
plain_imports()
import app.ui.palette
from PySide6.QtWidgets import QWidget
print(before.__name__, builtins.__import__ is before, QWidget.__name__)
"""
LEFT = """
import builtins, sys, types
other = types.ModuleType("app.ui.singletons")  # no part of PySide6 is to be loaded here
other.keep_singletons_alive = lambda: None
sys.modules["app.ui.singletons"] = other
sys.modules.update({name: types.ModuleType(name) for name in ("PySide6", "PySide6.QtWidgets")})
before = builtins.__import__
from app.ui.imports import plain_imports
plain_imports()
print(builtins.__import__ is before)
"""


def told(script: str) -> list[str]:
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()


def test_what_pyside_put_in_place_is_gone_and_its_names_are_there() -> None:
    assert told(REPLACED) == ["__feature_import__", "False", "QWidget"]


def test_where_nothing_was_replaced_nothing_is_touched() -> None:
    assert told(LEFT) == ["True"]

"""Where things are: the program's own data and the person's. For the two roots; all others are given paths.

It looks and answers; it must never create, write or delete anything.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

DATA_VARIABLE = "VAGLIO_DATA"


def resources() -> Path:
    """The program's data (law, words, icons): beside the code, or where a frozen program unpacks it."""
    frozen = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(__file__).resolve().parent.parent
    return root / "resources"


def fonts() -> Path:
    """The folder of Source Sans Pro's TrueType files. Raises FileNotFoundError without the package."""
    spec = importlib.util.find_spec("font_source_sans_pro")  # found, not run: all we want is its folder
    if spec is None or spec.origin is None:
        raise FileNotFoundError("font_source_sans_pro")
    return Path(spec.origin).parent / "files"


def data_dir(override: Path | None = None) -> Path:
    """The person's folder, perhaps not there yet: ``override``, else VAGLIO_DATA, else the usual place."""
    if override is not None:
        return override.expanduser().resolve()
    if chosen := os.environ.get(DATA_VARIABLE):
        return Path(chosen).expanduser().resolve()
    import platformdirs

    return platformdirs.user_data_path("vaglio", appauthor=False)

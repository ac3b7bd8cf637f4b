"""Where things are: the program's own data and the person's. For the two roots; all others are given paths.

It looks and answers; it must never create, write or delete anything.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from typing import NamedTuple

DATA_VARIABLE = "VAGLIO_DATA"
PORTABLE_MARKER = "vaglio-portable"
PORTABLE_FOLDER = "vaglio-data"
POINTER = "data-folder.json"
"""In the usual place: where the data are instead, as ``{"folder": "…", "shared": false}``."""


class Place(NamedTuple):
    """``folder``: the archive's. ``own``: where this installation's settings, seal and index are, the same one unless
    the archive is shared with colleagues. ``pointer``: the file that says so or may come to, None where another word
    decides. ``portable``: everything is beside the program. ``away``: the pointer leads to a folder that is not there.
    """

    folder: Path
    own: Path
    pointer: Path | None = None
    portable: bool = False
    away: bool = False


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
    """The person's folder, perhaps not there yet."""
    return place(override).folder


def place(override: Path | None = None) -> Place:
    """``override``, else VAGLIO_DATA, else beside a portable program, else where the pointer leads, else the usual
    place."""
    chosen = override or (Path(named) if (named := os.environ.get(DATA_VARIABLE)) else None)
    if chosen is not None:
        folder = chosen.expanduser().resolve()
        return Place(folder, folder)
    beside = program_dir()
    if (beside / PORTABLE_MARKER).exists():
        return Place(beside / PORTABLE_FOLDER, beside / PORTABLE_FOLDER, portable=True)
    import platformdirs

    usual = platformdirs.user_data_path("vaglio", appauthor=False)
    return _pointed(usual, usual / POINTER)


def program_dir() -> Path:
    """The folder that the program lies in, as its user sees it: of the sources, the executable, the app, the image."""
    if not getattr(sys, "frozen", False):
        return Path(__file__).resolve().parent.parent
    if image := os.environ.get("APPIMAGE"):
        return Path(image).resolve().parent
    program = Path(sys.executable).resolve()
    app = next((folder for folder in program.parents if folder.suffix == ".app"), program)
    return app.parent


def _pointed(usual: Path, pointer: Path) -> Place:
    import json

    try:
        said = json.loads(pointer.read_text("utf-8"))
        folder, shared = Path(said["folder"]), said.get("shared") is True
    except FileNotFoundError:
        return Place(usual, usual, pointer)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        # The data are somewhere else and this no longer tells where: an empty archive here would be a lie.
        return Place(usual, usual, pointer, away=True)
    return Place(folder, usual if shared else folder, pointer, away=not folder.is_dir())

"""Practices on their way to another archive and back: the dialog, then the sentence of what was done."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from app.ui.pages.bundle_in import BundleIn
from app.ui.pages.bundle_out import BundleOut
from app.ui.tasks import Tasks

if TYPE_CHECKING:
    from app.desk.bundles import Brought
    from app.desk.desk import Desk
    from app.text import Words

DONE = ("added", "replaced", "both", "files", "skipped", "failed")


def send(parent: QWidget, desk: Desk, tasks: Tasks) -> str:
    """The sentence of what was written; empty for nothing."""
    dialog = BundleOut(parent, desk, tasks)
    dialog.exec()
    dialog.deleteLater()
    return desk.words("bundle_out.done", name=dialog.written) if dialog.written else ""


def fetch(parent: QWidget, desk: Desk, tasks: Tasks) -> str:
    """The sentence of what came in; empty for nothing."""
    words = desk.words
    name, _ = QFileDialog.getOpenFileName(parent, words("bundle_in.title"), "", words("bundle_out.files"))
    if not name:
        return ""
    dialog = BundleIn(parent, desk, tasks, Path(name))
    dialog.exec()
    dialog.deleteLater()
    return told(words, dialog.brought)


def told(words: Words, brought: tuple[Brought, ...]) -> str:
    """How many practices came in, and how."""
    count = Counter(one.done for one in brought)
    return " ".join(words.count(f"bundle_in.done.{done}", count[done]) for done in DONE if count[done])

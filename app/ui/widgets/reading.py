"""An area that is only read: Tab comes to it, it shows that it has the focus, and the arrows scroll it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout

from app.ui.widgets.basics import scrolled


def reading_area(margins: tuple[int, int, int, int], spacing: int) -> tuple[QScrollArea, QVBoxLayout]:
    """Like ``basics.scrolled``, for what holds few controls or none."""
    area, box = scrolled(margins, spacing)
    area.setProperty("role", "reading")
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return area, box

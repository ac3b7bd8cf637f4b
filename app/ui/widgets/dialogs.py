"""What our dialogs have in common: as large as is comfortable, and never larger than the window behind them."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from app.ui import style


def fit(dialog: QDialog, parent: QWidget, width: int, height: int) -> None:
    """Lengths at 100 % text."""
    window, edge = parent.window(), style.px(40)
    dialog.resize(min(style.px(width), window.width() - edge), min(style.px(height), window.height() - edge))

"""Tab goes where the eye goes: in the order of the layouts, also through what was made later than the rest."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLayout, QPushButton, QScrollArea, QStackedWidget, QWidget

_PASSED = (Qt.FocusPolicy.NoFocus, Qt.FocusPolicy.ClickFocus)
"""What Tab passes by. Looked for and not calculated with: hundreds of parts are asked whenever a page changes."""


def follow_layout(*roots: QWidget) -> None:
    """Chains every widget that Tab can reach, root after root."""
    stops = [stop for root in roots for stop in _stops(root)]
    for one, other in pairwise(dict.fromkeys(stops)):
        QWidget.setTabOrder(one, other)


def _stops(widget: QWidget) -> Iterator[QWidget]:
    if widget.focusPolicy() not in _PASSED:
        yield widget
    if isinstance(widget, QLabel | QPushButton):  # most of a page, and nothing in them
        return
    if isinstance(widget, QScrollArea):
        if (body := widget.widget()) is not None:
            yield from _stops(body)
    elif isinstance(widget, QStackedWidget):
        for place in range(widget.count()):
            if (leaf := widget.widget(place)) is not None:
                yield from _stops(leaf)
    elif (layout := widget.layout()) is not None:
        yield from _within(layout)


def _within(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        if (widget := item.widget()) is not None:
            yield from _stops(widget)
        elif (inner := item.layout()) is not None:
            yield from _within(inner)

"""Scrolling by keyboard: where nothing that scrolls can take the focus, and where the focus comes from outside."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractSlider, QScrollArea, QWidget

_STEPS = {
    "PgDown": QAbstractSlider.SliderAction.SliderPageStepAdd,
    "PgUp": QAbstractSlider.SliderAction.SliderPageStepSub,
}

_LINES = {
    "Down": QAbstractSlider.SliderAction.SliderSingleStepAdd,
    "Up": QAbstractSlider.SliderAction.SliderSingleStepSub,
    "Home": QAbstractSlider.SliderAction.SliderToMinimum,
    "End": QAbstractSlider.SliderAction.SliderToMaximum,
}


def page_keys(page: QWidget, area: QScrollArea) -> None:
    """Page up and page down scroll ``area`` wherever in ``page`` the focus is."""
    for key, step in _STEPS.items():
        QShortcut(QKeySequence(key), page, lambda step=step: area.verticalScrollBar().triggerAction(step))


def line_keys(dialog: QWidget, area: QScrollArea) -> None:
    """Up and down scroll ``area`` wherever in ``dialog`` the focus is: for what is only read."""
    for key, step in _LINES.items():
        QShortcut(QKeySequence(key), dialog, lambda step=step: area.verticalScrollBar().triggerAction(step))


def keep_in_sight(widget: QWidget) -> None:
    """Scroll every area around ``widget`` so that it is seen: Qt does so only for a focus that was within already."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget)
        parent = parent.parentWidget()

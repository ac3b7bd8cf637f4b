"""Moments as the clock of this computer says them."""

from __future__ import annotations

from datetime import datetime


def clock_time(moment: datetime) -> str:
    """A moment of another computer, as the clock here says it: 14/12/2026 09:05."""
    return moment.astimezone().strftime("%d/%m/%Y %H:%M")

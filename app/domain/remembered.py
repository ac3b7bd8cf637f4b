"""What was worked out last of a practice and is kept for the next question; and the way to forget it all.

The caches of the law alone (tables, orders) hold nothing of anybody and stay.
"""

from __future__ import annotations

from app.domain.engine import _classified
from app.domain.scenarios import _surveyed


def forget() -> None:
    """No practice and no tool is left in the caches: it was let go of, and perhaps for being locked."""
    _classified.cache_clear()
    _surveyed.cache_clear()

"""Keeps Python's ``None``, ``True`` and ``False`` alive under a PySide6 that gives them away uncounted.

Every call into PySide6 6.12.0 that returns nothing, and every signal emitted (it returns ``True``), takes one reference
from them without having added one. From Python 3.12 on that does no harm (they are immortal there); on 3.11 the count
runs out after some minutes of use and the interpreter aborts. Measured: −1 a call with 6.12.0, 0 with 6.11.3, whose
viewer of PDFs is not in a small package. Remove this with the last Python below 3.12, or with a PySide6 that counts.
"""

from __future__ import annotations

import sys
from typing import Any

from shiboken6 import VoidPtr

_COUNT_BYTES = 8
"""Qt 6 has no Python of 32 bits."""


def keep_singletons_alive() -> None:
    """Gives each more references than any run could use up: what Python 3.12 does for good. An object of
    Python's begins with its count."""
    if sys.implementation.name == "cpython" and sys.version_info < (3, 12):
        for singleton in (None, True, False):
            count: Any = VoidPtr(id(singleton), _COUNT_BYTES, True)  # type: ignore[call-arg]
            memoryview(count).cast("B").cast("q")[0] = sys.maxsize // 2

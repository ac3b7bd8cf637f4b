"""Gives Python its own ``import`` back, which PySide6 replaces by one that looks for ``from __feature__ import …``.

That one reads the source of every module imported after it, ours and Python's own, in case it asks for such a feature;
none of ours does. Some hundred modules are imported before the first picture.
"""

from __future__ import annotations

import builtins


def plain_imports() -> None:
    """Until another part of PySide6 is imported, each of which puts its own in place once more. A PySide6 that has no
    such import any more is left as it is."""
    import PySide6.QtWidgets  # noqa: F401  with its two predecessors: those that the first picture needs

    own = getattr(builtins, "__orig_import__", None)
    if own is not None:
        builtins.__import__ = own

"""Keeps the signing libraries' own log lines, which may quote names and documents, out of ours and off the
terminal."""

from __future__ import annotations

import logging

_LIBRARIES = ("pyhanko", "pyhanko_certvalidator", "fontTools")


def hush() -> None:
    """To be called before the libraries work; calling it again changes nothing."""
    for name in _LIBRARIES:
        logger = logging.getLogger(name)
        logger.propagate = False
        if not any(isinstance(handler, logging.NullHandler) for handler in logger.handlers):
            logger.addHandler(logging.NullHandler())

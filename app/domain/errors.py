"""The world's errors by key, so that window and command line say in the user's language what happened and what to do.

Never raise this for our own mistakes: those stay ordinary exceptions and end on the crash page.
"""

from __future__ import annotations


class UserError(Exception):
    """Something outside the program went wrong; nothing was lost.

    ``key`` names a text ``error.<key>`` in both catalogues (its sentence says what happened and what to do);
    ``params`` fill the sentence's named places.
    """

    def __init__(self, key: str, **params: object) -> None:
        super().__init__(key, params)
        self.key = key
        self.params = params

    def __str__(self) -> str:
        inside = ", ".join(f"{name}={value}" for name, value in self.params.items())
        return f"{self.key}({inside})"

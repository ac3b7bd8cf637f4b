"""A piece of evidence as a value: a file that backs an answer, a function, a paper, a tool or the whole practice.

It never changes: a later value of the same ``id`` tells its newer state. The file itself is the store's.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class About:
    """What a piece of evidence belongs to, by ids; all empty, the whole practice.

    ``fact`` alone is a question on the company; with ``tool`` one on the tool, with ``function`` too one on it.
    """

    tool: str = ""
    function: str = ""
    fact: str = ""
    guarantee: str = ""


@dataclass(frozen=True)
class Evidence:
    """``date`` is the day the document bears (ISO or empty), ``at`` when it was added or removed and ``by`` whom.

    ``sha256`` is of the file, in hex, and names it in the archive. ``state``: ``kept`` or ``removed``; ``why`` it was.
    """

    id: str
    at: str
    by: str
    name: str
    sha256: str
    size: int
    date: str = ""
    description: str = ""
    about: About = field(default_factory=About)
    state: str = "kept"
    why: str = ""

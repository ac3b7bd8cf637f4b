"""User text made safe for a spreadsheet or a word processor: no formula starts, nothing that XML cannot hold.

What is replaced stays visible; nothing is dropped in silence.
"""

from __future__ import annotations

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_PICTURES = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\n\t"} | {0x7F: "\u2421"}


def visible(text: str) -> str:
    """``text`` with a visible sign for each character that XML cannot hold; line ends as line feeds."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_PICTURES)
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" or c in "\ufffe\uffff" else c for c in text)


def harmless(text: str) -> str:
    """``text`` that no spreadsheet takes for a formula: one that looks like one gets an apostrophe in front."""
    return f"'{text}" if text.startswith(_FORMULA) else text

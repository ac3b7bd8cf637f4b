"""Which language a note was written in, for the voice that reads it out: Italian, English, or nobody can tell.

A guess from the small words alone, and made only where it is clear: for a text that holds words of both it is silent.
"""

from __future__ import annotations

import re

_ITALIAN = """
il lo la gli le un uno una di del dello della dei degli delle al allo alla ai agli alle dal dalla nel nella sul sulla
che chi non è sono per con anche perché più questo questa
"""
_ENGLISH = """
the of and is are was were be been to that this these not for with from by it its they we you have has had will would
because only
"""
_SMALL_WORDS = {"it-IT": frozenset(_ITALIAN.split()), "en-GB": frozenset(_ENGLISH.split())}
_ENOUGH = 2


def guessed(text: str) -> str:
    """A language tag, or empty."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    found = {lang: sum(word in small for word in words) for lang, small in _SMALL_WORDS.items()}
    clear = [lang for lang, count in found.items() if count]
    return clear[0] if len(clear) == 1 and found[clear[0]] >= _ENOUGH else ""

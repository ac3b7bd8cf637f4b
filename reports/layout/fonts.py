"""The paper's own fonts, embedded, and what they can show. Nothing is ever printed in a font that is not embedded."""

from __future__ import annotations

import io
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR, BOLD = "PaperSans", "PaperSans-Bold"
_UNSEEN = ("Cc", "Cf", "Cn", "Co", "Cs")
_FILES = {REGULAR: "SourceSansPro-Regular.ttf", BOLD: "SourceSansPro-Semibold.ttf"}


class PaperFont(TTFont):  # type: ignore[misc]
    """A font that measures each word once: the law says the same things over and over."""

    def __init__(self, name: str, data: bytes) -> None:
        super().__init__(name, io.BytesIO(data))
        self._units = lru_cache(65_536)(lambda text: super(PaperFont, self).stringWidth(text, 1000))

    def stringWidth(self, text: str | bytes, size: float, encoding: str = "utf8") -> float:
        return float(self._units(text)) * size * 0.001


def register() -> None:
    """Make both styles known to reportlab. Bold is the only emphasis: the italic has neither Greek nor Cyrillic."""
    for name, file in _FILES.items():
        if name not in pdfmetrics.getRegisteredFontNames():
            data = (files("font_source_sans_pro") / "files" / file).read_bytes()
            pdfmetrics.registerFont(PaperFont(name, data))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)


@cache
def shown() -> frozenset[str]:
    """The characters that both styles have a glyph for."""
    register()
    faces = (pdfmetrics.getFont(name).face.charToGlyph for name in _FILES)
    both = frozenset.intersection(*(frozenset(map(chr, face)) for face in faces))
    # A font may have a glyph, empty, for what nobody sees.
    return frozenset(character for character in both if unicodedata.category(character) not in _UNSEEN)


def width(text: str, font: str, size: float) -> float:
    register()
    return float(pdfmetrics.stringWidth(text, font, size))

"""The language of papers, apart from the screen's: whatever the desk prints takes words and law from here.

It is a setting of this installation, never of a practice: the same practice may be printed in either.
"""

from __future__ import annotations

from app.desk.open_practice import OpenPractice
from app.domain.circular import Circular
from app.text import LANGUAGES, Words, words

PAPER_LANG = "paper_lang"
"""The setting that holds it."""
AS_SCREEN = ""


class PaperLanguage(OpenPractice):
    """``paper_as_asked``: the language was asked for with the paper itself, on the command line; no setting counts."""

    paper_as_asked = False

    @property
    def paper_choice(self) -> str:
        """The language chosen for papers; empty: as the screen."""
        if self.paper_as_asked:
            return AS_SCREEN
        chosen = self._shelves.settings.get(PAPER_LANG, AS_SCREEN)
        return chosen if chosen in LANGUAGES else AS_SCREEN

    def choose_paper(self, lang: str) -> None:
        self._need_writing()
        self._shelves.small.keep({PAPER_LANG: lang if lang in LANGUAGES else AS_SCREEN})
        self._tell("studio")

    @property
    def paper_lang(self) -> str:
        """The language that every paper is written in now."""
        return self.paper_choice or self.lang

    @property
    def paper_words(self) -> Words:
        return words(self._texts, self.paper_lang)

    @property
    def paper_circular(self) -> Circular:
        """The open practice's law, or the newest, as papers have it."""
        if self.dossier is None:
            return self._laws.newest(self.paper_lang)
        return self._laws.of(self.dossier.practice, self.paper_lang)

"""Nothing is cut, lies on its neighbour or scrolls sideways, on any page: at both sizes, every text size, theme and
language, one of them a language a third longer than ours.

The suite takes a sample; ``--long screens`` takes all, and puts a PNG of each in ``VAGLIO_PICTURES`` if that is set.
"""

from __future__ import annotations

import os
from itertools import product
from pathlib import Path

import pytest

from app.desk import open_practice
from app.desk.laws import Laws
from app.domain.circular import Circular
from tests.gallery import astray, cut, pseudo_law, pseudo_words, restyle, walk
from tests.ui_kit import Bench

SIZES = ((1366, 690), (1920, 1000))
SCALES = (1.0, 1.5, 2.0)
THEMES = ("light", "dark", "contrast")
TONGUES = ("it", "en", "pseudo")
SAMPLE = (
    ((1366, 690), 1.0, "light", "it"),
    ((1366, 690), 2.0, "dark", "en"),
    ((1366, 690), 1.5, "contrast", "pseudo"),
    ((1920, 1000), 2.0, "light", "pseudo"),
)
Case = tuple[tuple[int, int], float, str, str]


def speak(bench: Bench, tongue: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The window in a language; the longer one is Italian made longer, the law's words with the program's."""
    monkeypatch.undo()
    if tongue == "pseudo":
        words, get = open_practice.words, Laws.get
        known: dict[tuple[str, str, str], Circular] = {}

        def longer(self: Laws, circular: str, version: str, lang: str) -> Circular:
            key = (circular, version, lang)
            if key not in known:
                known[key] = pseudo_law(get(self, circular, version, lang))
            return known[key]

        monkeypatch.setattr(open_practice, "words", lambda folder, lang: pseudo_words(words(folder, lang)))
        monkeypatch.setattr(Laws, "get", longer)
    bench.window.set_language("en" if tongue == "en" else "it")


def look(bench: Bench, case: Case, pictures: Path | None) -> list[str]:
    size, scale, theme, tongue = case
    bench.window.setMinimumSize(720, 480)  # as the program does: a page that wants more room is not given it
    bench.window.resize(*size)
    restyle(bench.window, theme, scale)
    wrong = []
    for page in walk(bench.window):
        where = f"{page} {size[0]}x{size[1]} {scale:.0%} {theme} {tongue}"
        wrong += [f"{where}: {what}" for what in dict.fromkeys((*cut(bench.window), *astray(bench.window)))]
        layout = bench.window.layout()
        assert layout is not None
        needs = layout.minimumSize().width()
        if bench.window.size().toTuple() != size or needs > size[0]:
            wrong.append(f"{where}: needs {needs}, stands in {bench.window.size().toTuple()}")
        if pictures is not None:
            name = f"{page.replace(':', '-')}_{size[0]}_{round(scale * 100)}_{theme}_{tongue}.png"
            bench.window.grab().save(str(pictures / name))
    return wrong


@pytest.mark.parametrize("case", SAMPLE, ids=lambda case: f"{case[0][0]}-{case[1]}-{case[2]}-{case[3]}")
def test_a_sample_of_screens_shows_everything(bench: Bench, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    speak(bench, case[3], monkeypatch)
    assert "\n".join(look(bench, case, None)) == ""


@pytest.mark.long
def test_screens_of_every_size_theme_and_language_show_everything(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures = Path(os.environ["VAGLIO_PICTURES"]) if "VAGLIO_PICTURES" in os.environ else None
    wrong = []
    for tongue, size, scale, theme in product(TONGUES, SIZES, SCALES, THEMES):
        speak(bench, tongue, monkeypatch)
        wrong += look(bench, (size, scale, theme, tongue), pictures)
    assert "\n".join(wrong) == ""

"""Words by key: the same whichever file they lie in, whoever asks, and in whatever order."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.text import _Catalogue, read_catalogue, words
from tests.law import RESOURCES

TEXTS = RESOURCES / "text"


def files(lang: str) -> list[Path]:
    return sorted(TEXTS.glob(f"*.{lang}.toml"))


@pytest.mark.parametrize("lang", ["it", "en"])
def test_every_word_is_found_however_late_its_file_is_read(lang: str) -> None:
    whole = read_catalogue(TEXTS, lang)
    for key in (min(whole), max(whole)):
        assert _Catalogue(files(lang))[key] == whole[key]
    lazy = _Catalogue(files(lang))
    assert {key: lazy[key] for key in whole} == whole
    assert words(TEXTS, lang).keys() == set(whole)


def test_only_what_is_asked_for_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.it.toml").write_text('[a]\nx = "uno"\n', "utf-8")
    (tmp_path / "b.it.toml").write_text("this is no catalogue", "utf-8")
    lazy = _Catalogue(sorted(tmp_path.iterdir()))
    assert lazy["a.x"] == "uno"


def test_an_unknown_key_is_our_mistake() -> None:
    with pytest.raises(KeyError, match="no such key"):
        words(TEXTS, "it")("no such key")


def test_many_threads_find_every_word() -> None:
    whole = read_catalogue(TEXTS, "it")
    for _ in range(5):
        lazy = _Catalogue(files("it"))
        with ThreadPoolExecutor(8) as pool:
            assert list(pool.map(lazy.__getitem__, whole)) == list(whole.values())

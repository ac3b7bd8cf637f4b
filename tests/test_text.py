"""Words by key: the same whichever file they lie in, whoever asks, and in whatever order."""

from __future__ import annotations

import ast
import re
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


class Named:
    """The texts that the code names: literals, and f-strings as what they may become."""

    def __init__(self) -> None:
        self.literals: set[str] = set()
        whole, tails = set[str](), set[str]()
        for file in (*RESOURCES.parent.glob("app/**/*.py"), *RESOURCES.parent.glob("reports/**/*.py")):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    self.literals.add(node.value)
                elif isinstance(node, ast.JoinedStr):
                    shape = "".join(
                        re.escape(str(p.value)) if isinstance(p, ast.Constant) else ".*" for p in node.values
                    )
                    (tails if shape.startswith(".*") else whole).add(shape.removeprefix(".*"))
        self._whole = re.compile("|".join(whole - {r"error\..*"}))  # that of every UserError
        said = "|".join(tail for tail in tails if re.match(r"(\\\.|_)[a-z]", tail))
        self._stem = re.compile(rf"(.+?)({said})|(.+\..+)\.[^.]+")

    def __contains__(self, key: str) -> bool:
        """An error's key is written without its area, a plural's without its number."""
        written = {key, key.removesuffix(".one"), key.removesuffix(".other")}
        written |= {one.removeprefix("error.") for one in written}
        return any(map(self._is_written, written))

    def _is_written(self, key: str) -> bool:
        if key in self.literals or self._whole.fullmatch(key):
            return True
        stem = self._stem.fullmatch(key)  # a key that was handed over in part: f"{key}.add", f"{key}.{kind}"
        return stem is not None and (stem[1] or stem[3]) in self.literals


def test_every_text_is_said_somewhere() -> None:
    """Of a key that the code puts together only the fixed part can be held against it."""
    named = Named()
    assert sorted(key for key in read_catalogue(TEXTS, "it") if key not in named) == []
    assert "nowhere.to_be_found" not in named
    assert "error.no_such_error" not in named

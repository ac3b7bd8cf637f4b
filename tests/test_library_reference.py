"""The manual has every page of the window in both languages and no dead link; every shipped component is listed."""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

import pytest

from app.library import reference
from app.text import LANGUAGES
from app.ui.window import PAGES
from tests.law import RESOURCES

ROOT = Path(__file__).resolve().parent.parent
ONLY_TO_BUILD = {"setuptools"}
NOT_FROM_THE_LOCK = {"Python", "Qt"}
SAYS_IT_ITS_OWN_WAY = {
    "aiosignal": "Apache 2.0",
    "font-source-sans-pro": "SIL OFL 1.1",
    "python-stdnum": "LGPL",
    "reportlab": "BSD license (see license.txt",
}
"""What these say of themselves is no expression of the usual list, or a text."""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_of_the_window_has_its_entry(lang: str) -> None:
    found = {entry.id for entry in reference.manual(RESOURCES, lang)}
    assert set(PAGES) <= found
    assert {"start", "glossary", "signatures", "deadlines", "forms", "sheet", "compare"} <= found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_link_is_dead_and_none_leads_out(lang: str) -> None:
    entries = reference.manual(RESOURCES, lang)
    known = {entry.id for entry in entries}
    for entry in entries:
        assert set(entry.links) <= known - {entry.id}, entry.id
        assert "http" not in entry.text, entry.id
        assert "![" not in entry.text, entry.id


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_entry_can_be_reached_from_the_first(lang: str) -> None:
    entries = {entry.id: entry for entry in reference.manual(RESOURCES, lang)}
    met, open_ = set(), ["start"]
    while open_:
        name = open_.pop()
        if name not in met:
            met.add(name)
            open_ += entries[name].links
    assert met >= entries.keys()


def test_both_languages_have_the_same_entries_with_the_same_parts() -> None:
    both = [reference.manual(RESOURCES, lang) for lang in LANGUAGES]
    assert [entry.id for entry in both[0]] == [entry.id for entry in both[1]]
    for one, other in zip(*both, strict=True):
        assert one.text.count("\n## ") == other.text.count("\n## "), one.id
        assert set(one.links) == set(other.links), one.id


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_file_of_the_manual_is_left_out_and_none_is_a_stub(lang: str) -> None:
    entries = reference.manual(RESOURCES, lang)
    assert {file.stem for file in (RESOURCES / "manual" / lang).iterdir()} == {entry.id for entry in entries}
    for entry in entries:
        assert len(entry.text.split()) >= 120, entry.id
        assert "!" not in entry.text, entry.id


def test_an_entry_without_a_title_is_our_mistake(tmp_path: Path) -> None:
    (tmp_path / "manual" / "it").mkdir(parents=True)
    (tmp_path / "manual" / "contents.toml").write_text('entries = ["a"]')
    (tmp_path / "manual" / "it" / "a.md").write_text("text")
    with pytest.raises(ValueError, match="a: an entry begins with its title"):
        reference.manual(tmp_path, "it")


def locked() -> dict[str, str]:
    """Name → version of everything that is shipped."""
    text = (ROOT / "packaging" / "requirements.lock").read_text("utf-8")
    return {
        found[1]: found[2]
        for found in re.finditer(r"^([\w.-]+)==([\w.]+)", text, re.MULTILINE)
        if found[1] not in ONLY_TO_BUILD
    }


def test_every_shipped_component_is_listed_in_its_version() -> None:
    listed = {one.name: one.version for one in reference.components(RESOURCES) if one.name not in NOT_FROM_THE_LOCK}
    assert listed == locked()


def test_each_licence_is_the_one_that_the_component_names() -> None:
    for one in reference.components(RESOURCES):
        if one.name in NOT_FROM_THE_LOCK:
            continue
        try:
            about = metadata.metadata(one.name)
        except metadata.PackageNotFoundError:  # not needed on this system
            continue
        said = str(about.get("License-Expression") or about.get("License") or "")
        own = SAYS_IT_ITS_OWN_WAY.get(one.name)
        assert said.startswith(own) if own else said == one.licence, one.name

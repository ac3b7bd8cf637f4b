"""The manual has every page of the window in both languages and no dead link; every shipped component is listed."""

from __future__ import annotations

import argparse
import re
from importlib import metadata
from pathlib import Path

import pytest

from app import cli
from app.desk.exporting import FORMATS
from app.library import reference
from app.text import LANGUAGES, words
from app.ui.widgets.shortcuts import KEYS
from app.ui.window import PAGES
from reports.documents.letters import REQUESTS
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


ACTS = (
    *("home.new", "home.open_example", "home.resume", "home.go_on", "home.more", "home.filter_clear"),
    *("home.archive", "home.unarchive", "home.duplicate", "home.delete_more", "home.filter_archived.only"),
    *("batch.open", "bundle_out.open", "bundle_in.act_open", "export.open"),
    *(f"export.format.{one}" for one in FORMATS),
    *(f"bundle_in.choice.{one}" for one in ("newer", "both", "skip")),
    *("practice.add_tool", "practice.add_site", "practice.people", "practice.same_person"),
    *("consultations.add", "deliveries.add", "evidence.add", "evidence.check", "points.title", "points.add"),
    *("dossier.compare", "dossier.compare_with_now", "dossier.step.draft", "dossier.step.handed_off"),
    *("actions.add", "actions.add_review", "actions.edit", "actions.done", "actions.duty_more", "actions.reopen"),
    *("actions.plan_next", "deadlines.owner", "deadlines.practice", "deadlines.ics"),
    *("functions.template.choose", "functions.template.change", "question.note", "question.ask_vendor"),
    *("interview.leave", "sheet.open", "sheet.rest", "check.change"),
    *("outcome.adopt", "outcome.drafts", "opinion.add", "opinion.withdraw"),
    *("blank.title", "blank_card.visit", "blank_card.print", "blank_card.fillable", "blank_card.pick"),
    *("blank_card.back", "filled.replace", "forms.copy", "forms.save", "forms.read_back", "forms.questionnaire"),
    *(f"forms.letter.{provider}" for provider in REQUESTS),
    *(f"sign_page.way.{way}" for way in ("handing", "card", "file", "seal", "hand")),
    *("sign_page.hand_off", "sign_page.bring_back", "sign_page.withdraw", "sign_page.attach_scan"),
    *("sign_page.lock", "sign_page.save_draft", "sign_page.save_copy"),
    *("preview.summary", "preview.fit", "printing.open", "paper_choice.parts", "paper_choice.all"),
    *("verify_page.choose", "verification.detached_choose", "verification.save", "reopen.open", "reopen.import"),
    *("recovery.preview.restore", "recovery.bin.back", "conflict.keep_mine", "conflict.take_theirs"),
    *("conflict.keep_both", "conflicts.title", "sharing.ask", "sharing.open_anyway", "sharing.leave"),
    *("sharing.reread", "settings.data.show", "moving.open", "settings.password.change", "vault.minutes"),
    *("vault.save_copy", "settings.looks.calm", "settings.about.diagnostics", "settings.example.remove"),
    *("settings.example.tour", "manual.back", "crash.go_on", "crash.copy", "dated.recheck", "dated.back"),
)
"""What can be done in the window, by the words on it."""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_act_of_the_window_is_told_by_the_words_that_are_on_it(lang: str) -> None:
    says = words(RESOURCES / "text", lang)
    told = "\n".join(entry.text for entry in reference.manual(RESOURCES, lang))
    quoted = re.findall(r"«([^»]+)»|“([^”]+)”|\*\*([^*]+)\*\*|\[([^]]+)\]|^## (.+)$", told, re.MULTILINE)
    named = {name.strip("«»“”").rstrip("….") for names in quoted for name in names if name}
    assert [key for key in ACTS if says(key).rstrip("….") not in named] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_key_is_in_the_entry_on_the_keyboard(lang: str) -> None:
    [entry] = [one for one in reference.manual(RESOURCES, lang) if one.id == "manual"]
    names = {"Shift": "Maiusc", "Enter": "Invio"} if lang == "it" else {}
    for key, _act in KEYS:
        for english, local in names.items():
            key = key.replace(english, local)
        assert key in entry.text, key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_command_is_in_the_entry_on_the_command_line(lang: str) -> None:
    [entry] = [one for one in reference.manual(RESOURCES, lang) if one.id == "commands"]
    named = set(re.findall(r"`([a-z-]+)`", entry.text))
    assert _commands(cli._parser()) - named - {"archive"} == set()
    assert "`vaglio archive`" in entry.text


def _commands(parser: argparse.ArgumentParser) -> set[str]:
    found: set[str] = set()
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, inner in action.choices.items():
                found |= {name, *_commands(inner)}
    return found


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

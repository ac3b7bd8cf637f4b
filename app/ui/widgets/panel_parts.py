"""What the tabs beside a question are filled with: meaning, grounds, sources, cases. Words of the law only."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout

from app.domain.cases import bearing_on
from app.domain.circular import Circular, Fact
from app.text import Words
from app.ui.phrases import act_short, items_by_act, status_text
from app.ui.widgets.basics import label
from app.ui.widgets.case_cards import case_card, precedent_card
from app.ui.widgets.section import icon_line


def fill_meaning(box: QVBoxLayout, words: Words, fact: Fact) -> None:
    box.addWidget(label(fact.meaning or words("panel.no_meaning")))
    if fact.ask_vendor:
        box.addWidget(icon_line("question", "amber", (words("panel.ask_vendor"), "body")))


def fill_grounds(box: QVBoxLayout, circular: Circular, words: Words, fact: Fact) -> None:
    if fact.where:
        box.addWidget(label(words("panel.where"), "h3"))
        box.addWidget(label(fact.where, "muted"))
    if fact.cites:
        box.addWidget(label(words("panel.rests_on"), "h3"))
        for act_id, items in items_by_act(circular, fact.cites).items():
            read = [circular.items[item] for item in items]
            how = dict.fromkeys(status_text(circular, words, item.status, item.read_on) for item in read)
            named = (act_short(circular.acts[act_id]), "strong")
            box.addWidget(icon_line("book", "ink", named, *((one, "small") for one in how)))


def fill_sources(box: QVBoxLayout, circular: Circular, words: Words, fact: Fact) -> None:
    for act_id, items in items_by_act(circular, fact.cites).items():
        act = circular.acts[act_id]
        box.addWidget(label(act.title, "strong"))
        box.addWidget(label(" · ".join(part for part in (act.issuer, act.place) if part), "small"))
        for item_id in items:
            item = circular.items[item_id]
            name = f"{item_id} · {item.point}" if item.point else item_id
            box.addWidget(
                icon_line(
                    "book",
                    "muted",
                    (name, "strong"),
                    (item.statement, "body"),
                    (status_text(circular, words, item.status, item.read_on), "small"),
                    (", ".join(item.read_where), "small"),
                )
            )
    if not fact.cites:
        box.addWidget(label(words("panel_cases.no_sources"), "muted"))


def fill_cases(
    box: QVBoxLayout, circular: Circular, words: Words, fact: Fact, kind: str, open_case: Callable[[str], object]
) -> None:
    """Those that bear on the question first, then the others of its kind, then what is known and is no case."""
    found = bearing_on(circular, fact, kind)
    for heading, cases in (("near", found.near), ("others", found.others)):
        if cases:
            box.addWidget(label(words(f"panel_cases.{heading}"), "h3"))
        for case in cases:
            box.addWidget(case_card(circular, words, case, open_case))
    if not found.near and not found.others:
        box.addWidget(label(words("panel.no_cases" if kind else "panel_cases.none"), "muted"))
    if found.precedents:
        box.addWidget(label(words("panel_cases.precedents"), "h3"))
    for precedent in found.precedents:
        box.addWidget(precedent_card(circular, words, precedent))

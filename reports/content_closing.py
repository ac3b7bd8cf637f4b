"""The last pages as values: the duties explained, the index of everything cited, the declaration and its boxes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.domain.circular import Act, Item
from app.domain.conditions import named_values
from app.domain.consequences import Dated
from app.domain.determination import ToolDetermination
from app.domain.duties import is_stale
from app.text import Words
from reports.content_frame import Making, made_with
from reports.phrases import Phrases
from reports.report import ActEntry, DateLine, Declaration, DutyEntry, ItemLine, SignatureBox
from reports.report_parts import Pair

SIGNATURE_FIELDS = ("consultant", "employer", "representatives")
TIMESTAMP_FIELD = "timestamp"


def duties_explained(phrases: Phrases, tools: Sequence[tuple[str, ToolDetermination]]) -> tuple[DutyEntry, ...]:
    """Every duty of some tool, once, in the law's order. ``tools``: name on paper and what was found."""
    words, entries = phrases.words, []
    for duty in phrases.circular.duties:
        names = [name for name, found in tools if duty.id in found.duties]
        if names:
            entries.append(
                DutyEntry(
                    title=duty.label,
                    text=duty.text,
                    tools=Pair(words.count("paper.duty.tools", len(names)), phrases.listed(names)),
                    who=Pair(words("paper.duty.who"), duty.who),
                    by_when=Pair(words("paper.duty.by_when"), duty.by_when),
                    sources=phrases.sources(duty.cites),
                )
            )
    return tuple(entries)


def dated_rules(phrases: Phrases, found: Sequence[ToolDetermination], on: date) -> tuple[DateLine, ...]:
    """The dated rules that a duty or a stake of some tool looks at, past or still to come, as they stand on ``on``."""
    circular, words = phrases.circular, phrases.words
    shown = {one for tool in found for one in (*tool.duties, *tool.stakes)}
    whens = [duty.when for duty in circular.duties if duty.id in shown]
    whens += [stake.when for stake in circular.stakes if stake.id in shown]
    used = {name for when in whens for axis in ("applies", "stale") for name in named_values(when, axis)}
    return tuple(
        DateLine(
            title=dated.label,
            text=dated.text,
            date=phrases.day_of(dated.date),
            checked=phrases.day_of(dated.checked_on),
            again=words("paper.dates.again") if is_stale(dated, on) else "",
            own=_own(phrases, dated),
            sources=phrases.sources(dated.cites),
        )
        for dated in circular.dates.values()
        if dated.id in used
    )


def _own(phrases: Phrases, dated: Dated) -> str:
    """That the date is the user's and not the law's, and what the law's was."""
    if not dated.own_since or dated.by_law is None:
        return ""
    law = dated.by_law
    return phrases.words(
        "paper.dates.own",
        noted=phrases.day_of(dated.own_since),
        date=phrases.day_of(law.date),
        checked=phrases.day_of(law.checked_on),
    )


def sources_index(phrases: Phrases) -> tuple[ActEntry, ...]:
    """Every item cited so far, under its act, in the order of the law's own list."""
    circular = phrases.circular
    entries = []
    for act in circular.acts.values():
        items = [item for item in circular.items.values() if item.act == act.id and item.id in phrases.cited]
        if items:
            lines = tuple(_item(phrases, item) for item in items)
            entries.append(ActEntry(act.title, _act(phrases, act), lines))
    return tuple(entries)


def _act(phrases: Phrases, act: Act) -> str:
    params = {"issuer": act.issuer, "number": act.number, "date": phrases.day_of(act.date), "place": act.place}
    if act.doc_web:
        return phrases.words("paper.sources.act_doc_web", doc_web=act.doc_web, **params)
    return phrases.words("paper.sources.act" if act.number else "paper.sources.act_unnumbered", **params)


def _item(phrases: Phrases, item: Item) -> ItemLine:
    words = phrases.words
    statement = item.statement
    if item.point:
        statement = words("paper.sources.point", point=item.point, statement=statement)
    read = phrases.circular.statuses[item.status]
    if item.read_where:
        read = words(
            "paper.sources.inferred" if item.status == "inference" else "paper.sources.read",
            date=phrases.day_of(item.read_on),
            where=phrases.listed(item.read_where),
            status=read,
        )
    return ItemLine(item.id, statement, read)


def declaration(phrases: Phrases, fingerprint: str, making: Making) -> Declaration:
    words, journal_head, rules = phrases.words, making.journal_head, making.rules_sha256
    circular = phrases.circular
    return Declaration(
        text=words("paper.declaration.text"),
        boxes=tuple(_box(words, field) for field in SIGNATURE_FIELDS),
        timestamp=words("paper.signature.timestamp"),
        fingerprint=Pair(words("paper.declaration.fingerprint"), fingerprint),
        embedded=words("paper.declaration.embedded"),
        rules=Pair(words("paper.declaration.rules", id=circular.id, version=circular.version), rules)
        if rules
        else None,
        verification=words("paper.declaration.verification"),
        journal=Pair(words("paper.journal.head"), journal_head) if journal_head else None,
        journal_meaning=words("paper.journal.meaning") if journal_head else "",
        made=made_with(making, circular),
        caveat=circular.caveat,
        code_alt=words("archive_paper.code", fingerprint=fingerprint),
        attachment=words("archive_paper.attachment"),
    )


def _box(words: Words, field: str) -> SignatureBox:
    return SignatureBox(field, words(f"paper.signature.{field}"), words(f"paper.signature.{field}_caption"))

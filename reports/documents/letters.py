"""Letters about a tool that is not the employer's own: to the client company or the group, to a vendor's cloud.

What they ask is ours; what they say of the law is the law's data, with its source and how it was read.
"""

from __future__ import annotations

from datetime import date

from app.domain.circular import Circular
from app.domain.conditions import named_facts
from app.domain.determination import ToolDetermination
from app.domain.practice import Practice, Tool
from app.text import Words
from reports.documents.draft import Draft, Para, Points, Writer

REQUESTS = {"client": 6, "group": 6, "vendor_cloud": 7}
"""The providers that get a letter, and how many things it asks for."""


def letter(
    circular: Circular,
    practice: Practice,
    tool: Tool,
    found: ToolDetermination,
    words: Words,
    on: date,
    questions: int,
) -> Draft:
    """The letter to whoever provides ``tool``; ``questions``: how many stand on the questionnaire that goes with it."""
    kind = tool.provider
    assert kind in REQUESTS, kind
    writer = Writer(circular, practice, words, on)
    name = writer.known(tool.name, "tool")
    writer.sender()
    if kind == "vendor_cloud":
        writer.say("to", vendor=writer.known(tool.vendor, "vendor"))
    else:
        writer.say("to", vendor=writer.gap(kind))
    writer.say("dated_at", "right", place=writer.gap("place"), date=writer.day(on))
    title = words(f"documents.letter.{kind}.subject", tool=name)
    writer.say("letter.subject", "strong", subject=title)
    writer.say(f"letter.{kind}.lead", tool=name)
    kinds = dict.fromkeys(one.kind for one in found.functions if one.present)
    if kinds:
        writer.say("letter.functions")
        writer.blocks.append(Points(tuple(circular.kinds[one].label for one in kinds), numbered=False))
    writer.head("letter.ask")
    asked = tuple(words(f"documents.letter.{kind}.ask{n}") for n in range(1, REQUESTS[kind] + 1))
    writer.blocks.append(Points(asked))
    cites = cited(circular, found)
    if cites:
        writer.head("letter.why")
        writer.say("letter.why_text")
        writer.statements(cites)
    if questions:
        writer.blocks.append(Para(words.count("documents.letter.enclosed", questions)))
    writer.say("letter.close", date=writer.gap("reply_by"))
    writer.say("letter.signed", name=writer.gap("signed"), company=writer.known(practice.company.name, "company"))
    writer.say("letter.draft", "small", law=circular.short, version=circular.version)
    return writer.draft(title, headed=False)


def cited(circular: Circular, found: ToolDetermination) -> tuple[str, ...]:
    """The items that the duties rest on which the law hangs on whose tool it is; nothing where it hangs none."""
    duties = (duty for duty in circular.duties if duty.id in found.duties and "provider" in named_facts(duty.when))
    return tuple(dict.fromkeys(cite for duty in duties for cite in duty.cites))

"""The questionnaire for a tool's vendor: what is open, with a code beside each choice. Asks; never answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from app.domain.circular import UNKNOWN, Circular
from app.domain.practice import Practice, Tool
from app.domain.questionnaire import LETTERS, UNKNOWN_LETTER, Asked
from app.text import Words
from reports.documents.draft import Ask, Draft, Heading, Mark, Para, Points, Writer


def questionnaire(
    circular: Circular, practice: Practice, tool: Tool, asked: Sequence[Asked], words: Words, on: date
) -> Draft:
    """The sheet of these questions, whatever their order: what there is first, then the tool, then each function."""
    writer = Writer(circular, practice, words, on)
    name = writer.known(tool.name, "tool")
    writer.sender()
    writer.say("to", vendor=writer.known(tool.vendor, "vendor"))
    writer.say("dated", "right", date=writer.day(on))
    writer.say("questionnaire.lead", tool=name, version=writer.known(tool.version, "version"))
    writer.head("questionnaire.how")
    writer.say("questionnaire.how_text", unknown=UNKNOWN_LETTER)
    writer.say("questionnaire.who_is_we")
    _presences(writer, [one for one in asked if one.question.scope == "presence"])
    _facts(writer, [one for one in asked if one.question.scope == "tool"], words("documents.questionnaire.tool"))
    functions = [one for one in asked if one.question.scope == "function"]
    for kind, questions in groupby(functions, key=lambda one: one.question.kind):
        _facts(writer, list(questions), circular.kinds[kind].label)
    writer.head("questionnaire.signed")
    writer.say("questionnaire.declared", name=writer.gap("name"), role=writer.gap("role"), date=writer.gap("date"))
    writer.say("questionnaire.rules", "small", law=circular.short, version=circular.version)
    return writer.draft(words("documents.questionnaire.title", tool=name))


def _presences(writer: Writer, asked: list[Asked]) -> None:
    """One legend for all: the same choices have the same letters in every line."""
    if not asked:
        return
    circular, words = writer.circular, writer.words
    writer.head("questionnaire.functions")
    writer.say("questionnaire.functions_text")
    legend = [
        words("documents.questionnaire.choice", code=LETTERS[n], text=choice.label)
        for n, choice in enumerate(circular.presences.choices)
    ]
    legend.append(
        words("documents.questionnaire.choice", code=UNKNOWN_LETTER, text=words("documents.questionnaire.unknown"))
    )
    writer.blocks.append(Points(tuple(legend), numbered=False))
    for one in asked:
        kind = circular.kinds[one.question.kind]
        writer.blocks.append(Ask(one.code, kind.label, kind.description, (Mark(one.code, ""),)))


def _facts(writer: Writer, asked: list[Asked], heading: str) -> None:
    if not asked:
        return
    writer.blocks.append(Heading(heading))
    for one in asked:
        labels = {choice.id: choice.label for choice in one.fact.choices}
        labels[UNKNOWN] = writer.words("documents.questionnaire.unknown")
        marks = [Mark(one.code + letter, labels[choice]) for letter, choice in one.choices]
        if one.fact.type == "number":
            marks.insert(0, Mark(one.code, ""))
        writer.blocks.append(Ask(one.code, one.fact.question, one.fact.hint, tuple(marks)))
        if one.fact.type == "many":
            writer.blocks.append(Para(writer.words("documents.questionnaire.many"), "small"))

"""The paper stands on its own: from its text alone, as any reader copies it, every outcome is worked out again.

What is read here are the questions, the answers, the presences and the functions declared absent, as words; the codes
beside the outcomes serve to name things and, at the end, to be compared.
"""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from golden_papers import PRACTICES
from paper_samples import ON, TEXTS, law, report

from app.domain.circular import UNKNOWN, Circular, Fact
from app.domain.engine import determine
from app.domain.practice import Answer, Company, Confirmation, Practice, Tool, ToolFunction, Value
from app.text import Words, words
from reports import codes
from reports.layout.document import render

LANGS = {name: "en" if name in ("example", "sample") else "it" for name in PRACTICES}


def squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def text_of(name: str, folder: Path) -> str:
    """The paper's text in reading order, without what stands on every page, without spaces."""
    base = PRACTICES[name](law(LANGS[name]))
    document = report(LANGS[name], base=base, edition="third_parties")
    file = folder / "paper.pdf"
    file.write_bytes(render(document).pdf)
    done = subprocess.run(["pdftotext", "-raw", str(file), "-"], capture_output=True, text=True, check=True)
    pages = [page.splitlines() for page in done.stdout.split("\f") if page.strip()]
    everywhere = set.intersection(*map(set, pages)) if len(pages) > 1 else set()
    number = re.compile(re.sub(r"\\{pages?\\}", r"\\d+", re.escape(words(TEXTS, LANGS[name])("paper.page_of"))))
    foot = [line for line in (document.footer, "") if line]
    lines = (number.sub("", line).strip() for page in pages for line in page if line not in everywhere)
    return squeezed("".join(line for line in lines if line not in foot))


@dataclass
class Reader:
    """Turns words back into ids. It knows the questions, not the rules."""

    circular: Circular
    words: Words

    def said(self, key: str, **params: object) -> str:
        return squeezed(self.words(key, **params))

    @property
    def head(self) -> str:
        columns = ("question", "answer", "told")
        return "".join(self.said(f"paper.column.answers.{column}") for column in columns)

    def answers(self, facts: Iterable[Fact], text: str) -> dict[str, Answer]:
        """Each question that stands in ``text``, with what stands right after it."""
        found = {}
        for fact in facts:
            asked = squeezed(fact.question)
            if asked in text:
                value = self.value(fact, text[text.index(asked) + len(asked) :])
                if value is not None:
                    found[fact.id] = Answer(value)
        return found

    def value(self, fact: Fact, text: str) -> Value | None:
        if text.startswith(self.said("paper.answer.none")):
            return None
        labels = {squeezed(choice.label): choice.id for choice in fact.choices}
        if fact.type == "many":
            nothing = {self.said("paper.none"): ""}
            return self.listed(labels, text)[0] or self.one(fact, nothing, text) or ()
        if fact.type == "number":
            # What was typed runs into the date beside it: the number itself decides nothing.
            return UNKNOWN if text.startswith(self.said("paper.answer.unknown")) else 1
        return self.one(fact, labels, text)

    def one(self, fact: Fact, labels: dict[str, str], text: str) -> str:
        known = {**labels, self.said("paper.answer.unknown"): UNKNOWN}
        starts = [label for label in known if text.startswith(label)]
        assert starts, f"{fact.id}: {text[:80]}"
        return known[max(starts, key=len)]

    @staticmethod
    def listed(labels: dict[str, str], text: str) -> tuple[tuple[str, ...], str]:
        """The ids of the labels that stand at the beginning, parted by commas, and what is left."""
        found = []
        while starts := [label for label in labels if text.startswith(label)]:
            longest = max(starts, key=len)
            found.append(labels[longest])
            text = text[len(longest) :]
            if not text.startswith(","):
                break
            text = text[1:]
        return tuple(found), text

    def practice(self, text: str) -> Practice:
        text = text.replace(self.head, "")
        before = text.index("[")
        company = Company(facts=self.answers(self.circular.company_facts, text[:before]))
        marks = list(re.finditer(r"\[([A-Za-z0-9]+)=[a-z_?]+:[a-z_]+\]", text))
        closing = self.said("paper.heading.duties_explained")
        ends = [*(mark.start() for mark in marks[1:]), text.index(closing) if closing in text else len(text)]
        tools = tuple(self.tool(mark[1], text[mark.end() : end]) for mark, end in zip(marks, ends, strict=True))
        return Practice("paper", self.circular.id, self.circular.version, company, tools)

    def tool(self, tool_id: str, text: str) -> Tool:
        own = self.said("paper.heading.tool_answers")
        functions_text, _, rest = text.partition(own)
        marks = list(re.finditer(rf"\[{tool_id}/([^=\]]+)=[a-z_?]+\]", functions_text))
        ends = [*(mark.start() for mark in marks[1:]), len(functions_text)][: len(marks)]
        functions = [
            self.function(mark[1], functions_text[: mark.start()], functions_text[mark.end() : end])
            for mark, end in zip(marks, ends, strict=True)
        ]
        absent = self.absent(text)
        functions += [ToolFunction(f"absent{n}", kind, "absent") for n, kind in enumerate(absent[0])]
        unspoken = self.unspoken(text)
        kinds = tuple(kind for kind in absent[1] if kind not in unspoken)
        return Tool(
            tool_id,
            facts=self.answers(self.circular.tool_facts, rest),
            functions=tuple(functions),
            confirmed=Confirmation("x", "y", kinds) if kinds else None,
        )

    def function(self, function_id: str, before: str, text: str) -> ToolFunction:
        kind = self.circular.kinds[self.kind(before)]
        text = text.split(self.said("paper.heading.why"))[0]
        asked = self.said("paper.function.presence")
        after = text[text.index(asked) + len(asked) :]
        presence = (
            "unasked"
            if after.startswith(self.said("paper.function.unasked"))
            else self.one(self.circular.presences, self.presences, after)
        )
        return ToolFunction(function_id, kind.id, presence, self.answers(kind.facts, text))

    @property
    def presences(self) -> dict[str, str]:
        return {squeezed(choice.label): choice.id for choice in self.circular.presences.choices}

    def kind(self, before: str) -> str:
        """The kind whose name stands before the chip before the code."""
        lead = self.said("paper.code", code="")
        assert before.endswith(lead)
        before = before[: -len(lead)]
        outcomes = [outcome.chip for outcome in self.circular.outcomes.values()]
        chips = [squeezed(chip) for chip in outcomes]
        chips += [self.said("paper.chip.up_to", outcome=chip) for chip in outcomes]
        chips += [self.said(f"paper.chip.{name}") for name in ("presence", "unconfirmed", "nothing")]
        heads = [before[: -len(chip)] for chip in chips if before.endswith(chip)]
        head = re.sub(r"\(\d+\)$", "", min(heads, key=len))
        named = {
            squeezed(kind.label): kind.id
            for kind in self.circular.kinds.values()
            if head.endswith(squeezed(kind.label))
        }
        return named[max(named, key=len)]

    def absent(self, text: str) -> tuple[list[str], tuple[str, ...]]:
        """Kinds answered as not there, and those confirmed absent all together."""
        heading = self.said("paper.heading.absent")
        if heading not in text:
            return [], ()
        text = text[text.rindex(heading) + len(heading) :]
        labels = {squeezed(kind.label): kind.id for kind in self.circular.kinds.values()}
        answered: list[str] = []
        confirmed: tuple[str, ...] = ()
        gone = [label for label, one in self.presences.items() if one in ("absent", "off_locked")]
        together = self.said("paper.absent.confirmed")
        while starts := [label for label in (*gone, together) if text.startswith(label)]:
            longest = max(starts, key=len)
            named, text = self.listed(labels, text[text.index(":", len(longest)) + 1 :])
            if longest == together:
                confirmed = named
            else:
                answered += named
        return answered, confirmed

    def unspoken(self, text: str) -> tuple[str, ...]:
        lead = self.said("paper.missing.unconfirmed", functions="").rstrip(".")
        if lead not in text:
            return ()
        labels = {squeezed(kind.label): kind.id for kind in self.circular.kinds.values()}
        return self.listed(labels, text[text.index(lead) + len(lead) :])[0]


@cache
def rebuilt(name: str, text: str) -> Practice:
    lang = LANGS[name]
    return Reader(law(lang), words(TEXTS, lang)).practice(text)


@pytest.mark.parametrize("name", PRACTICES)
def test_every_outcome_is_worked_out_again_from_the_text_alone(name: str, tmp_path: Path) -> None:
    circular = law(LANGS[name])
    text = text_of(name, tmp_path)
    anew = determine(circular, rebuilt(name, text), ON)
    expected = {place: code.split(":")[0] for place, code in codes.expected(anew).items()}
    printed = {place: {code.split(":")[0] for code in found} for place, found in codes.printed(text).items()}
    assert printed == {place: {code} for place, code in expected.items()}
    assert printed
    truth = codes.expected(determine(circular, PRACTICES[name](circular), ON))
    assert expected == {place: code.split(":")[0] for place, code in truth.items()}


@pytest.mark.parametrize("name", ["sample", "example", "vicidial"])
def test_every_rule_that_spoke_is_named_by_its_id(name: str, tmp_path: Path) -> None:
    circular = law(LANGS[name])
    text = text_of(name, tmp_path)
    for tool in determine(circular, PRACTICES[name](circular), ON):
        rules = {reason.rule for found in tool.functions for reason in found.reasons}
        rules |= {row for at in tool.standing_at for row in at.rules}
        assert rules or tool.outcome is None
        for rule in rules:
            assert squeezed(words(TEXTS, LANGS[name])("paper.rule", id=rule)) in text, rule


@pytest.mark.parametrize("lang", ["it", "en"])
def test_no_two_questions_or_answers_read_alike(lang: str) -> None:
    """Or nobody could tell from the paper which was asked, and what was answered."""
    circular = law(lang)
    groups = [circular.tool_facts, circular.company_facts, *(kind.facts for kind in circular.kinds.values())]
    for facts in groups:
        asked = [squeezed(fact.question) for fact in facts]
        assert len(set(asked)) == len(asked)
        for fact in (*facts, circular.presences):
            labels = [squeezed(choice.label) for choice in fact.choices]
            assert len(set(labels)) == len(labels), fact.id
    labels = [squeezed(kind.label) for kind in circular.kinds.values()]
    assert len(set(labels)) == len(labels)


def test_the_goldens_meet_every_outcome() -> None:
    circular = law("it")
    met = {
        found.outcome
        for made in PRACTICES.values()
        for tool in determine(circular, made(circular), ON)
        for found in tool.functions
        if not found.provisional
    }
    assert met - {None} == set(circular.outcomes)
    assert len(PRACTICES) >= 10

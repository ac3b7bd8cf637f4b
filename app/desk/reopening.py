"""A paper opened again: the data inside it, worked out anew with the rules it names, against what its pages say.

Compared are the codes printed beside every outcome and the fingerprint printed of the data; the pages are read, not a
second list beside the data (see ``reports.reading``). Whether file and signature are intact is the verification's to
say. It must never bring a practice into the archive unasked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from app.desk.intake import require_known
from app.desk.laws import Laws
from app.desk.open_practice import OpenPractice
from app.domain.circular import Circular
from app.domain.engine import determine
from app.domain.errors import UserError
from app.domain.ledger import Dossier, Ledger
from app.domain.practice import Practice
from app.records.dossier import from_canonical
from app.store.signed import content
from app.text import Words


@dataclass(frozen=True)
class OutcomeDifference:
    """``function`` is empty for a tool itself. ``printed``: each code the pages bear there; ``found``: the one worked
    out, empty where the data know of no such place."""

    tool: str
    function: str
    printed: tuple[str, ...]
    found: str


@dataclass(frozen=True)
class Reopened:
    """``data_as_printed``: the fingerprint on the pages is of the data inside. ``rules_as_printed``: so is that of the
    rules; None where the paper names none. ``compared``: how many outcomes; ``codes``: whether there was anything to
    compare, which there is not on a paper from before there were codes."""

    practice: Practice
    on: date
    data_as_printed: bool
    rules_as_printed: bool | None
    compared: int
    codes: bool
    differences: tuple[OutcomeDifference, ...]

    @property
    def equal(self) -> bool:
        return self.data_as_printed and self.codes and not self.differences


def reopened(laws: Laws, pdf: bytes, lang: str, today: date) -> Reopened:
    """``pdf_unreadable``, ``paper_not_ours``, ``paper_without_data``, ``paper_data_damaged``, ``paper_newer``,
    ``paper_rules_absent`` and the law's errors as UserError. Slow for a thick paper."""
    from reports import codes
    from reports.archival import embedded
    from reports.reading import read

    paper = read(pdf)
    data = embedded(pdf)
    if data is None:
        raise UserError("paper_without_data")
    practice = _practice(data)
    law = _law(laws, practice, lang)
    try:
        require_known(law, practice)
    except UserError as problem:
        raise UserError("paper_data_damaged") from problem
    on = paper.made_on or today
    expected, printed = codes.expected(determine(law, practice, on)), codes.printed(paper.text)
    bare = "".join(paper.text.split())
    rules = laws.fingerprint(practice)
    return Reopened(
        practice,
        on,
        sha256(data).hexdigest() in bare,
        rules in bare if codes.names_rules(paper.text, law.id, law.version) else None,
        len(printed),
        bool(printed) or not expected,
        tuple(_differences(expected, printed)) if printed else (),
    )


def _practice(data: bytes) -> Practice:
    try:
        return from_canonical(data)
    except UserError as problem:
        raise UserError("paper_newer" if problem.key == "practice_newer" else "paper_data_damaged") from problem


def _law(laws: Laws, practice: Practice, lang: str) -> Circular:
    try:
        return laws.of(practice, lang)
    except UserError as problem:
        if problem.key != "circular_absent":
            raise
        named = {"circular": practice.circular, "version": practice.version}
        raise UserError("paper_rules_absent", **named) from problem


def _differences(
    expected: Mapping[tuple[str, str], str], printed: Mapping[tuple[str, str], frozenset[str]]
) -> Iterable[OutcomeDifference]:
    for place in dict.fromkeys((*expected, *printed)):
        found, there = expected.get(place, ""), printed.get(place, frozenset())
        if there != {found}:
            yield OutcomeDifference(*place, tuple(sorted(there)), found)


def told(law: Circular, words: Words, file: str, found: Reopened) -> list[str]:
    """What came out, in whole sentences: the verdict first."""
    lines = [_verdict(words, file, found)]
    if found.rules_as_printed is False:
        lines.append(words("reopen.rules_differ"))
    for one in found.differences:
        place = _place(law, words, found.practice, one)
        printed = " / ".join(_outcome(law, words, code) for code in one.printed)
        if not one.found:
            lines.append(words("reopen.only_printed", place=place, printed=printed))
        elif not one.printed:
            lines.append(words("reopen.not_printed", place=place, found=_outcome(law, words, one.found)))
        else:
            lines.append(words("reopen.differs", place=place, printed=printed, found=_outcome(law, words, one.found)))
    return lines


def _verdict(words: Words, file: str, found: Reopened) -> str:
    if found.equal:
        return words.count("reopen.equal", found.compared, file=file)
    if not found.data_as_printed:
        return words("reopen.data_altered", file=file)
    if not found.codes:
        return words("reopen.no_codes", file=file)
    return words.count("reopen.differ", len(found.differences), file=file)


def _place(law: Circular, words: Words, practice: Practice, one: OutcomeDifference) -> str:
    tool = next((tool for tool in practice.tools if tool.id == one.tool), None)
    name = (tool.name if tool else one.tool) or words("paper.tool.unnamed")
    if not one.function:
        return name
    stored = tool.function(one.function) if tool else None
    kind = law.kinds.get(stored.kind if stored else one.function.split("@")[0])
    return words("reopen.function", tool=name, function=kind.label if kind else one.function)


def _outcome(law: Circular, words: Words, code: str) -> str:
    """A code in the law's words; what the law does not know is told as it is."""
    outcome, _, standing = code.partition(":")
    known = law.outcomes.get(outcome.rstrip("?"))
    text = known.chip if known else words("paper.chip.nothing") if outcome.startswith("none") else outcome
    if known and outcome.endswith("?"):
        text = words("paper.chip.up_to", outcome=text)
    at = law.standings.get(standing)
    return words("reopen.with_standing", outcome=text, standing=at.label if at else standing) if standing else text


class Reopening(OpenPractice):
    def open_paper(self, path: Path) -> Reopened:
        """What a paper says against what its data say. Those of :func:`reopened` and of reading as UserError. Slow."""
        return reopened(self._laws, content(path), self.lang, self.today)

    def told_of(self, name: str, found: Reopened) -> list[str]:
        """The same in sentences."""
        return told(self._laws.of(found.practice, self.lang), self.words, name, found)

    def import_paper(self, found: Reopened) -> str:
        """The practice inside a paper as one of this archive, opened; its id.

        Always under an id of its own: the practice the paper was made of is never touched, and the journal on the
        paper stays the journal of that one. UserError of writing."""
        self._need_writing()
        self.close()
        practice = replace(found.practice, id=self._new_id())
        entry = self._entry("imported_paper", found.practice.number or found.practice.id)
        self._take(Dossier(practice, Ledger().noted(entry)), None, None, False)
        self._have_written()
        return practice.id

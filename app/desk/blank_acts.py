"""The blank checklist at the desk: printed for a visit, and what was filled in brought into a tool.

What comes in is shown before it is taken; an answer given before is kept unless the user says otherwise, and one undo
takes all of it back. A box ticked beside another, or a number that is none, is left open and said.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.desk import acts
from app.desk.paper_language import PaperLanguage
from app.domain.circular import UNKNOWN, Circular
from app.domain.errors import UserError
from app.domain.practice import Answer, Value
from app.domain.sheet import Row, blank

MOST_DAYS = 99_999


@dataclass(frozen=True)
class Coming:
    """One answer read off a sheet. ``value`` is None where what is ticked cannot be: then ``ticked`` is what it was.

    ``before``: what the tool says so far, if anything else.
    """

    row: Row
    value: Value | None
    ticked: tuple[str, ...]
    before: Answer | None


@dataclass(frozen=True)
class BlankPlan:
    """What a filled sheet would bring into a tool; nothing has changed yet."""

    practice: str
    tool: str
    coming: tuple[Coming, ...]
    who: str
    notes: str

    @property
    def differing(self) -> tuple[Coming, ...]:
        """Where the tool already says something else."""
        return tuple(one for one in self.coming if one.value is not None and one.before is not None)

    @property
    def unclear(self) -> tuple[Coming, ...]:
        """Where two boxes are ticked of which one only may be, or a number cannot be read."""
        return tuple(one for one in self.coming if one.value is None)


def kinds_of(circular: Circular, names: Iterable[str]) -> tuple[str, ...]:
    """The kinds of function that templates and kinds, by id, come to. ``blank_kind_unknown`` as UserError."""
    templates = {template.id: template.kinds for template in circular.templates}
    found: list[str] = []
    for name in names:
        if name not in templates and name not in circular.kinds:
            raise UserError("blank_kind_unknown", name=name)
        found += templates.get(name, (name,))
    return tuple(dict.fromkeys(found))


class BlankActs(PaperLanguage):
    """The acts on blank checklists. Slow, both ways: off the GUI thread."""

    def blank_pdf(self, kinds: Iterable[str], fillable: bool = False, tool: str = "") -> bytes:
        """The sheet for a tool with these kinds of function, in the papers' language."""
        from reports.blank import compose
        from reports.layout.blank import render

        return render(compose(self.paper_circular, kinds, self.paper_words, tool), fillable)

    def read_blank(self, tool_id: str, pdf: bytes, name: str) -> BlankPlan:
        """``blank_not_ours``, ``blank_other_law``, ``blank_nothing`` as UserError."""
        from reports.blank_read import read

        filled, practice = read(pdf), self.practice
        if filled is None:
            raise UserError("blank_not_ours", name=name)
        if (filled.circular, filled.version) != (practice.circular, practice.version):
            raise UserError("blank_other_law", name=name, law=filled.circular, version=filled.version)
        known = tuple(kind for kind in filled.kinds if kind in self.circular.kinds)
        coming = []
        for row in blank(self.circular, known):
            ticked = filled.ticked.get(row.code, ())
            number = filled.numbers.get(row.code, "")
            if not ticked and not number:
                continue
            mine = replace(row, question=replace(row.question, tool=tool_id))
            value = _value(mine, ticked, number)
            before = acts.answer_to(practice, mine.question)
            same = before is not None and before.value == value
            if not same:
                coming.append(Coming(mine, value, ticked or (number,), before))
        if filled.empty:
            raise UserError("blank_nothing", name=name)
        return BlankPlan(practice.id, tool_id, tuple(coming), filled.about.get("who", ""), filled.notes)

    def take_blank(self, plan: BlankPlan, replacing: bool) -> int:
        """Brings it in, all at once; how many answers were taken. ``replacing``: also where the tool says otherwise.
        ``practice_switched`` (UserError) if it was read for another practice."""
        practice, taken = self.practice, 0
        if plan.practice != practice.id:
            raise UserError("practice_switched")
        at, by = self._now(), plan.who or self.practice.prepared_by
        for one in plan.coming:
            if one.value is None or (one.before is not None and not replacing):
                continue
            question = one.row.question
            if question.kind:
                practice = practice.with_tool(acts.tick(practice.tool(plan.tool), question.kind, True))
            note = one.before.note if one.before else ""
            practice = acts.answer(practice, question, Answer(one.value, at, by, note))
            taken += 1
        tool = practice.tool(plan.tool)
        if plan.notes and plan.notes not in tool.note:
            practice = practice.with_tool(
                replace(tool, note="\n".join(part for part in (tool.note, plan.notes) if part))
            )
        self._change(practice, "blank_taken", tool.name)
        return taken


def _value(row: Row, ticked: tuple[str, ...], number: str) -> Value | None:
    if any(one not in row.keys and one != UNKNOWN for one in ticked):
        return None
    if UNKNOWN in ticked:
        return UNKNOWN if len(ticked) == 1 and not number else None
    if row.fact.type == "number":
        return int(number) if number.isascii() and number.isdigit() and int(number) <= MOST_DAYS else None
    if row.fact.type == "many":
        return tuple(key for key in row.keys if key in ticked)
    return ticked[0] if len(ticked) == 1 else None

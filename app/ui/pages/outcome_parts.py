"""What the outcome page says, section by section, from determinations to words and widgets. Decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk.exchange import overrides_absence
from app.domain.circular import Circular, Fact
from app.domain.determination import FunctionDetermination, Reason, ToolDetermination
from app.domain.practice import NOT_THERE, UNASKED, Tool
from app.text import Words
from app.ui import phrases, style
from app.ui.widgets.basics import label, line
from app.ui.widgets.chip import OutcomeChip, StandingChip
from app.ui.widgets.conflict_box import flag_line
from app.ui.widgets.function_switches import SwitchLine
from app.ui.widgets.section import icon_line

if TYPE_CHECKING:
    from app.desk.desk import Desk

# ---- functions and hypotheses ------------------------------------------------------------------------------------


def switch_lines(
    circular: Circular,
    words: Words,
    tool: Tool,
    found: ToolDetermination,
    tried: ToolDetermination,
    off: frozenset[str],
) -> list[SwitchLine]:
    """Every function that is or may be there, as it would be without those in ``off``."""
    after = {f.id: f for f in tried.functions}
    lines = []
    for function in found.functions:
        if not function.present and function.presence != UNASKED:
            continue
        would_be = after.get(function.id)
        gone = ""
        if function.id in off:
            gone = words("outcome.off")
        elif function.present and (would_be is None or not would_be.present):
            gone = words("outcome.gone")
        shown = function if would_be is None else would_be
        lines.append(
            SwitchLine(
                id=function.id,
                name=phrases.kind_text(circular, function),
                note=_function_note(circular, words, tool, found, function),
                there=function.present,
                on=function.id not in off,
                locked=function.implied,
                outcome=shown.outcome,
                provisional=shown.provisional,
                gone=gone,
            )
        )
    return lines


def _function_note(
    circular: Circular, words: Words, tool: Tool, found: ToolDetermination, function: FunctionDetermination
) -> str:
    if not function.implied:
        return ""
    why = phrases.implied_text(circular, words, found, function)
    return f"{why}. {words('outcome.overrides')}" if overrides_absence(tool, function) else why


def hypothesis(
    circular: Circular, words: Words, found: ToolDetermination, tried: ToolDetermination, off: frozenset[str]
) -> str:
    """What the hypothesis changes, in one sentence; empty without one."""
    if not off:
        return ""
    count = len(off)
    if tried.outcome is None:
        return words.count("outcome.hypothesis_nothing", count)
    outcome = circular.outcomes[tried.outcome].chip
    if len(tried.possible) > 1:
        return words.count("outcome.hypothesis_open", count, outcome=outcome)
    if tried.outcome != found.outcome:
        return words.count("outcome.hypothesis_new", count, outcome=outcome)
    functions = phrases.names_text(circular, tried, tried.deciding)
    return words.count("outcome.hypothesis_same_for", count, outcome=outcome, functions=functions)


# ---- the banner --------------------------------------------------------------------------------------------------


def banner_texts(circular: Circular, words: Words, found: ToolDetermination, unanswered: int) -> dict[str, str]:
    """``look``, ``eyebrow``, ``title``, ``summary``, ``sub``, ``law`` for the banner."""
    law = words("outcome.law", short=circular.short, version=circular.version)
    law += "\n" + words("outcome.as_of", date=phrases.date_text(words, circular.as_of))
    if found.outcome is None:
        title, summary = words("outcome.nothing"), words("outcome.nothing_text")
        eyebrow = words("outcome.eyebrow_provisional")
        return {"look": "grey", "eyebrow": eyebrow, "title": title, "summary": summary, "sub": "", "law": law}
    outcome = circular.outcomes[found.outcome]
    present = [f for f in found.functions if f.present]
    if not found.provisional:
        sub = ""
        if len(present) > 1:
            sub = words("outcome.decides", functions=phrases.names_text(circular, found, found.deciding))
        return {
            "look": outcome.look,
            "eyebrow": words("outcome.eyebrow_many" if len(present) > 1 else "outcome.eyebrow"),
            "title": outcome.label,
            "summary": outcome.summary,
            "sub": sub,
            "law": law,
        }
    settled = len(found.possible) == 1 and not any(f.provisional for f in present)
    left = []
    if unanswered:
        left.append(words.count("outcome.open", unanswered))
    elif len(found.possible) > 1:
        left.append(words("outcome.undecided"))
    if any(f.presence == "unknown" for f in present):
        left.append(words("outcome.presence_unknown"))
    if found.unconfirmed:
        kinds = phrases.kinds_text(circular, found.unconfirmed)
        left.append(words.count("outcome.unconfirmed", len(found.unconfirmed), kinds=kinds))
    return {
        "look": "grey",
        "eyebrow": words("outcome.eyebrow_provisional"),
        "title": words("outcome.to_confirm") if settled else words("outcome.could_become", outcome=outcome.chip),
        "summary": words("outcome.so_far", outcome=outcome.chip) if settled else "",
        "sub": " ".join(left),
        "law": law,
    }


# ---- why ---------------------------------------------------------------------------------------------------------


def fill_why(body: QVBoxLayout, circular: Circular, words: Words, found: ToolDetermination) -> None:
    """The flags, then the reasons of every function, those that decide first."""
    for flag in (circular.flags[one] for one in found.flags if not one.startswith("conflict:")):
        body.addWidget(flag_line(flag))
    present = [f for f in found.functions if f.present]
    if not present:
        body.addWidget(label(words("outcome.why_empty"), "muted"))
    number = 0
    for place, function in enumerate(sorted(present, key=lambda f: f.id not in found.deciding)):
        if place or found.flags:
            body.addWidget(line())
        body.addWidget(label(phrases.kind_text(circular, function), "strong"))
        chip = OutcomeChip(circular, words)
        chip.show_outcome(function.outcome, function.provisional)
        body.addWidget(chip)
        for reason in function.reasons:
            number += 1
            body.addWidget(_reason(circular, words, found, reason, number))


def _reason(circular: Circular, words: Words, found: ToolDetermination, reason: Reason, number: int) -> QWidget:
    made = QWidget()
    box = QHBoxLayout(made)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(style.px(10))
    mark = label(str(number), "strong", wrap=False)
    mark.setFixedWidth(style.px(18))
    texts = QVBoxLayout()
    texts.setSpacing(style.px(2))
    texts.addWidget(label(circular.sentence(reason.rule)))
    answers = answers_text(circular, words, found, reason)
    if answers:
        texts.addWidget(label(words("outcome.answers", answers=answers), "small"))
    for source in phrases.cited_as_read(circular, words, reason.items):
        texts.addWidget(label(source, "small"))
    column = QVBoxLayout()
    column.addWidget(mark)
    column.addStretch(1)
    box.addLayout(column)
    box.addLayout(texts, 1)
    return made


def answers_text(circular: Circular, words: Words, found: ToolDetermination, reason: Reason) -> str:
    """«Question «answer»» of everything that fired a reason."""
    pairs = []
    for fact_id, value in reason.answers.items():
        fact = _fact(circular, found, reason.function, fact_id)
        if fact is not None:
            answer = words("interview.quoted", text=phrases.answer_text(fact, value, words))
            pairs.append(words("outcome.answer_pair", question=fact.question, answer=answer))
    return " · ".join(pairs)


def _fact(circular: Circular, found: ToolDetermination, function_id: str, fact_id: str) -> Fact | None:
    function = next((f for f in found.functions if f.id == function_id), None)
    facts = (*circular.tool_facts, *circular.company_facts)
    if function is not None:
        facts = circular.kinds[function.kind].facts
    return next((fact for fact in facts if fact.id == fact_id), None)


# ---- standing, absent --------------------------------------------------------------------------------------------


def fill_standing(body: QVBoxLayout, desk: Desk, found: ToolDetermination) -> None:
    """Where the tool stands at each site, and the rows of the table that say so."""
    circular, words = desk.circular, desk.words
    reasons = {rule.id: rule.reason for rule in circular.standing_rules}
    for place, at in enumerate(found.standing_at):
        if place:
            body.addWidget(line())
        head = QHBoxLayout()
        head.addWidget(label(phrases.site_text(desk.practice, at.site, words), "strong"), 1)
        chip = StandingChip(words)
        unsettled, prohibited = phrases.standing_marks(found, at.standing)
        chip.show_standing(at.standing, unsettled, prohibited)
        head.addWidget(chip)
        body.addLayout(head)
        texts = [words("outcome.standing_open")] if unsettled else [reasons[rule] for rule in at.rules]
        for text in texts:
            body.addWidget(label(text, "muted"))


def absent_lines(circular: Circular, words: Words, tool: Tool, found: ToolDetermination) -> list[str]:
    """Who declared which functions absent, and which were answered so one by one."""
    lines = []
    listed = {f.kind for f in tool.functions} | {f.kind for f in found.functions}
    if tool.confirmed is not None:
        kinds = [kind for kind in tool.confirmed.kinds if kind not in listed]
        if kinds:
            on = phrases.date_text(words, tool.confirmed.at)
            said = phrases.kinds_text(circular, kinds)
            lines.append(words("outcome.absent_by", by=tool.confirmed.by, date=on, kinds=said))
    answered = [f.kind for f in found.functions if not f.present and f.presence in NOT_THERE]
    if answered:
        lines.append(words("outcome.absent_answered", kinds=phrases.kinds_text(circular, dict.fromkeys(answered))))
    return lines


def fill_lines(body: QVBoxLayout, lines: list[str]) -> None:
    for text in lines:
        body.addWidget(icon_line("document", "muted", (text, "body")))

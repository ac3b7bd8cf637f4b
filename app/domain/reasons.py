"""Why an outcome: the rules, implications and crossings that lead there, with the answers that fired them.

Adds nothing to the outcome and leaves nothing out: a reason without the rule that decided is no reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from app.domain.circular import Circular, Crossing, Implication, Rule
from app.domain.conditions import Is, named_facts
from app.domain.determination import Reason
from app.domain.place import Place
from app.domain.table import deciding_facts

Part = Rule | Implication | Crossing


def reasons(
    circular: Circular, function_id: str, place: Place, rules: Iterable[str], crossings: Iterable[Crossing]
) -> tuple[Reason, ...]:
    """What implies the function, what crossing asks of it, then its rules in the order in which they are told."""
    reasons = []
    for source, implication_id in place.implied_by:
        implication = circular.implication(implication_id)
        reasons.append(_reason(circular, implication, dict(implied_answers(implication)), source))
    asked = {fact.id for fact in deciding_facts(place.kind)}
    for crossing in (crossing for crossing in crossings if asked & set(crossing.at_least)):
        reasons.append(_reason(circular, crossing, dict(implied_answers(crossing)), ""))
    answers = {fact.id: domain[0] for fact in deciding_facts(place.kind) if len(domain := place.domain(fact)) == 1}
    for rule_id in sorted(rules, key=telling_order(circular, place.kind.id)):
        rule = circular.rule(rule_id)
        if is_class(circular, rule_id):
            named = named_facts(rule.when) or frozenset(answers)
            fired = {fact: value for fact, value in answers.items() if fact in named}
            reasons.append(_reason(circular, rule, fired, function_id))
        else:
            reasons.append(_reason(circular, rule, dict(implied_answers(rule)), ""))
    return tuple(reasons)


def implied_answers(part: Part) -> Iterable[tuple[str, str]]:
    """The single values that a condition names outright: the answers one can show for it."""
    stack = [part.when]
    while stack:
        condition = stack.pop()
        if isinstance(condition, Is):
            if len(condition.values) == 1:
                yield condition.fact, next(iter(condition.values))
        elif hasattr(condition, "parts"):
            stack += condition.parts


def _reason(circular: Circular, part: Part, answers: Mapping[str, str], function: str) -> Reason:
    return Reason(part.id, answers, part.cites, circular.acts_of(part.cites), function)


def telling_order(circular: Circular, kind: str) -> Callable[[str], tuple[int, str]]:
    """The order in which rules are told: other kinds' (lent by what may be implied), the row's own, the modifiers."""
    order = [*(rule.id for rule in circular.kinds[kind].rules), *(rule.id for rule in circular.modifiers)]
    return lambda rule_id: (order.index(rule_id) if rule_id in order else -1, rule_id)


def is_class(circular: Circular, rule_id: str) -> bool:
    """Whether the rule is of a kind's row, not a modifier."""
    return all(rule_id != modifier.id for modifier in circular.modifiers)

"""The one list of what a practice is found by; the index keeps it, the home page and the command line search it.

The law's words go in in every language it is read in, so that one finds what one reads on the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from app.domain.circular import Circular, Fact
from app.domain.ledger import Dossier
from app.domain.practice import Answer, Practice, Tool

Laws = Sequence[Circular]


def _company(practice: Practice) -> Iterator[str]:
    yield practice.company.name
    yield practice.company.address
    for site in practice.company.sites:
        yield from (site.name, site.municipality, site.province)


def _codes(practice: Practice) -> Iterator[str]:
    """As written, and run together: a number is also found however its digits were set apart."""
    company = practice.company
    for code in (company.vat, company.tax_code, company.ateco, company.ccnl):
        yield from (code, "".join(filter(str.isalnum, code)))


def _people(practice: Practice) -> Iterator[str]:
    yield from (practice.prepared_by, practice.checked_by, practice.approved_by)


def _records(practice: Practice) -> Iterator[str]:
    for talk in practice.consultations:
        yield from (talk.present, talk.opinion)
    for delivery in practice.deliveries:
        yield from (delivery.paper, delivery.how, *delivery.recipients)


def _tools(practice: Practice) -> Iterator[str]:
    for tool in practice.tools:
        yield from (tool.name, tool.vendor, tool.version)


def _functions(practice: Practice, laws: Laws) -> Iterator[str]:
    for tool in practice.tools:
        for function in tool.functions:
            yield from (law.kinds[function.kind].label for law in laws if function.kind in law.kinds)


def _answers(practice: Practice, laws: Laws) -> Iterator[str]:
    """Every answer in the words that were chosen."""
    for law in laws:
        yield from _labels(law.company_facts, practice.company.facts.items())
        for tool in practice.tools:
            yield from _labels(law.tool_facts, tool.facts.items())
            for function in tool.functions:
                if function.kind in law.kinds:
                    yield from _labels(law.kinds[function.kind].facts, function.answers.items())


def _labels(facts: Iterable[Fact], given: Iterable[tuple[str, Answer]]) -> Iterator[str]:
    known = {fact.id: fact for fact in facts}
    for name, answer in given:
        values = answer.value if isinstance(answer.value, tuple) else (answer.value,)
        if name in known:
            yield from (choice.label for choice in known[name].choices if choice.id in values)


def _notes(practice: Practice) -> Iterator[str]:
    yield practice.note
    yield from practice.waiting_notes.values()
    yield from (answer.note for answer in practice.company.facts.values())
    for tool in practice.tools:
        yield tool.note
        yield from (answer.note for answer in _given(tool))


def _given(tool: Tool) -> Iterator[Answer]:
    yield from tool.facts.values()
    for function in tool.functions:
        yield from function.answers.values()


def _evidence(dossier: Dossier) -> Iterator[str]:
    for piece in dossier.ledger.kept_evidence:
        yield from (piece.name, piece.description)


FIELDS: dict[str, Callable[[Dossier, Laws], Iterable[str]]] = {
    "company": lambda dossier, _laws: _company(dossier.practice),
    "codes": lambda dossier, _laws: _codes(dossier.practice),
    "number": lambda dossier, _laws: (dossier.practice.number,),
    "people": lambda dossier, _laws: _people(dossier.practice),
    "records": lambda dossier, _laws: _records(dossier.practice),
    "tools": lambda dossier, _laws: _tools(dossier.practice),
    "functions": lambda dossier, laws: _functions(dossier.practice, laws),
    "answers": lambda dossier, laws: _answers(dossier.practice, laws),
    "notes": lambda dossier, _laws: _notes(dossier.practice),
    "papers": lambda dossier, _laws: (paper.title for tool in dossier.practice.tools for paper in tool.guarantees),
    "evidence": lambda dossier, _laws: _evidence(dossier),
    "signed": lambda dossier, _laws: (one.file_name for made in dossier.ledger.revisions for one in made.signatures),
}


def searched_text(dossier: Dossier, laws: Laws) -> str:
    """The words by which a practice is found, each once."""
    texts = (text for field in FIELDS.values() for text in field(dossier, laws))
    return " ".join(dict.fromkeys(word for text in texts for word in text.split()))

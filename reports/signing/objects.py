"""The objects of a PDF as the library that verifies reads them: references followed, trees walked, circles cut.

A hostile file may point anywhere: whatever does not end is :class:`TooMuch`. Nothing here compares or judges.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any


class TooMuch(Exception):
    """It runs in circles, or is larger than anybody's document."""


def ref_of(thing: Any) -> tuple[int, int]:
    return thing.idnum, thing.generation


def there(thing: Any) -> Any:
    """The thing itself behind a reference, or behind a chain of them; None for nothing."""
    from pyhanko.pdf_utils import generic

    for _ in range(20):
        if not isinstance(thing, generic.IndirectObject):
            return None if isinstance(thing, generic.NullObject) else thing
        thing = thing.get_object()  # type: ignore[no-untyped-call]
    raise TooMuch


def stream_data(thing: Any) -> Any:
    """A stream's bytes as they stand in the file; None for a mere dictionary."""
    return getattr(thing, "encoded_data", None)


def raw(thing: Any, key: str) -> Any:
    """The entry as it stands, a reference left one; None where there is none."""
    return thing.raw_get(key) if thing is not None and key in thing else None


def get(thing: Any, key: str) -> Any:
    return there(raw(thing, key))


def inherited(thing: Any, key: str) -> Any:
    """The entry, its own or that of the nearest above it."""
    for _ in range(50):
        if thing is None or key in thing:
            break
        thing = get(thing, "/Parent")
    return get(thing, key)


def pages(node: Any) -> Iterator[tuple[object, Any]]:
    """Reference and dictionary of each page, in order; a tree that runs in circles is cut."""
    seen: set[object] = set()
    todo: list[tuple[object, Any]] = [(None, node)]
    while todo:
        ref, one = todo.pop()
        if "/Kids" not in one:
            yield ref, one
            continue
        kids = get(one, "/Kids")
        found = []
        for n in range(len(kids)):
            kid = kids.raw_get(n)
            name = ref_of(kid) if hasattr(kid, "idnum") else id(kid)
            if name in seen:
                raise TooMuch
            seen.add(name)
            found.append((name, there(kid)))
        todo += found[::-1]


def listed(thing: Any, key: str) -> dict[object, Any]:
    """The dictionaries in an array, each by its reference, or by its place where it has none."""
    array = get(thing, key)
    found: dict[object, Any] = {}
    for n in range(len(array) if array is not None else 0):
        one = array.raw_get(n)
        found[ref_of(one) if hasattr(one, "idnum") else n] = there(one)
    return {ref: one for ref, one in found.items() if hasattr(one, "get")}


def annotated(within: Sequence[tuple[object, Any]]) -> set[object]:
    return {ref for _, page in within for ref in listed(page, "/Annots")}


def field_name(field: Any) -> str:
    """In full, as the form names it."""
    parts = []
    for _ in range(50):
        if field is None:
            break
        part = get(field, "/T")
        parts += [str(part)] if part is not None else []
        field = get(field, "/Parent")
    return ".".join(reversed(parts))


def fields(form: Any) -> Iterator[tuple[str, Any]]:
    """Name and dictionary of each field; one that was met already is passed over."""
    seen: set[object] = set()
    todo = list(listed(form, "/Fields").items()) if form is not None else []
    while todo:
        ref, field = todo.pop(0)
        if ref in seen:
            continue
        seen.add(ref)
        kids = {key: kid for key, kid in listed(field, "/Kids").items() if "/T" in kid}
        if kids:
            todo += kids.items()
        else:
            yield field_name(field), field

"""What is different since a signature was made, in kinds that can be said in words.

It compares the file as it was signed with the file as it is, object by object, and names what a reader would see. It
describes and never judges: whether a change is allowed is for the library's own analysis, which is the stricter one.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AnySet
from typing import TYPE_CHECKING, Any

from reports.attachment import stream_of
from reports.signing.findings import Change, ChangeKind
from reports.signing.objects import (
    TooMuch,
    annotated,
    field_name,
    fields,
    get,
    inherited,
    listed,
    pages,
    raw,
    ref_of,
    stream_data,
    there,
)

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.pdf_utils.rw_common import PdfHandler

MOST_STEPS = 400_000  # comparisons; a hostile file must not hold us up
_CATALOGUE: dict[str, ChangeKind] = {
    "/OCProperties": "layers",
    "/Metadata": "metadata",
    "/PieceInfo": "practice_data",
    "/AF": "attachments",
    "/OpenAction": "scripts",
    "/AA": "scripts",
    "/Outlines": "bookmarks",
    "/StructTreeRoot": "structure",
    "/MarkInfo": "structure",
    "/Lang": "structure",
    "/DSS": "validation_data",
}
_APART = {"/Pages", "/AcroForm", "/Names", "/Extensions", "/Version"}
_PAGE: dict[str, ChangeKind] = {
    "/Contents": "page_content",
    "/Resources": "page_content",
    "/Group": "page_content",
    "/MediaBox": "page_size",
    "/CropBox": "page_size",
    "/Rotate": "page_size",
    "/UserUnit": "page_size",
    "/AA": "scripts",
    "/StructParents": "structure",
    "/Tabs": "structure",
    "/PieceInfo": "elsewhere",
}
_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_BACK = {"/Parent", "/P", "/Prev", "/Last", "/Data"}  # ways back up a tree, which would lead everywhere
_LOOKS = {"/AP", "/AS", "/Rect", "/F", "/MK", "/BS", "/Border", "/C"}


def changes(reader: PdfFileReader, revision: int, tail: bytes) -> tuple[Change, ...]:
    """What is not as it was in ``revision`` (from 0). ``tail``: the bytes of the file after the signed ones."""
    try:
        found = _Comparison(reader.get_historical_resolver(revision), reader).all()
    except Exception:  # a broken or hostile file: that it could not be compared is all there is to say
        found = [Change("not_compared")]
    after = tail[tail.rfind(b"%%EOF") + 5 :] if b"%%EOF" in tail else tail
    if after.strip(b"\r\n"):
        found.append(Change("bytes_appended"))
    return tuple(found or [Change("nothing_seen")])


class _Comparison:
    def __init__(self, old: PdfHandler, new: PdfHandler) -> None:
        self.old, self.new = old, new
        self._same: set[tuple[object, object]] = set()
        self._steps = 0
        self._pages: set[object] = set()
        self._annotated: set[object] = set()

    def all(self) -> list[Change]:
        old_pages, new_pages = list(pages(self.old.root["/Pages"])), list(pages(self.new.root["/Pages"]))
        self._pages = {ref for ref, _ in (*old_pages, *new_pages)}
        self._annotated = annotated(old_pages) & annotated(new_pages)
        found = self._page_list([ref for ref, _ in old_pages], [ref for ref, _ in new_pages])
        found += self._form()
        before = dict(old_pages)
        seen: dict[tuple[ChangeKind, tuple[str, ...]], list[int]] = {}
        for number, (ref, page) in enumerate(new_pages, 1):
            if ref in before:
                for kind, name in self._page(before[ref], page):
                    seen.setdefault((kind, (name,) if name else ()), []).append(number)
        found += [Change(kind, tuple(numbers), names) for (kind, names), numbers in seen.items()]
        kinds = [*self._catalogue(), *self._trailer()]
        return found + [Change(kind) for kind in dict.fromkeys(kinds)]

    def _page_list(self, old: list[object], new: list[object]) -> list[Change]:
        added = tuple(n for n, ref in enumerate(new, 1) if ref not in old)
        removed = tuple(n for n, ref in enumerate(old, 1) if ref not in new)
        found = [Change("pages_added", added)] if added else []
        found += [Change("pages_removed", removed)] if removed else []
        if [ref for ref in old if ref in new] != [ref for ref in new if ref in old]:
            found.append(Change("pages_moved"))
        return found

    def _page(self, old: Any, new: Any) -> Iterator[tuple[ChangeKind, str]]:
        kinds: list[tuple[ChangeKind, str]] = []
        for key in sorted({*old, *new} - {"/Annots", *_INHERITED, *_BACK, "/LastModified"}):
            if self._differs(raw(old, key), raw(new, key)):
                kinds.append((_PAGE.get(key, "elsewhere"), ""))
        for key in _INHERITED:
            if self._differs(inherited(old, key), inherited(new, key)):
                kinds.append((_PAGE[key], ""))
        kinds += self._annotations(listed(old, "/Annots"), listed(new, "/Annots"))
        yield from dict.fromkeys(kinds)

    def _annotations(self, old: dict[object, Any], new: dict[object, Any]) -> Iterator[tuple[ChangeKind, str]]:
        for ref, one in new.items():
            if ref not in old:
                if one.get("/Subtype") != "/Widget":  # a new field is told with the form
                    yield "annotation_added", ""
                continue
            before = old[ref]
            different = {key for key in {*before, *one} - _BACK if self._differs(raw(before, key), raw(one, key))}
            signing = inherited(one, "/FT") == "/Sig" and inherited(before, "/V") is None is not inherited(one, "/V")
            if signing or not different:
                continue
            if one.get("/Subtype") == "/Widget":
                filled = self._differs(inherited(before, "/V"), inherited(one, "/V"))
                if different & _LOOKS and not filled:
                    yield "appearance", field_name(one)
            else:
                yield ("appearance" if different & _LOOKS else "annotation_changed"), ""
        if any(ref not in new and one.get("/Subtype") != "/Widget" for ref, one in old.items()):
            yield "annotation_removed", ""

    def _form(self) -> list[Change]:
        old_form, new_form = get(self.old.root, "/AcroForm"), get(self.new.root, "/AcroForm")
        old, new = dict(fields(old_form)), dict(fields(new_form))
        named: dict[ChangeKind, list[str]] = {}
        for name, field in new.items():
            value = inherited(field, "/V")
            before = inherited(old[name], "/V") if name in old else None
            if inherited(field, "/FT") == "/Sig" and value is not None:
                if before is None:
                    stamp = get(value, "/Type") == "/DocTimeStamp"
                    named.setdefault("timestamp_added" if stamp else "signature_added", []).append(name)
                elif self._differs(before, value):
                    named.setdefault("signature_replaced", []).append(name)
            elif name not in old:
                named.setdefault("field_added", []).append(name)
            elif self._differs(before, value):
                named.setdefault("form_filled", []).append(name)
            elif any(self._differs(raw(old[name], key), raw(field, key)) for key in ("/TU", "/Ff", "/AA", "/Lock")):
                named.setdefault("form", []).append(name)
        gone = [name for name in old if name not in new]
        if gone:
            named["field_removed"] = gone
        found = [Change(kind, names=tuple(names)) for kind, names in named.items()]
        if any(self._differs(get(old_form, key), get(new_form, key)) for key in ("/XFA", "/NeedAppearances", "/CO")):
            found.append(Change("form"))
        return found

    def _catalogue(self) -> Iterator[ChangeKind]:
        old, new = self.old.root, self.new.root
        for key in sorted({*old, *new} - _APART):
            # The tags lead to the boxes: one that was signed is told as that, and the tags themselves are as they were.
            told = self._annotated if key == "/StructTreeRoot" else frozenset()
            if self._differs(raw(old, key), raw(new, key), told):
                yield _CATALOGUE.get(key, "elsewhere")
        if self._differs(_practice(old), _practice(new)):
            yield "practice_data"
        names, named = get(old, "/Names"), get(new, "/Names")
        for key in sorted({*(names or ()), *(named or ())}):
            if self._differs(get(names, key), get(named, key)):
                yield {"/JavaScript": "scripts", "/EmbeddedFiles": "attachments"}.get(key, "elsewhere")  # type: ignore[misc]

    def _trailer(self) -> Iterator[ChangeKind]:
        if self._differs(self._of_trailer(self.old, "/Info"), self._of_trailer(self.new, "/Info")):
            yield "info"

    def _of_trailer(self, where: PdfHandler, key: str) -> Any:
        """The library's trailer of a past revision refers to objects of the newest."""
        found = raw(where.trailer_view, key)
        if hasattr(found, "idnum"):
            from pyhanko.pdf_utils.generic import Reference

            return where.get_object(Reference(found.idnum, found.generation, where))
        return found

    def _differs(self, old: Any, new: Any, told: AnySet[object] = frozenset()) -> bool:
        """Whether anything reachable is different. What was found the same once is not walked again, nor pages.

        ``told``: what is compared elsewhere; here it only has to be in the same place.
        """
        from pyhanko.pdf_utils import generic

        walked: set[tuple[object, object]] = set()
        todo = [(old, new)]
        while todo:
            self._steps += 1
            if self._steps > MOST_STEPS:
                raise TooMuch
            one, other = todo.pop()
            if isinstance(one, generic.IndirectObject) and isinstance(other, generic.IndirectObject):
                pair = (ref_of(one), ref_of(other))
                if pair in walked or pair in self._same:
                    continue
                if self._pages.intersection(pair) or told & {*pair}:
                    if pair[0] != pair[1]:
                        return True
                    continue
                walked.add(pair)
            one, other = there(one), there(other)
            if isinstance(one, generic.DictionaryObject) and isinstance(other, generic.DictionaryObject):
                keys = {*one} - _BACK
                if keys != {*other} - _BACK:
                    return True
                if stream_data(one) != stream_data(other):
                    return True
                todo += [(raw(one, key), raw(other, key)) for key in keys]
            elif isinstance(one, generic.ArrayObject) and isinstance(other, generic.ArrayObject):
                if len(one) != len(other):
                    return True
                todo += [(one.raw_get(n), other.raw_get(n)) for n in range(len(one))]
            elif one != other or isinstance(one, str) != isinstance(other, str):
                return True
        if not told:
            self._same |= walked
        return False


def _practice(root: Any) -> Any:
    """Where the practice is read from; None where it cannot be."""
    try:
        return stream_of(root)
    except (KeyError, IndexError, AttributeError, TypeError):
        return None

"""The tree of elements written into a PDF: structure tree, parent tree, the links from pages and fields to it.

The elements go in as one piece of text behind reportlab's file, as an update of it, and pikepdf reads it all: a large
checklist has tens of thousands, too many to make one by one. It never touches what is drawn.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.elements import Element, FieldMark, Mark, Tree

if TYPE_CHECKING:
    import pikepdf


@dataclass(frozen=True)
class Written:
    """``root`` and ``forms``: the object numbers of the structure tree and of each field's element."""

    pdf: bytes
    root: int
    forms: Mapping[str, int]


def written(pdf: bytes, tree: Tree) -> Written:
    """``pdf``, as reportlab wrote it, with the elements of ``tree`` behind it; nothing refers to them yet."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as doc:
        pages = [page.obj.objgen[0] for page in doc.pages]
        size, catalog = int(doc.trailer.Size), doc.Root.objgen[0]
    elements = list(_all(tree.root))
    root = size
    numbers = {element: number for number, (element, _) in enumerate(elements, root + 1)}
    objects = [_structure_root(tree, numbers)]
    for element, parent in elements:
        objects.append(_element(element, root if parent is None else numbers[parent], numbers, pages))
    forms = {
        kid.name: numbers[element] for element, _ in elements for kid in element.kids if isinstance(kid, FieldMark)
    }
    return Written(_update(pdf, objects, size, catalog), root, forms)


def attach(doc: pikepdf.Pdf, what: Written, fields: Mapping[str, pikepdf.Object]) -> None:
    """Ties catalogue, pages and the widgets of ``fields`` to the tree."""
    from pikepdf import Array, Dictionary, Name

    root = doc.Root
    root.StructTreeRoot = doc.get_object(what.root, 0)
    root.MarkInfo = Dictionary(Marked=True)
    for key, page in enumerate(doc.pages):
        page.obj.StructParents = key
        page.obj.Tabs = Name.S
    nums = root.StructTreeRoot.ParentTree.Nums
    for key, (name, widget) in enumerate(fields.items(), len(doc.pages)):
        form = doc.get_object(what.forms[name], 0)
        # The dictionary itself and not an array of one: or else a second signature reads as a forbidden change.
        form.K = Dictionary(Type=Name.OBJR, Obj=widget, Pg=widget.P)
        widget.StructParent = key
        nums.extend(Array([key, form]))
    root.StructTreeRoot.ParentTreeNextKey = len(doc.pages) + len(fields)


def _all(root: Element) -> Iterator[tuple[Element, Element | None]]:
    """Every element with the one above it, in reading order."""
    waiting: list[tuple[Element, Element | None]] = [(root, None)]
    while waiting:
        element, parent = waiting.pop()
        yield element, parent
        waiting += [(kid, element) for kid in reversed(element.kids) if isinstance(kid, Element)]


def _structure_root(tree: Tree, numbers: Mapping[Element, int]) -> str:
    parents = (f"{page} [{_references(marks, numbers)}]" for page, marks in enumerate(tree.marks))
    return (
        f"<</Type /StructTreeRoot /K {numbers[tree.root]} 0 R /ParentTree <</Nums [{' '.join(parents)}]>>"
        f" /ParentTreeNextKey {len(tree.marks)}>>"
    )


def _references(elements: Sequence[Element], numbers: Mapping[Element, int]) -> str:
    return " ".join(f"{numbers[element]} 0 R" for element in elements)


def _element(element: Element, parent: int, numbers: Mapping[Element, int], pages: Sequence[int]) -> str:
    parts = [f"<</Type /StructElem /S /{element.tag} /P {parent} 0 R"]
    first = next((kid.page for kid in element.kids if isinstance(kid, Mark)), None)
    if first is not None:
        parts.append(f"/Pg {pages[first]} 0 R")
    kids = [_kid(kid, first, numbers, pages) for kid in element.kids if not isinstance(kid, FieldMark)]
    if kids:
        parts.append(f"/K {kids[0]}" if len(kids) == 1 else f"/K [{' '.join(kids)}]")
    if element.alt:
        parts.append(f"/Alt {_string(element.alt)}")
    if element.lang:
        parts.append(f"/Lang {_string(element.lang)}")
    if element.scope:
        parts.append(f"/A <</O /Table /Scope /{element.scope}>>")
    if element.numbering:
        parts.append(f"/A <</O /List /ListNumbering /{element.numbering}>>")
    if element.box:
        parts.append(f"/A <</O /Layout /Placement /Block /BBox [{' '.join(map(str, element.box))}]>>")
    return " ".join(parts) + ">>"


def _kid(kid: Element | Mark, first: int | None, numbers: Mapping[Element, int], pages: Sequence[int]) -> str:
    if isinstance(kid, Element):
        return f"{numbers[kid]} 0 R"
    if kid.page == first:
        return str(kid.number)
    return f"<</Type /MCR /Pg {pages[kid.page]} 0 R /MCID {kid.number}>>"


def _string(text: str) -> str:
    return f"<{(chr(0xFEFF) + text).encode('utf-16-be').hex().upper()}>"


def _update(pdf: bytes, objects: Sequence[str], size: int, catalog: int) -> bytes:
    """``pdf`` with ``objects`` appended, numbered from ``size`` on."""
    before = int(pdf[pdf.rindex(b"startxref") + 9 :].split()[0])
    at = len(pdf) + 1
    bodies, entries = [], []
    for number, text in enumerate(objects, size):
        body = f"{number} 0 obj\n{text}\nendobj\n".encode("ascii")
        entries.append(f"{at:010} 00000 n \n")
        bodies.append(body)
        at += len(body)
    trailer = f"trailer\n<</Size {size + len(objects)} /Root {catalog} 0 R /Prev {before}>>\nstartxref\n{at}\n%%EOF\n"
    table = f"xref\n{size} {len(objects)}\n{''.join(entries)}{trailer}"
    return b"".join([pdf, b"\n", *bodies, table.encode("ascii")])

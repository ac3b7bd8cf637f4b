"""A document whose parts point at each other in circles is given up on, and a sound one is walked in order."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from sealed_paper import sealed_twice

from reports.signing.objects import TooMuch, field_name, fields, get, inherited, listed, pages


def read(pdf: bytes) -> PdfFileReader:
    return PdfFileReader(io.BytesIO(pdf), strict=False)


def written(doc: pikepdf.Pdf) -> PdfFileReader:
    out = io.BytesIO()
    doc.save(out)
    return read(out.getvalue())


def test_the_pages_of_a_paper_come_in_order_with_what_they_inherit() -> None:
    with pikepdf.open(io.BytesIO(sealed_twice())) as doc:
        expected = [page.obj.objgen for page in doc.pages]
    found = list(pages(read(sealed_twice()).root["/Pages"]))
    assert [ref for ref, _ in found] == expected
    assert all(inherited(page, "/MediaBox") is not None for _, page in found)


def test_a_tree_of_pages_that_runs_in_circles_is_cut() -> None:
    doc = pikepdf.new()
    doc.add_blank_page()
    doc.Root.Pages.Kids.append(doc.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Pages, Kids=[doc.Root.Pages])))
    with pytest.raises(TooMuch):
        list(pages(written(doc).root["/Pages"]))


def test_parents_and_fields_that_run_in_circles_end() -> None:
    doc = pikepdf.new()
    doc.add_blank_page()
    one = doc.make_indirect(pikepdf.Dictionary(T="uno"))
    one.Parent, one.Kids = one, [one]
    doc.Root.AcroForm = pikepdf.Dictionary(Fields=[one, one])
    form = get(written(doc).root, "/AcroForm")
    [field] = listed(form, "/Fields").values()
    assert inherited(field, "/FT") is None
    assert field_name(field).startswith("uno.uno")
    assert list(fields(form)) == []


def test_the_fields_of_a_paper_are_named_in_full() -> None:
    names = {name for name, _ in fields(get(read(sealed_twice()).root, "/AcroForm"))}
    assert {"consulente", "rsu"} <= names

"""Packed, a paper holds the same objects in fewer bytes, and no stream of it ends in a carriage return."""

from __future__ import annotations

import io
import re
import zlib
from pathlib import Path

import pikepdf
import pytest
from golden_papers import legible, pdf
from judges import failures, syntax
from sealed_paper import paper

from reports.packing import packed


def plain(count: int, word: bytes = b"x") -> bytes:
    """A file as qpdf writes it, with ``count`` small objects that nothing but the catalogue holds together."""
    with pikepdf.new() as doc:
        doc.add_blank_page()
        doc.Root.Odd = pikepdf.Array([doc.make_indirect(pikepdf.Dictionary(N=n, W=word)) for n in range(count)])
        doc.Root.Data = doc.make_stream(b"endobj endstream 9 0 obj xref\n" * 3)
        out = io.BytesIO()
        doc.save(out, static_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    return out.getvalue()


@pytest.mark.parametrize("count", [0, 1, 95, 96, 97, 98, 99, 100, 101, 1000])
def test_every_object_is_there_and_the_same(count: int, tmp_path: Path) -> None:
    pdf = plain(count)
    assert syntax(tmp_path, packed(pdf)) == ""
    with pikepdf.open(io.BytesIO(pdf)) as before, pikepdf.open(io.BytesIO(packed(pdf))) as after:
        assert [int(thing.N) for thing in after.Root.Odd] == list(range(count))
        assert after.Root.Data.read_bytes() == before.Root.Data.read_bytes()
        assert after.trailer.ID == before.trailer.ID
        for thing in before.objects:
            twin = after.get_object(thing.objgen)
            assert thing.unparse(resolved=True) == twin.unparse(resolved=True)


def test_no_stream_ends_in_a_carriage_return(tmp_path: Path) -> None:
    """One packed stream in 256 would: so many files are tried that some must have been unlucky."""
    spared = 0
    for n in range(300):
        pdf = packed(plain(3, bytes([n % 256, n // 256 + 65])))
        assert b"\r\nendstream" not in pdf
        objects = re.search(rb"/ObjStm .*?/Length (\d+) >>\nstream\n", pdf)
        assert objects is not None
        data = zlib.decompress(pdf[objects.end() : objects.end() + int(objects[1])])
        spared += data.endswith(b" ")
        if data.endswith(b" "):
            assert syntax(tmp_path, pdf) == ""
    assert spared


def test_a_tagged_paper_is_half_as_large() -> None:
    assert len(pdf("sample")) < 0.6 * len(legible("sample"))


def test_packing_changes_nothing_that_is_judged() -> None:
    assert b"/ObjStm" in paper()
    assert b"/ObjStm" not in paper(payload=None, part=1)
    assert failures(paper()) == []


def test_what_qpdf_did_not_write_is_refused() -> None:
    with pytest.raises(ValueError, match=r"not found|invalid literal|not a file|argument"):
        packed(b"%PDF-1.7\nno file at all")

"""Bundles made by hand, good and hostile: each hostile one is a good one with a single thing wrong."""

from __future__ import annotations

import io
import json
import stat
import struct
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from zipfile import ZipInfo

from app.domain.ledger import Dossier, JournalEntry, Ledger
from app.domain.practice import Company, Practice
from app.records import SCHEMA
from app.records.dossier import to_dict
from app.store import bundle, locked
from tests.law import ID, VERSION

SAVED_AT = "2026-11-23T10:42:00+01:00"
PDF = b"%PDF-1.7 signed\n" * 40
EVIDENCE = b"a photograph"
Json = dict[str, Any]


def dossier(practice_id: str = "p1", name: str = "Uno") -> Json:
    practice = Practice(practice_id, ID, VERSION, Company(name), created=SAVED_AT)
    return to_dict(Dossier(practice, Ledger((JournalEntry(SAVED_AT, "", "created"),))))


@dataclass
class Made:
    """A bundle before it is packed. ``add`` puts a member in and into the manifest."""

    members: dict[str, bytes] = field(default_factory=dict)
    manifest: Json = field(default_factory=dict)
    extra: list[tuple[ZipInfo, bytes]] = field(default_factory=list)

    def add(self, practice_id: str, raw: bytes, files: Iterable[tuple[str, bytes]] = (), **about: Any) -> None:
        start = f"practices/{practice_id}"
        self.members[f"{start}/practice.json"] = raw
        listed = []
        for name, data in files:
            self.members[f"{start}/{name}"] = data
            listed.append({"name": name, "size": len(data), "sha256": sha256(data).hexdigest()})
        entry = {
            "id": practice_id,
            "schema": SCHEMA,
            "save_count": 3,
            "saved_at": SAVED_AT,
            "size": len(raw),
            "sha256": sha256(raw).hexdigest(),
            "files": listed,
        }
        self.manifest["practices"].append({**entry, **about})

    def packed(self, manifest: bytes | None = None, method: int = zipfile.ZIP_DEFLATED) -> bytes:
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w", method) as out:
            for name, content in self.members.items():
                out.writestr(info(name, method), content)
            for one, content in self.extra:
                out.writestr(one, content)
            if manifest is None:
                manifest = json.dumps(self.manifest).encode()
            if manifest:
                out.writestr(info(bundle.MANIFEST, method), manifest)
        return data.getvalue()


def info(name: str, method: int = zipfile.ZIP_DEFLATED, mode: int = stat.S_IFREG | 0o600) -> ZipInfo:
    one = ZipInfo("x", (1980, 1, 1, 0, 0, 0))
    one.filename = one.orig_filename = name  # as it is, whatever zipfile thinks of it
    one.compress_type, one.external_attr = method, mode << 16
    return one


def good(**about: Any) -> Made:
    made = Made(manifest={"format": "vaglio-bundle", "version": 1, "made_at": SAVED_AT, "practices": []})
    made.manifest["settings"] = None
    raw = bundle.to_json(dossier())
    made.add("p1", raw, [("signed/a.pdf", PDF), ("evidence/b.jpg", EVIDENCE)], **about)
    return made


def entry_changed(**about: Any) -> bytes:
    return good(**about).packed()


def raw_practice(raw: bytes) -> bytes:
    made = good()
    made.manifest["practices"].clear()
    made.members.clear()
    made.add("p1", raw)
    return made.packed()


def with_member(one: ZipInfo, content: bytes = b"x") -> bytes:
    made = good()
    made.extra.append((one, content))
    return made.packed()


def with_file(name: str, content: bytes = b"x") -> bytes:
    """A member of that name, and the manifest names it: only the name is wrong."""
    made = good()
    made.manifest["practices"].clear()
    made.add("p1", made.members.pop("practices/p1/practice.json"), [(name, content)])
    del made.members["practices/p1/signed/a.pdf"], made.members["practices/p1/evidence/b.jpg"]
    return made.packed()


def manifest_changed(**about: Any) -> bytes:
    made = good()
    made.manifest.update(about)
    return made.packed()


def patched(old: bytes, new: bytes, count: int = -1) -> bytes:
    data = good().packed()
    assert old in data
    return data.replace(old, new, count)


def flags(bit: int) -> bytes:
    """Every member said to be encrypted, in the local headers and the directory."""
    data = bytearray(good().packed())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(mark)
        while start >= 0:
            data[start + at] |= bit
            start = data.find(mark, start + 4)
    return bytes(data)


def directory_number(field_at: int, value: int) -> bytes:
    """A number of the first member's directory record changed."""
    data = bytearray(good().packed())
    struct.pack_into("<L", data, data.find(b"PK\x01\x02") + field_at, value)
    return bytes(data)


def end_number(at: int, form: str, value: int) -> bytes:
    """A number of the zip's end record changed."""
    data = bytearray(good().packed())
    struct.pack_into(form, data, len(data) - 22 + at, value)
    return bytes(data)


def overlapping() -> bytes:
    """Two names for the very same bytes: the second directory record points at the first member."""
    data = bytearray(good().packed())
    first = data.find(b"PK\x01\x02")
    second = data.find(b"PK\x01\x02", first + 4)
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    return bytes(data)


def bomb() -> bytes:
    made = good()
    raw = bundle.to_json({"zeros": "0" * 8_000_000})
    made.add("p2", raw)
    return made.packed()


def deep(levels: int) -> bytes:
    return b'{"practice":' + b"[" * levels + b"]" * levels + b',"ledger":{}}'


def lock(data: bytes, passphrase: str = "segreta") -> bytes:
    out = io.BytesIO()
    writer = locked.LockedWriter(out, passphrase)
    writer.write(data)
    writer.finish()
    return out.getvalue()


def locked_header(at: int, value: int) -> bytes:
    data = bytearray(lock(good().packed()))
    data[at] = value
    return bytes(data)


def twice(name: str = "practices/p1/signed/a.pdf") -> bytes:
    made = good()
    made.extra.append((info(name), PDF))
    return made.packed()


LINK = stat.S_IFLNK | 0o777
WHOLE = good().packed()
UNKNOWN = "bundle_unknown"

HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "bundle_not"),
    "text": (lambda: b"hello", "bundle_not"),
    "pdf": (lambda: PDF, "bundle_not"),
    "empty zip": (lambda: b"PK\x05\x06" + bytes(18), "bundle_not"),
    "another zip": (lambda: Made(extra=[(info("a.txt"), b"x")]).packed(manifest=b""), "bundle_not"),
    "half": (lambda: WHOLE[: len(WHOLE) // 2], "bundle_damaged"),
    "all but a byte": (lambda: WHOLE[:-1], "bundle_damaged"),
    "more behind": (lambda: WHOLE + b"x", "bundle_damaged"),
    "something before": (lambda: b"PK\x03\x04" + bytes(40) + WHOLE, "bundle_damaged"),
    "a comment": (lambda: WHOLE[:-2] + b"\x05\x00hello", "bundle_damaged"),
    "up": (lambda: with_member(info("../../evil")), "bundle_path"),
    "up inside": (lambda: with_member(info("practices/../../evil")), "bundle_path"),
    "up named": (lambda: with_file("signed/../../../evil"), "bundle_path"),
    "absolute": (lambda: with_member(info("/etc/passwd")), "bundle_path"),
    "drive": (lambda: with_member(info("C:/evil")), "bundle_path"),
    "backslashes": (lambda: with_member(info("..\\..\\evil")), "bundle_path"),
    "a dot": (lambda: with_member(info("practices/./p1")), "bundle_path"),
    "nothing between": (lambda: with_member(info("practices//p1")), "bundle_path"),
    "a stream": (lambda: with_file("signed/a.pdf:evil"), "bundle_path"),
    "a nought": (lambda: with_member(info("manifest.json\x00.pdf")), "bundle_path"),
    "folder": (lambda: with_member(info("practices/", mode=stat.S_IFDIR | 0o755), b""), UNKNOWN),
    "link": (lambda: with_member(info("practices/p1/signed/c.pdf", mode=LINK), b"/etc/passwd"), "bundle_link"),
    "device": (lambda: with_member(info("x", mode=stat.S_IFBLK | 0o600)), "bundle_link"),
    "pipe": (lambda: with_member(info("x", mode=stat.S_IFIFO | 0o600)), "bundle_link"),
    "stranger": (lambda: with_member(info("practices/p1/signed/c.pdf")), UNKNOWN),
    "stranger outside": (lambda: with_member(info("identity.p12")), UNKNOWN),
    "device name": (lambda: with_file("signed/con.pdf"), "bundle_damaged"),
    "hidden": (lambda: with_file("signed/.tmp-000000000000"), "bundle_damaged"),
    "trailing dot": (lambda: with_file("signed/a."), "bundle_damaged"),
    "another folder": (lambda: with_file("claim/a"), "bundle_damaged"),
    "practice over itself": (lambda: with_file("practice.json"), "bundle_damaged"),
    "long name": (lambda: with_file("signed/" + "a" * 300), "bundle_damaged"),
    "twice": (twice, "bundle_twice"),
    "twice the manifest": (lambda: twice(bundle.MANIFEST), "bundle_twice"),
    "another case": (lambda: twice("practices/p1/signed/A.PDF"), "bundle_twice"),
    "composed": (lambda: with_both("signed/è.pdf", "signed/e\u0300.pdf"), "bundle_twice"),
    "bomb": (bomb, "bundle_bomb"),
    "huge by word": (lambda: directory_number(24, 0xFFFFFFF0), "bundle_too_large"),
    "overlapping": (overlapping, "bundle_damaged"),
    "other size": (lambda: directory_number(24, 7), "bundle_damaged"),
    "other packed size": (lambda: directory_number(20, 7), "bundle_damaged"),
    "packed beyond": (lambda: directory_number(20, 0x7FFFFFFF), "bundle_damaged"),
    "offset beyond": (lambda: directory_number(42, 0x7FFFFFFF), "bundle_damaged"),
    "other checksum": (lambda: directory_number(16, 7), "bundle_damaged"),
    "directory huge": (lambda: end_number(12, "<L", 0x7FFFFFFF), "bundle_too_many"),
    "directory elsewhere": (lambda: end_number(16, "<L", 3), "bundle_damaged"),
    "other method": (lambda: good().packed(method=zipfile.ZIP_BZIP2), "bundle_damaged"),
    "zip password": (lambda: flags(1), "bundle_zip_locked"),
    "strong zip password": (lambda: flags(0x40), "bundle_zip_locked"),
    "wrong hash": (lambda: entry_changed(sha256="0" * 64), "bundle_damaged"),
    "wrong size": (lambda: entry_changed(size=1), "bundle_damaged"),
    "file changed": (lambda: changed("practices/p1/signed/a.pdf"), "bundle_damaged"),
    "practice changed": (lambda: changed("practices/p1/practice.json"), "bundle_damaged"),
    "file missing": (lambda: missing("practices/p1/signed/a.pdf"), "bundle_damaged"),
    "practice missing": (lambda: missing("practices/p1/practice.json"), "bundle_damaged"),
    "manifest no json": (lambda: good().packed(b"{"), "bundle_damaged"),
    "manifest a list": (lambda: good().packed(b"[]"), "bundle_damaged"),
    "manifest deep": (lambda: good().packed(b"[" * 100_000), "bundle_damaged"),
    "manifest of another": (lambda: manifest_changed(format="zip"), "bundle_damaged"),
    "manifest with more": (lambda: manifest_changed(more=1), "bundle_damaged"),
    "manifest newer": (lambda: manifest_changed(version=2, more=1), "bundle_newer"),
    "manifest of no version": (lambda: manifest_changed(version=0), "bundle_damaged"),
    "version a text": (lambda: manifest_changed(version="1"), "bundle_damaged"),
    "settings elsewhere": (
        lambda: manifest_changed(settings={"name": "identity.p12", "size": 1, "sha256": ""}),
        "bundle_damaged",
    ),
    "practice newer": (lambda: entry_changed(schema=SCHEMA + 1), "bundle_practice_newer"),
    "schema below none": (lambda: entry_changed(schema=-1), "bundle_damaged"),
    "never saved": (lambda: entry_changed(save_count=0), "bundle_damaged"),
    "a huge count": (lambda: entry_changed(save_count=2**70), "bundle_damaged"),
    "saved nowhere": (lambda: entry_changed(saved_at="2026-11-23T10:42:00"), "bundle_damaged"),
    "saved never": (lambda: entry_changed(saved_at="ieri"), "bundle_damaged"),
    "id leaves": (lambda: entry_changed(id="../p1"), "bundle_damaged"),
    "id a device": (lambda: entry_changed(id="nul"), "bundle_damaged"),
    "id of another": (lambda: raw_practice(bundle.to_json(dossier("p2"))), "bundle_damaged"),
    "practice deep": (lambda: raw_practice(deep(100_000)), "bundle_damaged"),
    "practice deeper than can be written": (lambda: raw_practice(deep(600)), "bundle_damaged"),
    "practice no json": (lambda: raw_practice(b"{"), "bundle_damaged"),
    "practice a list": (lambda: raw_practice(b"[]"), "bundle_damaged"),
    "practice of another shape": (lambda: raw_practice(b'{"practice":{},"ledger":{}}'), "bundle_damaged"),
    "a key twice": (lambda: raw_practice(b'{"practice":1,"practice":1}'), "bundle_damaged"),
    "spaces": (lambda: raw_practice(b'{"practice": 1}'), "bundle_damaged"),
    "half a character": (lambda: raw_practice(b'{"practice":"\\ud800"}'), "bundle_damaged"),
    "practice huge": (lambda: raw_practice(b'"' + b"0" * bundle.MOST_JSON + b'"'), "bundle_too_large"),
    "locked, no passphrase": (lambda: lock(WHOLE), "bundle_passphrase_needed"),
}

# Opened with the passphrase «segreta».
HOSTILE_LOCKED: dict[str, tuple[Callable[[], bytes], str]] = {
    "another passphrase": (lambda: lock(WHOLE, "Segreta"), "bundle_passphrase_wrong"),
    "only the start": (lambda: lock(WHOLE)[:10], "bundle_damaged"),
    "only the header": (lambda: lock(WHOLE)[:48], "bundle_damaged"),
    "half": (lambda: lock(WHOLE)[:500], "bundle_passphrase_wrong"),
    "all but a byte": (lambda: lock(WHOLE)[:-1], "bundle_passphrase_wrong"),
    "more behind": (lambda: lock(WHOLE) + b"x", "bundle_passphrase_wrong"),
    "cut between pieces": (lambda: lock(bytes(200_000))[: 48 + 65552], "bundle_passphrase_wrong"),
    "pieces changed about": (lambda: swapped(), "bundle_passphrase_wrong"),
    "a bit": (lambda: flipped(-30), "bundle_passphrase_wrong"),
    "another salt": (lambda: flipped(20), "bundle_passphrase_wrong"),
    "all memory": (lambda: locked_header(9, 40), "bundle_damaged"),
    "no work": (lambda: locked_header(9, 0), "bundle_damaged"),
    "wide": (lambda: locked_header(10, 255), "bundle_damaged"),
    "often": (lambda: locked_header(11, 255), "bundle_damaged"),
    "newer": (lambda: locked_header(8, 2), "bundle_newer"),
    "older": (lambda: locked_header(8, 0), "bundle_damaged"),
    "not a zip": (lambda: lock(b"hello"), "bundle_not"),
    "nothing": (lambda: lock(b""), "bundle_not"),
    "hostile within": (lambda: lock(with_member(info("../evil"))), "bundle_path"),
}


def with_both(*names: str) -> bytes:
    made = good()
    made.add("p2", bundle.to_json(dossier("p2")), [(name, b"x") for name in names])
    return made.packed()


def changed(name: str) -> bytes:
    made = good()
    made.members[name] = bytes(len(made.members[name]))
    return made.packed()


def missing(name: str) -> bytes:
    made = good()
    del made.members[name]
    return made.packed()


def swapped() -> bytes:
    data, head, piece = lock(bytes(70_000) + bytes(range(256)) * 300), 48, 65552
    return data[:head] + data[head + piece : head + 2 * piece] + data[head : head + piece] + data[head + 2 * piece :]


def flipped(at: int) -> bytes:
    data = bytearray(lock(WHOLE))
    data[at] ^= 1
    return bytes(data)

"""Fuzzes the importer, guided by coverage: whatever a file holds, it comes in whole or is refused by a UserError.

    python fuzz.py SECONDS FOLDER

FOLDER is where it works; FOLDER/crash-… is what broke the importer, FOLDER/seen how often it refused.

The first byte chooses what the rest is: a file as it is; a zip's parts put together again with hashes that
fit, so that what lies behind the hashes is reached; or a file under a passphrase. Ends by itself; any other
exception, or a change on the disk after a refusal, is a crash.
"""

from __future__ import annotations

import os
import shutil
import struct
import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

with atheris.instrument_imports(
    include=["app.store", "app.desk.bundles", "app.desk.merging", "app.records", "zipfile"]
):
    import zipfile  # noqa: F401

    from app.desk import bundles, merging  # noqa: F401
    from app.records import codec, dossier  # noqa: F401
    from app.store import bundle, bundle_read, locked

import logging

from app.desk.front_shelf import FrontShelf
from app.desk.laws import Laws
from app.desk.shelves import Shelves
from app.domain.errors import UserError
from app.library.shelf import Shelf
from app.store.bundle import Course
from tests.hostile import making
from tests.hostile.test_hostile import tree
from tests.law import CIRCULARS, NOW

locked.LOG_N, locked.MOST_LOG_N = 2, 4
os.fsync = lambda _file: None  # type: ignore[assignment]
logging.disable()
SECONDS, FOLDER = int(sys.argv[1]), Path(sys.argv[2]).resolve()
CORPUS, PLACE = FOLDER / "corpus", FOLDER / "place"
FILE, DATA = PLACE / "x.vaglio", PLACE / "data"
LAWS = Laws(Shelf(CIRCULARS))
SHELVES = Shelves(FrontShelf(DATA, lambda: NOW, "fuzz"), LAWS)
SEEN = {"refused": 0, "came in": 0}


def file_of(data: bytes) -> tuple[bytes, str]:
    """The file that the fuzzer's bytes stand for, and the passphrase to open it with."""
    kind, rest = data[:1], data[1:]
    if kind == b"m":
        return making.good().packed(rest or b"{"), ""
    if kind == b"p":
        return making.raw_practice(rest), ""
    if kind == b"s":
        made = making.good()
        made.members[bundle.SETTINGS] = rest
        member = {"name": bundle.SETTINGS, "size": len(rest), "sha256": bundle_read.sha256(rest).hexdigest()}
        made.manifest["settings"] = member
        return made.packed(), ""
    if kind == b"f":
        name, _, content = rest.partition(b"\n")
        return making.with_file(f"signed/{name.decode('utf-8', 'replace')}", content), ""
    if kind == b"e":
        return entry_of(rest), ""
    if kind == b"l":
        return making.lock(rest, "x"), "x"
    if kind == b"L":
        return rest, "x"
    return (rest if kind == b"z" else data), ""


def entry_of(data: bytes) -> bytes:
    """A good bundle with bytes of its zip records overwritten: two bytes place, one byte value, again and again."""
    whole = bytearray(making.WHOLE)
    for place, value in struct.iter_unpack(">HB", data[: len(data) // 3 * 3]):
        whole[place % len(whole)] = value
    return bytes(whole)


def one(data: bytes) -> None:
    content, passphrase = file_of(data)
    FILE.write_bytes(content)
    before = tree(PLACE)
    try:
        with bundles.preview(SHELVES, LAWS, FILE, passphrase, Course()) as plan:
            brought = bundles.bring_in(SHELVES, plan, {}, tuple(plan.settings), lambda: "x", lambda: NOW, Course())
            assert all(item.problem is None for item in brought), brought
    except UserError:
        SEEN["refused"] += 1
        assert tree(PLACE) == before
    else:
        SEEN["came in"] += 1
        shutil.rmtree(DATA)
        DATA.mkdir()
    if sum(SEEN.values()) % 500 == 0:
        (FOLDER / "seen").write_text(str(SEEN), "utf-8")


def seed(folder: Path) -> None:
    """Each hostile file of the corpus, and a good one of each kind, to start from."""
    known = [b"z" + make() for make, _ in making.HOSTILE.values()]
    known += [b"L" + make() for make, _ in making.HOSTILE_LOCKED.values()]
    made = making.good()
    known += [b"z" + making.WHOLE, b"l" + making.WHOLE, b"L" + making.lock(making.WHOLE, "x")]
    known += [b"m" + bundle.orjson.dumps(made.manifest), b"p" + bundle.to_json(making.dossier())]
    known += [b"s" + b'{"letterhead":"x","text_scale":1.5}', b"fa.pdf\nx", b"e\x00\x00\x00"]
    for n, data in enumerate(known):
        if len(data) < 100_000:
            (folder / f"seed-{n}").write_bytes(data)


def main() -> None:
    CORPUS.mkdir(parents=True, exist_ok=True)
    seed(CORPUS)
    DATA.mkdir(parents=True)
    arguments = [sys.argv[0], str(CORPUS), f"-max_total_time={SECONDS}", "-max_len=20000", "-timeout=60"]
    arguments += ["-print_final_stats=1", f"-artifact_prefix={FOLDER}/", "-rss_limit_mb=2048"]
    atheris.Setup(arguments, one)
    atheris.Fuzz()  # ends the process


if __name__ == "__main__":
    main()

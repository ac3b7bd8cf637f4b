"""A file under a passphrase reads as it was from any place on, and nothing of it can be changed, cut or guessed at."""

from __future__ import annotations

import io

import pytest

from app.domain.errors import UserError
from app.store import locked
from app.store.locked import LockedReader, LockedWriter

PIECE = 64 * 1024


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locked, "LOG_N", 2)


def lock(*parts: bytes, passphrase: str = "perché no") -> bytes:
    out = io.BytesIO()
    writer = LockedWriter(out, passphrase)
    for part in parts:
        assert writer.write(part) == len(part)
    writer.finish()
    return out.getvalue()


def unlock(data: bytes, passphrase: str = "perché no") -> bytes:
    return io.BufferedReader(LockedReader(io.BytesIO(data), passphrase)).read()


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 200_000])
def test_what_was_locked_comes_out(size: int) -> None:
    data = bytes(n % 251 for n in range(size))
    assert unlock(lock(data)) == data
    assert unlock(lock(*(data[n : n + 9999] for n in range(0, size, 9999)))) == data


def test_it_is_read_from_any_place_on() -> None:
    data = bytes(n % 251 for n in range(200_000))
    reader = io.BufferedReader(LockedReader(io.BytesIO(lock(data)), "perché no"))
    for start, size in ((150_000, 100_000), (0, 3), (PIECE - 1, 2), (3 * PIECE, 50), (199_999, 9), (200_000, 9)):
        reader.seek(start)
        assert reader.read(size) == data[start : start + size]
    assert reader.seek(-5, io.SEEK_END) == 199_995
    assert reader.read() == data[-5:]


def test_nothing_of_it_can_be_read_without_and_no_two_are_alike() -> None:
    data = b"Societa Segreta S.r.l. " * 50
    first, second = lock(data), lock(data)
    assert b"Segreta" not in first
    assert first[48:] != second[48:]


def test_accents_are_one_however_they_are_typed() -> None:
    assert unlock(lock(b"x"), "perche\u0301 no") == b"x"


@pytest.mark.parametrize("other", ["perche no", "Perché no", "perché no ", "x"])
def test_another_passphrase_and_damage_are_one_sentence(other: str) -> None:
    with pytest.raises(UserError) as wrong:
        unlock(lock(b"x"), other)
    with pytest.raises(UserError) as damaged:
        unlock(lock(b"x")[:-1] + b"\x00\x00")
    assert (wrong.value.key, wrong.value.params) == (damaged.value.key, damaged.value.params)


def test_every_changed_byte_and_every_cut_is_noticed() -> None:
    whole = lock(b"short")
    copies = [whole[:n] + bytes([whole[n] ^ 1]) + whole[n + 1 :] for n in range(len(whole))]
    copies += [whole[:n] for n in range(len(whole))] + [whole + b"x"]
    for copy in copies[8:]:  # whether it is one of ours at all is asked by the reader of bundles
        with pytest.raises(UserError):
            unlock(copy)


def test_the_usual_key_costs_an_attacker_memory_and_time() -> None:
    """128 MB for each guess: whoever lowers it must change this too."""
    from importlib import reload

    assert reload(locked).LOG_N >= 17

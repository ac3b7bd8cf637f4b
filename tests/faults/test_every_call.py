"""Each system call of a save fails once, with each of the world's errors: old or new, never neither, nothing lost."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from saving import CALLS, PRACTICE, archive, clock

from app.domain.errors import UserError
from app.store.settings import Settings
from app.store.signed import SignedFiles

FAULTS = [errno.ENOSPC, errno.EROFS, errno.EIO, errno.EACCES]
KEYS = {errno.ENOSPC: "disk_full", errno.EROFS: "disk_read_only"}


class Faults:
    """From the n-th system call of saving on, ``times`` calls fail with ``code``."""

    def __init__(self, patch: pytest.MonkeyPatch, n: int, code: int, times: int) -> None:
        self.calls = 0
        self._failing = range(n, n + times)
        self._code = code
        for name in CALLS:
            patch.setattr(os, name, self._faulty(name, getattr(os, name)))

    def _faulty(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **named: Any) -> Any:
            self.calls += 1
            if self.calls in self._failing:
                if name == "close":
                    real(*args)  # as the system does: the handle is gone, the error is told all the same
                raise OSError(self._code, os.strerror(self._code))
            return real(*args, **named)

        return call


def content(folder: Path) -> object:
    it = archive(folder)
    return it.load(PRACTICE).dossier if it.ids() else None


@pytest.mark.parametrize("times", [1, 2, 1000])
@pytest.mark.parametrize("code", FAULTS, ids=errno.errorcode.__getitem__)
@pytest.mark.parametrize("exists", [False, True], ids=["new", "replaced"])
def test_every_call_of_a_save(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exists: bool, code: int, times: int
) -> None:
    old, new, later = {"n": 1}, {"n": 2}, {"n": 3}
    failures = 0
    for n in range(1, 100):
        folder = tmp_path / str(n)
        folder.mkdir()
        it = archive(folder)
        count = it.save(PRACTICE, old, 1, None).save_count if exists else None
        with monkeypatch.context() as patch:
            faults = Faults(patch, n, code, times)
            try:
                it.save(PRACTICE, new, 1, count)
                said = True
            except UserError as problem:
                said = False
                failures += 1
                assert problem.key == KEYS.get(code, "save_failed"), (n, problem)  # noqa: PT017
        found = content(folder)
        if said:
            assert found == new, n
        else:
            assert found in (old if exists else None, new), n
        # The same program tries again with what has been answered meanwhile, and is not taken for somebody else.
        again = it.save(PRACTICE, later, 1, (count or 0) + 1 if said else count)
        assert content(folder) == later
        assert archive(folder).load(PRACTICE).save_count == again.save_count
        if said and faults.calls < n:
            break
    assert said
    assert failures >= (5 if exists else 8)


def test_failing_again_and_again_never_locks_us_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A save that is in place though called failed, then one that fails before its rename, then a good one."""
    it = archive(tmp_path)
    count = it.save(PRACTICE, {"n": 0}, 1, None).save_count
    for number, first_fault, times in ((1, 7, 9), (2, 2, 1), (3, 7, 9), (4, 3, 1)):
        with monkeypatch.context() as patch:
            Faults(patch, first_fault, errno.EIO, times)
            with pytest.raises(UserError, match="save_failed"):
                it.save(PRACTICE, {"n": number}, 1, count)
    assert content(tmp_path) == {"n": 3}
    it.save(PRACTICE, {"n": 5}, 1, count)
    assert content(tmp_path) == {"n": 5}


def test_somebody_elses_save_after_our_failed_one_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    it = archive(tmp_path)
    count = it.save(PRACTICE, {"n": 0}, 1, None).save_count
    with monkeypatch.context() as patch:
        Faults(patch, 7, errno.EIO, 9)
        with pytest.raises(UserError, match="save_failed"):
            it.save(PRACTICE, {"n": 1}, 1, count)
    archive(tmp_path).save(PRACTICE, {"theirs": True}, 1, count + 1)
    with pytest.raises(UserError, match="changed_outside"):
        it.save(PRACTICE, {"n": 2}, 1, count)
    assert content(tmp_path) == {"theirs": True}


@pytest.mark.parametrize("code", FAULTS, ids=errno.errorcode.__getitem__)
def test_every_call_of_replacing_an_identity(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    for n in range(1, 100):
        folder = tmp_path / str(n)
        it = Settings(folder, clock)
        it.write_identity(b"old")
        with monkeypatch.context() as patch:
            faults = Faults(patch, n, code, 1000)
            try:
                it.write_identity(b"new", replace=True)
                said = True
            except UserError:
                said = False
        assert it.read_identity() in ((b"new",) if said else (b"old", b"new")), n
        everything = {path.read_bytes() for path in folder.iterdir()}
        assert b"old" in everything
        if faults.calls < n:
            break
    assert said
    assert n > 10


@pytest.mark.parametrize("code", FAULTS, ids=errno.errorcode.__getitem__)
def test_every_call_of_keeping_a_signed_pdf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    for n in range(1, 100):
        it = SignedFiles(archive(tmp_path / str(n)))
        first = it.put(PRACTICE, "a.pdf", b"first")
        with monkeypatch.context() as patch:
            faults = Faults(patch, n, code, 1000)
            try:
                second = it.put(PRACTICE, "a.pdf", b"second").read_bytes()
            except UserError:
                second = b""
        assert first.read_bytes() == b"first"
        if faults.calls < n:
            break
    assert second == b"second"
    assert n > 5

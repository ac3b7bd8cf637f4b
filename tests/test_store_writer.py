"""All that was asked is done in order, the latest snapshot wins, and nothing is called saved that is not."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app.domain.errors import UserError
from app.store.archive import Archive, Saved
from app.store.index import Index
from app.store.saver import Saver
from app.store.writer import Worker

SOON = 20.0  # seconds no test should ever need


@pytest.fixture
def worker() -> Iterator[Worker]:
    it = Worker()
    yield it
    it.close(SOON)


class Gate:
    """Holds the worker until opened."""

    def __init__(self, worker: Worker) -> None:
        self._open = threading.Event()
        self._entered = threading.Event()
        worker.submit(self._wait)
        assert self._entered.wait(SOON)

    def _wait(self) -> None:
        self._entered.set()
        assert self._open.wait(SOON)

    def open(self) -> None:
        self._open.set()


def refuse(error: Exception) -> None:
    raise error


def test_jobs_run_in_order_on_one_other_thread(worker: Worker) -> None:
    heard: list[tuple[int, str]] = []
    for n in range(50):
        worker.submit(lambda n=n: n, done=lambda n: heard.append((n, threading.current_thread().name)))
    assert worker.drain(SOON)
    assert heard == [(n, "store") for n in range(50)]


def test_the_latest_of_those_waiting_wins(worker: Worker) -> None:
    gate, ran, heard = Gate(worker), [], []

    def save(what: str) -> str:
        ran.append(what)
        return what

    for what, practice in (("a1", "a"), ("b1", "b"), ("a2", "a"), ("a3", "a")):
        worker.submit(save, what, done=heard.append, replaces=practice)
    gate.open()
    assert worker.drain(SOON)
    assert ran == heard == ["a3", "b1"]


def test_one_that_has_begun_is_not_replaced(worker: Worker) -> None:
    begun, go, heard = threading.Event(), threading.Event(), []

    def first() -> str:
        begun.set()
        go.wait(SOON)
        return "first"

    worker.submit(first, done=heard.append, replaces="a")
    assert begun.wait(SOON)
    worker.submit(lambda: "second", done=heard.append, replaces="a")
    go.set()
    assert worker.drain(SOON)
    assert heard == ["first", "second"]


def test_a_failing_job_is_told_and_the_next_one_runs(worker: Worker) -> None:
    told: list[Exception] = []
    heard: list[int] = []
    problem = UserError("disk_full", name="x")
    worker.submit(refuse, problem, done=lambda _: heard.append(0), failed=told.append)
    worker.submit(refuse, ValueError("nobody listens"))
    worker.submit(lambda: 1, done=lambda _: refuse(ValueError("the listener fails")))
    worker.submit(refuse, problem, failed=refuse)
    worker.submit(lambda: 2, done=heard.append)
    assert worker.drain(SOON)
    assert told == [problem]
    assert heard == [2]


def test_drain_says_when_it_takes_too_long(worker: Worker) -> None:
    gate = Gate(worker)
    assert not worker.drain(0.01)
    gate.open()
    assert worker.drain(SOON)


def test_close_finishes_what_waits_and_takes_no_more() -> None:
    worker, heard = Worker(), []
    gate = Gate(worker)
    for n in range(3):
        worker.submit(lambda n=n: n, done=heard.append)
    assert not worker.close(0.01)
    gate.open()
    assert worker.close(SOON)
    assert heard == [0, 1, 2]
    with pytest.raises(RuntimeError):
        worker.submit(lambda: None)


def test_a_long_job_lets_the_others_be_done_in_between(worker: Worker) -> None:
    begun, go = threading.Event(), threading.Event()
    heard: list[str] = []

    def long() -> str:
        begun.set()
        assert go.wait(SOON)
        assert worker.breathe()
        heard.append("the long one ends")
        return "long"

    worker.submit(long, done=heard.append)
    assert begun.wait(SOON)
    worker.submit(lambda: "short", done=heard.append)
    worker.submit(refuse, ValueError("fails"), failed=lambda problem: heard.append(str(problem)))
    go.set()
    assert worker.drain(SOON)
    assert heard == ["short", "fails", "the long one ends", "long"]


def test_a_long_job_hears_that_the_store_is_closing() -> None:
    worker, heard = Worker(), []
    begun, go = threading.Event(), threading.Event()

    def long() -> None:
        begun.set()
        assert go.wait(SOON)
        heard.append(worker.breathe())

    worker.submit(long)
    assert begun.wait(SOON)
    assert not worker.close(0.01)
    go.set()
    assert worker.close(SOON)
    assert heard == [False]


def test_idle_work_is_done_after_a_pause_and_once() -> None:
    rested = threading.Semaphore(0)
    worker = Worker(idle=rested.release, idle_after=0.0)
    worker.submit(lambda: None)
    assert rested.acquire(timeout=SOON)
    assert not rested.acquire(timeout=0.1)
    assert worker.close(SOON)
    assert not rested.acquire(blocking=False)


def test_idle_work_is_done_at_the_close() -> None:
    ran: list[str] = []
    worker = Worker(idle=lambda: ran.append("idle"), idle_after=3600)
    worker.submit(lambda: ran.append("job"))
    assert worker.close(SOON)
    assert ran == ["job", "idle"]


def test_a_worker_never_used_has_nothing_to_do_at_the_close() -> None:
    ran: list[str] = []
    assert Worker(idle=lambda: ran.append("idle")).close(SOON)
    assert ran == []


class Practice:
    """One open practice and what its saver told."""

    def __init__(self, folder: Path, worker: Worker) -> None:
        self.archive = Archive(folder, lambda: datetime(2026, 11, 23, tzinfo=UTC), 1)
        self.index = Index(self.archive, folder / "index.json", lambda dossier, _schema: dict(dossier), "1")
        self.saver = Saver(worker, self.archive, self.index, "one", None)
        self.saved: list[int] = []
        self.failed: list[str] = []

    def save(self, dossier: dict[str, Any]) -> None:
        self.saver.save(dossier, 1, self._done, self._failed)

    def _done(self, saved: Saved) -> None:
        self.saved.append(saved.save_count)

    def _failed(self, error: Exception) -> None:
        assert isinstance(error, UserError)
        self.failed.append(error.key)


def test_saves_asked_while_others_wait_do_not_disturb_one_another(tmp_path: Path, worker: Worker) -> None:
    practice = Practice(tmp_path, worker)
    gate = Gate(worker)
    for n in range(10):
        practice.save({"n": n})
    gate.open()
    assert worker.drain(SOON)
    practice.save({"n": 10})
    assert worker.drain(SOON)
    assert (practice.saved, practice.failed) == ([1, 2], [])
    assert practice.archive.load("one").dossier == {"n": 10}
    assert [one.facts for one in practice.index.summaries()] == [{"n": 10}]


def test_a_failed_save_is_not_called_saved_and_the_next_one_holds(
    tmp_path: Path, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    practice = Practice(tmp_path, worker)
    practice.save({"n": 0})
    assert worker.drain(SOON)
    with monkeypatch.context() as full:
        full.setattr("os.fsync", lambda _: refuse(OSError(28, "full")))
        practice.save({"n": 1})
        assert worker.drain(SOON)
    assert (practice.saved, practice.failed) == ([1], ["disk_full"])
    assert practice.archive.load("one").dossier == {"n": 0}
    practice.save({"n": 2})
    assert worker.drain(SOON)
    assert (practice.saved, practice.failed) == ([1, 2], ["disk_full"])
    assert practice.archive.load("one").dossier == {"n": 2}


def test_a_practice_changed_outside_is_said(tmp_path: Path, worker: Worker) -> None:
    practice = Practice(tmp_path, worker)
    practice.archive.save("one", {"theirs": True}, 1, None)
    practice.save({"mine": True})
    assert worker.drain(SOON)
    assert (practice.saved, practice.failed) == ([], ["changed_outside"])
    assert practice.archive.load("one").dossier == {"theirs": True}

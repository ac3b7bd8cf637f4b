"""Every system call of every act of the store fails once or for good, or is the process's last.

Old or new, never neither; nothing that was said to be done is lost. The suite tries each act with each fault; the
long check tries them with the fault staying, with many sizes, and with faults injected from outside the process.
"""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from acts import ACTS, Place, check

from app.domain.errors import UserError

CALLS = ("open", "write", "fsync", "close", "replace", "mkdir", "rename", "link", "unlink", "rmdir")
KILL, FOR_GOOD = 0, 10_000
FAULTS = {"kill": KILL, "EIO": errno.EIO, "ENOSPC": errno.ENOSPC}

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="not checked: no fork and no SIGKILL on Windows")


class Injected:
    """From the n-th call on, ``times`` calls fail with ``code``; with ``KILL`` the n-th is never made."""

    def __init__(self, n: int, code: int, times: int) -> None:
        self.calls, self._first, self._code, self._times = 0, n, code, times

    @contextmanager
    def at_work(self) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            for name in CALLS:
                patch.setattr(os, name, self._faulty(name, getattr(os, name)))
            patch.setattr(Path, "read_bytes", self._faulty("read", Path.read_bytes))
            yield

    def _faulty(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **named: Any) -> Any:
            self.calls += 1
            if self._first <= self.calls < self._first + self._times:
                if self._code == KILL:
                    os.kill(os.getpid(), signal.SIGKILL)
                if name == "close":
                    real(*args)  # as the system does: the handle is gone, the error is told all the same
                raise OSError(self._code, os.strerror(self._code))
            return real(*args, **named)

        return call


def tried(act: str, folder: Path, n: int, code: int, times: int) -> tuple[bool, bool]:
    """Whether the act said that it was done, and whether the fault was met at all."""
    folder.mkdir()
    work = ACTS[act].ready(Place(folder))
    fault = Injected(n, code, times)
    if code != KILL:
        said = False
        with fault.at_work(), suppress(UserError):
            work()
            said = True
        return said, fault.calls >= n
    child = os.fork()
    if child == 0:
        with fault.at_work():
            work()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return False, True
    assert os.WEXITSTATUS(status) == 0
    return True, False


def every_call(act: str, tmp_path: Path, code: int, times: int) -> int:
    """Lets each call of the act fail in turn; how many there were."""
    for n in range(1, 400):
        folder = tmp_path / f"{n}"
        said, met = tried(act, folder, n, code, times)
        check(ACTS[act], folder, said)
        shutil.rmtree(folder)
        if not met:
            assert said, "without a fault it is done"
            return n - 1
    raise AssertionError("it never ends")


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("act", ACTS)
def test_each_call_once(tmp_path: Path, act: str, fault: str) -> None:
    assert every_call(act, tmp_path, FAULTS[fault], 1) >= 4


@pytest.mark.long
def test_faults_of_every_kind_and_length(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    counts: dict[str, int] = {}
    faults = {**FAULTS, "EROFS": errno.EROFS, "EACCES": errno.EACCES, "EDQUOT": errno.EDQUOT, "EINTR": errno.EINTR}
    for act in ACTS:
        for name, code in faults.items():
            for times in (1,) if code == KILL else (1, 2, 3, 5, FOR_GOOD):
                counts[f"{act}: {name}"] = counts.get(f"{act}: {name}", 0) + every_call(act, tmp_path, code, times)
    with capsys.disabled():
        print("\n" + "\n".join(f"{count:5} faults met in {what}" for what, count in counts.items()))
        print(f"{sum(counts.values()):5} faults met in all, nothing lost")
    assert sum(counts.values()) > 3000


# ---- from outside: strace changes what the system answers, or kills on entering the call ---------------------------

SYSTEM_CALLS = ("openat", "write", "fsync", "rename", "mkdir", "link")
MARK = "stat,newfstatat"
RUN = (
    "import sys; sys.path[:0] = sys.argv[1:3]; import acts, pathlib; acts.main(sys.argv[3], pathlib.Path(sys.argv[4]))"
)
HERE = Path(__file__).parent


def traced(act: str, folder: Path, *options: str) -> tuple[bool, str]:
    """Runs the act under strace; whether it said that it was done, and the trace."""
    trace = folder.with_suffix(".trace")
    command = [sys.executable, "-c", RUN, str(HERE), str(HERE.parents[1]), act, str(folder)]
    done = subprocess.run(
        ["strace", "-qq", "-o", str(trace), *options, *command], capture_output=True, text=True, timeout=60, check=False
    )
    return '"said"' in done.stdout, trace.read_text("utf-8", "replace")


@pytest.mark.long
def test_faults_from_outside_the_process(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if shutil.which("strace") is None:
        pytest.skip("not checked: no strace")
    met: dict[str, int] = {}
    for act in ("first save", "save", "copy", "restore", "recover"):
        folder = tmp_path / "look"
        folder.mkdir()
        said, trace = traced(act, folder, "-e", f"trace={MARK},{','.join(SYSTEM_CALLS)}")
        assert said
        before, _, after = trace.partition("/begin-the-act")
        shutil.rmtree(folder)
        for call in SYSTEM_CALLS:
            first, count = before.count(f"\n{call}("), after.count(f"\n{call}(")
            count -= 2 * (call == "write")  # the last are what it says to us
            for n in range(first + 1, first + count + 1):
                for fault in ("signal=KILL", "error=EIO", "error=ENOSPC"):
                    folder = tmp_path / f"{n}"
                    folder.mkdir()
                    inject = f"inject={call}:{fault}:when={n}"
                    said, trace = traced(act, folder, "-e", f"trace={MARK},{call}", "-e", inject)
                    met_at = trace.partition("/begin-the-act")[2]
                    if "INJECTED" in met_at or "killed by SIGKILL" in met_at:  # not while the folder was made ready
                        check(ACTS[act], folder, said)
                        met[f"{act}: {call}"] = met.get(f"{act}: {call}", 0) + 1
                    shutil.rmtree(folder)
    with capsys.disabled():
        print("\n" + "\n".join(f"{count:5} faults from outside in {what}" for what, count in met.items()))
        print(f"{sum(met.values()):5} faults from outside in all, nothing lost")
    assert sum(met.values()) > 100

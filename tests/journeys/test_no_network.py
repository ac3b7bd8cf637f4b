"""What the system itself sees: no network socket is ever made, neither by the command line nor by the window."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TRACE = ["strace", "-f", "-qq", "-e", "trace=socket,connect", "-o"]

pytestmark = pytest.mark.skipif(
    shutil.which("strace") is None, reason="not checked: network sockets as the system sees them (no strace here)"
)


def network_calls(log: Path) -> list[str]:
    return [line for line in log.read_text("utf-8", "replace").splitlines() if "AF_INET" in line]


def test_saving_printing_sealing_and_verifying_open_no_network_socket(tmp_path: Path) -> None:
    log = tmp_path / "trace"
    command = [*TRACE, str(log), sys.executable, "-m", "app.cli", "self-test"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=110, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert network_calls(log) == []


def test_the_window_opens_no_network_socket(tmp_path: Path) -> None:
    log, data = tmp_path / "trace", tmp_path / "data"
    command = [*TRACE, str(log), sys.executable, "-m", "app.main", "--data", str(data)]
    window = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 60
        # The list is read after the first paint: once its index is kept, start-up is over.
        while not (data / "index.json").exists() and time.monotonic() < deadline:
            assert window.poll() is None, "the window closed by itself"
            time.sleep(0.2)
        os.kill(int((data / "instance.pid").read_text("ascii")), signal.SIGTERM)
        window.wait(20)
    finally:
        window.kill()
    assert log.read_text("utf-8", "replace").strip(), "the trace saw nothing: it would miss a network socket too"
    assert network_calls(log) == []


def test_the_trace_would_see_one(tmp_path: Path) -> None:
    log = tmp_path / "trace"
    one = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()"
    subprocess.run([*TRACE, str(log), sys.executable, "-c", one], check=True, timeout=60)
    assert network_calls(log)

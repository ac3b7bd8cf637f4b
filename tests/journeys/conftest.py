"""A real X server with a window manager, for those who walk the real window."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator

import pytest

NEEDED = ("Xvfb", "openbox", "xdotool", "import")


@pytest.fixture
def display() -> Iterator[str]:
    """The name of a display of 1366x800."""
    if absent := [name for name in NEEDED if shutil.which(name) is None]:
        pytest.skip(f"not checked: the walk at the real window (no {', '.join(absent)} here)")
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x800x24"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as said:
        name = f":{said.readline().strip()}"
    manager = subprocess.Popen(["openbox"], env={**os.environ, "DISPLAY": name}, stderr=subprocess.DEVNULL)
    yield name
    for process in (manager, server):
        process.terminate()
        process.wait(20)

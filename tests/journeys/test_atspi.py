"""The accessibility tree from outside, over D-Bus, as a screen reader hears it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")
SYSTEM_PYTHON = "/usr/bin/python3"
NEEDED = ("dbus-daemon", "openbox")
NAMELESS = {"filler", "panel", "scroll bar", "viewport", "scroll pane", "list", "table", "frame", "separator"}


def absent() -> str:
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if not LAUNCHER.exists():
        missing.append(LAUNCHER.name)
    bindings = subprocess.run([SYSTEM_PYTHON, "-c", "import pyatspi"], capture_output=True, check=False)
    return ", ".join(missing + (["python3-pyatspi"] if bindings.returncode else []))


def line(process: subprocess.Popen[str], ask: bool = True) -> str:
    assert process.stdin is not None
    assert process.stdout is not None
    if ask:
        process.stdin.write("\n")
        process.stdin.flush()
    return process.stdout.readline().strip()


@pytest.mark.long
@pytest.mark.parametrize("lang", ["it", "en"])
def test_atspi_hears_every_page(display: str, tmp_path: Path, lang: str) -> None:
    if missing := absent():
        pytest.skip(f"not checked: the tree as a screen reader hears it (no {missing} here)")
    wrong, pages, nodes = [], 0, 0
    with Session(display) as variables:
        application = start([sys.executable, "-m", "tests.journeys.atspi_app", str(tmp_path / "data"), lang], variables)
        listener = start([SYSTEM_PYTHON, str(HERE / "atspi_listen.py")], variables)
        assert line(application, ask=False) == "ready"
        while (page := line(application)) != "done":
            heard = json.loads(line(listener))
            assert len(heard) > 10, f"{page}: nothing to be heard"
            pages, nodes = pages + 1, nodes + len(heard)
            for role, name, focusable in heard:
                if role in ("unknown", "invalid", ""):
                    wrong.append(f"{page}: «{name}» has no role")
                elif focusable and not name.strip() and role not in NAMELESS:
                    wrong.append(f"{page}: a {role} without a name")
        for process in (application, listener):
            process.kill()
            process.wait(20)
    assert "\n".join(wrong) == ""
    assert pages > 10
    print(f"{lang}: {pages} pages, {nodes} things heard")


def start(command: list[str], variables: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=variables,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


class Session:
    """A bus of its own with the accessibility bus on it; gives the variables to run under it."""

    def __init__(self, display: str) -> None:
        self._display = display

    def __enter__(self) -> dict[str, str]:
        self._bus = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--print-address=1"], stdout=subprocess.PIPE, text=True
        )
        assert self._bus.stdout is not None
        address = self._bus.stdout.readline().strip()
        variables = {
            **os.environ,
            "DISPLAY": self._display,
            "DBUS_SESSION_BUS_ADDRESS": address,
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "PYTHONPATH": str(ROOT),
        }
        self._launcher = subprocess.Popen(
            [str(LAUNCHER), "--launch-immediately", "--a11y=1"], env=variables, stderr=subprocess.DEVNULL
        )
        return variables

    def __exit__(self, *_: object) -> None:
        for process in (self._launcher, self._bus):
            process.terminate()
            process.wait(20)

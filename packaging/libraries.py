"""What the system must offer: the shared libraries Qt loads and, for the tests, a few programs.

Standard library only. Only Linux lacks any of it: on Windows and macOS everything comes with the packages.
It installs nothing without being told, and never asks for a password: whoever is not root gets the command.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

# What is looked for → the Debian packages that hold it. A path is a file, a name with ".so" a library, any other a
# program.
OFFSCREEN = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libxkbcommon.so.0": "libxkbcommon0",
}
# If any one of these is missing Qt blames libxcb-cursor0, whichever it is: hence the whole list.
X11 = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
WAYLAND = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
TEST_PROGRAMS = {
    "Xvfb": "xvfb",
    "xauth": "xauth",
    "openbox": "openbox",
    "xdotool": "xdotool",
    "import": "imagemagick",
    "qpdf": "qpdf",
    "pdfsig": "poppler-utils",
    "pdftotext": "poppler-utils",
    "mount": "mount",
    "strace": "strace",
    "syncthing": "syncthing",
}

LONG_PROGRAMS = {
    "soffice": "libreoffice-writer-nogui libreoffice-calc-nogui",
    "dbus-daemon": "dbus-daemon",
    "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
    "/usr/lib/python3/dist-packages/pyatspi/__init__.py": "python3-pyatspi gir1.2-atspi-2.0",
}
"""Big ones that only checks asked for by name need."""


def has_display() -> bool:
    """Whether a window can be shown to somebody."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def for_window() -> dict[str, str]:
    """What the window needs on the display there is."""
    return {**OFFSCREEN, **(X11 if os.environ.get("DISPLAY") else WAYLAND)}


def for_tests() -> dict[str, str]:
    """What the suite needs, the long checks in a virtual display included."""
    return {**OFFSCREEN, **X11, **TEST_PROGRAMS}


def for_long() -> dict[str, str]:
    """What the long checks need beyond that."""
    return {**for_tests(), **LONG_PROGRAMS}


def ensure(needed: Mapping[str, str], assume_yes: bool) -> bool:
    """True when all of ``needed`` is there, installing it first where that is possible and agreed to."""
    if not sys.platform.startswith("linux"):
        return True
    absent = missing(needed)
    if not absent:
        return True
    _say("Missing on this system: " + " ".join(absent))
    if shutil.which("apt-get") is None:
        _say("Install the packages that hold them with your distribution's package manager, then try again.")
        return False
    packages = list(dict.fromkeys(package for name in absent for package in needed[name].split()))
    if os.geteuid() != 0:
        _say("Install them with:\n  sudo apt-get install " + " ".join(packages))
        return False
    if not (assume_yes or _agreed(packages)):
        return False
    _apt_get(["update"])
    _apt_get(["install", "--yes", "--no-install-recommends", *packages])
    absent = missing(needed)
    if absent:
        _say("Still missing: " + " ".join(absent))
    return not absent


def missing(needed: Iterable[str]) -> list[str]:
    """The names of ``needed`` that this system does not have."""
    return [name for name in needed if not _found(name)]


def _found(name: str) -> bool:
    if name.startswith("/"):
        return Path(name).exists()
    if ".so" not in name:
        return shutil.which(name) is not None
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _agreed(packages: list[str]) -> bool:
    command = "apt-get install " + " ".join(packages)
    if not sys.stdin.isatty():
        _say(f"Install them with:\n  {command}\nor add --yes to this command.")
        return False
    return input(f"Run «{command}» now? [y/N] ").strip().lower() in ("y", "yes", "s", "sì", "si")


def _apt_get(arguments: list[str]) -> None:
    subprocess.call(["apt-get", *arguments], env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)

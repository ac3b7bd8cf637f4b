"""The project's own environment: `.venv` beside the sources, holding exactly the pinned packages.

Standard library only. It touches nothing but `.venv`, and installs nothing whose hash is not in a lock file.
Kept readable for older Pythons, so that one of them can say what is missing instead of showing a traceback.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCKS = ROOT / "packaging"
RUNTIME = "requirements.lock"
DEVELOPMENT = "requirements-dev.lock"  # holds everything RUNTIME holds, in the same versions
OLDEST = (3, 11)


class NotPossible(Exception):
    """Something the person must do first; the message says what."""


def prepare(lock: str) -> Path:
    """The environment's Python, with the packages of ``lock`` installed. Raises NotPossible."""
    require_python()
    python = interpreter()
    stamp = VENV / "installed-locks"
    if not _works(python):
        _say(f"Making the environment {VENV}")
        _make()
    if _digest(lock) not in _read(stamp):
        _say(f"Installing the packages of {lock} into {VENV.name} (the first time: minutes, some 400 MB)")
        stamp.unlink(missing_ok=True)
        _install(python, lock)
        satisfied = (RUNTIME, DEVELOPMENT) if lock == DEVELOPMENT else (lock,)
        stamp.write_text("".join(f"{_digest(name)}\n" for name in satisfied), "ascii")
    return python


def require_python() -> None:
    """Raises NotPossible when this Python is too old or cannot make environments."""
    if sys.version_info < OLDEST:
        raise NotPossible(
            f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}. "
            "Debian 12, Ubuntu 24.04: sudo apt-get install python3 python3-venv. "
            "Windows, macOS: the installer from the Python website. Then call this command with that Python."
        )
    absent = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if absent:
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        raise NotPossible(
            f"This Python cannot make virtual environments (missing: {', '.join(absent)}). "
            f"Debian, Ubuntu: sudo apt-get install python3-venv (or python{version}-venv)."
        )


def interpreter() -> Path:
    """Where the environment's Python is, or will be."""
    return VENV / "Scripts" / "python.exe" if os.name == "nt" else VENV / "bin" / "python"


def variables(**extra: str) -> dict[str, str]:
    """The process environment in which `python -m app.…` finds these sources from any working folder."""
    path = os.pathsep.join(p for p in (str(ROOT), os.environ.get("PYTHONPATH", "")) if p)
    # SAFEPATH: the folder the person happens to be in must not shadow our modules.
    return {**os.environ, "PYTHONPATH": path, "PYTHONSAFEPATH": "1", "PYTHONUTF8": "1", **extra}


def hand_over(command: list[str], **extra: str) -> int:
    """Run ``command`` in our place and give its exit code; signals and open file descriptors reach it."""
    env = variables(**extra)
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name == "posix":
        os.execve(command[0], command, env)
    return subprocess.call(command, env=env, close_fds=False)


def _works(python: Path) -> bool:
    """False when the environment is missing, half made, or its Python has gone."""
    if not python.exists():
        return False
    probe = "import importlib.util, sys; sys.exit(importlib.util.find_spec('pip') is None)"
    return subprocess.call([str(python), "-c", probe], stderr=subprocess.DEVNULL) == 0


def _make() -> None:
    import venv  # not part of every Python: see require_python

    try:
        venv.create(VENV, clear=True, symlinks=os.name == "posix", with_pip=True)
    except (OSError, subprocess.CalledProcessError) as problem:
        raise NotPossible(f"The environment {VENV} could not be made: {problem}") from problem


def _install(python: Path, lock: str) -> None:
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    # The lock is whole: without --no-deps pip looks for newer releases of what has extras, and fails once there is one.
    command += ["--no-deps", "--require-hashes", "-r", str(LOCKS / lock)]
    if subprocess.call(command) != 0:
        raise NotPossible(
            "The packages could not be installed; pip says why above. This step alone needs a package index "
            "(the network, or a mirror set in pip's configuration). Ready-built packages exist for Linux "
            "with glibc 2.34 or newer, Windows on x86-64, macOS 15 or newer on Apple silicon."
        )


def _digest(lock: str) -> str:
    return hashlib.sha256((LOCKS / lock).read_bytes()).hexdigest()


def _read(stamp: Path) -> list[str]:
    return stamp.read_text("ascii").split() if stamp.exists() else []


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)

"""Check these sources: linters, types, import contracts and the suite, with no window on any screen.

  python3 packaging/test.py [--yes] [-- PYTEST_ARGS…]             everything that takes minutes at most
  python3 packaging/test.py [--yes] --long NAME [-- PYTEST_ARGS…]  the long checks whose name holds NAME

--yes installs missing system libraries and programs (Debian, Ubuntu, as root) without asking.
Exit code 0 only if every check passed; a long check asked for by name and skipped has not passed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

import environment
import libraries

# Called through -c: console scripts carry the path of the environment they were made in.
LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"
CHECKS = {
    "ruff check": ["-m", "ruff", "check", "."],
    "ruff format": ["-m", "ruff", "format", "--check", "."],
    "mypy": ["-m", "mypy"],
    "import contracts": ["-c", LINT_IMPORTS],
    "pytest": ["-m", "pytest", "-n", "2"],
}
LONG_TIMEOUT = 3600  # seconds, for one long check


def main(argv: list[str]) -> int:
    """Exit code: 0 all passed, 1 otherwise."""
    options, pytest_arguments = _parse(argv)
    try:
        environment.require_python()
        needed = libraries.for_long() if options.long else libraries.for_tests()
        if not libraries.ensure(needed, options.yes):
            return 1
        python = str(environment.prepare(environment.DEVELOPMENT))
    except environment.NotPossible as problem:
        print(problem, file=sys.stderr)
        return 1
    if options.long:
        return _summary(*_long(python, options.long, pytest_arguments))
    results = {}
    for name, arguments in CHECKS.items():
        extra = pytest_arguments if "pytest" in arguments else []
        results[name] = _run(name, [python, *arguments, *extra])
    return _summary(results)


def _parse(argv: list[str]) -> tuple[argparse.Namespace, list[str]]:
    own, extra = argv, []
    if "--" in argv:
        cut = argv.index("--")
        own, extra = argv[:cut], argv[cut + 1 :]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--yes", action="store_true", help="install what the system lacks without asking")
    parser.add_argument("--long", metavar="NAME", help="run the long checks whose name holds NAME")
    return parser.parse_args(own), extra


def _long(python: str, name: str, extra: list[str]) -> tuple[dict[str, tuple[bool, float]], list[str]]:
    """The result, and what was skipped: pytest calls that a success, whoever asked for it by name does not."""
    title = f"long: {name}"
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "results.xml"
        arguments = ["-m", "pytest", "-m", "long", "-k", name, "-o", f"timeout={LONG_TIMEOUT}"]
        passed, seconds = _run(title, [python, *arguments, f"--junitxml={record}", *extra])
        skipped = _skipped(record) if passed else []
    return {title: (passed and not skipped, seconds)}, skipped


def _skipped(record: Path) -> list[str]:
    """Each skipped check with why, out of pytest's own record of the run."""
    found = []
    for case in ElementTree.parse(record).iter("testcase"):
        for skip in case.iter("skipped"):
            found.append(f"{case.get('name')}: {skip.get('message')}")
    return found


def _run(name: str, command: list[str]) -> tuple[bool, float]:
    print(f"\n=== {name}", flush=True)
    start = time.monotonic()
    # A display that happens to be there must not change what the suite sees.
    variables = environment.variables(QT_QPA_PLATFORM="offscreen")
    code = subprocess.call(command, cwd=environment.ROOT, env=variables)
    return code == 0, time.monotonic() - start


def _summary(results: dict[str, tuple[bool, float]], skipped: Sequence[str] = ()) -> int:
    print()
    for what in skipped:
        print(f"NOT CHECKED {what}")
    for name, (passed, seconds) in results.items():
        print(f"{'passed' if passed else 'FAILED':8}{name:24}{seconds:7.1f} s")
    passed = all(passed for passed, _ in results.values())
    print("All checks passed." if passed else "Not all checks passed.")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

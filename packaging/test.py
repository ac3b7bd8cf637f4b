"""Check these sources: linters, types, import contracts and the suite, with no window on any screen.

  python3 packaging/test.py [--yes] [-- PYTEST_ARGS…]             everything that takes minutes at most
  python3 packaging/test.py [--yes] --long NAME [-- PYTEST_ARGS…]  the long checks whose name holds NAME

--yes installs missing system libraries and programs (Debian, Ubuntu, as root) without asking.
Exit code 0 only if every check passed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time

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
        if not libraries.ensure(libraries.for_tests(), options.yes):
            return 1
        python = str(environment.prepare(environment.DEVELOPMENT))
    except environment.NotPossible as problem:
        print(problem, file=sys.stderr)
        return 1
    checks = _long(options.long) if options.long else CHECKS
    results = {}
    for name, arguments in checks.items():
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


def _long(name: str) -> dict[str, list[str]]:
    return {f"long: {name}": ["-m", "pytest", "-m", "long", "-k", name, "-o", f"timeout={LONG_TIMEOUT}"]}


def _run(name: str, command: list[str]) -> tuple[bool, float]:
    print(f"\n=== {name}", flush=True)
    start = time.monotonic()
    # A display that happens to be there must not change what the suite sees.
    variables = environment.variables(QT_QPA_PLATFORM="offscreen")
    code = subprocess.call(command, cwd=environment.ROOT, env=variables)
    return code == 0, time.monotonic() - start


def _summary(results: dict[str, tuple[bool, float]]) -> int:
    print()
    for name, (passed, seconds) in results.items():
        print(f"{'passed' if passed else 'FAILED':8}{name:24}{seconds:7.1f} s")
    passed = all(passed for passed, _ in results.values())
    print("All checks passed." if passed else "Not all checks passed.")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Run Vaglio from these sources.

  python3 packaging/run.py [--yes]      open the window; with no display, walk the example practice to
                                        a signed PDF in example-output/
  python3 packaging/run.py ARGS…        the command line, e.g. `questions`, `evaluate FILE`, `verify FILE`
                                        (`-- --help` for its own help); its exit code is passed on

--yes installs missing system libraries (Debian, Ubuntu, as root) without asking.
"""

from __future__ import annotations

import subprocess
import sys

import environment
import libraries

UNKNOWN_OPTION = 2
EXAMPLE = environment.ROOT / "example-output"


def main(argv: list[str]) -> int:
    """Exit code: that of the program; 1 if something must be installed first, 2 for an option there is not."""
    if argv[:1] in (["-h"], ["--help"]):
        print(__doc__)
        return 0
    assume_yes = argv[:1] == ["--yes"]
    arguments = argv[1:] if argv[:1] in (["--yes"], ["--"]) else argv
    if argv[:1] != ["--"] and arguments[:1] and arguments[0].startswith("-"):
        # Else the command line would answer with its own usage, which knows nothing of this command's options.
        print(f"run.py has no option {arguments[0]}.\n\n{__doc__}", file=sys.stderr)
        return UNKNOWN_OPTION
    try:
        if arguments:
            return _command_line(arguments)
        if not libraries.has_display():
            return _example()
        return _window(assume_yes)
    except environment.NotPossible as problem:
        print(problem, file=sys.stderr)
        return 1


def _command_line(arguments: list[str]) -> int:
    python = environment.prepare(environment.RUNTIME)
    return environment.hand_over([str(python), "-m", "app.cli", *arguments])


def _window(assume_yes: bool) -> int:
    environment.require_python()
    if not libraries.ensure(libraries.for_window(), assume_yes):
        return 1
    python = environment.prepare(environment.RUNTIME)
    return environment.hand_over([str(python), "-m", "app.main"])


def _example() -> int:
    python = environment.prepare(environment.RUNTIME)
    print("No display here: walking the example practice without a window.", file=sys.stderr, flush=True)
    command = [str(python), "-m", "app.cli", "example", "-o", str(EXAMPLE)]
    code = subprocess.call(command, env=environment.variables())
    if code == 0:
        for pdf in sorted(EXAMPLE.glob("*.pdf")):
            print(pdf)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

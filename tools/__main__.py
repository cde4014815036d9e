"""One command of run.py, in the project's environment: ``python -m tools COMMAND …``."""

import os
import sys
import traceback
from pathlib import Path

from tools.processes import RunError, end_with_parent, isolated, say, write_log


def do(command: str, paths: list[Path], seed: int, workers: int) -> None:
    """Do what a command says; only what it needs is imported."""
    if command in ("all", "pamphlet"):
        from tools import notebooks

        notebooks.run_notebooks() if command == "all" else notebooks.make_pamphlet()
    elif command in ("test", "check", "format"):
        from tools import tests

        {"test": lambda: tests.run_tests(seed), "check": tests.run_checks, "format": tests.run_format}[command]()
    elif command in ("plan", "figures-all"):
        from tools import plans

        plans.make_plans(paths, workers) if command == "plan" else plans.make_figures()
    elif command in ("site", "test-browser"):
        from tools import site

        site.make_site() if command == "site" else site.run_browser_tests()
    elif command == "check-pdf":
        from tools.conformance import check_pdfs

        check_pdfs()
    elif command == "verify":
        from tools.verify import verify

        verify()
    elif command == "bench":
        from tools.bench import bench

        bench([str(path) for path in paths])


def main(arguments: list[str]) -> int:
    """Do the command that run.py hands on as JSON; the exit code."""
    import json

    given = json.loads(arguments[0])
    again = f"Fortsätt där det var (to go on): {given['again']}"
    end_with_parent(again)
    with isolated() as env:
        os.environ.clear()
        os.environ |= env
        try:
            do(given["command"], [Path(path) for path in given["paths"]], given["seed"], given["workers"])
        except RunError as error:
            say(str(error))
            return 1
        except Exception as error:
            place = write_log(given["command"], traceback.format_exc())
            said = f"{type(error).__name__}: {error}".splitlines()[0]
            say(f"Det gick inte (it stopped): {said}\nHela spåret (the whole trace): {place}\n{again}")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

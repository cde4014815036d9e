"""One command of run.py, in the project's environment: ``python -m tools COMMAND …``."""

import os
import sys
import traceback
from importlib import import_module
from pathlib import Path
from typing import Any

from tools.processes import RunError, end_with_parent, isolated, say, write_log

DOES = {
    "all": "notebooks.run_notebooks",
    "pamphlet": "notebooks.make_pamphlet",
    "test": "tests.run_tests",
    "check": "tests.run_checks",
    "format": "tests.run_format",
    "plan": "plans.make_plans",
    "figures-all": "plans.make_figures",
    "site": "site.make_site",
    "test-browser": "site.run_browser_tests",
    "check-pdf": "conformance.check_pdfs",
    "verify": "verify.verify",
    "bench": "bench.bench",
}
"""What does each command, by its name here; only what it needs is imported."""


def do(command: str, paths: list[Path], seed: int, workers: int) -> None:
    """Do what a command says."""
    module, _, name = DOES[command].partition(".")
    given: dict[str, tuple[Any, ...]] = {"test": (seed,), "plan": (paths, workers), "bench": ([*map(str, paths)],)}
    getattr(import_module(f"tools.{module}"), name)(*given.get(command, ()))


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

"""The tests: lint, format, types and floors; then one run of pytest for files, docstrings and notebooks alike."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from helpers.inputs import digest_files
from tools.notebooks import made_files
from tools.processes import ROOT, WORKERS, Result, RunError, capture, own_environment, python, say

COVERAGE = ROOT / "build" / "coverage"


def check_jobs() -> dict[str, list[str]]:
    """Lint, format, types and floors, each as a command that changes nothing."""
    module = [python(), "-m"]
    lint = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
    return {
        "types": [*module, "mypy"],
        "lint": [*module, "ruff", "check", "."],
        "format": [*module, "ruff", "format", "--check", "."],
        "floors": [python(), "-c", lint],
    }


def run_jobs(jobs: dict[str, list[str]]) -> list[tuple[str, Result]]:
    """Run commands side by side, all of them even if one fails, and show what each printed in one piece."""
    with ThreadPoolExecutor(WORKERS) as pool:
        return list(zip(jobs, pool.map(run_job, jobs, jobs.values()), strict=True))


def run_job(name: str, command: list[str], run: Callable[[list[str]], Result] = capture) -> Result:
    """Run one command and show what it printed."""
    result = run(command)
    say(f"--- {name} " + "-" * (110 - len(name)) + f"\n{result.output}\n")
    return result


def run_checks() -> None:
    """Lint, format, types and floors: what the commit hook calls."""
    if any(result.code for _, result in run_jobs(check_jobs())):
        raise RunError("Some of it can be put right by: python run.py format")


def run_format() -> None:
    """Let ruff put the code of src/, tools/, tests/ and notebooks/ into shape."""
    for arguments in (["check", "--fix", "."], ["format", "."]):
        subprocess.run([python(), "-m", "ruff", *arguments], cwd=ROOT, env=own_environment())


def pytest_command(seed: int) -> list[str]:
    """The one run of pytest, with the lines of the helpers counted in its workers, their kernels and processes."""
    return [
        *(python(), "-m", "coverage", "run", "-m", "pytest", "--no-header", "-q"),
        *("-n", str(WORKERS), "--dist", "loadfile", "--no-loadscope-reorder"),
        *("--nbval", "--nbval-current-env", "--nbval-cell-timeout=86400", "--nbval-kernel-startup-timeout=3600"),
        *("--doctest-modules", f"--hypothesis-seed={seed}"),
        *("tests", "notebooks", "src/helpers"),
    ]


def run_pytest(seed: int) -> list[tuple[str, Result]]:
    """Every test, with what pytest prints shown as it comes;
    then the lines of the helpers, all of which must be met.
    """
    shutil.rmtree(COVERAGE, ignore_errors=True)
    COVERAGE.mkdir(parents=True)
    os.environ["COVERAGE_FILE"] = str(COVERAGE / "data")
    begun = time.monotonic()
    code = subprocess.run(pytest_command(seed), cwd=ROOT, stdin=subprocess.DEVNULL).returncode
    tested = Result(code, "", time.monotonic() - begun)
    coverage = [python(), "-m", "coverage"]
    combined = capture([*coverage, "combine", "--quiet"], dict(os.environ))
    report = capture([*coverage, "report", "--skip-covered"], dict(os.environ))
    say(f"--- lines of the helpers {'-' * 90}\n{combined.output}{report.output}\n")
    return [("tests, docstrings, notebooks", tested), ("lines of src/helpers", report)]


def outputs_now() -> dict[str, str]:
    """What figures/ and the derived tables hold: a digest by file."""
    return {path.relative_to(ROOT).as_posix(): digest_files([path]) for path in made_files()}


def changed_outputs(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """The files that are new, gone or different."""
    return sorted(name for name in {*before, *after} if before.get(name) != after.get(name))


def run_tests(seed: int = 0) -> None:
    """Every test there is; RunError where one fails, a line of the helpers is not met, or a made file is another."""
    say(f"Seed of the property tests: {seed} (other documents: python run.py test --seed N)\n")
    begun, before = time.monotonic(), outputs_now()
    done = [*run_jobs(check_jobs()), *run_pytest(seed)]
    say("Summary")
    for name, result in done:
        say(f"  {'FAILED' if result.code else 'passed'}  {name:28} {result.seconds:4.0f} s")
    changed = changed_outputs(before, outputs_now())
    if changed:
        say(f"  FAILED  files made by the tests differ from those that were there: {', '.join(changed)}")
    seconds = f"in {time.monotonic() - begun:.0f} s"
    if changed or any(result.code for _, result in done):
        raise RunError(f"Not passed, {seconds}.")
    say(f"All passed, {seconds}.")

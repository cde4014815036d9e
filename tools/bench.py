"""What everything costs beside an earlier commit: the same machine, the same minutes, one after the other, three times.

A clone of that commit and a clone of the last commit here, each with its own environment, are kept in build/bench.
Nothing is asserted; what cannot be measured says so in its row.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from tools.processes import ROOT, RunError, base_python, git, own_environment, say, venv_python

BASE = "2df76eb"
ROUNDS = 3
PLAN = "data/borlange-v-2022"
SIZES = (40, 400, 4000)
CHARTS = ("src/helpers/charts.py", "src/helpers/figures/money.py")
"""A helper that draws the figures of one notebook: the first of these that a commit has."""

MEASURE = """
import json, resource, subprocess, sys, time
begun = time.perf_counter()
done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
used, unit = resource.getrusage(resource.RUSAGE_CHILDREN), 1 if sys.platform == "darwin" else 1024
cost = [time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss * unit / 1e6]
print(json.dumps([*cost, done.returncode, done.stdout[-3000:]]))
"""
PRINTS = """
import sys
from pathlib import Path
from helpers import read_plan
try:
    from helpers.prints import documents
except ImportError:
    from helpers import pamphlet as documents
try:
    from helpers.links.labels import read_labels  # once, as make does
except ImportError:
    read_labels = lambda plan: plan
plan = read_plan(sys.argv[1])
labels = read_labels(plan)
for name in documents.list_documents(plan):
    documents.publish_document(labels, name, Path(sys.argv[2]))
"""


class Cost(NamedTuple):
    """Seconds on the clock, seconds of work of all processes together, memory of the largest process in megabytes."""

    clock: float
    work: float
    megabytes: float


def measure(folder: Path, *command: str) -> Cost:
    """What a command costs in a folder, measured by a process of its own; RunError where it fails."""
    watched = [sys.executable, "-c", MEASURE, *command]
    done = subprocess.run(watched, cwd=folder, env=own_environment(), capture_output=True, encoding="utf-8")
    if done.returncode:
        raise RunError(f"Not measured: {' '.join(command)}\n{done.stderr[-2000:]}")
    *cost, code, output = json.loads(done.stdout)
    if code:
        raise RunError(f"Not measured: {' '.join(command)}\n{output}")
    return Cost(*cost)


# --- the two clones -----------------------------------------------------------------------------------------


def clone(commit: str, folder: Path) -> Path:
    """A clone of a commit with its environment, made where it is not there yet."""
    if not (folder / ".git").exists():
        git("clone", "--quiet", "--no-hardlinks", str(ROOT), str(folder))
    git("fetch", "--quiet", "origin", folder=folder)
    git("checkout", "--quiet", "--force", "--detach", git("rev-parse", commit).strip(), folder=folder)
    measure(folder, base_python(), "-c", "import run; run.set_up()")
    return folder


def forget(folder: Path) -> None:
    """Let nothing be up to date."""
    for name in ("stamps", "made", "figures-all"):
        shutil.rmtree(folder / "build" / name, ignore_errors=True)


def run(folder: Path, *arguments: str) -> Cost:
    """One of the commands of run.py in a clone."""
    return measure(folder, base_python(), "run.py", *arguments)


def first_make(folder: Path) -> Cost:
    """What a clone costs: every notebook is run, and made is what git does not hold of the same sources."""
    forget(folder)
    return run(folder, "all")


def make_anew(folder: Path) -> Cost:
    """Everything, nothing of it being up to date or known to git."""
    for path in (folder / "figures").glob("*.made.json"):
        path.unlink()
    return first_make(folder)


def second_make(folder: Path) -> Cost:
    """Nothing to do."""
    return run(folder, "all")


def change_helper(folder: Path) -> Cost:
    """What make does after a change of a helper that draws the figures of one notebook: another one each time, or the
    second round would find what the first has made.
    """
    path = next(folder / name for name in CHARTS if (folder / name).is_file())
    before = path.read_bytes()
    path.write_bytes(before + f"_CHANGED = {time.monotonic_ns()}\n".encode())
    try:
        return run(folder, "all")
    finally:
        path.write_bytes(before)


def make_plan(folder: Path) -> Cost:
    """A plan as large as the one that the notebooks are about, in a folder outside data/."""
    plan = folder / "build" / "bench-plan"
    shutil.rmtree(plan, ignore_errors=True)
    shutil.copytree(folder / PLAN, plan, ignore=shutil.ignore_patterns("derived"))
    forget(folder)
    return run(folder, "plan", str(plan))


def make_prints(folder: Path) -> Cost:
    """All prints, in one process."""
    return measure(folder, str(venv_python(folder / ".venv")), "-c", PRINTS, PLAN, str(folder / "build" / "prints"))


def make_figures(folder: Path) -> Cost:
    """Every figure in every size, language and variant."""
    forget(folder)
    return run(folder, "figures-all")


def make_test(folder: Path) -> Cost:
    """Every test."""
    return run(folder, "test")


ROWS: dict[str, Callable[[Path], Cost]] = {
    "first make": first_make,
    "second make": second_make,
    "all made anew": make_anew,
    "a helper changed": change_helper,
    "plan": make_plan,
    "prints": make_prints,
    "figures-all": make_figures,
    "test": make_test,
}


def show_row(name: str, both: list[tuple[Cost, Cost]]) -> None:
    """Medians of the earlier commit and of the last one, and what share the second are of the first."""
    texts = []
    for index in range(3):
        base, own = (statistics.median(costs[side][index] for costs in both) for side in (0, 1))
        texts.append(f"{base:9.1f}{own:9.1f}{own / base:7.2f}")
    say(f"{name:18}" + "".join(texts))


def bench(words: list[str]) -> None:
    """Print the table: ``words`` are the commit to compare with and, where not all are wanted, the names of rows."""
    commit, *wanted = words or [BASE]
    unknown = [name for name in wanted if name not in (*ROWS, "growth")]
    if unknown:
        raise RunError(f"There is no row {', '.join(unknown)}. There are: {', '.join([*ROWS, 'growth'])}")
    base, own = (clone(name, ROOT / "build" / "bench" / side) for name, side in ((commit, "base"), ("HEAD", "own")))
    say(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, load {load()}; median of {ROUNDS}")
    say(f"{'':18}" + "".join(f"{what:>9}{'here':>9}{'ratio':>7}" for what in ("clock s", "work s", "MB")))
    for name, row in ROWS.items():
        if not wanted or name in wanted:
            show_row(name, [(row(base), row(own)) for _ in range(ROUNDS)])
    say(f"load {load()}")
    if not wanted or "growth" in wanted:
        for line in tell_growth():
            say(line)


def load() -> str:
    """How busy the machine is: processes that want to run, over one, five and fifteen minutes."""
    return " ".join(f"{each:.1f}" for each in os.getloadavg()) if hasattr(os, "getloadavg") else "unknown"


# --- how the cost grows -------------------------------------------------------------------------------------


def tell_growth() -> Iterator[str]:
    """Plans of 40, 400 and 4,000 demands and as many missions, through every step: seconds, and the most memory."""
    steps = ("reading", "proposals", "crossref", "tables", "memory")
    yield f"\n{'demands, missions':20}" + "".join(f"{step:>12}" for step in steps)
    for size in SIZES:
        done = subprocess.run(
            [sys.executable, "-m", "tools.growth", str(size)],
            cwd=ROOT,
            env=own_environment(),
            capture_output=True,
            encoding="utf-8",
        )
        if done.returncode:
            yield f"{size:<20} not measured: {(done.stderr.splitlines() or ['killed'])[-1]}"
            continue
        *seconds, megabytes = json.loads(done.stdout)
        yield f"{size:<20}" + "".join(f"{each:10.2f} s" for each in seconds) + f"{megabytes:9.0f} MB"

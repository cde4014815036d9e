"""What everything costs in seconds and memory, beside the least that its parts could cost, all in one run.

    python run.py bench                                  # some minutes, on Linux and macOS
    .venv/bin/python tests/bench/bench_all.py --quick    # without downloading every package once more

It works on a copy of the project with an environment of its own, so that the tree stays as it is. Every row is a whole
process with all that it starts: seconds on the clock, seconds of work (of all processes together), the memory of the
largest process at its highest. A floor is what does nothing: the same imports; an empty notebook with the same imports,
run by the same command; matplotlib writing one empty figure for each file of a picture, Typst one empty page for each
pdf of the documents. Nothing is asserted; what cannot be measured ends it with an error.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PLAN = "data/borlange-v-2022"
WORKERS = 2
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "build", ".hypothesis", "*.egg-info", "__pycache__")
READ = f"from helpers import read_plan; plan = read_plan({PLAN!r})"
KEEP = f"{READ}; plan.demands.to_pickle('build/demands.pkl'); plan.missions.to_pickle('build/missions.pkl')"
LOAD = "from helpers import propose_links; import pandas as pd"
KEPT = "pd.read_pickle('build/demands.pkl'), pd.read_pickle('build/missions.pkl')"
MEASURE = """
import json, resource, subprocess, sys, time
begun = time.perf_counter()
done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
used, unit = resource.getrusage(resource.RUSAGE_CHILDREN), 1 if sys.platform == "darwin" else 1024
cost = [time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss * unit / 1e6]
print(json.dumps([*cost, done.returncode, done.stdout[-3000:]]))
"""
EMPTY_FIGURES = """
import sys
from io import BytesIO
from matplotlib.figure import Figure
for format in sys.argv[1:]:
    Figure(figsize=(5.04, 3.74)).savefig(BytesIO(), format=format, dpi=300)
"""
EMPTY_PAGES = """
import sys, typst
for _ in range(int(sys.argv[1])):
    typst.compile(b" ", format="pdf", ignore_system_fonts=True)
"""
PUBLISH = """
import sys, pathlib
from helpers import build
from helpers.prints import documents
from helpers import read_plan
plan, out = read_plan(sys.argv[1]), pathlib.Path(sys.argv[2])
prints = set(documents.list_documents(plan))
for name in build.list_names(plan):
    if name != build.INDEX and (name in prints) == (sys.argv[3] == "pamphlet"):
        build.publish_one(plan, name, out)
"""


class Cost(NamedTuple):
    """Seconds on the clock, seconds of work, memory of the largest process in megabytes."""

    clock: float
    work: float
    megabytes: float


def measure(folder: Path, *command: str, **variables: str) -> Cost:
    """What a command costs in a folder: measured by a process of its own, since memory is the highest that ever was."""
    watched = [sys.executable, "-c", MEASURE, *command]
    done = subprocess.run(watched, cwd=folder, env={**os.environ, **variables}, capture_output=True, check=True)
    *cost, code, output = json.loads(done.stdout)
    if code:
        raise SystemExit(f"{command}\n{output}")
    return Cost(*cost)


def show(name: str, cost: Cost, floor: float = 0) -> None:
    """Print one row of the table, at once."""
    beside = f"{floor:8.1f}{cost.clock / floor:8.2f}" if floor else ""
    print(f"{name:36}{cost.clock:8.1f}{cost.work:8.1f}{cost.megabytes:8.0f}{beside}", flush=True)


def python_of(folder: Path) -> str:
    """The interpreter of the copy's environment."""
    return str(folder / ".venv" / "bin" / "python")


def measure_setup(folder: Path, quick: bool) -> None:
    """The environment from nothing: with every package downloaded, then with those packages at hand."""
    code = "import run; run.set_up()"
    cache = {} if quick else {"UV_CACHE_DIR": str(folder / "build" / "packages"), "PIP_NO_CACHE_DIR": "1"}
    for name in ("set-up, packages at hand",) if quick else ("set-up, cold", "set-up, packages at hand"):
        shutil.rmtree(folder / ".venv", ignore_errors=True)
        show(name, measure(folder, sys.executable, "-c", code, **cache))
    show("set-up, nothing to do", measure(folder, sys.executable, "-c", code))


def measure_parts(folder: Path) -> None:
    """Reading, and matching what has been read, each beside a process that only loads what it needs."""
    python = python_of(folder)
    load = measure(folder, python, "-c", "from helpers import read_plan").clock
    show("reading the plan", measure(folder, python, "-c", READ), load)
    measure(folder, python, "-c", KEEP)
    load = measure(folder, python, "-c", f"{LOAD}; {KEPT}").clock
    show("matching, the plan being read", measure(folder, python, "-c", f"{LOAD}; propose_links({KEPT})"), load)


def empty_notebook(notebook: Path) -> bytes:
    """A notebook of one cell, with all the imports of another one."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    lines = [line for cell in cells if cell["cell_type"] == "code" for line in "".join(cell["source"]).splitlines()]
    source = "\n".join(line for line in lines if re.match(r"(import|from) \w", line) and not line.endswith("("))
    cell = {"cell_type": "code", "id": "c1", "metadata": {}, "execution_count": None, "outputs": [], "source": source}
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    whole = {"cells": [cell], "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole).encode()


def measure_notebooks(folder: Path) -> float:
    """Each notebook beside an empty one with its imports; the sum of the floors."""
    command, floors = (python_of(folder), "run.py", "execute-notebook"), 0.0
    for notebook in sorted((folder / "notebooks").glob("*.ipynb")):
        empty = notebook.with_name("empty.ipynb")
        empty.write_bytes(empty_notebook(notebook))
        floor = measure(folder, *command, str(empty)).clock
        empty.unlink()
        show(f"notebook {notebook.stem}", measure(folder, *command, str(notebook)), floor)
        floors += floor
    return floors


def measure_export(folder: Path) -> float:
    """All tables and figures in one process, and all prints in another, beside empty ones; what these cost together."""
    files = [path.relative_to(folder / "figures").parts for path in sorted((folder / "figures").rglob("*.*"))]
    prints = [name for *folders, name in files if "pamphlet" in folders]
    formats = [name.rpartition(".")[2] for *folders, name in files if "pamphlet" not in folders]
    pictures = [format for format in formats if format in ("svg", "pdf", "png")]
    python, out, total = python_of(folder), str(folder / "build" / "export"), 0.0
    for name, what, empty in (
        (f"tables, figures ({len(pictures)} pictures)", "figures", (EMPTY_FIGURES, *pictures)),
        (f"pamphlet ({len(prints)} pdfs)", "pamphlet", (EMPTY_PAGES, str(len(prints)))),
    ):
        floor = measure(folder, python, "-c", *empty).clock
        show(name, measure(folder, python, "-c", PUBLISH, PLAN, out, what), floor)
        total += floor
    return total


def main() -> None:
    """Measure all, and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="take packages from the cache from the beginning")
    asked = parser.parse_args()
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores; seconds, megabytes, times the floor")
    print(f"{'':36}{'clock':>8}{'work':>8}{'memory':>8}{'floor':>8}{'times':>8}")
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
        folder = Path(shutil.copytree(ROOT, Path(temporary, "copy"), ignore=LEFT_OUT))
        measure_setup(folder, asked.quick)
        measure_parts(folder)
        everything = measure(folder, python_of(folder), "run.py", "all")
        show("second make, nothing to do", measure(folder, python_of(folder), "run.py", "all"))
        notebooks, files = measure_notebooks(folder), measure_export(folder)
        show("first make, two at a time", everything, (notebooks + files) / WORKERS)
    print("The floor of the first make: those of the notebooks and of export, over two processes.")


if __name__ == "__main__":
    main()

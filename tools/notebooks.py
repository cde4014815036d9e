"""The notebooks: which are not up to date, and running those, two at a time.

What they publish is made first, figure by figure, so that a cell only shows it: no cell is long, a run that was cut off
goes on where it stopped, and one notebook that fails takes no other with it.
"""

import asyncio
import hashlib
import platform
import re
import subprocess
import time
from collections.abc import Collection, Iterable
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from pathlib import Path
from typing import Any

from helpers.files import write_bytes
from helpers.inputs import digest_files, digest_inputs, find_imports, find_module, list_sources
from helpers.record import CHARTS, SHARED, Record
from tools.processes import ROOT, START, WORKERS, RunError, git, say, write_log

BUILD, REGISTRY = "helpers.build", "helpers.figures.registry"
SILENCE = 20
"""Seconds after which a notebook that is still running says how far it has come."""


# --- what is due --------------------------------------------------------------------------------------------


def files_below(*folders: Path) -> list[Path]:
    """Every file in these folders, sorted, without Python's own leavings."""
    found = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in found if "__pycache__" not in path.parts)


def made_files(root: Path = ROOT) -> list[Path]:
    """All figures and derived tables."""
    return files_below(root / "figures", *sorted(root.glob("data/*/derived")))


def output_files(notebook: Path) -> list[Path]:
    """What belongs to a notebook: the figures and derived tables whose names begin with its number.

    To the start notebook, which tells about all of it, belongs everything but the record of what it was made from.
    """
    start, number = notebook.name == Path(START).name, notebook.name.split("_")[0] + "_"
    files = [path for path in made_files(ROOT) if not path.name.endswith(SHARED)]
    return [path for path in files if start or path.name.startswith(number)]


def code_of(notebook: Path) -> str:
    """All the code of a notebook."""
    import json

    cells = json.loads(notebook.read_text(encoding="utf-8")).get("cells", [])
    return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")


def plans_in(code: str) -> list[Path]:
    """The folders of plans that a notebook's code names, seen from notebooks/; all of data/ where it names none."""
    named = {ROOT / path for path in re.findall(r"\.\./((?:data|tests/plans)/[\w.-]+)", code)}
    found = sorted(path for path in named if (path / "plan.toml").is_file())
    return found or sorted(path.parent for path in ROOT.glob("data/*/plan.toml"))


def list_apart(code: str) -> list[str]:
    """The modules whose imports do not count for a notebook: of ``publish`` it shows which files there are, and those
    count, not how they are made.
    """
    return [BUILD] if re.findall(rf"from {BUILD} import (.+)", code) == ["publish"] else []


def charts_in(code: str, plan: Path) -> set[str]:
    """The modules of the charts that a notebook draws; none where it does more with the registry of figures than to
    draw some by their names, where it reaches the registry by another way (prints draw too), or where a name is not
    known to the record of what was made of the plan.
    """
    named = re.findall(r"\bdraw\(\w+, \"([^\"]+)\"", code)
    alone = re.findall(rf"from {REGISTRY} import (.+)", code) == ["draw"]
    if not alone or len(named) != len(re.findall(r"\bdraw\b", code)) - 1:
        return set()
    if find_module(REGISTRY) in list_sources(find_imports(code) - {REGISTRY}, list_apart(code)):
        return set()
    made = Record(plan).made
    return {made[name].maker for name in named} if made.keys() >= {*named} else set()


def inputs_of(notebook: Path, charts: Collection[str]) -> str:
    """One number for what a notebook reads: the helpers that it reaches by its imports, the plans that it names. Where
    it is known which ``charts`` it draws, the registry's others do not count.
    """
    code = code_of(notebook)
    without = [*list_apart(code), *([CHARTS] if charts else [])]
    return digest_inputs({*find_imports(code), *charts}, plans_in(code), without)


def published_state() -> str:
    """What git holds of figures and derived tables, as one number; nothing where there is no git.

    The start notebook says whether what lies here is what git holds, so it is due again when that has changed.
    """
    with suppress(RunError):
        held = git("ls-files", "--stage", "--", "figures", f":!figures/*{SHARED}", "data/*/derived", folder=ROOT)
        return hashlib.sha256(held.encode()).hexdigest()
    return ""


def state_of(notebook: Path, charts: Collection[str]) -> str:
    """What a notebook's stamp holds: the modules of the charts that it draws, where they are known, this Python, the
    digests of all that it reads, of itself, and of all that belongs to it.
    """
    published = published_state() if notebook.name == Path(START).name else ""
    own = digest_files([notebook, *output_files(notebook)], ROOT)
    drawn, read = ",".join(sorted(charts)), inputs_of(notebook, charts)
    return f"{drawn} {platform.python_version()} {read} {own} {published}".rstrip() + "\n"


def stamp_of(notebook: Path) -> Path:
    """Where a notebook's stamp is kept."""
    return ROOT / "build" / "stamps" / f"{notebook.stem}.txt"


def is_up_to_date(notebook: Path) -> bool:
    """Is everything as it was when this notebook was last run to its end?

    Which charts it draws was known then, and is so still: the registry that says it counts, and so does the notebook.
    """
    stamp = stamp_of(notebook)
    kept = stamp.read_text(encoding="utf-8") if stamp.exists() else ""
    return bool(kept) and kept == state_of(notebook, [*filter(None, kept.split(" ")[0].split(","))])


# --- running one --------------------------------------------------------------------------------------------


def normalised(notebook: Any) -> bytes:
    """A notebook as it is kept: what is the same at every run and on every Python; of a cell's metadata, its tags."""
    import nbformat

    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for cell in notebook.cells:
        tags = cell.metadata.get("tags")
        cell.metadata = {"tags": tags} if tags else {}
    return (nbformat.writes(notebook).rstrip("\n") + "\n").encode()


def cell_problem(number: int, cell: Any) -> tuple[str, str]:
    """What a code cell shows that a finished notebook must not, an error that was not meant or stderr: in a line, and
    in full. Nothing where there is nothing.
    """
    expected = "raises-exception" in cell.metadata.get("tags", [])
    for output in cell.outputs:
        if output.output_type == "error" and not expected:
            trace = re.sub(r"\x1b\[[\d;]*m", "", "\n".join(output.traceback))
            short = f"{output.ename}: {output.evalue}".splitlines()[0].strip(": ")
            return f"code cell {number} failed: {short}", f"code cell {number} failed:\n{cell.source}\n\n{trace}"
        if output.get("name") == "stderr":
            whole = f"code cell {number} wrote to stderr:\n{cell.source}\n\n{output.text}"
            return f"code cell {number} wrote to stderr: {output.text.strip().splitlines()[0]}", whole
    return "", ""


async def execute(path: Path) -> tuple[str, str]:
    """Run a notebook, and write it back if its bytes change; what went wrong in a line and in full, or nothing.

    No cell has a time limit: a slow machine ends with everything done.
    """
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    notebook = nbformat.read(path, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    last = time.monotonic()

    def tell(cell: Any, **_: Any) -> None:
        nonlocal last
        if cell.cell_type == "code" and time.monotonic() - last > SILENCE:
            last = time.monotonic()
            say(f"  {shown(path)} … {code.index(cell) + 1} of {len(code)} cells")

    client = NotebookClient(
        notebook,
        timeout=None,
        startup_timeout=3600,
        iopub_timeout=3600,
        kernel_name="python3",
        record_timing=False,
        coalesce_streams=True,
        shutdown_kernel="immediate",
        resources={"metadata": {"path": str(path.parent)}},
        on_cell_executed=tell,
    )
    with suppress(CellExecutionError):  # the cell holds its error, and is reported below
        # The kernel's own log is left out; what a cell writes is in its outputs.
        await client.async_execute(stderr=subprocess.DEVNULL)
    problem = next(filter(any, (cell_problem(number, cell) for number, cell in enumerate(code, 1))), ("", ""))
    if not any(problem):
        write_bytes(path, normalised(notebook))
    return problem


def shown(path: Path) -> str:
    """A file's name as the user sees it."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name


async def run_notebook(notebook: Path) -> str:
    """Run one notebook and stamp it; what to tell the user where it went wrong, or nothing."""
    begun = time.monotonic()
    say(f"  {shown(notebook)} …")
    stamp_of(notebook).unlink(missing_ok=True)
    code = code_of(notebook)
    charts = charts_in(code, plans_in(code)[0])
    before = inputs_of(notebook, charts)
    try:
        short, whole = await execute(notebook)
    except Exception as error:  # the kernel died, or could not be begun
        import traceback

        short, whole = f"{type(error).__name__}: {error}".splitlines()[0], traceback.format_exc()
    if short:
        say(f"  {shown(notebook)} FAILED after {time.monotonic() - begun:.0f} s")
        return f"{shown(notebook)}: {short}\n  The whole trace: {write_log(notebook.stem, whole)}"
    if inputs_of(notebook, charts) == before:  # else what it has read is not what lies there now
        stamp_of(notebook).parent.mkdir(parents=True, exist_ok=True)
        stamp_of(notebook).write_text(state_of(notebook, charts), encoding="utf-8", newline="\n")
    say(f"  {shown(notebook)} done in {time.monotonic() - begun:.0f} s")
    return ""


async def run_side_by_side(notebooks: Iterable[Path]) -> list[str]:
    """Run notebooks, two at a time; what went wrong in each that failed."""
    free = asyncio.Semaphore(WORKERS)

    async def run(notebook: Path) -> str:
        async with free:
            return await run_notebook(notebook)

    return [problem for problem in await asyncio.gather(*map(run, notebooks)) if problem]


# --- all of them --------------------------------------------------------------------------------------------


def is_all_made() -> bool:
    """Does the record have all that is to be made of the plan, the gallery's page too, which no notebook reads?"""
    record = Record(plans_in(code_of(ROOT / START))[0])
    return bool(record.names) and record.made.keys() >= {*record.names}


def publish_for(notebooks: list[Path]) -> None:
    """Make what these notebooks show of the plan that they are about, saying each thing as it is made.

    The index comes with the start notebook, for which everything is made.
    """
    from helpers.build import publish_each
    from helpers.plan.read import read_plan

    (folder,) = {plans_in(code_of(ROOT / START))[0]}
    numbers = sorted(notebook.name.split("_")[0] for notebook in notebooks)
    wanted = [""] if ROOT / START in notebooks else numbers
    plan, before, count = read_plan(folder), Record(folder), 0
    for number in wanted:
        for made in publish_each(plan, number, workers=WORKERS):
            if made.name not in before.made or before.made[made.name].files != made.files:
                count += 1
                say(f"  {made}")
    if count:
        say(f"  {count} tables, figures and prints made")


def run_notebooks(pattern: str = "*.ipynb") -> None:
    """Run the notebooks (all, or those of a pattern) that are not up to date, two at a time."""
    notebooks = sorted((ROOT / "notebooks").glob(pattern))
    if not notebooks:
        raise RunError(f"There is no {pattern} in notebooks/.")
    if all(map(is_up_to_date, notebooks)) and (ROOT / START not in notebooks or is_all_made()):
        say(f"Nothing to do: {len(notebooks)} notebooks and what they make are up to date.")
        return
    begun = time.monotonic()
    say("Tables, figures and prints that are not up to date:")
    publish_for(notebooks)
    due = [notebook for notebook in notebooks if not is_up_to_date(notebook)]
    due = [*due[:1], *reversed(due[1:])]  # the later ones take longer: with the short ones last, no core stands idle
    say(f"Running {len(due)} of {len(notebooks)} notebooks, {WORKERS} at a time:")
    with ThreadPoolExecutor(1) as apart:  # in the main thread nbclient would take the signals for itself
        running = apart.submit(asyncio.run, run_side_by_side(due))
        while not running.done():  # so that a signal is heeded at once, on Windows too
            wait([running], timeout=0.2)
    problems = running.result()
    if problems:
        done = len(due) - len(problems)
        again = f"{len(problems)} of {len(due)} notebooks failed and were left as they are; {done} are done."
        raise RunError("\n".join(["", *problems, again, "Put right what is named, then the same command again."]))
    say(f"Done in {time.monotonic() - begun:.0f} s: notebooks/, figures/, data/*/derived/")


def make_pamphlet() -> None:
    """The pamphlet alone: the notebook that tells about it, and what it shows."""
    run_notebooks("07_*.ipynb")

"""The next plan: its passes taken in, and what was noticed about it said before all is made."""

import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

from joblib import Parallel, delayed

from helpers.build import publish_each
from helpers.errors import PlanError
from helpers.links.agree import read_readers, write_settled
from helpers.links.readings import find_passes, read_passes
from helpers.plan.oddities import KINDS
from helpers.plan.read import Plan, read_plan
from helpers.tables import read_rows
from helpers.words import LANGUAGES, read_words

OTHER_TABLES = ("commitments", "pledges", "tensions", "verbs")
"""What a pass may hold beside links and committees; settled by hand."""


def settle_passes(plan: Plan) -> list[Path]:
    """Settle the readings in the plan's ``passes/`` into links.csv and committees.csv, if it has passes and no links.

    Gives the paths written; a links.csv that is there is a person's to change, and is never written. Raises
    ``ReadingError`` where a pass has a fault or readers.csv does not say who made it.

    >>> settle_passes(plan)
    []
    """
    passes = plan.folder / "passes"
    if (plan.folder / "links.csv").exists() or not passes.is_dir() or not find_passes(passes):
        return []
    readings = read_passes(plan, find_passes(passes))
    read_readers(passes, readings.passes)
    return write_settled(plan, readings, plan.folder)


def check_lists(plan: Plan) -> None:
    """Raise PlanError where a plan has neither a demand nor a mission: its marks are then not those of the document."""
    if not len(plan.demands) and not len(plan.missions):
        marks = plan.file.marks
        leads = [*marks.demand_leads, *marks.mission_leads]
        found = f"no bullet ({' '.join(marks.bullets)}) below a line that ends in {' or '.join(map(repr, leads))}"
        raise PlanError(
            "plan.txt", None, found, "Write bullets and leads in plan.toml, [marks], as the document has them."
        )


def tell_oddities(plan: Plan) -> Iterator[str]:
    """What was noticed when the plan was read, each kind in a line with the lines of the document."""
    for kind, rows in plan.oddities.groupby("kind", sort=False):
        lines = [str(line) for line in rows.line.dropna().astype(int)]
        named = ", ".join(lines[:5]) + (" …" if len(lines) > 5 else "")
        yield f"noticed: {KINDS[str(kind)]}" + (f" (plan.txt, line {named})" if lines else "")
    if len(plan.oddities):
        yield "noticed: each of these in a row of 01_oddities.csv"


def tell_passes(plan: Plan) -> Iterator[str]:
    """What lies in the plan's ``passes/`` and is not in its settled tables."""
    folder, links = plan.folder / "passes", plan.folder / "links.csv"
    if not folder.is_dir():
        return
    passes = find_passes(folder)
    taken = {path.name for files in passes.values() for path in files} | {"readers.csv"}
    for path in sorted(folder.iterdir()):
        if path.name not in taken and path.stem.partition("_")[2] not in OTHER_TABLES:
            names = "<pass>_links.csv, <pass>_committees.csv or <pass>.xlsx"
            yield f"passes/{path.name}: not read, since it is not named {names}"
    if links.is_file():
        settled = read_rows(links, ["demand_id"])
        late = [name for name in passes if f"pass_{name}" not in settled]
        late += [] if (plan.folder / "committees.csv").is_file() else ["committees"]
        if late:
            yield f"links.csv: kept as it is, without {', '.join(late)}; remove it and committees.csv to settle anew"


def make_plan(folder: str, workers: int = 1) -> None:
    """Publish the plan of a folder, saying what is made and what is left out, with the number of files.

    Raises PlanError where the plan or a table of its folder cannot be read.
    """
    plan = read_plan(folder)
    check_lists(plan)
    for language in LANGUAGES:
        read_words(language, plan)
    print(f"{plan.file.document.title}, {plan.file.document.party}", flush=True)
    for path in settle_passes(plan):
        print(f"  {path.name}: settled from the passes", flush=True)
    for remark in [*tell_oddities(plan), *tell_passes(plan)]:
        print(f"  {remark}", flush=True)
    for made in publish_each(plan, workers=workers):
        print(f"  {made}", flush=True)


def main(arguments: list[str], workers: int = 1) -> int:
    """Publish the plans whose folders are given, one after another, with so many processes for each.

    Gives 0; 1 where a plan or a table of its folder cannot be read, with the reason printed; 2 where no folder was
    given.
    """
    if not arguments:
        print("usage: python -m helpers.newplan data/<plan> [data/<plan> …]")
        return 2
    for folder in arguments:
        try:
            make_plan(folder, workers)
        except PlanError as error:
            print(error)
            return 1
    return 0


def make_side_by_side(folders: list[str], workers: int) -> Iterator[tuple[int, str]]:
    """Publish plans side by side, so many at a time: for each the code of ``main`` and what it said, in order.

    joblib shares them out: within ``joblib.parallel_config(backend="dask")``, or another of its backends, they are made
    by the machines of a cluster that see the same folders.

    >>> list(make_side_by_side([], 2))
    []
    """
    yield from Parallel(workers, return_as="generator")(delayed(_make_apart)(folder) for folder in folders)


def _make_apart(folder: str) -> tuple[int, str]:
    said = StringIO()
    with redirect_stdout(said):
        code = main([folder])
    return code, said.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

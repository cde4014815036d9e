"""One plan of many demands and missions through every step: ``python -m tools.growth 400`` prints what each costs.

The plan is invented by repetition with changes: the bullets of a plan that is there, again and again, each time with
another of its words left out and a number of its own, so that no two are the same and all are alike.
"""

import json
import re
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from itertools import count, cycle, islice
from pathlib import Path

from helpers import cross_reference, propose_links, read_plan
from helpers.plan.read import Plan
from tools.processes import ROOT

PATTERN = ROOT / "tests" / "plans" / "almvik-2026"
STEPS = ("reading", "proposals", "crossref", "tables")


def invent(texts: Iterable[str], number: int) -> Iterator[str]:
    """So many texts, each another one."""
    for index, text in zip(count(1), islice(cycle(texts), number), strict=False):
        words = text.split()
        del words[index % len(words)]
        yield f"{' '.join(words)} {index}"


def write_plan(folder: Path, size: int) -> None:
    """A plan of so many demands in its themes and as many missions of its committees, with marks of its own."""
    plan = read_plan(PATTERN)
    parts = [(plan.themes.title, plan.demands.text, "Vi vill:"), (plan.committees.name, plan.missions.text, "Uppdrag:")]
    lines = []
    for titles, texts, lead in parts:
        bullets = list(invent(texts, size))
        share = -(-size // len(titles))
        for index, title in enumerate(titles):
            lines += [title, lead, *(f"- {text}" for text in bullets[index * share : (index + 1) * share]), ""]
    (folder / "plan.txt").write_text("\n".join(lines), encoding="utf-8", newline="\n")
    (folder / "plan.toml").write_text(render_toml(plan), encoding="utf-8", newline="\n")


def render_toml(plan: Plan) -> str:
    """What the invented document is, and how its lines are told apart."""
    themes = [f'{{ id = "{row.theme_id}", heading = "{row.title}" }}' for row in plan.themes.itertuples()]
    boards = [
        f'{{ id = "{row.committee_id}", name = "{row.name}"{", board = true" if not row.Index else ""} }}'
        for row in plan.committees.itertuples()
    ]
    document = '{ title = "Ett program", party = "Läsarna", party_short = "Läsarna", municipality = "X", year = 2030 }'
    marks = '{ bullets = ["-"], demand_leads = ["Vi vill:"], mission_leads = ["Uppdrag:"] }'
    rows = (f"themes = [{', '.join(themes)}]", f"committees = [{', '.join(boards)}]")
    return "\n".join([*rows, f"document = {document}", f"marks = {marks}", ""])


def measure(folder: Path) -> Iterator[float]:
    """Seconds of each step, one after another."""
    from helpers.publish.outputs import compute_table, list_tables

    begun = time.perf_counter()
    plan = read_plan(folder)
    yield time.perf_counter() - begun
    begun = time.perf_counter()
    proposals = propose_links(plan.demands, plan.missions)
    yield time.perf_counter() - begun
    begun = time.perf_counter()
    cross_reference(plan, proposals.groupby("demand_id").head(1))
    yield time.perf_counter() - begun
    begun = time.perf_counter()
    for name in list_tables(plan):
        compute_table(plan, name)
    yield time.perf_counter() - begun


def main(size: int) -> None:
    """Print the seconds of each step and the memory at its highest, as JSON."""
    folder = Path(tempfile.mkdtemp(prefix="growth-"))
    try:
        write_plan(folder, size)
        seconds = list(measure(folder))
    finally:
        shutil.rmtree(folder)
    unit = 1 if sys.platform == "darwin" else 1024
    print(json.dumps([*seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6]))


if __name__ == "__main__":
    main(int(re.sub(r"\D", "", sys.argv[1])))

"""The next plan: its passes taken in, and what was noticed about it said before all is made."""

import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

from helpers.build import list_names, publish_one
from helpers.errors import PlanError
from helpers.grids import TableError, fold
from helpers.links.agree import read_readers, write_settled
from helpers.links.labels import read_labels
from helpers.links.readings import OTHER_TABLES, Taken, find_passes, read_passes, take_pass
from helpers.plan.oddities import KINDS
from helpers.plan.read import Plan, read_plan
from helpers.plan.readers import read_reader_rows
from helpers.tables import find_table, join_runs
from helpers.words import LANGUAGES, read_words


def settle_passes(plan: Plan) -> list[Path]:
    """Settle the readings in the plan's ``passes/`` into links.csv and committees.csv, if it has answers and no links.

    Gives the paths written; a links.csv that is there is a person's to change, and is never written. Raises
    ``FaultsError`` where a pass has a fault or readers.csv does not say who made it, TableError where there is a
    committees.csv already that they do not give.

    >>> settle_passes(plan)  # doctest: +SKIP
    []
    """
    passes = plan.folder / "passes"
    if find_table(plan.folder, "links").is_file():
        return []
    readings = read_passes(plan, find_passes(passes))
    if not readings.passes:
        return []
    read_readers(passes, readings.passes)
    try:
        return write_settled(plan, readings, plan.folder)
    except FileExistsError as error:
        raise TableError("committees.csv", None, str(error), "Ta bort eller flytta den och kör om.") from None


def check_lists(plan: Plan) -> None:
    """Raise PlanError where a plan has neither a demand nor a mission: there is then nothing to make."""
    if not len(plan.demands) and not len(plan.missions):
        found = f"neither a demand nor a mission in {plan.folder.resolve().name}/plan.txt"
        raise PlanError("plan.txt", None, found, "Say in lines.csv which lines are; data/README.md tells how.")


def tell_oddities(plan: Plan) -> Iterator[str]:
    """What was noticed when the plan was read: each kind in a line, with how often and where in the document."""
    for kind, rows in plan.oddities.groupby("kind", sort=False):
        lines = rows.line.dropna().astype(int).tolist()
        where = f" (plan.txt, rad {join_runs(lines[:5], '–')}{' …' if len(lines) > 5 else ''})" if lines else ""
        yield f"märkt ({len(rows)}): {KINDS[str(kind)]}{where}"
    if len(plan.oddities):
        yield "märkt: allt står rad för rad i 01_oddities.csv"


def tell_passes(plan: Plan) -> Iterator[str]:
    """What of the plan's ``passes/`` is used and what is not, file by file, and whether links.csv has it."""
    folder = plan.folder / "passes"
    if not folder.is_dir():
        return
    passes = find_passes(folder)
    taken = {path.name for files in passes.values() for path in files} | {find_table(folder, "readers").name}
    for path in sorted(folder.iterdir()):
        if path.name not in taken and path.stem.partition("_")[2] not in OTHER_TABLES and path.name[0] not in ".~":
            names = "<läsning>_links.csv, <läsning>_committees.csv, <läsning>.csv eller <läsning>.xlsx"
            yield f"passes/{path.name}: läses inte, för den heter inte {names}"
    whole = {name: take_pass(plan, files) for name, files in passes.items()}
    settled = find_table(plan.folder, "links").is_file()  # else ``settle_passes`` says what is wrong, and stops there
    for name, each in whole.items():
        yield from (f"passes/{said}" for said in [*(each.faults if settled else []), *each.remarks])
        if each.answers:
            yield f"läsningen {name}: {_tell_counts(plan, each, 'links')}, {_tell_counts(plan, each, 'committees')}"
    yield from _tell_missing_readers(folder, [name for name, each in whole.items() if each.answers])
    yield from _tell_late(plan, {name: each for name, each in whole.items() if each.answers})


def _tell_counts(plan: Plan, taken: Taken, table: str) -> str:
    """How many rows of a table a pass has, and how many of the demands it has read for it."""
    answers = [answer for answer in taken.answers if answer.table == table]
    read, what = len({answer.demand for answer in answers}), "länkar" if table == "links" else "nämnder"
    return f"{len(answers)} rader om {what} ({read} av {len(plan.demands)} krav lästa)"


def _tell_missing_readers(folder: Path, handed_in: list[str]) -> Iterator[str]:
    """The readers that readers.csv lists and that have handed in nothing."""
    if find_table(folder, "readers").is_file():
        listed = read_reader_rows(folder)["pass"]
        for name in listed[~listed.map(fold).isin([*map(fold, handed_in)])]:
            yield f"passes/readers.csv: {name} står där, och har inte lämnat något svar"


def _tell_late(plan: Plan, whole: dict[str, Taken]) -> Iterator[str]:
    """The passes that links.csv was not settled from, or that say something else now than when it was."""
    labels = read_labels(plan)
    if not labels.has("links"):
        return
    late = [name for name in whole if name not in labels.passes]
    late += [] if labels.has("committees") else ["nämnder (committees.csv)"]
    for name, each in whole.items():
        if name in labels.passes:
            settled = labels.passes[name].query("mission_id != '' and relation != 'none'")
            held = set(settled[["demand_id", "mission_id", "relation"]].itertuples(index=False, name=None))
            links = [answer for answer in each.answers if answer.table == "links"]
            given = {(each.demand, each.item, each.value) for each in links if each.item and each.value != "none"}
            unread = {each.demand for each in links} - {*labels.passes[name].demand_id}
            late += [f"{name} ({len(held ^ given)} svar har ändrats)"] if held ^ given else []
            late += [f"{name} ({len(unread)} krav är lästa sedan dess)"] if unread and not held ^ given else []
    if late:
        remedy = "ta bort links.csv och committees.csv och kör om, så görs de av alla läsningar"
        yield f"links.csv: lämnas som den är, utan {', '.join(late)}; {remedy}"


def main(arguments: list[str]) -> int:
    """Publish the plans whose folders are given, saying what is made and what is left out, with the number of files.

    Gives 0; 1 where a plan or a table of its folder cannot be read, with the reason printed; 2 where no folder was
    given.
    """
    if not arguments:
        print("usage: python -m helpers.newplan data/<plan> [data/<plan> …]")
        return 2
    for folder in arguments:
        try:
            plan = read_plan(folder)
            check_lists(plan)
            for language in LANGUAGES:
                read_words(language, plan)
            print(f"{plan.file.document.title}, {plan.file.document.party}", flush=True)
            for remark in [*tell_oddities(plan), *tell_passes(plan)]:
                print(f"  {remark}", flush=True)
            for path in settle_passes(plan):
                print(f"  {path.name}: gjord av läsningarna", flush=True)
            for name in list_names(plan):
                with warnings.catch_warnings(record=True) as caught:
                    warnings.simplefilter("always", UserWarning)
                    print(f"  {publish_one(plan, name)}", flush=True)
                for said in dict.fromkeys(str(each.message) for each in caught):
                    print(f"    {said}", flush=True)
        except PlanError as error:
            print(error)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The next plan: its passes taken in, and what was noticed about it said before all is made."""

import itertools
import os
import sys
import warnings
from collections.abc import Collection, Iterable, Iterator
from contextlib import redirect_stdout
from difflib import get_close_matches
from io import StringIO
from pathlib import Path

import pandas as pd
from joblib import Parallel, delayed

from helpers.bring import bring_document
from helpers.build import publish_each
from helpers.check.page import write_check
from helpers.check.summary import summarise
from helpers.codebook import COLUMNS
from helpers.errors import PlanError
from helpers.files import ROOT, list_files, tell_unreadable
from helpers.grids import ENDINGS, fold
from helpers.language import FIRST, read_language
from helpers.links.agree import read_readers, write_settled
from helpers.links.kit import is_filled, tell_kept
from helpers.links.labels import TABLES, Labels, read_labels
from helpers.links.readings import OTHER_TABLES, Taken, find_passes, list_unread, read_passes, take_passes
from helpers.links.texts import FILE, find_moved, read_texts
from helpers.make import LEFT_OUT, list_left_out, place_outputs, tell_lack
from helpers.plan.read import Plan, read_plan
from helpers.plan.readers import list_parts, read_reader_rows
from helpers.record import Made, Record, place_build
from helpers.tables import find_table
from helpers.words import LANGUAGES, read_words

_SWEDISH = read_language(FIRST)


def settle_passes(plan: Plan) -> list[Path]:
    """Settle the readings in the plan's ``passes/`` into links.csv and committees.csv, if it has answers and no links.

    Gives the paths written; a links.csv that is there is a person's to change, and is never written. Raises
    ``FaultsError`` where a pass has a fault or readers.csv does not say who made it, PlanError where there is a
    committees.csv already that they do not give.

    >>> settle_passes(plan)
    []
    """
    passes = plan.folder / "passes"
    if find_table(plan.folder, "links").is_file():
        return []
    files = find_passes(passes)
    bare = [path.name for each in files.values() for path in each if path.suffix not in (".xlsx", ".xlsm", ".ods")]
    if bare and find_moved(plan):
        found = f"läsningar med bara nummer ({', '.join(bare)}), gjorda av andra texter än planens nu"
        remedy = f"Rätta numren i dem efter planen som den är nu, ta bort {FILE}.csv och kör om."
        raise PlanError("passes", None, found, remedy)
    readings = read_passes(plan, files)
    if not readings.passes:
        return []
    read_readers(passes, readings.passes)
    try:
        return write_settled(plan, readings, plan.folder)
    except FileExistsError as error:
        raise PlanError("committees.csv", None, str(error), "Ta bort eller flytta den och kör om.") from None


def tell_passes(plan: Plan) -> Iterator[str]:
    """What of the plan's ``passes/`` is used and what is not, file by file, and whether links.csv has it."""
    yield from _tell_astray(plan)
    folder = plan.folder / "passes"
    passes = find_passes(folder)
    taken = {path.name for files in passes.values() for path in files} | {find_table(folder, "readers").name}
    for path in list_files(folder):
        if path.name not in taken and path.stem.partition("_")[2] not in OTHER_TABLES:
            names = "<läsning>_links.csv, <läsning>_committees.csv, <läsning>.csv eller <läsning>.xlsx"
            yield f"passes/{path.name}: läses inte, för den heter inte {names}"
    labels = read_labels(plan)
    settled = labels.has("links")  # else ``settle_passes`` says what is wrong, and stops there
    whole = take_passes(plan, passes, labels.handed if settled else {})
    for name, each in whole.items():
        yield from (f"passes/{said}" for said in [*(each.faults if settled else []), *each.remarks])
        if each.answers:
            yield f"läsningen {name}: {_tell_counts(plan, each, 'links')}, {_tell_counts(plan, each, 'committees')}"
    yield from _ask_unread(plan, folder, whole)
    yield from _tell_missing_readers(folder, [name for name, each in whole.items() if each.answers])
    yield from _tell_late(plan, {name: each for name, each in whole.items() if each.answers})


def _tell_counts(plan: Plan, taken: Taken, table: str) -> str:
    """How many rows of a table a pass has, and how many of the demands it has read for it."""
    answers = [answer for answer in taken.answers if answer.table == table]
    read, what = len({answer.demand for answer in answers} - {""}), "länkar" if table == "links" else "nämnder"
    return f"{_SWEDISH.number(len(answers)):# rad|# rader} om {what} ({read} av {len(plan.demands)} krav lästa)"


def _ask_unread(plan: Plan, folder: Path, whole: dict[str, Taken]) -> Iterator[str]:
    """Whether the demands that a pass has no answer on are unread, unless readers.csv says that it is a part."""
    part = list_parts(folder)
    for name, taken in whole.items():
        unread = [demand for table, demand in list_unread(plan, taken.answers) if table == "links"]
        if taken.answers and unread:
            said = f"läsningen {name}: {len(unread)} av {len(plan.demands)} krav har inget svar"
            first = ", ".join(unread[:3]) + (" …" if len(unread) > 3 else "")
            nothing = taken.answers[0].say_nothing(unread[0])
            asked = f"({first}): olästa? Är de lästa utan samband, skriv {nothing}; läste du med avsikt bara en"
            yield (
                f"{said}, med avsikt"
                if fold(name) in part
                else f"{said} {asked} del, skriv ja under part i readers.csv"
            )


def _tell_missing_readers(folder: Path, handed_in: list[str]) -> Iterator[str]:
    """The readers that readers.csv lists and that have handed in nothing."""
    if find_table(folder, "readers").is_file():
        listed = read_reader_rows(folder)["pass"]
        for name in listed[~listed.map(fold).isin([*map(fold, handed_in)])]:
            yield f"passes/readers.csv: {name} står där, och har inte lämnat något svar"


_ANEW = "ta bort links.csv och committees.csv och kör om, så görs de av alla läsningar"
_KEPT = ("decision", "links", "committees", "readers", "settled_texts")


def _tell_astray(plan: Plan) -> Iterator[str]:
    """The files and folders beside the plan's that are named almost as those with answers and decisions, and not read;
    and decisions that there are no links for.
    """
    names = [*TABLES, FILE]
    read = {find_table(plan.folder, name).name for name in names} | {"passes"}
    for path in sorted(plan.folder.iterdir()):
        stem = fold(path.stem)
        near = (path.suffix in ENDINGS or path.suffix == ".txt") and stem.startswith(_KEPT)
        if path.name not in read and (near or (path.is_dir() and stem == "passes")):
            meant = "passes" if path.is_dir() else f"{(get_close_matches(stem, names, 1) or ['links'])[0]}.csv"
            yield f"{path.name}: läses inte; menar du {meant}, så döp om (har du redan en, lägg ihop dem)"
    decided = [name for name in ("decisions_links", "decisions_committees") if _has_rows(plan.folder, name)]
    if decided and not find_table(plan.folder, "links").is_file():
        yield f"{', '.join(decided)}: räknas först när det finns läsningar, i passes/ eller links.csv"


def _has_rows(folder: Path, name: str) -> bool:
    path = find_table(folder, name)
    return path.is_file() and sum(bool(line.strip()) for line in path.read_bytes().splitlines()) > 1


def _tell_late(plan: Plan, whole: dict[str, Taken]) -> Iterator[str]:
    """The passes that links.csv was not settled from, or that say something else now than when it was."""
    labels = read_labels(plan)
    if not labels.has("links"):
        return
    yield from _tell_moved(plan, labels.moved)
    known = {fold(name): name for name in labels.passes}
    late = [name for name in whole if fold(name) not in known]
    late += [] if labels.has("committees") else ["nämnder (committees.csv)"]
    for name, each in whole.items():
        if own := known.get(fold(name)):
            changed = sum(_count_changed(labels, own, each, table) for table in COLUMNS if labels.has(table))
            links = {answer.demand for answer in each.answers if answer.table == "links"}
            unread = links - {*labels.passes[own].demand_id}
            late += [f"{name} ({changed} svar har ändrats)"] if changed else []
            late += [f"{name} ({len(unread)} krav är lästa sedan dess)"] if unread and not changed else []
    if late:
        yield f"links.csv: lämnas som den är, utan {', '.join(late)}; {_ANEW}"
    gone = [name for name in labels.passes if fold(name) not in {*map(fold, whole)}]
    if gone:
        yield f"links.csv: rösterna av {', '.join(gone)} räknas, men passes/ har inga svar av dem; {_ANEW}"


def _count_changed(labels: Labels, name: str, taken: Taken, table: str) -> int:
    """How many answers of a pass links.csv or committees.csv has otherwise than the pass has them now."""
    demand, item, _ = COLUMNS[table][:3]
    rows = labels.read(table)
    votes = rows[f"pass_{name}"] if f"pass_{name}" in rows else pd.Series("", rows.index)
    held = {row for row in zip(rows[demand], rows[item], votes, strict=True) if row[1] and row[2] not in ("", "none")}
    answers = [answer for answer in taken.answers if answer.table == table and answer.item and answer.value != "none"]
    return len(held ^ {(answer.demand, answer.item, answer.value) for answer in answers})


def _tell_moved(plan: Plan, moved: dict[str, str]) -> Iterator[str]:
    """What has become of the texts that links.csv was settled from: how many have another id, which are gone."""
    texts = read_texts(plan).set_index("id").text
    followed = sum(bool(now) for now in moved.values())
    if followed:
        said = (
            f"{_SWEDISH.number(followed):# text|# texter} har fått andra nummer sedan dess; svar och beslut följer med"
        )
        yield f"links.csv: {said}"
    for unit in (unit for unit, now in moved.items() if not now):
        remedy = f"är den bara omskriven, skriv den nya texten på raden {unit} i {FILE}.csv"
        gone = f"räknas inte, för ”{texts[unit]}” står inte så i planen nu"
        yield f"links.csv: svar och beslut om {unit} {gone}; {remedy}"


def make_plan(path: str | Path, workers: int = 1) -> None:
    """Publish the plan of a folder, or of a document that is brought into a folder of data/ first, saying all that is
    done; the last lines are what was read, the weightiest first, and where to check it.

    Raises PlanError where the document, the folder or a table of it cannot be read.
    """
    plan = _read(Path(path))
    for language in LANGUAGES:
        read_words(language, plan)
    for remark in tell_passes(plan):
        _say(remark)
    for settled in settle_passes(plan):
        _say(f"{settled.name}: gjord av läsningarna")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", UserWarning)
        files = {*itertools.chain.from_iterable(_publish(plan, workers))}
    tables, figures, reading = place_outputs(plan)
    kept = [tell_kept(each) for each in list_files(reading) if is_filled(each)]
    for said in dict.fromkeys([*(str(each.message) for each in caught), *kept, *_tell_left(files, tables, figures)]):
        _say(said)
    page, _ = write_check(plan, reading.parent)
    print("\n" + "\n".join(summarise(plan)), flush=True)
    for said in tell_left_out(plan):
        print(said, flush=True)
    print(f"Tabeller: {_shorten(tables)}; bilder och tryck: {_shorten(figures)}", flush=True)
    print(f"Kontrollera rad för rad: {_shorten(page)}", flush=True)


def tell_left_out(plan: Plan) -> Iterator[str]:
    """What of the figures and prints is not made, and why: a line for each reason.

    >>> list(tell_left_out(plan))
    []
    """
    reasons: dict[str, list[str]] = {}
    for name, reason in list_left_out(plan).items():
        reasons.setdefault(reason, []).append(name)
    for reason, names in reasons.items():
        yield f"Ritas inte, för {reason}: {', '.join(names)}."


def _publish(plan: Plan, workers: int) -> Iterator[Iterable[str]]:
    """Publish a plan, saying what is made; gives the files of each."""
    for made in publish_each(plan, workers=workers):
        _say(_tell_made(plan, made))
        yield made.files


def _tell_left(made: Collection[str], *folders: Path) -> Iterator[str]:
    """The numbered files that lie where a plan's are written, and that nothing makes of it as it is now."""
    for folder in folders:
        left = [path.name for path in sorted(folder.rglob("[0-9][0-9]_*")) if str(path) not in made]
        if left:
            named = ", ".join(left[:_MOST_NAMED]) + (" …" if len(left) > _MOST_NAMED else "")
            count = f"{_SWEDISH.number(len(left)):# fil|# filer}"
            yield f"{_shorten(folder)}: {count} hör inte till planen som den är nu ({named})"


_MOST_NAMED = 5


def _read(path: Path) -> Plan:
    """The plan of a folder, or of a document after it has been brought."""
    if path.is_dir():
        return read_plan(path)
    brought = bring_document(path)
    for said in brought.said:
        _say(said)
    return read_plan(brought.folder)


def _say(text: str) -> None:
    print(f"  {text}", flush=True)


_KINDS = {"table": "tabell", "book": "Excelfil", "figure": "figur", "pamphlet": "trycksak", "kit": "att läsa med"}
_KINDS |= {"index": "förteckning", LEFT_OUT: "utelämnad"}


def _tell_made(plan: Plan, made: Made) -> str:
    """What was made, or why it was left out, and the sizes that it has no room on."""
    if made.kind == LEFT_OUT:
        return f"{made.name}: {_KINDS[LEFT_OUT]}, för {tell_lack(plan, made.name) or 'den får inte plats'}"
    gone = dict.fromkeys(f"{row['size']} ({row['language']})" for row in made.rows if "file" not in row)
    return f"{made.name}: {_KINDS[made.kind]} ({len(made.files)})" + (
        f", får inte plats i {', '.join(gone)}" if gone else ""
    )


def _shorten(path: Path) -> Path:
    return path.relative_to(ROOT) if path.is_relative_to(ROOT) else path


def main(arguments: list[str], workers: int = 1) -> int:
    """Publish the plans whose folders or documents are given, one after another, with so many processes for each.

    Gives 0; 1 where one of them cannot be read, with the reason printed; 2 where none was given.
    """
    if not arguments:
        print("usage: python -m helpers.newplan PLAN [PLAN …]: a folder such as data/my-plan, or a document")
        return 2
    failed = 0
    for path in arguments:
        try:
            make_plan(path, workers)
        except (PlanError, PermissionError) as error:
            print(error if isinstance(error, PlanError) else tell_unreadable(Path(error.filename or path), error))
            _tell_old(Path(path))
            failed = 1
    return failed


def _tell_old(folder: Path) -> None:
    """What was made of a plan before it could no more be read stays, and is named as old."""
    old = {Path(file).parent for file in Record(folder).earlier} if folder.is_dir() else set()
    if old:
        where = ", ".join(sorted(str(_shorten(path)) for path in old if path.parent not in old))
        _say(f"Det som ligger i {where} är från förra gången och visar inte planen som den är nu.")


def make_side_by_side(folders: list[str], workers: int) -> Iterator[tuple[int, str]]:
    """Publish plans side by side, so many at a time: for each the code of ``main`` and what it said, in order.

    joblib shares them out: within ``joblib.parallel_config(backend="dask")``, or another of its backends, they are made
    by the machines of a cluster that see the same folders.

    >>> list(make_side_by_side([], 2))
    []
    """
    for folder in filter(os.path.isdir, folders):
        place_build(Path(folder))  # one after another, so that no two of a name find the same place empty
    yield from Parallel(workers, return_as="generator")(delayed(_make_apart)(folder) for folder in folders)


def _make_apart(folder: str) -> tuple[int, str]:
    said = StringIO()
    with redirect_stdout(said):
        code = main([folder])
    return code, said.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

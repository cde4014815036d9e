"""Readings of a plan taken back in: what is wrong in the files that readers hand in, and the votes that they hold.

A reading, or pass, is what one reader made of the plan under data/codebook.md. Every fault of every file is said at
once. A demand read without result is a row ``demand,,none``; one that is never mentioned is unread, and no vote on it
is made up.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from helpers.answers import COLUMNS, Answer, read_answers
from helpers.errors import PlanError
from helpers.labels import BASES, RELATIONS
from helpers.plan import Plan

RANKS = {"none": 0, "related": 1, "narrower": 2, "broader": 2, "close": 3, "exact": 4}
"""How much of a demand a mission carries, by relation: the order that votes are settled and compared in."""

BASIS_RANKS = {"none": 0, "remit": 1, "mission": 2}
"""The same for the basis on which a committee has to act."""

_ALLOWED = {"links": RELATIONS, "committees": BASES}
_FILE = re.compile(r"([^\W_][^_.]*)(?:_(?:links|committees|answer)[^.]*\.(?:csv|md|txt)|(?:_[^.]*)?\.xlsx)")


class ReadingError(PlanError):
    """Files of readings that cannot be used as they are: ``faults`` holds every fault, the message all of them."""

    def __init__(self, faults: list[PlanError]) -> None:
        first = faults[0]
        super().__init__(first.file, first.line, first.found, first.remedy)
        self.faults = faults
        self.args = ("\n".join(str(fault) for fault in faults),)


class Readings(NamedTuple):
    """What readers have handed in, row by row as they gave it.

    ``passes``: their names, the earliest first. ``links``: pass, demand_id, mission_id, relation, confidence, reason.
    ``committees``: pass, demand_id, committee_id, basis, lead (0 or 1), reason. Rows ``demand,,none`` are in them.
    """

    passes: list[str]
    links: pd.DataFrame
    committees: pd.DataFrame


def find_passes(folder: Path) -> dict[str, list[Path]]:
    """The files of every pass in a folder; a pass is named by what stands before the first underscore.

    Taken are ``<pass>_links….csv``, ``<pass>_committees….csv``, ``<pass>_answer….csv`` (these may end in .md or .txt
    too) and ``<pass>….xlsx``: a reading may come in parts. The first in the alphabet counts as the earliest.

    >>> list(find_passes(Path("data/borlange-v-2022/passes")))  # doctest: +SKIP
    ['a', 'b', 'c']
    """
    passes: dict[str, list[Path]] = {}
    for path in sorted(folder.iterdir()):
        if match := _FILE.fullmatch(path.name):
            passes.setdefault(match[1], []).append(path)
    return dict(sorted(passes.items()))


def read_passes(plan: Plan, passes: Mapping[str, Iterable[Path]]) -> Readings:
    """Read the files of each pass, the earliest first.

    Raises ReadingError with every fault of every file (see ``check_passes``). Unread demands are no fault.

    >>> len(read_passes(plan, find_passes(plan.folder / "passes")).links)  # doctest: +SKIP
    377
    """
    taken = {name: _take(plan, files) for name, files in passes.items()}
    faults = [fault for _, found in taken.values() for fault in found]
    if faults:
        raise ReadingError(faults)
    tables = {}
    for table, columns in COLUMNS.items():
        rows = [
            (name, *answer.cells.values()) for name, (answers, _) in taken.items() for answer in answers
            if answer.table == table
        ]  # fmt: skip
        tables[table] = pd.DataFrame(rows, columns=["pass", *columns], dtype="str")
    return Readings(list(passes), tables["links"], tables["committees"].astype({"lead": "int64"}))


def check_passes(plan: Plan, passes: Mapping[str, Iterable[Path]]) -> pd.DataFrame:
    """All that is to be said of the files: a row for each fault, then one for each demand that a pass leaves unread.

    Faults are what ``answers.read_answers`` cannot read; ids that the plan has not, a mission or committee without a
    demand, a relation or basis that the codebook has not or without its mission or committee, a confidence that is not
    from 0 to 1, a lead that is not 0 or 1, or of a committee that need not act; a pair that stands twice, a demand
    with ``demand,,none`` and another answer, or with two leads.

    Gives pass, file, row (missing where no row is to blame), found, remedy, and stops: whether ``read_passes`` refuses
    it. What is unread stops nothing.

    >>> len(check_passes(plan, find_passes(plan.folder / "passes")))  # doctest: +SKIP
    0
    """
    rows: list[tuple[object, ...]] = []
    for name, files in passes.items():
        answers, faults = _take(plan, files)
        rows += [(name, fault.file, fault.line, fault.found, fault.remedy, True) for fault in faults]
        rows += [
            (name, table, None, f"nothing about {demand!r}", f"If nothing was found for it, add {demand},,none.", False)
            for table, demand in _list_unread(plan, answers)
        ]
    table = pd.DataFrame(rows, columns=["pass", "file", "row", "found", "remedy", "stops"])
    return table.astype({"row": "Int64", "stops": "bool"})


def list_votes(plan: Plan, readings: Readings, table: str = "links") -> pd.DataFrame:
    """The vote of every pass on every pair: of a demand and a mission, or a committee where ``table`` is committees.

    Gives a column for each pass and the pairs as index, in the plan's order. A vote is ``none`` where the pass has
    read the demand and does not name the pair, and missing where it has not read the demand.

    >>> list_votes(plan, readings).shape  # doctest: +SKIP
    (2520, 3)
    """
    _, item, value, *_ = COLUMNS[table]
    items = plan.missions.mission_id if table == "links" else plan.committees.committee_id
    pairs = pd.MultiIndex.from_product([plan.demands.demand_id, items], names=["demand_id", item])
    answers = readings.links if table == "links" else readings.committees
    votes = {}
    for name in readings.passes:
        mine = answers[answers["pass"] == name]
        said = mine.set_index(["demand_id", item])[value].reindex(pairs)
        read = pairs.get_level_values("demand_id").isin(mine.demand_id)
        votes[name] = said.mask(said.isna() & read, "none")
    return pd.DataFrame(votes, index=pairs, dtype="str")


def _take(plan: Plan, files: Iterable[Path]) -> tuple[list[Answer], list[PlanError]]:
    """The answers in the files of one pass, and every fault of them, file by file and row by row."""
    answers: list[Answer] = []
    faults: list[PlanError] = []
    for path in files:
        read, unreadable = read_answers(path)
        answers += read
        faults += unreadable
    for answer in answers:
        faults += [_blame(answer, *fault) for fault in _check_row(plan, answer)]
    faults += [*_check_doubles(answers), *_check_nothing(answers), *_check_leads(answers)]
    return answers, sorted(faults, key=lambda fault: (fault.file, fault.line or 0))


def _blame(answer: Answer, found: str, remedy: str) -> PlanError:
    return PlanError(answer.place, answer.line, found, remedy)


def _check_row(plan: Plan, answer: Answer) -> Iterator[tuple[str, str]]:
    """What is wrong in a row by itself: what was found, and what to do."""
    _, item, value, *_ = COLUMNS[answer.table]
    demand = answer.cells["demand_id"]
    if not demand:
        yield f"the {item} {answer.item!r} without a demand", "Say which demand it is about."
    yield from _check_id("demand_id", demand, plan.demands.demand_id.tolist())
    known = plan.missions.mission_id if answer.table == "links" else plan.committees.committee_id
    yield from _check_id(item, answer.item, known.tolist())
    if answer.value not in _ALLOWED[answer.table]:
        yield f"the {value} {answer.value!r}", f"It must be one of {', '.join(_ALLOWED[answer.table])}."
    elif answer.value != "none" and not answer.item:
        yield f"the {value} {answer.value!r} without a {item}", f"Say to which, or {demand},,none if there is none."
    yield from _check_confidence(answer.cells.get("confidence", ""))
    yield from _check_lead(answer.cells.get("lead", "0"), answer.value)


def _check_id(column: str, value: str, known: list[str]) -> Iterator[tuple[str, str]]:
    if value and value not in known:
        near = get_close_matches(value, known, n=1)
        yield f"the {column} {value!r}", "".join(f"Is it {each}? " for each in near) + "The plan has no such id."


def _check_confidence(cell: str) -> Iterator[tuple[str, str]]:
    if cell and not re.fullmatch(r"0?\.\d+|[01](\.0*)?", cell):
        yield f"the confidence {cell!r}", "It must be a number from 0 to 1, or empty."


def _check_lead(cell: str, basis: str) -> Iterator[tuple[str, str]]:
    if cell not in ("0", "1"):
        yield f"the lead {cell!r}", "It must be 1 or 0."
    elif cell == "1" and basis == "none":
        yield "a committee that leads and need not act", "Give its basis, or 0 as its lead."


def _check_doubles(answers: list[Answer]) -> Iterator[PlanError]:
    """A pair that a pass answers twice: the later row, with the place of the first."""
    first: dict[tuple[str, str, str], Answer] = {}
    for answer in answers:
        key = (answer.table, answer.cells["demand_id"], answer.item)
        before = first.setdefault(key, answer)
        if before is not answer:
            pair = f"{key[1]} {answer.item}" if answer.item else f"{key[1]},,none"
            remedy = f"Keep one row for each: the other is {before.place}, line {before.line}."
            yield _blame(answer, f"{pair!r} a second time", remedy)


def _check_nothing(answers: list[Answer]) -> Iterator[PlanError]:
    """A row ``demand,,none`` of a demand for which the pass has found something."""
    found = {(answer.table, answer.cells["demand_id"]) for answer in answers if answer.item and answer.value != "none"}
    for answer in answers:
        demand = answer.cells["demand_id"]
        if not answer.item and answer.value == "none" and (answer.table, demand) in found:
            yield _blame(answer, f"{demand},,none beside other answers for {demand!r}", "Keep the one or the others.")


def _check_leads(answers: list[Answer]) -> Iterator[PlanError]:
    """A second committee that leads the same demand."""
    leading: set[str] = set()
    for answer in answers:
        demand = answer.cells["demand_id"]
        if answer.cells.get("lead") == "1" and demand in leading:
            yield _blame(answer, f"a second lead for {demand!r}", "Let one committee lead at most.")
        leading |= {demand} if answer.cells.get("lead") == "1" else set()


def _list_unread(plan: Plan, answers: list[Answer]) -> Iterator[tuple[str, str]]:
    """The demands that the answers never mention, for each table that they belong to; links where there are none."""
    for table in [table for table in COLUMNS if table in {answer.table for answer in answers}] or ["links"]:
        mentioned = {answer.cells["demand_id"] for answer in answers if answer.table == table}
        yield from ((table, demand) for demand in plan.demands.demand_id if demand not in mentioned)

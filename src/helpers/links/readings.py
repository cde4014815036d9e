"""What readers hand in: links and committees, as csv, pasted text or the Excel form; checked, then votes."""

import csv
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from io import StringIO
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile

import pandas as pd
from openpyxl import load_workbook

from helpers.codebook import BASES, RELATIONS
from helpers.errors import PlanError
from helpers.plan.read import Plan

COLUMNS = {
    "links": ["demand_id", "mission_id", "relation", "confidence", "reason"],
    "committees": ["demand_id", "committee_id", "basis", "lead", "reason"],
}
"""The columns of the two tables, in order."""


OPTIONAL = ("confidence", "reason")
"""The columns that a file may leave out."""


SLOTS = ("proposed", "free")
"""What the form has in the column ``slot``: lines with a proposed pair and empty ones: either may be left as it is."""


_PARTING = " · "


class Answer(NamedTuple):
    """One row as a reader gave it: which table, where it stands, and its cells, tidied."""

    table: str
    place: str
    line: int
    cells: dict[str, str]

    @property
    def item(self) -> str:
        """The mission or committee that the row is about; empty where it says that there is none."""
        return self.cells[COLUMNS[self.table][1]]

    @property
    def value(self) -> str:
        """The relation or the basis."""
        return self.cells[COLUMNS[self.table][2]]


class _Table(NamedTuple):
    place: str
    rows: list[tuple[int, list[str]]]  # line and cells, the header first


def label_unit(unit: str, text: str) -> str:
    """A unit as the form's lists show it; ``read_unit`` gives its id back.

    >>> label_unit("sn-01", "Anställ fältare"), read_unit("SN-01 · Anställ fältare")
    ('sn-01 · Anställ fältare', 'sn-01')
    """
    return f"{unit}{_PARTING}{text}"


def read_unit(cell: str) -> str:
    """The id in a cell that holds an id, or an id and a text as ``label_unit`` joins them; in small letters."""
    return cell.partition(_PARTING)[0].strip().casefold()


def read_answers(path: Path) -> tuple[list[Answer], list[PlanError]]:
    """The rows of a csv or xlsx file, and what keeps others from being read.

    csv is UTF-8 with commas, semicolons or tabs, as its header shows. A file may hold both tables, each with its
    header, and the fences (```) that Markdown puts around them. In a workbook every sheet counts whose first row names
    a column of ours. A table with a basis or a committee_id is one of committees, any other one of links. Empty rows,
    and lines of the form that were left as they were, are passed over. A cell of the form such as
    "sn-01 · Anställ fältare" is read as its id, capitals are no matter, a comma in a number is a point.

    >>> answers, faults = read_answers(Path("data/borlange-v-2022/passes/a_links.csv"))
    >>> answers[0].line, answers[0].value, faults
    (2, 'narrower', [])
    """
    if not path.is_file():
        return [], [PlanError(path, None, "no such file", "Name the files that were handed in.")]
    tables, faults = _read_workbook(path) if path.suffix == ".xlsx" else _read_csv(path)
    answers = []
    for table in tables:
        read = list(_read_table(table))
        answers += [each for each in read if isinstance(each, Answer)]
        faults += [each for each in read if isinstance(each, PlanError)]
    return answers, faults


def _read_csv(path: Path) -> tuple[list[_Table], list[PlanError]]:
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return [], [PlanError(path, line, "a byte that is not UTF-8", "Save the file as csv in UTF-8.")]
    head = next((line for line in text.splitlines() if "demand_id" in line.casefold()), "")
    reader = csv.reader(StringIO(text, newline=""), delimiter=max(",;\t", key=head.count), strict=True)
    rows, begin = [], 1
    faults = []
    try:
        for cells in reader:
            rows.append((begin, cells))
            begin = reader.line_num + 1
    except csv.Error as error:
        faults = [PlanError(path, begin, f"quotes that do not close ({error})", "Mend them.")]
    return list(_part(path.name, rows)), faults


def _part(place: str, rows: list[tuple[int, list[str]]]) -> Iterator[_Table]:
    """The tables of a csv file: each begins at a header."""
    rows = [(line, cells) for line, cells in rows if any(cells) and not cells[0].startswith("```")]
    heads = [n for n, (_, cells) in enumerate(rows) if "demand_id" in _name_columns(cells)]
    starts = [0, *(n for n in heads if n)]
    for begin, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        yield _Table(place, rows[begin:end])


def _read_workbook(path: Path) -> tuple[list[_Table], list[PlanError]]:
    try:
        with warnings.catch_warnings():  # what other programs put into a workbook and openpyxl leaves out
            warnings.simplefilter("ignore")
            workbook = load_workbook(path, data_only=True)
    except (BadZipFile, KeyError, ValueError) as error:
        return [], [PlanError(path, None, f"a workbook that cannot be read ({error})", "Save it as .xlsx or csv.")]
    ours = {column for columns in COLUMNS.values() for column in columns if column != "reason"}
    tables = []
    for sheet in workbook.worksheets:
        rows = [(n, [_spell(cell) for cell in row]) for n, row in enumerate(sheet.iter_rows(values_only=True), start=1)]
        if rows and ours & set(_name_columns(rows[0][1])):
            tables.append(_Table(f"{path.name}, sheet {sheet.title}", rows))
    if not tables:
        return [], [PlanError(path, None, "no sheet with links or committees", "Hand in the form, or csv.")]
    return tables, []


def _spell(value: object) -> str:
    """A cell of a workbook as it would stand in csv."""
    return "" if value is None else str(value)


def _name_columns(cells: Iterable[str]) -> list[str]:
    return [cell.strip().casefold() for cell in cells]


def _read_table(table: _Table) -> Iterator[Answer | PlanError]:
    """The rows of a table, each as an answer or as the fault that keeps it from being one."""
    rows = [(line, cells) for line, cells in table.rows if any(cell.strip() for cell in cells)]
    line, cells = rows[0] if rows else (1, [])
    header = _name_columns(cells)
    kind = "committees" if {"committee_id", "basis"} & set(header) else "links"
    needed = [column for column in COLUMNS[kind] if column not in OPTIONAL]
    missing = [column for column in needed if column not in header]
    if missing:
        yield PlanError(table.place, line, f"no column {', '.join(missing)}", f"It needs {', '.join(needed)}.")
        return
    for line, cells in rows[1:]:
        if any(cells[len(header) :]):
            found = f"{len(cells)} cells under {len(header)} columns"
            yield PlanError(table.place, line, found, "Put a text with a comma in it in quotes.")
            continue
        row = dict(zip(header, [*cells, *[""] * len(header)], strict=False))
        answer = Answer(kind, table.place, line, {column: _tidy(column, row) for column in COLUMNS[kind]})
        if not _is_left(answer, row.get("slot", "")):
            yield answer


def _tidy(column: str, row: dict[str, str]) -> str:
    cell = " ".join(row.get(column, "").split())
    if column.endswith("_id"):
        return read_unit(cell)
    if column == "lead":
        return cell.removesuffix(".0") or "0"  # as some programs write a whole number
    return {"confidence": cell.replace(",", "."), "reason": cell}.get(column, cell.casefold())


def _is_left(answer: Answer, slot: str) -> bool:
    """Whether a line of the form is as it was handed out: nothing chosen in it, and nothing written."""
    if slot not in SLOTS:
        return False
    chosen = [answer.value, answer.cells.get("confidence"), answer.cells["reason"]]
    return not any(chosen) and (slot == "proposed" or not answer.item) and answer.cells.get("lead", "0") == "0"


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

    >>> list(find_passes(Path("data/borlange-v-2022/passes")))
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

    >>> len(read_passes(plan, find_passes(plan.folder / "passes")).links)
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

    >>> len(check_passes(plan, find_passes(plan.folder / "passes")))
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

    >>> list_votes(plan, readings).shape
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

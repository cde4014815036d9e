"""What a reader of a plan hands in: two tables, links and committees, as csv or in the Excel form (data/codebook.md).

Here the files become rows with their places; whether what stands in them can be is for ``helpers.labelling`` to say.
"""

import csv
import warnings
from collections.abc import Iterable, Iterator
from io import StringIO
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile

from openpyxl import load_workbook

from helpers.errors import PlanError

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

    >>> answers, faults = read_answers(Path("data/borlange-v-2022/passes/a_links.csv"))  # doctest: +SKIP
    >>> answers[0].line, answers[0].value, faults  # doctest: +SKIP
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

"""Forms handed back after whatever people do to them: every answer is used, or named as not used with file and row.

A form is filled in and goes through a random sequence of what spreadsheets offer; hypothesis prints how to repeat one
that fails. ``pytest --hypothesis-seed=N`` takes another seed.
"""

import csv
import io
import shutil
import subprocess
from collections.abc import Callable, Iterable
from itertools import count
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from unicodedata import normalize

import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from helpers import read_plan
from helpers.errors import FaultsError, PlanError
from helpers.links.kit import render_form
from helpers.links.readings import find_passes, read_passes, take_pass
from helpers.plan.read import Plan

Row = list[str]
Sheets = dict[str, list[Row]]

PLAN = read_plan(Path(__file__).parent / "cases" / "granvik")
SWEDISH = {"demand_id": "Krav", "mission_id": "Uppdrag", "relation": "Relation", "confidence": "Säkerhet"}
SWEDISH |= {"committee_id": "Nämnd", "basis": "Grund", "lead": "Leder", "reason": "Skäl"}


def hand_out(plan: Plan) -> Sheets:
    """The cells of the form's two tables."""
    book = load_workbook(io.BytesIO(render_form(plan, language="en")))
    return {
        name: [["" if cell is None else str(cell) for cell in row] for row in book[name].iter_rows(values_only=True)]
        for name in ("Links", "Committees")
    }


FORM = hand_out(PLAN)


def fill_in(sheets: Sheets, random: Random, plan: Plan) -> None:
    """Answers in lines of their demand, each with a token as its reason by which it is found again."""
    units = {
        "Links": [f"{row.mission_id} · {row.text}" for row in plan.missions.itertuples()],
        "Committees": [f"{row.committee_id} · {row.name}" for row in plan.committees.itertuples(index=False)],
    }
    number = count(1)
    for name, rows in sheets.items():
        for demand in sorted({row[0] for row in rows[1:] if row[0]}):
            lines = [row for row in rows if row[0] == demand]
            for row, unit in zip(lines, random.sample(units[name], random.randint(0, 2)), strict=False):
                row[1] = unit
                row[2] = random.choice(["exact", "narrower", "related"] if name == "Links" else ["mission", "remit"])
                row[4] = f"token {name} {next(number)}"


def sort_whole(rows: list[Row], random: Random) -> None:
    column = random.randrange(len(rows[0]))
    rows[1:] = sorted(rows[1:], key=lambda row: (row[column] == "", row[column]), reverse=random.random() < 0.3)


def sort_alone(rows: list[Row], random: Random) -> None:
    column = random.randrange(len(rows[0]))
    cells = sorted((row[column] for row in rows[1:]), key=lambda cell: (cell == "", cell))
    for row, cell in zip(rows[1:], cells, strict=True):
        row[column] = cell


def insert_rows(rows: list[Row], random: Random) -> None:
    at = random.randrange(len(rows) + 1)
    rows[at:at] = [[""] * len(rows[0]) for _ in range(random.randint(1, 3))]


def put_title(rows: list[Row], random: Random) -> None:
    rows.insert(0, ["Min läsning av planen", *[""] * (len(rows[0]) - 1)])


def delete_rows(rows: list[Row], random: Random) -> None:
    at = random.randrange(1, len(rows))
    del rows[at : at + random.randint(1, 8)]


def insert_column(rows: list[Row], random: Random) -> None:
    at = random.randrange(len(rows[0]) + 1)
    for n, row in enumerate(rows):
        row.insert(at, "min anteckning" if n == 3 else "")


def delete_column(rows: list[Row], random: Random) -> None:
    at = random.randrange(len(rows[0]))
    for row in rows:
        del row[at]


def retype(rows: list[Row], random: Random) -> None:
    for row in rows[1:]:
        if len(row) > 2 and row[2] and random.random() < 0.5:
            row[2] = random.choice([row[2].upper(), f" {row[2]} ", row[2].capitalize(), row[2] + ".", row[2][:-2]])


def trim(rows: list[Row], random: Random) -> None:
    for row in rows[1:]:
        row[:] = [random.choice([f"  {cell} ", cell, normalize("NFD", cell)]) if cell else "" for cell in row]


def translate(rows: list[Row], random: Random) -> None:
    rows[0][:] = [SWEDISH.get(cell, cell) for cell in rows[0]]


STEPS: dict[str, Callable[[list[Row], Random], None]] = {
    step.__name__: step
    for step in (
        *(sort_whole, sort_alone, insert_rows, put_title, delete_rows),
        *(insert_column, delete_column, retype, trim, translate),
    )
}


def save(sheets: Sheets, folder: Path, how: str, random: Random) -> list[Path]:
    """The tables as a workbook (with rows hidden by a filter, or a sheet twice), or as csv as programs write it."""
    if how.startswith("xlsx"):
        book = Workbook()
        book.remove(book.active)
        for name, rows in sheets.items():
            for copy in range(2 if how == "xlsx, a sheet copied" else 1):
                sheet = book.create_sheet(f"{name}{f' ({copy + 1})' if copy else ''}")
                for row in rows:
                    sheet.append([cell or None for cell in row])
                if how == "xlsx, filtered":
                    for number in range(2, len(rows), 2):
                        sheet.row_dimensions[number].hidden = True
        book.save(folder / "anna.xlsx")
        return [folder / "anna.xlsx"]
    separator, encoding = random.choice([(",", "utf-8"), (";", "utf-8-sig"), (";", "cp1252"), ("\t", "utf-16")])
    paths = []
    for name, rows in sheets.items():
        text = io.StringIO()
        csv.writer(text, delimiter=separator, lineterminator=random.choice(["\n", "\r\n", "\r"])).writerows(rows)
        paths.append(folder / f"anna_{name.lower()}.csv")
        told = "sep=;\r\n" if separator == ";" and random.random() < 0.5 else ""
        paths[-1].write_bytes((told + text.getvalue()).encode(encoding, "replace"))
    return paths


def list_tokens(sheets: Sheets) -> dict[str, list[str]]:
    """Every answer that stands in the tables: its sheet and the ids and value of its row, by its token."""
    found: dict[str, list[str]] = {}
    for name, rows in sheets.items():
        for row in rows:
            found |= {cell.strip(): [name, *row] for cell in row if cell.strip().startswith("token")}
    return found


def go_through(steps: Iterable[str], random: Random) -> Sheets:
    """The form of the plan, filled in, after these steps."""
    sheets = {name: [list(row) for row in rows] for name, rows in FORM.items()}
    fill_in(sheets, random, PLAN)
    for step in steps:
        rows = sheets[random.choice([*sheets])]
        if len(rows) > 2 and len(rows[0]) > 1:
            STEPS[step](rows, random)
    return sheets


def hand_back(sheets: Sheets, paths: list[Path]) -> list[str]:
    """Take the files, alone in their folder: every answer of the sheets is used, or named with file and row.

    What was said of the files.
    """
    taken = take_pass(PLAN, paths)
    try:
        passes = find_passes(paths[0].parent)
        assert read_passes(PLAN, passes).passes in ([], ["anna"]) and not taken.faults and [*passes] == ["anna"]
    except PlanError as error:
        assert str(error) == str(FaultsError(taken.faults))
    used = {answer.cells["reason"].strip(): answer for answer in taken.answers}
    named = [*taken.faults, *taken.remarks]
    for token, (name, *cells) in list_tokens(sheets).items():
        if token in used:
            said = {normalize("NFC", cell).strip().casefold().partition(" ·")[0] for cell in cells}
            answer = used[token]
            assert {answer.demand, answer.item} - {""} <= said, "the ids are those of the row"
        else:
            places = [each for each in named if name.casefold() in each.file.casefold()]
            assert places, f"{token} is neither used nor named"
            assert all(each.line for each in places), "what is named has its row"
    return [*map(str, named)]


def list_answers(paths: list[Path]) -> list[tuple[str, ...]]:
    """The answers of files, wherever they stand in them."""
    return sorted((answer.table, *answer.cells.values()) for answer in take_pass(PLAN, paths).answers)


SEQUENCES = st.lists(st.sampled_from(sorted(STEPS)), max_size=5)
SAVED = ["xlsx", "xlsx, filtered", "xlsx, a sheet copied", "csv"]


@settings(max_examples=500, deadline=None, print_blob=True)
@given(SEQUENCES, st.sampled_from(SAVED), st.randoms(use_true_random=False, note_method_calls=False))
def test_every_answer_is_used_or_named(steps: list[str], how: str, random: Random) -> None:
    sheets = go_through(steps, random)
    with TemporaryDirectory() as folder:
        note(f"{steps}, {how}: {hand_back(sheets, save(sheets, Path(folder), how, random))}")


OFFICE = shutil.which("soffice")
# csv as Calc saves it in Sweden: semicolons, quotation marks, UTF-8, one file for each sheet
AS_CSV = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,-1"


def save_with_office(sources: list[Path], target: Path, kind: str) -> None:
    """Open every workbook in LibreOffice and save it again, all in one start, with a profile of its own."""
    profile = f"-env:UserInstallation={(target.parent / 'profile').as_uri()}"
    assert OFFICE is not None
    command = [OFFICE, profile, "--headless", "--convert-to", kind, "--outdir", str(target), *map(str, sources)]
    subprocess.run(command, check=True, capture_output=True)


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["xlsx", "ods", AS_CSV])
def test_every_answer_saved_by_libreoffice_is_used_or_named(tmp_path: Path, kind: str, request) -> None:
    random, sources, forms = Random(request.config.getoption("hypothesis_seed") or 0), tmp_path / "sources", {}
    sources.mkdir()
    for number in range(40):
        sheets = go_through(random.choices(sorted(STEPS), k=random.randint(0, 5)), random)
        (saved,) = save(sheets, sources, random.choice([each for each in SAVED if each.startswith("xlsx")]), random)
        forms[saved.rename(sources / f"anna{number}.xlsx").stem] = sheets
    save_with_office(sorted(sources.iterdir()), tmp_path / "saved", kind)
    for name, sheets in forms.items():
        folder = tmp_path / name
        folder.mkdir()
        for saved in sorted((tmp_path / "saved").glob(f"{name}[-.]*")):  # one of a workbook, or one of each sheet
            saved.rename(folder / f"anna{saved.name.removeprefix(name).replace('-', '_').replace(' (1)', '')}".lower())
        paths = sorted(folder.iterdir())
        assert paths, f"LibreOffice has saved {name}"
        hand_back(sheets, paths)
        assert list_answers(paths) == list_answers([sources / f"{name}.xlsx"]), "read as it was before LibreOffice"


@pytest.mark.parametrize("column", ["demand_id", "mission_id", "slot"])
def test_a_column_sorted_by_itself_is_one_fault(tmp_path: Path, column: str) -> None:
    plan = read_plan(Path(__file__).parents[1] / "data" / "borlange-v-2022")
    sheets, random = hand_out(plan), Random(1)
    fill_in(sheets, random, plan)
    rows = sheets["Links"]
    at = rows[0].index(column)
    for row, cell in zip(rows[1:], sorted((row[at] for row in rows[1:]), reverse=True), strict=True):
        row[at] = cell
    taken = take_pass(plan, save(sheets, tmp_path, "xlsx", random))
    assert len(taken.faults) == 1 and "sorteras för sig" in str(taken.faults[0])
    assert str(taken.faults[0]).startswith("anna.xlsx, blad Links, rad 1: ")

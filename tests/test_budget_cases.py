"""Invented tables in the layouts that real budgets have: what is read of each, row by row, and what is said.

A case is a folder in tests/cases: plan.txt; plan.toml, where the table is read with what that says; amounts.csv, what a
reader finds in the table; said.csv, the oddities with their lines.
"""

import csv
import tomllib
from pathlib import Path

import pytest

from helpers.plan.budget_tables import BudgetReading, BudgetSettings, SourceLine, read_budget

CASES = Path(__file__).parent / "cases"
TABLES = sorted(path.parent.name for path in CASES.glob("*/amounts.csv"))
TOLD = sorted(path.parent.name for path in CASES.glob("table-*/amounts.csv"))
COMMITTEES = {
    "barn- och ungdomsnämnden": "bun",
    "bildningsnämnden": "bn",
    "kommunstyrelsen": "ks",
    "kulturnämnden": "kn",
    "omsorgsnämnden": "on",
    "skolnämnden": "sn",
    "socialnämnden": "son",
    "tekniska nämnden": "tn",
    "utbildningsnämnden": "un",
}


def read(folder: Path, told: bool = True) -> BudgetReading:
    """The tables of a case, with what its plan.toml says of the budget, if it has one and that is to be used."""
    toml = folder / "plan.toml"
    budget = tomllib.loads(toml.read_text(encoding="utf-8"))["budget"] if told and toml.exists() else {}
    settings = BudgetSettings(2027, budget.get("unit"), budget.get("heading"), budget.get("total"))
    texts = (folder / "plan.txt").read_text(encoding="utf-8").split("\n")
    lines = [SourceLine(number, text) for number, text in enumerate(texts, start=1)]
    return read_budget(lines, lambda label: COMMITTEES.get(" ".join(label.split()).casefold()), settings)


def read_csv(path: Path) -> list[tuple[str, ...]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [tuple(row) for row in csv.reader(file)][1:]


def as_text(row: tuple[object, ...]) -> tuple[str, ...]:
    return tuple("" if cell is None else str(cell) for cell in row)


@pytest.mark.parametrize("name", TABLES)
def test_every_amount_of_a_table_is_read(name: str) -> None:
    assert [as_text(row[:7]) for row in read(CASES / name).rows] == read_csv(CASES / name / "amounts.csv")


@pytest.mark.parametrize("name", TABLES)
def test_what_is_odd_is_said(name: str) -> None:
    assert [as_text(each[:3]) for each in read(CASES / name).oddities] == read_csv(CASES / name / "said.csv")


@pytest.mark.parametrize("name", sorted({*TOLD} - {"table-two-sums"}))
def test_a_table_is_read_the_same_without_plan_toml(name: str) -> None:
    told, found = read(CASES / name), read(CASES / name, told=False)
    assert found.rows == told.rows
    assert found.roles == told.roles


def test_without_plan_toml_the_last_sum_is_the_total() -> None:
    rows = read(CASES / "table-two-sums", told=False).rows
    kinds = {row.label: row.kind for row in rows}
    assert kinds["Summa nämnder"] == "subtotal"
    assert kinds["Totalt"] == "total"
    assert [row.label for row in rows if row.sum_line == 45] == [
        "Kommunstyrelsen",
        "Utbildningsnämnden",
        "Tekniska nämnden",
    ]


@pytest.mark.parametrize("name", sorted({*TABLES} - {"budget-costs-without-sign"}))
def test_frames_make_up_the_total_once(name: str) -> None:
    reading = read(CASES / name)
    own = [row for row in reading.rows if row.series in ("budget", "plan")]
    said = {each.line for each in reading.oddities if each.kind == "sum_differs"}
    rounded = sum(each.kind == "amount_rounded" for each in reading.oddities)
    for total in [row for row in own if row.kind == "total" and row.line not in said]:
        frames = sum(row.amount_tkr for row in own if row.kind == "frame" and row.year == total.year)
        assert abs(frames - total.amount_tkr) <= rounded

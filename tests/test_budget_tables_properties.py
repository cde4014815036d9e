"""Any table of frames in any layout: what is printed is read back, or the line is named; never another amount.

The tables are random, from one seed, which ``run.py test --seed`` changes; a failure prints the example.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers.plan.budget_tables import BudgetReading, BudgetSettings, SourceLine, read_budget

NAMES = (
    "Kommunstyrelsen",
    "Barn- och utbildningsnämnden",
    "Socialnämnden",
    "Tekniska nämnden",
    "Kultur- och fritidsnämnden",
    "Miljönämnden",
    "Överförmyndarnämnden",
    "Valnämnden",
)
thoroughly = settings(max_examples=150, deadline=None, print_blob=True)


class Written(NamedTuple):
    """A table as it is written."""

    amounts: dict[str, list[int]]  # in tkr
    years: list[int]
    has_total: bool
    unit: str
    thousands: str
    minus: str
    layout: str

    @property
    def rows(self) -> list[tuple[str, list[int]]]:
        """The rows with the sum."""
        total = [sum(column) for column in zip(*self.amounts.values(), strict=True)]
        return [*self.amounts.items(), *([("Summa", total)] if self.has_total else [])]


@st.composite
def tables(draw: st.DrawFn, layouts: Sequence[str]) -> Written:
    """A table of two to eight committees and one to four years, costs with a minus or without; no frame of a year is
    more than four times that of another.
    """
    names = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=8, unique=True))
    width = draw(st.integers(1, 4))
    sign = draw(st.sampled_from((1, 1, -1)))
    first, factors = st.integers(200, 2_000_000), st.lists(st.floats(0.5, 2), min_size=width, max_size=width)
    return Written(
        amounts={name: _vary(sign * draw(first), draw(factors)) for name in names},
        years=[*range(2027, 2027 + width)],
        has_total=draw(st.booleans()),
        unit=draw(st.sampled_from(("kr", "tkr", "mnkr"))),
        thousands=draw(st.sampled_from((" ", "\u00a0", "\u202f", ".", ""))),
        minus=draw(st.sampled_from(("-", "−", "–", "- ", "– ", "\u00ad", "()", "after"))),
        layout=draw(st.sampled_from(layouts)),
    )


def _vary(tkr: int, factors: Sequence[float]) -> list[int]:
    return [int(tkr * factor) // 100 * 100 for factor in factors]


def write_number(tkr: int, table: Written) -> str:
    """An amount as it is printed."""
    value = Decimal(tkr) * {"kr": 1000, "tkr": 1, "mnkr": Decimal("0.001")}[table.unit]
    digits = f"{abs(value):,.1f}" if table.unit == "mnkr" else f"{abs(value):,.0f}"
    printed = digits.replace(".", "!").replace(",", table.thousands).replace("!", ",")
    if tkr >= 0:
        return printed
    return {"()": f"({printed})", "after": f"{printed}-"}.get(table.minus, f"{table.minus}{printed}")


def write_lines(table: Written) -> list[str]:
    """The lines of a document with the table."""
    years = [str(year) for year in table.years]
    cells = [[label, *(write_number(tkr, table) for tkr in amounts)] for label, amounts in table.rows]
    title = [f"Budgetramar ({table.unit})", ""]
    if table.layout == "tabs":
        return [*title, *("\t".join(row) for row in [["", *years], *cells])]
    if table.layout == "spaces":
        return [*title, *(" ".join(row) for row in [years, *cells])]
    if table.layout == "stack":
        return [*title, "Nämnd", *years, *(cell for row in cells for cell in row)]
    widths = [max(len(row[place]) for row in [["", *years], *cells]) for place in range(len(years) + 1)]
    lines = [
        "  ".join(
            [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        )
        for row in [["", *years], *cells]
    ]
    return [*title, *lines]


def read(table: Written) -> BudgetReading:
    lines = [SourceLine(number, text) for number, text in enumerate(write_lines(table), start=1)]
    return read_budget(lines, lambda label: label if label in NAMES else None, BudgetSettings(year=2027))


def list_amounts(table: Written) -> list[tuple[str, int, int]]:
    return [(label, year, tkr) for label, row in table.rows for year, tkr in zip(table.years, row, strict=True)]


OF_YEARS = Written(
    {"Kommunstyrelsen": [200], "Socialnämnden": [1900], "Tekniska nämnden": [200]},
    [2027],
    False,
    "tkr",
    "",
    "-",
    "gaps",
)
"""A table with an amount that looks like a year."""


@thoroughly
@given(tables(["tabs", "gaps", "stack"]))
@example(OF_YEARS)
@example(OF_YEARS._replace(layout="tabs"))
@example(OF_YEARS._replace(layout="stack"))
def test_what_is_printed_in_cells_is_read_back(table: Written) -> None:
    reading = read(table)
    assert [(row.label, row.year, row.amount_tkr) for row in reading.rows] == list_amounts(table)
    assert reading.unit == table.unit
    kinds = {row.label: row.kind for row in reading.rows}
    assert kinds == {label: "total" if label == "Summa" else "frame" for label, _ in table.rows}


@thoroughly
@given(tables(["spaces"]))
def test_what_single_spaces_part_is_read_or_named_and_never_another_amount(table: Written) -> None:
    reading = read(table)
    read_back = [(row.label, row.year, row.amount_tkr) for row in reading.rows]
    printed = list_amounts(table)
    assert [each for each in read_back if each not in printed] == []
    named = {each.line for each in reading.oddities if each.kind in ("ambiguous_row", "unreadable_row")}
    missing = {label for label, _, _ in printed} - {label for label, _, _ in read_back}
    assert len(missing) <= len(named)


@thoroughly
@given(st.lists(st.text(st.sampled_from("KkÄä0123456789 \t.,-–()%:\u00a0\u00ad"), max_size=40), max_size=12))
def test_no_lines_are_refused(texts: list[str]) -> None:
    lines = [SourceLine(number, text) for number, text in enumerate(texts, start=1)]
    reading = read_budget(lines, lambda label: label if label in NAMES else None, BudgetSettings(year=2027))
    assert {*reading.roles} <= {line.number for line in lines if line.text.strip()}
    assert {row.line for row in reading.rows} <= {*reading.roles}


@thoroughly
@given(tables(["tabs", "gaps", "stack"]), st.integers(1, 900))
def test_a_wrong_sum_stays_and_is_told_by_how_much(table: Written, off: int) -> None:
    wrong = table._replace(has_total=True)
    lines = write_lines(wrong)
    label, sums = wrong.rows[-1]
    printed = [tkr + 100 * off * (place == 0) for place, tkr in enumerate(sums)]
    line = write_lines(wrong._replace(amounts={**wrong.amounts, label: printed}, has_total=False))
    assert len(line) == len(lines)
    reading = read_budget(
        [SourceLine(n, text) for n, text in enumerate(line, 1)], lambda name: name if name in NAMES else None
    )
    told = [each.text for each in reading.oddities if each.kind == "sum_differs"]
    stated = [row.amount_tkr for row in reading.rows if row.kind == "total"]
    assert stated == printed
    assert len(told) == 1 and told[0].endswith(f"{-100 * off:+d} tkr")

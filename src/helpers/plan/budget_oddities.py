"""What a reader stumbles over in the tables of a budget: described, with its line, never repaired."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from helpers.plan.about import read_bound
from helpers.plan.amounts import TKR_PER_UNIT, Amount, to_tkr
from helpers.plan.budget_table import BudgetSettings, Table, list_misses
from helpers.plan.columns import OWN
from helpers.plan.sums import add_up

KINDS = {
    "unit_not_stated": "the table of frames states no unit",
    "unit_differs": "the table of frames states another unit than plan.toml",
    "unit_doubtful": "a table whose unit makes an amount that is too large, or one of several that are stated",
    "year_not_stated": "the table of frames states no year",
    "year_differs": "the table of frames has no amounts for the document's year",
    "no_total": "the table of frames states no sum",
    "sum_differs": "the rows do not add up to the stated sum",
    "taken_away": "a sum that the total takes away: costs are written without a minus",
    "two_sums": "a sum beside the total, which takes it",
    "row_outside_total": "a row that the total does not take",
    "unreadable_row": "a line of a table whose amounts cannot be read",
    "ambiguous_row": "a line of a table whose amounts can be read in more than one way",
    "change_aside": "a change in brackets after an amount, which is read as no amount of its own",
    "heads_differ": "a table whose heads and amounts do not go together one by one",
    "column_aside": "a column that holds no amounts of one year",
    "column_undecided": "one of several columns for a year, of which nothing says which is the plan's own",
    "column_untaken": "a column that is not taken, for another of its year says more that it is the plan's own",
    "proposal_aside": "a column that holds another's proposal",
    "amount_rounded": "an amount that is no whole number of tkr",
    "table_aside": "a table beside that of the frames",
}
"""Every kind of oddity of a table, with what it means, in the order in which they are told elsewhere."""


class BudgetOddity(NamedTuple):
    """What a reader stumbles over, as in ``Plan.oddities``."""

    kind: str
    line: int | None
    other_line: int | None
    text: str


def list_oddities(tables: Sequence[Table], own: Sequence[Table], settings: BudgetSettings) -> Iterator[BudgetOddity]:
    """All that is odd in the tables, those of the frames (``own``) first."""
    for table in own:
        yield from _name_unit(table)
        yield from _name_years(table, own, settings)
        yield from _name_sums(table)
    yield from _name_no_sums(own)
    for table in tables:
        yield from _name_lines(table)
        yield from _name_heads(table)
        yield from _name_columns(table)
        yield from _name_rounded(table)
        if table not in own:
            what = f"a table of its own ({table.subject}) to line {table.grid.last}; its rows are no frames"
            yield BudgetOddity("table_aside", table.grid.first, own[0].grid.first if own else None, what)


def _name_unit(table: Table) -> Iterator[BudgetOddity]:
    unit, heading = table.unit, table.heading.number if table.heading else table.grid.first
    line = table.grid.header[0] if table.grid.header else heading
    if not unit.stated:
        yield BudgetOddity("unit_not_stated", line, None, f"no unit is stated; read as {unit.name}")
    elif unit.name not in unit.stated:
        found = f"{' and '.join(unit.stated)} is stated; read as {unit.name}"
        yield BudgetOddity("unit_differs", line, None, found)
    if too_large := _find_too_large(table):
        found = f"in {unit.name}, {too_large} would be more than any municipality's budget"
        yield BudgetOddity("unit_doubtful", line, None, found)
    elif len(unit.stated) > 1 and any(_list_rounded(table)):
        found = f"{' and '.join(unit.stated)} are stated, and not all amounts are whole tkr in {unit.name}"
        yield BudgetOddity("unit_doubtful", line, None, found)


def _find_too_large(table: Table) -> str:
    """The first amount that its unit makes larger than the bound, with the label of its row; empty where none is."""
    most = read_bound("most_tkr") / TKR_PER_UNIT[table.unit.name]
    found = (
        f"{label!r} {amount.value}"
        for label, amounts in zip(table.labels, table.amounts, strict=True)
        for column, amount in zip(table.grid.columns, amounts, strict=False)
        if amount is not None and column.series != "aside" and abs(amount.value) > most
    )
    return next(found, "")


def _name_years(table: Table, own: Sequence[Table], settings: BudgetSettings) -> Iterator[BudgetOddity]:
    columns = [column for each in own for column in each.grid.columns]
    years = sorted({column.year for column in columns if column.year and column.series in OWN})
    first = table.grid.rows[0].lines[0]
    if table.year_line is None and years:
        line = table.heading.number if table.heading else first
        yield BudgetOddity(
            "year_not_stated", line, first, f"no year over the amounts; read as {', '.join(map(str, years))}"
        )
    elif table.year_line and settings.year and settings.year not in years and table is own[0]:
        told = ", ".join(map(str, years)) or "no year of the plan's own"
        found = f"amounts for {told}, and none for {settings.year}, the document's year"
        yield BudgetOddity("year_differs", table.grid.header[0] if table.grid.header else table.year_line, None, found)


def _name_sums(table: Table) -> Iterator[BudgetOddity]:
    """Sums that the rows do not make, more than one sum, and none."""
    for number in sorted(table.sums.addends):
        is_total = number == table.sums.total
        for column in list_misses(table, number):
            made = add_up(table.entries, table.sums, number, column) or Decimal(0)
            rows, stated = (
                to_tkr(value, table.unit.name)[0]
                for value in (made, table.entries[number].values[column] or Decimal(0))
            )
            said = f"the rows make {rows} tkr, the stated sum is {stated} tkr: {rows - stated:+d} tkr"
            where = "" if is_total else f"{table.labels[number]!r}: "
            yield BudgetOddity("sum_differs", table.lines[number], None, f"{where}{said}")
    yield from _name_other_sums(table)


def _name_no_sums(own: Sequence[Table]) -> Iterator[BudgetOddity]:
    """The years of which no sum is stated, with what the rows of all tables make."""
    made: dict[int, Decimal] = {}
    for table in own:
        frames = [n for n, kind in enumerate(table.sums.kinds) if kind == "frame"]
        total = table.sums.total
        for place, column in enumerate(table.grid.columns):
            stated = total is not None and table.entries[total].values[place] is not None
            values = [value for n in frames if (value := table.entries[n].values[place]) is not None]
            if column.series in OWN and column.year and values and not stated:
                made[column.year] = made.get(column.year, Decimal(0)) + sum(values) * TKR_PER_UNIT[table.unit.name]
    for year, tkr in made.items():
        found = f"no sum is stated for {year}; the rows make {to_tkr(tkr, 'tkr')[0]} tkr"
        yield BudgetOddity("no_total", own[-1].grid.last, None, found)


def _name_other_sums(table: Table) -> Iterator[BudgetOddity]:
    """The sums that the total takes, what it takes away, and what it does not take."""
    total = table.sums.total
    for number in sorted(table.sums.signs):
        taker = table.sums.takers[number]
        found = f"{table.labels[number]!r} is taken away in {table.labels[taker or 0]!r}"
        yield BudgetOddity("taken_away", table.lines[number], table.lines[taker or 0], found)
    for number, kind in enumerate(table.sums.kinds if total is not None else ()):
        if total is not None and kind == "subtotal":
            found = f"{table.labels[number]!r} is a sum too, and is taken into {table.labels[total]!r}"
            yield BudgetOddity("two_sums", table.lines[number], table.lines[total], found)
        if total is not None and kind == "outside":
            found = f"{table.labels[number]!r} is not taken into {table.labels[total]!r}"
            yield BudgetOddity("row_outside_total", table.lines[number], table.lines[total], found)


def _name_lines(table: Table) -> Iterator[BudgetOddity]:
    for line in table.grid.unread:
        found = "a line of the table whose amounts cannot be read; write them in digits, with tabs between the cells"
        yield BudgetOddity("unreadable_row", line, None, found)
    for line, found in table.doubtful:
        yield BudgetOddity("ambiguous_row", line, None, found)
    for row in table.grid.rows:
        if row.change and row.lines[0] not in table.grid.unread:
            found = f"{row.label!r}: {row.change!r} after the amount is read as no amount of its own"
            yield BudgetOddity("change_aside", row.lines[0], None, found)


def _name_columns(table: Table) -> Iterator[BudgetOddity]:
    line = (table.grid.header or table.grid.rows[0].lines)[-1]
    for column in table.grid.columns:
        if column.series == "aside" and column.text:
            yield BudgetOddity("column_aside", line, None, f"the column {column.text!r} holds no amounts of one year")
        elif column.series == "undecided":
            found = (
                f"the column {column.text!r} is one of several for {column.year or 'a year'}, and is read as no frames"
            )
            yield BudgetOddity("column_undecided", line, None, found)
        elif column.series == "untaken":
            found = f"the column {column.text!r} is not taken, for another one of {column.year} is"
            yield BudgetOddity("column_untaken", line, None, found)
        elif column.series == "majority":
            yield BudgetOddity("proposal_aside", line, None, f"the column {column.text!r} is read as another proposal")


def read_head(text: str) -> str:
    """The words over the column that an oddity tells of; empty where it tells of none.

    >>> read_head("the column 'Budget' is read as another proposal"), read_head("no unit is stated")
    ('Budget', '')
    """
    found = re.match(r"the column (['\"])(.*?)\1 ", text)
    return found[2] if found else ""


def _name_heads(table: Table) -> Iterator[BudgetOddity]:
    """Heads with years without amounts of their own, and amounts without a head beside columns that have one."""
    columns, line = table.grid.columns, (table.grid.header or table.grid.rows[0].lines)[-1]
    if table.grid.loose:
        told = ", ".join(map(repr, table.grid.loose))
        yield BudgetOddity("heads_differ", line, None, f"the rows have fewer amounts than there are heads: {told}")
    for place, column in enumerate(columns):
        has_amounts = any(amounts[place] for amounts in table.amounts if len(amounts) > place)
        if has_amounts and not column.text and any(other.text for other in columns):
            found = f"the amounts in column {place + 1} stand under no head; read as {column.series}"
            yield BudgetOddity("heads_differ", line, None, found)


def _name_rounded(table: Table) -> Iterator[BudgetOddity]:
    for number, place, amount in _list_rounded(table):
        printed = f"{table.labels[number]!r}: {amount.value} {table.unit.name}"
        tkr = to_tkr(amount.value, table.unit.name)[0]
        found = f"{printed} is no whole number of tkr; rounded to {tkr}"
        yield BudgetOddity("amount_rounded", table.cells[number][place], None, found)


def _list_rounded(table: Table) -> Iterator[tuple[int, int, Amount]]:
    """The amounts that are no whole tkr, with their rows and columns."""
    money = [place for place, column in enumerate(table.grid.columns) if column.series != "aside"]
    for number, amounts in enumerate(table.amounts):
        for place in money:
            amount = amounts[place] if place < len(amounts) else None
            if amount is not None and not to_tkr(amount.value, table.unit.name)[1]:
                yield number, place, amount

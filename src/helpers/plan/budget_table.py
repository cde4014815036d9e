"""One table of a budget: its rows with their amounts, added up, and whether it is one of a budget at all."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from helpers.plan.about import (
    Unit,
    find_heading,
    find_subject,
    find_unit,
    find_year_line,
    list_frame_lines,
    speaks_of_money,
)
from helpers.plan.amounts import (
    MINUS,
    TKR_PER_UNIT,
    Amount,
    count_decimals,
    find_years,
    is_nothing,
    parse_amount,
    show_signs,
    words,
)
from helpers.plan.cells import Way, clean_label
from helpers.plan.clean import fold
from helpers.plan.columns import OWN, Column
from helpers.plan.sums import Row, Sums, add_up, find_sums
from helpers.plan.text_tables import FindCommittee, Grid, SourceLine
from helpers.plan.ways import choose_ways


@dataclass(frozen=True)
class BudgetSettings:
    """What is known before the table is read: the document's year, and what plan.toml says of the table, if it does."""

    year: int | None = None
    unit: str | None = None  # kr, tkr, mnkr
    heading: str | None = None
    total: str | None = None  # the label of the sum where the frames end
    party: tuple[str, ...] = ()  # what the plan's party is called


@dataclass(frozen=True)
class Table:
    """A table with its rows added up."""

    grid: Grid
    unit: Unit
    subject: str  # operating, investment, result or other
    heading: SourceLine | None
    labels: list[str]
    lines: list[int]  # of each row: the one that it begins on
    amounts: list[list[Amount | None]]
    cells: list[list[int]]  # the line of each amount
    sums: Sums
    entries: list[Row]
    doubtful: list[tuple[int, str]]
    year_line: int | None  # where the years stand
    is_given: bool = False


def read_table(
    grid: Grid, texts: Mapping[int, SourceLine], find_committee: FindCommittee, settings: BudgetSettings, is_given: bool
) -> Table:
    """The table of a grid, with its amounts in one unit and its sums found; ``is_given`` where plan.toml names it."""
    heading = find_heading(grid, texts, find_committee, settings.heading if is_given else None)
    entries = _list_entries(grid, find_committee, settings)
    total = _find_given_total(grid, settings)
    ways, doubtful = choose_ways(grid, entries, total)
    unit = find_unit(grid, texts, heading, ways, settings.unit)
    amounts = [[_in_unit(text, unit.name) for text in row] for row in _list_cells(ways)]
    width = len(grid.columns)
    entries = [
        entry._replace(values=tuple(amount.value if amount else None for amount in found) or (None,) * width)
        for entry, found in zip(entries, amounts, strict=True)
    ]
    placed = [number for number, way in enumerate(ways) if way]
    sums = _find_placed_sums(entries, placed, total)
    return Table(
        grid=replace(grid, columns=tuple(_date_changes(grid.columns, entries))),
        unit=unit,
        subject=find_subject(grid, texts),
        heading=heading,
        labels=[clean_label(way.label) if way else row.label for row, way in zip(grid.rows, ways, strict=True)],
        lines=[row.lines[0] for row in grid.rows],
        amounts=amounts,
        cells=[[cell.line for cell in way.cells] if way else [] for way in ways],
        sums=sums,
        entries=entries,
        doubtful=doubtful,
        year_line=find_year_line(grid, texts),
        is_given=is_given,
    )


def _list_cells(ways: Sequence[Way | None]) -> list[list[str]]:
    """The cells of each row; without commas where one has two ("1,014,200") and all stand before three digits."""
    texts = [[cell.text for cell in way.cells] if way else [] for way in ways]
    said = " ".join(text for row in texts for text in row)
    parts = re.search(r"\d,\d{3},\d{3}\b", said) and not re.search(r",(?!\d{3}\b)", said)
    return [[text.replace(",", "") if parts else text for text in row] for row in texts]


def _find_placed_sums(entries: Sequence[Row], placed: Sequence[int], total: int | None) -> Sums:
    """The sums of the rows that have amounts, numbered as all rows are."""
    found = find_sums([entries[number] for number in placed], placed.index(total) if total in placed else None)
    kinds = ["title"] * len(entries)
    takers: list[int | None] = [None] * len(entries)
    for place, number in enumerate(placed):
        taker = found.takers[place]
        kinds[number] = found.kinds[place]
        takers[number] = None if taker is None else placed[taker]
    return Sums(
        kinds=kinds,
        takers=takers,
        addends={placed[taker]: [placed[row] for row in rows] for taker, rows in found.addends.items()},
        owners={placed[part]: placed[row] for part, row in found.owners.items()},
        signs={placed[row]: sign for row, sign in found.signs.items()},
        total=None if found.total is None else placed[found.total],
    )


def _list_entries(grid: Grid, find_committee: FindCommittee, settings: BudgetSettings) -> list[Row]:
    """What the labels of the rows say, without their amounts."""
    entries: list[Row] = []
    block: int | None = None
    block_committee: str | None = None
    for number, row in enumerate(grid.rows):
        if not row.ways:
            block, block_committee = number, find_committee(row.label)
            entries.append(Row((), block=block, block_committee=block_committee))
            continue
        is_total = _is_given_total(row.label, settings)
        is_sum = is_total or bool(words("sum").match(row.label))
        named = [row.label, *(clean_label(part) for part in row.parts), *([_strip_sum(row.label)] if is_sum else [])]
        committee = next(filter(None, map(find_committee, named)), None)
        is_part = bool(words("part").match(row.label))
        names_block = is_sum and block is not None and _is_same(_strip_sum(row.label), grid.rows[block].label)
        entries.append(Row((), is_part, is_sum, committee, block, block_committee, names_block))
        if is_sum and not is_part:
            block = block_committee = None
    return entries


def _is_same(one: str, other: str) -> bool:
    """Whether two labels are the same, capitals and signs after them left out of account."""
    return fold(clean_label(one)).casefold() == fold(clean_label(other)).casefold()


def _strip_sum(label: str) -> str:
    return words("sum").sub("", label).strip(" :,")


def _is_given_total(label: str, settings: BudgetSettings) -> bool:
    return settings.total is not None and _is_same(label, settings.total)


def _find_given_total(grid: Grid, settings: BudgetSettings) -> int | None:
    """The last row that has the label that plan.toml gives to the sum."""
    found = [number for number, row in enumerate(grid.rows) if row.ways and _is_given_total(row.label, settings)]
    return found[-1] if found else None


def _in_unit(text: str, unit: str) -> Amount | None:
    """The amount of a cell in the unit of its table; None where there is none, and for a percentage."""
    amount = None if is_nothing(text) else parse_amount(text)
    if amount is None or amount.unit == "%":
        return None
    if amount.unit and amount.unit != unit:
        return amount._replace(value=amount.value * TKR_PER_UNIT[amount.unit] / TKR_PER_UNIT[unit])
    return amount


def _date_changes(columns: Sequence[Column], entries: Sequence[Row]) -> Iterator[Column]:
    """The columns, where a change has the year of the column that it leads to by its amounts."""
    for place, column in enumerate(columns):
        if column.series == "change" and not find_years(column.text):
            dated = [later for later in range(len(columns)) if _leads_to(columns, entries, place, later)]
            yield column._replace(year=columns[dated[0]].year) if dated else column
        else:
            yield column


def _leads_to(columns: Sequence[Column], entries: Sequence[Row], change: int, later: int) -> bool:
    others = [n for n, column in enumerate(columns) if column.series in OWN and n not in (change, later)]
    rows = [entry.values for entry in entries if entry.values and entry.values[change] is not None]
    if columns[later].series not in OWN or not rows:
        return False
    return any(all((row[earlier] or 0) + (row[change] or 0) == (row[later] or 0) for row in rows) for earlier in others)


def list_misses(table: Table, number: int) -> list[int]:
    """The columns in which a sum is not what the rows that it takes make."""
    return [
        column
        for column, stated in enumerate(table.entries[number].values)
        if table.grid.columns[column].series != "aside"
        and stated is not None
        and (made := add_up(table.entries, table.sums, number, column)) is not None
        and made != stated
    ]


def count_bodies(table: Table) -> int:
    """How many of the frames are those of a committee or another body."""
    return _count_bodies(table, [n for n, kind in enumerate(table.sums.kinds) if kind == "frame"])


def _count_bodies(table: Table, rows: Iterable[int]) -> int:
    return sum(bool(table.entries[n].committee or words("committee_word").search(table.labels[n])) for n in rows)


def is_budget(table: Table) -> bool:
    """Whether a table is one of money for committees or activities, rather than of anything else."""
    grid = table.grid
    placed = [n for n, row in enumerate(grid.rows) if row.ways]
    labels = [table.labels[n] for n in placed]
    bodies = _count_bodies(table, placed)
    has_unit = table.unit.is_near
    has_heading = table.heading is not None and speaks_of_money(table.heading.text)
    adds_up = any(len(table.sums.addends[row]) > 1 and not list_misses(table, row) for row in table.sums.addends)
    loose = grid.style in ("spaces", "colon")
    if grid.style == "columns" and not _is_proved(table):
        return False
    if _counts_pages(table) or _lists_years(table):
        return False
    if table.subject == "other":
        return (bodies > 1 and has_unit) or (has_heading and bool(grid.header))
    if bodies > 1 and (grid.header or has_unit or has_heading or adds_up):
        return True
    if loose:
        return has_unit and adds_up
    says_frame = bool(list_frame_lines(grid))
    return len(labels) > 1 and (has_unit + has_heading + adds_up + says_frame + bool(grid.header and bodies)) > 1


def may_be_frames(table: Table, texts: Mapping[int, SourceLine]) -> bool:
    """Whether the amounts of a table may be frames: not where its header or heading says that they are investments,
    changes or what no committee has, nor where they are written as changes are.
    """
    heading = show_signs(table.heading.text) if table.heading else ""
    heads = [heading, *(show_signs(texts[number].text) for number in table.grid.header)]
    has_both = any(column.series == "investment" for column in table.grid.columns)
    invests = table.subject == "investment" and not has_both and any(map(words("table_investment").search, heads))
    is_other = table.subject == "other" and not count_bodies(table)
    return not (
        invests
        or is_other
        or _is_of_costs(table, heads)
        or _says_changes(heading, table.grid)
        or _has_signs(table.grid)
    )


def _is_of_costs(table: Table, heads: Sequence[str]) -> bool:
    """Whether a table is a list of costs: no committee, sum, year or word for frames stands in or over it."""
    kinds = ("column_budget", "column_plan", "table_operating")
    said = any(words(kind).search(head) for kind in kinds for head in heads)
    return not (said or count_bodies(table) or table.sums.total is not None or table.year_line)


def _says_changes(heading: str, grid: Grid) -> bool:
    """Whether a heading says that amounts are changes, and no words over a column that it is a budget."""
    kinds = ("column_budget", "column_plan", "column_own")
    if any(words(kind).search(column.text) for kind in kinds for column in grid.columns if column.series in OWN):
        return False
    found = words("table_changes").match(heading)
    return bool(found and (words("compared").search(heading) or not words("table_operating").search(heading)))


def _has_signs(grid: Grid) -> bool:
    """Whether most amounts of the own columns have a sign, and any of them a plus."""
    own = [place for place, column in enumerate(grid.columns) if column.series in OWN]
    rows = [row.ways[0].cells for row in grid.rows if row.ways]
    texts = [show_signs(cells[place].text) for cells in rows for place in own if place < len(cells)]
    firsts = [text[0] for text in texts if not is_nothing(text)]
    signed = sum(first in f"+{MINUS}" for first in firsts)
    return "+" in firsts and signed * 2 > len(firsts)


def _counts_pages(table: Table) -> bool:
    """Whether a table is a list of contents: one column of small numbers that never fall, no unit, year or sum."""
    if table.grid.header or table.unit.is_near:
        return False
    values = [entry.values[0] for entry in table.entries if len(entry.values) == 1 and entry.values[0] is not None]
    small = all(0 < value < 1000 and not count_decimals(value) for value in values)
    rises = len(values) > 2 and values == sorted(values)
    return len(table.grid.columns) == 1 and small and rises and not table.sums.addends


def _lists_years(table: Table) -> bool:
    """Whether all amounts of a table look like years, as those that say when something is to be done."""
    values = [value for entry in table.entries for value in entry.values if value is not None]
    look_so = [1990 <= value <= 2099 and not count_decimals(value) for value in values]
    return bool(values) and all(look_so) and not table.sums.addends


def _is_proved(table: Table) -> bool:
    """Whether most sums of a table are what their rows make: else columns and labels may not go together."""
    misses = sum(len(list_misses(table, row)) for row in table.sums.addends)
    return bool(table.sums.addends) and misses * 4 <= len(table.sums.addends) * len(table.grid.columns)

"""Tables of budget frames in any layout: from the lines of a document to rows of budget, plan and change.

Nothing is refused for its layout: a line that cannot be read as a row is left to the caller, and is named.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import NamedTuple

from helpers.plan.amounts import find_years, show_signs, to_tkr, words
from helpers.plan.budget_oddities import BudgetOddity, list_oddities
from helpers.plan.budget_table import (
    BudgetSettings,
    Table,
    count_bodies,
    is_budget,
    list_misses,
    may_be_frames,
    read_table,
)
from helpers.plan.clean import clean, fold
from helpers.plan.columns import OWN
from helpers.plan.layout import find_mark
from helpers.plan.sums import committee_of_sum
from helpers.plan.text_tables import FindCommittee, Grid, SourceLine, find_grids


class BudgetRow(NamedTuple):
    """One amount of a table."""

    label: str  # as printed, without footnote marks
    committee_id: str | None  # of the label, or of the row or block that a part belongs to
    year: int
    series: str  # that of its column (``columns.Column``); investment, result or other for a table aside
    kind: str  # frame, part, subtotal, total, outside
    amount_tkr: int
    line: int
    sum_line: int | None = None  # the line of the sum that takes this row; missing where none does


@dataclass(frozen=True)
class BudgetReading:
    """All that was read of the tables in a document."""

    roles: Mapping[int, str] = field(default_factory=dict)  # line -> budget_heading, _header, _row, _total; else none
    rows: Sequence[BudgetRow] = ()
    unit: str = "tkr"
    unit_line: int | None = None  # where the unit stands; missing where it was given or assumed
    year_line: int | None = None  # where the years stand
    heading: str | None = None  # of the table whose rows are the frames
    heading_line: int | None = None
    total: str | None = None  # the label of the sum that the frames make up
    ground: str = ""  # which rows were taken as frames, and why
    oddities: Sequence[BudgetOddity] = ()


def read_budget(
    lines: Sequence[SourceLine],
    find_committee: FindCommittee = lambda label: None,
    settings: BudgetSettings = BudgetSettings(),  # noqa: B008
) -> BudgetReading:
    """Read all tables of budget frames in the lines of a document.

    >>> text = ["Budgetramar, mnkr", "", "Nämnd\\tBudget 2027", "Skolnämnden\\t20,5", "Vårdnämnden\\t4", "Summa\\t24,5"]
    >>> reading = read_budget([SourceLine(n, line) for n, line in enumerate(text, 1)])
    >>> [(row.label, row.year, row.kind, row.amount_tkr) for row in reading.rows]
    [('Skolnämnden', 2027, 'frame', 20500), ('Vårdnämnden', 2027, 'frame', 4000), ('Summa', 2027, 'total', 24500)]
    """
    lines = [*_part_tables(lines, find_committee)]
    texts = {line.number: line for line in lines}
    grids = find_grids(lines, find_committee, settings.year or _guess_year(lines), settings.party)
    given = _find_given(lines, grids, settings)
    tables = [read_table(grid, texts, find_committee, settings, grid is given) for grid in grids]
    begun = {_begin(table) for table in tables if is_budget(table)}
    tables = [table for table in tables if table.is_given or _begin(table) in begun]
    if not tables:
        return BudgetReading(unit=settings.unit or "tkr")
    framed = [table for table in tables if table.is_given or may_be_frames(table, texts)]
    own = _choose_own(framed) if framed else []
    is_sure = own and (count_bodies(own[0]) > 1 or own[0].is_given)
    blocks = [] if is_sure else _find_blocks(framed, texts, find_committee)
    if blocks:
        tables = [next((block for block in blocks if block.grid is table.grid), table) for table in tables]
        own = blocks
    return _tell(tables, own, texts, settings)


def _begin(table: Table) -> tuple[str, ...]:
    """The heads and the first label of a table: one with those of a budget is a budget too, be it of one row."""
    heads = [column.text for column in table.grid.columns]
    return (table.labels[0], *heads) if any(heads) and table.labels else (str(table.grid.first),)


def _part_tables(lines: Sequence[SourceLine], find_committee: FindCommittee) -> Iterator[SourceLine]:
    """The lines, where a row that names a committee alone heads a table of its own if the rows below it end in the
    frame of a year ("Ram 2027").
    """
    for n, line in enumerate(lines):
        alone = _stands_alone(line) and find_committee(clean(line.text))
        below = [*takewhile(lambda row: "\t" in row.text and not _stands_alone(row), lines[n + 1 :])] if alone else []
        last = show_signs(below[-1].text.split("\t")[0]) if below else ""
        heads = words("column_budget").match(last) and find_years(last)
        yield line._replace(text=line.text.strip(), kind="heading") if heads else line


def _stands_alone(line: SourceLine) -> bool:
    return "\t" in line.text and "\t" not in line.text.strip()


def _guess_year(lines: Sequence[SourceLine]) -> int | None:
    """The year that a document names most often."""
    years = Counter(year for line in lines for year in find_years(line.text))
    return max(years, key=lambda year: (years[year], -year), default=None)


def _find_given(lines: Sequence[SourceLine], grids: Sequence[Grid], settings: BudgetSettings) -> Grid | None:
    """The table under the heading that plan.toml names."""
    if not settings.heading:
        return None
    starts = [line.number for line in lines if fold(line.text) == fold(settings.heading)]
    after = [grid for grid in grids for start in starts if grid.first > start]
    return min(
        after,
        key=lambda grid: (min(grid.first - start for start in starts if start < grid.first), grid.first),
        default=None,
    )


def _choose_own(tables: Sequence[Table]) -> list[Table]:
    """The tables whose rows are the plan's frames: the one plan.toml names, or the one of most committees; and those
    that give the same rows for other years.
    """
    given = [table for table in tables if table.is_given]
    first = given[0] if given else max(tables, key=_rank)
    years = {column.year for column in first.grid.columns}
    own = [first]
    for table in tables:
        if table is not first and table.subject == first.subject and not given and _repeats(table, first):
            other = {column.year for column in table.grid.columns if column.series in OWN}
            if other and None not in other and not other & years:
                own.append(table)
                years |= other
    return own


def _rank(table: Table) -> tuple[int, ...]:
    """How likely a table is to hold the frames: it has a column of its own, is of running costs, and has most
    committees and a sum.
    """
    order = ("other", "investment", "result", "operating")
    bodies = count_bodies(table)
    has_own = any(column.series in OWN for column in table.grid.columns)
    return (
        has_own,
        bool(bodies) * order.index(table.subject),
        bodies,
        int(table.sums.total is not None),
        -table.grid.first,
    )


def _find_blocks(
    tables: Sequence[Table], texts: Mapping[int, SourceLine], find_committee: FindCommittee
) -> list[Table]:
    """The tables that each stand under the heading of another committee, each as that committee's frame."""
    found: dict[str, Table] = {}
    for table in tables:
        above = [
            committee
            for number in sorted(texts)
            if number < table.grid.first and (committee := find_committee(clean(texts[number].text)))
        ]
        if table.subject == "operating" and above and above[-1] not in found:
            found[above[-1]] = _make_block(table, above[-1])
    return [*found.values()] if len(found) > 1 else []


def _make_block(table: Table, committee: str) -> Table:
    """The table with its total as the frame of a committee, and its rows as parts of that."""
    sums, total = table.sums, table.sums.total
    if total is None:
        return replace(table, entries=[entry._replace(committee=committee) for entry in table.entries])
    kinds = ["part" if kind in ("frame", "subtotal") else kind for kind in sums.kinds]
    kinds[total] = "frame"
    entries = [entry._replace(committee=None) for entry in table.entries]
    entries[total] = entries[total]._replace(committee=committee)
    owners = dict.fromkeys((n for n, kind in enumerate(kinds) if kind == "part"), total)
    return replace(table, sums=replace(sums, kinds=kinds, owners=owners, total=None), entries=entries)


def _repeats(table: Table, first: Table) -> bool:
    mine, other = ({fold(label).casefold() for label in each.labels} for each in (table, first))
    return len(mine & other) >= 0.6 * min(len(mine), len(other))


def _tell(
    tables: Sequence[Table], own: Sequence[Table], texts: Mapping[int, SourceLine], settings: BudgetSettings
) -> BudgetReading:
    rows = [row for table in tables for row in _list_rows(table, table in own, settings)]
    oddities = [*list_oddities(tables, own, settings)]
    if not own:
        return BudgetReading(_list_roles(tables, texts), rows, settings.unit or "tkr", oddities=oddities)
    first = own[0]
    heading = first.heading
    total = first.sums.total
    return BudgetReading(
        roles=_list_roles(tables, texts),
        rows=rows,
        unit=first.unit.name,
        unit_line=first.unit.line,
        year_line=first.year_line,
        heading=clean(heading.text) if heading else None,
        heading_line=heading.number if heading else None,
        total=first.labels[total] if total is not None else None,
        ground=_tell_ground(first) if len(own) == 1 else _tell_several(own),
        oddities=oddities,
    )


def _list_roles(tables: Sequence[Table], texts: Mapping[int, SourceLine]) -> dict[int, str]:
    """What the lines of tables are; an item of a list between rows is none of theirs."""
    roles: dict[int, str] = {}
    for table in tables:
        if table.heading:
            roles[table.heading.number] = "budget_heading"
        roles.update(dict.fromkeys(table.grid.header, "budget_header"))
        for number, row in enumerate(table.grid.rows):
            kind = table.sums.kinds[number]
            role = {"title": "budget_header", "total": "budget_total"}.get(kind, "budget_row")
            lines = () if kind == "title" and (row.ways or _is_item(texts[row.lines[0]])) else row.lines
            roles.update({line: role for line in lines if line not in roles})
    return roles


def _is_item(line: SourceLine) -> bool:
    return "\t" not in line.text and bool(find_mark(clean(line.text))[0])


def _list_rows(table: Table, is_own: bool, settings: BudgetSettings) -> Iterator[BudgetRow]:
    """The amounts of a table, row by row."""
    for number, amounts in enumerate(table.amounts):
        taker = table.sums.takers[number]
        for place, (column, amount) in enumerate(zip(table.grid.columns, amounts, strict=False)):
            year = column.year or settings.year
            if amount is None or column.series == "aside" or year is None:
                continue
            aside = column.series in OWN and not is_own
            yield BudgetRow(
                label=clean(table.labels[number]),
                committee_id=_find_committee_of(table, number),
                year=year,
                series=("other" if table.subject == "operating" else table.subject) if aside else column.series,
                kind=table.sums.kinds[number],
                amount_tkr=to_tkr(amount.value, table.unit.name)[0],
                line=table.cells[number][place],
                sum_line=None if taker is None else table.lines[taker],
            )


def _find_committee_of(table: Table, number: int) -> str | None:
    entry = table.entries[number]
    if table.sums.kinds[number] in ("frame", "subtotal", "total") and number in table.sums.addends:
        return committee_of_sum(table.entries, table.sums, number)
    owner = table.sums.owners.get(number, table.sums.takers[number] if table.sums.kinds[number] == "part" else None)
    if entry.committee or owner is None:
        return entry.committee
    return _find_committee_of(table, owner)


def _tell_ground(table: Table) -> str:
    """Which rows are the frames and on what ground, in Swedish."""
    frames = [n for n, kind in enumerate(table.sums.kinds) if kind == "frame"]
    total = table.sums.total
    where = f"Ramarna är {len(frames)} rader i tabellen på rad {table.grid.first}–{table.grid.last}"
    if total is None:
        return f"{where}: alla utom delposter, för tabellen har ingen summa."
    wrong = sorted({table.grid.columns[column].year or 0 for column in list_misses(table, total)})
    if not wrong:
        return f"{where}: de som tillsammans blir {table.labels[total]!r} på rad {table.lines[total]}."
    years = ", ".join(map(str, wrong))
    stated = f"{table.labels[total]!r} på rad {table.lines[total]}"
    return f"{where}: de som står över {stated}; de blir inte den summan ({years})."


def _tell_several(own: Sequence[Table]) -> str:
    """The same where the frames stand in several tables."""
    where = ", ".join(f"{table.grid.first}–{table.grid.last}" for table in own)
    if own[0].sums.total is None:
        return f"Ramarna är nämndernas summor i {len(own)} tabeller, en för varje nämnd (rad {where})."
    return f"Ramarna är raderna i {len(own)} tabeller med samma rader för olika år (rad {where})."

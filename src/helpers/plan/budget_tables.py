"""Tables of budget frames in any layout: from the lines of a document to rows of budget, plan and change.

Nothing is refused for its layout: a line that cannot be read as a row is left to the caller, and is named.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import NamedTuple

from helpers.plan.amounts import TKR_PER_UNIT, Amount, count_decimals, find_units, find_years, is_nothing, parse_amount
from helpers.plan.amounts import show_signs, to_tkr, words
from helpers.plan.cells import clean_label
from helpers.plan.clean import clean, fold
from helpers.plan.columns import OWN, Column
from helpers.plan.grids import FindCommittee, Grid, GridRow, SourceLine, find_grids
from helpers.plan.sums import Row, Sums, add_up, committee_of_sum, find_sums
from helpers.plan.ways import choose_ways


@dataclass(frozen=True)
class BudgetSettings:
    """What is known before the table is read: the document's year, and what plan.toml says of the table, if it does."""

    year: int | None = None
    unit: str | None = None  # kr, tkr, mnkr
    heading: str | None = None
    total: str | None = None  # the label of the sum where the frames end


class BudgetRow(NamedTuple):
    """One amount of a table."""

    label: str  # as printed, without footnote marks
    committee_id: str | None  # of the label, or of the row or block that a part belongs to
    year: int
    series: str  # budget, plan, change, majority, difference, outcome; investment, result or other for a table aside
    kind: str  # frame, part, subtotal, total, outside
    amount_tkr: int
    line: int
    sum_line: int | None = None  # the line of the sum that takes this row; missing where none does


class BudgetOddity(NamedTuple):
    """What a reader stumbles over, as in ``Plan.oddities``."""

    kind: str
    line: int | None
    other_line: int | None
    text: str


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


class _Unit(NamedTuple):
    name: str
    line: int | None  # where it stands
    stated: tuple[str, ...]  # all that are stated


@dataclass(frozen=True)
class _Table:
    """A table with its rows added up."""

    grid: Grid
    unit: _Unit
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
    texts = {line.number: line for line in lines}
    grids = find_grids(lines, find_committee, settings.year or _guess_year(lines))
    given = _find_given(lines, grids, settings)
    tables = [_read_table(grid, texts, find_committee, settings, grid is given) for grid in grids]
    tables = [table for table in tables if table.is_given or _is_budget(table, texts)]
    if not tables:
        return BudgetReading(unit=settings.unit or "tkr")
    own = _choose_own(tables)
    blocks = [] if _bodies(own[0]) > 1 or own[0].is_given else _find_blocks(tables, texts, find_committee)
    if blocks:
        tables = [next((block for block in blocks if block.grid is table.grid), table) for table in tables]
        own = blocks
    return _tell(tables, own, texts, settings)


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


def _read_table(
    grid: Grid, texts: Mapping[int, SourceLine], find_committee: FindCommittee, settings: BudgetSettings, is_given: bool
) -> _Table:
    heading = _find_heading(grid, texts, find_committee, settings if is_given else BudgetSettings())
    entries = _list_entries(grid, texts, heading, find_committee, settings)
    total = _find_given_total(grid, settings)
    ways, doubtful = choose_ways(grid, entries, total)
    unit = _find_unit(grid, texts, heading, ways, settings)
    amounts = [_read_cells(way.cells if way else (), unit.name) for way in ways]
    width = len(grid.columns)
    entries = [
        entry._replace(values=tuple(amount.value if amount else None for amount in found) or (None,) * width)
        for entry, found in zip(entries, amounts, strict=True)
    ]
    placed = [number for number, way in enumerate(ways) if way]
    sums = _find_placed_sums(entries, placed, total)
    return _Table(
        grid=replace(grid, columns=tuple(_date_changes(grid.columns, entries))),
        unit=unit,
        subject=_find_subject(grid, texts),
        heading=heading,
        labels=[clean_label(way.label) if way else row.label for row, way in zip(grid.rows, ways, strict=True)],
        lines=[row.lines[0] for row in grid.rows],
        amounts=amounts,
        cells=[[cell.line for cell in way.cells] if way else [] for way in ways],
        sums=sums,
        entries=entries,
        doubtful=doubtful,
        year_line=_find_year_line(grid, texts),
        is_given=is_given,
    )


def _find_year_line(grid: Grid, texts: Mapping[int, SourceLine]) -> int | None:
    """The line of the header that names the years, or of a title right above that names the one year."""
    if any(find_years(column.text) for column in grid.columns):
        return next((line for line in reversed(grid.header) if find_years(texts[line].text)), grid.header[-1])
    return next((line for line in grid.titles[:2] if len(set(find_years(texts[line].text))) == 1), None)


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


def _list_entries(
    grid: Grid,
    texts: Mapping[int, SourceLine],
    heading: SourceLine | None,
    find_committee: FindCommittee,
    settings: BudgetSettings,
) -> list[Row]:
    """What the labels of the rows say, without their amounts."""
    del heading, texts
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
        committee = find_committee(row.label) or (find_committee(_strip_sum(row.label)) if is_sum else None)
        is_part = bool(words("part").match(row.label))
        entries.append(Row((), is_part, is_sum, committee, block, block_committee))
        if is_sum and not is_part:
            block = block_committee = None
    return entries


def _strip_sum(label: str) -> str:
    return words("sum").sub("", label).strip(" :,")


def _is_given_total(label: str, settings: BudgetSettings) -> bool:
    return bool(settings.total) and fold(label).casefold().rstrip(" :") == fold(settings.total or "").casefold().rstrip(
        " :"
    )


def _find_given_total(grid: Grid, settings: BudgetSettings) -> int | None:
    """The last row that has the label that plan.toml gives to the sum."""
    found = [number for number, row in enumerate(grid.rows) if row.ways and _is_given_total(row.label, settings)]
    return found[-1] if found else None


def _read_cells(cells: Sequence[object], unit: str) -> list[Amount | None]:
    return [_in_unit(getattr(cell, "text", ""), unit) for cell in cells]


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


# What a table is about


def _find_heading(
    grid: Grid, texts: Mapping[int, SourceLine], find_committee: FindCommittee, settings: BudgetSettings
) -> SourceLine | None:
    """The line that a table stands under: the given one, or the nearest short line above it that speaks of a budget."""
    if settings.heading:
        starts = [
            line for line in texts.values() if fold(line.text) == fold(settings.heading) and line.number < grid.first
        ]
        return starts[-1] if starts else None
    near = [texts[number] for number in grid.titles[:4]]
    short = [line for line in near if _is_short(line.text) and not find_committee(clean(line.text))]
    short = [line for line in short if not words("column_label").fullmatch(show_signs(line.text))]
    short = [line for line in short if not words("unit_sentence").match(show_signs(line.text))]
    named = [line for line in short if line.kind.startswith("heading") or _speaks_of_money(line.text)]
    return named[0] if named else None


def _is_short(text: str) -> bool:
    shown = show_signs(text)
    return len(shown) <= 90 and not shown.endswith((".", ",", ";")) and not re.search(r"[.!?] ", shown)


def _speaks_of_money(text: str) -> bool:
    shown = show_signs(text)
    return bool(words("money_word").search(shown) or find_units(shown))


def _find_subject(grid: Grid, texts: Mapping[int, SourceLine]) -> str:
    """What a table is about, by the nearest line over it that says so: operating where none does."""
    heads = [show_signs(texts[number].text) for number in (*grid.header[:2], *grid.titles[:4])]
    for text in [text for text in heads if _is_short(text)]:
        named = [kind for kind in ("operating", "investment", "result", "other") if words(f"table_{kind}").search(text)]
        if named:
            return named[0]
    return "operating"


def _find_unit(
    grid: Grid,
    texts: Mapping[int, SourceLine],
    heading: SourceLine | None,
    ways: Sequence[object],
    settings: BudgetSettings,
) -> _Unit:
    """The unit of a table: the given one, or what its cells, its header, or a line near it says; else the likeliest."""
    stated = [*_list_units(grid, texts, heading)]
    cells = [cell.text for way in ways if way for cell in getattr(way, "cells", ())]
    found = [amount for cell in cells if (amount := parse_amount(cell)) is not None]
    in_cells = Counter(amount.unit for amount in found if amount.unit in TKR_PER_UNIT)
    if in_cells:
        unit = in_cells.most_common(1)[0][0]
        stated = [(unit or "tkr", grid.rows[0].lines[0]), *stated]
    names = tuple(dict.fromkeys(unit for unit, _ in stated))
    if settings.unit:
        line = next((line for unit, line in stated if unit == settings.unit), None)
        return _Unit(settings.unit, line, (settings.unit,) if in_cells else names)
    if stated:
        return _Unit(*stated[0], names)
    return _Unit(_guess_unit([amount.value for amount in found]), None, ())


def _list_units(grid: Grid, texts: Mapping[int, SourceLine], heading: SourceLine | None) -> Iterator[tuple[str, int]]:
    """The units that stand in a table's header, its titles, above it and below it, with their lines."""
    inside = [row.lines[0] for row in grid.rows if not row.ways or words("sum").match(row.label)]
    after = [number for number in sorted(texts) if grid.last < number and texts[number].text.strip()][:3]
    above = [
        number for number in grid.titles if heading is None or number >= heading.number or number in grid.titles[:3]
    ]
    for number in [*grid.header, *inside]:
        yield from ((unit, number) for unit in find_units(texts[number].text))
    for number in [
        *above,
        *([heading.number] if heading and heading.number not in above else []),
        *after,
        *grid.unread,
    ]:
        text = texts[number].text
        if _is_short(text) or words("unit_sentence").search(show_signs(text)):
            says = number not in after or words("unit_sentence").search(show_signs(text))
            yield from ((unit, number) for unit in find_units(text) if says)


def _guess_unit(values: Sequence[Decimal]) -> str:
    """The likeliest unit of amounts that state none: decimals are of millions, and tens of millions are kronor."""
    if any(count_decimals(value) for value in values):
        return "mnkr"
    return "kr" if max((abs(value) for value in values), default=Decimal(0)) >= 50_000_000 else "tkr"


def _is_budget(table: _Table, texts: Mapping[int, SourceLine]) -> bool:
    """Whether a table is one of money for committees or activities, rather than of anything else."""
    grid = table.grid
    placed = [n for n, row in enumerate(grid.rows) if row.ways]
    labels = [table.labels[n] for n in placed]
    bodies = sum(bool(table.entries[n].committee or words("committee_word").search(table.labels[n])) for n in placed)
    has_unit = bool(table.unit.stated)
    has_heading = table.heading is not None and _speaks_of_money(table.heading.text)
    adds_up = any(len(table.sums.addends[row]) > 1 and not _list_misses(table, row) for row in table.sums.addends)
    loose = grid.style in ("spaces", "colon")
    if grid.style == "columns" and not _is_proved(table):
        return False
    if _counts_pages(table) or _lists_years(table):
        return False
    if table.subject == "other" and not (bodies > 1 and has_unit):
        return False
    if bodies > 1 and (grid.header or has_unit or has_heading or adds_up):
        return True
    if loose:
        return has_unit and adds_up
    return len(labels) > 1 and (has_unit + has_heading + adds_up + bool(grid.header and bodies)) > 1


def _counts_pages(table: _Table) -> bool:
    """Whether a table is a list of contents: one column of small numbers that never fall, no unit, year or sum."""
    if table.grid.header or table.unit.stated:
        return False
    values = [entry.values[0] for entry in table.entries if len(entry.values) == 1 and entry.values[0] is not None]
    small = all(0 < value < 1000 and not count_decimals(value) for value in values)
    return (
        len(values) > 2
        and len(table.grid.columns) == 1
        and small
        and values == sorted(values)
        and not table.sums.addends
    )


def _lists_years(table: _Table) -> bool:
    """Whether all amounts of a table look like years, as those that say when something is to be done."""
    values = [value for entry in table.entries for value in entry.values if value is not None]
    return not table.sums.addends and all(1990 <= value <= 2099 and not count_decimals(value) for value in values)


def _is_proved(table: _Table) -> bool:
    """Whether most sums of a table are what their rows make: else columns and labels may not go together."""
    misses = sum(len(_list_misses(table, row)) for row in table.sums.addends)
    return bool(table.sums.addends) and misses * 4 <= len(table.sums.addends) * len(table.grid.columns)


# Which table holds the frames


def _choose_own(tables: Sequence[_Table]) -> list[_Table]:
    """The tables whose rows are the plan's frames: the one plan.toml names, or the one of most committees; and those
    that give the same rows for other years.
    """
    given = [table for table in tables if table.is_given]
    first = given[0] if given else max(tables, key=_rank)
    years = {column.year for column in first.grid.columns}
    own = [first]
    for table in tables:
        if table is not first and table.subject == first.subject and not given and _repeats(table, first):
            other = {column.year for column in table.grid.columns}
            if not other & years:
                own.append(table)
                years |= other
    return own


def _rank(table: _Table) -> tuple[int, int, int, int]:
    """How likely a table is to hold the frames: it is of running costs, and has most committees and a sum."""
    order = ("other", "investment", "result", "operating")
    bodies = _bodies(table)
    return bool(bodies) * order.index(table.subject), bodies, int(table.sums.total is not None), -table.grid.first


def _bodies(table: _Table) -> int:
    """How many of the frames are those of a committee or another body."""
    frames = [n for n, kind in enumerate(table.sums.kinds) if kind == "frame"]
    return sum(bool(table.entries[n].committee or words("committee_word").search(table.labels[n])) for n in frames)


def _find_blocks(
    tables: Sequence[_Table], texts: Mapping[int, SourceLine], find_committee: FindCommittee
) -> list[_Table]:
    """The tables that each stand under the heading of another committee, each as that committee's frame."""
    found: dict[str, _Table] = {}
    for table in tables:
        above = [
            committee
            for number in sorted(texts)
            if number < table.grid.first and (committee := find_committee(clean(texts[number].text)))
        ]
        if table.subject == "operating" and above and above[-1] not in found:
            found[above[-1]] = _make_block(table, above[-1])
    return [*found.values()] if len(found) > 1 else []


def _make_block(table: _Table, committee: str) -> _Table:
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


def _repeats(table: _Table, first: _Table) -> bool:
    mine, other = ({fold(label).casefold() for label in each.labels} for each in (table, first))
    return len(mine & other) >= 0.6 * min(len(mine), len(other))


# What is told


def _tell(
    tables: Sequence[_Table], own: Sequence[_Table], texts: Mapping[int, SourceLine], settings: BudgetSettings
) -> BudgetReading:
    first = own[0]
    heading = first.heading
    rows = [row for table in tables for row in _list_rows(table, table in own, settings)]
    total = first.sums.total
    return BudgetReading(
        roles=_list_roles(tables),
        rows=rows,
        unit=first.unit.name,
        unit_line=first.unit.line,
        year_line=first.year_line,
        heading=clean(heading.text) if heading else None,
        heading_line=heading.number if heading else None,
        total=first.labels[total] if total is not None else None,
        ground=_tell_ground(first) if len(own) == 1 else _tell_several(own),
        oddities=[*_list_oddities(tables, own, settings)],
    )


def _list_roles(tables: Sequence[_Table]) -> dict[int, str]:
    roles: dict[int, str] = {}
    for table in tables:
        if table.heading:
            roles[table.heading.number] = "budget_heading"
        roles.update(dict.fromkeys(table.grid.header, "budget_header"))
        for number, row in enumerate(table.grid.rows):
            kind = table.sums.kinds[number]
            role = {"title": "budget_header", "total": "budget_total"}.get(kind, "budget_row")
            for line in row.lines if kind != "title" or not row.ways else ():
                roles.setdefault(line, role)
    return roles


def _list_rows(table: _Table, is_own: bool, settings: BudgetSettings) -> Iterator[BudgetRow]:
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


def _find_committee_of(table: _Table, number: int) -> str | None:
    entry = table.entries[number]
    if table.sums.kinds[number] in ("frame", "subtotal", "total") and number in table.sums.addends:
        return committee_of_sum(table.entries, table.sums, number)
    owner = table.sums.owners.get(number, table.sums.takers[number] if table.sums.kinds[number] == "part" else None)
    if entry.committee or owner is None:
        return entry.committee
    return _find_committee_of(table, owner)


def _tell_ground(table: _Table) -> str:
    """Which rows are the frames and on what ground, in Swedish."""
    frames = [n for n, kind in enumerate(table.sums.kinds) if kind == "frame"]
    total = table.sums.total
    where = f"Ramarna är {len(frames)} rader i tabellen på rad {table.grid.first}–{table.grid.last}"
    if total is None:
        return f"{where}: alla utom delposter, för tabellen har ingen summa."
    wrong = sorted({table.grid.columns[column].year or 0 for column in _list_misses(table, total)})
    if not wrong:
        return f"{where}: de som tillsammans blir {table.labels[total]!r} på rad {table.lines[total]}."
    years = ", ".join(map(str, wrong))
    return f"{where}: de som står över {table.labels[total]!r} på rad {table.lines[total]}; de blir inte den summan ({years})."


def _tell_several(own: Sequence[_Table]) -> str:
    """The same where the frames stand in several tables."""
    where = ", ".join(f"{table.grid.first}–{table.grid.last}" for table in own)
    if own[0].sums.total is None:
        return f"Ramarna är nämndernas summor i {len(own)} tabeller, en för varje nämnd (rad {where})."
    return f"Ramarna är raderna i {len(own)} tabeller med samma rader för olika år (rad {where})."


def _list_misses(table: _Table, number: int) -> list[int]:
    """The columns in which a sum is not what the rows that it takes make."""
    return [
        column
        for column, stated in enumerate(table.entries[number].values)
        if table.grid.columns[column].series != "aside"
        and stated is not None
        and (made := add_up(table.entries, table.sums, number, column)) is not None
        and made != stated
    ]


# What a reader stumbles over


def _list_oddities(tables: Sequence[_Table], own: Sequence[_Table], settings: BudgetSettings) -> Iterator[BudgetOddity]:
    for table in own:
        yield from _name_unit(table)
        yield from _name_years(table, own, settings)
        yield from _name_sums(table)
    yield from _name_no_sums(own)
    for table in tables:
        yield from _name_lines(table)
        yield from _name_columns(table)
        yield from _name_rounded(table)
        if table not in own:
            what = f"a table of its own ({table.subject}) to line {table.grid.last}; its rows are no frames"
            yield BudgetOddity("table_aside", table.grid.first, own[0].grid.first, what)


def _name_unit(table: _Table) -> Iterator[BudgetOddity]:
    unit, line = (
        table.unit,
        (table.grid.header or ((table.heading.number,) if table.heading else (table.grid.first,)))[0],
    )
    if not unit.stated:
        yield BudgetOddity("unit_not_stated", line, None, f"no unit is stated; read as {unit.name}")
    elif unit.name not in unit.stated:
        found = f"{' and '.join(unit.stated)} is stated; read as {unit.name}"
        yield BudgetOddity("unit_differs", line, None, found)


def _name_years(table: _Table, own: Sequence[_Table], settings: BudgetSettings) -> Iterator[BudgetOddity]:
    columns = [column for each in own for column in each.grid.columns]
    years = sorted({column.year for column in columns if column.year and column.series in OWN})
    first = table.grid.rows[0].lines[0]
    if table.year_line is None:
        line = table.heading.number if table.heading else first
        yield BudgetOddity(
            "year_not_stated", line, first, f"no year over the amounts; read as {', '.join(map(str, years))}"
        )
    elif settings.year and settings.year not in years and table is own[0]:
        found = f"amounts for {', '.join(map(str, years))}, and none for {settings.year}, the document's year"
        yield BudgetOddity("year_differs", table.grid.header[0] if table.grid.header else table.year_line, None, found)


def _name_sums(table: _Table) -> Iterator[BudgetOddity]:
    """Sums that the rows do not make, more than one sum, and none."""
    for number in sorted(table.sums.addends):
        is_total = number == table.sums.total
        for column in _list_misses(table, number):
            made = add_up(table.entries, table.sums, number, column) or Decimal(0)
            rows, stated = (
                to_tkr(value, table.unit.name)[0]
                for value in (made, table.entries[number].values[column] or Decimal(0))
            )
            said = f"the rows make {rows} tkr, the stated sum is {stated} tkr: {rows - stated:+d} tkr"
            where = "" if is_total else f"{table.labels[number]!r}: "
            yield BudgetOddity("sum_differs", table.lines[number], None, f"{where}{said}")
    yield from _name_other_sums(table)


def _name_no_sums(own: Sequence[_Table]) -> Iterator[BudgetOddity]:
    """The years of which no sum is stated, with what the rows of all tables make."""
    made: dict[int, Decimal] = {}
    for table in own:
        frames = [n for n, kind in enumerate(table.sums.kinds) if kind == "frame"]
        total = table.sums.total
        for place, column in enumerate(table.grid.columns):
            stated = total is not None and table.entries[total].values[place] is not None
            if column.series in OWN and column.year and not stated:
                values = [table.entries[n].values[place] or Decimal(0) for n in frames]
                made[column.year] = made.get(column.year, Decimal(0)) + sum(values) * TKR_PER_UNIT[table.unit.name]
    for year, tkr in made.items():
        found = f"no sum is stated for {year}; the rows make {to_tkr(tkr, 'tkr')[0]} tkr"
        yield BudgetOddity("no_total", own[-1].grid.last, None, found)


def _name_other_sums(table: _Table) -> Iterator[BudgetOddity]:
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


def _name_lines(table: _Table) -> Iterator[BudgetOddity]:
    for line in table.grid.unread:
        found = "a line of the table whose amounts cannot be read; write them in digits, with tabs between the cells"
        yield BudgetOddity("unreadable_row", line, None, found)
    for line, found in table.doubtful:
        yield BudgetOddity("ambiguous_row", line, None, found)


def _name_columns(table: _Table) -> Iterator[BudgetOddity]:
    line = (table.grid.header or table.grid.rows[0].lines)[-1]
    for column in table.grid.columns:
        if column.series == "aside" and column.text:
            yield BudgetOddity("column_aside", line, None, f"the column {column.text!r} holds no amounts of one year")
        elif column.series == "majority":
            yield BudgetOddity("proposal_aside", line, None, f"the column {column.text!r} is read as another proposal")


def _name_rounded(table: _Table) -> Iterator[BudgetOddity]:
    for number, amounts in enumerate(table.amounts):
        for place, amount in enumerate(amounts):
            if amount is not None and table.grid.columns[place].series != "aside":
                tkr, is_exact = to_tkr(amount.value, table.unit.name)
                if not is_exact:
                    found = f"{table.labels[number]!r}: {amount.value} {table.unit.name} is no whole number of tkr; rounded to {tkr}"
                    yield BudgetOddity("amount_rounded", table.cells[number][place], None, found)

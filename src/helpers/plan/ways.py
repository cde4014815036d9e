"""Which of the ways to part a row into amounts is meant: told by the sums, and by what the years of a row are like."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice, pairwise, product
from math import log10

from helpers.plan.amounts import MINUS, is_nothing, parse_amount
from helpers.plan.cells import Way
from helpers.plan.columns import OWN, Column
from helpers.plan.sums import Row, add_up, find_sums
from helpers.plan.text_tables import Grid, GridRow

TRIED = 200
"""So many combinations of ways are held against the sums."""

MANY = 30
"""More rows than these that can be read in several ways are not held against the sums one by one."""

MARGIN = 1.0
"""So much likelier (in powers of ten) must a way be than the next where no sum decides."""


def choose_ways(
    grid: Grid, entries: Sequence[Row], total: int | None
) -> tuple[list[Way | None], list[tuple[int, str]]]:
    """The way that each row is meant, None for a title and where it cannot be told; and the lines of the latter.

    The likeliest ways are taken if the sums then agree; else those with which most sums agree. Where no sum decides, a
    way must be likelier than the next by ``MARGIN``.
    """
    ranked = [_rank(row, grid.columns, grid) for row in grid.rows]
    values = [[_read(way) for _, way in ways] for ways in ranked]
    picks = [0] * len(ranked)
    open_rows = [number for number, ways in enumerate(ranked) if len(ways) > 1]
    best = _miss(entries, values, picks, total)
    if 0 < len(open_rows) <= MANY and best[0]:
        picks, best = _try_others(entries, values, open_rows, ranked, total, best)
    chosen: list[Way | None] = [ways[pick][1] if ways else None for ways, pick in zip(ranked, picks, strict=True)]
    doubtful = []
    can_prove = best[1] < 0 and len(open_rows) <= MANY
    for number in open_rows:
        is_proved = can_prove and _is_proved(entries, values, picks, number, total)
        if not is_proved and not _is_certain(ranked[number], picks[number]):
            chosen[number] = None
            doubtful.append((grid.rows[number].lines[0], _describe(grid.rows[number], ranked[number])))
    return chosen, doubtful


def _rank(row: GridRow, columns: Sequence[Column], grid: Grid) -> list[tuple[float, Way]]:
    """The ways of a row, the likeliest first, with how unlikely each is."""
    costs = [(_cost(way, columns) + _shift_cost(way) + _sign_cost(way, grid), way) for way in row.ways]
    return sorted(costs, key=lambda cost: cost[0])


def _shift_cost(way: Way) -> float:
    """What it costs to give a number to the label."""
    return 1.2 if re.search(r"\d", way.shifted) else 0.0


def _cost(way: Way, columns: Sequence[Column]) -> float:
    """How unlike the years of a row are: the powers of ten between neighbours."""
    places = [
        n for n, column in enumerate(columns) if column.series in (*OWN, "majority", "undecided", "untaken", "outcome")
    ]
    values = [value for value in (_read(way)[place] for place in places) if value]
    return sum(abs(log10(abs(later)) - log10(abs(earlier))) for earlier, later in pairwise(values))


def _sign_cost(way: Way, grid: Grid) -> float:
    """What it costs to take a dash between label and amount for a minus, or for no minus: where the row has others, or
    another row has, it is a minus; where the amount names its unit, as in a list, it is none; else nobody can say.
    """
    first, others = way.cells[0].text, [cell.text for cell in way.cells[1:]]
    is_minus = first[:1] in MINUS and first[1:2] == " "
    if not is_minus and (not way.shifted or way.shifted not in MINUS):
        return 0.0
    if any(text[:1] in MINUS and text[1:] for text in others if text) or _has_minus(grid):
        return 0.0 if is_minus else 1.2
    return 1.2 * is_minus if re.search(r"[^\W\d]", first) else 0.6


def _has_minus(grid: Grid) -> bool:
    """Whether a row that can be read in one way only has a minus."""
    sure = [row.ways[0].cells for row in grid.rows if len(row.ways) == 1]
    amounts = [parse_amount(cell.text) for cells in sure for cell in cells]
    return any(amount is not None and amount.value < 0 for amount in amounts)


def _read(way: Way) -> tuple[Decimal | None, ...]:
    amounts = [None if is_nothing(cell.text) else parse_amount(cell.text) for cell in way.cells]
    return tuple(amount.value if amount and amount.unit != "%" else None for amount in amounts)


def _miss(
    entries: Sequence[Row],
    values: Sequence[Sequence[tuple[Decimal | None, ...]]],
    picks: Sequence[int],
    total: int | None,
) -> tuple[int, int]:
    """How many sums do not agree, and minus how many do."""
    placed = [number for number, ways in enumerate(values) if ways]
    rows = [entries[number]._replace(values=values[number][picks[number]]) for number in placed]
    found = find_sums(rows, placed.index(total) if total in placed else None)
    agree = [
        add_up(rows, found, number, column) == stated
        for number in found.addends
        for column, stated in enumerate(rows[number].values)
        if stated is not None
    ]
    return agree.count(False), -agree.count(True)


def _try_others(
    entries: Sequence[Row],
    values: Sequence[Sequence[tuple[Decimal | None, ...]]],
    open_rows: Sequence[int],
    ranked: Sequence[Sequence[tuple[float, Way]]],
    total: int | None,
    best: tuple[int, int],
) -> tuple[list[int], tuple[int, int]]:
    """The picks with which most sums agree, of those that are tried."""
    picks = best_picks = [0] * len(ranked)
    for changed in islice(_combine(open_rows, ranked), TRIED):
        picks = [changed.get(number, 0) for number in range(len(ranked))]
        missed = _miss(entries, values, picks, total)
        if missed < best:
            best, best_picks = missed, picks
        if not best[0]:
            break
    return best_picks, best


def _combine(open_rows: Sequence[int], ranked: Sequence[Sequence[tuple[float, Way]]]) -> Iterator[dict[int, int]]:
    """Other picks: one row at a time, then all rows together."""
    for number in open_rows:
        yield from ({number: pick} for pick in range(1, len(ranked[number])))
    for picks in product(*[range(min(len(ranked[number]), 5)) for number in open_rows]):
        yield dict(zip(open_rows, picks, strict=True))


def _is_certain(ways: Sequence[tuple[float, Way]], pick: int) -> bool:
    others = [cost for number, (cost, _) in enumerate(ways) if number != pick]
    return min(others) - ways[pick][0] >= MARGIN


def _is_proved(
    entries: Sequence[Row],
    values: Sequence[Sequence[tuple[Decimal | None, ...]]],
    picks: Sequence[int],
    number: int,
    total: int | None,
) -> bool:
    """Whether every other way of a row makes fewer sums agree."""
    best = _miss(entries, values, picks, total)
    others = [
        [*picks[:number], pick, *picks[number + 1 :]] for pick in range(len(values[number])) if pick != picks[number]
    ]
    return best[1] < 0 and all(_miss(entries, values, other, total) > best for other in others[:10])


def _describe(row: GridRow, ways: Sequence[tuple[float, Way]]) -> str:
    readings = [" | ".join(cell.text or "–" for cell in way.cells) for _, way in ways[:3]]
    told = " or ".join(map(repr, readings))
    return f"{row.label!r} can be read as {told}; put tabs between the cells"

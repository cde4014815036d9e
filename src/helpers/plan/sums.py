"""Which rows of a table make up which sum: told by arithmetic, and by the labels where the arithmetic does not say."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from helpers.plan.amounts import count_decimals
from helpers.plan.cues import is_body

MOST = 25
"""So many rows at most are looked back for where a sum begins among rows, and down for the parts of a row."""

_Score = tuple[float, int, int, int, int]


class Row(NamedTuple):
    """A row as it is added up: an amount or None for each column, and what its label says."""

    values: tuple[Decimal | None, ...]
    is_part: bool = False  # "varav"
    is_sum: bool = False  # "Summa", or the label that plan.toml gives
    committee: str | None = None
    block: int | None = None  # the number of the block with a title of its own that it stands in
    block_committee: str | None = None
    names_block: bool = False  # a sum named as the title of its block


@dataclass
class Sums:
    """Every row's kind, the row whose sum takes it, and the rows that each sum adds up."""

    kinds: list[str] = field(default_factory=list)
    takers: list[int | None] = field(default_factory=list)
    addends: dict[int, list[int]] = field(default_factory=dict)
    owners: dict[int, int] = field(default_factory=dict)  # part -> the row that it is a part of
    signs: dict[int, int] = field(default_factory=dict)  # row -> -1 where its sum takes it away
    total: int | None = None


def find_sums(rows: Sequence[Row], total: int | None = None) -> Sums:
    """The sums of a table and what each of them takes; ``total`` is the row that plan.toml names as the sum.

    A sum takes the rows above it, back to where they make its amount; a row that another sum has taken counts once, in
    that sum. A printed sum that is wrong in some years is found by the others, and one that is wrong in all of them
    takes what stands above it. Kinds: frame (taken once into the total), part, subtotal, total, outside.

    >>> rows = [Row((Decimal(n),), is_sum=n == 5) for n in (2, 3, 5)]
    >>> find_sums(rows).kinds
    ['frame', 'frame', 'total']
    """
    found = Sums(kinds=["outside"] * len(rows), takers=[None] * len(rows))
    remaining = _take_all(rows, found, total)
    _take_below(rows, found, remaining)
    found.total = total if total is not None else _choose_total(rows, found, remaining)
    _name_kinds(rows, found, [found.total] if found.total is not None else remaining)
    return found


def add_up(rows: Sequence[Row], found: Sums, number: int, column: int) -> Decimal | None:
    """What the rows that a sum takes make in one column; None where none has an amount there."""
    given = [(row, rows[row].values[column]) for row in found.addends.get(number, [])]
    amounts = [found.signs.get(row, 1) * value for row, value in given if value is not None]
    return sum(amounts, Decimal(0)) if amounts else None


def _take_all(rows: Sequence[Row], found: Sums, total: int | None) -> list[int]:
    """Let every sum take its rows; gives the rows that none has taken."""
    remaining: list[int] = []
    for number, row in enumerate(rows):
        if row.is_part:
            owner = next((each for each in range(number - 1, -1, -1) if not rows[each].is_part), None)
            if owner is not None:
                found.owners[number] = owner
            continue
        if taken := _find_addends(rows, remaining, number, total):
            _take(rows, found, remaining, number, taken)
        remaining.append(number)
    return remaining


def _take_below(rows: Sequence[Row], found: Sums, remaining: list[int]) -> None:
    """Let a sum that stands first take the rows below it, where they make it."""
    first, others = remaining[:1], remaining[1:]
    if first and rows[first[0]].is_sum and first[0] not in found.addends and len(others) > 1:
        way = _Way(others, [])
        if _score(rows, way, first[0])[:2] == (1.0, 1):
            _take(rows, found, remaining, first[0], way)


class _Way(NamedTuple):
    """A way to make a sum: the rows added, those left out as parts of a row before them, and those taken away."""

    added: list[int]
    left_out: list[int]
    negative: frozenset[int] = frozenset()


def _take(rows: Sequence[Row], found: Sums, remaining: list[int], number: int, way: _Way) -> None:
    found.addends[number] = way.added
    for row in way.added:
        found.takers[row] = number
        if row in way.negative:
            found.signs[row] = -1
    for row in way.left_out:
        found.owners[row] = max((each for each in way.added if each < row), default=row)
    remaining[:] = [row for row in remaining if row not in {*way.added, *way.left_out}]


def _find_addends(rows: Sequence[Row], remaining: list[int], number: int, total: int | None) -> _Way | None:
    is_sum = rows[number].is_sum or number == total
    if not remaining:
        return None
    if not is_sum:
        return _find_unnamed(rows, remaining, number)
    columns = sum(value is not None for value in rows[number].values)
    best, way = _choose_way(rows, [*_list_plain(rows, remaining, columns)], number)
    if best[:2] != (1.0, 1):
        best, way = max(
            (best, way), _choose_way(rows, [*_list_others(rows, remaining)], number), key=lambda each: each[0]
        )
    return way if best[0] >= 0.5 else _take_above(rows, remaining, number)


def _choose_way(rows: Sequence[Row], ways: Sequence[_Way], number: int) -> tuple[_Score, _Way | None]:
    scores = [_score(rows, way, number) for way in ways]
    best = max(scores, default=(0.0, 0, 0, 0, 0))
    return best, ways[scores.index(best)] if scores else None


def _find_unnamed(rows: Sequence[Row], remaining: list[int], number: int) -> _Way | None:
    """What a row without the name of a sum adds up, if it is the table's last one and no committee's."""
    is_last = all(row.is_part for row in rows[number + 1 :])
    if rows[number].committee or not is_last or len(remaining) < 2 or not any(rows[number].values):
        return None
    way = _Way(remaining[:], [])
    return way if _score(rows, way, number)[:2] == (1.0, 1) else None


def _list_plain(rows: Sequence[Row], remaining: list[int], columns: int) -> Iterator[_Way]:
    """The rows right above a sum, from where a block begins, or from any row where amounts of several years agree."""
    is_sure = columns > 1
    last = len(remaining) - 1
    for start in range(len(remaining)):
        if _begins(rows, remaining, start) or (is_sure and last - MOST < start < last):
            yield _Way(remaining[start:], [])


def _list_others(rows: Sequence[Row], remaining: list[int]) -> Iterator[_Way]:
    """The same without the parts of other rows, and with the sums or all but the sums taken away."""
    for start in range(len(remaining)):
        if _begins(rows, remaining, start):
            added = remaining[start:]
            yield from _leave_out(rows, added)
            sums = frozenset(row for row in added if rows[row].is_sum)
            if sums and len(sums) < len(added):
                yield _Way(added, [], sums)
                yield _Way(added, [], frozenset(added) - sums)


def _begins(rows: Sequence[Row], remaining: list[int], start: int) -> bool:
    """Whether what a sum takes may begin with a row: the first one, one after another sum, the first of a block."""
    before, row = remaining[max(start - 1, 0)], remaining[start]
    return start == 0 or rows[before].is_sum or rows[before].block != rows[row].block


def _leave_out(rows: Sequence[Row], added: list[int]) -> Iterator[_Way]:
    """The same rows without those that are parts of one before them, by their amounts or by having no committee."""
    parts = _find_parts_below(rows, added)
    if parts:
        yield _Way([row for row in added if row not in parts], parts)
    named = [row for row in added if rows[row].committee or rows[row].is_sum]
    others = [row for row in added if row not in named and named and row > named[0]]
    if named and others:
        yield _Way([row for row in added if row not in others], others)


def _find_parts_below(rows: Sequence[Row], added: list[int]) -> list[int]:
    """The rows that add up to the row above them, in every column."""
    parts: list[int] = []
    place = 0
    while place < len(added):
        end = place + 1 if rows[added[place]].is_sum else _find_end(rows, added, place)
        parts += added[place + 1 : end]
        place = end
    return parts


def _find_end(rows: Sequence[Row], added: list[int], place: int) -> int:
    """The place after the rows that add up to the row at a place; the next place where none do."""
    wanted = tuple(value or Decimal(0) for value in rows[added[place]].values)
    made = [Decimal(0)] * len(wanted)
    for end in range(place + 1, min(place + MOST, len(added))):
        made = [amount + (value or Decimal(0)) for amount, value in zip(made, rows[added[end]].values, strict=True)]
        if end > place + 1 and tuple(made) == wanted and any(wanted):
            return end + 1
    return place + 1


def _score(rows: Sequence[Row], way: _Way, number: int) -> _Score:
    """The share of columns in which a way makes the sum, whether exactly, whether it is plain, and how many rows it
    covers and adds.
    """
    exact = close = checked = 0
    for column, stated in enumerate(rows[number].values):
        amounts = [(row, rows[row].values[column]) for row in way.added]
        given = [-value if row in way.negative else value for row, value in amounts if value is not None]
        if stated is None or not given:
            continue
        checked += 1
        off = abs(sum(given, Decimal(0)) - stated)
        exact += off == 0
        close += off <= _slack(given, stated)
    covers = len(way.added) + len(way.left_out)
    is_plain = int(not way.negative and not way.left_out)
    return (close / checked if checked else 0.0), int(exact == close), is_plain, covers, len(way.added)


def _slack(given: Sequence[Decimal], stated: Decimal) -> Decimal:
    """How far rounded amounts may be off their rounded sum: half a unit of the last place for each amount but one."""
    places = max(map(count_decimals, [*given, stated]))
    return Decimal(len(given)) / 2 * Decimal(1).scaleb(-places) if len(given) > 2 else Decimal(0)


def _take_above(rows: Sequence[Row], remaining: list[int], number: int) -> _Way:
    """What a sum takes that no rows make: those of its block, or all above, whichever comes nearer."""
    block = rows[number].block
    inside = [row for row in remaining if rows[row].block == block]
    ways = [_Way(taken, []) for taken in (remaining[:], inside) if taken]
    return min(ways, key=lambda way: _miss(rows, way, number))


def _miss(rows: Sequence[Row], way: _Way, number: int) -> Decimal:
    """How far the rows are off a sum, over all columns."""
    off = Decimal(0)
    for column, stated in enumerate(rows[number].values):
        off += abs(sum((rows[row].values[column] or Decimal(0) for row in way.added), Decimal(0)) - (stated or 0))
    return off


def committee_of_sum(rows: Sequence[Row], found: Sums, number: int) -> str | None:
    """The committee whose frame a sum is: the one in its label, or in the title of the block that it adds up, whose own
    bodies (utskott) are no others.
    """
    taken = found.addends.get(number, [])
    own = rows[number].committee
    if not own and taken and all(rows[row].block == rows[number].block for row in taken):
        own = rows[number].block_committee
    others = {rows[row].committee for row in taken} - {None, own}
    bodies = {each for each in others if each and is_body(each)} if own and not is_body(own) else set()
    return own if others == bodies else None


def _is_frame(rows: Sequence[Row], found: Sums, number: int) -> bool:
    """Whether a sum is the frame of a committee, or of a block with its name beside blocks that are committees'."""
    if committee_of_sum(rows, found, number):
        return True
    if not rows[number].names_block or any(rows[row].committee for row in found.addends.get(number, [])):
        return False
    return any(rows[each].names_block and committee_of_sum(rows, found, each) for each in found.addends)


def _choose_total(rows: Sequence[Row], found: Sums, remaining: list[int]) -> int | None:
    """The sum that no other takes and that takes most rows; None where there is no sum but those of committees."""
    sums = [row for row in remaining if row in found.addends and not _is_frame(rows, found, row)]
    return max(sums, key=lambda row: (_count_leaves(found, row), row), default=None)


def _count_leaves(found: Sums, number: int) -> int:
    taken = found.addends.get(number)
    return sum(_count_leaves(found, row) for row in taken) if taken else 1


def _name_kinds(rows: Sequence[Row], found: Sums, tops: list[int]) -> None:
    """Name the rows from the total downwards; what it does not reach is outside, or a part of what is."""
    for number in tops:
        _name_below(rows, found, number)
    for number in range(len(rows)):
        if rows[number].is_part or number in found.owners:
            found.kinds[number] = "part"
    if found.total is not None:
        found.kinds[found.total] = "total"


def _name_below(rows: Sequence[Row], found: Sums, number: int) -> None:
    taken = found.addends.get(number)
    if not taken or (number != found.total and _is_frame(rows, found, number)):
        found.kinds[number] = "frame"
        _name_parts(found, taken or [])
        return
    found.kinds[number] = "subtotal"
    for row in taken:
        _name_below(rows, found, row)


def _name_parts(found: Sums, taken: Sequence[int]) -> None:
    for row in taken:
        found.kinds[row] = "part"
        _name_parts(found, found.addends.get(row, []))

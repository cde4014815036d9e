"""Tables that came out a cell to a line, as text copied from a pdf often does: row by row, or column by column."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from helpers.plan.amounts import UNITS, strip_words, words
from helpers.plan.cells import Cell
from helpers.plan.columns import HEADS

_YEAR = re.compile(r"(?:19|20)\d\d")


class Item(NamedTuple):
    """A line with one cell: its number, its text, and whether it is a label, a head (of a column) or an amount."""

    number: int
    text: str
    what: str


class Stack(NamedTuple):
    """A table of such lines: the words over each column, and each label with its cells (none for a title)."""

    first: int
    header: tuple[int, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[Item, tuple[Cell, ...]], ...]
    is_by_columns: bool = False


def read_stack(items: Sequence[Item]) -> Stack | None:
    """The table of a stretch of lines; None where the labels and amounts do not go together.

    >>> lines = ["Nämnd", "2027", "2028", "Skola", "5", "6", "Vård", "7", "8"]
    >>> whats = ["label", "head", "head", "label", "amount", "amount", "label", "amount", "amount"]
    >>> stack = read_stack([Item(n, *item) for n, item in enumerate(zip(lines, whats), 1)])
    >>> stack.heads, [(label.text, [cell.text for cell in cells]) for label, cells in stack.rows]
    (('2027', '2028'), [('Skola', ['5', '6']), ('Vård', ['7', '8'])])
    """
    return _read_by_rows(items) or _read_by_columns(items)


def _read_by_rows(items: Sequence[Item]) -> Stack | None:
    """Each label followed by its amounts, as many for every label."""
    groups = _group(_sort_years(items))
    counts = Counter(len(cells) for _, cells in groups if cells)
    if not counts or counts.most_common(1)[0][1] < 2 or len(counts) > 1:
        return None
    width = next(iter(counts))
    start = next(number for number, (_, cells) in enumerate(groups) if cells)
    header, heads = _take_heads([label for label, _ in groups[:start]], width)
    rows = groups[start - 1 if start and not header and _is_title(groups[start - 1][0]) else start :]
    return Stack(
        min([*header, rows[0][0].number]), header, heads, tuple((label, _to_cells(cells)) for label, cells in rows)
    )


def _sort_years(items: Sequence[Item]) -> list[Item]:
    """The items, where a number that looks like a year is an amount after a label or another amount."""
    told: list[Item] = []
    for item in items:
        is_amount = item.what == "head" and _YEAR.fullmatch(item.text) and told and not _is_head(told[-1])
        told.append(item._replace(what="amount") if is_amount else item)
    return told


def _group(items: Sequence[Item]) -> list[tuple[Item, list[Item]]]:
    """Each label or head with the amounts that follow it."""
    groups: list[tuple[Item, list[Item]]] = []
    for item in items:
        if item.what == "amount" and groups:
            groups[-1][1].append(item)
        elif item.what != "amount":
            groups.append((item, []))
    return groups


def _is_title(label: Item) -> bool:
    return label.what == "label" and bool(words("committee_word").search(label.text))


def _take_heads(above: Sequence[Item], width: int) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """The heads that end what stands above the first row, if there are as many as columns or a multiple of it."""
    heads = [*above[-width:]] if len(above) >= width and all(map(_is_head, above[-width:])) else []
    upper = [*above[-2 * width : -width]] if heads and len(above) >= 2 * width else []
    if upper and all(map(_is_head, upper)) and not any(words("column_label").fullmatch(item.text) for item in upper):
        heads = [*upper, *heads]
    texts = tuple(" ".join(item.text for item in heads[place::width]) for place in range(width)) if heads else ()
    return tuple(item.number for item in heads), texts


def _to_cells(items: Sequence[Item]) -> tuple[Cell, ...]:
    return tuple(Cell(item.text, item.number) for item in items)


def _read_by_columns(items: Sequence[Item]) -> Stack | None:
    """All labels, then the amounts of each column, with its head before it or all heads before the amounts."""
    first = next((number for number, item in enumerate(items) if item.what == "amount"), 0)
    heads = [item for item in items if item.what != "amount" and _is_head(item)]
    labels = [item for item in items[:first] if item not in heads]
    amounts = [item for item in items if item.what == "amount"]
    late = [item for item in items[first:] if item.what == "label" and item not in heads]
    if late or not labels or len(amounts) % len(labels) or len(labels) < 2:
        return None
    width = len(amounts) // len(labels)
    named = [item for item in heads if not words("column_label").fullmatch(item.text)]
    named = named[len(named) % width :]  # a title may stand before them
    texts = tuple(" ".join(item.text for item in named[place::width]) for place in range(width)) if named else ()
    cells = [_to_cells(amounts[row :: len(labels)]) for row in range(len(labels))]
    numbers = tuple(item.number for item in named)
    return Stack(min([*numbers, labels[0].number]), numbers, texts, tuple(zip(labels, cells, strict=True)), True)


def _is_head(item: Item) -> bool:
    """Whether a line is the head of a column: years, units and words for columns, and no more."""
    return not re.search(r"\w", strip_words(_YEAR.sub(" ", item.text), (*HEADS, *UNITS)))

"""Tables as lines: the cells of a row on the table's grid, parted by tabs; a table that only lays out text as text."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from helpers.documents.blocks import Block
from helpers.documents.signs import split_mark
from helpers.tables import small_words, wish_verbs

_LONG = 400
_SHORT = 80


class Cell(NamedTuple):
    """What a cell holds, and how many columns of the grid it covers; what a merged cell covers below is empty."""

    blocks: list[Block]
    span: int = 1


def list_rows(rows: list[list[Cell]], table: int) -> Iterator[Block]:
    """The blocks of a table: a row each, or what its cells hold where they hold lists or several paragraphs.

    >>> cells = [Cell([Block("Nämnd")]), Cell([Block("Budget")], 2), Cell([Block("Plan")])]
    >>> [block.text for block in list_rows([cells], 1)]
    ['Nämnd\\tBudget\\t\\tPlan']
    >>> lists = [Cell([Block("• bada", "item"), Block("• laga", "item")]), Cell([Block("• riva", "item")])]
    >>> [block.text for block in list_rows([[Cell([Block("Krav")]), Cell([Block("Uppdrag")])], lists], 1)]
    ['Krav', '• bada', '• laga', 'Uppdrag', '• riva']
    >>> [block.text for block in list_rows([[Cell([Block("Bad")]), lists[0]], [Cell([Block("Hus")]), lists[1]]], 1)]
    ['Bad', '• bada', '• laga', 'Hus', '• riva']
    >>> typed = [Cell([Block("– bada"), Block("– laga")]), Cell([Block("KS: riva"), Block("BUN: laga")])]
    >>> read = list_rows([[Cell([Block("Krav")]), Cell([Block("Uppdrag")])], typed], 1)
    >>> [(block.text, block.bold) for block in read][:4]
    [('Krav', True), ('– bada', False), ('– laga', False), ('Uppdrag', True)]
    """
    width = max((sum(cell.span for cell in row) for row in rows), default=0)
    labelled = _is_labelled(rows)
    if _labels_lists(rows):
        yield from _head_lists(rows)
        return
    if not labelled and _heads_texts(rows):
        yield from _list_columns(rows)
        return
    for row in split_rows(rows):
        blocks = [block for cell in row for block in cell.blocks if block.text.strip()]
        if not blocks:
            continue
        if labelled:
            yield _join_cells(row, blocks, table)
        elif width == 1 or any(map(_lays_out, row)):
            yield from blocks
        else:
            yield _join_cells(row, blocks, table)


def _heads_texts(rows: list[list[Cell]]) -> bool:
    """Whether the first row of a table names its columns, and texts of their own stand below those names."""
    heads, *below = rows or [[]]
    named = all(len(cell.blocks) == 1 and _is_short(cell.blocks[0]) and _has_letters(cell) for cell in heads)
    alike = all(len(row) == len(heads) for row in below)
    return named and alike and len(heads) > 1 and any(_lays_out(cell) for row in below for cell in row)


def _labels_lists(rows: list[list[Cell]]) -> bool:
    """Whether each row of a table is a short text and a list that it heads, and nothing names the columns."""
    told = [[cell for cell in row if cell.blocks] for row in rows]
    heads = [row[0].blocks for row in told if len(row) == 2]
    lists = [block for row in told if len(row) == 2 for block in row[1].blocks]
    short = all(len(blocks) == 1 and blocks[0].kind == "paragraph" and _is_short(blocks[0]) for blocks in heads)
    return short and len(heads) > 1 and len(heads) == len(rows) and all(block.kind == "item" for block in lists)


def _head_lists(rows: list[list[Cell]]) -> Iterator[Block]:
    """The lists of a table, each below its label, which stands out there as a heading does."""
    for head, items in ([cell for cell in row if cell.blocks] for row in rows):
        yield from (replace(block, bold=True, gap=True) for block in head.blocks)
        yield from items.blocks


def _has_letters(cell: Cell) -> bool:
    return any(each.isalpha() for block in cell.blocks for each in block.text)


def _list_columns(rows: list[list[Cell]]) -> Iterator[Block]:
    """What the cells of a table hold, each below the name of its column."""
    heads, *below = rows
    for row in below:
        for head, cell in zip(heads, row, strict=True):
            if blocks := [block for block in cell.blocks if block.text.strip()]:
                yield from (*(replace(block, bold=True) for block in head.blocks), *blocks)


def split_rows(rows: list[list[Cell]]) -> list[list[Cell]]:
    """The rows of a table that has a name for each, where several texts in a cell are as many rows.

    >>> table = [[Cell([Block("Parknämnden")]), Cell([Block("laga gator"), Block("bygga hus")])]] * 3
    >>> [[cell.blocks[0].text for cell in row if cell.blocks] for row in split_rows(table)[:2]]
    [['Parknämnden', 'laga gator'], ['bygga hus']]
    """
    return [each for row in rows for each in _split_row(row)] if _is_labelled(rows) else rows


def _is_labelled(rows: list[list[Cell]]) -> bool:
    """Whether a table has a name for each row: then a list in a cell is of that row, and does not lay out the page."""
    firsts = [row[0].blocks for row in rows if len(row) > 1]
    named = [blocks for blocks in firsts if blocks]
    single = all(len(blocks) == 1 and blocks[0].kind == "paragraph" and _is_short(blocks[0]) for blocks in named)
    return single and len(named) > 2 and len(firsts) == len(rows)


def _is_short(block: Block) -> bool:
    return len(block.text) <= _SHORT


def _split_row(row: list[Cell]) -> Iterator[list[Cell]]:
    """A row as several where one of its cells, and no other, holds several texts: the others are empty in the later."""
    several = [place for place, cell in enumerate(row) if _holds_several(cell)]
    if len(several) != 1:
        yield row
        return
    for n, block in enumerate(row[several[0]].blocks):
        others = [cell if n == 0 else Cell([], cell.span) for cell in row]
        yield [Cell([block], cell.span) if place == several[0] else cell for place, cell in enumerate(others)]


def _holds_several(cell: Cell) -> bool:
    """Whether each paragraph of a cell is an item or begins as a text of its own: with a capital, of three words and
    more, or each with a verb as what is to be done does.
    """
    texts = [block.text.strip() for block in cell.blocks if block.text.strip()]
    is_open = any(text.endswith(("-", ",")) or text.split()[-1].casefold() in small_words() for text in texts[:-1])
    own = all(text[:1].isupper() and len(text.split()) > 2 for text in texts)
    items = all(block.kind == "item" or _is_marked(block.text) for block in cell.blocks)
    return len(texts) > 1 and (items or (not is_open and (own or all(map(_opens_with_verb, texts)))))


def _is_marked(text: str) -> bool:
    """Whether a text begins with a typed mark, and is no amount with a minus."""
    mark = split_mark(text.strip())
    return mark is not None and any(each.isalpha() for each in text)


def _opens_with_verb(text: str) -> bool:
    """Whether a text begins with an infinitive in small letters or an imperative, and goes on."""
    first, *rest = text.split()
    infinitives, imperatives = wish_verbs()
    looks = first.islower() and len(first) > 3 and first.endswith("a")
    return bool(rest) and (looks or first.casefold() in infinitives | imperatives)


def _lays_out(cell: Cell) -> bool:
    """Whether a cell holds a text of its own: a list, headings with text, a table, or long paragraphs."""
    blocks = [block for block in cell.blocks if block.text.strip()]
    if len(blocks) < 2:
        return False
    own = any(block.kind in ("item", "row", "heading") or _is_marked(block.text) for block in blocks)
    return own or sum(len(b.text) for b in blocks) > _LONG


def _join_cells(row: list[Cell], blocks: list[Block], table: int) -> Block:
    texts: list[str] = []
    for cell in row:
        texts += [join_lines(block.text for block in cell.blocks), *[""] * (cell.span - 1)]
    seen = [block for block in blocks if any(each.isalnum() for each in block.text)]
    bold = bool(seen) and all(block.bold for block in seen)
    return Block("\t".join(texts), "row", blocks[0].page, bold=bold, size=blocks[0].size, table=table)


def join_lines(texts: Iterable[str]) -> str:
    """Some texts as one line.

    >>> join_lines(["Budget\\n", " 2027"])
    'Budget 2027'
    """
    return " ".join(" ".join(text.split("\t")).strip() for text in "\n".join(texts).split("\n") if text.strip())

"""A line of a table taken apart: its label and its amounts, by tabs, wide gaps or single spaces.

Where single spaces part both thousands and columns, a line can be parted in several ways: all are given, and which one
is meant is told by the other lines (``helpers.plan.text_tables``).
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import islice, takewhile
from typing import NamedTuple

from helpers.plan.amounts import MINUS, TKR_PER_UNIT, TOO_MUCH, is_nothing, parse_amount, show_signs, words

MANY = 60
"""More ways than these to part one line are not tried."""

MOST = 6
"""So many words at most has one amount: sign, groups of digits, unit and mark of a footnote."""

_BULLET = re.compile(r"(?:[•‣⁃∙·●○◦▪▫■□▶►▸➢➤→✓✔\uf0b7*]|o\s|\(cid:\d+\)|[-–—](?=\s*[^\W\d_]))\s*")
_WORD_OF_TAIL = re.compile(
    rf"[{MINUS}+±]?\(?[{MINUS}+±]?\d[\d.,'’]*(?:\)|[{MINUS}](?!\d)|%|:-|,-)?(?:\*+|⁽?[¹²³⁴⁵⁶⁷⁸⁹⁰]+[)⁾]?|\))?"
    rf"|[{MINUS}+±]|\*+|⁽?[¹²³⁴⁵⁶⁷⁸⁹⁰]+[)⁾]?|\d\)|%"
)
_FOOTNOTE = re.compile(
    r"(?:,?(?:\s*\*+\)?|(?:(?<=[^\W\d])|(?<=\)))\s?\d{1,2}\)|\s?⁽?[¹²³⁴⁵⁶⁷⁸⁹⁰]+[)⁾]?|\s\([\da-z]\)|\[\d{1,2}\]))+$"
)

_BROKEN = re.compile(r"\s\d+\s\S*\d\S*$")  # a number that goes on in a word with a digit is one mistyped
_CHANGE = re.compile(rf"\s\([{MINUS}+±]\s?\d[^()]*\)\s*$")
_WORD = re.compile(r"[^\W\d_]{2}")
_SMALL = re.compile(rf"[{MINUS}]|\d{{1,2}}(?: [{MINUS}])?")


class Cell(NamedTuple):
    """A cell as it stands in a line: its text, the line, and where it ends in it (-1 where that says nothing)."""

    text: str
    line: int
    end: int = -1


class Way(NamedTuple):
    """A way to part a line into a label and cells, and what of the amounts it gives to the label."""

    label: str
    cells: tuple[Cell, ...]
    shifted: str = ""


class Cut(NamedTuple):
    """A line cut where it must be: the label, and for each piece after it the words in it with their ends."""

    number: int
    label: str
    pieces: tuple[tuple[Cell, ...], ...]
    style: str  # tabs, gaps, spaces or colon
    indent: int = 0
    is_tight: bool = False  # one space stands between label and amounts
    cells: tuple[str, ...] = ()  # all cells of a line with tabs, as they stand
    parts: tuple[str, ...] = ()  # of a label that several columns make up: the text in each
    change: str = ""  # what stands in brackets, with a sign, after an amount: "872,2 mkr (+12,5)"


def clean_label(text: str) -> str:
    """A label without the mark of a footnote, a bullet before it, or a colon or leader dots after it.

    >>> clean_label("Fritidsnämnden1)"), clean_label("– varav skola ....:")
    ('Fritidsnämnden', 'varav skola')
    """
    bare = re.sub(r"[\s.…_]*[:.…_]$", "", " ".join(text.split()).strip())
    bare = _FOOTNOTE.sub("", bare).strip(" :")
    mark = _BULLET.match(bare)
    return bare[mark.end() :] if mark else bare


@lru_cache(maxsize=4096)  # a document is read more than once, and so are most of its lines when it has changed
def cut_line(number: int, raw: str) -> Cut | None:
    """The line's label and pieces, or None where no amount ends it, or one that is mistyped stands before it.

    >>> cut = cut_line(1, "Byggnadsnämnden\\t14 120\\t14 300")
    >>> cut.label, [" ".join(word.text for word in piece) for piece in cut.pieces]
    ('Byggnadsnämnden', ['14 120', '14 300'])
    """
    shown = show_signs(raw)
    indent = len(raw) - len(raw.lstrip(" \u00a0\u2007\u202f"))
    if "\t" in raw.strip(" "):
        text = show_signs(f"x{raw}x")[1:-1]  # tabs that begin or end the line stand for empty cells
        return _cut_at_tabs(number, text, indent)
    return _cut_at_spaces(number, shown, indent)


def _cut_at_tabs(number: int, text: str, indent: int) -> Cut | None:
    cells, changes = zip(*map(_take_change, text.split("\t")), strict=True)
    first = next((n for n, cell in enumerate(cells) if n and _is_amounts(cell)), None)
    if first is None:
        return None
    if _is_amounts(cells[0]) and not is_nothing(cells[0]) and first == 1:
        first = 0
    elif first > 1 and all(is_nothing(cell) for cell in cells[1:first]):
        first = 1  # cells that are empty before the first amount keep their places
    while first > 1 and is_nothing(cells[first - 1]) and cells[first - 1] == "" and cells[0]:
        first -= 1
    last = max(n for n, cell in enumerate(cells) if is_nothing(cell) or _is_amounts(cell) or re.search(r"\d", cell))
    label = " ".join(cell for cell in cells[:first] if cell)
    pieces = tuple(_split(cell, number, -1) for cell in cells[first : last + 1])
    return Cut(number, label, pieces, "tabs", indent, cells=cells, change="; ".join(filter(None, changes)))


def _take_change(text: str) -> tuple[str, str]:
    """A cell without the change that follows its amount in brackets, and the change."""
    found = _CHANGE.search(text)
    amount = text[: found.start()].strip() if found else ""
    return (amount, found[0].strip()) if found and _is_amounts(amount) else (text.strip(), "")


def count_labels(cut: Cut, codes: Collection[int] = ()) -> int | None:
    """How many cells of a line stand before its first amount; ``codes`` are the columns of which none is an amount.

    None where an empty cell or a dash before the amounts leaves it open.

    >>> count_labels(cut_line(1, "1\\tSkola\\t50\\t60")), count_labels(cut_line(1, "Skola\\t\\t60"))
    (2, None)
    """
    first = next((n for n, cell in enumerate(cut.cells) if _is_text(cell) and n not in codes), len(cut.cells))
    places = range(first + 1, len(cut.cells))
    end = next((n for n in places if _is_amounts(cut.cells[n]) and n not in codes), 0)
    return end if end and (_is_text(cut.cells[end - 1]) or end - 1 in codes) else None


def seat_labels(cut: Cut, width: int, codes: Collection[int]) -> Cut:
    """The line with its label in the first columns and its amounts by their places after those.

    ``width`` is the number of columns before the amounts, ``codes`` those of them that only number the rows. A line
    whose cells do not stand so is given back as it is.

    >>> seat_labels(cut_line(1, "1\\tSkola\\tF-9\\t50"), 3, [0]).label
    'Skola, F-9'
    """
    before, after = cut.cells[:width], cut.cells[width:]
    parts = tuple(cell for n, cell in enumerate(before) if cell and n not in codes)
    amounts = [n for n, cell in enumerate(after) if _is_amounts(cell)]
    if not parts or not amounts or any(map(_is_amounts, parts)) or any(map(_is_text, after[: amounts[0]])):
        return cut
    last = max(n for n, cell in enumerate(after) if is_nothing(cell) or re.search(r"\d", cell))
    pieces = tuple(_split(cell, cut.number, -1) for cell in after[: last + 1])
    return cut._replace(label=", ".join(parts), pieces=pieces, parts=parts)


def find_codes(cuts: Sequence[Cut]) -> list[int]:
    """The columns that only number the rows: without a word in any cell, before the first column that has words.

    Told by the lines with as many cells before their amounts as most have.

    >>> find_codes([cut_line(n, f"{n}\\tSkola\\t50") for n in (1, 2)])
    [0]
    """
    labels = [cut.cells[:count] for cut in cuts if (count := count_labels(cut))]
    width = Counter(map(len, labels)).most_common(1)[0][0] if labels else 0
    columns = zip(*[cells for cells in labels if len(cells) == width], strict=True)
    codes = takewhile(lambda column: not any(map(_WORD.search, column[1])), enumerate(columns))
    return [place for place, _ in codes]


def _is_text(cell: str) -> bool:
    return not is_nothing(cell) and not _is_amounts(cell)


def _is_amounts(cell: str) -> bool:
    return bool(re.search(r"\d", cell)) and (parse_amount(cell) is not None or _tail_starts(cell) == 0)


def _split(piece: str, number: int, start: int) -> tuple[Cell, ...]:
    """The words of a piece; ``start`` is where it begins in the line, -1 where that says nothing."""
    found = re.finditer(r"\S+", piece)
    return tuple(Cell(word[0], number, start + word.end() if start >= 0 else -1) for word in found)


def _tail_starts(text: str) -> int:
    """Where the amounts begin that end a text; its length where none do."""
    tokens = [*re.finditer(r"\S+", text)]
    start = len(text)
    for token in reversed(tokens):
        if not (_WORD_OF_TAIL.fullmatch(token[0]) or _is_unit(token[0])):
            break
        start = token.start()
    unit_first = re.match(r"[^\W\d]\S*\s*", text[start:])  # a unit that no amount stands before is of the label
    return start + unit_first.end() if unit_first else start


def _cut_at_spaces(number: int, shown: str, indent: int) -> Cut | None:
    after_colon = re.fullmatch(r"(?P<label>[^:]*[^\W\d]{2}[^:]*?)(?::|\s[–—-])\s+(?P<amount>\S.*)", shown)
    amount, change = _take_change(after_colon["amount"]) if after_colon else ("", "")
    if after_colon and ":" in shown and parse_amount(amount) is not None:
        return Cut(number, after_colon["label"], (_split(amount, number, -1),), "colon", indent, change=change)
    found = _CHANGE.search(shown)
    if found is None or not _ends_in_unit(shown[: found.start()]):
        return _cut_tail(number, shown, indent)
    cut = _cut_tail(number, shown[: found.start()], indent)
    return cut._replace(change=found[0].strip()) if cut else None


def _ends_in_unit(text: str) -> bool:
    return _is_unit(text.split()[-1]) if text.split() else False


def _is_unit(word: str) -> bool:
    return any(words(f"unit_{unit}").fullmatch(word) for unit in TKR_PER_UNIT)


def _cut_tail(number: int, shown: str, indent: int) -> Cut | None:
    start = _tail_starts(shown)
    tail = shown[start:]
    if _BROKEN.search(shown[:start].strip()):
        return None
    if not re.search(r"\d", tail):
        return None
    gaps = re.search(r"\S\s{2,}\S", shown) is not None
    pieces = [_split(piece[0], number, indent + start + piece.start()) for piece in re.finditer(r"\S+(?:\s\S+)*", tail)]
    is_tight = re.search(r"\S\s$", shown[:start]) is not None
    return Cut(number, shown[:start].strip(), tuple(pieces), "gaps" if gaps else "spaces", indent, is_tight)


def list_ways(cut: Cut, columns: int) -> list[Way]:
    """The ways to part a line into so many cells, an empty text where a cell is empty; none where it does not go.

    Tabs keep the place of an empty cell where the number fits; wide gaps never part a number.

    >>> [[cell.text for cell in way.cells] for way in list_ways(cut_line(1, "Skola 20 000 21 000"), 2)]
    [['20 000', '21 000']]
    >>> [[cell.text for cell in way.cells] for way in list_ways(cut_line(1, "Skola\\t20 000 21 000\\t5"), 3)]
    [['20 000', '21 000', '5']]
    """
    if cut.style == "tabs":
        placed = _place_tabs(cut, columns)
        if placed is not None:
            return [Way(cut.label, placed)]
    flat = [piece for piece in cut.pieces if piece]
    found = [Way(cut.label, cells) for cells in islice(_part(flat, columns), MANY)]
    if cut.is_tight and cut.label:
        found += _shift_label(cut, columns)
    return found


def _place_tabs(cut: Cut, columns: int) -> tuple[Cell, ...] | None:
    """The cells where each piece is one; None where their number does not fit."""
    cells = [Cell(" ".join(word.text for word in piece), cut.number) for piece in cut.pieces]
    while len(cells) > columns and not cells[-1].text:
        cells.pop()
    if any(cell.text and not is_nothing(cell.text) and _counts_several(cell.text) for cell in cells):
        return None
    filled = [cell for cell in cells if cell.text]
    if len(cells) != columns and len(filled) == columns:
        cells = filled
    if len(cells) < columns and len(cells) > len(filled):
        cells += [Cell("", cut.number)] * (columns - len(cells))
    return tuple(cells) if len(cells) == columns else None


def _counts_several(text: str) -> bool:
    return parse_amount(text) is None and _tail_starts(text) == 0


def _shift_label(cut: Cut, columns: int) -> Iterator[Way]:
    """Ways in which a dash or a small number before the amounts belongs to the label: "Skola åk 7 100 200"."""
    flat = [piece for piece in cut.pieces if piece]
    for count in range(1, len(flat[0]) if flat else 0):
        label = " ".join([cut.label, *(word.text for word in flat[0][:count])])
        rest = [flat[0][count:], *flat[1:]]
        shifted = label[len(cut.label) :].strip()
        if not _SMALL.fullmatch(shifted):
            return
        yield from (Way(label.strip(f" {MINUS}"), cells, shifted) for cells in islice(_part(rest, columns), MANY))


def _part(pieces: Sequence[tuple[Cell, ...]], columns: int) -> Iterator[tuple[Cell, ...]]:
    """All ways to part the words into so many cells, never over the end of a piece."""
    if columns == 0:
        if not pieces:
            yield ()
        return
    if not pieces or sum(map(len, pieces)) > columns * MOST:
        return
    first, rest = pieces[0], pieces[1:]
    for count in range(len(first), 0, -1):
        cell = Cell(" ".join(word.text for word in first[:count]), first[0].line, first[count - 1].end)
        if not is_cell(cell.text) or (columns > 1 and count > 1 and first[count - 1].text in MINUS):
            continue  # a minus between two amounts is the second one's
        left = [first[count:], *rest] if count < len(first) else [*rest]
        for others in _part(left, columns - 1):
            yield (cell, *others)


@lru_cache(maxsize=8192)
def is_cell(text: str) -> bool:
    """Whether a text is one cell of a table: an amount that there can be, or nothing.

    >>> is_cell("20 000"), is_cell("–"), is_cell("20 000 21"), is_cell("999 999 999 999 999")
    (True, True, False, False)
    """
    if is_nothing(text):
        return True
    amount = parse_amount(text)
    return amount is not None and abs(amount.value) < TOO_MUCH

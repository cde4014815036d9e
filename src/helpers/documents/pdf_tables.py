"""Tables of a PDF: cells between ruled lines, or amounts that stand below each other."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from helpers.documents.blocks import Block
from helpers.documents.grid import Cell, split_rows
from helpers.documents.joining import join_text
from helpers.documents.pdf_lines import Line, Word, find_lines, split_cells, write_words
from helpers.documents.pdf_page import Glyph, Page, Rule
from helpers.documents.signs import split_mark
from helpers.lemmas import is_word
from helpers.tables import demand_words, small_words, wish_verbs

AMOUNT = re.compile(
    r"(?:[(±+–−‒-]?\s?\d{1,3}(?:[ \u00a0\u202f.]\d{3})*(?:[.,]\d+)?|[(±+–−‒-]?\d+(?:,\d+)?)"
    r"[–−-]?\s?%?[⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾*)]*|[–−‒-]|[xX]"
)
_DOTS, _LEAST_DOTS = ".·…_⋅‥", 4
_LED = re.compile(rf"[{_DOTS}]\s*[(–−‒-]?\s?(?:\d{{1,3}}(?:[ \u00a0\u202f]\d{{3}})+|\d{{4,}}|\d+,\d+)\)?$")
_TOUCH = 3.0
_AMOUNT_GAP = 0.42
_ONE_AMOUNT_GAP = 1.5
_TEXT_GAP = 1.0
_MOST_HEADERS = 3
_MOST_BETWEEN = 2
_SAME_START = 2.5
_EVEN = 0.5
_ENDINGS = frozenset(("en", "den"))  # of nouns, beside being words
_FEWEST_ROWS = 2
_FEWEST_NOTED = 4  # a label, two amounts and a note
_FAR, _NEXT = 3.5, 1.5
_MOSTLY = 0.7
_ROW, _WHITE, _LITTLE = 1.25, 0.8, 0.3
_MOST_LINES, _MOST_TRIED = 100, 30


@dataclass
class Table:
    """A table on a page: its rows of cells, with the place that it takes."""

    rows: list[list[str]]
    left: float
    right: float
    bottom: float
    top: float
    page: int
    size: float
    bolds: list[bool] = field(default_factory=list)


# --- ruled tables -------------------------------------------------------------------------------------------


def find_ruled(page: Page) -> tuple[list[Table], list[Glyph]]:
    """The tables that standing and lying rules make, and the signs of the page that are in none of them."""
    tables, glyphs = [], page.glyphs
    for rules in _group(page.rules):
        table = _read_ruled(rules, glyphs, page)
        if table is not None:
            tables.append(table)
            glyphs = [glyph for glyph in glyphs if not _inside(glyph, table)]
    return tables, glyphs


def _group(rules: list[Rule]) -> list[list[Rule]]:
    """Rules that touch each other, directly or through others."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules)[:4000]:
        touching = [group for group in groups if any(_touch(rule, other) for other in group)]
        merged = [rule, *(each for group in touching for each in group)]
        groups = [group for group in groups if not any(group is each for each in touching)] + [merged]
    return [group for group in groups if len(group) >= 5]


def _touch(one: Rule, other: Rule) -> bool:
    return (
        one.left - _TOUCH <= other.right
        and other.left - _TOUCH <= one.right
        and one.bottom - _TOUCH <= other.top
        and other.bottom - _TOUCH <= one.top
    )


def _read_ruled(rules: list[Rule], glyphs: list[Glyph], page: Page) -> Table | None:
    lying = [rule for rule in rules if rule.top - rule.bottom <= _TOUCH]
    standing = [rule for rule in rules if rule.right - rule.left <= _TOUCH]
    xs, ys = _merge(rule.left for rule in standing), _merge(rule.bottom for rule in lying)[::-1]
    if len(xs) < 3 or len(ys) < 3:
        return None
    table = Table([], xs[0], xs[-1], ys[-1], ys[0], page.number, 0.0)
    inside = [glyph for glyph in glyphs if _inside(glyph, table)]
    if not inside:
        return None
    cells: dict[tuple[int, int], list[Glyph]] = {}
    for word in (word for line in find_lines(inside, page.number) for word in line.words):
        cells.setdefault(_find_cell(word.glyphs[0], xs, ys, standing, lying), []).extend(word.glyphs)
    rows = []
    for row in range(len(ys) - 1):
        signs = [cells.get((row, column), []) for column in range(len(xs) - 1)]
        if any(signs):
            letters = [glyph for each in signs for glyph in each if glyph.text.isalnum()]
            bold = bool(letters) and all(glyph.bold for glyph in letters)
            rows.append(
                [
                    Cell(_read_cell(each, page.number, *sides, bold))
                    for each, sides in zip(signs, pairwise(xs), strict=True)
                ]
            )
    for found in split_rows(rows):
        table.rows.append([join_text(block.text for block in cell.blocks) for cell in found])
        table.bolds.append(all(block.bold for cell in found for block in cell.blocks))
    table.size = sorted(glyph.size for glyph in inside)[len(inside) // 2]
    return table


def _merge(values: Iterable[float]) -> list[float]:
    merged: list[float] = []
    for value in sorted(values):
        if not merged or value - merged[-1] > _TOUCH:
            merged.append(value)
    return merged


def _inside(glyph: Glyph, table: Table) -> bool:
    middle = (glyph.left + glyph.right) / 2
    return table.left <= middle <= table.right and table.bottom <= glyph.base + glyph.size * 0.2 <= table.top


def _find_cell(
    glyph: Glyph, xs: list[float], ys: list[float], standing: list[Rule], lying: list[Rule]
) -> tuple[int, int]:
    """Row and column of a sign: of a cell that covers several, the first. In a row that is not painted, where others
    are as far as the right edge, none does.
    """
    x, y = (glyph.left + glyph.right) / 2, glyph.base + glyph.size * 0.2
    column = max(place for place, left in enumerate(xs[:-1]) if left <= x or place == 0)
    row = max(place for place, top in enumerate(ys[:-1]) if top >= y or place == 0)
    ends = [rule for rule in standing if abs(rule.left - xs[-1]) <= _TOUCH]
    painted = not ends or any(rule.bottom <= y <= rule.top for rule in ends)
    while (
        painted
        and column
        and not any(abs(rule.left - xs[column]) <= _TOUCH and rule.bottom <= y <= rule.top for rule in standing)
    ):
        column -= 1
    while row and not any(abs(rule.bottom - ys[row]) <= _TOUCH and rule.left <= x <= rule.right for rule in lying):
        row -= 1
    return row, column


def _read_cell(glyphs: list[Glyph], page: int, left: float, right: float, bold: bool) -> list[Block]:
    """The paragraphs of a cell between two edges: one begins at a mark, where its first word had room above, or with
    the verb of another task.

    A word that was too long for the cell and is broken without a hyphen is one.
    """
    lines = find_lines(glyphs, page) if glyphs else []
    texts: list[list[str]] = []
    for place, line in enumerate(lines):
        if place and _breaks_word(lines, place, left, right):
            texts[-1][-1] += line.text
        elif place and not (line.mark or _had_room(lines[place - 1], line, left, right) or _is_task(texts[-1], line)):
            texts[-1].append(line.text)
        else:
            texts.append([line.text])
    return [Block(text, "item" if split_mark(text) else "paragraph", bold=bold) for text in map(join_text, texts)]


def _had_room(before: Line, line: Line, left: float, right: float) -> bool:
    """Whether a line's first word had room above, as far from the edge as the text is on the other side."""
    word = line.words[0]
    space = 0.25 * line.size
    return before.right + space + (word.right - word.left) < right - (before.left - left)


def _is_task(before: list[str], line: Line) -> bool:
    """Whether a line of a cell is another task, though its first word had no room above: like the one before it, it
    begins with a verb as what is wanted does, and no word near before it leads on to a verb.
    """
    words, first = " ".join(before).split(), line.words[0].text
    opens = (
        len(line.words) > 1 and _is_verb(first) and _is_verb(words[0]) and first[0].isupper() == words[0][0].isupper()
    )
    words = [word.casefold() for word in words]
    open_ = (
        words[-1].endswith((",", "-"))
        or words[-1] in small_words()
        or bool({"att", *demand_words("modal"), *demand_words("leads_on")} & {*words[-5:]})
    )
    return opens and not open_


def _is_verb(word: str) -> bool:
    """Whether a word is an infinitive that demands begin with; with a capital, or an imperative."""
    infinitives, imperatives = wish_verbs()
    return word.casefold() in infinitives or (word[0].isupper() and word.casefold() in imperatives)


def _breaks_word(lines: list[Line], place: int, left: float, right: float) -> bool:
    """Whether a line goes on in the middle of a word: that alone fills the line before, to where no more sign fits.

    Told in cells whose lines all begin at the same place, which then is as far from the edge on the other side.
    """
    before, line = lines[place - 1], lines[place]
    first = line.words[0].glyphs[0]
    room = right - before.right - (before.left - left)
    is_even = all(abs(each.left - before.left) <= _EVEN for each in lines)
    in_word = before.text[-1:].islower() and line.text[:1].islower() and len(before.words) == 1
    begins = line.text.split()[0].casefold() in small_words() - _ENDINGS
    two = _are_words(before.text, line.text.split()[0])
    return is_even and in_word and not (begins or two) and before.right < right and room < first.right - first.left


def _are_words(one: str, other: str) -> bool:
    """Whether two texts are a word each ("Tekniska", "nämnden"), and not one that is known, or a first part and its s.

    >>> _are_words("Tekniska", "nämnden"), _are_words("Bildnings", "nämnden"), _are_words("Social", "nämnden")
    (True, False, False)
    """
    return is_word(one) and is_word(other) and not is_word(one + other) and not one.endswith("s")


# --- tables without rules -----------------------------------------------------------------------------------


def is_amount(words: list[Word]) -> bool:
    """Whether some words are a number, a year or a dash, as they stand in a table."""
    return bool(AMOUNT.fullmatch(write_words(words)))


def split_amounts(line: Line) -> list[list[Word]] | None:
    """The cells of a line that ends in amounts, the label first (empty where there is none); None for any other."""
    groups = split_cells(line.words, _AMOUNT_GAP)
    groups, note = _cut_note(groups, line.size)
    count = 0
    while count < len(groups) and is_amount(groups[-1 - count]):
        count += 1
    if not count or line.leader:
        return None
    label = [word for group in groups[: len(groups) - count] for word in group]
    amounts = [*groups[len(groups) - count :], *note]
    if count == 1 and label:
        if amounts[0][0].left - label[-1].right < _ONE_AMOUNT_GAP * line.size and not line.near:
            return None
    elif count == 1:
        return None
    return [label, *amounts]


def _cut_note(groups: list[list[Word]], size: float) -> tuple[list[list[Word]], list[list[Word]]]:
    """The cells of a line before what is written behind its amounts, two and more, and this."""
    if len(groups) < _FEWEST_NOTED:
        return groups, []
    last = next((place for place, group in enumerate(groups[::-1]) if is_amount(group)), 0)
    cells, note = groups[: len(groups) - last], groups[len(groups) - last :]
    apart = bool(note) and note[0][0].left - cells[-1][-1].right > _TEXT_GAP * size
    if apart and len(cells) > 2 and all(map(is_amount, cells[-2:])) and not is_amount(cells[0]):
        return cells, [[word for group in note for word in group]]
    return groups, []


def find_open(lines: list[Line], rules: Sequence[Rule] = ()) -> list[Line | Table]:
    """The lines of a column with each table among them as one; what is between stays. Rules may part its rows."""
    _find_near(lines)
    split = [split_amounts(line) for line in lines]
    found: list[Line | Table] = []
    place = 0
    for first, last in _runs(lines, split):
        begin, last = _with_headers(lines, split, first, last, place), _with_rest(lines, last)
        found += find_texts(lines[place:begin], rules)
        found.append(_make_table(lines[begin : last + 1]))
        place = last + 1
    return found + find_texts(lines[place:], rules)


def _find_near(lines: list[Line]) -> None:
    """Mark the lines of a label and an amount near it that ends where that of a row beside it does."""
    for one, other in (*pairwise(lines), *pairwise(lines[::-1])):
        cells, groups = split_amounts(one), split_cells(other.words, _AMOUNT_GAP)
        ended = cells and abs(cells[-1][-1].right - other.right) < _EVEN
        other.near |= bool(ended) and len(groups) == 2 and is_amount(groups[1]) and groups[0][0].text[:1].isalpha()


def _runs(lines: list[Line], split: list[list[list[Word]] | None]) -> list[tuple[int, int]]:
    """First and last of the lines of each table: lines of cells, with no more than a few others between."""
    runs: list[list[int]] = []
    for place, cells in enumerate(split):
        if not cells:
            continue
        if runs and place - runs[-1][-1] - 1 <= _MOST_BETWEEN and _belongs(lines, split, runs[-1], place):
            runs[-1].append(place)
        else:
            runs.append([place])
    return [(run[0], run[-1]) for run in runs if len(run) >= _FEWEST_ROWS or _is_headed(lines, run[0])]


def _is_headed(lines: list[Line], place: int) -> bool:
    """Whether a line of several amounts has a head above each, as the first row of a table that a page cuts off has."""
    bands = _bands(lines[place : place + 1])
    heads = split_cells(lines[place - 1].words, _TEXT_GAP) if place else []
    return 1 < len(bands) == len(heads) - 1 and _is_header(lines[place - 1], lines[place], bands)


def _with_rest(lines: list[Line], last: int) -> int:
    """The last line of a table, be it the rest of its last label."""
    row, *below = lines[last : last + 2]
    edge = _bands([row])[0][0]
    goes_on = [
        line
        for line in below
        if line.text[:1].islower() and not line.mark and line.right < edge and abs(line.left - row.left) <= _SAME_START
    ]
    return last + any(row.base - line.base < _NEXT * row.size for line in goes_on)


def _belongs(lines: list[Line], split: list[list[list[Word]] | None], run: list[int], place: int) -> bool:
    """Whether the lines between are short enough to be labels or go on with a note, and the distance is that of a
    table.
    """
    last = run[-1]
    amounts = [cells[1][0].left for each in (*run, place) if (cells := split[each]) is not None]
    edge = min(amounts, default=float("inf"))
    notes = [cells[-1][0].left for each in run if (cells := split[each]) and not is_amount(cells[-1])]
    between = [line for line in lines[last + 1 : place] if not any(abs(line.left - left) <= _EVEN for left in notes)]
    near = all(one.base - other.base < 3.2 * one.size for one, other in pairwise(lines[last : place + 1]))
    return near and all(line.right < edge and not line.mark and not line.text.endswith(".") for line in between)


def _with_headers(lines: list[Line], split: list[list[list[Word]] | None], first: int, last: int, least: int) -> int:
    """The first of the header lines above a table: what stands in the columns of its amounts."""
    bands = _bands(lines[first : last + 1])
    second = _find_second(lines[first : last + 1])
    begin = first
    while begin > least and first - begin < _MOST_HEADERS and _is_header(lines[begin - 1], lines[begin], bands, second):
        begin -= 1
    return begin


def _find_second(lines: list[Line]) -> float | None:
    """Where a second column of text begins before the amounts: a word of nearly every label does there."""
    labels = [cells[0] for line in lines if (cells := split_amounts(line)) and cells[0]]
    starts = Counter(round(word.left, 1) for label in labels for word in label[1:])
    left, count = max(starts.items(), key=lambda start: (start[1], -start[0]), default=(0.0, 0))
    wide = any(round(cell[0].left, 1) == left for label in labels for cell in split_cells(label, _TEXT_GAP)[1:])
    return left if wide and count > _FEWEST_ROWS and count >= _MOSTLY * len(labels) else None


def _is_header(line: Line, below: Line, bands: list[tuple[float, float]], second: float | None = None) -> bool:
    if line.base - below.base > 2.6 * max(line.size, below.size) or line.mark or line.leader:
        return False
    groups = split_cells(line.words, _TEXT_GAP)
    if second is not None and any(abs(group[0].left - second) <= _SAME_START for group in groups[1:]):
        bands = [(second, second), *bands]
        return len(groups) <= len(bands) + 1
    edge = bands[0][0]
    over = [group for group in groups if group[-1].right > edge - line.size]
    labels = [group for group in groups if group[-1].right <= edge - line.size]
    near = bool(over) and len(labels) <= 1 and all(group[0].left > edge - 6 * line.size for group in over)
    return near or (len(groups) <= len(bands) + 1 and _are_in_turn(groups[-len(bands) :], bands))


def _are_in_turn(over: list[list[Word]], bands: list[tuple[float, float]]) -> bool:
    """Whether heads begin at the left of wide columns whose amounts stand at the right: one for each, in turn."""
    ends = [float("-inf"), *(right for _, right in bands)]
    told = len(bands) > 1 and len(over) == len(bands)
    return told and all(end < head[0].left < right for head, (end, right) in zip(over, pairwise(ends), strict=True))


def _bands(lines: list[Line]) -> list[tuple[float, float]]:
    """The columns of the amounts from left to right: where amounts of different lines overlap is one column."""
    spans = sorted(
        (cell[0].left, cell[-1].right) for line in lines for cell in (split_amounts(line) or [[]])[1:] if cell
    )
    bands: list[tuple[float, float]] = []
    for left, right in spans:
        if bands and left < bands[-1][1]:
            bands[-1] = (bands[-1][0], max(right, bands[-1][1]))
        else:
            bands.append((left, right))
    return bands


def _make_table(lines: list[Line]) -> Table:
    bands = _bands(lines)
    rows, bolds = [], []
    counts = {len(cells) - 1 for line in lines if (cells := split_amounts(line))}
    in_turn = len(counts) == 1 and counts != {len(bands)}
    edge, second = bands[0][0], None if in_turn else _find_second(lines)
    if second is not None:
        bands = [
            (second, max(cells[0][-1].right for line in lines if (cells := split_amounts(line)) and cells[0])),
            *bands,
        ]
    for line in lines:
        cells = _part_label(split_amounts(line), edge) or split_cells(line.words, _AMOUNT_GAP)
        if second is not None:
            cells = [part for cell in cells if cell for part in _split_at(cell, [cell[0].left, second])]
        rows.append(_seat_in_turn(cells, max(counts)) if in_turn else _seat(cells, bands))
        bolds.append(line.bold)
    _join_heads(rows, bolds)
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    table = Table([], left, right, lines[-1].base, lines[0].base + lines[0].size, lines[0].page, lines[-1].size)
    table.rows, table.bolds = _join_labels(rows, bolds)
    return table


def _join_heads(rows: list[list[str]], bolds: list[bool]) -> None:
    """Make one of the heads of a table that go on below each other.

    >>> heads = [["Nämnd", "Kommun-", "SD:s"], ["", "styrelsens förslag", "förslag"], ["KS", "1", "2"]]
    >>> _join_heads(heads, [True] * 3)
    >>> heads
    [['Nämnd', 'Kommunstyrelsens förslag', 'SD:s förslag'], ['KS', '1', '2']]
    >>> heads = [["", "", "Förslag"], ["Nämnd", "2027", "budget 2028"]]
    >>> _join_heads(heads, [True] * 2)
    >>> heads
    [['Nämnd', '2027', 'Förslag budget 2028']]
    """
    while len(rows) > 1 and _wraps_head(*rows[:2]):
        rows[:2] = [_join_cells(*rows[:2])]
        del bolds[1]


def _join_cells(row: list[str], rest: list[str]) -> list[str]:
    return [join_text(filter(None, pair)) for pair in zip(row, rest, strict=True)]


def _wraps_head(heads: list[str], row: list[str]) -> bool:
    """Whether a row goes on with the heads above it in small letters: below each of those, or each below one, several
    or one whose word is cut, and without amounts.
    """
    if not heads[0] and row[0]:
        below = [rest for head, rest in zip(heads, row, strict=True) if head]
        return all(below) and any(rest[0].islower() for rest in below)
    pairs = [(head, rest) for head, rest in zip(heads, row, strict=True) if rest]
    small = [rest[0].islower() for _, rest in pairs]
    told = any(small) and all(low or rest.isupper() for low, (_, rest) in zip(small, pairs, strict=True))
    return told and not row[0] and all(head for head, _ in pairs) and (len(pairs) > 1 or pairs[0][0].endswith("-"))


def _part_label(cells: list[list[Word]] | None, edge: float) -> list[list[Word]] | None:
    """The cells of a row; what is before its amounts and goes on over their columns, which begin at an edge, as several
    where it has room within: the words of a header that ends in a year.
    """
    parts = split_cells(cells[0], _TEXT_GAP) if cells and cells[0] else []
    return [*parts, *cells[1:]] if cells and len(parts) > 1 and parts[-1][-1].right > edge else cells


def _seat(cells: list[list[Word]], bands: list[tuple[float, float]]) -> list[str]:
    """The texts of a row on the table's columns: each in the first column that it covers, else in the nearest."""
    texts = [""] * (len(bands) + 1)
    if len(cells) == len(texts) and all(cells) and _are_in_turn(cells[1:], bands):
        return [write_words(cell) for cell in cells]
    for cell in cells:
        if not cell:
            continue
        left, right = cell[0].left, cell[-1].right
        column = next((place for place, band in enumerate(bands, start=1) if left < band[1] and right > band[0]), None)
        if column is None:
            column = 0 if not bands or right <= bands[0][0] else _nearest(right, bands)
        texts[column] = f"{texts[column]} {write_words(cell)}".strip()
    return texts


def _seat_in_turn(cells: list[list[Word]], most: int) -> list[str]:
    """The texts of a row one after the other, where the amounts of a table do not stand below each other."""
    texts = [write_words(cell) if cell else "" for cell in cells]
    texts = [*[""] * (len(texts) == most > 1), *texts]
    return texts + [""] * (most + 1 - len(texts))


def _nearest(right: float, bands: list[tuple[float, float]]) -> int:
    return 1 + min(range(len(bands)), key=lambda place: abs(bands[place][1] - right))


def _join_labels(rows: list[list[str]], bolds: list[bool]) -> tuple[list[list[str]], list[bool]]:
    """A label over two lines is one: it ends in a hyphen, or goes on in small letters. So is what stands alone in the
    last column below a note.
    """
    kept: list[list[str]] = []
    weights: list[bool] = []
    for row, bold in zip(rows, bolds, strict=True):
        before = kept[-1] if kept else None
        alone = before is not None and not any(before[1:])
        if (
            before is not None
            and row[-1]
            and not any(row[:-1])
            and not any(map(AMOUNT.fullmatch, (before[-1], row[-1])))
        ):
            before[-1] = join_text(filter(None, (before[-1], row[-1])))
        elif before is not None and row[0] and _goes_on(before, row, alone):
            kept[-1] = [_join_cut(before[0], row[0]), *(row[1:] if alone else before[1:])]
        else:
            kept.append(row)
            weights.append(bold)
    return kept, weights


def take_over(table: Table, after: Table | None, lines: list[Line]) -> bool:
    """Give the last row of a table what a page break has cut off from its cells: the first row of the table after it,
    below the heads that are repeated there, or the line that stands there alone. Whether there is any.
    """
    last, width = table.rows[-1], len(table.rows[-1])
    if after is not None:
        place = next((n for n, row in enumerate(after.rows) if row not in table.rows[:_MOST_HEADERS]), None)
        if place is None or after.page == table.page or (not place and len(after.rows) < 2):
            return False
        row = after.rows[place]
    else:
        alone = len(lines) == 1 and lines[0].page != table.page and not lines[0].mark
        open_ = alone and last[0] and (last[0].endswith("-") or last[0].split()[-1].casefold() in small_words())
        row, place = ([lines[0].text, *[""] * (width - 1)] if open_ else []), None
    if len(row) != width or not any(row) or not all(map(_is_cut, last, row)):
        return False
    table.rows[-1] = [_join_cut(one, other) if other else one for one, other in zip(last, row, strict=True)]
    if after is not None and place is not None:
        del after.rows[place], after.bolds[place]
    return True


def _is_cut(cell: str, rest: str) -> bool:
    """Whether a cell may go on in the rest, in the middle of a sentence."""
    return not rest or (bool(cell) and rest[:1].islower() and not cell.endswith((".", "!", "?", ":", ";")))


def _join_cut(cell: str, rest: str) -> str:
    """A cell and the rest of it, also where a narrow one breaks a word without a hyphen.

    >>> _join_cut("Finansförvaltning", "en"), _join_cut("en handlingspla", "n för barn"), _join_cut("Barn- och", "unga")
    ('Finansförvaltningen', 'en handlingsplan för barn', 'Barn- och unga')
    >>> _join_cut("Skolnämnde", "n"), _join_cut("Bada", "i sjön"), _join_cut("Hus", "B")
    ('Skolnämnden', 'Bada i sjön', 'Hus B')
    >>> _join_cut("Barn- och ungdomsnämn-", "den")
    'Barn- och ungdomsnämnden'
    """
    last, first = cell.split()[-1], rest.split()[0]
    letter = len(first) == 1 and first.islower() and first not in small_words()
    broken = rest in _ENDINGS or letter or (is_word(last + first) and not is_word(last))
    return cell + rest if broken and not cell.endswith("-") else join_text([cell, rest])


def _goes_on(before: list[str], row: list[str], alone: bool) -> bool:
    small = row[0][:1].islower() and not row[0].startswith(("varav", "därav", "av vilka"))
    if alone:
        return bool(before[0]) and (before[0].endswith("-") or small)
    return small and not any(row[1:]) and bool(before[0])


def open_leaders(lines: list[Line]) -> list[Line]:
    """The lines of a page without the dots that lead to numbers, if any of those is an amount and no page's number."""
    if not any(line.leader and _LED.search(line.text) for line in lines):
        return lines
    return [Line([*_drop_dots(line.words)], line.page) if line.leader else line for line in lines]


def _drop_dots(words: list[Word]) -> Iterator[Word]:
    for word in words:
        for dotted, glyphs in groupby(word.glyphs, key=lambda glyph: glyph.text in _DOTS):
            signs = tuple(glyphs)
            if not dotted or len(signs) < min(_LEAST_DOTS, len(word.glyphs)):
                yield Word(signs)


def join_columns(tables: list[Table]) -> list[Table]:
    """The tables that are the columns of others, on a page before: without a label, in rows on the same height. Those
    have their columns then.
    """
    taken: list[Table] = []
    for table in tables:
        alike = [
            other
            for other in tables
            if other.page < table.page
            and len(other.rows) == len(table.rows)
            and max(abs(other.top - table.top), abs(other.bottom - table.bottom)) < _TOUCH
            and any(row[0] for row in other.rows)
        ]
        if alike and not any(row[0] for row in table.rows):
            host = min(alike, key=lambda other: (len(other.rows[0]), other.page))
            host.rows = [[*row, *more[1:]] for row, more in zip(host.rows, table.rows, strict=True)]
            taken.append(table)
    return taken


# --- tables below a head --------------------------------------------------------------------------------------


def find_headed(lines: list[Line], rules: Sequence[Rule] = ()) -> list[Line | Table]:
    """Lines of which some are a table without rules that only its head and the white between its columns part: three
    columns or more, of which two hold text, in rows of several lines that are farther from each other than these.
    """
    found: list[Line | Table] = []
    place = tried = 0
    while place < len(lines):
        heads = split_cells(lines[place].words, _TEXT_GAP) if tried < _MOST_TRIED else []
        may_head = len(heads) > 2 and all(head[0].text[:1].isalpha() for head in heads)
        tried += may_head
        last = _find_end(lines, place, heads, rules) if may_head else place
        found.append(_make_headed(lines[place : last + 1], rules) if last > place else lines[place])
        place = last + 1
    return found


def _find_end(lines: list[Line], first: int, heads: list[list[Word]], rules: Sequence[Rule]) -> int:
    """The last line of the table below a head; the head itself where there is none."""
    last = first
    while last + 1 < len(lines[: first + _MOST_LINES]) and _is_near(lines[last], lines[last + 1]):
        last += 1
    below = lines[first + 1 : last + 1]
    parted = _list_parted(below, rules)
    counts = range(len(below), 0, -1)
    return first + next((count for count in counts if _are_headed(below[: count + 1], count, heads, parted)), 0)


def _is_near(line: Line, below: Line) -> bool:
    return line.base - below.base < _FAR * line.size


def _list_parted(lines: list[Line], rules: Sequence[Rule]) -> list[bool]:
    """Whether rules or another weight part each line, but the first, from the one above."""
    width = max((line.right for line in lines), default=0.0) - min((line.left for line in lines), default=0.0)
    return [_are_parted(one, other, rules, width) for one, other in pairwise(lines)]


def _are_headed(lines: list[Line], count: int, heads: list[list[Word]], parted: list[bool]) -> bool:
    """Whether the columns that so many lines stand in are those of the heads, two of them of text, in rows of several
    lines, and the line below them begins no more of the last row.
    """
    within = lines[:count]
    columns = _list_columns(within, heads)
    even = len(columns) == len(heads) and all(
        [column for column in columns if head[0].left < column[1] and column[0] < head[-1].right] == [own]
        for head, own in zip(heads, columns, strict=True)
    )
    if count <= _FEWEST_ROWS or not even or any(line.leader or line.size != lines[0].size for line in within):
        return False
    starts = _find_rows(lines, parted, columns[-1][0])
    if not (len(starts) == count or starts[-1]) or not 1 < sum(starts[:count]) < count:
        return False
    cells = [_seat_words(line.words, columns) for line in within]
    texts = [sum(bool(row[n]) and not is_amount(row[n]) for row in cells) for n in range(len(heads))]
    priced = any(row[-1] and is_amount(row[-1]) for row in cells)
    return priced and sum(2 * told > count for told in texts) + (2 * texts[0] > _FEWEST_ROWS) > 1


def _find_rows(lines: list[Line], parted: list[bool], edge: float) -> list[bool]:
    """Whether each line begins a row: it is parted from the one above, or by more room than others, or it has an amount
    in the last column, which begins at an edge, and so had the row above.
    """
    least = min((one.base - other.base for one, other in pairwise(lines)), default=0.0)
    ends = [[word for word in line.words if word.left >= edge] for line in lines]
    priced = [bool(cell) and is_amount(cell) for cell in ends]
    starts, filled = [True], priced[0]
    for (one, other), apart, amount in zip(pairwise(lines), parted, priced[1:], strict=False):
        starts.append(apart or (filled and amount) or one.base - other.base > _ROW * least)
        filled = amount or (filled and not starts[-1])
    return starts


def _list_columns(lines: list[Line], heads: list[list[Word]]) -> list[tuple[float, float]]:
    """From where to where the columns go that white from the first line to the last parts; where a head begins, little
    of it.
    """
    columns: list[tuple[float, float]] = []
    for left, right in sorted((word.left, word.right) for line in lines for word in line.words):
        white = _LITTLE if any(abs(head[0].left - left) <= _EVEN for head in heads) else _WHITE
        if columns and left < columns[-1][1] + white * lines[0].size:
            columns[-1] = (columns[-1][0], max(right, columns[-1][1]))
        else:
            columns.append((left, right))
    return columns


def _seat_words(words: list[Word], columns: list[tuple[float, float]]) -> list[list[Word]]:
    return [[word for word in words if left <= word.left <= right] for left, right in columns]


def _make_headed(lines: list[Line], rules: Sequence[Rule]) -> Table:
    head, *below = lines
    heads = split_cells(head.words, _TEXT_GAP)
    columns = _list_columns(below, heads)
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    table = Table([], left, right, below[-1].base, head.base + head.size, head.page, head.size)
    table.rows, table.bolds = [[*map(write_words, heads)]], [head.bold]
    for line, begins in zip(below, _find_rows(below, _list_parted(below, rules), columns[-1][0]), strict=True):
        cells = [write_words(cell) if cell else "" for cell in _seat_words(line.words, columns)]
        if begins:
            table.rows.append(cells)
            table.bolds.append(line.bold)
        else:
            table.rows[-1] = _join_cells(table.rows[-1], cells)
    _join_heads(table.rows, table.bolds)
    return table


# --- tables of text -----------------------------------------------------------------------------------------


def find_texts(lines: list[Line], rules: Sequence[Rule] = ()) -> list[Line | Table]:
    """Lines of which some are a table of text: cells that begin at the same places, line for line, far apart."""
    found: list[Line | Table] = []
    place = 0
    while place < len(lines):
        starts = _widen(_find_starts(lines[place]), lines[place:])
        last = _follow(lines, place, starts) if starts else place
        if starts and _is_table(lines[place : last + 1], starts):
            found.append(_make_texts(lines[place : last + 1], starts, rules))
            place = last + 1
        else:
            found.append(lines[place])
            place += 1
    return found


def _find_starts(line: Line) -> list[float]:
    """Where the cells of a line begin, if it has more than one."""
    groups = split_cells(line.words, _TEXT_GAP)
    return [group[0].left for group in groups] if len(groups) > 1 and not line.leader and not line.mark else []


def _widen(starts: list[float], lines: list[Line]) -> list[float]:
    """Where the cells of a table begin whose first line has some of them only: as in a line below that has them too."""
    for before, line in pairwise(lines if starts else ()):
        if before.base - line.base > _FAR * line.size:
            break
        found = _find_starts(line)
        if len(found) > len(starts) and all(_column(start, found) is not None for start in starts):
            starts = found
    return starts


def _follow(lines: list[Line], first: int, starts: list[float]) -> int:
    """The last line whose cells all begin where those of the first one do, and end before the next one begins."""
    last = first
    for place in range(first + 1, len(lines)):
        before, line = lines[place - 1], lines[place]
        if before.base - line.base > _FAR * line.size or not _fits(line, starts):
            break
        last = place
    return last


def _fits(line: Line, starts: list[float]) -> bool:
    if line.leader or line.mark:
        return False
    groups = _split_at(line.words, starts)
    columns = [_column(group[0].left, starts) for group in groups]
    if None in columns or len(set(columns)) < len(columns):
        return False
    ends = [(*starts, float("inf"))[column + 1] for column in columns if column is not None]
    return all(group[-1].right < end + 1 for group, end in zip(groups, ends, strict=True))


def _split_at(words: list[Word], starts: list[float]) -> list[list[Word]]:
    """Words in cells: a new one where a column begins."""
    groups: list[list[Word]] = []
    for word in words:
        if not groups or _column(word.left, starts[1:]) is not None:
            groups.append([word])
        else:
            groups[-1].append(word)
    return groups


def _column(left: float, starts: list[float]) -> int | None:
    return next((place for place, start in enumerate(starts) if abs(start - left) <= _SAME_START), None)


def _is_table(lines: list[Line], starts: list[float]) -> bool:
    """Whether there are lines enough with cells in several columns."""
    several = sum(len(_split_at(line.words, starts)) > 1 for line in lines)
    return several >= (_FEWEST_ROWS if len(starts) > 2 else _FEWEST_ROWS + 1)


def _make_texts(lines: list[Line], starts: list[float], rules: Sequence[Rule]) -> Table:
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    table = Table([], left, right, lines[-1].base, lines[0].base + lines[0].size, lines[0].page, lines[0].size)
    steps = [one.base - other.base for one, other in pairwise(lines)]
    parts = [_part_columns(line, starts) for line in lines]
    ends = [max((each[n].right for each in parts if n in each), default=0.0) for n in range(len(starts))]
    for place, line in enumerate(lines):
        cells = [""] * len(starts)
        for column, part in parts[place].items():
            cells[column] = part.text
        parted = not place or _are_parted(lines[place - 1], line, rules, right - left)
        if not parted and _wraps(table.rows[-1], cells, steps[place - 1], min(steps)):
            if _begins_task(table.rows[-1], parts[place - 1], parts[place], ends):
                _begin_task(table, cells)
            else:
                table.rows[-1] = _join_cells(table.rows[-1], cells)
        else:
            table.rows.append(cells)
            table.bolds.append(line.bold)
    return table


def _part_columns(line: Line, starts: list[float]) -> dict[int, Line]:
    """What stands in each column of a line."""
    return {_column(group[0].left, starts) or 0: Line(group) for group in _split_at(line.words, starts)}


def _begins_task(row: list[str], before: dict[int, Line], parts: dict[int, Line], ends: list[float]) -> bool:
    """Whether a line begins another task for the label of the row above, in a column behind the labels: with a verb
    that had room above, or as a line of a cell does.
    """
    return any(
        _is_task([row[n]], line)
        or (_is_verb(line.words[0].text) and line.text[0].isupper() and _had_room(before[n], line, line.left, ends[n]))
        for n, line in parts.items()
        if n and n in before
    )


def _begin_task(table: Table, cells: list[str]) -> None:
    """A row for another task; what stands beside it in the column of labels is the rest of the label above."""
    labelled = next(row for row in table.rows[::-1] if row[0] or row is table.rows[0])
    labelled[0] = join_text(filter(None, (labelled[0], cells[0])))
    table.rows.append(["", *cells[1:]])
    table.bolds.append(table.bolds[-1])


def _are_parted(before: Line, line: Line, rules: Sequence[Rule], width: float) -> bool:
    """Whether rules, or the edges of what rows are painted with, go between two lines, for most of the table; or one of
    the lines is bold.
    """
    between = [rule for rule in rules if line.base < rule.bottom < before.base and rule.top - rule.bottom <= _TOUCH]
    return before.bold != line.bold or sum(rule.right - rule.left for rule in between) > _EVEN * width


def _wraps(before: list[str], cells: list[str], step: float, least: float) -> bool:
    """Whether a line goes on with the row above: near it, and with nothing that begins anew."""
    begun = [text for text in cells if text]
    anew = bool(cells[0]) and not cells[0][:1].islower() and not before[0].endswith("-")
    return step < least * _ROW and (not anew or all(text[:1].islower() for text in begun))

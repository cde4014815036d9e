"""From the lines of a document to tables of labels and cells, in any layout: tabs, gaps, spaces, a cell to a line."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from statistics import median
from typing import NamedTuple

from helpers.plan.amounts import find_units, find_years, is_nothing, show_signs, words
from helpers.plan.cells import (
    Cell,
    Cut,
    Way,
    clean_label,
    count_labels,
    cut_line,
    find_codes,
    is_cell,
    list_ways,
    seat_labels,
)
from helpers.plan.columns import (
    Column,
    Head,
    cut_header,
    heads_codes,
    is_header,
    join_headers,
    may_head,
    name_columns,
)
from helpers.plan.stacks import Item, Stack, read_stack

FindCommittee = Callable[[str], str | None]
"""Gives the id of the committee that a label names (name, alias, abbreviation), or None."""

ASIDE = ("header", "footer", "note", "box", "contents")
"""Kinds of places.csv that are no part of the text: they may stand in the middle of a table."""

GAP = 6
"""So many lines of text at most (footer, header, page number) stand between the halves of a table over two pages."""

LONG = 80
"""A label has at most so many characters."""

_NUMBER = re.compile(r"(\d{1,4})[.)]?\s+(?=[^\W\d])")
_PAGE = re.compile(r"(?:sida|sid\.?|page)\s*\d+(?:\s*(?:\(|av|/|of)\s*\d+\)?)?", re.IGNORECASE)


class SourceLine(NamedTuple):
    """A line of plan.txt: its number (from 1), the text as it stands, and its kind in places.csv ("" where unknown)."""

    number: int
    text: str
    kind: str = ""


class GridRow(NamedTuple):
    """A row of a table: its label, the ways to part it into cells (none for a title), and the lines it stands on."""

    label: str
    ways: tuple[Way, ...]
    lines: tuple[int, ...]
    indent: int = 0
    parts: tuple[str, ...] = ()  # of a label that several columns make up: the text in each
    change: str = ""  # what stands in brackets, with a sign, after an amount


@dataclass(frozen=True)
class Grid:
    """A table: the line above it, its header, its columns and rows, and the lines in it that could not be read."""

    header: tuple[int, ...]
    columns: tuple[Column, ...]
    rows: tuple[GridRow, ...]
    style: str = "tabs"
    unread: tuple[int, ...] = ()
    titles: tuple[int, ...] = ()  # lines above it, nearest first
    loose: tuple[str, ...] = ()  # heads with a year that more columns would need than the rows have

    @property
    def first(self) -> int:
        """The first line of the table."""
        return min([*self.header, *(line for row in self.rows for line in row.lines)])

    @property
    def last(self) -> int:
        """The last line of the table."""
        return max(line for row in self.rows for line in row.lines)


class _Line(NamedTuple):
    """A line with what it may be in a table: header, row, weak (a row or a title), amounts, label, unread, doubt
    (unread or text), blank, aside or text.
    """

    source: SourceLine
    part: str
    cut: Cut | None = None


def find_grids(
    lines: Sequence[SourceLine], find_committee: FindCommittee, year: int | None, party: Sequence[str] = ()
) -> list[Grid]:
    """All tables of amounts in the lines, whatever they are about, in their order; ``party`` is what the plan's party
    is called.

    >>> lines = [SourceLine(number, text) for number, text in enumerate(["\\t2027", "Skola\\t5", "Vård\\t6"], start=1)]
    >>> (grid,) = find_grids(lines, lambda label: None, 2027)
    >>> [(row.label, row.ways[0].cells[0].text) for row in grid.rows]
    [('Skola', '5'), ('Vård', '6')]
    """
    sorted_lines = _sort_lines(lines, find_committee)
    stacks, sorted_lines = _take_stacks(sorted_lines, year, party)
    grids = [
        grid
        for run in _find_runs(sorted_lines)
        for block in _split_run(run, find_committee)
        if (grid := _build_grid(block, sorted_lines, find_committee, year, party))
    ]
    return sorted([*_join_pages(grids, sorted_lines), *stacks], key=lambda grid: grid.first)


def _take_stacks(lines: Sequence[_Line], year: int | None, party: Sequence[str]) -> tuple[list[Grid], list[_Line]]:
    """The tables that stand a cell to a line, and the lines with those set aside."""
    stacks, taken = [], set()
    for run in _find_stack_runs(lines):
        stack = read_stack([_to_item(line) for line in run])
        if stack:
            titles = tuple(line.source.number for line in _find_titles(lines, stack.first))
            stacks.append(_build_stack(stack, titles, year, lines, party))
            taken |= {line.source.number for line in run if line.source.number >= stack.first}
    return stacks, [line._replace(part="aside") if line.source.number in taken else line for line in lines]


def _find_stack_runs(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """The stretches of lines that each hold one cell or one label, with two amounts and more."""
    run: list[_Line] = []
    for line in [*lines, None]:
        if line and (
            line.part in ("label", "weak", "header")
            or (line.part == "amounts" and _is_one_cell(line))
            or _is_dash(line)
        ):
            if not (line.part == "label" and line.source.kind.startswith("heading")):
                run.append(line)
                continue
        elif line and line.part in ("blank", "aside"):
            continue
        if sum(each.part in ("amounts", "header") for each in run) >= 2:
            yield run
        run = []


def _is_one_cell(line: _Line) -> bool:
    return line.cut is not None and len(line.cut.pieces) == 1 and is_cell(show_signs(line.source.text))


def _is_dash(line: _Line) -> bool:
    shown = show_signs(line.source.text)
    return bool(shown) and is_nothing(shown)


def _to_item(line: _Line) -> Item:
    shown = show_signs(line.source.text)
    is_year = line.part == "header"
    return Item(
        line.source.number,
        shown,
        "head" if is_year else "amount" if line.part == "amounts" or _is_dash(line) else "label",
    )


def _build_stack(
    stack: Stack, titles: tuple[int, ...], year: int | None, lines: Sequence[_Line], party: Sequence[str]
) -> Grid:
    texts = {line.source.number: line.source.text for line in lines}
    default = [found for number in titles[:2] for found in find_years(texts[number])]
    rows = [
        GridRow(
            clean_label(label.text), (Way(clean_label(label.text), cells),) if cells else (), _lines_of(label, cells)
        )
        for label, cells in stack.rows
    ]
    width = max(len(cells) for _, cells in stack.rows)
    columns = name_columns(stack.heads or [""] * width, year, default, party)
    return Grid(
        stack.header, tuple(columns), tuple(rows), style="columns" if stack.is_by_columns else "rows", titles=titles
    )


def _lines_of(label: Item, cells: Sequence[Cell]) -> tuple[int, ...]:
    return (label.number, *(cell.line for cell in cells))


def _sort_lines(lines: Sequence[SourceLine], find_committee: FindCommittee) -> list[_Line]:
    found = [_sort_line(line, find_committee) for line in lines]
    told = [line for line in found if line.part not in ("blank", "aside")]
    heads = {
        line.source.number
        for before, line, after in zip([None, *told], told, told[1:], strict=False)
        if _is_over(line, after) and _may_begin(before) and not _names_committee(line, find_committee)
    }
    heads |= {line.source.number for line in _list_anew(told)}
    return [line._replace(part="header", cut=None) if line.source.number in heads else line for line in found]


def _list_anew(lines: Sequence[_Line]) -> Iterator[_Line]:
    """The lines that name one year, above a row whose label other rows have had: there the table begins anew for it.

    >>> texts = ["Budget 2027", "Skola\\t5", "Vård\\t6", "Plan 2028", "Skola\\t7", "Vård\\t8"]
    >>> grids = find_grids([SourceLine(n, text) for n, text in enumerate(texts, 1)], lambda label: None, 2027)
    >>> [column.year for grid in grids for column in grid.columns]
    [2027, 2028]
    """
    seen: set[str] = set()
    for line, row in pairwise(lines):
        if line.part == "row" and line.cut:
            seen.add(clean_label(line.cut.label))
        again = row.part == "row" and row.cut is not None and clean_label(row.cut.label) in seen
        if again and line.part in ("label", "weak") and "\t" not in line.source.text:
            yield from [line] if len(set(find_years(line.source.text))) == 1 else []


def _is_over(line: _Line, row: _Line) -> bool:
    """Whether a line has words over each cell of the row of several amounts below it, and no number of its own."""
    if line.part not in ("label", "unread") or row.part != "row" or not row.cut or len(row.cut.pieces) < 2:
        return False
    cells = len(row.cut.cells) or len(row.cut.pieces) + 1
    heads = show_signs("x" + line.source.text)[1:]
    parted = heads.split("\t") if row.cut.cells else re.split(r"\s{2,}", heads)
    return len(parted) == cells and all(map(may_head, parted[1:]))


def _may_begin(before: _Line | None) -> bool:
    """Whether a table may begin after a line: it is no row, or a sum."""
    if before is None or before.part not in ("row", "amounts"):
        return True
    return bool(before.cut and words("sum").match(clean_label(before.cut.label)))


def _names_committee(line: _Line, find_committee: FindCommittee) -> bool:
    """Whether a line begins with the name of a committee, other than a word that stands over the names of all."""
    label = clean_label(show_signs("x" + line.source.text)[1:].split("\t")[0])
    return find_committee(label) is not None and not words("column_label").fullmatch(label)


def _sort_line(line: SourceLine, find_committee: FindCommittee) -> _Line:
    shown = show_signs(line.text)
    if not shown:
        return _Line(line, "blank")
    if line.kind in ASIDE:
        return _Line(line, "aside")
    label = re.split(r"\t|\s{2,}", shown)[0]
    if is_header(line.text, find_committee(clean_label(label)) is not None):
        return _Line(line, "header")
    if _PAGE.fullmatch(shown):
        return _Line(line, "aside")
    cut = cut_line(line.number, line.text)
    if cut and _is_weak(cut):
        return _Line(line, "weak", cut)
    if cut and (cut.style == "tabs" or _is_label(cut.label)):
        return _Line(line, "row" if cut.label else "amounts", cut)
    if "\t" in line.text.strip() or line.kind == "row":
        return _Line(line, "unread" if re.search(r"\d", shown) else "aside" if _is_empty_row(shown) else "label")
    if len(re.findall(r"(?<!\S)\d\S*", shown)) > 2:
        return _Line(line, "doubt")
    return _Line(line, "label" if _is_label(shown) and not shown.endswith(".") else "text")


def _is_empty_row(shown: str) -> bool:
    """Whether a row has a label and dashes only."""
    cells = [cell for cell in shown.split("\t")[1:] if cell.strip()]
    return bool(cells) and all(is_nothing(cell) for cell in cells)


def _is_label(text: str) -> bool:
    """Whether a text may be the label of a row: short, and no sentence."""
    return len(text) <= LONG and len(text.split()) <= 9 and not re.search(r"[.!?]\s+\S|[,;]$", text)


def _find_runs(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """The stretches of lines that hold a table, each from its header or first row to its last row."""
    run: list[_Line] = []
    waiting: list[_Line] = []
    for line in lines:
        is_heading = line.source.kind.startswith("heading")
        if line.part in ("header", "row", "amounts", "unread") and (run or line.part != "unread"):
            run, waiting = [*run, *waiting, line], []
        elif (run and line.part in ("weak", "doubt")) or (
            run and (line.part in ("blank", "aside") or (line.part == "label" and not is_heading))
        ):
            waiting.append(line)
        if line.part == "text" or (run and _has_ended(waiting)) or (is_heading and line.part != "header"):
            yield from [run] if run else []
            run, waiting = [], []
    if run:
        yield run


def _is_weak(cut: Cut) -> bool:
    """Whether a line may be a row only among rows: what ends it is a year, as in a title."""
    if cut.style not in ("spaces", "colon") or words("committee_word").search(cut.label):
        return False
    tail = " ".join(word.text for piece in cut.pieces for word in piece)
    return len(find_years(tail)) == 1 and len(re.findall(r"\d", tail)) == 4


def _has_ended(waiting: Sequence[_Line]) -> bool:
    parts = [line.part for line in waiting]
    return parts.count("label") + parts.count("doubt") > 2 or parts.count("blank") > 3


def _split_run(run: Sequence[_Line], find_committee: FindCommittee) -> Iterator[list[_Line]]:
    """The tables in a stretch: one begins where a header stands after rows, or rows after a title and a sum."""
    block: list[_Line] = []
    has_rows = after_sum = False
    for line in run:
        begins = has_rows and (line.part == "header" or _changes_style(block, line))
        titled = line.part in ("label", "weak") and after_sum and _is_heading(line.source.text)
        if (begins or titled) and block:
            tail = _trailing_labels(block)
            yield block[: len(block) - len(tail)]
            block, has_rows, after_sum = [*tail], False, False
        block.append(line)
        if line.part in ("row", "amounts"):
            has_rows = True
            after_sum = bool(line.cut and words("sum").match(clean_label(line.cut.label)))
    if block:
        yield block


def _changes_style(block: Sequence[_Line], line: _Line) -> bool:
    """Whether a row after a gap has tabs where the rows before have none, or none where they have."""
    rows = [each for each in block if each.part in ("row", "amounts") and each.cut]
    if line.part != "row" or line.cut is None or not rows or rows[-1].cut is None or block[-1].part == "row":
        return False
    return (line.cut.style == "tabs") != (rows[-1].cut.style == "tabs") and not words("sum").match(line.cut.label)


def _trailing_labels(block: Sequence[_Line]) -> list[_Line]:
    tail: list[_Line] = []
    for line in reversed(block):
        if line.part not in ("label", "weak", "blank", "aside"):
            break
        tail.insert(0, line)
    return tail


def _is_heading(text: str) -> bool:
    """Whether a line among rows, after a sum, is the heading of another table."""
    shown = show_signs(text)
    return _names_table(text) or bool(words("money_word").search(shown) and (find_units(shown) or find_years(shown)))


def _names_table(text: str) -> bool:
    return any(
        words(f"table_{kind}").search(show_signs(text)) for kind in ("operating", "investment", "result", "other")
    )


def _build_grid(
    block: Sequence[_Line],
    lines: Sequence[_Line],
    find_committee: FindCommittee,
    year: int | None,
    party: Sequence[str],
) -> Grid | None:
    """A table of the lines of a block; None where no row of it has an amount."""
    block, labels = _seat_rows(block)
    block = _join_lines(block)
    start = next((n for n, line in enumerate(block) if line.part == "header"), None)
    first_row = next((n for n, line in enumerate(block) if line.part in ("row", "amounts")), None)
    if first_row is None:
        return None
    block = _keep_style(block, find_committee)
    heads = [line for line in block[:first_row] if line.part == "header"]
    body = [line for line in block[first_row if start is None else start :] if line not in heads]
    body = [line._replace(part="unread") if line.part == "doubt" else line for line in body]
    body = [line for line in body if line.part in ("row", "weak", "amounts", "label", "unread")]
    titles = _find_titles(lines, (heads or body)[0].source.number)
    return _fill_grid(heads, body, titles, labels, lambda texts, default: name_columns(texts, year, default, party))


def _seat_rows(block: Sequence[_Line]) -> tuple[list[_Line], int]:
    """The lines with the cells before the amounts as their labels, and how many those are in most of them."""
    cuts = [line.cut for line in block if line.cut and line.cut.cells]
    codes = {*find_codes(cuts), *_find_code_heads(block)}
    counts = Counter(count for cut in cuts if (count := count_labels(cut, codes)))
    labels = counts.most_common(1)[0][0] if counts else 1
    if labels == 1:
        return _drop_numbers(block), labels
    return [
        line._replace(cut=seat_labels(line.cut, labels, codes)) if line.cut and line.cut.cells else line
        for line in block
    ], labels


def _find_code_heads(block: Sequence[_Line]) -> set[int]:
    heads = [line.source.text.split("\t") for line in block if line.part == "header" and "\t" in line.source.text]
    return {place for cells in heads for place, cell in enumerate(cells) if heads_codes(cell)}


def _drop_numbers(block: Sequence[_Line]) -> list[_Line]:
    """The lines with labels that do not begin with a number, where that numbers the rows: one after the other, or under
    a head that says so. Sums need no number.
    """
    cuts = [line.cut for line in block if line.cut and line.cut.label]
    rows = [cut.label for cut in cuts if not words("sum").match(_NUMBER.sub("", cut.label))]
    numbers = [int(found[1]) for label in rows if (found := _NUMBER.match(label))]
    has_head = any(heads_codes(line.source.text.split()[0]) for line in block if line.part == "header")
    in_turn = len(numbers) > 1 and numbers == [*range(numbers[0], numbers[0] + len(numbers))]
    if not numbers or len(numbers) < len(rows) or not (has_head or in_turn):
        return [*block]
    return [
        line._replace(cut=line.cut._replace(label=_NUMBER.sub("", line.cut.label))) if line.cut else line
        for line in block
    ]


def _keep_style(block: Sequence[_Line], find_committee: FindCommittee) -> list[_Line]:
    """The lines without those that only seem rows: an amount after one space, no known label, in a table with tabs."""
    styles = Counter(line.cut.style for line in block if line.cut)
    if styles["tabs"] <= styles.total() / 2:
        return [*block]
    return [
        line
        for line in block
        if line.cut is None or line.cut.style == "tabs" or _is_known(line.cut.label, find_committee)
    ]


def _is_known(label: str, find_committee: FindCommittee) -> bool:
    bare = clean_label(label)
    kinds = ("sum", "part", "committee_word")
    return find_committee(bare) is not None or any(words(kind).match(bare) for kind in kinds)


def _find_titles(lines: Sequence[_Line], number: int) -> list[_Line]:
    """The lines above a table, nearest first, up to six that have text."""
    above: list[_Line] = []
    for line in reversed([line for line in lines if line.source.number < number]):
        if line.part in ("row", "amounts") or len(above) == 6:
            break
        above += [line] if line.part not in ("blank", "aside") else []
    return above


def _join_lines(block: Sequence[_Line]) -> list[_Line]:
    """The lines with a label that goes over two lines on one, and amounts that go on the next line with their row."""
    joined: list[_Line] = []
    for line in block:
        before = joined[-1] if joined else None
        if before and line.part == "row" and before.part == "label" and _goes_on(before, line) and line.cut:
            label = f"{show_signs(before.source.text)} {line.cut.label}"
            joined[-1] = _Line(before.source, "row", line.cut._replace(label=_unhyphen(label)))
        elif (
            before
            and line.part == "amounts"
            and before.part == "row"
            and before.cut
            and line.cut
            and before.cut.style != "tabs"
        ):
            pieces = (*before.cut.pieces, *line.cut.pieces)
            joined[-1] = before._replace(cut=before.cut._replace(pieces=pieces))
        else:
            joined.append(line)
    return joined


def _goes_on(before: _Line, line: _Line) -> bool:
    """Whether the label of a row began on the line before."""
    label, shown = line.cut.label if line.cut else "", show_signs(before.source.text)
    if words("part").match(label) or (label[:1].isupper() and not shown.endswith("-")):
        return False
    return shown.endswith("-") or label[:1].islower()


def _unhyphen(label: str) -> str:
    return re.sub(r"(?<=\w)- (?=[a-zåäö])(?!och\b|eller\b)", "", label)


def _fill_grid(
    heads: Sequence[_Line],
    body: Sequence[_Line],
    titles: Sequence[_Line],
    labels: int,
    name: Callable[[Sequence[str], Sequence[int]], list[Column]],
) -> Grid | None:
    cuts = [line.cut for line in body if line.cut]
    width = _count_columns(heads, cuts)
    found = [cut_header(line.source.text, width, labels) for line in heads]
    texts = _read_heads([columns for _, columns in found], cuts, width)
    default = [year for label, _ in found for year in find_years(label)]
    default = default or [year for title in titles[:2] for year in find_years(title.source.text)]
    columns = name(texts, default)
    rows = [_build_row(line, width) for line in body if line.part != "unread"]
    unread = [line.source.number for line in body if line.part == "unread"]
    unread += [
        row.lines[0]
        for row, line in zip(rows, [line for line in body if line.part != "unread"], strict=True)
        if line.cut and not row.ways
    ]
    kept = [row for row in rows if row.lines[0] not in unread]
    if not any(row.ways for row in kept):
        return None
    styles = Counter(cut.style for cut in cuts)
    grid = Grid(
        header=tuple(line.source.number for line in heads),
        columns=tuple(columns),
        rows=tuple(kept),
        style=styles.most_common(1)[0][0],
        unread=tuple(unread),
        titles=tuple(line.source.number for line in titles),
        loose=tuple(_find_loose([columns for _, columns in found], texts)),
    )
    return _align_rows(_transpose(grid, heads, titles), cuts, width)


def _transpose(grid: Grid, heads: Sequence[_Line], titles: Sequence[_Line]) -> Grid:
    """The table with its rows as columns, where committees stand over the columns and years before the rows."""
    head = (heads or titles)[0].source if heads or titles else None
    labels = [clean_label(show_signs(cell)) for cell in head.text.split("\t")[1:]] if head else []
    firsts = [row.ways[0].cells for row in grid.rows if row.ways]
    years = [find_years(cells[0].text) for cells in firsts if not grid.rows[0].label]
    if head is None or len(labels) != len(grid.columns) - 1 or len(years) != len(grid.rows) or not all(years):
        return grid
    cells = [*zip(*firsts, strict=True)][1:]
    lines = tuple(line for row in grid.rows for line in row.lines)
    rows = tuple(GridRow(label, (Way(label, each),), lines) for label, each in zip(labels, cells, strict=True))
    columns = tuple(Column(found[0], "budget", str(found[0])) for found in years)
    rest = grid.titles if heads else grid.titles[1:]
    return replace(grid, header=(head.number,), columns=columns, rows=rows, titles=rest)


def _build_row(line: _Line, width: int) -> GridRow:
    if line.cut is None:
        return GridRow(show_signs(line.source.text).replace("\t", " "), (), (line.source.number,))
    numbers = {line.cut.number, line.source.number, *(word.line for piece in line.cut.pieces for word in piece)}
    ways = list_ways(line.cut, width)
    if not ways:
        ways = [
            way
            for count in range(width - 1, 0, -1)
            for short in list_ways(line.cut, count)[:4]
            if short.label == line.cut.label
            for way in [*_place_few(short, width)][: 1 if _has_note(line.cut, width) else None]
        ]
    cut = line.cut
    return GridRow(clean_label(cut.label), tuple(ways), tuple(sorted(numbers)), cut.indent, cut.parts, cut.change)


def _has_note(cut: Cut, width: int) -> bool:
    """Whether words stand in the last column of a row: then its amounts are in the first ones.

    >>> text = ["Nämnd\\t2027\\t2028\\tNot", "Skola\\t50\\t60\\tNy lokal", "Vård\\t70\\t80\\t", "Summa\\t120\\t140\\t"]
    >>> grid, = find_grids([SourceLine(n, line) for n, line in enumerate(text, 1)], lambda label: None, 2027)
    >>> [[cell.text for cell in way.cells] for way in grid.rows[0].ways]
    [['50', '60', '']]
    """
    return len(cut.cells) == width + 1 and bool(re.search(r"[^\W\d_]", cut.cells[-1]))


def _place_few(way: Way, width: int) -> Iterator[Way]:
    """The places that fewer cells than there are columns may have."""
    for places in combinations(range(width), len(way.cells)):
        cells = [Cell("", way.cells[0].line)] * width
        for place, cell in zip(places, way.cells, strict=True):
            cells[place] = cell
        yield Way(way.label, tuple(cells))


def _count_columns(heads: Sequence[_Line], cuts: Sequence[Cut]) -> int:
    """How many columns of amounts a table has: as many as most rows have, or as its header names."""
    tabbed = [len(cut.pieces) for cut in cuts if cut.style == "tabs"]
    if tabbed:
        return Counter(tabbed).most_common(1)[0][0]
    named = [len(cut_header(line.source.text, 0)[1]) for line in heads]
    for width in sorted(named, reverse=True):
        if sum(bool(list_ways(cut, width)) for cut in cuts) * 2 >= len(cuts):
            return width
    fits = {width: sum(bool(list_ways(cut, width)) for cut in cuts) for width in range(1, 9)}
    plain = Counter(len([piece for piece in cut.pieces if piece]) for cut in cuts)
    return max(fits, key=lambda width: (fits[width], plain[width], -width))


def _read_heads(heads: Sequence[Sequence[Head]], cuts: Sequence[Cut], width: int) -> list[str]:
    return join_headers(heads, width, _find_edges(cuts, width)) if heads else [""] * width


def _find_loose(heads: Sequence[Sequence[Head]], texts: Sequence[str]) -> list[str]:
    """The heads with years of a line that has more of them than there are columns with a year."""
    dated = sum(bool(find_years(text)) for text in texts)
    named = [[head.text for head in line if find_years(head.text)] for line in heads]
    return next((line for line in named if len(line) > dated), [])


def _find_edges(cuts: Sequence[Cut], width: int) -> list[float]:
    """Where the columns end, if the amounts stand in line under each other; else nothing."""
    if sum(cut.style == "gaps" for cut in cuts) * 2 < len(cuts):
        return []
    full = [ways[0].cells for cut in cuts if cut.style != "tabs" and len(ways := list_ways(cut, width)[:2]) == 1]
    full = [cells for cells in full if all(cell.end >= 0 for cell in cells)]
    if len(full) < 2:
        return []
    columns = [*zip(*[[cell.end for cell in cells] for cells in full], strict=True)]
    middles = [float(median(column)) for column in columns]
    off = [abs(end - middle) for column, middle in zip(columns, middles, strict=True) for end in column]
    return middles if sorted(off)[int(len(off) * 0.8)] <= 3 else []


def _align_rows(grid: Grid, cuts: Sequence[Cut], width: int) -> Grid:
    """The table with, for each row, the ways first whose amounts stand under those of the other rows."""
    edges = _find_edges(cuts, width)
    if not edges:
        return grid
    return replace(grid, rows=tuple(row._replace(ways=_keep_aligned(row.ways, edges)) for row in grid.rows))


def _keep_aligned(ways: Sequence[Way], edges: Sequence[float]) -> tuple[Way, ...]:
    """The ways that are nearest to the edges of the columns."""
    if len(ways) < 2 or any(cell.end < 0 for way in ways for cell in way.cells if cell.text):
        return tuple(ways)
    off = [sum(abs(cell.end - edge) for cell, edge in zip(way.cells, edges, strict=True) if cell.text) for way in ways]
    near = [way for way, distance in zip(ways, off, strict=True) if distance <= min(off) + 1]
    return tuple(near)


def _join_pages(grids: Sequence[Grid], lines: Sequence[_Line]) -> list[Grid]:
    """The tables with those joined that go on over a page: the same columns, and no sum of the whole before the break.

    Rows without amounts that end the page belong to what follows, and so does the rest of a label that it cut.
    """
    joined: list[Grid] = []
    for grid in grids:
        between = _list_between(joined[-1], grid, lines) if joined else []
        if joined and _continues(joined[-1], grid, between, lines):
            last = joined[-1]
            titles = [_build_row(line, len(grid.columns)) for line in between if _is_bare_row(line)]
            joined[-1] = replace(
                last,
                header=(*last.header, *grid.header),
                rows=_join_rows([*last.rows, *titles], grid.rows, lines),
                unread=(*last.unread, *grid.unread),
            )
        else:
            joined.append(grid)
    return joined


def _list_between(last: Grid, grid: Grid, lines: Sequence[_Line]) -> list[_Line]:
    return [
        line for line in lines if last.last < line.source.number < grid.first and line.part not in ("blank", "aside")
    ]


def _is_bare_row(line: _Line) -> bool:
    """Whether a line is a row of a table that has a label and no amounts."""
    return line.part == "label" and (line.source.kind == "row" or "\t" in line.source.text.strip(" "))


def _join_rows(before: Sequence[GridRow], after: Sequence[GridRow], lines: Sequence[_Line]) -> tuple[GridRow, ...]:
    """The rows on both sides of a break, with a label that goes on behind it in its own row."""
    last, first = before[-1], after[0]
    if first.ways or not first.label[:1].islower() or words("part").match(first.label):
        return (*before, *after)
    glued, spaced = f"{last.label}{first.label}", f"{last.label} {first.label}"
    word = re.compile(rf"\b{re.escape(glued.split()[-1])}\b", re.IGNORECASE)
    label = glued if any(word.search(line.source.text) for line in lines) else spaced
    ways = tuple(way._replace(label=label) for way in last.ways)
    return (*before[:-1], last._replace(label=label, ways=ways, lines=(*last.lines, *first.lines)), *after[1:])


def _parts_tables(text: str) -> bool:
    """Whether a line between two tables says that another one begins; a footer may name the budget and its years."""
    shown = show_signs(text)
    names_body = words("committee_word").fullmatch(shown) is not None
    return _names_table(text) or names_body or bool(words("money_word").search(shown) and find_units(shown))


def _continues(last: Grid, grid: Grid, between: Sequence[_Line], lines: Sequence[_Line]) -> bool:
    bare = [line for line in between if _is_bare_row(line)]
    same = [column[:2] for column in last.columns] == [column[:2] for column in grid.columns]
    if not grid.header:
        same = len(last.columns) == len(grid.columns)
    ended = _ends_whole(last) or (bool(bare) and not _repeats_header(last, grid, lines))
    titled = any(
        line.source.kind.startswith("heading")
        or _parts_tables(line.source.text)
        or {*find_years(line.source.text)} - {column.year for column in last.columns}
        for line in between
        if line not in bare and not words("continued").search(line.source.text)
    )
    return same and not ended and not titled and len(between) <= GAP


def _ends_whole(grid: Grid) -> bool:
    """Whether a table ends in a sum, other than that of a block with a title or of a body."""
    *rows, last = grid.rows
    if not last.ways or not (found := words("sum").match(last.label)):
        return False
    after_sum = next((n for n in range(len(rows), 0, -1) if words("sum").match(rows[n - 1].label)), 0)
    has_title = any(not row.ways for row in rows[after_sum:])
    return not has_title and not words("committee_word").search(last.label[found.end() :])


def _repeats_header(last: Grid, grid: Grid, lines: Sequence[_Line]) -> bool:
    """Whether a table has the very header of the one before."""
    texts = {line.source.number: show_signs(line.source.text) for line in lines}
    heads = [[texts[number] for number in each.header] for each in (last, grid)]
    return bool(heads[1]) and heads[0][: len(heads[1])] == heads[1]

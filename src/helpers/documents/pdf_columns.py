"""The order in which a page is read: columns one after the other, and between them what goes across."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile, pairwise, product
from statistics import median
from typing import NamedTuple

from helpers.documents.pdf_lines import Line, Word, split_cells, write_words
from helpers.documents.pdf_page import Rule
from helpers.documents.pdf_tables import Table, is_amount, split_amounts
from helpers.tables import budget_words

_GUTTER = 9.0
_FEWEST = 3
_SIGNS, _LISTED_SIGNS = 15, 8
_AMOUNTS = 0.3
_FILLED, _LISTED = 0.45, 0.25
_RUNNING, _MARKED = 0.2, 0.5
_PART_GAP = 0.9
_DEEPEST = 6
_TITLE, _ENDING = 1.15, 6.0
_SAME_SIZE = 0.3
_APART, _SHARED = 1.3, 0.8
_NARROW, _LOOSE, _HEADED = 0.4, 1.6, 0.3
_ROOMY, _SAME_START = 1.25, 1.5
_BAND, _BAND_LINES = 0.6, 5
_LABELLED = 0.5
_LYING, _CELL, _FEWEST_RULES = 3.0, 6.0, 4


@dataclass
class Frame:
    """Lines and tables of one column, from the top down, and how wide the page is."""

    parts: list[Line | Table]
    width: float


@dataclass(frozen=True)
class _Span:
    """A stretch of a line without a wide gap, or a table."""

    left: float
    right: float
    base: float
    source: Line | Table


class Sheet(NamedTuple):
    """What stands on a page, outside its edges: its lines, its ruled tables, how wide the page is, its boxes and rules,
    and where it is folded that two pages side by side make (0 for none).
    """

    lines: list[Line]
    tables: list[Table]
    width: float
    boxes: Sequence[Rule] = ()
    rules: Sequence[Rule] = ()
    fold: float = 0.0


def find_columns(sheets: list[Sheet]) -> list[list[Frame]]:
    """The columns of all pages, each page's in reading order. Where those of some pages begin, others may have columns
    too, though they are too short to say so.
    """
    starts: set[float] = set()
    frames = [_find_frames(sheet, frozenset(), starts) for sheet in sheets]
    known = frozenset(starts)
    return [_find_frames(sheet, known, set()) for sheet in sheets] if known else frames


def _find_frames(sheet: Sheet, known: frozenset[float], starts: set[float]) -> list[Frame]:
    return [
        Frame(_restore(group), width)
        for spans, width in _fold(_list_spans(sheet), sheet)
        for group in _order(spans, 0, known, starts)
        if group
    ]


def _fold(spans: list[_Span], sheet: Sheet) -> list[tuple[list[_Span], float]]:
    """What stands on either side of the fold, if nothing goes over it, each with as much as is left and right of it."""
    left = [span for span in spans if span.right <= sheet.fold]
    right = [span for span in spans if span.left >= sheet.fold]
    if sheet.fold and len(left) + len(right) == len(spans):
        return [(left, sheet.fold), (right, sheet.fold + sheet.width)]
    return [(spans, sheet.width)]


def _list_spans(sheet: Sheet) -> list[_Span]:
    bands = [box for box in sheet.boxes if box.right - box.left > _BAND * sheet.width]
    usual = median(line.size for line in sheet.lines) if sheet.lines else 0.0
    grids = [grid for grid in _find_grids(sheet.rules, usual) if not _is_marked(sheet.lines, grid)]
    spans = [_widen(span, bands, usual) for line in sheet.lines for span in _cut_grids(line, grids)]
    spans += [_Span(table.left, table.right, table.top, table) for table in sheet.tables]
    return sorted(spans, key=lambda span: -span.base)


def _find_grids(rules: Sequence[Rule], usual: float) -> list[Rule]:
    """Where rows stand that lying rules part, or the edges of what they are painted with: four and more that end below
    each other and are hardly farther apart than a cell is high.
    """
    joined: list[Rule] = []
    for rule in sorted((rule for rule in rules if rule.top - rule.bottom <= _LYING), key=_from_top):
        if joined and abs(joined[-1].bottom - rule.bottom) <= _LYING and rule.left <= joined[-1].right + _LYING:
            joined[-1] = joined[-1]._replace(right=max(joined[-1].right, rule.right))
        else:
            joined.append(rule)
    runs: list[list[Rule]] = []
    for rule in joined:
        run = next((run for run in runs if abs(run[-1].right - rule.right) <= _LYING), None)
        if run is None or run[-1].bottom - rule.bottom > _CELL * usual:
            runs = [[rule], *runs]
        elif run[-1].bottom - rule.bottom > usual:
            run.append(rule)
    found = [run for run in runs if len(run) >= _FEWEST_RULES]
    return [Rule(min(rule.left for rule in run), run[-1].bottom, run[0].right, run[0].top) for run in found]


def _from_top(rule: Rule) -> tuple[float, float]:
    return -round(rule.bottom), rule.left


def _is_marked(lines: list[Line], grid: Rule) -> bool:
    """Whether items stand in some rows: those are no cells."""
    parts = [Line(group) for line in lines for group in split_cells(line.words, _PART_GAP) if _is_in(line, grid)]
    return any(part.mark for part in parts if grid.left <= part.left <= grid.right)


def _is_in(line: Line, grid: Rule) -> bool:
    return grid.bottom < line.base < grid.top


def _cut_grids(line: Line, grids: list[Rule]) -> list[_Span]:
    """The stretches of a line; what is in a row of cells is one that is as wide as the row."""
    for grid in grids:
        words = [word for word in line.words if grid.left <= word.left < grid.right]
        if _is_in(line, grid) and words:
            sides = [
                [word for word in line.words if word.left < grid.left],
                [word for word in line.words if word.left >= grid.right],
            ]
            row = _Span(grid.left, grid.right, line.base, Line(words, line.page))
            return [row, *(span for side in sides if side for span in _cut_grids(Line(side, line.page), grids))]
    return _cut(line)


def _cut(line: Line) -> list[_Span]:
    groups = split_cells(line.words, _PART_GAP)
    if line.leader:
        groups = _join_leader(groups)
    amounts = split_amounts(line)
    if amounts and len(amounts) > 2 and len(split_cells(amounts[0], _PART_GAP)) < 2:
        return [_Span(line.left, line.right, line.base, line)]
    parts = [line] if len(groups) == 1 else [Line(group, line.page) for group in groups]
    return [_Span(part.left, part.right, line.base, part) for part in parts]


def _widen(span: _Span, bands: list[Rule], usual: float) -> _Span:
    """A heading that alone is painted with a band across the page goes across as far as that."""
    for band in bands:
        low = band.top - band.bottom < _BAND_LINES * span.source.size
        if low and _is_head(span, usual) and band.left <= span.left and band.bottom < span.base < band.top:
            return replace(span, left=band.left, right=max(band.right, span.right))
    return span


def _join_leader(groups: list[list[Word]]) -> list[list[Word]]:
    """A line of a contents list is one as far as its page's number, whatever its gaps; what is beside it is another."""
    led = [place for place, group in enumerate(groups, start=1) if Line(group).leader]
    end = led[-1] if led else len(groups)
    numbered = groups[end - 1][-1].text.isdecimal()
    end += not numbered and end < len(groups) and groups[end][0].text.isdecimal()
    return [[word for group in groups[:end] for word in group], *groups[end:]]


def _order(spans: list[_Span], depth: int, known: frozenset[float], starts: set[float]) -> list[list[_Span]]:
    """Groups of spans in reading order: above a pair of columns, the left one, the right one, and what is below;
    a heading that stands beside its text before it. Where the columns begin is added to ``starts``.
    """
    if depth < _DEEPEST and (beside := _find_side_heads(spans)):
        return [group for band in beside for group in _order(band, depth + 1, known, starts)]
    own = _find_gutter(spans) if depth < _DEEPEST else None
    cut = own or _find_known(spans, known)
    if cut is None:
        return [spans]
    x, top, bottom = cut
    anew = _list_anew([span for span in spans if span.base <= top], x)
    bottom = max((base for base in anew if bottom < base < top), default=bottom - 1) + 0.5
    above = [span for span in spans if span.base > top]
    within = [span for span in spans if bottom <= span.base <= top]
    below = [span for span in spans if span.base < bottom]
    left = [span for span in within if span.right <= x]
    right = [span for span in within if span.right > x]
    if own:
        starts.update(_list_begins(left), _list_begins(right))
    return [group for part in (above, left, right, below) if part for group in _order(part, depth + 1, known, starts)]


def _list_anew(spans: list[_Span], x: float) -> Iterator[float]:
    """Where both sides of a gutter begin anew, each with a heading and these on one line, though one of them ends lines
    before the other: there other columns begin, that are read after all above.
    """
    usual = median(span.source.size for span in spans)
    sides = [[span for span in spans if span.right <= x], [span for span in spans if span.right > x]]
    left, right = ([(b.base, a.base - b.base) for a, b in pairwise(side) if _is_head(b, usual)] for side in sides)
    for (base, room), (other, beside) in product(left, right):
        apart = min(room, beside) > _LOOSE * usual and abs(room - beside) > 2 * usual
        if apart and abs(base - other) < _SAME_START:
            yield max(base, other)


def _find_known(spans: list[_Span], known: frozenset[float]) -> tuple[float, float, float] | None:
    """A gutter between two columns that begin where columns of other pages do, however few their lines are: its place,
    and the lines where it begins and ends.
    """
    for start in sorted(known) if spans else ():
        for run in _runs(spans, start - 0.5, _FEWEST):
            left = [span for span in run if span.right <= start - 0.5]
            right = [span for span in run if span.right > start - 0.5]
            begun = left and right and all(_begins(side, known) for side in (left, right))
            plain = begun and not _are_rows(left, right) and not any(map(_is_amounts, (left, right)))
            if plain and _are_beside(left, right, 1.0) and _is_wide(left, start):
                return start - 0.5, run[0].base, run[-1].base
    return None


def _list_begins(spans: list[_Span]) -> set[float]:
    """Where a column begins, and where its items do."""
    items = [span.left for span in spans if isinstance(span.source, Line) and span.source.mark]
    return {min(span.left for span in spans), *sorted(items)[:1]}


def _begins(spans: list[_Span], known: frozenset[float]) -> bool:
    return any(abs(min(span.left for span in spans) - start) <= _SAME_START for start in known)


def _is_amounts(spans: list[_Span]) -> bool:
    """Whether one side of a strip is a column of amounts, at least in part: rows that begin with one."""
    rows = {round(span.base): span for span in sorted(spans, key=lambda span: -span.left)}
    return sum(map(_is_amount, rows.values())) > _AMOUNTS * len(rows)


def _is_amount(span: _Span) -> bool:
    """Whether there are amounts only, or years, as in a row without a label."""
    line = span.source
    return isinstance(line, Line) and (is_amount(line.words) or [] in (split_amounts(line) or ()))


def _find_side_heads(spans: list[_Span]) -> list[list[_Span]]:
    """The bands of a page whose headings stand in a column of their own beside the text, each heading with what is
    below it before its text; and what is above and below them all. Nothing where it is set otherwise.
    """
    for strip in sorted({round(span.left, 0) - 0.5 for span in spans}):
        for run in _runs(spans, strip):
            left = [span for span in run if span.right <= strip]
            right = [span for span in run if span.right > strip]
            if tops := _list_tops(left, right, strip):
                above = [span for span in spans if span.base > tops[0]]
                ends = [*tops[1:], min(span.base for span in run) - 0.5]
                below = [span for span in spans if span.base <= ends[-1]]
                pairs = list(zip(tops, ends, strict=True))
                bands = [[s for s in side if end < s.base <= top] for top, end in pairs for side in (left, right)]
                return [band for band in (above, *bands, below) if band]
    return []


def _list_tops(left: list[_Span], right: list[_Span], strip: float) -> list[float]:
    """Where the texts begin that have a heading beside them, bold or larger than they, two and more in a narrow
    column; nothing where what stands there is anything else.
    """
    if not left or len(right) < len(left) or not _is_margin(left, right, strip):
        return []
    usual = median(span.source.size for span in right)
    heads = [span for span in left if _is_head(span, usual)]
    firsts = [one for n, one in enumerate(heads) if not n or heads[n - 1].base - one.base > _LOOSE * one.source.size]
    starts = [
        max((s.base for s in right if abs(s.base - head.base) < head.source.size), default=0.0) for head in firsts
    ]
    alike = len({span.source.size for span in firsts}) == 1
    begun = len(firsts) > 1 and alike and left[0] is firsts[0] and set(map(round, starts)) <= _list_starts(right)
    tops = [max(start, head.base) + 0.5 for start, head in zip(starts, firsts, strict=True)]
    return tops if begun and _HEADED * len(left) <= len(heads) else []


def _is_margin(left: list[_Span], right: list[_Span], strip: float) -> bool:
    """Whether what is left of a strip is a narrow column of lines without marks, beside running text or lists."""
    lines = [span.source for span in (*left, *right) if isinstance(span.source, Line)]
    marked = any(line.mark or line.text.isdecimal() for line in lines[: len(left)])
    plain = len(lines) == len(left) + len(right) and not marked
    edge, end = min(span.left for span in left), max(span.right for span in right)
    return plain and strip - edge <= _NARROW * (end - edge) and _is_wide(left, strip) and _is_text(right, True)


def _is_head(span: _Span, usual: float) -> bool:
    """Whether a line beside a text is set as a heading is: in bold, or larger than the text."""
    line = span.source
    return isinstance(line, Line) and (line.size > _TITLE * usual or all(word.bold for word in line.words))


def _find_gutter(spans: list[_Span]) -> tuple[float, float, float] | None:
    """The longest empty strip between two columns of text: its place, and the lines where it begins and ends."""
    best: tuple[float, tuple[float, float, float]] | None = None
    for x in sorted({round(span.left, 0) for span in spans}):
        strip = x - 0.5
        for run in _runs(spans, strip):
            found = _measure(_drop_below(run, spans, strip), strip)
            if found and (best is None or found[0] > best[0]):
                best = found
    return best[1] if best else None


def _runs(spans: list[_Span], strip: float, least: int = 2 * _FEWEST) -> list[list[_Span]]:
    """The stretches of the page on which nothing crosses a strip; one that a short heading is above begins with it."""
    runs: list[list[_Span]] = [[]]
    banners = _find_banners(spans, strip)
    for span in spans:
        if span.left < strip - _GUTTER / 3 and span.right > strip - _GUTTER:
            runs.append([])
        elif span in banners:
            runs.append([span])
        else:
            runs[-1].append(span)
    return [run for run in runs if len(run) >= least]


def _find_banners(spans: list[_Span], strip: float) -> list[_Span]:
    """The headings that stand above both columns of a strip, though they are as short as one: larger than the text,
    with nothing beside them, and both columns begin below them, the right one after more room than it leaves elsewhere.
    """
    left = [span for span in spans if span.right <= strip]
    right = [span for span in spans if span.left > strip - _GUTTER / 3]
    across = [span.base for span in spans if span.left <= strip - _GUTTER / 3 and span.right > strip]
    usual = median(span.source.size for span in spans)
    found: list[tuple[float, _Span]] = []
    widest = 0.0
    for above, below in pairwise(right):
        end = above.source.bottom if isinstance(above.source, Table) else above.base
        room = [span for span in left if below.base + usual <= span.base <= end - span.source.size]
        room = [*dropwhile(lambda span: span.source.size <= _TITLE * usual, room)]
        after = next((span.base for span in left if span.base < below.base + usual), 0.0)
        heads = [span for span in room if span.source.size > _TITLE * usual]
        if heads and heads == room and abs(after - below.base) <= _LOOSE * usual:
            found.append((end - below.base, heads[0]))
        elif not any(below.base < base < end for base in across):
            widest = max(widest, end - below.base)
    return [head for room, head in found if room > _ROOMY * widest]


def _drop_below(run: list[_Span], spans: list[_Span], strip: float) -> list[_Span]:
    """The stretch without what stands below both columns and above something that goes across: a heading on the left,
    larger than the columns' lines, and what follows it. It is larger than the columns' headings, or, where none is,
    near where the right column ends. Below a heading above both columns, one as large as that ends them too.
    """
    heads = [span.base for span in run if span.right > strip and not _is_amount(span)]
    last = min(heads, default=run[-1].base)
    crossed = run[-1] is not spans[-1]
    usual = median(span.source.size for span in run)
    largest = max(span.source.size for span in run if span.base >= last)
    below = [span for span in run if span.base < last and span.source.size > _TITLE * usual]
    titles = [span.base for span in below if span.source.size > largest + _SAME_SIZE]
    titles = titles or [span.base for span in below if last - span.base < _ENDING * usual]
    ends = [*(titles if crossed else ()), *_list_equals(run, below, strip)]
    return [span for span in run if span.base > max(ends)] if ends else run


def _list_equals(run: list[_Span], below: list[_Span], strip: float) -> list[float]:
    """Where headings stand that are as large as the one that both columns begin below."""
    begun = max((span.base for span in run if span.right > strip), default=0.0)
    usual = median(span.source.size for span in run)
    above = run[0].base > begun and run[0].source.size > _TITLE * usual
    return [span.base for span in below if above and span.source.size > run[0].source.size - _SAME_SIZE]


def _measure(run: list[_Span], strip: float) -> tuple[float, tuple[float, float, float]] | None:
    left = [span for span in run if span.right <= strip]
    right = [span for span in run if span.right > strip]
    listed = _is_listed(left) and _is_listed(right)
    labels = [_list_labels(side) for side in (left, right)]
    twins = labels[0] == labels[1] and len(labels[0]) >= _FEWEST
    summed = [twins or _is_summed(*side) for side in zip((left, right), labels, strict=True)]
    whole = all(table or _is_text(side, listed) for side, table in zip((left, right), summed, strict=True))
    parted = whole and (all(summed) or not _are_rows(left, right)) and not _cuts_rows(left, right)
    if not (parted and _are_beside(left, right) and _is_wide(left, strip)):
        return None
    reach = max(span.base for span in run) - min(span.base for span in run)
    ends = (max(span.base for span in run), min(span.base for span in run))
    return reach * len(run), (strip, *ends)


def _cuts_rows(left: list[_Span], right: list[_Span]) -> bool:
    """Whether a strip parts labels from their amounts, which stand before all else that is right of it."""
    edge = min((span.left for span in right if not _is_amount(span)), default=float("inf"))
    labelled = {round(span.base) for span in left}
    return sum(_is_amount(span) and span.right < edge and round(span.base) in labelled for span in right) >= _FEWEST


def _list_labels(spans: list[_Span]) -> list[str]:
    """The labels of the rows that end in amounts, on one side of a strip."""
    lines = [part for part in _restore(spans) if isinstance(part, Line)]
    return [write_words(cells[0]) for line in lines if (cells := split_amounts(line)) and cells[0]]


def _is_summed(spans: list[_Span], labels: list[str]) -> bool:
    """Whether one side of a strip is a table of amounts by itself, with labels and a sum of its own."""
    rows = {round(span.base) for span in spans}
    summed = any(re.match(rf"(?:{budget_words()['sum']})\b", label, re.IGNORECASE) for label in labels)
    return summed and len(labels) >= max(_FEWEST, _LABELLED * len(rows))


def _are_rows(left: list[_Span], right: list[_Span]) -> bool:
    """Whether both sides of a strip are cells of a table without rules: what begins on one side after a gap begins on
    the other side too, there in several cells, three times and more; or all right of it is several cells to a line
    of the left one.
    """
    beside = Counter(round(span.base) for span in right)
    if len(beside) >= _FEWEST and min(beside.values()) > 1 and beside.keys() <= {round(span.base) for span in left}:
        return True
    starts = [_list_starts(side) for side in (left, right)]
    cells = Counter(round(span.base) for span in (*left, *right))
    shared = [base for base in starts[0] & starts[1] if cells[base] > 2]
    return len(shared) >= _FEWEST and len(shared) >= _SHARED * min(map(len, starts))


def _list_starts(spans: list[_Span]) -> set[int]:
    """The base lines of one side of a strip that have a gap above them, and the first."""
    bases = sorted({round(span.base) for span in spans}, reverse=True)
    steps = [above - base for above, base in pairwise(bases)]
    usual = min(steps, default=0)
    return {*bases[:1], *(base for base, step in zip(bases[1:], steps, strict=True) if step > _APART * usual)}


def _are_beside(left: list[_Span], right: list[_Span], room: float = 0.0) -> bool:
    top = min(max(span.base for span in side) for side in (left, right))
    return top + room > max(min(span.base for span in side) for side in (left, right))


def _is_wide(left: list[_Span], strip: float) -> bool:
    """Whether the strip is wider than the space between two words."""
    size = median(span.source.size for span in left)
    return strip - max(span.right for span in left) >= max(_GUTTER, 0.8 * size)


def _is_listed(spans: list[_Span]) -> bool:
    """Whether one side of a strip has items of its own."""
    return sum(isinstance(span.source, Line) and span.source.mark is not None for span in spans) > 1


def _is_text(spans: list[_Span], listed: bool) -> bool:
    """Whether one side of a strip is running text, whose lines go on in small letters, a list, or one of contents; no
    part of a table. Where both sides have items (``listed``), their lines may be shorter.
    """
    if any(isinstance(span.source, Table) for span in spans):
        return True
    rows: dict[int, list[Line]] = {}
    for span in spans:
        if isinstance(span.source, Line):
            rows.setdefault(round(span.base), []).append(span.source)
    if len(rows) < _FEWEST:
        return False
    lines = list(rows.values())
    amounts = sum(all(is_amount(part.words) for part in row) for row in lines)
    signs = sorted(sum(len(part.text) for part in row) for row in lines)
    running = sum(row[0].text[:1].islower() or row[0].leader for row in lines)
    marked = sum(bool(row[0].mark) for row in lines)
    width = max(span.right for span in spans) - min(span.left for span in spans)
    reach = sorted(max(part.right for part in row) - min(part.left for part in row) for row in lines)
    return (
        amounts <= _AMOUNTS * len(lines)
        and signs[len(signs) // 2] >= (_LISTED_SIGNS if listed else _SIGNS)
        and reach[len(reach) // 2] >= (_LISTED if listed else _FILLED) * width
        and (running >= _RUNNING * len(lines) or marked + running * listed >= (_MARKED - 0.1 * listed) * len(lines))
    )


def _restore(spans: list[_Span]) -> list[Line | Table]:
    """The lines of a column: parts of one line that no gutter has parted are together again."""
    lines: dict[float, list[Line]] = {}
    for span in spans:
        if isinstance(span.source, Line):
            lines.setdefault(span.base, []).append(span.source)
    whole: list[tuple[float, Line | Table]] = []
    for base, parts in lines.items():
        words = sorted((word for part in parts for word in part.words), key=lambda word: word.left)
        whole.append((base, parts[0] if len(parts) == 1 else Line(words, parts[0].page)))
    whole += [(span.base, span.source) for span in spans if isinstance(span.source, Table)]
    return [part for _, part in sorted(whole, key=lambda pair: -pair[0])]

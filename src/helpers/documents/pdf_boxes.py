"""Small print in a box beside the text, as facts have it, large quotes, axes of diagrams: no part of the text."""

import re
from collections import defaultdict
from itertools import pairwise

from helpers.documents.pdf_columns import Frame
from helpers.documents.pdf_lines import Line, Word, split_cells, write_words
from helpers.documents.pdf_page import Page, Rule

_WIDEST, _SMALLER = 0.45, 0.95
_SAME_BASE, _FEWEST = 1.0, 2
_LARGER, _NEXT, _LEAST_SAID = 1.2, 1.7, 5
_QUOTES = '”“"»«„'
_NUMBER = re.compile(r"\d[\d ,.]*%?")
_AXIS, _FEWEST_NUMBERS = 1.0, 4


def take_boxes(page: Page, lines: list[Line], body: float) -> tuple[list[Line], list[Frame]]:
    """The lines of a page without those in such boxes, and these, each box for itself, from the top down.

    ``body`` is the size of the text. A box of lists, or one whose lines stand on those beside it as a table's cells do,
    is a part of the text.
    """
    frames: list[Frame] = []
    for box in sorted({*page.boxes}, key=lambda box: (-box.top, box)):
        inside, outside = _split(lines, box)
        if box.right - box.left <= _WIDEST * page.width and _is_aside(inside, outside, box, body):
            frames.append(Frame([*inside], box.left + box.right))
            lines = outside
    return lines, frames


def take_quotes(lines: list[Line], body: float) -> tuple[list[Line], list[Frame]]:
    """The lines of a page without what is set large between quotation marks, and these quotes, from the top down.

    ``body`` is the size of the text, that runs on above and below a quote in each column; below none it is a title.
    """
    frames: list[Frame] = []
    top = max((line.base for line in lines if line.size < _LARGER * body), default=0.0)
    parts = {id(line): _split_large(line, body) for line in lines}
    for group in _group([large for _, large in parts.values() if large]):
        text = " ".join(line.text for line in group).rstrip(".")
        quoted = text[:1] in _QUOTES and text[-1:] in _QUOTES and len(text.split()) >= _LEAST_SAID
        if quoted and group[0].base < top:
            taken = [id(line) for line in lines if parts[id(line)][1] in group]
            lines = [rest for line in lines for rest in ([parts[id(line)][0]] if id(line) in taken else [line]) if rest]
            frames.append(Frame([*group], max(line.right for line in group)))
    return lines, frames


def take_axes(lines: list[Line]) -> tuple[list[Line], list[Frame]]:
    """The lines of a page without the numbers of upright axes, and these, each axis as a line: at least four below each
    other, as far apart, that go down by as much each time, to nought.
    """
    ends: dict[int, list[list[Word]]] = defaultdict(list)
    for line in lines:
        for group in split_cells(line.words, _AXIS):
            if _NUMBER.fullmatch(write_words(group)):
                ends[round(group[-1].right)].append(group)
    axes = [group for group in ends.values() if _is_axis(group)]
    taken = {id(word) for axis in axes for group in axis for word in group}
    kept = [(line, [word for word in line.words if id(word) not in taken]) for line in lines]
    rest = [line if len(words) == len(line.words) else Line(words, line.page) for line, words in kept if words]
    whole = [Line([word for group in axis for word in group], lines[0].page) for axis in axes]
    return rest, [Frame([line], line.right) for line in whole]


def _is_axis(numbers: list[list[Word]]) -> bool:
    values = [int(re.sub(r"\D", "", write_words(group))) for group in numbers]
    steps = {above - below for above, below in pairwise(values)}
    bases = [group[0].glyphs[0].base for group in numbers]
    rooms = [above - below for above, below in pairwise(bases)]
    even = len(values) >= _FEWEST_NUMBERS and len(steps) == 1 and max(rooms) - min(rooms) < _SAME_BASE
    return even and values[-1] == 0 < min(steps)


def _split_large(line: Line, body: float) -> tuple[Line | None, Line | None]:
    """The words of a line that are as large as its text, and those that are larger."""
    large = [word for word in line.words if word.glyphs[0].size >= _LARGER * body]
    rest = [word for word in line.words if word not in large]
    whole = line if not large or not rest else None
    return (whole or Line(rest, line.page)) if rest else None, (whole or Line(large, line.page)) if large else None


def _group(lines: list[Line]) -> list[list[Line]]:
    """Lines below each other of one size."""
    groups: list[list[Line]] = []
    for line in lines:
        last = groups[-1][-1] if groups else None
        if last and last.size == line.size and last.base - line.base < _NEXT * line.size and _is_over(last, line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _split(lines: list[Line], box: Rule) -> tuple[list[Line], list[Line]]:
    """The lines in a box and those outside it, a line that goes across as two."""
    inside, outside = [], []
    for line in lines:
        held = [word for word in line.words if box.bottom < line.base < box.top and _holds(box, word.left, word.right)]
        rest = [word for word in line.words if word not in held]
        inside += [Line(held, line.page) if rest else line] if held else []
        outside += [Line(rest, line.page) if held else line] if rest else []
    return inside, outside


def _is_over(one: Line, other: Line) -> bool:
    return one.left < other.right and other.left < one.right


def _holds(box: Rule, left: float, right: float) -> bool:
    return box.left <= (left + right) / 2 <= box.right


def _is_aside(inside: list[Line], outside: list[Line], box: Rule, body: float) -> bool:
    """Whether the lines in a box are small print without a list, and text beside them, if any, on lines of its own."""
    beside = [line for line in outside if box.bottom < line.base < box.top]
    shared = sum(any(abs(line.base - other.base) < _SAME_BASE for other in beside) for line in inside)
    plain = not any(line.mark or line.leader or line.text.endswith(":") for line in inside)
    small = all(line.size <= _SMALLER * body for line in inside)
    return len(inside) >= _FEWEST and plain and small and 2 * shared < len(inside)

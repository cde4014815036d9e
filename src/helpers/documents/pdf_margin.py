"""Numbers of lines in the margin, as drafts have them: left of all text, counting each line or every fifth."""

from itertools import pairwise

from helpers.documents.pdf_lines import Line

_FEWEST, _LEAST = 3, 10
_SAME = 1.5


def drop_numbers(pages: list[list[Line]]) -> list[list[Line]]:
    """The lines of all pages without the numbers that count them, where pages have such numbers."""
    numbered = [_find_numbers(lines) for lines in pages]
    if sum(map(len, numbered)) < _LEAST:
        return pages
    return [
        [kept for line in lines if (kept := _cut_number(line) if id(line) in found else line)]
        for lines, found in zip(pages, numbered, strict=True)
    ]


def _cut_number(line: Line) -> Line | None:
    return Line(line.words[1:], line.page) if len(line.words) > 1 else None


def _find_numbers(lines: list[Line]) -> set[int]:
    """The lines of a page (by ``id``) that begin with a number of the margin: those numbers end at one place, left of
    where anything else begins, and count up by as much from line to line.
    """
    counted = [line for line in lines if line.words[0].text.isdigit()]
    edge = max((line.words[0].right for line in counted), default=0.0)
    counted = [line for line in counted if abs(line.words[0].right - edge) <= _SAME]
    steps = {int(below.words[0].text) - int(above.words[0].text) for above, below in pairwise(counted)}
    others = [line.left for line in lines if all(line is not each for each in counted)]
    others += [line.words[1].left for line in counted if len(line.words) > 1]
    apart = all(left > edge + _SAME for left in others)
    enough = len(counted) >= _FEWEST and (steps != {1} or len(counted) > 0.8 * len(lines))
    return {id(line) for line in counted} if apart and enough and len(steps) == 1 and min(steps) > 0 else set()

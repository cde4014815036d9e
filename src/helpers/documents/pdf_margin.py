"""Numbers in the margin: of lines, as drafts have them, left of all text; and of pages, beside it."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from helpers.documents.pdf_lines import Line, Word
from helpers.documents.pdf_page import Page

_FEWEST, _LEAST = 3, 10
_SAME, _MOSTLY = 1.5, 0.8


def drop_numbers(pages: list[list[Line]]) -> list[list[Line]]:
    """The lines of all pages without the numbers that count them, where pages have such numbers."""
    found = [edge for lines in pages if (edge := _find_edge(lines)) for _ in _list_counted(lines, edge)]
    if len(found) < _LEAST:
        return pages
    edge = max(set(found), key=found.count)
    return [_cut_numbers(lines, edge) for lines in pages]


def _cut_numbers(lines: list[Line], edge: float) -> list[Line]:
    """The lines of a page without the numbers that end at an edge, where nothing else begins left of it."""
    counted = _list_counted(lines, edge)
    if not _is_margin(lines, counted, edge):
        return lines
    cut = {id(line): line.words[1:] for line in counted}
    kept = [(cut.get(id(line), line.words), line) for line in lines]
    return [Line(words, line.page) if id(line) in cut else line for words, line in kept if words]


def _list_counted(lines: list[Line], edge: float) -> list[Line]:
    return [line for line in lines if line.words[0].text.isdecimal() and abs(line.words[0].right - edge) <= _SAME]


def _find_edge(lines: list[Line]) -> float:
    """Where the numbers end that stand left of all else and count up by as much from line to line; 0 for none.

    Where they count by one, hardly a line is without: a list has lines that go on.
    """
    edge = max((line.words[0].right for line in lines if line.words[0].text.isdecimal()), default=0.0)
    counted = _list_counted(lines, edge)
    steps = {int(below.words[0].text) - int(above.words[0].text) for above, below in pairwise(counted)}
    enough = len(counted) >= _FEWEST and len(steps) == 1 and min(steps) > 0
    whole = steps != {1} or len(counted) > _MOSTLY * len(lines)
    return edge if enough and whole and _is_margin(lines, counted, edge) else 0.0


def _is_margin(lines: list[Line], counted: list[Line], edge: float) -> bool:
    others = [line.left for line in lines if all(line is not each for each in counted)]
    others += [line.words[1].left for line in counted if len(line.words) > 1]
    return all(left > edge + _SAME for left in others)


def part_pages(pages: list[list[Line]]) -> tuple[list[list[Line]], dict[int, str]]:
    """The lines of all pages with those numbers as lines of their own that count the pages and have nothing else left,
    or right, of them; and that these (by ``id``) are footers.
    """
    found = [seat for place, lines in enumerate(pages) for seat in _list_outermost(place, lines)]
    counts = Counter(first for first, _ in found)
    numbers = {id(word) for first, word in found if counts[first] > 1}
    parted = [[each for line in lines for each in _part(line, numbers)] for lines in pages]
    return parted, {id(line): "footer" for lines in parted for line in lines if id(line.words[0]) in numbers}


def _list_outermost(place: int, lines: list[Line]) -> Iterator[tuple[int, Word]]:
    """The numbers with nothing left, or right, of them on the page, each with the number that the first page has."""
    words = [word for line in lines for word in line.words]
    for word in (each for each in words if each.text.isdecimal() and len(words) > 1):
        others = [each for each in words if each is not word]
        before, after = min(each.left for each in others), max(each.right for each in others)
        if word.right < before or word.left > after:
            yield int(word.text) - place, word


def _part(line: Line, numbers: set[int]) -> list[Line]:
    rest = [word for word in line.words if id(word) not in numbers]
    apart = [word for word in line.words if id(word) in numbers]
    return [line] if not apart else [Line(words, line.page) for words in (rest, apart) if words]


def find_folds(pages: list[Page], lines: list[list[Line]]) -> list[float]:
    """Where each page is folded, 0 for none: wide ones that hold two pages side by side, as the numbers say that stand
    in the halves of their first or last line, and count on by two.
    """
    found = [
        seat
        for place, (page, each) in enumerate(zip(pages, lines, strict=True))
        for seat in _list_seats(place, page, each)
    ]
    told = {seat for seat in found if found.count(seat) > 1}
    return [page.width / 2 if told and page.width > page.height else 0.0 for page in pages]


def _list_seats(place: int, page: Page, lines: list[Line]) -> set[int]:
    """The numbers in the left half of a page's first and last line with the next one in the right half, each less what
    two for a page make.
    """
    outer = {line.base for line in (*lines[:1], *lines[-1:])} if page.width > page.height else set()
    words = [[word for line in lines if line.base == base for word in line.words] for base in outer]
    halves = [
        [
            {int(word.text) for word in each if word.text.isdecimal() and (word.left > page.width / 2) == right}
            for right in (False, True)
        ]
        for each in words
    ]
    return {number - 2 * place for left, right in halves for number in left if number + 1 in right}

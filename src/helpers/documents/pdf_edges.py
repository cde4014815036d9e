"""What stands at the edges of the pages: headers, footers and page numbers, which repeat from page to page."""

import re
from collections import defaultdict
from itertools import pairwise

from helpers.documents.pdf_lines import Line, split_cells
from helpers.documents.pdf_page import Page

_BAND = 0.14
_OUTERMOST = 4
_SAME_HEIGHT = 4.0
_NEXT = 1.7
_CELL_GAP = 1.0
_NUMBER = re.compile(
    r"(?:sid(?:a|an)?\.?|s\.)?\s*[–—-]?\s*\d{1,3}\s*[–—-]?(?:\s*(?:\(|/|av|\|)\s*\d{1,3}\s*\)?)?", re.IGNORECASE
)
_ROMAN = re.compile(r"[ivx]{1,5}")


def find_edges(pages: list[Page], lines: list[list[Line]]) -> dict[int, str]:
    """``header`` or ``footer`` for each line (by ``id``) at an edge that stands on another page too, or is a number.

    Heads of a table's columns that stand inside a page too are repeated where the table goes on, and are none.
    """
    outer = [
        (number, kind, line) for number, each in enumerate(lines) for kind, line in _list_outer(pages[number], each)
    ]
    edge = {id(line) for _, _, line in outer}
    heads = {line.text for each in lines for line in each if id(line) not in edge and _has_cells(line)}
    outer = [each for each in outer if each[2].text not in heads]
    groups: dict[tuple[str, str], list[tuple[int, Line]]] = defaultdict(list)
    for number, kind, line in outer:
        groups[kind, re.sub(r"\d+", "#", line.text.casefold())].append((number, line))
    found: dict[int, str] = {}
    for (kind, _), group in groups.items():
        for number, line in group:
            if any(_repeats(line, number, other, each) for each, other in group):
                found[id(line)] = kind
    for number, kind, line in outer:
        if _is_number(line) and _is_outermost(line, lines[number], found):
            found[id(line)] = kind
    return found


def _has_cells(line: Line) -> bool:
    return len(split_cells(line.words, _CELL_GAP)) > 1


def _list_outer(page: Page, lines: list[Line]) -> list[tuple[str, Line]]:
    top = [("header", line) for line in lines[:_OUTERMOST] if line.base > page.height * (1 - _BAND)]
    low = [line for line in lines[-_OUTERMOST:] if line.base < page.height * _BAND]
    running = {id(line) for above, below in pairwise(lines) if _goes_on(above, below) for line in (above, below)}
    return top + [("footer", line) for line in low if id(line) not in running]


def _goes_on(above: Line, line: Line) -> bool:
    """Whether a line goes on in the middle of a sentence right below another: that is text, also where two pages end
    alike.
    """
    near = above.base - line.base < _NEXT * line.size and abs(above.size - line.size) < 0.6
    return near and line.text[:1].islower() and not above.text.endswith((".", "!", "?", ":"))


def _repeats(line: Line, number: int, other: Line, page: int) -> bool:
    return page != number and abs(line.base - other.base) <= _SAME_HEIGHT and abs(line.size - other.size) < 0.6


def _is_number(line: Line) -> bool:
    return bool(_NUMBER.fullmatch(line.text) or _ROMAN.fullmatch(line.text))


def _is_outermost(line: Line, lines: list[Line], found: dict[int, str]) -> bool:
    rest = [each for each in lines if id(each) not in found]
    return len(lines) > 1 and bool(rest) and (line is rest[0] or line is rest[-1])

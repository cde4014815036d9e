"""Bullets that a page draws and does not write, as browsers print a list: small dots, as far from each line's text."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from helpers.documents.pdf_page import Glyph, Page, Rule
from helpers.documents.signs import BULLET

_LEAST, _MOST = 0.15, 0.75
_LOWEST, _HIGHEST = 0.05, 0.75
_NEAR, _FAR, _FREE = -0.05, 2.6, 1.2
_FEWEST = 2
_TALLEST = 40


class _Seat(NamedTuple):
    """A dot and the sign that it stands before."""

    dot: Rule
    first: Glyph

    @property
    def look(self) -> tuple[int, int]:
        """How large the dot is and how far from the text, which is alike for all of a list."""
        return round(self.dot.right - self.dot.left), round(self.first.left - self.dot.left)


def seat_dots(pages: list[Page]) -> None:
    """Write a bullet where a dot stands before a line's first sign; a dot unlike all others of the document is none."""
    seats = [(page, seat) for page in pages for seat in _find_seats(page)]
    looks = Counter(seat.look for _, seat in seats)
    for page, (dot, first) in [(page, seat) for page, seat in seats if looks[seat.look] >= _FEWEST]:
        page.glyphs.append(Glyph(BULLET, dot.left, dot.right, first.base, first.size))


def _find_seats(page: Page) -> Iterator[_Seat]:
    rows: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in page.glyphs if page.dots else ():
        if not glyph.text.isspace():
            rows[round(glyph.base)].append(glyph)
    for dot in dict.fromkeys(page.dots):
        middle = round((dot.bottom + dot.top) / 2)
        near = [glyph for base in range(middle - _TALLEST, middle + 1) for glyph in rows.get(base, ())]
        beside = [glyph for glyph in near if _is_beside(dot, glyph)]
        end = (dot.left + dot.right) / 2
        after = [glyph for glyph in beside if glyph.left > end]
        before = [glyph for glyph in beside if glyph.left <= end and glyph.right > dot.left - _FREE * glyph.size]
        if after and not before:
            first = min(after, key=lambda glyph: glyph.left)
            if _NEAR * first.size < first.left - dot.right < _FAR * first.size:
                yield _Seat(dot, first)


def _is_beside(dot: Rule, glyph: Glyph) -> bool:
    """Whether a dot stands at the height of small letters, and is smaller than they are."""
    height = (dot.bottom + dot.top) / 2 - glyph.base
    small = _LEAST * glyph.size <= dot.top - dot.bottom <= _MOST * glyph.size
    return small and _LOWEST * glyph.size < height < _HIGHEST * glyph.size

"""Marks of lists that hang beside their line, higher or lower than it, in a font or size of their own."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from helpers.documents.pdf_page import Glyph, Page
from helpers.documents.signs import BULLETS

_APART, _TOUCHING = 0.2, 0.3
_HEIGHT, _SHARED = 0.7, 0.5
_NEAR, _FREE = 2.6, 1.2
_FEWEST, _LONGEST = 2, 3


class _Seat(NamedTuple):
    """The signs of a mark and the sign that they stand before."""

    mark: tuple[Glyph, ...]
    first: Glyph

    @property
    def look(self) -> tuple[bool, float, int]:
        """What is alike for all marks of a list: figures or a sign, how large, and how far from the text."""
        return self.mark[0].text.isdecimal(), self.mark[0].size, round(self.first.left - self.mark[0].left)


def seat_marks(pages: list[Page]) -> None:
    """Set marks that hang beside a line onto it, as large as its first sign; one unlike all others is none."""
    seats = [(page, seat) for page in pages for seat in _find_seats(page.glyphs)]
    looks = Counter(seat.look for _, seat in seats)
    for page, (mark, first) in [(page, seat) for page, seat in seats if looks[seat.look] >= _FEWEST]:
        moved = {id(glyph): glyph._replace(base=first.base, size=first.size) for glyph in mark}
        page.glyphs = [moved.get(id(glyph), glyph) for glyph in page.glyphs]


def _find_seats(glyphs: Iterable[Glyph]) -> Iterator[_Seat]:
    rows: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        if not glyph.text.isspace():
            rows[round(glyph.base)].append(glyph)
    for mark in [mark for row in rows.values() for mark in _list_marks(row)]:
        size, left, right = mark[0].size, mark[0].left, mark[-1].right
        height = round(size) + 1
        bases = range(round(mark[0].base) - height, round(mark[0].base) + height + 1)
        near = [
            glyph
            for base in bases
            for glyph in rows.get(base, ())
            if glyph not in mark and _share(mark[0], glyph) and glyph.right > left - _FREE * glyph.size
        ]
        first = min(near, key=lambda glyph: glyph.left, default=None)
        if first and 0 < first.left - right < _NEAR * first.size and _hangs(mark[0], first):
            yield _Seat(mark, first)


def _list_marks(row: list[Glyph]) -> Iterator[tuple[Glyph, ...]]:
    """The bullets and short numbers of a base line that touch nothing else."""
    row = sorted(row, key=lambda glyph: glyph.left)
    ends = [n for n, (one, other) in enumerate(pairwise(row), 1) if other.left - one.right > _TOUCHING * one.size]
    for begin, end in pairwise([0, *ends, len(row)]):
        signs = "".join(glyph.text for glyph in row[begin:end])
        if len(signs) < _LONGEST and (signs in BULLETS or signs.rstrip(".)").isdecimal()):
            yield tuple(row[begin:end])


def _share(mark: Glyph, glyph: Glyph) -> bool:
    """Whether a sign is at the height of a mark, for half of the lower one and more."""
    top = min(mark.base + _HEIGHT * mark.size, glyph.base + _HEIGHT * glyph.size)
    return top - max(mark.base, glyph.base) >= _SHARED * _HEIGHT * min(mark.size, glyph.size)


def _hangs(mark: Glyph, first: Glyph) -> bool:
    """Whether a mark stands on another base line than the text; a smaller number is one of a note."""
    apart = abs(mark.base - first.base) > _APART
    return apart and first.text.isalpha() and (not mark.text.isdecimal() or mark.size >= first.size)

"""Signs on a page to words, and words to lines."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import attrgetter
from statistics import median

from helpers.documents.blocks import Run, join_runs
from helpers.documents.pdf_page import Glyph
from helpers.documents.signs import BULLETS, Mark, drop_controls, split_mark
from helpers.numbering import is_decimal

_SAME_BASE = 0.22
_WORD_GAP = 0.17
_CELL_GAP = 0.9
_RAISED, _SEATED = 0.82, 0.87
_SMALL_CAPS = (0.65, 0.88)
_SPACED = 0.1
_OVER, _NUDGE = 4, 0.05
_APART = 1.3
_FEWEST_LETTERS = 4
_LEADER = re.compile(r"(?:[.·…_⋅‥] ?){4,}")
_LONE_MARK = re.compile(rf"[{re.escape(BULLETS)}–—−-]$|\(?(?:\d{{1,3}}|[a-zåäö])[.)]$")


@dataclass(frozen=True)
class Word:
    """Signs with no space between."""

    glyphs: tuple[Glyph, ...]

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.glyphs[-1].right

    @property
    def text(self) -> str:
        """Its signs."""
        return "".join(glyph.text for glyph in self.glyphs)

    @property
    def bold(self) -> bool:
        """Whether all its signs are bold."""
        return all(glyph.bold for glyph in self.glyphs)


@dataclass
class Line:
    """Words on one line, from left to right."""

    words: list[Word]
    page: int = 0
    near: bool = False
    """Whether its amount may stand near its label."""

    def __post_init__(self) -> None:
        glyphs = [glyph for word in self.words for glyph in word.glyphs if not glyph.raised]
        glyphs = glyphs or [glyph for word in self.words for glyph in word.glyphs]
        letters = [glyph for glyph in glyphs if glyph.text.isalnum()] or glyphs
        self.left, self.right = self.words[0].left, max(word.right for word in self.words)
        self.base = median(glyph.base for glyph in glyphs)
        self.size = _most([glyph.size for glyph in letters])
        self.bold = all(glyph.bold for glyph in letters)
        self.text = write_words(self.words)
        self.mark: Mark | None = _find_mark(self.words, self.text)
        self.leader = bool(_LEADER.search(self.text))

    @property
    def text_left(self) -> float:
        """Where the text begins, behind a mark."""
        return self.words[1].left if self.mark and len(self.words) > 1 else self.left


def _most(sizes: list[float]) -> float:
    return max(set(sizes), key=lambda size: (sizes.count(size), size))


def _find_mark(words: list[Word], text: str) -> Mark | None:
    """The mark of a list; the number of a row, which ends in an amount apart from its label, is none."""
    mark = split_mark(text) or _find_number(words)
    if not mark or not is_decimal(mark.sign) or not words[-1].text.isdecimal():
        return mark
    return None if words[-1].left - words[-2].right > _CELL_GAP * words[-1].glyphs[0].size else mark


def _find_number(words: list[Word]) -> Mark | None:
    """A bare number that stands as a list's mark does: farther from the words behind it than those from each other."""
    if len(words) < 2 or not words[0].text.isdecimal() or len(words[0].text) > 2:
        return None
    apart, *gaps = [after.left - before.right for before, after in pairwise(words)]
    usual = max(0.5 * words[0].glyphs[0].size, _APART * max(gaps, default=0.0))
    text = write_words(words[1:])
    return Mark(words[0].text, True, text) if apart > usual and text[:1].isalpha() else None


def write_words(words: Iterable[Word]) -> str:
    """The words as text, raised numbers as such; a sign that is no character is left out."""
    runs: list[Run] = []
    for word in words:
        lead = " " if runs and not word.glyphs[0].raised else ""
        for raised, glyphs in groupby(word.glyphs, key=attrgetter("raised")):
            runs.append(Run(lead + "".join(glyph.text for glyph in glyphs), raised=raised))
            lead = ""
    return drop_controls(join_runs(runs)[0]).strip()


def find_lines(glyphs: list[Glyph], page: int) -> list[Line]:
    """The lines of a page from its top down: signs on one base line, across all columns; raised signs are in them."""
    rows: list[list[Glyph]] = []
    for glyph in sorted((g for g in glyphs if g.text.strip()), key=lambda g: (-g.base, g.left)):
        host = next(
            (row for row in rows[-6:] if abs(row[0].base - glyph.base) <= _SAME_BASE * max(row[0].size, 1)), None
        )
        if host is None:
            rows.append([glyph])
        else:
            host.append(glyph)
    order = {id(glyph): place for place, glyph in enumerate(glyphs)}
    over = [row for row in rows if _is_printed_over(row)]
    rows = [row for row in rows if row not in over]
    rows += [part for row in over for part in _part_drawn(sorted(row, key=lambda glyph: order[id(glyph)]))]
    spaces = [
        glyph
        for glyph in glyphs
        if glyph.text.isspace() and all(abs(glyph.base - row[0].base) > row[0].size / 2 for row in over)
    ]
    rows = _seat_raised([_raise_small(row) for row in rows])
    lines = [Line(_type_small_caps(words), page) for row in rows if (words := _find_words(row, spaces))]
    return sorted(lines, key=lambda line: -line.base)


def _type_small_caps(words: list[Word]) -> list[Word]:
    """Words in small capitals as one types them, large letters first: a file has either case for one drawn letter."""
    if not any(map(_is_small_caps, words)):
        return words
    typed: list[Word] = []
    for group in split_cells(words, _CELL_GAP):
        sizes = {(word.glyphs[0].size, word.glyphs[1].size) for word in group if _is_small_caps(word)}
        large, small = sizes.pop() if len(sizes) == 1 else (0.0, 0.0)
        typed += [Word(tuple(_type(glyph, large, small) for glyph in word.glyphs)) for word in group]
    return typed


def _is_small_caps(word: Word) -> bool:
    """Whether a word's first letter is as much larger than all others as a capital is than small ones."""
    first, *rest = word.glyphs
    least, most = (share * first.size for share in _SMALL_CAPS)
    return len(rest) > 1 and word.text.isalpha() and all(least <= each.size <= most for each in rest)


def _type(glyph: Glyph, large: float, small: float) -> Glyph:
    if glyph.size == small:
        return glyph._replace(text=glyph.text.lower(), size=large)
    return glyph._replace(text=glyph.text.upper()) if glyph.size == large else glyph


def _is_printed_over(row: list[Glyph]) -> bool:
    """Whether one text is printed over another on the same base line."""
    return sum(_lies_over(*pair) for pair in pairwise(sorted(row, key=attrgetter("left")))) >= _OVER


def _part_drawn(row: list[Glyph]) -> Iterator[list[Glyph]]:
    """The signs of a base line, in the order in which they are drawn, as several lines: each as far as it goes from
    left to right, hardly lower than the one before.
    """
    ends = [place for place, (one, other) in enumerate(pairwise(row), 1) if other.left < one.left - one.size]
    for number, (begin, end) in enumerate(pairwise([0, *ends, len(row)])):
        yield [glyph._replace(base=glyph.base - _NUDGE * number) for glyph in row[begin:end]]


def _lies_over(one: Glyph, other: Glyph) -> bool:
    """Whether a sign covers half of another one; the letters of a ligature, that have one place, do not."""
    return other.left - one.left > _NUDGE and one.right - other.left > 0.5 * min(other.right - other.left, one.size)


def _raise_small(row: list[Glyph]) -> list[Glyph]:
    """A row whose small figures stand a little higher than larger signs beside them: those are raised."""
    return [
        glyph._replace(raised=True, base=max(larger, key=attrgetter("size")).base)
        if glyph.text in "0123456789()*" and (larger := [each for each in row if _rises(glyph, each)])
        else glyph
        for glyph in row
    ]


def _rises(glyph: Glyph, other: Glyph) -> bool:
    """Whether a sign stands higher than another one that is larger and beside it; in other columns it would not be."""
    apart = max(glyph.left - other.right, other.left - glyph.right)
    return glyph.size < other.size * _RAISED and glyph.base > other.base + 0.05 * other.size and apart < other.size


def _seat_raised(rows: list[list[Glyph]]) -> list[list[Glyph]]:
    """Small signs a little above a line, right behind a sign of it, are set into the line."""
    kept: list[list[Glyph]] = []
    for row in rows:
        rest = []
        for glyph in row:
            host = _find_host(glyph, rows)
            if host is None:
                rest.append(glyph)
            else:
                host.append(
                    Glyph(glyph.text, glyph.left, glyph.right, host[0].base, glyph.size, glyph.bold, raised=True)
                )
        row[:] = rest
        kept.append(row)
    return [sorted(row, key=lambda glyph: glyph.left) for row in kept if row]


def _find_host(glyph: Glyph, rows: list[list[Glyph]]) -> list[Glyph] | None:
    if glyph.raised or not (glyph.text.isdigit() or glyph.text in "()*,"):
        return None
    for row in rows:
        seats = [(other, row[0] if other.raised else other) for other in row]
        behind = any(_sits(glyph, on) and -0.3 < (glyph.left - other.right) / on.size < 0.35 for other, on in seats)
        before = any(_sits(glyph, first) and -0.1 < (first.left - glyph.right) / first.size < 0.4 for first in row[:1])
        if behind or before:
            return row
    return None


def _sits(glyph: Glyph, other: Glyph) -> bool:
    """Whether a sign is smaller than another one, and as much higher as a raised sign is."""
    small = glyph.size <= other.size * _SEATED
    return small and 0.12 < (glyph.base - other.base) / max(other.size, 1) < 0.75


def _find_words(row: list[Glyph], spaces: list[Glyph]) -> list[Word]:
    """Where a space is drawn or a gap is wide a new word begins; letter-spaced text has wider gaps of its own."""
    base, size = row[0].base, max(glyph.size for glyph in row)
    usual = median(glyph.size for glyph in row)
    drawn = sorted(
        space.left + (space.right - space.left) / 2 for space in spaces if abs(space.base - base) < usual * 0.3
    )
    gaps = [after.left - before.right for before, after in pairwise(row)]
    letters = [gap for gap, after in zip(gaps, row[1:], strict=True) if gap < after.size]
    usual = max(median(letters), 0.0) if letters else 0.0
    even = len(letters) >= 2 and max(letters) - min(letters) < 0.05 * size
    wide = usual if usual > _SPACED * size and (len(letters) >= 4 or even) else 0.0
    words, current = [], [row[0]]
    for gap, before, after in zip(gaps, row, row[1:], strict=False):
        between = any(before.left < space < after.right and space > before.right - 0.3 * size for space in drawn)
        limit = (wide * 1.6 if wide else 0.0) + _WORD_GAP * after.size
        if (after.raised and gap < _CELL_GAP * size) or not (gap > limit or (between and gap > wide * 1.4)):
            current.append(after)
        else:
            words.append(Word(tuple(current)))
            current = [after]
    return [*words, Word(tuple(current))]


def split_cells(words: list[Word], gap: float) -> list[list[Word]]:
    """Words in groups, a new one where the space is wider than ``gap`` times the size of the sign before.

    Where all letters are as wide as each other, so are the spaces: there it has to be wider than one of them.
    """
    groups: list[list[Word]] = []
    least = 1.4 * _find_pitch(words)
    for word in words:
        room = max(gap * max(groups[-1][-1].glyphs[-1].size, 1), least) if groups else 0.0
        wide = groups and word.left - groups[-1][-1].right > room
        if not groups or (wide and not _is_lone_mark(groups[-1]) and not _is_one_space(groups[-1][-1], word)):
            groups.append([word])
        else:
            groups[-1].append(word)
    return groups


def _is_one_space(before: Word, word: Word) -> bool:
    """Whether thousands are parted by a space that is as wide as a figure, in a font that has all signs alike."""
    first = word.glyphs[0]
    room, width = word.left - before.right, first.right - first.left
    thousands = before.text[-1:].isdecimal() and len(word.text) == 3 and word.text.isdecimal()
    return thousands and abs(room - width) < 0.02 * width


def _find_pitch(words: list[Word]) -> float:
    """How wide every letter is, in a font that has them all alike; 0 in any other."""
    widths = {glyph.text: glyph.right - glyph.left for word in words for glyph in word.glyphs if glyph.text.isalpha()}
    if len(widths) < _FEWEST_LETTERS or max(widths.values()) - min(widths.values()) > 0.02 * max(widths.values()):
        return 0.0
    return max(widths.values())


def _is_lone_mark(group: list[Word]) -> bool:
    return len(group) == 1 and bool(_LONE_MARK.match(group[0].text))

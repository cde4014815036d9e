"""Large initials: the first letter of a paragraph, as high as two lines and more, becomes one of its first line."""

from collections import Counter

from helpers.documents.pdf_page import Glyph, Page
from helpers.lemmas import is_word

_LARGE, _NEAR = 1.8, 0.7
_HIGHEST, _SAME_BASE = 0.25, 0.22
_MIDDLE, _TOP = 0.5, 0.8
_EVEN, _NEXT = 0.5, 1.8
_FEWEST = 2


def seat_initials(page: Page) -> None:
    """Write each large initial of a page as the first letter of the line beside its top; the lines below that begin
    where it does.
    """
    sizes = Counter(glyph.size for glyph in page.glyphs if glyph.text.isalpha())
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    for initial in [glyph for glyph in page.glyphs if glyph.text.isupper() and glyph.size >= _LARGE * usual]:
        starts = _find_starts(initial, page.glyphs)
        if len(starts) >= _FEWEST:
            moved = {id(start): start._replace(left=initial.left) for start in starts[1:]}
            page.glyphs = [moved.get(id(glyph), glyph) for glyph in page.glyphs if glyph is not initial]
            page.glyphs.append(_write_small(initial, starts[0], page.glyphs))


def _find_starts(initial: Glyph, glyphs: list[Glyph]) -> list[Glyph]:
    """The first signs of the lines right beside an initial, from the top, and of those below it that begin where they
    do; none where it is a letter of a large word.
    """
    edge = initial.right + _NEAR * initial.size
    beside = [
        glyph
        for glyph in glyphs
        if glyph is not initial
        and not glyph.text.isspace()
        and initial.left <= glyph.left < edge
        and initial.base - _HIGHEST * initial.size < glyph.base
        and glyph.base + _MIDDLE * glyph.size < initial.base + _TOP * initial.size
    ]
    rows = _list_firsts(beside)
    inset = [glyph for glyph in glyphs if rows and glyph.base < rows[-1].base and initial.left <= glyph.left < edge]
    for row in _list_firsts(inset):
        if abs(row.left - rows[-1].left) > _EVEN or rows[-1].base - row.base > _NEXT * row.size:
            break
        rows.append(row)
    alike = all(_LARGE * row.size <= initial.size and row.left >= initial.right - 1 for row in rows)
    alone = not any(
        abs(glyph.right - initial.left) < _NEAR * initial.size for glyph in glyphs if _is_level(glyph, initial)
    )
    return rows if alike and alone else []


def _list_firsts(glyphs: list[Glyph]) -> list[Glyph]:
    """The first sign of each line, from the top."""
    firsts: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda glyph: (-glyph.base, glyph.left)):
        if not firsts or firsts[-1].base - glyph.base > _SAME_BASE * glyph.size:
            firsts.append(glyph)
    return firsts


def _is_level(glyph: Glyph, initial: Glyph) -> bool:
    return glyph.size == initial.size and glyph.base == initial.base and glyph is not initial


def _write_small(initial: Glyph, first: Glyph, glyphs: list[Glyph]) -> Glyph:
    """An initial as a letter of its first line: of the first word, or a word of its own."""
    line = sorted((g for g in glyphs if g.base == first.base and g.left >= first.left), key=lambda glyph: glyph.left)
    word = "".join(glyph.text for glyph in line).split()[0].strip(".,;:!?")
    two = is_word(initial.text.casefold()) and (word[0].isupper() or is_word(word.casefold()))
    own = two and not is_word((initial.text + word).casefold())
    room = 0.3 * first.size if own else 0.0
    return first._replace(text=initial.text, left=initial.left, right=max(first.left - room, initial.left))

"""The heads of a table that are turned on their side: seated above their columns as if they lay."""

from itertools import pairwise

from helpers.documents.pdf_page import Glyph, Page, Rule, Turned

_FEWEST = 2
_BELOW, _ASIDE, _NEXT = 4.0, 3.0, 0.8


def seat_turned(page: Page) -> None:
    """Give a page the turned heads of a table as signs on one line, each as narrow as it stands there; what lies beside
    them on one line is set on that line too.
    """
    heads = [head for head in _join_lines(page.turned) if _stands_above_amounts(head, page.glyphs)]
    if len(heads) < _FEWEST or not all(_overlap(one.box, other.box) for one, other in pairwise(heads)):
        return
    base = min(head.box.bottom for head in heads)
    top, left = max(head.box.top for head in heads), min(head.box.left for head in heads)
    beside = [glyph for glyph in page.glyphs if base < glyph.base < top and glyph.right <= left]
    one_line = len({round(glyph.base) for glyph in beside}) == 1
    page.glyphs = [g._replace(base=base) if one_line and g in beside else g for g in page.glyphs]
    page.glyphs += [Glyph(head.text, head.box.left, head.box.right, base, head.size) for head in heads]
    page.turned = [each for each in page.turned if not any(_holds(head.box, each.box) for head in heads)]


def _join_lines(lines: list[Turned]) -> list[Turned]:
    """The turned lines, those as one that stand right beside each other: what is above as the heads stand, first."""
    joined: list[Turned] = []
    for line in lines:
        before = joined[-1] if joined else None
        if before is not None and _overlap(before.box, line.box) and _gap(before.box, line.box) < _NEXT * line.size:
            ordered = (before.box.left < line.box.left) != line.down
            text = f"{before.text} {line.text}" if ordered else f"{line.text} {before.text}"
            joined[-1] = line._replace(text=text, box=_unite(before.box, line.box))
        else:
            joined.append(line)
    return joined


def _stands_above_amounts(head: Turned, glyphs: list[Glyph]) -> bool:
    """Whether a figure stands right below a turned text."""
    left, right = head.box.left - _ASIDE * head.size, head.box.right + _ASIDE * head.size
    low = head.box.bottom - _BELOW * head.size
    return any(
        glyph.text.isdigit() and left <= glyph.left and glyph.right <= right and low <= glyph.base < head.box.bottom
        for glyph in glyphs
    )


def _overlap(one: Rule, other: Rule) -> bool:
    """Whether two boxes stand beside each other."""
    return one.bottom < other.top and other.bottom < one.top


def _gap(one: Rule, other: Rule) -> float:
    return max(one.left, other.left) - min(one.right, other.right)


def _unite(one: Rule, other: Rule) -> Rule:
    return Rule(
        min(one.left, other.left), min(one.bottom, other.bottom), max(one.right, other.right), max(one.top, other.top)
    )


def _holds(box: Rule, other: Rule) -> bool:
    return _unite(box, other) == box

"""Text that a program has read off the picture of a page, each line as large as it was measured: no two quite alike."""

from collections import Counter

from helpers.documents.pdf_page import Page

_ALIKE = 0.12


def even_sizes(pages: list[Page]) -> None:
    """Give signs that are not shown the most usual of the sizes that are nearly theirs."""
    counts = Counter(glyph.size for page in pages if page.unseen for glyph in page.glyphs)
    usual: dict[float, float] = {}
    for size, _ in counts.most_common():
        usual[size] = next((each for each in usual.values() if abs(each - size) <= _ALIKE * each), size)
    for page in pages:
        if page.unseen:
            page.glyphs = [glyph._replace(size=usual[glyph.size]) for glyph in page.glyphs]

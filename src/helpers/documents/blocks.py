"""What every reader of a document gives: its blocks in reading order, each one line of text with its place and look."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise, takewhile
from typing import NamedTuple

from helpers.documents.unused import Unused, tell_unused

KINDS = ("heading", "lead", "paragraph", "item", "row", "header", "footer", "note", "box", "toc")
"""What a block is by its layout: ``box`` is a text box, ``note`` a footnote, ``toc`` a line of the contents list,
``lead`` the bold beginning of a paragraph that stands on its line as a heading would above it.
"""

_RAISED = str.maketrans("0123456789+-=()*", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾*")
_SIGN = set("0123456789)(*+-=, ")


@dataclass(frozen=True)
class Block:
    """A paragraph, list item or table row: one line, the cells of a row parted by tabs.

    ``text`` begins with the mark or number that the page shows, also where the file keeps it as formatting only.
    ``page`` and ``paragraph`` (the block's number) count from 1; page is None where the file has no pages.
    ``level`` is that of a heading (0 for a title) or an item (from 1). ``bold`` is all of it, ``size`` in points.
    ``start``: the beginning of it that alone is bold. ``gap``: an empty line, or more than the usual distance, is above
    it. ``table`` numbers the tables.
    """

    text: str
    kind: str = "paragraph"
    page: int | None = None
    paragraph: int = 0
    level: int | None = None
    bold: bool = False
    size: float | None = None
    start: str = ""
    gap: bool = False
    table: int | None = None
    place: tuple[float, float, float, float] | None = field(default=None, compare=False)
    """Left, bottom, right, top on the page in points, for a PDF."""


@dataclass(frozen=True)
class Document:
    """A document that was read: ``blocks`` in reading order, ``pages`` (None where the file has none), ``format``;
    ``left``: what it holds that is no part of its text, and ``unused``: the same told in Swedish.
    """

    blocks: tuple[Block, ...]
    format: str
    pages: int | None = None
    left: tuple[Unused, ...] = ()

    @property
    def unused(self) -> tuple[str, ...]:
        """What was left out, kind by kind, in Swedish."""
        return tuple(tell_unused(self.left))

    @property
    def text(self) -> str:
        """All of it, one line for each block.

        >>> Document((Block("Vi vill:"), Block("• bygga", "item")), "docx").text
        'Vi vill:\\n• bygga\\n'
        """
        return "".join(f"{block.text}\n" for block in self.blocks)


class Run(NamedTuple):
    """A stretch of text with one look."""

    text: str
    bold: bool = False
    size: float | None = None
    raised: bool = False
    apart: bool = False
    """Whether its digits are no part of a number that stands beside it."""


def join_runs(runs: list[Run]) -> tuple[str, bool, float | None]:
    """The text of some runs, whether all that is seen of it is bold, and the size of most of it.

    A raised number is written with raised digits, so that nobody takes it for a part of the amount before it.

    >>> join_runs([Run("479 200", True, 10.0), Run("2)", False, 7.0, True)])
    ('479 200²⁾', True, 10.0)
    """
    text = "".join(_write_run(*pair) for pair in pairwise([Run(""), *(run for run in runs if run.text)]))
    seen = [run for run in runs if any(each.isalnum() for each in run.text) and not run.raised]
    sizes: dict[float | None, int] = {}
    for run in seen:
        sizes[run.size] = sizes.get(run.size, 0) + len(run.text)
    return text, bool(seen) and all(run.bold for run in seen), max(sizes, key=lambda size: sizes[size], default=None)


def _write_run(before: Run, run: Run) -> str:
    text = run.text.translate(_RAISED) if run.raised and set(run.text) <= _SIGN else run.text
    parted = (before.apart or run.apart) and before.text[-1:].isdigit() and text[0].isdigit()
    return f" {text}" if parted else text


def take_start(runs: Iterable[tuple[str, bool]]) -> str:
    """What is bold at the beginning of a text, where the rest is not; the runs are texts and whether they are bold.

    >>> take_start([("Skolan. ", True), ("Den ska vara", False)]), take_start([("Skolan", True)])
    ('Skolan.', '')
    """
    seen = [run for run in runs if run[0].strip()]
    start = [text for text, _ in takewhile(lambda run: run[1], seen)]
    return "".join(start).strip() if len(start) < len(seen) else ""


def tell_once(blocks: Iterable[Block], kind: str) -> Iterator[Block]:
    """What some blocks say, each text once, as blocks of a kind: the headers, or the footers, of all sections.

    >>> [block.text for block in tell_once([Block("Budget  2027"), Block(""), Block("Budget 2027")], "header")]
    ['Budget 2027']
    """
    texts = (" ".join(block.text.split()) for block in blocks)
    yield from (Block(text, kind) for text in dict.fromkeys(texts) if text)

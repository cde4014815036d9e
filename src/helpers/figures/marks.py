"""The marks that charts are made of, set in millimetres on a sheet's body: words, bars, dots, rules; rows of names, and
words with the place where they stand in the document.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.patches import Ellipse, Rectangle, Wedge

from helpers.colour import LEAST_MARK, Palette, contrast, mix
from helpers.figures.sheet import Sheet
from helpers.figures.type import FAMILY, MM_PER_PT, balance, fill, measure, wrap

MIDDLE = 0.33
"""How far below the middle of a line of words its baseline lies, against its type size."""

LEADING = 1.12
"""From one line of a label to the next, against its type size."""

RING = 0.9
"""How thick the outline of a hollow mark is, in points."""

KEY = 0.5
"""From one line of a key to the next, in mm for each point of type."""

LEAST_LINE = 0.35
"""The thinnest line in print, in points; a thinner one can break up on the press."""


class Tint(NamedTuple):
    """A tint of a palette's colour: which one, how strong (1 is the colour itself, 0 the ground), and whether it is a
    mark that carries meaning. One that is not lies behind marks, with an outline that can be seen.
    """

    colour: str
    strength: float
    mark: bool = True


TINTS = {
    "light accent": Tint("accent", 0.64),  # what the title does not speak of, and the outline of the palest
    "light second": Tint("second", 0.64),
    "prose": Tint("muted", 0.4),
    "budget": Tint("ink", 0.86),
    "leading": Tint("accent", 0.16, mark=False),
}
"""Every tint that a figure has, by what it is for; other colours than the palette's and these are in no figure."""


def write(axes: Axes, x: float, y: float, text: str, pt: float, color: str, **how: Any) -> None:
    """Words whose middle line is at y (mm); ``ha`` and ``weight`` as in matplotlib. Dollar signs stay dollar signs."""
    axes.text(
        x,
        y + pt * MIDDLE * MM_PER_PT,
        text,
        size=pt,
        color=color,
        va="baseline",
        parse_math=False,
        family=FAMILY,
        **how,
    )


def write_wrapped(
    axes: Axes, x: float, y: float, text: str, width: float, pt: float, language: str, color: str, **how: Any
) -> None:
    """Words in as many lines as ``width`` (mm) asks for, the block's middle at y."""
    lines = wrap(text, width, pt, language, how.get("weight", "normal"))
    for n, line in enumerate(lines):
        write(axes, x, y + (n - (len(lines) - 1) / 2) * lead(pt), line, pt, color, **how)


def lead(pt: float) -> float:
    """From one line of a label to the next, in mm."""
    return pt * LEADING * MM_PER_PT


def measure_longest(labels: Iterable[str], pt: float) -> float:
    """The width (mm) of the longest word of some labels.

    >>> measure_longest(["Jobb", "Havs- och hamnbyggnadsnämnden"], 8.5) > measure_longest(["Jobb"], 8.5)
    True
    """
    return max(measure(word, pt) for label in labels for word in label.split(" "))


HALF = 0.5
"""How much of a chart's width a column of names may take where one word is so long, as a share."""


def measure_labels(labels: Sequence[str], room: float, pt: float, most: float) -> float:
    """The width of a column of labels (mm): the longest's, at most ``most`` of the ``room``, or half of it for a word.

    >>> round(measure_labels(["Jobb", "Havs- och hamnbyggnadsnämnden"], 80, 8.5, 0.4), 1)
    32.0
    """
    word = measure_longest(labels, pt)
    widest = max(room * most, min(word + 0.1, room * HALF))
    return min(max(measure(label, pt) for label in labels), widest)


def measure_rows(labels: Sequence[str], width: float, pt: float, language: str, pitch: float) -> list[float]:
    """How high each row is (mm) whose label is wrapped to ``width``: ``pitch`` for one line, and more for each other.

    >>> [round(row, 1) for row in measure_rows(["Jobb", "Havs- och hamnbyggnadsnämnden"], 32, 8.5, "sv", 5)]
    [5.0, 8.4]
    """
    return [pitch + (len(wrap(label, width, pt, language)) - 1) * lead(pt) for label in labels]


class Entry(NamedTuple):
    """An entry of a key: where it begins (mm), in which line of the key, and its words in lines."""

    x: float
    line: int
    words: list[str]


def place_key(
    texts: Sequence[str], room: float, pt: float, language: str, mark: float, gap: float | None = None, start: float = 0
) -> list[Entry]:
    """Entries of a key with ``mark`` mm before their words, in as few lines of ``room`` (mm) and as even as may be.

    ``gap`` (mm; else three spaces) parts two entries, ``start`` is where the first line begins; wide ones are wrapped.

    >>> [(entry.line, entry.words) for entry in place_key(["krav", "uppdrag", "budget"], 30, 8.5, "sv", 3, 3)]
    [(0, ['krav']), (0, ['uppdrag']), (1, ['budget'])]
    """
    gap = measure("   ", pt) if gap is None else gap
    words = [wrap(text, room - mark, pt, language) for text in texts]
    widths = [mark + max(measure(each, pt) for each in lines) for lines in words]
    full = _flow_key(words, widths, room, gap, start)
    narrower = (_flow_key(words, widths, room * step / 20, gap, start) for step in range(10, 20))
    return next((each for each in narrower if count_lines(each) == count_lines(full)), full)


def _flow_key(
    texts: Sequence[list[str]], widths: Sequence[float], room: float, gap: float, start: float
) -> list[Entry]:
    """Entries of a key one behind the other, a new line where the ``room`` (mm) ends."""
    entries: list[Entry] = []
    x, line = start, 0
    for words, width in zip(texts, widths, strict=True):
        if x and x + width > room:
            x, line = 0.0, line + 1
        entries.append(Entry(x, line, words))
        x, line = (x + width + gap, line) if len(words) == 1 else (0.0, line + len(words))
    return entries


class Key(NamedTuple):
    """A key whose entries have been placed, in a type size (pt), with a mark ``indent`` mm wide before their words."""

    entries: list[Entry]
    indent: float
    pt: float

    @classmethod
    def set(
        cls, texts: Sequence[str], room: float, pt: float, language: str, mark: float, gap: float | None = None
    ) -> "Key":
        """The key of these texts, placed as ``place_key`` does; ``mark`` in mm for each point of type.

        >>> Key.set(["krav", "uppdrag", "budget"], 30, 8.5, "sv", 0.4, 3).lines
        2
        """
        return cls(place_key(texts, room, pt, language, pt * mark, gap), pt * mark, pt)

    @property
    def lines(self) -> int:
        """How many lines it has."""
        return count_lines(self.entries)

    def write(
        self,
        axes: Axes,
        first: float,
        pitch: float,
        look: str | Sequence[tuple[str, str]],
        draw: Callable[[int, float, float], None],
    ) -> None:
        """Draw it: the mark of every entry and its words, the middle of the first line at ``first`` (mm), the next one
        ``pitch`` below, in a colour, or each in its colour and weight (``look``). ``draw`` takes the number of an
        entry, where it begins, and the middle of its first line.
        """
        looks = [(look, "normal")] * len(self.entries) if isinstance(look, str) else look
        for number, (entry, (colour, weight)) in enumerate(zip(self.entries, looks, strict=True)):
            middle = first + entry.line * pitch
            draw(number, entry.x, middle)
            for n, words in enumerate(entry.words):
                write(axes, entry.x + self.indent, middle + n * pitch, words, self.pt, colour, weight=weight)


def count_lines(entries: Sequence[Entry]) -> int:
    """How many lines a key has."""
    return max((entry.line + len(entry.words) for entry in entries), default=0)


def bar(axes: Axes, x: float, y: float, width: float, height: float, color: str, **how: Any) -> None:
    """A filled bar from its upper left corner (mm)."""
    # the limits of the body are set: add_patch would work them out again for each mark
    axes.add_artist(Rectangle((x, y), width, height, facecolor=color, **{"linewidth": 0, **how}))


def dot(axes: Axes, x: float, y: float, diameter: float, color: str, filled: bool = True, ring: float = RING) -> None:
    """A round dot by its middle (mm); hollow ones have a ring of the same outer size, ``ring`` points thick."""
    face, line = (color, 0.0) if filled else ("none", ring)
    inner = diameter - line * MM_PER_PT
    axes.add_artist(Ellipse((x, y), inner, inner, facecolor=face, edgecolor=color, linewidth=line))


def half_dot(axes: Axes, x: float, y: float, diameter: float, color: str) -> None:
    """A ring whose left half is filled, of the same outer size as a dot."""
    dot(axes, x, y, diameter, color, filled=False)
    axes.add_artist(Wedge((x, y), diameter / 2, 90, 270, facecolor=color, linewidth=0))


def square(axes: Axes, x: float, y: float, side: float, color: str) -> None:
    """A hollow square by its middle, ``side`` (mm) from outer edge to outer edge."""
    line = RING * MM_PER_PT
    corner, inner = (x - (side - line) / 2, y - (side - line) / 2), side - line
    axes.add_artist(Rectangle(corner, inner, inner, facecolor="none", edgecolor=color, linewidth=RING))


def rule(axes: Axes, x0: float, x1: float, y: float, color: str, pt: float = 0.5) -> None:
    """A horizontal line (mm), ``pt`` thick, under all marks."""
    axes.plot([x0, x1], [y, y], color=color, linewidth=pt, solid_capstyle="butt", zorder=0.5)


def leader(axes: Axes, points: list[tuple[float, float]], color: str, pt: float = 0.4) -> None:
    """A thin line through points (mm), from a mark to its label."""
    axes.plot(*zip(*points, strict=True), color=color, linewidth=pt)


def take_tint(palette: Palette, name: str) -> str:
    """One of ``TINTS`` on the ground of a palette. A mark that would be too pale there (``LEAST_MARK``) is stronger, in
    steps of 1 %, until it can be seen; the full colour where that is too pale itself.

    >>> from helpers.colour import make_palette
    >>> [take_tint(make_palette(), name) for name in ("light accent", "light second")]
    ['#6399a3', '#c38852']
    """
    wanted, paper = TINTS[name], palette.seen
    colour = getattr(palette, wanted.colour)
    steps = range(round(wanted.strength * 100), 101) if wanted.mark else [round(wanted.strength * 100)]
    tints = [mix(paper, colour, step / 100) for step in steps]
    return next((each for each in tints if contrast(each, paper) >= LEAST_MARK), tints[-1])


def spread_labels(middles: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """The middles of labels of these heights (mm), as near as may be to the wanted ones (ascending), none over another,
    between low and high: first downwards from each other, then up again from the lower end.

    >>> spread_labels([1, 1.5, 9], [2, 3, 2], 0, 10)
    [1, 3.5, 9]
    """
    gaps = [(one + other) / 2 for one, other in pairwise(heights)]
    places: list[float] = []
    for middle, gap in zip(middles, [0.0, *gaps], strict=False):
        places.append(max(middle, places[-1] + gap if places else low + heights[0] / 2))
    limit = high
    for n, below in zip(reversed(range(len(places))), [heights[-1] / 2, *reversed(gaps)], strict=True):
        limit = places[n] = min(places[n], limit - below)
    return places


# --- rows of names ------------------------------------------------------------------------------------------

PITCH, LEAST_PITCH = 0.62, 0.43
"""From one row of words to the next, in mm for each point of type: as wanted, and the least, as in running text."""

NAMES = 0.44
"""How much of a chart's width a column of names may take, as a share."""

EASE = 0.3
"""How much wider (mm) than its longest name a column is, lest a name is wrapped that has just room."""

BAR, LEAST_BAR = 0.62, 0.15
"""How thick a bar is, as a share of its row, and how long (mm) it is at the least."""

DOT = 0.28
"""How wide a point of a chart is, in mm for each point of type."""


class Rows(NamedTuple):
    """The rows of a chart by their labels, wrapped to ``width`` mm: how high they are at a pitch (mm for each point).

    ``more`` is what stands besides the rows, in rows of one line; ``fixed`` in mm; ``below`` what each row has below
    its label (mm); ``least`` how many lines each row has room for at the least.
    """

    labels: list[str]
    width: float
    pt: float
    language: str
    more: float
    fixed: float = 0.0
    below: float = 0.0
    least: tuple[int, ...] = ()

    def rows(self, pitch: float) -> list[float]:
        """The height of each row (mm) where one of a single line is ``pitch`` mm high."""
        heights = [row + self.below for row in measure_rows(self.labels, self.width, self.pt, self.language, pitch)]
        lines = self.least or (1,) * len(heights)
        return [max(row, pitch + (least - 1) * lead(self.pt)) for row, least in zip(heights, lines, strict=True)]

    def height(self, share: float) -> float:
        """The height of the whole chart (mm) where a row of one line has ``share`` mm for each point of type."""
        pitch = self.pt * share
        return sum(self.rows(pitch)) + self.more * pitch + self.fixed

    def fill(self, height: float) -> float:
        """The height of a row of one line (mm) with which the chart is as high as ``height``."""
        return (height - self.height(0)) / (len(self.labels) + self.more)

    def middles(self, pitch: float, top: float) -> list[float]:
        """The middle of each row (mm), the first one beginning at ``top``."""
        rows = self.rows(pitch)
        return [top + end - row / 2 for end, row in zip(accumulate(rows), rows, strict=True)]


# --- words with their place ---------------------------------------------------------------------------------


class Placed(NamedTuple):
    """Words in lines, their place in lines, whether that is behind the last line of words, the mark before them."""

    lines: list[str]
    place: list[str]
    inline: bool
    mark: str = ""

    def count_lines(self) -> int:
        """How many lines there are of both."""
        return len(self.lines) + (0 if self.inline else len(self.place))

    def height(self, pt: float) -> float:
        """The height of all lines in a type size, in mm."""
        return self.count_lines() * lead(pt)


def set_placed(
    text: str, place: str, width: float, pt: float, sheet: Sheet, language: str, mark: str = "", weight: str = "normal"
) -> Placed:
    """Words in lines of a width (mm), the place in small type behind the last one, or below even lines."""
    lines, small = wrap(text, width, pt, language, weight) if text else [], sheet.size.small
    if lines and place and measure(f"{lines[-1]}  ", pt, weight) + measure(place, small) <= width:
        return Placed(lines, [place], True, mark)
    even = balance(text, width, pt, language, weight) if text else []
    return Placed(even, fill(place, width, small, language) if place else [], False, mark)


def write_placed(
    axes: Axes,
    x: float,
    y: float,
    placed: Placed,
    pt: float,
    colour: str,
    sheet: Sheet,
    weight: str = "normal",
    quoted: bool = False,
) -> None:
    """The words from x on, the middle of their first line at y (mm), with their place in the muted colour; the first
    sign of ``quoted`` ones, a quotation mark, hangs out to the left.
    """
    out = [measure(placed.lines[0][0], pt, weight) if quoted else 0.0] + [0.0] * len(placed.lines)
    for n, line in enumerate(placed.lines):
        write(axes, x - out[n], y + n * lead(pt), line, pt, colour, weight=weight)
    behind = measure(f"{placed.lines[-1]}  ", pt, weight) - out[len(placed.lines) - 1] if placed.inline else 0.0
    start = x + behind
    for n, line in enumerate(placed.place, len(placed.lines) - placed.inline):
        write(axes, start, y + n * lead(pt), line, sheet.size.small, sheet.palette.muted)


def draw_mark(
    axes: Axes, x: float, y: float, diameter: float, kind: str, sheet: Sheet, colour: str = "", bold: float = 1.0
) -> None:
    """The mark of a kind by its middle: full dot (``whole``), half dot (``part``), ring (``related``), dash (``none``),
    question mark (``unread``), square; in the accent or another ``colour``, rings and dashes ``bold`` times as thick.
    """
    colours = sheet.palette
    shade = colour or colours.accent
    if kind == "whole":
        dot(axes, x, y, diameter, shade)
    elif kind == "part":
        half_dot(axes, x, y, diameter, shade)
    elif kind == "related":
        dot(axes, x, y, diameter, shade, filled=False, ring=RING * bold)
    elif kind == "unread":
        write(axes, x, y, "?", diameter / MM_PER_PT, colours.muted, ha="center")
    elif kind == "none":
        thick = diameter * 0.14 * bold
        bar(axes, x - diameter * 0.4, y - thick / 2, diameter * 0.8, thick, colour or colours.muted)
    else:
        square(axes, x, y, diameter, colours.muted)

"""Words in lines with the place where they stand in the document."""

from typing import NamedTuple

from matplotlib.axes import Axes

from helpers.figures.marks import lead, write
from helpers.figures.sheet import Sheet
from helpers.figures.type import balance, fill, measure, wrap


class Placed(NamedTuple):
    """Words in lines, where they stand (in lines too), whether that has room behind the last line of the words, and the
    mark before them.
    """

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
    """Words in lines of a width (mm), with the place in small type behind the last line where there is room for it,
    else below even lines.
    """
    lines, small = wrap(text, width, pt, language, weight) if text else [], sheet.size.small
    if lines and place and measure(f"{lines[-1]}  ", pt, weight) + measure(place, small) <= width:
        return Placed(lines, [place], True, mark)
    even = balance(text, width, pt, language, weight) if text else []
    return Placed(even, fill(place, width, small, language) if place else [], False, mark)


def write_placed(
    axes: Axes, x: float, y: float, placed: Placed, pt: float, colour: str, sheet: Sheet, weight: str = "normal"
) -> None:
    """The words from x on, the middle of their first line at y (mm), with their place in the muted colour."""
    for n, line in enumerate(placed.lines):
        write(axes, x, y + n * lead(pt), line, pt, colour, weight=weight)
    start = x + (measure(f"{placed.lines[-1]}  ", pt, weight) if placed.inline else 0)
    for n, line in enumerate(placed.place, len(placed.lines) - placed.inline):
        write(axes, start, y + n * lead(pt), line, sheet.size.small, sheet.palette.muted)

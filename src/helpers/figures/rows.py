"""Rows of names in millimetres, and the measures that recur in charts."""

from itertools import accumulate
from typing import NamedTuple

from helpers.figures.marks import lead, measure_rows

PITCH, LEAST_PITCH = 0.62, 0.43
"""From one row of words to the next, in mm for each point of type: as wanted, and the least, as in running text."""

NAMES = 0.4
"""How much of a chart's width a column of names may take, as a share."""

EASE = 0.3
"""How much wider (mm) than its longest name a column is, lest a name is wrapped that has just room."""

BAR, LEAST_BAR = 0.62, 0.15
"""How thick a bar is, as a share of its row, and how long (mm) it is at the least."""

DOT = 0.28
"""How wide a point of a chart is, in mm for each point of type."""


class Rows(NamedTuple):
    """The rows of a chart by their labels, wrapped to ``width`` mm: how high they are at a pitch (mm for each point).

    ``more`` is what stands besides the rows, in rows of one line; ``fixed`` what does in mm; ``below`` is what each row
    has below its label, in mm; ``least`` is how many lines each row has room for at the least.
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

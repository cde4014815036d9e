"""Level bars with their names before them and what they say in columns behind them."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from helpers.figures.marks import bar, measure_labels, rule, take_tint, write, write_wrapped
from helpers.figures.rows import BAR, EASE, LEAST_BAR, LEAST_PITCH, NAMES, PITCH, Rows
from helpers.figures.sheet import PrintFigure, Sheet, first_that_fits
from helpers.figures.type import measure
from helpers.words import Caption, Words


class Column(NamedTuple):
    """What stands behind the bars, set to the right: its heading, what each row says, and what the sum says."""

    head: str
    said: Sequence[str]
    total: str

    def measure(self, pt: float) -> float:
        """How wide it is (mm), without its heading, which may stand above the bars."""
        return max(measure(text, pt, "semibold") for text in (*self.said, self.total))


class Bars(NamedTuple):
    """What level bars show: the name before each, how long each is, and the columns behind them."""

    names: list[str]
    values: Sequence[float]
    columns: Sequence[Column]


def draw_bars(
    caption: Caption, bars: Bars, numbers: pd.DataFrame, words: Words, sheet: Sheet, row: float = PITCH
) -> PrintFigure:
    """A bar for each value, the longest in full colour, named before it, what it says in the columns behind it, the
    first of them in bolder type, and below all the sum; in small type where there is no room otherwise. A ``row`` is as
    high as this (mm for each point of type) where there is room for it.
    """
    tries = (sheet.size.text, sheet.size.small)
    return first_that_fits(partial(_draw, caption, bars, numbers, words, sheet, row, pt) for pt in tries)


def _draw(
    caption: Caption, bars: Bars, numbers: pd.DataFrame, words: Words, sheet: Sheet, row: float, pt: float
) -> PrintFigure:
    """The bars in a type size (pt)."""
    names, values, columns = bars
    colours, gap = sheet.palette, pt * 0.3
    table = Rows(names, measure_labels(names, sheet.width, pt, NAMES) + EASE, pt, words.language, 2.2)
    figure, axes = sheet.open(caption, table.height(row), numbers, table.height(LEAST_PITCH))
    pitch, ends = table.fill(axes.get_ylim()[0]), [sheet.width]
    for column in reversed(columns[1:]):
        width = max(column.measure(pt), measure(column.head, sheet.size.small))
        ends.insert(0, ends[0] - width - gap)
    start = table.width + gap
    scale = (ends[0] - columns[0].measure(pt) - gap - start) / max(*values, 1)
    middles = table.middles(pitch, pitch)
    for name, value, y in zip(names, values, middles, strict=True):
        write_wrapped(axes, 0, y, name, table.width, pt, words.language, colours.ink)
        colour = colours.accent if value == max(values) else take_tint(colours, "light accent")
        width = max(value * scale, LEAST_BAR) if value else 0.0
        bar(axes, start, y - pitch * BAR / 2, width, pitch * BAR, colour)
    last = axes.get_ylim()[0] - pitch * 0.5
    rule(axes, 0, sheet.width, last - pitch * 0.6, colours.ink)
    write(axes, 0, last, words.say("sum"), pt, colours.ink, weight="semibold")
    for n, (column, x) in enumerate(zip(columns, ends, strict=True)):
        write(axes, x, pitch * 0.5, column.head, sheet.size.small, colours.muted, ha="right")
        _write_column(axes, x, (*middles, last), column, n == 0, pt, sheet)
    return figure


def _write_column(
    axes: Axes, x: float, middles: Sequence[float], column: Column, first: bool, pt: float, sheet: Sheet
) -> None:
    """What a column says in each row and in that of the sum, ending at x (mm)."""
    colour, weight = (sheet.palette.ink, "semibold") if first else (sheet.palette.muted, "normal")
    for text, y in zip((*column.said, column.total), middles, strict=True):
        write(axes, x, y, text, pt, colour, ha="right", weight=weight)

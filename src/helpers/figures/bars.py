"""Level bars with their names before them and what they say behind them."""

from collections.abc import Sequence
from functools import partial

import pandas as pd

from helpers.figures.marks import bar, measure_labels, rule, write, write_wrapped
from helpers.figures.rows import BAR, EASE, LEAST_BAR, LEAST_PITCH, NAMES, PITCH, Rows
from helpers.figures.sheet import PrintFigure, Sheet, first_that_fits
from helpers.figures.type import measure
from helpers.words import Caption, Words


def draw_bars(
    caption: Caption,
    names: list[str],
    values: Sequence[float],
    said: Sequence[str],
    unit: str,
    numbers: pd.DataFrame,
    words: Words,
    sheet: Sheet,
    total: str = "",
) -> PrintFigure:
    """A bar for each value, named before it, what it says behind it, under the words of the unit; in small type where
    there is no room otherwise. Below them the ``total``, where there is one.

    A value of nothing has no bar, and stands in the accent colour.
    """

    def draw(pt: float) -> PrintFigure:
        colours = sheet.palette
        table = Rows(
            names, measure_labels(names, sheet.width, pt, NAMES) + EASE, pt, words.language, 2.2 if total else 1.0
        )
        figure, axes = sheet.open(caption, table.height(PITCH), numbers, table.height(LEAST_PITCH))
        pitch, start = table.fill(axes.get_ylim()[0]), table.width + pt * 0.3
        room = sheet.width - start - max(measure(text, pt, "semibold") for text in said) - pt * 0.25
        scale = room / max(*values, 1)
        begin = max(min(start, sheet.width - measure(unit, sheet.size.small)), 0)
        write(axes, begin, pitch * 0.5, unit, sheet.size.small, colours.muted)
        for name, value, text, y in zip(names, values, said, table.middles(pitch, pitch), strict=True):
            write_wrapped(axes, 0, y, name, table.width, pt, words.language, colours.ink)
            width = max(value * scale, LEAST_BAR) if value else 0.0
            if value:
                bar(axes, start, y - pitch * BAR / 2, width, pitch * BAR, colours.accent)
            beside = start + width + (pt * 0.25 if value else 0)
            write(axes, beside, y, text, pt, colours.ink if value else colours.accent, weight="semibold")
        if total:
            y = axes.get_ylim()[0] - pitch * 0.5
            rule(axes, 0, sheet.width, y - pitch * 0.6, colours.ink)
            write(axes, 0, y, words.say("sum"), pt, colours.ink, weight="semibold")
            write(axes, start, y, total, pt, colours.ink, weight="semibold")
        return figure

    return first_that_fits(partial(draw, pt) for pt in (sheet.size.text, sheet.size.small))

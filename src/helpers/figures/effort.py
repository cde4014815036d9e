"""The chart of how good proposals are: how many of the links are found when so many pairs have been read."""

from typing import Any, NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from helpers.codebook import CARRYING
from helpers.figures.captions import say_settled
from helpers.figures.marks import LEAST_LINE, dot, leader, rule, write
from helpers.figures.sheet import A5, PrintFigure, Sheet
from helpers.figures.type import measure
from helpers.links.labels import all_reviewed, read_labels
from helpers.matching.evaluate import measure_effort, trace_effort
from helpers.words import Words

SHARE = 0.9
"""The share of the links that the headline speaks of."""

CHANCE = (0.46, 0.375)
"""Where the straight line has its label, below it and between two rules, as shares of the width and the height."""


def effort(pairs: pd.DataFrame, words: Words, sheet: Sheet = A5) -> PrintFigure:
    """How many links are found when so many pairs (``evaluate.join_pairs``) have been read, beside a straight line."""
    curve, plan = trace_effort(pairs), words.plan
    needed = int(measure_effort(pairs, [SHARE]).pairs.item())
    labels, links = read_labels(plan), int(pairs.carries.sum())
    found = [int(rows.relation.isin(CARRYING).sum()) for rows in labels.readings.values()]
    span = say_settled(words, links, (min(found, default=links), max(found, default=links)))
    counts = {"needed": words.number(needed), "all": words.number(len(pairs)), "links": span}
    note = "" if all_reviewed(labels.links) else words.say("who_read")
    caption = words.caption("effort", [*plan.demands.line, *plan.missions.line], note=note, **counts)
    figure, axes = sheet.open(caption, sheet.width * 0.5, curve, least=sheet.width * 0.35)
    pt, colours = sheet.size.text, sheet.palette
    frame = _draw_frame(axes, len(pairs), words, sheet)
    leader(axes, [frame.at(0, 0), frame.at(len(pairs), 1)], colours.muted, 1)
    axes.plot(*frame.at(curve.pairs, curve.found), color=colours.accent, linewidth=2)
    mark = frame.at(needed, SHARE)
    dot(axes, *mark, pt * 0.22, colours.accent)
    _write_mark(axes, mark[0] + pt * 0.35, frame, words.say("effort_mark", **counts), sheet)
    label = words.say("effort_chance")
    room = (frame.right - measure(label, pt) - pt * 0.5 - frame.left) / (frame.right - frame.left)
    x, y = frame.at(len(pairs) * min(CHANCE[0], room), CHANCE[1])
    write(axes, x + pt * 0.5, y, label, pt, colours.muted)
    return figure


class _Frame(NamedTuple):
    """Where a curve is drawn (mm), and how many pairs its width stands for."""

    left: float
    right: float
    top: float
    bottom: float
    pairs: int

    def at(self, pairs: Any, found: Any) -> tuple[Any, Any]:
        """The place (mm) of so many pairs and such a share, of numbers or of whole columns."""
        x = self.left + pairs / self.pairs * (self.right - self.left)
        return x, self.bottom - found * (self.bottom - self.top)


def _write_mark(axes: Axes, x: float, frame: _Frame, label: str, sheet: Sheet) -> None:
    """The label of the mark beside it, under the curve; below the straight line where it would run into that."""
    size, share, side = sheet.size, (SHARE + 0.75) / 2, "left"
    if x + measure(label, size.text, "bold") > frame.at(0.75 * frame.pairs, 0.75)[0]:
        x, share, side = frame.right, 0.125, "right"
    y = frame.at(0, share)[1]
    write(axes, x, y, label, size.text, sheet.palette.accent, ha=side, weight="bold")


def _draw_frame(axes: Axes, pairs: int, words: Words, sheet: Sheet) -> _Frame:
    """Rules for the quarters with their shares, the numbers of pairs below, and what is counted."""
    size, colours = sheet.size, sheet.palette
    below = axes.get_ylim()[0] - size.text * 1.1
    frame = _Frame(measure("100 %", size.text) + 2, sheet.width, size.text * 0.3, below, pairs)
    for share in (0, 0.25, 0.5, 0.75, 1):
        _, y = frame.at(0, share)
        rule(axes, frame.left, frame.right, y, colours.rule, LEAST_LINE)
        label = words.say("percent", value=words.number(share * 100))
        write(axes, frame.left - 1.5, y, label, size.text, colours.muted, ha="right")
    for count in sorted({0, pairs // 2, pairs}):
        (x, y), side = frame.at(count, 0), "right" if count == pairs else "center"
        write(axes, x, y + size.text * 0.35, words.number(count), size.text, colours.muted, ha=side)
    middle, y = (frame.left + frame.right) / 2, below + size.text * 0.85
    write(axes, middle, y, words.say("effort_read"), size.text, colours.ink, ha="center")
    return frame

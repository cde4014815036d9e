"""The charts of the budget: frames, a hundred kronor, attention beside money."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
from matplotlib.ticker import MaxNLocator

from helpers.figures.marks import (
    bar,
    dot,
    lead,
    leader,
    measure_labels,
    measure_rows,
    place_labels,
    rule,
    spread_labels,
    take_tint,
    write,
    write_wrapped,
)
from helpers.figures.rows import A5, LEAST_PITCH, PITCH, Rows, _capital, _names, list_total_lines, make_caption
from helpers.figures.sheet import Caption, PrintFigure, RoomError, Sheet, in_its_language
from helpers.figures.type import balance, measure
from helpers.plan.budget import find_adjusted
from helpers.words import Words

LEAST_BAR = 10.0
"""How long the longest of two bars side by side is at least (mm), for the others to be told apart."""


@in_its_language
def frames_by_committee(frames: pd.DataFrame, words: Words, sheet: Sheet = A5) -> PrintFigure:
    """Bars of the budget frames, the largest first, with amount (mnkr) and share, and their sum.

    Takes ``budget.tabulate_frames``: label, committee_id, amount_tkr, share_percent, line.

    >>> frames_by_committee(tabulate_frames(plan), read_words("sv", plan)).caption.title
    'Två av tio ramar är mer än hälften av summan'
    """
    names = _names(frames, words)
    total = int(frames.amount_tkr.sum())
    big = int((frames.amount_tkr.cumsum() <= total / 2).sum()) + 1
    rows = " ".join(
        words.say(
            "frames_alt_row", name=name, amount=words.mnkr(row.amount_tkr), share=words.number(row.share_percent, 1)
        )
        for name, row in zip(names, frames.itertuples(), strict=True)
    )
    first = {"first": names[0], "amount": words.mnkr(frames.amount_tkr.iloc[0])}
    caption = make_caption(
        words,
        [*frames.line, *list_total_lines(words)],
        title=_capital(words.say("frames_title", count=words.count(big), all=words.count(len(frames)))),
        what=words.frames_are,
        alt=words.say("frames_alt", all=len(frames), **first),
        alt_long=words.say("frames_alt_long", what=words.frames_are, rows=rows, total=words.mnkr(total)),
        note=words.say("shares_note") if len(find_adjusted(frames)) else "",
        note_brief="",
    )
    size, colours = sheet.size, sheet.palette
    name_width = measure_labels(names, sheet.width, size.text, 0.4)
    table = Rows(names, name_width + 0.3, size.text, 2.2)
    figure, axes = sheet.open(caption, table.height(PITCH), frames.assign(name=names), table.height(LEAST_PITCH))
    pitch = table.fill(axes.get_ylim()[0])
    gap = size.text * 0.2
    amount_width = max(measure(words.mnkr(total), size.text, "semibold"), measure(words.say("mnkr"), size.small))
    share_x = sheet.width
    hundred = words.say("percent", value=words.number(100, 1))
    amount_x = share_x - max(measure(hundred, size.text), measure(words.say("share"), size.small)) - 1.5 * gap
    bar_x = name_width + 1.5 * gap
    scale = (amount_x - amount_width - 1.5 * gap - bar_x) / int(frames.amount_tkr.max())
    write(axes, amount_x, pitch * 0.5, words.say("mnkr"), size.small, colours.muted, ha="right")
    write(axes, share_x, pitch * 0.5, words.say("share"), size.small, colours.muted, ha="right")
    middles = table.middles(pitch, pitch)
    for n, (name, y, row) in enumerate(zip(names, middles, frames.itertuples(), strict=True)):
        colour = colours.accent if n < big else take_tint(colours, "light accent")
        write_wrapped(axes, 0, y, name, name_width + 0.3, size.text, colours.ink)
        bar(axes, bar_x, y - pitch * 0.31, max(row.amount_tkr * scale, 0.15), pitch * 0.62, colour)
        write(axes, amount_x, y, words.mnkr(row.amount_tkr), size.text, colours.ink, ha="right", weight="semibold")
        share = words.say("percent", value=words.number(row.share_percent, 1))
        write(axes, share_x, y, share, size.text, colours.muted, ha="right")
    y = axes.get_ylim()[0] - pitch * 0.5
    rule(axes, 0, sheet.width, y - pitch * 0.6, colours.ink)
    write(axes, 0, y, words.say("sum"), size.text, colours.ink, weight="semibold")
    write(axes, amount_x, y, words.mnkr(total), size.text, colours.ink, ha="right", weight="semibold")
    whole = words.say("percent", value=words.number(frames.share_percent.sum(), 1))
    write(axes, share_x, y, whole, size.text, colours.muted, ha="right")
    return figure


@in_its_language
def hundred_kronor(frames: pd.DataFrame, words: Words, sheet: Sheet = A5) -> PrintFigure:
    """One upright bar of a hundred kronor, divided as the frames are, every part named beside it in kronor and öre.

    Takes ``budget.tabulate_frames``: label, committee_id, hundred_ore, line.

    >>> int(hundred_kronor(tabulate_frames(plan), words).numbers.hundred_ore.sum())
    10000
    """
    names = _names(frames, words)
    big = int((frames.hundred_ore.cumsum() <= 5000).sum()) + 1
    rows = " ".join(
        words.say("hundred_alt_row", name=name, amount=words.kronor(ore))
        for name, ore in zip(names, frames.hundred_ore, strict=True)
    )
    amount = words.kronor(int(frames.hundred_ore[:big].sum()))
    first = {"first": names[0], "amount": words.kronor(frames.hundred_ore.iloc[0])}
    caption = make_caption(
        words,
        frames.line.tolist(),
        title=words.say("hundred_title", amount=amount, names=words.listing(names[:big])),
        what=words.say("hundred_what"),
        alt=words.say("hundred_alt", all=len(frames), **first),
        alt_long=words.say("hundred_alt_long", rows=rows),
    )
    size, colours = sheet.size, sheet.palette
    amounts = [words.say("kr", value=words.kronor(ore)) for ore in frames.hundred_ore]
    amount_width = max(measure(each, size.text, "bold") for each in ["00,00 kr", *amounts])
    start = size.text * 0.75 + amount_width + size.text * 0.25
    column = min(sheet.width * 0.3, size.height * 0.2)
    column = max(min(column, sheet.width - start - max(measure(name, size.text) for name in names)), sheet.width * 0.15)
    room = sheet.width - column - start
    heights = measure_rows(names, room, size.text, size.text * LEAST_PITCH)
    needed = max(min(size.width * 0.85, size.height * 0.62), sum(heights))
    figure, axes = sheet.open(caption, needed, frames.assign(name=names), max(sum(heights), size.text * 5))
    height = axes.get_ylim()[0]
    edges = [0.0, *(frames.hundred_ore.cumsum() / 10_000 * height)]
    middles = [(a + b) / 2 for a, b in pairwise(edges)]
    label_y = spread_labels(middles, heights, -size.text * 0.03, height + size.text * 0.03)
    amount_x = column + size.text * 0.75 + amount_width
    for n, name in enumerate(names):
        colour = colours.accent if n < big else take_tint(colours, "light accent")
        seam = min(0.25, (edges[n + 1] - edges[n]) * 0.3)
        bar(axes, 0, edges[n] + (seam if n else 0), column, edges[n + 1] - edges[n] - (seam if n else 0), colour)
        leader(
            axes,
            [(column + 0.6, middles[n]), (column + 2.2, label_y[n]), (column + 3.2, label_y[n])],
            colours.muted,
        )
        write(axes, amount_x, label_y[n], amounts[n], size.text, colours.ink, ha="right", weight="bold")
        write_wrapped(axes, amount_x + size.text * 0.25, label_y[n], name, room, size.text, colours.ink)
    return figure


@in_its_language
def attention_and_money(attention: pd.DataFrame, words: Words, sheet: Sheet = A5) -> PrintFigure:
    """A point for each committee: how many missions it is given, and its frame (mnkr), without a trend line.

    Where the points' names have no room beside them, two bars for each committee instead. Takes
    ``budget.compare_attention``: committee_id, missions, amount_tkr; committees without a frame are left out. Raises
    ValueError where none has one.
    """
    points = attention.dropna(subset=["amount_tkr"]).reset_index(drop=True)
    if points.empty:
        raise ValueError("no committee has a frame of its own: there is nothing to set beside the missions")
    points["name"] = [words.name(part) for part in points.committee_id]
    points["mnkr"] = points.amount_tkr.astype(float) / 1000
    try:
        return _draw_points(points, words, sheet)
    except RoomError:
        return _draw_pairs(points, words, sheet)


def _attention_caption(points: pd.DataFrame, words: Words, kind: str) -> Caption:
    """The words of the chart as points or (``kind`` "_bars") as bars."""
    most, largest = (
        words.listing(points.name[values == values.max()].tolist()) for values in (points.missions, points.mnkr)
    )
    plan = words.plan
    framed = plan.budget[plan.budget.committee_id.isin(points.committee_id)]
    rows = " ".join(
        words.say("attention_alt_row", name=row.name_, missions=row.missions, amount=words.mnkr(row.amount_tkr))
        for row in points.rename(columns={"name": "name_"}).itertuples()
    )
    stated = "unit_not_stated" not in set(plan.oddities.kind)
    return make_caption(
        words,
        [*framed.line, *plan.missions.line],
        title=words.say("attention_title", most=most, largest=largest),
        what=words.say("attention_what", bodies=words.bodies),
        alt=words.say(f"attention_alt{kind}", bodies=words.bodies),
        alt_long=words.say(f"attention_alt_long{kind}", count=len(points), rows=rows),
        note=words.say("attention_note_stated" if stated else "attention_note"),
        what_brief="",
    )


def _attention_numbers(points: pd.DataFrame) -> pd.DataFrame:
    return points[["committee_id", "name", "missions", "amount_tkr"]]


def _draw_points(points: pd.DataFrame, words: Words, sheet: Sheet) -> PrintFigure:
    size, colours = sheet.size, sheet.palette
    caption, wanted = _attention_caption(points, words, ""), size.width * 0.72
    figure, axes = sheet.open(caption, wanted, _attention_numbers(points), wanted * 0.8, wanted)
    write(axes, 0, size.text * 0.2, words.say("attention_y"), size.text, colours.muted)
    y_ticks, x_ticks = _ticks(points.mnkr.max()), _ticks(points.missions.max())
    left, foot = measure(words.number(y_ticks[-1]), size.text) + 2, size.text * 0.95
    right, top, bottom = sheet.width - size.text * 0.3, size.text * 0.95, axes.get_ylim()[0] - foot
    across = (right - left) / x_ticks[-1]
    up = (bottom - top) / y_ticks[-1]
    for tick in y_ticks:
        y = bottom - tick * up
        rule(axes, left, sheet.width, y, colours.ink if tick == 0 else colours.pale)
        write(axes, left - 1.4, y, words.number(tick), size.text, colours.muted, ha="right")
    for tick in x_ticks:
        write(axes, left + tick * across, bottom + size.text * 0.25, str(tick), size.text, colours.muted, ha="center")
    write(axes, sheet.width, bottom + foot * 0.78, words.say("attention_x"), size.text, colours.muted, ha="right")
    spots = [(left + row.missions * across, bottom - row.mnkr * up) for row in points.itertuples()]
    for x, y in spots:
        dot(axes, x, y, size.text * 0.28, colours.accent, rim=colours.paper)
    frame = (left, top - size.text * 0.35, sheet.width, bottom)
    for name, (x, y) in zip(points.name, place_labels(spots, points.name.tolist(), size.text, frame), strict=True):
        write(axes, x, y, name, size.text, colours.ink)
    return figure


def _draw_pairs(points: pd.DataFrame, words: Words, sheet: Sheet) -> PrintFigure:
    """Two bars for each committee, missions and frame, each kind on its own scale; the longest in full colour."""
    size, colours = sheet.size, sheet.palette
    said = ([str(count) for count in points.missions], points.amount_tkr.map(words.mnkr).tolist())
    number = max(measure(text, size.text, "semibold") for text in said[1]) + size.text * 0.25
    gap = size.text * 0.3
    beside = measure_labels(points.name.tolist(), sheet.width, size.text, 0.4)
    stacked = (sheet.width - beside - 3 * gap) / 2 - number < LEAST_BAR
    start, name_width = (0.0, sheet.width) if stacked else (beside + gap, beside + 0.3)
    panel = (sheet.width - start - 2 * gap) / 2
    kinds = (
        (start, "attention_x", points.missions, said[0], colours.second, "light second"),
        (start + panel + 2 * gap, "attention_y", points.mnkr, said[1], colours.accent, "light accent"),
    )
    heads = [balance(words.say(key), panel, size.text, "bold") for _, key, *_ in kinds]
    head = max(len(lines) for lines in heads) * lead(size.text) + size.text * 0.2
    below = size.text * LEAST_PITCH if stacked else 0.0
    table = Rows(points.name.tolist(), name_width, size.text, 0.0, head, below)
    caption, numbers = _attention_caption(points, words, "_bars"), _attention_numbers(points)
    figure, axes = sheet.open(caption, table.height(PITCH), numbers, table.height(LEAST_PITCH), table.height(1))
    pitch = table.fill(axes.get_ylim()[0])
    middles, thick = table.middles(pitch, head), min(pitch, size.text * 0.8) * 0.62
    for name, y in zip(points.name, middles, strict=True):
        write_wrapped(axes, 0, y - below / 2, name, name_width, size.text, colours.ink)
    for lines, (x, _, values, texts, colour, light) in zip(heads, kinds, strict=True):
        for n, line in enumerate(lines):
            write(axes, x, (n + 0.5) * lead(size.text), line, size.text, colour, weight="bold")
        for value, text, y in zip(values, texts, middles, strict=True):
            width = max(value / values.max() * (panel - number), 0.15)
            shade = colour if value == values.max() else take_tint(colours, light)
            middle = y + below / 2 + (lead(size.text) * 0.1 if stacked else 0)
            bar(axes, x, middle - thick / 2, width, thick, shade)
            write(axes, x + width + size.text * 0.2, middle, text, size.text, colours.ink, weight="semibold")
    return figure


def _ticks(highest: float) -> list[int]:
    """Round numbers from 0 to the first one that is not below the highest value: four to seven of them."""
    return [int(tick) for tick in MaxNLocator(6, integer=True, steps=[1, 2, 2.5, 5, 10]).tick_values(0, highest)]

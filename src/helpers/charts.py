"""Charts of the plan and its budget: tables in, a Figure out. Nothing is written here; ``helpers.export`` does that.

Every chart takes the words of its language and a sheet of its size, draws for that size, and gives a figure that
knows its title, source, alt texts and the numbers behind it.
"""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from helpers.budget import find_adjusted
from helpers.marks import (
    Entry,
    bar,
    count_lines,
    dot,
    flow,
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
from helpers.style import SIZES, Caption, PrintFigure, RoomError, Sheet, balance, in_its_language, measure, wrap
from helpers.words import Words

A5 = Sheet(SIZES["a5"])

PITCH, LEAST_PITCH = 0.62, 0.43
"""From one row of words to the next, in mm for each point of type: as wanted, and the least, as in running text."""

LEAST_BAR = 10.0
"""How long the longest of two bars side by side is at least (mm), for the others to be told apart."""

LEDGER_ROLES = {
    "heading": ("title", "heading", "theme", "committee", "demand_lead", "mission_lead", "budget_heading"),
    "prose": ("prose",),
    "demand": ("demand",),
    "mission": ("mission",),
    "budget": ("budget_header", "budget_row", "budget_total"),
    "other": ("other",),
}
"""The roles of lines as the ledger shows them, drawn together where a reader sees one thing."""

THICK = dict.fromkeys(LEDGER_ROLES, 0.72) | {"budget": 0.36}
"""How thick a stroke of the ledger is, as a share of a line: what is near another in grey differs by this too."""


def list_total_lines(words: Words) -> list[int]:
    """The lines on which the plan states the sum of its frames for its year; none where it states none."""
    plan = words.plan
    return plan.totals.line[plan.totals.year == plan.file.document.year].tolist()


def make_caption(
    words: Words,
    lines: list[int],
    *,
    title: str,
    what: str,
    alt: str,
    alt_long: str,
    note: str = "",
    note_brief: str | None = None,
    what_brief: str | None = None,
) -> Caption:
    """The words of a figure that rests on these lines of the document, with its source and a shorter one.

    The long alt text begins with the title: what the figure finds.

    >>> make_caption(words, [3, 5, 9], title="", what="", alt="", alt_long="").source_brief[-12:]  # doctest: +SKIP
    ' ur rad 3–9.'
    """
    span = words.say("lines_between", first=min(lines), last=max(lines))
    brief = f"{words.say('source', lines=span)} {words.repository}".strip()
    source = words.source(lines)
    return Caption(
        title,
        what,
        source,
        alt,
        f"{title}. {alt_long}",
        note,
        tuple(sorted(set(lines))),
        words.language,
        note_brief,
        brief if len(brief) < len(source) else None,
        what_brief,
    )


@in_its_language
def frames_by_committee(frames: pd.DataFrame, words: Words, sheet: Sheet = A5) -> PrintFigure:
    """Bars of the budget frames, the largest first, with amount (mnkr) and share, and their sum.

    Takes ``budget.tabulate_frames``: label, committee_id, amount_tkr, share_percent, line.

    >>> frames_by_committee(tabulate_frames(plan), read_words("sv", plan)).caption.title  # doctest: +SKIP
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

    >>> hundred_kronor(tabulate_frames(plan), read_words("sv", plan)).numbers.hundred_ore.sum()  # doctest: +SKIP
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
def bullets_by_part(demands: pd.DataFrame, missions: pd.DataFrame, words: Words, sheet: Sheet = A5) -> PrintFigure:
    """A dot for every demand under its theme and for every mission under its committee, with their numbers.

    Takes ``plan.demands`` (theme_id, line) and ``plan.missions`` (committee_id, line).
    """
    themes = demands.theme_id.value_counts(sort=False)
    committees = missions.committee_id.value_counts(sort=False)
    lines = [*demands.line, *missions.line]
    counts = {
        "themes": "; ".join(f"{words.name(str(part))} {n}" for part, n in themes.items()),
        "committees": "; ".join(f"{words.name(str(part))} {n}" for part, n in committees.items()),
    }
    caption = make_caption(
        words,
        lines,
        title=words.say(
            "counts_title",
            demands=len(demands),
            themes=words.count(len(themes)),
            missions=len(missions),
            bodies=words.bodies,
        ),
        what=words.say("bullets_are"),
        alt=words.say("counts_alt", demands=len(demands), missions=len(missions), bodies=words.bodies),
        alt_long=words.say("counts_alt_long", **counts),
        note=words.say("counts_note"),
        note_brief="",
        what_brief="",
    )
    numbers = pd.concat([themes.rename("count"), committees.rename("count")]).rename_axis("part_id").reset_index()
    numbers["name"] = [words.name(part) for part in numbers.part_id]
    size, colours = sheet.size, sheet.palette
    panels = (("counts_themes", themes, colours.accent), ("counts_committees", committees, colours.second))
    dots = int(numbers["count"].max()) * size.text * 0.24 + measure("000", size.text, "semibold")
    widest = max(sheet.width * 0.45, sheet.width - dots - size.text * 0.45)
    name_width = measure_labels(numbers.name.tolist(), sheet.width, size.text, widest / sheet.width)
    headings = [wrap(words.say(key, bodies=words.bodies), sheet.width, size.text, "bold") for key, _, _ in panels]
    more = sum(len(lines) - 1 for lines in headings) * lead(size.text)
    table = Rows(numbers.name.tolist(), name_width + 0.3, size.text, 2.9, more)
    figure, axes = sheet.open(caption, table.height(0.56), numbers, table.height(LEAST_PITCH))
    pitch = table.fill(axes.get_ylim()[0])
    rows = iter(table.rows(pitch))
    start = name_width + size.text * 0.45
    room = sheet.width - start - measure("000", size.text, "semibold")
    step = min(pitch * 0.86, room / int(numbers["count"].max()))
    y = 0.0
    for heading, (_, parts, colour) in zip(headings, panels, strict=True):
        for n, line in enumerate(heading):
            write(axes, 0, y + pitch * 0.5 + n * lead(size.text), line, size.text, colour, weight="bold")
        y += pitch + (len(heading) - 1) * lead(size.text)
        for part, count in parts.items():
            row = next(rows)
            middle = y + row / 2
            write_wrapped(axes, 0, middle, words.name(str(part)), name_width + 0.3, size.text, colours.ink)
            for n in range(count):
                dot(axes, start + (n + 0.5) * step, middle, step * 0.78, colour)
            write(axes, start + (count + 0.4) * step, middle, str(count), size.text, colours.ink, weight="semibold")
            y += row
        y += pitch * 0.9
    return figure


class Rows(NamedTuple):
    """The rows of a chart by their labels, wrapped to ``width`` mm: how high they are at a pitch (mm for each point).

    ``more`` is what stands besides the rows, in rows of one line; ``fixed`` what does in mm; ``below`` is what each row
    has below its label, in mm; ``least`` is how many lines each row has room for at the least.
    """

    labels: list[str]
    width: float
    pt: float
    more: float
    fixed: float = 0.0
    below: float = 0.0
    least: tuple[int, ...] = ()

    def rows(self, pitch: float) -> list[float]:
        """The height of each row (mm) where one of a single line is ``pitch`` mm high."""
        heights = [row + self.below for row in measure_rows(self.labels, self.width, self.pt, pitch)]
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


@in_its_language
def testability(pledges: pd.DataFrame, words: Words, sheet: Sheet = A5) -> PrintFigure:
    """A dot for every demand and mission: filled where it can be tested without judgement, hollow where it cannot.

    Takes id and specificity (``specific`` or ``general``, Comparative Party Pledges Project; ``disputed`` where the
    readings differ).
    """
    plan = words.plan
    kinds = (
        ("testable_demands", pledges[pledges.id.isin(plan.demands.demand_id)], sheet.palette.accent),
        ("testable_missions", pledges[pledges.id.isin(plan.missions.mission_id)], sheet.palette.second),
    )
    specific = [int((rows.specificity == "specific").sum()) for _, rows, _ in kinds]
    known = {
        "demands": specific[0],
        "all_demands": len(plan.demands),
        "missions": specific[1],
        "all_missions": len(plan.missions),
    }
    caption = make_caption(
        words,
        [*plan.demands.line, *plan.missions.line],
        title=words.say("testable_title", **known),
        what=words.say("testable_what"),
        alt=words.say("testable_alt", **known),
        alt_long=words.say("testable_alt_long", **known),
        note=f"{words.say('who_read')} {words.say('testable_note')}",
        note_brief=f"{words.say('who_read_brief')} {words.say('testable_note')}",
    )
    size = sheet.size
    keys = [_testability_key(words, sheet, *kind[:2], count) for kind, count in zip(kinds, specific, strict=True)]
    above = [size.text * (1.15 + 0.5 * (count_lines(entries) - 1)) for _, entries in keys]
    counts = [len(table) for _, table, _ in kinds]
    rest = sum(above) + size.text * 0.5
    heights = {columns: _count_rows(counts, columns) * sheet.width / columns + rest for columns in range(12, 25)}
    numbers = pledges[["id", "specificity"]]
    figure, axes = sheet.open(caption, heights[18], numbers, heights[24], heights[12])
    height = axes.get_ylim()[0]
    columns = next(columns for columns, needed in heights.items() if needed <= height + 0.001)
    step, slack = sheet.width / columns, (height - heights[columns]) / 2
    y = 0.0
    for (_, table, colour), (heading, entries), top, count in zip(kinds, keys, above, specific, strict=True):
        _write_testability_key(axes, y, heading, entries, colour, sheet)
        for n in range(len(table)):
            middle = ((n % columns + 0.5) * step, y + top - size.text * 0.29 + (n // columns + 0.5) * step)
            dot(axes, *middle, step * 0.74, colour, filled=n < count)
        y += top + _count_rows([len(table)], columns) * step + slack + size.text * 0.25
    return figure


def _count_rows(counts: list[int], columns: int) -> int:
    """How many rows so many dots take, each kind beginning a row of its own."""
    return sum(-(-count // columns) for count in counts)


def _testability_key(
    words: Words, sheet: Sheet, heading: str, table: pd.DataFrame, count: int
) -> tuple[str, list[Entry]]:
    """A kind's heading and the key to its dots, and where its entries stand: behind the heading or below."""
    pt = sheet.size.text
    texts = [f"{count} {words.say('testable_specific')}", f"{len(table) - count} {words.say('testable_general')}"]
    start = measure(words.say(heading) + "   ", pt, "bold")
    return words.say(heading), flow(texts, sheet.width, pt, pt * 0.42, start=start)


def _write_testability_key(axes: Axes, y: float, heading: str, entries: list[Entry], colour: str, sheet: Sheet) -> None:
    pt = sheet.size.text
    write(axes, 0, y + pt * 0.3, heading, pt, colour, weight="bold")
    for entry, filled in zip(entries, (True, False), strict=True):
        middle = y + pt * (0.3 + 0.5 * entry.line)
        dot(axes, entry.x + pt * 0.16, middle, pt * 0.26, colour, filled)
        for n, line in enumerate(entry.words):
            write(axes, entry.x + pt * 0.42, middle + n * pt * 0.5, line, pt, colour if filled else sheet.palette.ink)


@in_its_language
def line_ledger(lines: pd.DataFrame, words: Words, sheet: Sheet = A5) -> PrintFigure:
    """The whole document in miniature: a stroke for every line, as long as its text, coloured by role.

    Takes ``plan.lines``: line, text, role. A line that holds running text is shown as that, also where it ends in the
    words that lead on to demands.
    """
    kinds = {role: kind for kind, roles in LEDGER_ROLES.items() for role in roles}
    drawn = lines.assign(kind=lines.role.map(kinds), length=lines.text.str.len())
    drawn["kind"] = drawn.kind.mask(drawn.line.isin(words.plan.prose.line), "prose")
    counts = drawn.kind.value_counts()
    present = [kind for kind in LEDGER_ROLES if kind in counts]
    rows = " ".join(
        words.say("ledger_alt_row", role=_capital(words.say(f"role_{kind}")), count=counts[kind]) for kind in present
    )
    columns = 3 if sheet.size.width < 100 else 4
    written, bullets = int(counts.sum()), int(counts.reindex(["demand", "mission"]).sum())
    caption = make_caption(
        words,
        lines.line.tolist(),
        title=words.say("ledger_title", bullets=words.number(bullets), written=words.number(written)),
        what=words.say("ledger_what", columns=words.count(columns)),
        alt=words.say("ledger_alt", lines=len(lines)),
        alt_long=words.say("ledger_alt_long", lines=words.number(len(lines)), rows=rows),
        note=words.say("ledger_note", blank=words.number(len(lines) - written)),
    )
    size, colours = sheet.size, sheet.palette
    look = {
        "heading": colours.ink,
        "prose": take_tint(colours, "prose"),
        "demand": colours.accent,
        "mission": colours.second,
        "budget": take_tint(colours, "budget"),
        "other": "#b0005a",
    }
    per_column = -(-len(lines) // columns)
    pt, line = size.text, size.text * PITCH
    labels = [f"{counts[kind]} {words.say(f'role_{kind}')}" for kind in present]
    entries = flow(labels, sheet.width, pt, pt * 0.62)
    head = (count_lines(entries) + 1) * line
    needed = min(per_column * 1.25 + head, size.height * 0.6)
    numbers = counts.rename_axis("kind").rename("lines").reset_index()
    figure, axes = sheet.open(caption, needed, numbers, min(per_column * 0.5 + head, needed))
    pitch = (axes.get_ylim()[0] - head) / per_column
    for kind, entry in zip(present, entries, strict=True):
        y = entry.line * line
        bar(axes, entry.x, y + line * (0.47 - THICK[kind] / 3), pt * 0.5, line * THICK[kind] / 1.5, look[kind])
        for n, part in enumerate(entry.words):
            write(axes, entry.x + pt * 0.62, y + (n + 0.47) * line, part, pt, colours.ink)
    margin = measure("0000", size.small)
    step = sheet.width / columns
    room = step - margin - 2.5
    longest = drawn.length.clip(upper=200).max()
    for n, row in enumerate(drawn.itertuples()):
        column, place = divmod(n, per_column)
        y = head + place * pitch
        if place == 0:
            write(
                axes,
                column * step + margin - 1.2,
                y + pitch * 0.5,
                str(row.line),
                size.small,
                colours.muted,
                ha="right",
            )
        if row.kind in look:
            width = max(room * min(row.length, 200) / longest, 1.2)
            thick = pitch * THICK[row.kind]
            bar(axes, column * step + margin, y + (pitch - thick) / 2, width, thick, look[row.kind])
    return figure


@in_its_language
def readability(lix: pd.DataFrame, words: Words, sheet: Sheet = A5) -> PrintFigure:
    """A dot for each theme's LIX with its 95 % interval, and how many words and sentences that rests on.

    Takes columns theme_id, words, sentences, lix, low, high.
    """
    names = [words.name(theme) for theme in lix.theme_id]
    rows = " ".join(
        words.say(
            "readability_alt_row",
            name=name,
            lix=words.number(row.lix, 1),
            low=words.number(row.low, 1),
            high=words.number(row.high, 1),
            words=row.words,
            sentences=row.sentences,
        )
        for name, row in zip(names, lix.itertuples(), strict=True)
    )
    span = {"low": words.number(lix.lix.min(), 1), "high": words.number(lix.lix.max(), 1)}
    lines = words.plan.prose.line.tolist()
    caption = make_caption(
        words,
        lines,
        title=words.say("readability_title", **span),
        what=words.say("readability_what"),
        alt=words.say("readability_alt", **span),
        alt_long=words.say("readability_alt_long", rows=rows),
        note=words.say("readability_note"),
    )
    size, colours = sheet.size, sheet.palette
    name_width = measure_labels(names, sheet.width, size.text, 0.4) + size.text * 0.1
    table = Rows(names, name_width, size.text, 1.0)
    figure, axes = sheet.open(caption, table.height(0.85), lix.assign(name=names), table.height(LEAST_PITCH))
    pitch = table.fill(axes.get_ylim()[0])
    left = name_width + size.text * 0.3
    counts = [words.say("readability_words", words=row.words, sentences=row.sentences) for row in lix.itertuples()]
    right = sheet.width - max(measure(count, size.small) for count in counts) - size.text * 0.4
    low, high = int(lix.low.min() // 10 * 10), int(-(-lix.high.max() // 10) * 10)
    scale = (right - left) / (high - low)
    for tick in range(low, high + 1, 10):
        x = left + (tick - low) * scale
        leader(axes, [(x, pitch * 0.8), (x, axes.get_ylim()[0] - pitch * 0.1)], colours.rule)
        write(axes, x, pitch * 0.4, str(tick), size.small, colours.muted, ha="center")
    middles = table.middles(pitch, pitch * 0.9)
    for name, count, y, row in zip(names, counts, middles, lix.itertuples(), strict=True):
        write_wrapped(axes, 0, y, name, name_width, size.text, colours.ink)
        rule(axes, left + (row.low - low) * scale, left + (row.high - low) * scale, y, colours.accent, 1.2)
        dot(axes, left + (row.lix - low) * scale, y, size.text * 0.28, colours.accent)
        write(axes, sheet.width, y, count, size.small, colours.muted, ha="right")
    return figure


def _names(frames: pd.DataFrame, words: Words) -> list[str]:
    """The short name of every frame: its committee's, or its own label where it has none."""
    keys = frames.committee_id.fillna(frames.label)
    return [words.name(str(key)) for key in keys]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

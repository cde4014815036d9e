"""Charts of the plan and its budget: tables in, a Figure out. Nothing is written here; ``helpers.export`` does that.

Every chart takes the words of its language and a sheet of its size, draws for that size, and gives a figure that
knows its title, source, alt texts and the numbers behind it.
"""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from helpers.marks import bar, dot, leader, place_labels, rule, spread, tint, write, write_wrapped
from helpers.style import SIZES, Caption, PrintFigure, Sheet, measure
from helpers.words import Words

A5 = Sheet(SIZES["a5"])

LIGHT = 0.64
"""How strong the accent is where a mark is not what the title speaks of: 3 to 1 on white (WCAG 2.2, marks)."""

LEDGER_ROLES = {
    "heading": ("title", "heading", "theme", "committee", "demand_lead", "mission_lead", "budget_heading"),
    "prose": ("prose",),
    "demand": ("demand",),
    "mission": ("mission",),
    "budget": ("budget_header", "budget_row", "budget_total"),
    "other": ("other",),
}
"""The roles of lines as the ledger shows them, drawn together where a reader sees one thing."""


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
    caption = Caption(
        title=_capital(words.say("frames_title", count=words.count(big), all=words.count(len(frames)))),
        what=words.frames_are,
        source=words.source(frames.line.tolist()),
        alt=words.say("frames_alt", all=len(frames), **first),
        alt_long=words.say("frames_alt_long", what=words.frames_are, rows=rows, total=words.mnkr(total)),
        lines=tuple(frames.line),
        language=words.language,
    )
    size, colours = sheet.size, sheet.palette
    pitch = size.text * 0.62
    figure, axes = sheet.open(caption, (len(frames) + 2.2) * pitch, frames.assign(name=names))
    pitch = axes.get_ylim()[0] / (len(frames) + 2.2)
    gap = size.text * 0.2
    amount_width = measure(words.mnkr(total), size.text, "semibold")
    share_x = sheet.width
    amount_x = share_x - measure(words.say("percent", value=words.number(100, 1)), size.text) - 1.5 * gap
    name_width = min(max(measure(name, size.text) for name in names), sheet.width * 0.4)
    bar_x = name_width + 1.5 * gap
    scale = (amount_x - amount_width - 1.5 * gap - bar_x) / int(frames.amount_tkr.max())
    write(axes, amount_x, pitch * 0.5, words.say("mnkr"), size.small, colours.muted, ha="right")
    write(axes, share_x, pitch * 0.5, words.say("share"), size.small, colours.muted, ha="right")
    for n, (name, row) in enumerate(zip(names, frames.itertuples(), strict=True)):
        y = (n + 1.5) * pitch
        colour = colours.accent if n < big else tint(colours.accent, LIGHT, colours.paper)
        write_wrapped(axes, 0, y, name, name_width + 0.3, size.text, colours.ink)
        bar(axes, bar_x, y - pitch * 0.31, max(row.amount_tkr * scale, 0.15), pitch * 0.62, colour)
        write(axes, amount_x, y, words.mnkr(row.amount_tkr), size.text, colours.ink, ha="right", weight="semibold")
        share = words.say("percent", value=words.number(row.share_percent, 1))
        write(axes, share_x, y, share, size.text, colours.muted, ha="right")
    y = (len(frames) + 1.7) * pitch
    rule(axes, 0, sheet.width, y - pitch * 0.6, colours.ink)
    write(axes, 0, y, words.say("sum"), size.text, colours.ink, weight="semibold")
    write(axes, amount_x, y, words.mnkr(total), size.text, colours.ink, ha="right", weight="semibold")
    whole = words.say("percent", value=words.number(frames.share_percent.sum(), 1))
    write(axes, share_x, y, whole, size.text, colours.muted, ha="right")
    return figure


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
    caption = Caption(
        title=words.say("hundred_title", amount=amount, names=words.listing(names[:big])),
        what=words.say("hundred_what"),
        source=words.source(frames.line.tolist()),
        alt=words.say("hundred_alt", all=len(frames), **first),
        alt_long=words.say("hundred_alt_long", rows=rows),
        lines=tuple(frames.line),
        language=words.language,
    )
    size, colours = sheet.size, sheet.palette
    needed = min(size.width * 0.85, size.height * 0.62)
    figure, axes = sheet.open(caption, needed, frames.assign(name=names))
    height = axes.get_ylim()[0]
    column = min(sheet.width * 0.3, height * 0.35)
    edges = [0.0, *(frames.hundred_ore.cumsum() / 10_000 * height)]
    middles = [(a + b) / 2 for a, b in pairwise(edges)]
    label_y = spread(middles, size.text * 0.46, size.text * 0.2, height - size.text * 0.2)
    amount_x = column + size.text * 0.75 + measure("00,00 kr", size.text, "bold")
    for n, (name, ore) in enumerate(zip(names, frames.hundred_ore, strict=True)):
        colour = tint(colours.accent, 1.0 if n < big else LIGHT, colours.paper)
        seam = min(0.25, (edges[n + 1] - edges[n]) * 0.3)
        bar(axes, 0, edges[n] + (seam if n else 0), column, edges[n + 1] - edges[n] - (seam if n else 0), colour)
        leader(
            axes,
            [(column + 0.6, middles[n]), (column + 2.2, label_y[n]), (column + 3.2, label_y[n])],
            colours.muted,
        )
        kronor = words.say("kr", value=words.kronor(ore))
        write(axes, amount_x, label_y[n], kronor, size.text, colours.ink, ha="right", weight="bold")
        room = sheet.width - amount_x - size.text * 0.25
        write_wrapped(axes, amount_x + size.text * 0.25, label_y[n], name, room, size.text, colours.ink)
    return figure


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
    caption = Caption(
        title=words.say(
            "counts_title",
            demands=len(demands),
            themes=words.count(len(themes)),
            missions=len(missions),
            bodies=words.bodies,
        ),
        what=words.say("bullets_are"),
        source=words.source(lines),
        alt=words.say("counts_alt", demands=len(demands), missions=len(missions), bodies=words.bodies),
        alt_long=words.say("counts_alt_long", **counts),
        note=words.say("counts_note"),
        lines=tuple(sorted(lines)),
        language=words.language,
    )
    numbers = pd.concat([themes.rename("count"), committees.rename("count")]).rename_axis("part_id").reset_index()
    numbers["name"] = [words.name(part) for part in numbers.part_id]
    size, colours = sheet.size, sheet.palette
    rows = len(themes) + len(committees) + 3.6
    figure, axes = sheet.open(caption, rows * size.text * 0.56, numbers)
    pitch = axes.get_ylim()[0] / rows
    y = pitch * 0.5
    panels = (("counts_themes", themes, colours.accent), ("counts_committees", committees, colours.second))
    name_width = min(max(measure(name, size.text) for name in numbers.name), sheet.width * 0.45)
    start = name_width + size.text * 0.45
    room = sheet.width - start - measure("000", size.text, "semibold")
    step = min(pitch * 0.86, room / int(numbers["count"].max()))
    for heading, parts, colour in panels:
        write(axes, 0, y, words.say(heading, bodies=words.bodies), size.text, colour, weight="bold")
        for part, count in parts.items():
            y += pitch
            write_wrapped(axes, 0, y, words.name(str(part)), name_width + 0.3, size.text, colours.ink)
            for n in range(count):
                dot(axes, start + (n + 0.5) * step, y, step * 0.78, colour)
            write(axes, start + (count + 0.4) * step, y, str(count), size.text, colours.ink, weight="semibold")
        y += pitch * 1.9
    return figure


def attention_and_money(attention: pd.DataFrame, words: Words, sheet: Sheet = A5) -> PrintFigure:
    """A point for each committee: how many missions it is given, and its frame (mnkr), without a trend line.

    Takes ``budget.compare_attention``: committee_id, missions, amount_tkr; committees without a frame are left out.
    """
    points = attention.dropna(subset=["amount_tkr"]).reset_index(drop=True)
    points["name"] = [words.name(part) for part in points.committee_id]
    points["mnkr"] = points.amount_tkr.astype(float) / 1000
    most, largest = points.loc[points.missions.idxmax(), "name"], points.loc[points.mnkr.idxmax(), "name"]
    plan = words.plan
    framed = plan.budget[plan.budget.committee_id.isin(points.committee_id)]
    lines = [*framed.line, *plan.missions.line]
    rows = " ".join(
        words.say("attention_alt_row", name=row.name_, missions=row.missions, amount=words.mnkr(row.amount_tkr))
        for row in points.rename(columns={"name": "name_"}).itertuples()
    )
    stated = "unit_not_stated" not in set(plan.oddities.kind)
    caption = Caption(
        title=words.say("attention_title", most=most, largest=largest),
        what=words.say("attention_what", bodies=words.bodies),
        source=words.source(lines),
        alt=words.say("attention_alt", bodies=words.bodies),
        alt_long=words.say("attention_alt_long", count=len(points), rows=rows),
        note=words.say("attention_note_stated" if stated else "attention_note"),
        lines=tuple(sorted(lines)),
        language=words.language,
    )
    size, colours = sheet.size, sheet.palette
    figure, axes = sheet.open(caption, size.width * 0.72, points[["committee_id", "name", "missions", "amount_tkr"]])
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
        dot(axes, x, y, size.text * 0.28, colours.accent)
    frame = (left, top - size.text * 0.35, sheet.width, bottom)
    for name, (x, y) in zip(points.name, place_labels(spots, points.name.tolist(), size.text, frame), strict=True):
        write(axes, x, y, name, size.text, colours.ink)
    return figure


def _ticks(highest: float) -> list[int]:
    """Round numbers from 0 to the first one that is not below the highest value: four to seven of them."""
    return [int(tick) for tick in MaxNLocator(6, integer=True, steps=[1, 2, 2.5, 5, 10]).tick_values(0, highest)]


def testability(pledges: pd.DataFrame, words: Words, sheet: Sheet = A5) -> PrintFigure:
    """A dot for every demand and mission: filled where it can be tested without judgement, hollow where it cannot.

    Takes pledges.csv: id, specificity (``specific`` or ``general``; Comparative Party Pledges Project).
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
    lines = [*plan.demands.line, *plan.missions.line]
    caption = Caption(
        title=words.say("testable_title", **known),
        what=words.say("testable_what"),
        source=words.source(lines),
        alt=words.say("testable_alt", **known),
        alt_long=words.say("testable_alt_long", **known),
        note=f"{words.say('machine_read')} {words.say('testable_note')}",
        lines=tuple(sorted(lines)),
        language=words.language,
    )
    size, colours = sheet.size, sheet.palette
    columns = 18
    step = sheet.width / columns
    rows = [-(-len(table) // columns) for _, table, _ in kinds]
    lead = size.text * 1.15
    figure, axes = sheet.open(caption, sum(rows) * step + 2 * lead + size.text * 0.5, pledges[["id", "specificity"]])
    slack = (axes.get_ylim()[0] - sum(rows) * step - 2 * lead) / 2
    y = 0.0
    for (heading, table, colour), count, height in zip(kinds, specific, rows, strict=True):
        x = measure(words.say(heading) + "   ", size.text, "bold")
        write(axes, 0, y + size.text * 0.3, words.say(heading), size.text, colour, weight="bold")
        x = _key(axes, x, y + size.text * 0.3, f"{count} {words.say('testable_specific')}", colour, True, size.text)
        general = f"{len(table) - count} {words.say('testable_general')}"
        _key(axes, x, y + size.text * 0.3, general, colour, False, size.text, colours.ink)
        for n in range(len(table)):
            middle = ((n % columns + 0.5) * step, y + lead * 0.75 + (n // columns + 0.5) * step)
            dot(axes, *middle, step * 0.74, colour, filled=n < count)
        y += lead + height * step + slack
    return figure


def _key(axes: Axes, x: float, y: float, text: str, color: str, filled: bool, pt: float, ink: str = "") -> float:
    """A dot and what it stands for; gives the x after it (mm)."""
    dot(axes, x + pt * 0.16, y, pt * 0.26, color, filled)
    write(axes, x + pt * 0.42, y, text, pt, ink or color)
    return x + pt * 0.42 + measure(text + "   ", pt)


def line_ledger(lines: pd.DataFrame, words: Words, sheet: Sheet = A5) -> PrintFigure:
    """The whole document in miniature: a stroke for every line, as long as its text, coloured by role.

    Takes ``plan.lines``: line, text, role.
    """
    kinds = {role: kind for kind, roles in LEDGER_ROLES.items() for role in roles}
    drawn = lines.assign(kind=lines.role.map(kinds), length=lines.text.str.len())
    counts = drawn.kind.value_counts()
    present = [kind for kind in LEDGER_ROLES if kind in counts]
    rows = " ".join(
        words.say("ledger_alt_row", role=_capital(words.say(f"role_{kind}")), count=counts[kind]) for kind in present
    )
    columns = 3 if sheet.size.width < 100 else 4
    caption = Caption(
        title=words.say("ledger_title", lines=words.number(len(lines))),
        what=words.say("ledger_what", columns=words.count(columns)),
        source=words.source(lines.line.tolist()),
        alt=words.say("ledger_alt", lines=len(lines)),
        alt_long=words.say("ledger_alt_long", rows=rows),
        note=words.say("ledger_note"),
        lines=tuple(lines.line),
        language=words.language,
    )
    size, colours = sheet.size, sheet.palette
    look = {
        "heading": colours.ink,
        "prose": tint(colours.muted, 0.66, colours.paper),
        "demand": colours.accent,
        "mission": colours.second,
        "budget": tint(colours.ink, 0.7, colours.paper),
        "other": "#b0005a",
    }
    per_column = -(-len(lines) // columns)
    key = size.text * 0.62
    needed = min(per_column * 1.25 + key * 2, size.height * 0.6)
    figure, axes = sheet.open(caption, needed, counts.rename_axis("kind").rename("lines").reset_index())
    pitch = (axes.get_ylim()[0] - 2 * key) / per_column
    x = 0.0
    for kind in present:
        label = f"{counts[kind]} {words.say(f'role_{kind}')}"
        bar(axes, x, key * 0.22, size.text * 0.5, key * 0.5, look[kind])
        write(axes, x + size.text * 0.62, key * 0.47, label, size.text, colours.ink)
        x += measure(label + "   ", size.text) + size.text * 0.62
    margin = measure("0000", size.small)
    step = sheet.width / columns
    room = step - margin - 2.5
    longest = drawn.length.clip(upper=200).max()
    for n, row in enumerate(drawn.itertuples()):
        column, place = divmod(n, per_column)
        y = 2 * key + place * pitch
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
            thick = 0.36 if row.kind == "budget" else 0.72
            bar(axes, column * step + margin, y + pitch * (1 - thick) / 2, width, pitch * thick, look[row.kind])
    return figure


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
    caption = Caption(
        title=words.say("readability_title", **span),
        what=words.say("readability_what"),
        source=words.source(lines),
        alt=words.say("readability_alt", **span),
        alt_long=words.say("readability_alt_long", rows=rows),
        note=words.say("readability_note"),
        lines=tuple(sorted(set(lines))),
        language=words.language,
    )
    size, colours = sheet.size, sheet.palette
    figure, axes = sheet.open(caption, (len(lix) + 1) * size.text * 0.85, lix.assign(name=names))
    pitch = axes.get_ylim()[0] / (len(lix) + 1)
    left = min(max(measure(name, size.text) for name in names), sheet.width * 0.4) + size.text * 0.4
    counts = [words.say("readability_words", words=row.words, sentences=row.sentences) for row in lix.itertuples()]
    right = sheet.width - max(measure(count, size.small) for count in counts) - size.text * 0.4
    low, high = int(lix.low.min() // 10 * 10), int(-(-lix.high.max() // 10) * 10)
    scale = (right - left) / (high - low)
    for tick in range(low, high + 1, 10):
        x = left + (tick - low) * scale
        leader(axes, [(x, pitch * 0.8), (x, pitch * (len(lix) + 0.9))], colours.rule)
        write(axes, x, pitch * 0.4, str(tick), size.small, colours.muted, ha="center")
    for n, (name, count, row) in enumerate(zip(names, counts, lix.itertuples(), strict=True)):
        y = (n + 1.4) * pitch
        write_wrapped(axes, 0, y, name, left - size.text * 0.3, size.text, colours.ink)
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

"""The chart of the document: what its lines consist of."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from helpers.figures.marks import (
    Entry,
    bar,
    count_lines,
    dot,
    flow,
    lead,
    leader,
    measure_labels,
    rule,
    take_tint,
    write,
    write_wrapped,
)
from helpers.figures.rows import A5, LEAST_PITCH, PITCH, Rows, _capital, make_caption
from helpers.figures.sheet import PrintFigure, Sheet, in_its_language
from helpers.figures.type import measure, wrap
from helpers.words import Words

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

"""The charts of the document: what its lines consist of, its demands and missions, what can be tested, readability."""

from functools import partial
from math import ceil

import pandas as pd
from matplotlib.axes import Axes

from helpers.figures.captions import join, say_repeats
from helpers.figures.marks import (
    DOT,
    EASE,
    KEY,
    LEAST_PITCH,
    NAMES,
    PITCH,
    Key,
    Rows,
    bar,
    dot,
    lead,
    leader,
    measure_labels,
    rule,
    square,
    take_tint,
    write,
    write_wrapped,
)
from helpers.figures.sheet import A5, PrintFigure, Sheet, first_that_fits
from helpers.figures.type import balance, measure
from helpers.plan.read import Plan
from helpers.plan.schemas import APART
from helpers.words import Caption, Words, capitalise

LEDGER_ROLES = {
    "heading": ("title", "heading", "theme", "committee", "demand_lead", "mission_lead", "budget_heading"),
    "prose": ("prose",),
    "demand": ("demand",),
    "mission": ("mission",),
    "budget": ("budget_header", "budget_row", "budget_total"),
    "other": APART,
}
"""The roles of lines as the ledger shows them, drawn together where a reader sees one thing."""

DASH, DASH_GAP = 0.14, 0.06
"""How long the dashes of a mission's stroke are and how far apart, in mm for each point of type: in grey it is told
from a demand's by them."""

THICK = dict.fromkeys(LEDGER_ROLES, 0.72) | {"budget": 0.36}
"""How thick a stroke of the ledger is, as a share of a line: what is near another in grey differs by this too."""

LEAST_SPACE = 0.25
"""How much paper stands between two strokes of the ledger at the least (mm), for them not to merge on a screen."""

IN_ROW = 10
"""How many squares stand in a row, so that they can be counted."""

LONGEST_STROKE = 200
"""How many characters the longest stroke of the ledger stands for."""


def counts(plan: Plan, words: Words, sheet: Sheet = A5) -> PrintFigure:
    """A dot for every demand under its theme and every mission under its committee, the most first."""
    demands, missions = plan.demands, plan.missions
    themes, committees = (
        parts.value_counts(sort=False).sort_values(ascending=False, kind="stable")
        for parts in (demands.theme_id, missions.committee_id)
    )
    largest = committees if len(committees) else themes
    most = largest.index[largest == largest.max()]
    caption = words.caption(
        "counts",
        [*demands.line, *missions.line],
        *([] if len(missions) else ["demands"]),
        demands=len(demands),
        count=words.count(len(themes)),
        missions=len(missions),
        bodies=words.bodies,
        most=words.listing([words.name(str(part)) for part in most]),
        most_lower=words.listing([words.refer(str(part)) for part in most]),
        number=int(largest.max()),
        themes="; ".join(f"{words.name(str(part))} {n}" for part, n in themes.items()),
        committees="; ".join(f"{words.name(str(part))} {n}" for part, n in committees.items()),
    )
    numbers = pd.concat([themes.rename("count"), committees.rename("count")]).rename_axis("part_id").reset_index()
    numbers["name"] = [words.name(part) for part in numbers.part_id]
    panels = [panel for panel in (("themes", themes, "accent"), ("committees", committees, "second")) if len(panel[1])]
    draw = partial(_draw_counts, caption, panels, {*most}, numbers, words, sheet)
    return first_that_fits(partial(draw, pt) for pt in (sheet.size.text, sheet.size.small))


def _draw_counts(
    caption: Caption,
    panels: list[tuple[str, pd.Series, str]],
    most: set[object],
    numbers: pd.DataFrame,
    words: Words,
    sheet: Sheet,
    pt: float,
) -> PrintFigure:
    """The rows of dots in a type size (pt), a heading and a colour for each panel, full in those with ``most``."""
    dots = int(numbers["count"].max()) * pt * 0.24 + measure("000", pt, "semibold")
    widest = max(sheet.width * 0.45, sheet.width - dots - pt * 0.45)
    name_width = measure_labels(numbers.name.tolist(), sheet.width, pt, widest / sheet.width)
    headings = [
        balance(words.say(f"counts_{key}", bodies=words.bodies), sheet.width, pt, words.language, "bold")
        for key, _, _ in panels
    ]
    more = sum(len(lines) - 1 for lines in headings) * lead(pt)
    table = Rows(numbers.name.tolist(), name_width + EASE, pt, words.language, 2.9, more)
    figure, axes = sheet.open(caption, table.height(0.56), numbers, table.height(LEAST_PITCH))
    pitch = table.fill(axes.get_ylim()[0])
    rows = iter(table.rows(pitch))
    start = name_width + pt * 0.45
    room = sheet.width - start - measure("000", pt, "semibold")
    step = min(pitch * 0.86, room / int(numbers["count"].max()))
    y = 0.0
    for heading, (_, parts, colour) in zip(headings, panels, strict=True):
        for n, line in enumerate(heading):
            write(axes, 0, y + pitch * 0.5 + n * lead(pt), line, pt, getattr(sheet.palette, colour), weight="bold")
        y += pitch + (len(heading) - 1) * lead(pt)
        for part, count in parts.items():
            row = next(rows)
            middle = y + row / 2
            write_wrapped(axes, 0, middle, words.name(str(part)), table.width, pt, words.language, sheet.palette.ink)
            shade = getattr(sheet.palette, colour) if part in most else take_tint(sheet.palette, f"light {colour}")
            for n in range(count):
                dot(axes, start + (n + 0.5) * step, middle, step * 0.78, shade)
            write(axes, start + (count + 0.4) * step, middle, str(count), pt, sheet.palette.ink, weight="semibold")
            y += row
        y += pitch * 0.9
    return figure


def testable(pledges: pd.DataFrame, words: Words, sheet: Sheet = A5) -> PrintFigure:
    """A square for every demand and mission, ten to a row: filled where every pass calls it specific. Takes id,
    specificity (``specific`` or ``general``, Comparative Party Pledges Project), specificity_votes.
    """
    plan, agreed = words.plan, pledges.specificity_votes == pledges.specificity_votes.max()
    pledges = pledges.assign(specificity=pledges.specificity.where(agreed, "disputed"))
    kinds = (
        ("demands", pledges[pledges.id.isin(plan.demands.demand_id)], sheet.palette.accent),
        ("missions", pledges[pledges.id.isin(plan.missions.mission_id)], sheet.palette.second),
    )
    specific = [int((rows.specificity == "specific").sum()) for _, rows, _ in kinds]
    sure = {*pledges.id[pledges.specificity == "specific"]} & {*plan.items}
    note = join(words.say("testable_note"), say_repeats(words, plan.locate(sure)))
    caption = words.caption(
        "testable",
        [*plan.demands.line, *plan.missions.line],
        note=f"{words.say('who_read', passes=words.passes(int(pledges.specificity_votes.max())))} {note}",
        note_brief=f"{words.say('who_read_brief')} {note}",
        demands=specific[0],
        all_demands=len(plan.demands),
        missions=specific[1],
        all_missions=len(plan.missions),
    )
    pt, panel = sheet.size.text, (sheet.width - sheet.size.text * 0.8) / 2
    said = [words.say(f"testable_{kind}") for kind in ("specific", "general")]
    key = Key.set(said, sheet.width, pt, words.language, _TWO)
    headings = [
        balance(words.say(f"testable_count_{kind}", count=count, all=len(table)), panel, pt, words.language, "bold")
        for (kind, table, _), count in zip(kinds, specific, strict=True)
    ]
    above = pt * KEY * key.lines + pt * 0.45
    head = above + max(len(lines) for lines in headings) * lead(pt) + pt * 0.1
    rows = ceil(max(len(table) for _, table, _ in kinds) / IN_ROW)
    numbers, wanted = pledges[["id", "specificity"]], head + rows * panel / IN_ROW
    leasts = (head + rows * panel / IN_ROW * share for share in (0.8, 0.6, 0.3))
    figure, axes = first_that_fits(partial(sheet.open, caption, wanted, numbers, least, wanted) for least in leasts)
    step = (axes.get_ylim()[0] - head) / rows

    def draw(number: int, x: float, middle: float) -> None:
        for place, (_, _, colour) in enumerate(kinds):
            _draw_square(axes, x + pt * (0.15 + 0.34 * place), middle, pt * 0.28, colour, filled=number == 0)

    key.write(axes, pt * 0.25, pt * KEY, sheet.palette.ink, draw)
    for n, ((_, table, colour), lines, count) in enumerate(zip(kinds, headings, specific, strict=True)):
        left = n * (panel + pt * 0.8)
        for line, text in enumerate(lines):
            write(axes, left, above + (line + 0.5) * lead(pt), text, pt, colour, weight="bold")
        for place in range(len(table)):
            x, y = left + place % IN_ROW * step, head + place // IN_ROW * step
            _draw_square(axes, x + step * 0.4, y + step * 0.5, step * 0.8, colour, place < count)
    return figure


_TWO = 0.76
"""How much room two squares of a key have before its words, in mm for each point of type: one of each colour."""


def _draw_square(axes: Axes, x: float, y: float, side: float, colour: str, filled: bool) -> None:
    """A square by its middle, filled or hollow (mm)."""
    if filled:
        bar(axes, x - side / 2, y - side / 2, side, side, colour)
    else:
        square(axes, x, y, side, colour)


def ledger(lines: pd.DataFrame, words: Words, sheet: Sheet = A5) -> PrintFigure:
    """The whole document in miniature: a stroke for every line (``plan.lines``: line, text, role), as long as its text,
    coloured by role; one that holds running text is shown as that.
    """
    kinds = {role: kind for kind, roles in LEDGER_ROLES.items() for role in roles}
    drawn = lines.assign(kind=lines.role.map(kinds), length=lines.text.str.len())
    drawn["kind"] = drawn.kind.mask(drawn.line.isin(words.plan.prose.line), "prose")
    counts = drawn.kind.value_counts()
    roles = {kind: words.say(f"role_{kind}", count=int(counts[kind])) for kind in LEDGER_ROLES if kind in counts}
    columns = 3 if sheet.size.width < 100 else 4
    written, bullets = int(counts.sum()), int(counts.reindex(["demand", "mission"]).sum())
    order = _order_parts(drawn)
    caption = words.caption(
        "ledger",
        lines.line.tolist(),
        *(["ordered", "ordered_two"][len(order) < 3 :] if order else []),
        first=words.say(f"ledger_order_{order[0]}") if order else "",
        then=words.listing([words.say(f"ledger_order_{kind}") for kind in order[1:-1]]) if len(order) > 2 else "",
        last=words.say(f"ledger_order_{order[-1]}") if order else "",
        bullets=words.number(bullets),
        written=words.number(written),
        columns=words.count(columns),
        lines=words.number(len(lines)),
        rows=words.rows(
            "ledger_alt_row", ({"role": capitalise(said), "count": int(counts[kind])} for kind, said in roles.items())
        ),
        blank=words.number(len(lines) - written),
        longest=LONGEST_STROKE,
    )
    per_column = -(-len(lines) // columns)
    pt, line = sheet.size.text, sheet.size.text * PITCH
    labels = [f"{counts[kind]} {said}" for kind, said in roles.items()]
    key = Key.set(labels, sheet.width, pt, words.language, 0.62)
    head = (key.lines + 1) * line
    needed = min(per_column * 1.25 + head, sheet.size.height * 0.6)
    numbers = counts.rename_axis("kind").rename("lines").reset_index()
    figure, axes = sheet.open(caption, needed, numbers, min(per_column * 0.5 + head, needed))
    look, shown = _colour_roles(sheet), [*roles]

    def draw(number: int, x: float, middle: float) -> None:
        kind = shown[number]
        top, thick = middle - line * THICK[kind] / 3, line * THICK[kind] / 1.5
        _draw_stroke(axes, (x, top, pt * 0.5, thick), kind, look[kind], pt)

    key.write(axes, 0.47 * line, line, sheet.palette.ink, draw)
    _draw_strokes(axes, drawn, head, columns, look, sheet)
    return figure


def _order_parts(drawn: pd.DataFrame) -> list[str]:
    """The kinds of line that a plan is made of for, in the order in which they come; none where they are mixed."""
    ends = drawn[drawn.kind.isin(["demand", "mission", "budget"])].groupby("kind").line.agg(["min", "max"])
    ends = ends.sort_values("min")
    apart = len(ends) > 1 and (ends["max"].iloc[:-1].to_numpy() < ends["min"].iloc[1:].to_numpy()).all()
    return ends.index.tolist() if apart else []


def _colour_roles(sheet: Sheet) -> dict[str, str]:
    """The colour of each kind of line; that of one without a place is no other figure's."""
    colours = sheet.palette
    return {
        "heading": colours.ink,
        "prose": take_tint(colours, "prose"),
        "demand": colours.accent,
        "mission": colours.second,
        "budget": take_tint(colours, "budget"),
        "other": "#b0005a",
    }


def _draw_strokes(
    axes: Axes, drawn: pd.DataFrame, head: float, columns: int, look: dict[str, str], sheet: Sheet
) -> None:
    """The lines of the document from ``head`` (mm) down, column after column, each column with its first number."""
    per_column, small = -(-len(drawn) // columns), sheet.size.small
    pitch = (axes.get_ylim()[0] - head) / per_column
    margin = measure("0000", small)
    step = sheet.width / columns
    room = step - margin - 2.5
    longest = drawn.length.clip(upper=LONGEST_STROKE).max()
    for n, row in enumerate(drawn.itertuples()):
        column, place = divmod(n, per_column)
        x, y = column * step + margin, head + place * pitch
        if place == 0:
            write(axes, x - 1.2, y + pitch * 0.5, str(row.line), small, sheet.palette.muted, ha="right")
        if row.kind in look:
            width = max(room * min(row.length, LONGEST_STROKE) / longest, 1.2)
            thick = min(pitch * THICK[row.kind], pitch - LEAST_SPACE)
            _draw_stroke(
                axes, (x, y + (pitch - thick) / 2, width, thick), str(row.kind), look[row.kind], sheet.size.text
            )


def _draw_stroke(axes: Axes, box: tuple[float, float, float, float], kind: str, colour: str, pt: float) -> None:
    """A line of the document in its box (x, y, width, height in mm), a mission's in dashes."""
    x, y, width, height = box
    if kind != "mission":
        bar(axes, x, y, width, height, colour)
        return
    step = (DASH + DASH_GAP) * pt
    for n in range(ceil(width / step)):
        bar(axes, x + n * step, y, min(DASH * pt, width - n * step), height, colour)


def readability(lix: pd.DataFrame, words: Words, sheet: Sheet = A5) -> PrintFigure:
    """A dot for each theme's LIX with its 95 % interval (theme_id, words, sentences, lix, low, high)."""
    names = [words.name(theme) for theme in lix.theme_id]
    values = lix[["lix", "low", "high"]].map(lambda value: words.number(value, 1))
    caption = words.caption(
        "readability",
        words.plan.prose.line.tolist(),
        low=words.number(lix.lix.min(), 1),
        high=words.number(lix.lix.max(), 1),
        rows=words.rows("readability_alt_row", lix.assign(name=names, **values).to_dict("records")),
    )
    size, colours = sheet.size, sheet.palette
    name_width = measure_labels(names, sheet.width, size.text, NAMES) + size.text * 0.1
    table = Rows(names, name_width, size.text, words.language, 1.0)
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
        write_wrapped(axes, 0, y, name, name_width, size.text, words.language, colours.ink)
        rule(axes, left + (row.low - low) * scale, left + (row.high - low) * scale, y, colours.accent, 1.2)
        dot(axes, left + (row.lix - low) * scale, y, size.text * DOT, colours.accent)
        write(axes, sheet.width, y, count, size.small, colours.muted, ha="right")
    return figure

"""The charts of the budget: frames, a hundred kronor, missions and money."""

from collections.abc import Sequence
from functools import partial
from itertools import accumulate, pairwise
from typing import NamedTuple

import pandas as pd

from helpers.figures.captions import join, say_repeats
from helpers.figures.marks import (
    BAR,
    EASE,
    LEAST_BAR,
    LEAST_PITCH,
    NAMES,
    PITCH,
    Rows,
    bar,
    lead,
    leader,
    measure_labels,
    measure_longest,
    measure_rows,
    rule,
    spread_labels,
    take_tint,
    write,
    write_wrapped,
)
from helpers.figures.sheet import A5, PrintFigure, RoomError, Sheet, first_that_fits
from helpers.figures.sums import list_total_lines, say_sums, say_unit
from helpers.figures.type import balance, measure, wrap
from helpers.links.needs import lacks
from helpers.plan.budget import (
    adds_up,
    apportion,
    list_hosts,
    per_inhabitant,
    read_facts,
    read_inhabitants,
    take_frames,
)
from helpers.words import Caption, Words

LEAST_PAIR = 10.0
"""How long the longest of two bars side by side is at least (mm), for the others to be told apart."""


def frames(
    frames: pd.DataFrame, words: Words, sheet: Sheet = A5, shared: bool = True, row: float = PITCH
) -> PrintFigure:
    """Bars of the budget frames, the largest first and in full colour, with amount (mnkr) and, where they are to be
    ``shared``, shares, and their sum; ``row`` is how high each is wanted (mm for each point of type).

    Takes ``budget.tabulate_frames``: label, committee_id, amount_tkr, share_percent, line.

    >>> from helpers.plan.budget import tabulate_frames
    >>> frames(tabulate_frames(plan), words).caption.title
    'Två av tio ramar utgör mer än hälften av summan'
    """
    names, total = _list_names(frames, words), int(frames.amount_tkr.sum())
    big = int((frames.amount_tkr.cumsum() <= total / 2).sum()) + 1
    amounts = [words.mnkr(amount) for amount in frames.amount_tkr]
    shares = [words.number(share, 1) for share in frames.share_percent]
    said = pd.DataFrame({"name": names, "amount": amounts, "share": shares})
    largest = [name for name, amount in zip(names, frames.amount_tkr, strict=True) if amount == frames.amount_tkr.max()]
    sums = join(say_unit(words), say_sums(words))
    caption = words.caption(
        "frames",
        [*frames.line, *list_total_lines(words)],
        *(["shared"] if len(largest) > 1 else []),
        *(["differs"] if lacks(words.plan, "sum") else []),
        *(["only"] if len(frames) == 1 else []),
        what=words.say("frames_what"),
        note=join(sums, "" if adds_up(frames) else words.say("rounded_note")),
        note_brief=join(sums, "" if adds_up(frames) else words.say("rounded_note_brief")),
        count=words.count(big),
        all=words.count(len(frames)),
        number=len(frames),
        first=names[0],
        amount=amounts[0],
        millions=words.number(int(frames.amount_tkr.max()) / 1000),
        largest=words.listing(largest),
        are=words.frames_are,
        rows=words.rows("frames_alt_row", said.to_dict("records")),
        total=words.mnkr(total),
    )
    percent = [words.say("percent", value=share) for share in shares]
    columns = [
        Column(words.say("mnkr"), amounts, words.mnkr(total)),
        Column(words.say("share"), percent, words.say("percent", value=words.number(100, 1))),
    ]
    values = frames.amount_tkr.clip(lower=0).tolist()
    bars = Bars(names, values, columns[: 2 if shared else 1])
    return draw_bars(caption, bars, frames.assign(name=names), words, sheet, row)


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
    return first_that_fits(partial(_draw_bars, caption, bars, numbers, words, sheet, row, pt) for pt in tries)


def _draw_bars(
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
        colour, weight = (colours.muted, "normal") if n else (colours.ink, "semibold")
        for text, y in zip((*column.said, column.total), (*middles, last), strict=True):
            write(axes, x, y, text, pt, colour, ha="right", weight=weight)
    return figure


def _list_names(frames: pd.DataFrame, words: Words) -> list[str]:
    """The short name of every frame: its committee's, or its own label where it has none."""
    return [words.name(str(key)) for key in frames.committee_id.fillna(frames.label)]


def _list_running(frames: pd.DataFrame, words: Words) -> list[str]:
    """The names of the frames in running text: in the plan's own language a committee's is its full one, in small
    letters, and a frame without a committee keeps the table's label.
    """
    known = words.parts if words.is_own else {}
    rows = zip(frames.committee_id, _list_names(frames, words), strict=True)
    return [words.refer(key) if key in known else name for key, name in rows]


def hundred(frames: pd.DataFrame, words: Words, sheet: Sheet = A5) -> PrintFigure:
    """One upright bar of a hundred kronor in whole kronor by largest remainder, each part named beside it; the fewest
    that make up more than half in full colour, what is less than one krona drawn together.

    Takes ``budget.tabulate_frames``: label, committee_id, hundred_ore, line.

    >>> from helpers.plan.budget import tabulate_frames
    >>> hundred(tabulate_frames(plan), words).caption.headline.partition(":")[0]
    '61 av hundra kronor'
    """
    names, ores = _list_names(frames, words), [words.kronor(ore) for ore in frames.hundred_ore]
    big = int((frames.hundred_ore.cumsum() <= 5000).sum()) + 1
    parts, rest = _draw_together(frames, names, words)
    kronor = apportion(parts.hundred_ore.tolist(), 100)
    caption = words.caption(
        "hundred",
        frames.line.tolist(),
        *(["shared"] if (frames.amount_tkr == frames.amount_tkr.max()).sum() > 1 else []),
        *(["several"] if big > 1 else ["only"] if len(frames) == 1 else []),
        note=join(words.say("frame_note"), say_sums(words), words.say("hundred_note"), rest),
        amount=words.kronor(int(frames.hundred_ore[:big].sum())),
        whole=sum(kronor[:big]),
        count=words.count(big),
        frames=words.count(len(frames)),
        names=words.listing(_list_running(frames, words)[:big]),
        all=len(parts),
        first=names[0],
        largest=ores[0],
        rows=words.rows("hundred_alt_row", ({"name": n, "amount": a} for n, a in zip(names, ores, strict=True))),
    )
    numbers, parts = frames.assign(name=names), parts.assign(krona=kronor)
    return first_that_fits(
        partial(_draw_hundred, caption, parts, numbers, big, words, sheet, larger) for larger in LARGER
    )


LARGER = (1.5, 1.15, 1.0)
"""How much larger than text the labels of the hundred kronor are, as there is room."""


def _draw_hundred(
    caption: Caption,
    parts: pd.DataFrame,
    numbers: pd.DataFrame,
    strong: int,
    words: Words,
    sheet: Sheet,
    larger: float,
) -> PrintFigure:
    """The bar with its labels so much larger than text; so many of its parts are in full colour."""
    size, colours, pt = sheet.size, sheet.palette, sheet.size.text * larger
    amounts = [words.say("kr", value=part) for part in parts.krona]
    amount_width = max(measure(each, pt, "bold") for each in ["00 kr", *amounts])
    start = pt * 0.75 + amount_width + pt * 0.25
    left = sheet.width - start - max(measure(name, pt) for name in parts.name) - EASE
    if larger > 1 and left < sheet.width * 0.25:
        raise RoomError(f"{size.name} is too narrow for labels so large beside the bar")
    column = max(min(left, sheet.width * 0.5), sheet.width * 0.15)
    room = sheet.width - column - start
    heights = measure_rows(parts.name.tolist(), room, pt, words.language, pt * LEAST_PITCH)
    needed = max(min(size.width * 0.85, size.height * 0.62), sum(heights))
    figure, axes = sheet.open(caption, needed, numbers, max(sum(heights), pt * 5), whole=larger > 1)
    edges, label_y = _stand_beside(parts.krona.tolist(), heights, axes.get_ylim()[0], sheet.size.name, larger == 1)
    middles = [(a + b) / 2 for a, b in pairwise(edges)]
    amount_x = column + pt * 0.75 + amount_width
    for n, (name, (top, bottom), y) in enumerate(zip(parts.name, pairwise(edges), label_y, strict=True)):
        colour = colours.accent if n < strong else take_tint(colours, "light accent")
        seam = min(0.25, (bottom - top) * 0.3) if n else 0
        bar(axes, 0, top + seam, column, bottom - top - seam, colour)
        end = amount_x - measure(amounts[n], pt, "bold") - 0.8
        leader(axes, [(column + 0.6, middles[n]), (column + 2.2, y), (end, y)], colours.muted)
        write(axes, amount_x, y, amounts[n], pt, colours.ink, ha="right", weight="bold")
        write_wrapped(axes, amount_x + pt * 0.25, y, name, room, pt, words.language, colours.ink)
    return figure


_NEAR = 0.48
"""How much of its own height a label's middle may stand above its part: less than half, so that it is beside it."""


def _stand_beside(
    kronor: list[int], heights: list[float], height: float, size: str, loose: bool = True
) -> tuple[list[float], list[float]]:
    """The edges of the parts and the middles of their labels (mm): the bar is as high as the room, and lower only where
    a label would not stand beside its own part; if ``loose``, a label may stand mostly above it. Raises RoomError where
    no bar of at least half the height is.
    """
    for strict, least in ((True, 0.86), *([(False, 0.5)] if loose else [])):
        for step in range(51 - round(50 * least)):
            bar_height = height * (1 - step / 50)
            edges = [0.0, *accumulate(krona / 100 * bar_height for krona in kronor)]
            middles = [(a + b) / 2 for a, b in pairwise(edges)]
            places = spread_labels(middles, heights, 0.0, height)
            slack = [
                0.0 if strict and krona / 100 * height >= label else label * _NEAR
                for krona, label in zip(kronor, heights, strict=True)
            ]
            beside = zip(places, slack, pairwise(edges), strict=True)
            if all(place + more >= top and (more or place <= bottom) for place, more, (top, bottom) in beside):
                return edges, places
    raise RoomError(f"{size} has {height:.0f} mm, too low for {len(kronor)} labels, each beside its own part")


def _draw_together(frames: pd.DataFrame, names: list[str], words: Words) -> tuple[pd.DataFrame, str]:
    """The parts of the hundred kronor, those below a krona as one; and a note of which those are."""
    small = (frames.hundred_ore < 100).to_numpy()
    parts = pd.DataFrame({"name": names, "hundred_ore": frames.hundred_ore.tolist()})
    if small.sum() < 2:
        return parts, ""
    name = words.say("hundred_rest", count=words.count(int(small.sum())))
    rest = pd.DataFrame([{"name": name, "hundred_ore": int(frames.hundred_ore[small].sum())}])
    note = words.say("hundred_rest_note", name=name, names="; ".join(parts.name[small]))
    return pd.concat([parts[~small], rest], ignore_index=True), note


def per_head(frames: pd.DataFrame, words: Words, sheet: Sheet = A5, row: float = PITCH) -> PrintFigure:
    """Bars of the frames in kronor per inhabitant, each rounded until the number of inhabitants cannot show, and that
    of all frames together; ``row`` as in ``frames``.

    Takes ``budget.tabulate_frames``. Raises PlanError as ``read_inhabitants`` and ``read_facts`` do.

    >>> from helpers.plan.budget import tabulate_frames
    >>> per_head(tabulate_frames(plan), words).caption.headline
    'Ramarna: omkring 69\xa0000 kronor per invånare'
    """
    plan, names = words.plan, _list_names(frames, words)
    known, spread = read_inhabitants(plan)
    kronor = [per_inhabitant(int(amount), known, spread) for amount in frames.amount_tkr]
    said = [words.number(each) for each in kronor]
    total = words.number(per_inhabitant(int(frames.amount_tkr.sum()), known, spread))
    rounded = words.say("per_head_rounded", spread=words.count(spread)) if spread else ""
    caption = words.caption(
        "per_head",
        frames.line.tolist(),
        note=join(say_unit(words), rounded, words.say("per_head_note"), say_inhabitants(words)),
        note_brief=join(say_unit(words), words.say("per_head_note"), say_inhabitants(words)),
        total=total,
        all=len(frames),
        first=names[0],
        largest=said[0],
        rows=words.rows("per_head_alt_row", ({"name": n, "amount": a} for n, a in zip(names, said, strict=True))),
    )
    numbers = frames[["label", "committee_id", "amount_tkr", "line"]].assign(name=names, per_head=kronor)
    columns = [Column(words.say("per_head_unit"), said, words.say("per_head_total", total=total))]
    return draw_bars(caption, Bars(names, kronor, columns), numbers, words, sheet, row)


def say_inhabitants(words: Words) -> str:
    """How many inhabitants the frames are divided by, when, and whose numbers that rests on, as facts.csv has it.

    Raises PlanError as ``read_inhabitants`` and ``read_facts`` do.

    >>> say_inhabitants(words).partition(",")[0].replace("\xa0", " ")
    '52 254 invånare (31 december 2021'
    """
    known, _ = read_inhabitants(words.plan)
    named = words.plan.file.inhabitants
    assert named is not None, "read_inhabitants raises where plan.toml names none"
    facts = read_facts(words.plan.folder)
    fact = facts.loc[named.fact]
    how = words.say(f"fact_{fact.status}", sources=words.listing(list_hosts(facts, named.fact)))
    return words.say("inhabitants_note", inhabitants=words.number(known), date=words.date(fact.as_of), how=how)


def attention(attention: pd.DataFrame, words: Words, sheet: Sheet = A5) -> PrintFigure:
    """Two bars for each committee: how many missions it is given, and its frame (mnkr), each kind on its own scale;
    those with the most missions first, and the longest bar of each kind in full colour.

    Takes ``budget.compare_attention``; committees without a frame are left out. Raises ValueError where none has one.

    >>> from helpers.plan.budget import compare_attention
    >>> attention(compare_attention(plan), words).numbers.missions.tolist()[:2]
    [19, 10]
    """
    rows = attention.dropna(subset=["amount_tkr"])
    if rows.empty:
        raise ValueError("no committee has a frame of its own: there is nothing to compare the missions with")
    names = [words.name(part) for part in rows.committee_id]
    rows = rows.assign(name=names, mnkr=rows.amount_tkr.astype(float) / 1000)
    ordered = rows.sort_values(["missions", "amount_tkr"], ascending=False, kind="stable", ignore_index=True)
    return _draw_pairs(ordered, _caption_attention(rows, attention, words), words, sheet)


def _caption_attention(points: pd.DataFrame, given: pd.DataFrame, words: Words) -> Caption:
    """The words of the bars of these points; of all that are ``given`` missions, who has most, and who has no bars."""
    first = [
        given.committee_id[given.missions == given.missions.max()],
        points.committee_id[points.mnkr == points.mnkr.max()],
    ]
    most, largest = (words.listing([words.name(part) for part in parts]) for parts in first)
    plan, frames = words.plan, take_frames(words.plan)
    hidden = given[(given.missions > 0) & ~given.committee_id.isin(points.committee_id)]
    names = [
        words.say("attention_hidden", name=words.name(row.committee_id), missions=row.missions)
        for row in hidden.itertuples()
    ]
    return words.caption(
        "attention",
        [*frames.line[frames.committee_id.isin(points.committee_id)], *plan.missions.line],
        *(
            ["only"] if len(points) == 1 or given.missions.nunique() == 1 else []
        ),  # where all have as many, none has most
        note=join(
            words.say("attention_note"),
            words.say("attention_note_without", count=len(names), names=words.listing(names)) if names else "",
            say_unit(words),
            say_repeats(words, plan.missions.line),
        ),
        most=most,
        largest=largest,
        bodies=words.say_bodies(points.committee_id),
        count=len(points),
        rows=words.rows(
            "attention_alt_row", points.assign(amount=points.amount_tkr.map(words.mnkr)).to_dict("records")
        ),
    )


def _draw_pairs(points: pd.DataFrame, caption: Caption, words: Words, sheet: Sheet) -> PrintFigure:
    """The pairs of bars, beside the names of their committees or, where that is too narrow, below them."""
    pt, colours = sheet.size.text, sheet.palette
    said = ([str(count) for count in points.missions], points.amount_tkr.map(words.mnkr).tolist())
    number = max(measure(text, pt, "semibold") for text in said[1]) + pt * 0.25
    gap = pt * 0.3
    beside = measure_labels(points.name.tolist(), sheet.width, pt, NAMES)
    stacked = (
        measure_longest(points.name, pt) > beside + EASE or (sheet.width - beside - 3 * gap) / 2 - number < LEAST_PAIR
    )
    start, name_width = (0.0, sheet.width) if stacked else (beside + gap, beside + EASE)
    panel = (sheet.width - start - 2 * gap) / 2
    kinds = (
        (start, "attention_x", points.missions, said[0], colours.second, "light second"),
        (start + panel + 2 * gap, "attention_y", points.mnkr, said[1], colours.accent, "light accent"),
    )
    heads = [balance(words.say(key), panel, pt, words.language, "bold") for _, key, *_ in kinds]
    head = max(len(lines) for lines in heads) * lead(pt) + pt * 0.2
    below = pt * LEAST_PITCH if stacked else 0.0
    table = Rows(points.name.tolist(), name_width, pt, words.language, 0.0, head, below)
    numbers = points[["committee_id", "name", "missions", "amount_tkr"]]
    figure, axes = sheet.open(caption, table.height(PITCH), numbers, table.height(LEAST_PITCH), table.height(1))
    pitch = table.fill(axes.get_ylim()[0])
    middles, thick = table.middles(pitch, head), min(pitch, pt * 0.8) * BAR
    for name, y in zip(points.name, middles, strict=True):
        write_wrapped(axes, 0, y - below / 2, name, name_width, pt, words.language, colours.ink)
    lines_of = [len(wrap(name, name_width, pt, words.language)) for name in points.name]
    drops = [below / 2 + lead(pt) * ((count - 1) / 2 + 0.1) if stacked else 0.0 for count in lines_of]
    for lines, (x, _, values, texts, colour, light) in zip(heads, kinds, strict=True):
        for n, line in enumerate(lines):
            write(axes, x, (n + 0.5) * lead(pt), line, pt, colour, weight="bold")
        for value, text, y, drop in zip(values, texts, middles, drops, strict=True):
            width = max(value / values.max() * (panel - number), LEAST_BAR) if value else 0
            shade = colour if value == values.max() else take_tint(colours, light)
            middle = y + drop
            bar(axes, x, middle - thick / 2, width, thick, shade)
            write(axes, x + width + pt * 0.2, middle, text, pt, colours.ink, weight="semibold")
    return figure

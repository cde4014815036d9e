"""The flow chart: from themes to the committees that would lead their demands."""

from collections.abc import Sequence
from itertools import accumulate, product
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from helpers.figures.marks import LEAST_LINE, bar, measure_rows, spread_labels, take_tint, write, write_wrapped
from helpers.figures.rows import A5, DOT
from helpers.figures.sheet import PrintFigure, RoomError, Sheet
from helpers.figures.ties import say_note, say_repeats
from helpers.figures.type import measure
from helpers.links.labels import Labels
from helpers.words import Words

_GAP = 2.6
"""From one stacked block of a side to the next, in mm."""


UNREAD = "?"
"""Where the streams of demands end of which nobody has said yet who has to act for them."""


_LEAST_GAP = 0.8
"""The same where blocks stand as near their labels as may be."""


class _Side(NamedTuple):
    """One side of the streams: its blocks by id with how many demands each has, their labels with their heights, where
    they stand (mm), how far the labels are from the numbers, and which way they go (-1 is left).
    """

    counts: dict[str, int]
    labels: list[str]
    heights: list[float]
    x: float
    room: float
    step: float
    way: int

    @property
    def least(self) -> float:
        """How high the side is at least (mm), so that every label has room."""
        return sum(self.heights)

    def stack(self, height: float) -> tuple[dict[str, float], list[float], float]:
        """Where each block begins (mm from the top) in so much height, the middle of its label, how high a demand is.

        Where a label would not be beside its own block, each block has at least the height of its label to itself.
        """
        unit = (height - _GAP * (len(self.counts) - 1)) / sum(self.counts.values())
        slots = [count * unit for count in self.counts.values()]
        starts = list(accumulate(slots, lambda y, slot: y + slot + _GAP, initial=0.0))[:-1]
        middles = spread_labels([y + slot / 2 for y, slot in zip(starts, slots, strict=True)], self.heights, 0, height)
        if not is_astray(middles, starts, slots):
            return dict(zip(self.counts, starts, strict=True)), middles, unit
        return next(
            stacked for share in range(100, 0, -1) if (stacked := self._stack_apart(height, unit * share / 100))
        )

    def _stack_apart(self, height: float, unit: float) -> tuple[dict[str, float], list[float], float] | None:
        """The same with each block as near its label as may be, a demand being so high; None where one is astray."""
        parts = [count * unit for count in self.counts.values()]
        room = height - sum(parts) - _LEAST_GAP * (len(parts) - 1)
        tops = accumulate(parts, lambda y, part: y + part + _LEAST_GAP, initial=room / 2)
        middles = spread_labels([y + part / 2 for y, part in zip(tops, parts, strict=False)], self.heights, 0, height)
        blocks = spread_labels(middles, [part + _LEAST_GAP for part in parts], -_LEAST_GAP / 2, height + _LEAST_GAP / 2)
        starts = [block - part / 2 for block, part in zip(blocks, parts, strict=True)]
        found = dict(zip(self.counts, starts, strict=True)), middles, unit
        return None if is_astray(middles, starts, parts) else found


def is_astray(middles: Sequence[float], starts: Sequence[float], slots: Sequence[float]) -> bool:
    """Whether a label's middle is beside another block than its own: those begin at ``starts``, so high (mm).

    >>> is_astray([1.0, 4.0], [0.0, 3.0], [2.0, 2.0]), is_astray([1.2, 1.8], [0.0, 1.0], [0.5, 0.5])
    (False, True)
    """
    ends = [start + slot for start, slot in zip(starts, slots, strict=True)]
    over = any(middle < end for middle, end in zip(middles[1:], ends[:-1], strict=True))
    return over or any(middle > start for middle, start in zip(middles[:-1], starts[1:], strict=True))


def flow(labels: Labels, words: Words, sheet: Sheet = A5) -> PrintFigure:
    """From every theme to the committees that lead its demands, each demand counted once; light where the committee
    leads by remit only, and streams of their own for demands where nobody clearly leads, and for those that are unread.

    Takes ``read_labels``.
    """
    plan, table = words.plan, labels.table
    leads = table[table.lead].drop_duplicates("demand_id").set_index("demand_id")
    demands = plan.demands.set_index("demand_id")[["theme_id", "line"]]
    streams = demands.join(leads[["committee_id", "basis"]]).fillna({"committee_id": "", "basis": ""})
    unread = streams.index.isin(labels.unjudged) & (streams.committee_id == "")
    streams["committee_id"] = streams.committee_id.mask(unread, UNREAD)
    into = streams.committee_id.value_counts()
    ends = {end: int(into[end]) for end in [*plan.committees.committee_id, "", UNREAD] if end in into}
    themes = {str(theme): int(n) for theme, n in streams.theme_id.value_counts(sort=False).items()}
    remits = int((streams.basis == "remit").sum())
    spans = _span_leads(labels, ["", *plan.committees.committee_id])
    own = {"": words.say("flow_nobody"), UNREAD: words.say("flow_unread")}
    plain = {end: own[end] if end in own else words.name(end) for end in ends}
    names = {
        end: f"{name} ({spans[end]})" if spans.get(end, str(ends[end])) != str(ends[end]) else name
        for end, name in plain.items()
    }
    variant, known = _find_title(words, labels)
    notes = [
        words.say("flow_judged"),
        words.say("flow_note", count=remits) if remits else "",
        say_repeats(words, demands.line),
    ]
    caption = words.caption(
        "flow",
        sorted(streams.line),
        variant,
        note=say_note(words, labels.links, *notes, committees=labels.committees),
        note_brief=say_note(words, labels.links, notes[0], notes[2], committees=labels.committees),
        rows=words.rows("flow_alt_row", (_describe_theme(words, streams, theme, plain) for theme in themes)),
        **known,
    )
    pt, starts = sheet.size.text, [words.name(theme) for theme in themes]
    steps = [_measure_step(counts, pt) for counts in (themes, ends)]
    left, right = _measure_columns(starts, list(names.values()), steps, sheet)
    sides = [
        _Side(counts, labels, measure_rows(labels, room, pt, words.language, pt * 0.5), x, room, step, way)
        for counts, labels, room, x, step, way in (
            (themes, starts, left - pt * 0.28 - steps[0], left, steps[0], -1),
            (ends, list(names.values()), right - pt * 0.28 - steps[1], sheet.width - right, steps[1], 1),
        )
    ]
    least = max(*(side.least for side in sides), pt * 5)
    wanted = max(pt * 13, least)
    figure, axes = sheet.open(caption, wanted, streams.reset_index(), least, wanted)
    _draw_streams(axes, streams, sides, sheet)
    for side in sides:
        _draw_side(axes, side, words.language, sheet)
    return figure


def _draw_streams(axes: Axes, streams: pd.DataFrame, sides: Sequence[_Side], sheet: Sheet) -> None:
    """A stream for each theme, committee and basis of lead, from the top of what is left of both blocks."""
    start, end = sides
    height, colours = axes.get_ylim()[0], sheet.palette
    (above, _, unit), (below, _, unit_end) = start.stack(height), end.stack(height)
    counts = streams.groupby(["theme_id", "committee_id", "basis"]).size()
    for stream in product(start.counts, end.counts, ("mission", "remit", "")):
        if count := int(counts.get(stream, 0)):
            theme, committee, basis = stream
            a, b = above[theme], below[committee]
            above[theme], below[committee] = a + count * unit, b + count * unit_end
            shade = take_tint(colours, f"led by {basis or 'nobody'}")
            outline = take_tint(colours, "light accent") if basis == "remit" else colours.paper
            _ribbon(axes, (start.x, a, above[theme]), (end.x, b, below[committee]), shade, outline)


def _draw_side(axes: Axes, side: _Side, language: str, sheet: Sheet) -> None:
    """The blocks of a side, and beside each how many demands it has and its label."""
    height, pt, ink = axes.get_ylim()[0], sheet.size.text, sheet.palette.ink
    (places, middles, unit), ha = side.stack(height), "right" if side.way < 0 else "left"
    number = side.x + side.way * pt * DOT
    start = number + side.way * side.step
    for (name, count), label, middle in zip(side.counts.items(), side.labels, middles, strict=True):
        bar(axes, side.x - 0.5, places[name], 1, count * unit, ink)
        write(axes, number, middle, str(count), pt, ink, ha=ha, weight="bold")
        write_wrapped(axes, start, middle, label, side.room, pt, language, ink, ha=ha)


def _measure_step(counts: dict[str, int], pt: float) -> float:
    """How far the names are from the numbers before them (mm): the widest has room."""
    return max(pt * 0.45, *(measure(str(count), pt, "bold") + pt * 0.07 for count in counts.values()))


def _measure_columns(themes: list[str], ends: list[str], steps: list[float], sheet: Sheet) -> tuple[float, float]:
    """How wide the names with their numbers are on the left and on the right (mm), narrower where the streams would
    have little room.

    Raises RoomError where the streams have less than a quarter of the width all the same.
    """
    pt, width = sheet.size.text, sheet.width
    for shares in ((0.26, 0.31), (0.24, 0.29)):
        left, right = (
            min(max(measure(name, pt) for name in names), width * share) + pt * 0.45 + step
            for names, share, step in zip((themes, ends), shares, steps, strict=True)
        )
        if width - left - right >= width * 0.35:
            return left, right
    if width - left - right < width * 0.25:
        raise RoomError(f"{sheet.size.name} is too narrow for streams between two columns of names")
    return left, right


def _find_title(words: Words, labels: Labels) -> tuple[str, dict[str, object]]:
    """Which title says how many of the committees would lead a demand, over all readings."""
    all_, demands = len(words.plan.committees), len(words.plan.demands)
    counts = [table.committee_id.nunique() for table in labels.leads.values()]
    low, high = min(counts), max(counts)
    say = words.count if low == high else words.number  # a range stands in figures, and so does what it is part of
    leading = say(low) if low == high else words.range(low, high)
    read = demands - len(labels.unjudged)
    known = {"leading": leading, "bodies": say(all_), "all": demands, "read": read}
    return "unread" if read < demands else "nobody" if not high else "all" if low == all_ else "", known


def _span_leads(labels: Labels, ends: list[str]) -> dict[str, str]:
    """How many demands each committee would lead, from the fewest to the most that a reading gave, and nobody ("")."""
    counts = [table.committee_id.value_counts() for table in labels.leads.values()]
    all_ = len(labels.plan.demands) - len(labels.unjudged)
    numbers = {end: [int(each.get(end, 0)) if end else all_ - int(each.sum()) for each in counts] for end in ends}
    return {end: f"{min(each)}–{max(each)}" if min(each) < max(each) else str(each[0]) for end, each in numbers.items()}


def _describe_theme(words: Words, streams: pd.DataFrame, theme: str, names: dict[str, str]) -> dict[str, object]:
    """A theme and how many of its demands each committee leads."""
    mine = streams[streams.theme_id == theme].committee_id.value_counts()
    said = ", ".join(f"{name} {mine[end]}" for end, name in names.items() if end in mine)
    return {"theme": words.name(theme), "committees": said}


def _ribbon(
    axes: Axes, start: tuple[float, float, float], end: tuple[float, float, float], colour: str, edge: str
) -> None:
    """A stream between two uprights, each given as x, upper y, lower y (mm)."""
    (x0, a0, b0), (x1, a1, b1) = start, end
    middle = (x0 + x1) / 2
    points = [(x0, a0), (middle, a0), (middle, a1), (x1, a1), (x1, b1), (middle, b1), (middle, b0), (x0, b0), (x0, a0)]
    codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
    axes.add_patch(PathPatch(Path(points, codes), facecolor=colour, edgecolor=edge, linewidth=LEAST_LINE))

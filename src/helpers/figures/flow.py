"""The flow chart: from themes to the committees that would lead their demands."""

from collections.abc import Sequence
from itertools import accumulate, product
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from helpers.figures.marks import (
    LEAST_LINE,
    Entry,
    bar,
    count_lines,
    measure_rows,
    place_key,
    take_tint,
    write,
    write_key,
    write_wrapped,
)
from helpers.figures.rows import A5, DOT, KEY, LEAST_PITCH
from helpers.figures.sheet import PrintFigure, RoomError, Sheet
from helpers.figures.ties import Note, say_notes, say_repeats, say_settled
from helpers.figures.type import measure
from helpers.links.labels import Labels
from helpers.words import Words

_GAP = 1.0
"""From one block of a side, or from its label where that is higher, to the next at the least, in mm."""


UNREAD = "?"
"""Where the streams of demands end of which nobody has said yet who has to act for them."""


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
    def gaps(self) -> float:
        """How much of the height stands between the blocks at the least (mm)."""
        return _GAP * (len(self.counts) - 1)

    @property
    def least(self) -> float:
        """How high the side is at least (mm), so that every label has room beside its own block."""
        return sum(self.heights) + self.gaps

    def find_unit(self, height: float, size: str) -> float:
        """How high a demand is at the most (mm), so that every block and every label has room in so much height.

        Raises RoomError where the labels alone have none.
        """
        counts, low = [*self.counts.values()], set[int]()
        while len(low) < len(counts):
            room = height - self.gaps - sum(self.heights[n] for n in low)
            unit = room / sum(count for n, count in enumerate(counts) if n not in low)
            lower = {n for n, count in enumerate(counts) if count * unit < self.heights[n] - 1e-9} - low
            if not lower:
                return unit
            low |= lower
        raise RoomError(f"{size} has {height:.1f} mm, too low for {len(counts)} labels, each beside its own block")

    def stack(self, height: float, unit: float) -> dict[str, float]:
        """The middle of each block, and of its label (mm from the top), where a demand is ``unit`` mm high."""
        slots = [max(count * unit, label) for count, label in zip(self.counts.values(), self.heights, strict=True)]
        spare = (height - sum(slots) - self.gaps) / len(slots)
        ends = accumulate(slots, lambda y, slot: y + slot + spare + _GAP, initial=spare / 2)
        return {key: y + slot / 2 for key, y, slot in zip(self.counts, ends, slots, strict=False)}


def flow(labels: Labels, words: Words, sheet: Sheet = A5) -> PrintFigure:
    """From every theme to the committees that lead its demands, each demand counted once; light where the committee
    leads by remit only, and streams of their own for demands where nobody clearly leads, and for those that are unread.

    Takes ``read_labels``. A demand is as high on both sides, and every label stands level with its own block; raises
    RoomError where a sheet is too low or too narrow for that.
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
    led = {end: labels.count_leads(end) for end in ["", *plan.committees.committee_id]}
    spans = {end: words.range(min(each), max(each)) for end, each in led.items()}
    own = {"": words.say("flow_nobody"), UNREAD: words.say("flow_unread")}
    plain = {end: own[end] if end in own else words.name(end) for end in ends}
    idle = [end for end in plan.committees.committee_id if end not in ends]
    names = {
        end: f"{name} ({spans[end]})" if spans.get(end, count) != count else name
        for end, name, count in (
            *((end, name, str(ends[end])) for end, name in plain.items()),
            *((end, words.name(end), "0") for end in idle),
        )
    }
    variant, known = _find_title(words, labels)
    notes: list[Note] = [
        (words.say("flow_judged"), words.say("flow_judged_brief")),
        *([(words.say("flow_span"), words.say("flow_span_brief"))] if len(labels.passes) > 1 else []),
        words.say("flow_idle", names=words.listing([names[end] for end in idle])) if idle else "",
        say_repeats(words, demands.line),
    ]
    caption = words.caption(
        "flow",
        sorted(streams.line),
        variant,
        **say_notes(words, labels.links, *notes, committees=labels.committees),
        rows=words.rows("flow_alt_row", (_describe_theme(words, streams, theme, plain) for theme in themes)),
        **known,
    )
    pt, starts = sheet.size.text, [words.name(theme) for theme in themes]
    steps = [_measure_step(counts, pt) for counts in (themes, ends)]
    left, right = _measure_columns(starts, list(names.values()), steps, sheet)
    sides = [
        _Side(counts, labels, measure_rows(labels, room, pt, words.language, pt * LEAST_PITCH), x, room, step, way)
        for counts, labels, room, x, step, way in (
            (themes, starts, left - pt * 0.28 - steps[0], left, steps[0], -1),
            (ends, list(names.values()), right - pt * 0.28 - steps[1], sheet.width - right, steps[1], 1),
        )
    ]
    kinds = [kind for kind in ("mission", "remit") if kind in set(streams.basis)]
    acts = {kind: labels.count_acts("", kind) for kind in kinds}
    said = [
        words.say(f"flow_{kind}", count=say_settled(words, counts[0], (min(counts), max(counts))))
        for kind, counts in acts.items()
    ]
    key = place_key(said, sheet.width, pt, words.language, pt * 0.6)
    head = (count_lines(key) * KEY + 0.3) * pt if key else 0.0
    least = head + max(*(side.least for side in sides), pt * 5)
    wanted = max(pt * 13 + head, least)
    figure, axes = sheet.open(caption, wanted, streams.reset_index(), least, wanted)
    _write_key(axes, kinds, key, sheet)
    height = axes.get_ylim()[0] - head
    unit = min(side.find_unit(height, sheet.size.name) for side in sides)
    places = [{end: head + y for end, y in side.stack(height, unit).items()} for side in sides]
    _draw_streams(axes, streams, sides, places, unit, sheet)
    for side, middles in zip(sides, places, strict=True):
        _draw_side(axes, side, middles, unit, words.language, sheet)
    return figure


def _write_key(axes: Axes, kinds: list[str], key: list[Entry], sheet: Sheet) -> None:
    """What the streams of each kind (a basis of lead) say, above them."""
    pt, pitch = sheet.size.text, sheet.size.text * KEY

    def draw(number: int, x: float, middle: float) -> None:
        shade, edge = _colour_stream(kinds[number], sheet)
        bar(axes, x, middle - pt * 0.13, pt * 0.48, pt * 0.26, shade, edgecolor=edge, linewidth=LEAST_LINE)

    write_key(axes, key, (0.5 * pitch, pitch), pt * 0.6, pt, sheet.palette.ink, draw)


def _colour_stream(basis: str, sheet: Sheet) -> tuple[str, str]:
    """The colours of a stream of a basis of lead: its surface and its outline."""
    shade = take_tint(sheet.palette, f"led by {basis or 'nobody'}")
    return shade, take_tint(sheet.palette, "light accent") if basis == "remit" else sheet.palette.paper


def _draw_streams(
    axes: Axes,
    streams: pd.DataFrame,
    sides: Sequence[_Side],
    places: Sequence[dict[str, float]],
    unit: float,
    sheet: Sheet,
) -> None:
    """A stream for each theme, committee and basis of lead, from the top of what is left of both blocks."""
    start, end = sides
    above, below = (
        {key: middle - side.counts[key] * unit / 2 for key, middle in middles.items()}
        for side, middles in zip(sides, places, strict=True)
    )
    counts = streams.groupby(["theme_id", "committee_id", "basis"]).size()
    for stream in product(start.counts, end.counts, ("mission", "remit", "")):
        if count := int(counts.get(stream, 0)):
            theme, committee, basis = stream
            a, b = above[theme], below[committee]
            above[theme], below[committee] = a + count * unit, b + count * unit
            shade, edge = _colour_stream(basis, sheet)
            _ribbon(axes, (start.x, a, above[theme]), (end.x, b, below[committee]), shade, edge)


def _draw_side(axes: Axes, side: _Side, middles: dict[str, float], unit: float, language: str, sheet: Sheet) -> None:
    """The blocks of a side, and beside each how many demands it has and its label."""
    pt, ink, ha = sheet.size.text, sheet.palette.ink, "right" if side.way < 0 else "left"
    number = side.x + side.way * pt * DOT
    start = number + side.way * side.step
    for (name, count), label in zip(side.counts.items(), side.labels, strict=True):
        bar(axes, side.x - 0.5, middles[name] - count * unit / 2, 1, count * unit, ink)
        write(axes, number, middles[name], str(count), pt, ink, ha=ha, weight="bold")
        write_wrapped(axes, start, middles[name], label, side.room, pt, language, ink, ha=ha)


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
    leading = _say_span(words, low, high)
    read = demands - len(labels.unjudged)
    who = words.say("flow_who_board" if any(each.board for each in words.plan.file.committees) else "flow_who")
    known = {"leading": leading, "bodies": words.count(all_), "all": demands, "read": read, "who": who}
    return "unread" if read < demands else "nobody" if not high else "all" if low == all_ else "", known


def _say_span(words: Words, low: int, high: int) -> str:
    """From how few to how many in words: one number, either of two neighbours, or the first to the last."""
    if low == high:
        return words.count(low)
    return words.say("span_or" if high == low + 1 else "span_to", low=words.count(low), high=words.count(high))


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

"""The flow chart: from themes to the committees that would lead their demands."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from helpers.figures.marks import bar, measure_rows, spread_labels, take_tint, write, write_wrapped
from helpers.figures.rows import A5, make_caption
from helpers.figures.sheet import PrintFigure, RoomError, Sheet, in_its_language
from helpers.figures.ties import _note
from helpers.figures.type import measure
from helpers.links.labels import Labels
from helpers.words import Words


@in_its_language
def lead_flow(reviewed: Labels, words: Words, sheet: Sheet = A5) -> PrintFigure:
    """From every theme to the committees that lead its demands, each demand counted once; light where the committee
    leads by remit only, and a stream of its own for demands where nobody clearly leads.

    Takes ``labels.read_labels``.
    """
    plan, links, table = words.plan, reviewed.links, reviewed.table
    leads = table[table.lead].drop_duplicates("demand_id").set_index("demand_id")
    demands = plan.demands.set_index("demand_id")[["theme_id", "line"]]
    streams = demands.join(leads[["committee_id", "basis"]]).fillna({"committee_id": "", "basis": ""})
    ends = [c for c in plan.committees.committee_id if c in set(streams.committee_id)]
    ends += [""] if (streams.committee_id == "").any() else []
    themes = plan.demands.theme_id.unique().tolist()
    into = streams.committee_id.value_counts()
    remits = int((streams.basis == "remit").sum())
    rows = [
        words.say("flow_alt_row", theme=words.name(theme), committees=_count_ends(words, streams, theme, ends))
        for theme in themes
    ]
    caption = make_caption(
        words,
        sorted(streams.line),
        title=_flow_title(words, streams),
        what=words.say("flow_what"),
        alt=words.say("flow_alt", all=len(streams)),
        alt_long=words.say("flow_alt_long", rows=" ".join(rows)),
        note=_note(words, links, words.say("flow_note", count=remits) if remits else ""),
    )
    size, colours = sheet.size, sheet.palette
    labels = {end: words.name(end) if end else words.say("flow_nobody") for end in ends}
    labels |= {theme: words.name(theme) for theme in themes}
    left, right_room = _flow_columns([labels[theme] for theme in themes], [labels[end] for end in ends], sheet)
    right = sheet.width - right_room
    rooms = {-1: left - size.text * 0.73, 1: right_room - size.text * 0.73}
    high = {
        edge: measure_rows([labels[name] for name in names], rooms[edge], size.text, size.text * 0.5)
        for edge, names in ((-1, themes), (1, ends))
    }
    least = max(sum(high[-1]), sum(high[1]), size.text * 5)
    wanted = max(size.text * 13, least)
    figure, axes = sheet.open(caption, wanted, streams.reset_index(), least, wanted)
    height = axes.get_ylim()[0]
    left_places = _stack(themes, streams.theme_id.value_counts(), height)
    right_places = _stack(ends, into, height)
    unit_left = _unit(themes, len(streams), height)
    unit_right = _unit(ends, len(streams), height)
    filled_left, filled_right = dict(left_places), dict(right_places)
    for theme in themes:
        for end in ends:
            for basis in ("mission", "remit", ""):
                count = int(
                    ((streams.theme_id == theme) & (streams.committee_id == end) & (streams.basis == basis)).sum()
                )
                if count:
                    a, b = filled_left[theme], filled_right[end]
                    shade = take_tint(colours, f"led by {basis or 'nobody'}")
                    outline = take_tint(colours, "light accent") if basis == "remit" else colours.paper
                    ends_at = (left, a, a + count * unit_left), (right, b, b + count * unit_right)
                    _ribbon(axes, *ends_at, shade, outline)
                    filled_left[theme] += count * unit_left
                    filled_right[end] += count * unit_right
    for names, places, counts, x, ha, edge, unit in (
        (themes, left_places, streams.theme_id.value_counts(), left, "right", -1, unit_left),
        (ends, right_places, into, right, "left", 1, unit_right),
    ):
        bars = [(places[name], int(counts[name]) * unit) for name in names]
        middles = spread_labels([y0 + part / 2 for y0, part in bars], high[edge], 0, height)
        for name, middle, (y0, part) in zip(names, middles, bars, strict=True):
            bar(axes, x - 0.5, y0, 1, part, colours.ink)
            number = x + edge * size.text * 0.28
            write(axes, number, middle, str(counts[name]), size.text, colours.ink, ha=ha, weight="bold")
            start = number + edge * size.text * 0.45
            write_wrapped(axes, start, middle, labels[name], rooms[edge], size.text, colours.ink, ha=ha)
    return figure


def _flow_columns(themes: list[str], ends: list[str], sheet: Sheet) -> tuple[float, float]:
    """How wide the names on the left and on the right are (mm), narrower where the streams would have little room.

    Raises RoomError where the streams have less than a quarter of the width all the same.
    """
    pt, width = sheet.size.text, sheet.width
    for shares in ((0.26, 0.31), (0.24, 0.29)):
        left, right = (
            min(max(measure(name, pt) for name in names), width * share) + pt * 0.9
            for names, share in zip((themes, ends), shares, strict=True)
        )
        if width - left - right >= width * 0.35:
            return left, right
    if width - left - right < width * 0.25:
        raise RoomError(f"{sheet.size.name} is too narrow for streams between two columns of names")
    return left, right


def _flow_title(words: Words, streams: pd.DataFrame) -> str:
    """How many of the committees lead a demand, and which do not, where those are one or two."""
    committees = words.plan.committees.committee_id
    idle = [committee for committee in committees if committee not in set(streams.committee_id)]
    if len(idle) == len(committees):
        return words.say("flow_title_nobody", all=len(streams))
    leading, all_ = words.count(len(committees) - len(idle)), words.count(len(committees))
    names = words.listing([words.name(committee) for committee in idle]) if idle else ""
    key = "flow_title_some" if len(idle) > 2 else "flow_title" if idle else "flow_title_all"
    title = words.say(key, leading=leading, all=all_, names=names)
    return title[:1].upper() + title[1:]


def _count_ends(words: Words, streams: pd.DataFrame, theme: str, ends: list[str]) -> str:
    mine = streams[streams.theme_id == theme].committee_id.value_counts()
    return ", ".join(
        f"{words.name(end) if end else words.say('flow_nobody')} {mine[end]}" for end in ends if end in mine
    )


_GAP = 2.6


def _unit(names: list[str], total: int, height: float) -> float:
    """How many mm one demand is high where the names are stacked with gaps between them."""
    return (height - _GAP * (len(names) - 1)) / total


def _stack(names: list[str], counts: pd.Series, height: float) -> dict[str, float]:
    """Where each name's block begins (mm from the top)."""
    unit, y, places = _unit(names, int(counts.sum()), height), 0.0, {}
    for name in names:
        places[name] = y
        y += int(counts[name]) * unit + _GAP
    return places


def _ribbon(
    axes: Axes, start: tuple[float, float, float], end: tuple[float, float, float], colour: str, edge: str
) -> None:
    """A stream between two uprights, each given as x, upper y, lower y (mm)."""
    (x0, a0, b0), (x1, a1, b1) = start, end
    middle = (x0 + x1) / 2
    points = [(x0, a0), (middle, a0), (middle, a1), (x1, a1), (x1, b1), (middle, b1), (middle, b0), (x0, b0), (x0, a0)]
    codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
    axes.add_patch(PathPatch(Path(points, codes), facecolor=colour, edgecolor=edge, linewidth=0.35))

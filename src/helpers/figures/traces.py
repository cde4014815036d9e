"""The chart of a trace: demands on the left, missions on the right, and a line with words for every link.

What a link is, is told by words and by the kind of line, never by colour alone: a whole line where the mission says the
same, a broken one where it says more or less, a dotted one where it is related only.
"""

from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from helpers.codebook import CARRYING
from helpers.figures.marks import dot, write
from helpers.figures.rows import A5
from helpers.figures.sheet import PrintFigure, Sheet, first_that_fits
from helpers.figures.ties import say_count
from helpers.figures.type import MM_PER_PT, balance, measure
from helpers.links.traces import summarise_trace
from helpers.words import Caption, Words

LEAST_WIDTH = 12.0
"""How many mm of width the chart needs for each point of its type, to have two columns with lines between them."""


LEFT, RIGHT = 0.345, 0.545
"""Where the demands end and the missions begin, as shares of the width; the lines run in between."""

_PORT = 1.7
"""From a column's text to the ends of its lines, in mm."""


_LINES: dict[str, tuple[float, tuple[float, ...]]] = {
    "exact": (1.4, ()),
    "close": (1.4, ()),
    "narrower": (1.2, (4.5, 1.6)),
    "broader": (1.2, (4.5, 1.6)),
    "related": (1.0, (1.0, 1.7)),
}
"""Thickness (pt) and dashes (in thicknesses, on and off) of the line of each relation."""

_FINDINGS = {"without mission": "demands", "weaker": "missions", "without demand": "missions", "stronger": "missions"}
"""What a title can say, and of what; the first one with the largest share is said."""

_ANY = ("", "")
"""The one end of a demand, where all its lines begin; a mission has one for each relation and strength."""

_Ends = dict[tuple[str, tuple[str, str]], float]
"""The height (mm from the top) at which each end of each demand and mission stands."""


class _Part(NamedTuple):
    """A piece of text in a column: what it is (name, spot, link …), and the end of lines that stands at it, if any."""

    text: str
    look: str
    end: tuple[str, str] | None = None


@dataclass(frozen=True)
class _Row:
    """A line of words in a column: its text, type size (pt), colour, weight."""

    text: str
    pt: float
    colour: str
    weight: str = "normal"

    @property
    def height(self) -> float:
        """From this line to the next, in mm."""
        return self.pt * 1.19 * MM_PER_PT


@dataclass(frozen=True)
class _Block:
    """A demand or mission: its lines of words, at which of them its links end, and the space above it (mm)."""

    item: str
    rows: list[_Row]
    ends: dict[tuple[str, str], int]
    gap: float

    @property
    def height(self) -> float:
        """The height of its words and of the space above, in mm."""
        return self.gap + sum(row.height for row in self.rows)

    def middle(self, n: int) -> float:
        """How far below the block's top the middle of its line n is, in mm."""
        return self.gap + sum(row.height for row in self.rows[:n]) + self.rows[n].height / 2


def trace(read: tuple[pd.DataFrame, pd.DataFrame], words: Words, sheet: Sheet = A5) -> PrintFigure:
    """One topic's demands by theme on the left, its missions by committee on the right, and the links between them.

    Takes ``links.traces.read_trace``: the topic's lines, and a row for each of its links. Every line ends at the words
    that say what the mission is to the demand, and how strong its words are against the demand's; both are quoted. On
    a sheet that is too narrow (``LEAST_WIDTH``) the missions stand below their demands. Raises RoomError for one
    that is not high enough, and ValueError for a topic without a bullet.

    >>> from helpers.links.traces import read_trace
    >>> trace(read_trace(labels, "fri-kollektivtrafik"), words).caption.title
    'Fri kollektivtrafik: kravet har bara besläktade uppdrag'
    """
    topic, rows = read
    if rows.empty:
        raise ValueError(f"{topic.topic_id.iloc[0]!r} has no demand and no mission: there is nothing to trace")
    if sheet.width < LEAST_WIDTH * sheet.size.text:
        return _draw_list(topic, rows, words, sheet)
    return first_that_fits(partial(_draw_columns, topic, rows, words, sheet, air) for air in _AIR)


_AIR = (1.0, 0.6)
"""The space between bullets where there is room, and where there is little."""


def _draw_columns(topic: pd.DataFrame, rows: pd.DataFrame, words: Words, sheet: Sheet, air: float) -> PrintFigure:
    """Demands on the left, missions on the right, with so much of the usual space between them."""
    demands, missions = (
        [replace(block, gap=block.gap * air) for block in blocks]
        for blocks in (_demand_blocks(rows, words, sheet), _mission_blocks(rows, words, sheet))
    )
    head = sheet.size.small * 0.6
    needed = max(sum(block.height for block in side) for side in (demands, missions))
    figure, axes = sheet.open(_caption(topic, rows, words), head + needed, rows)
    _write_heads(axes, words, sheet)
    tops = _stack(missions, head, head + needed)
    wanted = _want_places(demands, rows, _find_ends(missions, tops), head + needed / 2)
    tops |= _settle(demands, wanted, head, head + needed)
    for block in demands:
        _write_block(axes, block, sheet.width * LEFT, tops[block.item], "right")
    for block in missions:
        _write_block(axes, block, sheet.width * RIGHT, tops[block.item], "left")
    _draw_links(axes, rows, _find_ends(demands, tops), _find_ends(missions, tops), sheet)
    return figure


class _Entry(NamedTuple):
    """A demand or mission of the list: its words, how far in they stand (mm), its link, the colour of its name."""

    block: _Block
    indent: float
    relation: str


def _draw_list(topic: pd.DataFrame, rows: pd.DataFrame, words: Words, sheet: Sheet) -> PrintFigure:
    """Every demand, and below it the missions that are linked to it; then the missions without a link."""
    size, colours = sheet.size, sheet.palette
    entries = _list_entries(rows, words, sheet)
    head = size.text * 0.62
    solid, gaps = head + sum(entry.block.height for entry in entries), size.text * len(entries)
    caption = _caption(topic, rows, words, "list")
    figure, axes = sheet.open(caption, solid + gaps * 0.22, rows, solid, solid + gaps * 0.5)
    air = (axes.get_ylim()[0] - solid) / len(entries)
    heading = words.say("testable_demands")
    write(axes, 0, size.text * 0.2, heading, size.text, colours.accent, weight="bold")
    start = measure(heading + "   ", size.text, "bold")
    write(axes, start, size.text * 0.2, words.say("testable_missions"), size.text, colours.second, weight="bold")
    y = head
    for block, indent, relation in entries:
        y += air
        _write_block(axes, block, indent, y, "left")
        if relation:
            _draw_sample(axes, indent, y + block.middle(0), relation, sheet)
        y += block.height
    return figure


def _list_entries(rows: pd.DataFrame, words: Words, sheet: Sheet) -> list[_Entry]:
    indent = sheet.size.text * 0.95
    entries: list[_Entry] = []

    def add(item: str, parts: list[_Part], indent: float = 0.0, relation: str = "") -> None:
        block = _make_block(item, parts, sheet.width - indent, words.language, sheet, first=not entries)
        entries.append(_Entry(replace(block, gap=sheet.size.text * 0.1), indent, relation))

    for item, links in _order_themes(rows[rows.demand_id != ""]).groupby("demand_id", sort=False):
        add(str(item), _demand_parts(str(item), links, words, "demand"))
        for row in links[links.relation != ""].itertuples():
            said = _say_link((row.relation, row.strength), words)
            spot = _say_place(row.mission_id, row.mission_line, [row.mission_words], words)
            parts = [_Part(said, "link"), _Part(words.name(row.mission_id), "mission"), _Part(spot, "spot")]
            add(row.mission_id, parts, indent, row.relation)
    for item, links in rows[rows.demand_id == ""].groupby("mission_id", sort=False):
        spot = _say_place(str(item), links.mission_line.iloc[0], links.mission_words.tolist(), words)
        remarks = [_Part(remark, "remark") for remark in _say_elsewhere(links, words)]
        add(str(item), [_Part(words.name(str(item)), "mission"), _Part(spot, "spot"), *remarks])
    return entries


def _say_place(item: str, line: int, said: list[str], words: Words) -> str:
    """Under which heading a bullet stands, where there, and its words that were compared."""
    return f"{words.parts[item.rpartition('-')[0]]}, {_say_spot(item, line, said, words)}"


def _draw_sample(axes: Axes, indent: float, y: float, relation: str, sheet: Sheet) -> None:
    """A short line in the look of the link, before its words."""
    colour = sheet.palette.accent if relation in CARRYING else sheet.palette.muted
    _curve(axes, (sheet.size.text * 0.12, y), (indent - sheet.size.text * 0.15, y), colour, *_LINES[relation])


def _caption(topic: pd.DataFrame, rows: pd.DataFrame, words: Words, kind: str = "") -> Caption:
    """The words of the chart with two columns or (``kind`` "list") as a list."""
    finding, found = find_title(rows, words)
    counts = summarise_trace(rows)
    prose = topic[topic.kind == "prose"].line.tolist()
    more = [words.say("trace_note_prose", lines=words.lines(prose))] if prose else []
    return words.caption(
        "trace",
        topic.line.tolist(),
        finding,
        kind,
        note=" ".join([words.say("who_read"), words.say("trace_note"), *more]),
        note_brief=" ".join([words.say("who_read_brief"), words.say("trace_note_brief")]),
        topic=topic[words.choose("title", topic.columns)].iloc[0],
        demands=counts["demands"],
        missions=counts["missions"],
        rows=" ".join(_describe(rows[place : place + 1], words) for place in range(len(rows))),
        **found,
    )


def find_title(rows: pd.DataFrame, words: Words) -> tuple[str, dict[str, str]]:
    """The finding with the largest share and its values; none where nothing sets the demands and missions apart."""
    counts = summarise_trace(rows)
    shares = {finding: counts[finding] / max(counts[kind], 1) for finding, kind in _FINDINGS.items()}
    finding = max(shares, key=lambda finding: shares[finding])
    if not shares[finding]:
        return "plain", {}
    kind, found = _FINDINGS[finding], counts[finding]
    than = words.say("trace_than", count=counts["demands"])
    share = _say_share(found, counts[kind], kind, words)
    if finding == "without mission" and not (rows.state == "none").any():
        finding = "related"
    have = words.say("trace_have", count=found)
    return finding.replace(" ", "_"), {"share": share, "than": than, "have": have}


def _say_share(count: int, all_: int, kind: str, words: Words) -> str:
    """So many of so many demands or missions, in words."""
    ending = "some" if count < all_ else {1: "only", 2: "both"}.get(all_, "every")
    return words.say(f"trace_{kind}_{ending}", count=say_count(words, count), all=words.count(all_))


def _describe(one: pd.DataFrame, words: Words) -> str:
    """One row of a trace in a sentence that says what the picture does, for those who do not see it."""
    row = one.iloc[0]
    known: dict[str, str] = {}
    for side in ("demand", "mission"):
        if row[f"{side}_id"]:
            known |= {side: words.name(row[f"{side}_id"]), f"{side}_line": words.lines([int(row[f"{side}_line"])])}
    if row.relation:
        return words.say("trace_alt_link", link=_say_link((row.relation, row.strength), words), **known)
    side = next(iter(known))
    remarks = _say_elsewhere(one, words) if side == "mission" else _say_state(one, words)
    return words.say(f"trace_alt_{side}", link=", ".join(remarks), **known)


def _say_link(end: tuple[str, str], words: Words) -> str:
    """What the mission is to the demand, and how strong its words are where they were compared."""
    relation, strength = end
    said = words.say(f"trace_{relation}")
    return words.say("trace_link", relation=said, strength=words.say(f"trace_{strength}")) if strength else said


def _demand_blocks(rows: pd.DataFrame, words: Words, sheet: Sheet) -> list[_Block]:
    blocks: list[_Block] = []
    above = ""
    for item, links in _order_themes(rows[rows.demand_id != ""]).groupby("demand_id", sort=False):
        first = links.iloc[0]
        parts = _demand_parts(str(item), links, words, "name")
        heading = [] if first.theme_id == above else [_Part(words.name(first.theme_id), "theme")]
        blocks.append(_make_block(str(item), [*heading, *parts], sheet.width * LEFT, words.language, sheet, not blocks))
        above = first.theme_id
    return blocks


def _demand_parts(item: str, links: pd.DataFrame, words: Words, look: str) -> list[_Part]:
    """A demand's name, its place (with its theme where it does not stand under that), and what no mission does."""
    first, said = links.iloc[0], links.demand_words.tolist()
    say = _say_place if look == "demand" else _say_spot
    parts = [_Part(words.name(item), look, _ANY), _Part(say(item, first.demand_line, said, words), "spot")]
    return parts + [_Part(remark, "remark") for remark in _say_state(links, words)]


def _say_state(links: pd.DataFrame, words: Words) -> list[str]:
    """For a demand that no mission of the topic carries: that none does at all, or that one outside does."""
    state = links.state.iloc[0]
    if state != "carried":
        return [words.say("trace_only_related" if state == "nearby" else "trace_no_mission")]
    return [] if links.relation.isin(CARRYING).any() else [words.say("trace_outside")]


def _order_themes(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with the themes in the order of where their missions stand in the mean, so that few lines cross."""
    places = rows.groupby("theme_id").mission_line.mean()
    order = rows.theme_id.map(places).sort_values(kind="stable", na_position="last").index
    return rows.loc[order]


def _mission_blocks(rows: pd.DataFrame, words: Words, sheet: Sheet) -> list[_Block]:
    blocks: list[_Block] = []
    above = ""
    missions = rows[rows.mission_id != ""].sort_values(["mission_line", "demand_line"])
    for item, links in missions.groupby("mission_id", sort=False):
        first = links.iloc[0]
        ends = links[links.relation != ""].drop_duplicates(["relation", "strength"])
        parts = [_Part(_say_link(end, words), "link", end) for end in zip(ends.relation, ends.strength, strict=True)]
        parts += [_Part(remark, "remark") for remark in _say_elsewhere(links, words)]
        parts.append(_Part(words.name(str(item)), "name"))
        parts.append(_Part(_say_spot(str(item), first.mission_line, links.mission_words.tolist(), words), "spot"))
        heading = [] if first.committee_id == above else [_Part(words.name(first.committee_id), "committee")]
        width = sheet.width * (1 - RIGHT)
        blocks.append(_make_block(str(item), [*heading, *parts], width, words.language, sheet, not blocks))
        above = first.committee_id
    return blocks


def _say_spot(item: str, line: int, said: list[str], words: Words) -> str:
    """Where a bullet stands under its heading, and its words that were compared, each once."""
    known = {"number": int(item.rpartition("-")[2]), "line": line}
    quotes = {quote.casefold(): quote for quote in reversed(said) if quote}
    quoted = " / ".join(reversed(quotes.values()))
    return words.say("trace_spot_said", said=quoted, **known) if quoted else words.say("trace_spot", **known)


def _say_elsewhere(links: pd.DataFrame, words: Words) -> list[str]:
    """For a mission that carries no demand of the topic: which it carries outside, or that it carries none at all."""
    carries = str(links.carries.iloc[0])
    if links.relation.isin(CARRYING).any():
        return []
    near = "" if links.relation.any() else str(links.related.iloc[0])
    if not (carries or near):
        return [] if links.relation.any() else [words.say("trace_no_demand")]
    lines = words.lines(words.plan.locate((carries or near).split(", ")))
    return [words.say("trace_elsewhere" if carries else "trace_near", lines=lines)]


def _make_block(item: str, parts: list[_Part], width: float, language: str, sheet: Sheet, first: bool) -> _Block:
    """The parts in lines of words that fit the column's width."""
    size, colours = sheet.size, sheet.palette
    looks = {
        "theme": (size.text, colours.accent, "bold"),
        "committee": (size.text, colours.second, "bold"),
        "name": (size.text, colours.ink, "semibold"),
        "demand": (size.text, colours.accent, "semibold"),
        "mission": (size.text, colours.second, "semibold"),
        "link": (size.small, colours.ink, "normal"),
        "remark": (size.small, colours.muted, "normal"),
        "spot": (size.small, colours.muted, "normal"),
    }
    rows: list[_Row] = []
    ends: dict[tuple[str, str], int] = {}
    for part in parts:
        pt, colour, weight = looks[part.look]
        if part.end is not None:
            ends[part.end] = len(rows)
        rows += [_Row(line, pt, colour, weight) for line in balance(part.text, width, pt, language, weight)]
    heading = parts[0].look in ("theme", "committee")
    gap = 0.0 if first else size.text * (0.3 if heading else 0.2)
    return _Block(item, rows, ends, gap)


def _stack(blocks: list[_Block], top: float, bottom: float) -> dict[str, float]:
    """The top of every block (mm), one below the other, in the middle of the room that there is."""
    y = top + (bottom - top - sum(block.height for block in blocks)) / 2
    tops = {}
    for block in blocks:
        tops[block.item] = y
        y += block.height
    return tops


def _settle(demands: list[_Block], wanted: dict[str, float], top: float, bottom: float) -> dict[str, float]:
    """The top of every demand (mm): in the mean as near to the wanted ones as their order and the room allow."""
    from scipy.optimize import isotonic_regression  # here, since its import takes as long as pandas's

    below = [0.0, *accumulate(block.height for block in demands)]
    free = isotonic_regression([wanted[block.item] - y for block, y in zip(demands, below, strict=False)]).x
    lowest = bottom - below[-1]
    places = [min(max(float(place), top), lowest) for place in free]
    return {block.item: place + y for block, place, y in zip(demands, places, below, strict=False)}


def _want_places(demands: list[_Block], rows: pd.DataFrame, ends: _Ends, middle: float) -> dict[str, float]:
    """The top at which each demand would stand level with its links' ends (mm); those without any, in the middle."""
    wanted = {}
    for block in demands:
        links = rows[(rows.demand_id == block.item) & (rows.relation != "")]
        places = [ends[row.mission_id, (row.relation, row.strength)] for row in links.itertuples()] or [middle]
        wanted[block.item] = sum(places) / len(places) - block.middle(block.ends[_ANY])
    return wanted


def _find_ends(blocks: list[_Block], tops: dict[str, float]) -> _Ends:
    """Where the ends of these blocks stand."""
    return {(b.item, end): tops[b.item] + b.middle(n) for b in blocks for end, n in b.ends.items()}


def _write_heads(axes: Axes, words: Words, sheet: Sheet) -> None:
    pt, colour = sheet.size.small, sheet.palette.muted
    write(axes, sheet.width * LEFT, pt * 0.18, words.say("trace_demands_head"), pt, colour, ha="right")
    write(axes, sheet.width * RIGHT, pt * 0.18, words.say("trace_missions_head"), pt, colour)


def _write_block(axes: Axes, block: _Block, x: float, top: float, ha: str) -> None:
    for n, row in enumerate(block.rows):
        write(axes, x, top + block.middle(n), row.text, row.pt, row.colour, ha=ha, weight=row.weight)


def _draw_links(
    axes: Axes,
    rows: pd.DataFrame,
    starts: _Ends,
    ends: _Ends,
    sheet: Sheet,
) -> None:
    """A curve for every link, the faint ones first, and a dot where it leaves its demand."""
    x0, x1 = sheet.width * LEFT + _PORT, sheet.width * RIGHT - _PORT
    links = rows[rows.relation != ""]
    order = links.relation.map(list(reversed(_LINES)).index)
    for row in links.loc[order.sort_values(kind="stable").index].itertuples():
        colour = sheet.palette.accent if row.relation in CARRYING else sheet.palette.muted
        start, end = (x0, starts[row.demand_id, _ANY]), (x1, ends[row.mission_id, (row.relation, row.strength)])
        _curve(axes, start, end, colour, *_LINES[row.relation])
        dot(axes, *start, sheet.size.small * 0.2, sheet.palette.ink)
        dot(axes, *end, sheet.size.small * 0.14, colour)


def _curve(
    axes: Axes, start: tuple[float, float], end: tuple[float, float], colour: str, pt: float, dashes: tuple[float, ...]
) -> None:
    """A line that leaves and arrives level, in dashes (in thicknesses, on and off) or whole."""
    middle = (start[0] + end[0]) / 2
    path = Path([start, (middle, start[1]), (middle, end[1]), end], [Path.MOVETO, *[Path.CURVE4] * 3])
    style = (0, dashes) if dashes else "-"
    axes.add_patch(PathPatch(path, facecolor="none", edgecolor=colour, linewidth=pt, linestyle=style))

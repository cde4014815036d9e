"""Charts of the cross-reference: who is to carry which demand. Tables in, a Figure out, as in ``helpers.charts``.

All of them rest on readings by a language model, and say so in the picture until a person has signed every link.
"""

from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from itertools import pairwise
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from helpers.budget import find_adjusted
from helpers.charts import A5, LEAST_PITCH, PITCH, Rows, list_total_lines, make_caption
from helpers.crossref import DEFINITIONS, Reviewed, list_states
from helpers.labels import all_reviewed
from helpers.marks import (
    Entry,
    bar,
    count_lines,
    dot,
    flow,
    half_dot,
    lead,
    leader,
    measure_labels,
    measure_rows,
    rule,
    spread_labels,
    square,
    take_tint,
    write,
    write_up,
    write_wrapped,
)
from helpers.style import MM_PER_PT, Caption, PrintFigure, RoomError, Sheet, in_its_language, measure, wrap
from helpers.words import Words, shorten

KINDS = ("whole", "part", "related", "remit")
"""What a cell of the matrix can show, the strongest first."""


def list_cells(table: pd.DataFrame, links: pd.DataFrame, missions: pd.DataFrame) -> pd.DataFrame:
    """What stands in each cell of the matrix: the strongest tie between a demand and a committee, whether the demand
    falls to its ordinary remit too, and whether it leads.

    Takes the cross-reference, the links and ``plan.missions``. Gives demand_id, committee_id, kind (``KINDS``), remit,
    lead.
    """
    owners = missions.set_index("mission_id").committee_id
    found = links[links.relation != "none"]
    kinds = dict.fromkeys(DEFINITIONS["in whole"], "whole") | {"narrower": "part", "related": "related"}
    ties = found[["demand_id"]].assign(committee_id=found.mission_id.map(owners), kind=found.relation.map(kinds))
    remits = table[table.basis == "remit"][["demand_id", "committee_id"]].assign(kind="remit")
    cells = pd.concat([ties, remits]).sort_values("kind", key=lambda kind: kind.map(KINDS.index), kind="stable")
    key = ["demand_id", "committee_id"]
    strongest = cells.drop_duplicates(key).set_index(key)
    leads, fallen = (rows.set_index(key).index for rows in (table[table.lead], remits))
    marks = {"remit": strongest.index.isin(fallen), "lead": strongest.index.isin(leads)}
    return strongest.assign(**marks).reset_index()


@in_its_language
def matrix(reviewed: Reviewed, words: Words, sheet: Sheet = A5, theme: str | None = None) -> PrintFigure:
    """Demands down, committees across: a full dot where a mission carries the demand, half where in part only, a
    ring where one is related, a square where it falls to the committee's ordinary remit; shaded for the one that leads.

    Takes ``crossref.read_reviewed``, for one theme or (None) for all of them. Where a sheet is too narrow for the heads
    of the columns, a theme's demands stand one below the other, each with its committees under it; all of them do not:
    RoomError.
    """
    plan, links, table = words.plan, reviewed.links, reviewed.table
    demands = plan.demands if theme is None else plan.demands[plan.demands.theme_id == theme]
    cells = list_cells(table, links, plan.missions)
    cells = cells[cells.demand_id.isin(demands.demand_id)].reset_index(drop=True)
    states = list_states(plan, links, table=table)
    states = states[states.demand_id.isin(demands.demand_id)]
    carried = int((states.state == "carried").sum())
    columns = _Columns.measure(demands, words, sheet)
    notes = [words.say("cross_lines_note"), *_say_repeats(words, demands)]
    notes += [_unread(words, states), "" if theme else _span(words, reviewed)]
    if columns.wide_enough:
        caption = _matrix_caption(words, demands, links, cells, theme, carried, notes)
        return _draw_matrix(demands, cells, columns, caption, theme is None, words, sheet)
    if theme is None:
        raise RoomError(f"{sheet.size.name} is too narrow for {len(columns.committees)} columns of all demands")
    caption = _matrix_caption(words, demands, links, cells, theme, carried, notes[1:])
    return _draw_list(demands, cells, caption, words, sheet)


class _Columns(NamedTuple):
    """The columns of a matrix: committees, the lines of their heads, where the first begins, how wide each is (mm)."""

    committees: list[str]
    heads: list[list[str]]
    left: float
    step: float
    pt: float

    @classmethod
    def measure(cls, demands: pd.DataFrame, words: Words, sheet: Sheet) -> "_Columns":
        """The columns beside the labels of these demands on a sheet."""
        size, committees = sheet.size, words.plan.committees.committee_id.tolist()
        label = min(max(measure(words.name(d), size.text) for d in demands.demand_id), sheet.width * 0.42)
        left = label + measure("000", size.small) + 2 + 1.5
        heads = [wrap(words.name(c), size.text * 3.1, size.text) for c in committees]
        return cls(committees, heads, left, (sheet.width - left) / len(committees), size.text)

    @property
    def wide_enough(self) -> bool:
        """Whether no head reaches into the one beside it."""
        counts = [len(lines) for lines in self.heads]
        return all((one + other) / 2 * self.pt * 1.1 * MM_PER_PT <= self.step for one, other in pairwise(counts))

    @property
    def head(self) -> float:
        """How high the longest head is, in mm."""
        return max(measure(line, self.pt) for lines in self.heads for line in lines) + 2


def _draw_matrix(
    demands: pd.DataFrame,
    cells: pd.DataFrame,
    columns: _Columns,
    caption: Caption,
    headed: bool,
    words: Words,
    sheet: Sheet,
) -> PrintFigure:
    """The matrix itself; ``headed`` where its rows stand under the names of their themes."""
    size, colours = sheet.size, sheet.palette
    committees, left, step, head = columns.committees, columns.left, columns.step, columns.head
    line_width = measure("000", size.small) + 2
    label_width = left - line_width - 1.5
    row = size.text * (0.415 if headed else 0.72)
    rows = len(demands) + (_HEADING * demands.theme_id.nunique() if headed else 0)
    key = size.small * 0.5 * count_lines(_flow_key(words, sheet))
    least = size.text * (0.39 if headed else 0.415)
    figure, axes = sheet.open(caption, head + rows * row + key + 2.5, cells, head + rows * least + key + 2.5)
    row = (axes.get_ylim()[0] - head - key - 2.5) / rows
    for n, lines in enumerate(columns.heads):
        write_up(axes, left + (n + 0.5) * step, head - 1.5, lines, size.text, colours.ink)
    look = cells.set_index(["demand_id", "committee_id"])
    y, above = head, ""
    for demand in demands.itertuples():
        if headed and demand.theme_id != above:
            y, above = y + row * _HEADING, demand.theme_id
            write(axes, 0, y - row * 0.5, words.name(above), size.text, colours.accent, weight="bold")
        rule(axes, 0, sheet.width, y, colours.rule, 0.35)
        middle = y + row / 2
        name = _fit(words.name(demand.demand_id), label_width + 0.4, size.text, row)
        write_wrapped(axes, 0, middle, name, label_width + 0.4, size.text, colours.ink)
        write(axes, label_width + line_width, middle, str(demand.line), size.small, colours.muted, ha="right")
        for n, committee in enumerate(committees):
            if (demand.demand_id, committee) in look.index:
                cell = look.loc[(demand.demand_id, committee)]
                _draw_cell(axes, (left + n * step, y, step, row), cell, sheet)
        y += row
    rule(axes, 0, sheet.width, y, colours.rule, 0.35)
    _write_key(axes, y + 2.5 + size.small * 0.2, words, sheet)
    return figure


_HEADING = 1.2
"""How high the name of a theme is in a matrix of all themes, in rows: nearer to what it heads than to what is above."""


class _Item(NamedTuple):
    """A demand of the list: its name in lines, where it stands, its cells, and where each of them is written."""

    name: list[str]
    place: str
    cells: list[pd.Series]
    labels: list[Entry]


_STEP, _LEAST_STEP = 0.52, 0.45
"""From one line of committees to the next, in mm for each point of type: with air about the shade of the one that
leads, and without."""


def _draw_list(demands: pd.DataFrame, cells: pd.DataFrame, caption: Caption, words: Words, sheet: Sheet) -> PrintFigure:
    """Every demand with its line, and below it the marks and names of its committees, the one that leads first."""
    size, colours = sheet.size, sheet.palette
    items = [_make_item(demand.demand_id, demand.line, cells, words, sheet) for demand in demands.itertuples()]
    key = size.small * 0.5 * count_lines(_flow_key(words, sheet)) + 2.5
    solid = sum(len(item.name) for item in items) * lead(size.text) + key
    lines = sum(count_lines(item.labels) for item in items)
    least, wanted, most = (
        solid + (lines * step + len(items) * gap) * size.text
        for step, gap in ((_LEAST_STEP, 0.16), (_STEP, 0.45), (_STEP, 0.8))
    )
    figure, axes = sheet.open(caption, wanted, cells, least, most)
    height = axes.get_ylim()[0]
    step = size.text * (_LEAST_STEP + (_STEP - _LEAST_STEP) * min((height - least) / (wanted - least), 1))
    gap = (height - solid - lines * step) / len(items)
    y = 0.0
    for item in items:
        rule(axes, 0, sheet.width, y, colours.rule, 0.35)
        y += gap * 0.45
        write(axes, sheet.width, y + lead(size.text) / 2, item.place, size.small, colours.muted, ha="right")
        for line in item.name:
            write(axes, 0, y + lead(size.text) / 2, line, size.text, colours.ink, weight="semibold")
            y += lead(size.text)
        _write_labels(axes, y, step, item, sheet)
        y += count_lines(item.labels) * step + gap * 0.55
    rule(axes, 0, sheet.width, y, colours.rule, 0.35)
    _write_key(axes, y + 2.5 + size.small * 0.2, words, sheet)
    return figure


def _make_item(demand: str, line: int, cells: pd.DataFrame, words: Words, sheet: Sheet) -> _Item:
    pt, place = sheet.size.text, words.lines([line])
    room = sheet.width - measure(f"{place}  ", sheet.size.small)
    mine = cells[cells.demand_id == demand].sort_values("lead", ascending=False, kind="stable")
    names = [words.name(committee) for committee in mine.committee_id] or [words.say("cross_nobody")]
    labels = flow(names, sheet.width - pt * 0.1, pt, pt * 0.5, pt * 0.36)
    return _Item(wrap(words.name(demand), room, pt, "semibold"), place, [cell for _, cell in mine.iterrows()], labels)


def _write_labels(axes: Axes, y: float, step: float, item: _Item, sheet: Sheet) -> None:
    """The committees of a demand below y, a line each ``step`` mm: with their marks, the one that leads on a shade."""
    pt, colours = sheet.size.text, sheet.palette
    for cell, label in zip(item.cells, item.labels, strict=False):
        top = y + label.line * step
        if cell.lead:
            width = pt * 0.58 + max(measure(line, pt) for line in label.words)
            height = len(label.words) * step
            _shade(axes, (label.x, top + pt * 0.03, width, height - pt * 0.06), sheet)
        _draw_tie(axes, label.x + pt * 0.24, top + step / 2, pt * 0.3, cell, sheet)
    for label in item.labels:
        x = label.x + (pt * 0.5 if item.cells else 0)
        for n, line in enumerate(label.words):
            ink = colours.ink if item.cells else colours.muted
            write(axes, x, y + (label.line + n + 0.5) * step, line, pt, ink)


def _matrix_caption(
    words: Words,
    demands: pd.DataFrame,
    links: pd.DataFrame,
    cells: pd.DataFrame,
    theme: str | None,
    carried: int,
    notes: list[str],
) -> Caption:
    known = {
        "theme": words.name(theme) if theme else "",
        "carried": _count(words, carried) if theme else carried,
        "all": _count(words, len(demands)) if theme else len(demands),
    }
    single = "_single" if len(demands) == 1 else ""
    ending = "_all" if carried == len(demands) else {0: "_nobody", 1: "_one"}.get(carried, "")
    rows = " ".join(_describe_row(words, demand, cells) for demand in demands.demand_id)
    lines = sorted({*demands.line, *_mission_lines(words, links, demands)})
    key = f"cross_theme_title{single}{ending}" if theme else "cross_title"
    return make_caption(
        words,
        lines,
        title=words.say(key, **known),
        what=words.say("cross_what"),
        alt=words.say("cross_alt_theme" if theme else "cross_alt", **known),
        alt_long=words.say("cross_alt_long", rows=rows),
        note=_note(words, links, _join(*notes)),
        note_brief=_note(words, links, _join(*notes[-2:])),
        what_brief="",
    )


def _describe_row(words: Words, demand: str, cells: pd.DataFrame) -> str:
    """One demand in words: each committee with its kind."""
    mine = cells[cells.demand_id == demand]
    said = [
        f"{words.name(c)} ({words.say(f'cross_{kind}')})" for c, kind in zip(mine.committee_id, mine.kind, strict=True)
    ]
    return words.say(
        "cross_alt_row", demand=words.name(demand), committees=", ".join(said) or words.say("cross_nobody")
    )


def _mission_lines(words: Words, links: pd.DataFrame, demands: pd.DataFrame) -> list[int]:
    found = links[(links.relation != "none") & links.demand_id.isin(demands.demand_id)]
    missions = words.plan.missions
    return missions[missions.mission_id.isin(found.mission_id)].line.tolist()


def _note(words: Words, links: pd.DataFrame, text: str) -> str:
    """The chart's own note, after the remark that nobody has reviewed the links, as long as nobody has."""
    return text if all_reviewed(links) else _join(words.say("who_read_brief"), text)


def _span(words: Words, reviewed: Reviewed) -> str:
    """How many demands with a mission the passes gave, where they differ."""
    low, high = reviewed.span(words.plan)
    passes = words.count(len(reviewed.passes)).capitalize()
    return words.say("cross_span_note", count=passes, low=low, high=high) if low != high else ""


def _unread(words: Words, states: pd.DataFrame) -> str:
    """How many of the demands nobody has read, where there are any: no mark is no finding there."""
    unread = int((states.state == "unread").sum())
    return words.say("cross_unread_note", count=unread) if unread else ""


def _say_repeats(words: Words, demands: pd.DataFrame) -> list[str]:
    """Which of these demands stand word for word under another theme too, lest they look misplaced."""
    odd = words.plan.oddities
    twice = odd[
        (odd.kind == "repeat_across_themes") & (odd.line.isin(demands.line) | odd.other_line.isin(demands.line))
    ]
    places = [(words.lines([row.line]), words.lines([row.other_line])) for row in twice.itertuples()]
    return [words.say("cross_repeat_note", line=line, other=other) for line, other in places]


def _join(*notes: str) -> str:
    return " ".join(note for note in notes if note)


def _count(words: Words, value: int) -> str:
    """The number in words, one as the language counts demands and missions."""
    return words.say("one_bullet") if value == 1 else words.count(value)


def _fit(name: str, width: float, pt: float, height: float) -> str:
    """The name, shortened until its lines are no wider than ``width`` and no more than ``height`` (mm) has room for."""
    most = max(1, int(height / (pt * 1.12 * MM_PER_PT) + 0.2))
    while len(lines := wrap(name, width, pt)) > most or any(measure(line, pt) > width for line in lines):
        name = shorten(name, len(name) - 1)
    return name


def _draw_cell(axes: Axes, box: tuple[float, float, float, float], cell: pd.Series, sheet: Sheet) -> None:
    """One cell of the matrix in its box (x, y, width, height in mm): shade, mark, and a square for remit."""
    x, y, width, height = box
    if cell.lead:
        _shade(axes, (x + 0.4, y + 0.4, width - 0.8, height - 0.8), sheet)
    _draw_tie(axes, x + width / 2, y + height / 2, min(width, height, sheet.size.text * 0.55) * 0.62, cell, sheet)


def _shade(axes: Axes, box: tuple[float, float, float, float], sheet: Sheet) -> None:
    """The shade of the one that leads."""
    shade = take_tint(sheet.palette, "leading")
    edge = take_tint(sheet.palette, "light accent")
    bar(axes, *box, shade, edgecolor=edge, linewidth=0.5)


def _draw_tie(axes: Axes, x: float, y: float, diameter: float, cell: pd.Series, sheet: Sheet) -> None:
    """The mark of a cell by its middle, in a square where the demand falls to the committee's remit too."""
    if cell.remit:
        square(axes, x, y, diameter, sheet.palette.muted)
    if cell.kind != "remit":
        _draw_mark(axes, x, y, diameter * (0.75 if cell.remit else 1), cell.kind, sheet)


def _draw_mark(axes: Axes, x: float, y: float, diameter: float, kind: str, sheet: Sheet) -> None:
    """The mark of a kind by its middle: full dot, half dot, ring, square."""
    colours = sheet.palette
    if kind == "whole":
        dot(axes, x, y, diameter, colours.accent)
    elif kind == "part":
        half_dot(axes, x, y, diameter, colours.accent)
    elif kind == "related":
        dot(axes, x, y, diameter * 0.7, colours.muted, filled=False)
    else:
        square(axes, x, y, diameter, colours.muted)


def _key_words(words: Words) -> dict[str, str]:
    """What each mark of the key stands for, and the shade."""
    return {kind: words.say(f"cross_{kind}") for kind in (*KINDS, "lead")}


def _flow_key(words: Words, sheet: Sheet) -> list[Entry]:
    """The key's entries in as many lines as the sheet's width asks for."""
    pt = sheet.size.small
    return flow(list(_key_words(words).values()), sheet.width, pt, pt * 0.48, pt * 0.42)


def _write_key(axes: Axes, y: float, words: Words, sheet: Sheet) -> None:
    pt, colours = sheet.size.small, sheet.palette
    for kind, entry in zip(_key_words(words), _flow_key(words, sheet), strict=True):
        middle = y + entry.line * pt * 0.5
        if kind == "lead":
            _shade(axes, (entry.x, middle - pt * 0.16, pt * 0.36, pt * 0.32), sheet)
        else:
            _draw_mark(axes, entry.x + pt * 0.18, middle, pt * 0.32, kind, sheet)
        for n, line in enumerate(entry.words):
            write(axes, entry.x + pt * 0.48, middle + n * pt * 0.5, line, pt, colours.ink)


@in_its_language
def state_dots(reviewed: Reviewed, words: Words, sheet: Sheet = A5) -> PrintFigure:
    """A dot for every demand by theme: full where a mission carries it, half where in part only, hollow where none
    does; those without a mission are named with their lines beside their dots, where there is no room for that below
    all of them, and where that is too much in the text that goes with the figure.

    Takes ``crossref.read_reviewed``.
    """
    plan, links = words.plan, reviewed.links
    whole = list_states(plan, links, DEFINITIONS["in whole"]).state == "carried"
    states = list_states(plan, links, table=reviewed.table).assign(theme_id=plan.demands.theme_id)
    note = _join(_unread(words, states), _span(words, reviewed))
    states["kind"] = states.state.where(states.state != "carried", "part").mask(whole, "whole")
    states["kind"] = states.kind.where(states.kind.isin(["whole", "part"]), "without")
    without = states[states.kind == "without"]
    carried = len(states) - len(without)
    counts = {kind: int((states.kind == kind).sum()) for kind in ("whole", "part", "without")}
    names = [
        f"{words.name(d)} ({words.lines([line])})" for d, line in zip(without.demand_id, without.line, strict=True)
    ]
    listed = words.say("states_alt_without", names="; ".join(names)) if names else words.say("states_nobody_without")
    caption = make_caption(
        words,
        sorted(states.line),
        title=words.say("cross_title", carried=carried, all=len(states)),
        what=words.say("states_what"),
        alt=words.say("states_alt", carried=carried, all=len(states)),
        alt_long=words.say("states_alt_long", **counts, without_listed=listed),
        note=_note(words, links, note),
        what_brief="",
    )
    draw = partial(_draw_states, caption, states, counts, words=words, sheet=sheet)
    if without.empty:
        return draw(below=[(wrap(words.say("states_nobody_without"), sheet.width, sheet.size.text), "")])
    with suppress(RoomError):
        return draw(beside=_list_beside(without, words, sheet, _measure_dots(states, words, sheet).end))
    try:
        return draw(below=_list_without(without, words, sheet))
    except RoomError:
        return draw(below=[(wrap(words.say("states_listed_beside"), sheet.width, sheet.size.text), "")])


Named = tuple[list[str], str]
"""The name of a demand in lines, and where it stands."""


def _draw_states(
    caption: Caption,
    states: pd.DataFrame,
    counts: dict[str, int],
    words: Words,
    sheet: Sheet,
    beside: dict[str, list[Named]] | None = None,
    below: Sequence[Named] = (),
) -> PrintFigure:
    """The key, a row of dots for each theme, and the demands without a mission: ``beside`` the dots of their theme, or
    ``below`` all of them.
    """
    pt, themes = sheet.size.text, words.plan.themes.theme_id.tolist()
    named, dots = beside or {}, _measure_dots(states, words, sheet)
    key = _flow_states(counts, words, sheet)
    rest = count_lines(key) + 0.3 + (0.45 + 0.9 * len(below) if below else 0)
    more = sum(len(lines) - 1 for lines, _ in below) * lead(pt)
    least = tuple(max(len(named.get(theme, [])), 1) for theme in themes)
    names = [words.name(theme) for theme in themes]
    table = Rows(names, dots.start - pt * 0.5, pt, rest, more, least=least)
    figure, axes = sheet.open(caption, table.height(PITCH), states, table.height(LEAST_PITCH * 1.08))
    row = table.fill(axes.get_ylim()[0])
    _write_states_key(axes, row, key, sheet)
    step = dots.step if named else min(row * 0.95, (sheet.width - dots.start) / dots.most)
    top = (count_lines(key) + 0.2) * row
    for theme, name, y in zip(themes, names, table.middles(row, top), strict=True):
        write_wrapped(axes, 0, y, name, table.width, pt, sheet.palette.ink)
        kinds = states.kind[states.theme_id == theme].sort_values(key=lambda kind: kind.map(_STATES.index))
        for place, kind in enumerate(kinds):
            _draw_state(axes, dots.start + (place + 0.5) * step, y, step * 0.7, kind, sheet)
        _write_beside(axes, dots.end, y, named.get(theme, []), sheet)
    _write_without(axes, top + sum(table.rows(row)) + row * 0.9, row, below, sheet)
    return figure


class _Dots(NamedTuple):
    """Where the dots of the longest row begin (mm), how many they are, and how far apart and where words beside them
    begin, if there are any.
    """

    start: float
    most: int
    step: float
    end: float


def _measure_dots(states: pd.DataFrame, words: Words, sheet: Sheet) -> _Dots:
    pt, most = sheet.size.text, int(states.theme_id.value_counts().max())
    names = [words.name(theme) for theme in words.plan.themes.theme_id]
    start = measure_labels(names, sheet.width, pt, 0.45) + 0.3 + pt * 0.5
    return _Dots(start, most, pt * 0.5, start + pt * 0.5 * (most + 0.5))


def _list_beside(without: pd.DataFrame, words: Words, sheet: Sheet, start: float) -> dict[str, list[Named]]:
    """The demands of each theme without a mission, by name and place.

    Raises RoomError where one of them needs more than a line of what is left of the width from ``start`` on (mm).
    """
    room, pt = sheet.width - start, sheet.size.small
    listed: dict[str, list[Named]] = {}
    for row in without.itertuples():
        name, place = words.name(row.demand_id), words.lines([row.line])
        if measure(f"{name}  {place}", pt) > room:
            raise RoomError(f"{name!r} has no room beside the dots")
        listed.setdefault(str(row.theme_id), []).append(([name], place))
    return listed


def _write_beside(axes: Axes, x: float, y: float, named: list[Named], sheet: Sheet) -> None:
    """The names of a theme's demands without a mission from x on, the middle of the whole block at y (mm)."""
    step, pt, colours = lead(sheet.size.text), sheet.size.small, sheet.palette
    for n, ((name,), place) in enumerate(named):
        middle = y + (n - (len(named) - 1) / 2) * step
        write(axes, x, middle, name, pt, colours.ink)
        write(axes, x + measure(f"{name}  ", pt), middle, place, pt, colours.muted)


_STATES = ("whole", "part", "without")
"""What a dot of ``state_dots`` can say, the most first."""


def _flow_states(counts: dict[str, int], words: Words, sheet: Sheet) -> list[Entry]:
    pt = sheet.size.text
    texts = [f"{counts[kind]} {words.say(f'states_{kind}')}" for kind in _STATES]
    return flow(texts, sheet.width, pt, pt * 0.53, pt * 0.4)


def _write_states_key(axes: Axes, row: float, key: list[Entry], sheet: Sheet) -> None:
    pt = sheet.size.text
    for kind, entry in zip(_STATES, key, strict=True):
        _draw_state(axes, entry.x + pt * 0.22, row * (0.4 + entry.line), pt * 0.34, kind, sheet)
        for n, line in enumerate(entry.words):
            write(axes, entry.x + pt * 0.53, row * (0.4 + entry.line + n), line, pt, sheet.palette.ink)


def _list_without(without: pd.DataFrame, words: Words, sheet: Sheet) -> list[Named]:
    """The demands without a mission: the name of each in lines, and where it stands; first what they are."""
    pt = sheet.size.text
    listed: list[Named] = [(wrap(words.say("states_without_head"), sheet.width, pt, "bold"), "")]
    for demand, line in zip(without.demand_id, without.line, strict=True):
        place = words.lines([line])
        room = sheet.width - measure("  " + place, pt)
        listed.append((wrap(words.name(demand), room, pt), place))
    return listed


def _write_without(axes: Axes, y: float, row: float, below: Sequence[Named], sheet: Sheet) -> None:
    """The list of demands without a mission, the middle of its first line at y (mm)."""
    pt, colours = sheet.size.text, sheet.palette
    for n, (lines, place) in enumerate(below):
        weight = "bold" if n == 0 and len(below) > 1 else "normal"
        for line in lines:
            write(axes, 0, y, line, pt, colours.ink, weight=weight)
            y += lead(pt)
        end = measure(lines[-1] + "  ", pt, weight)
        if place:
            write(axes, end, y - lead(pt), place, sheet.size.small, colours.muted)
        y += row * 0.9 - lead(pt)


def _draw_state(axes: Axes, x: float, y: float, diameter: float, kind: str, sheet: Sheet) -> None:
    if kind == "without":
        dot(axes, x, y, diameter, sheet.palette.ink, filled=False)
    else:
        _draw_mark(axes, x, y, diameter, kind, sheet)


@in_its_language
def lead_flow(reviewed: Reviewed, words: Words, sheet: Sheet = A5) -> PrintFigure:
    """From every theme to the committees that lead its demands, each demand counted once; light where the committee
    leads by remit only, and a stream of its own for demands where nobody clearly leads.

    Takes ``crossref.read_reviewed``.
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


@in_its_language
def committee_card(
    reviewed: Reviewed, words: Words, sheet: Sheet = A5, *, committee: str, frames: pd.DataFrame
) -> PrintFigure:
    """One committee on a card: its frame, its missions (marked where they carry a demand) and the demands it leads.

    Takes ``crossref.read_reviewed`` and ``budget.tabulate_frames``.
    """
    plan, links, table, missions = words.plan, reviewed.links, reviewed.table, reviewed.missions
    mine = missions[missions.committee_id == committee]
    carrying, free = mine[mine.carries != ""], mine[mine.carries == ""]
    leads = table[(table.committee_id == committee) & table.lead]
    frame = frames[frames.committee_id == committee]
    demands = plan.demands.set_index("demand_id").line
    heading_line = plan.committees.set_index("committee_id").line[committee]
    summed = list_total_lines(words) if len(frame) else []
    lines = [*mine.line, *demands[leads.demand_id], *frame.line, *summed] or [int(heading_line)]
    name = words.parts[committee] if words.is_own else words.name(committee)
    amount = (
        words.say("card_frame", amount=words.mnkr(int(frame.amount_tkr.sum())))
        if len(frame)
        else words.say("card_no_frame")
    )
    known = {"committee": name, "missions": _count(words, len(mine)), "carried": _count(words, len(carrying))}
    named = {
        key: "; ".join(map(words.name, ids)) or words.say("card_none")
        for key, ids in (("carrying", carrying.mission_id), ("free", free.mission_id), ("demands", leads.demand_id))
    }
    remarks = _card_remarks(reviewed, words, committee, frames) if len(mine) else []
    caption = make_caption(
        words,
        lines,
        title=words.say(f"card_title{_end_title(len(carrying), len(mine))}", **known),
        what=words.say("card_what") if len(frame) else words.say("bullets_are"),
        alt=words.say("card_alt", committee=name, missions=len(mine), demands=len(leads)),
        alt_long=words.say("card_alt_long", committee=name, frame=amount, **named),
        note=_note(words, links, _join(words.say("card_note"), *remarks)),
        note_brief=_note(words, links, words.say("card_note_brief")),
    )
    share = words.say("card_share", share=words.number(float(frame.share_percent.sum()), 1)) if len(frame) else ""
    blocks = {
        "card_missions": [
            _card_row(words, sheet, row.mission_id, row.line, "whole" if row.carries else "free")
            for row in mine.itertuples()
        ],
        "card_demands": [
            _card_row(words, sheet, row.demand_id, demands[row.demand_id], "remit" if row.basis == "remit" else "whole")
            for row in leads.itertuples()
        ],
    }
    return _draw_card(caption, (amount, share), blocks, mine, words, sheet)


def _end_title(carried: int, all_: int) -> str:
    """Which of a card's titles says how many of a committee's missions answer a demand."""
    if all_ == 0:
        return "_empty"
    some = "_one" if carried == 1 else ""
    return ("_single" if all_ == 1 else "") + {0: "_nobody", all_: "_all"}.get(carried, some)


def _card_remarks(reviewed: Reviewed, words: Words, committee: str, frames: pd.DataFrame) -> list[str]:
    """What has to be known of a card's numbers: readings that differ, a unit that is inferred, a share adjusted."""
    counts = reviewed.count_answering(words.plan, committee)
    known = {"count": words.count(len(reviewed.passes)).capitalize(), "low": min(counts), "high": max(counts)}
    framed = committee in set(frames.committee_id)
    return [
        *([words.say("card_span_note", **known)] if len(counts) > 1 else []),
        *([words.say("unit_note")] if framed and "unit_not_stated" in set(words.plan.oddities.kind) else []),
        *([words.say("shares_note")] if committee in set(find_adjusted(frames).committee_id) else []),
    ]


class _Bullet(NamedTuple):
    """A mission or demand on a card: its name in lines, where it stands, and what its mark says."""

    name: list[str]
    place: str
    look: str


def _card_row(words: Words, sheet: Sheet, item: str, line: int, look: str) -> _Bullet:
    """A row of a card, its name wrapped to what its place leaves of the width."""
    pt, place = sheet.size.text, words.lines([line])
    room = sheet.width - pt * 0.45 - measure(f"{place} ", sheet.size.small) - measure(" ", pt)
    return _Bullet(wrap(words.name(item), room, pt), place, look)


def _draw_card(
    caption: Caption,
    frame: tuple[str, str],
    blocks: dict[str, list[_Bullet]],
    numbers: pd.DataFrame,
    words: Words,
    sheet: Sheet,
) -> PrintFigure:
    """A card: the frame and its share, then each block under its heading."""
    size, colours = sheet.size, sheet.palette
    big = size.text * 1.35
    beside = measure(frame[0] + "  ", big, "bold")
    shares = wrap(frame[1], sheet.width - beside, size.text) if frame[1] else []
    solid = sum(len(bullet.name) - 1 for bullets in blocks.values() for bullet in bullets) * lead(size.text)
    solid += max(len(shares) - 1, 0) * lead(size.text)
    headings = [
        wrap(f"{words.say(key)} ({len(bullets)})", sheet.width, size.text, "bold") for key, bullets in blocks.items()
    ]
    solid += sum(len(lines) - 1 for lines in headings) * lead(size.text)
    rows = 1 + sum(1 + max(len(bullets), 1) for bullets in blocks.values())
    wanted, least, most = (solid + size.text * (rows * row + 1.8 * air) for row, air in _CARD)
    figure, axes = sheet.open(caption, wanted, numbers, least, most)
    row, air = _share_out(axes.get_ylim()[0] - solid, rows, size.text)
    write(axes, 0, row * 0.7, frame[0], big, colours.accent, weight="bold")
    for n, line in enumerate(shares):
        write(axes, beside, row * 0.7 + n * lead(size.text), line, size.text, colours.muted)
    y = row * 1.7 + air * 0.6 + max(len(shares) - 1, 0) * lead(size.text)
    for lines, (key, bullets) in zip(headings, blocks.items(), strict=True):
        for n, line in enumerate(lines):
            write(axes, 0, y + n * lead(size.text), line, size.text, colours.ink, weight="bold")
        y += air * 0.3 + (len(lines) - 1) * lead(size.text)
        if not bullets:
            y += row
            write(axes, 0, y, words.say(key.replace("card_", "card_no_")), size.text, colours.muted)
        for bullet in bullets:
            y += row
            _write_bullet(axes, y, bullet, sheet)
            y += (len(bullet.name) - 1) * lead(size.text)
        y += row + air * 0.6
    return figure


_CARD = ((0.5, 0.5), (LEAST_PITCH, 0.15), (0.7, 0.9))
"""A card's rows and the air about its headings (mm for each point of type): as wanted, the least, the most."""


def _share_out(height: float, rows: int, pt: float) -> tuple[float, float]:
    """The height of a row and of the air about headings (mm), so that a card of so many rows is as high as it may be.

    Air goes first where there is too little, rows and air grow together where there is more.
    """
    row, air = (pt * wanted for wanted in _CARD[0])
    extra = height - rows * row - 1.8 * air
    if extra < 0:
        less = min(-extra, 1.8 * pt * (_CARD[0][1] - _CARD[1][1]))
        return row + (extra + less) / rows, air - less / 1.8
    return row + extra / (rows + 1.8), air + extra / (rows + 1.8)


def _write_bullet(axes: Axes, y: float, bullet: _Bullet, sheet: Sheet) -> None:
    """A row of a card, the middle of its first line at y: mark, name, a leader, and the line it stands on."""
    pt, colours = sheet.size.text, sheet.palette
    if bullet.look == "free":
        dot(axes, pt * 0.15, y, pt * 0.24, colours.muted, filled=False)
    else:
        _draw_mark(axes, pt * 0.15, y, pt * 0.24, bullet.look, sheet)
    start, stop = pt * 0.45, sheet.width - measure(f"{bullet.place} ", sheet.size.small)
    for n, line in enumerate(bullet.name):
        write(axes, start, y + n * lead(pt), line, pt, colours.ink)
    last = y + (len(bullet.name) - 1) * lead(pt)
    write(axes, sheet.width, last, bullet.place, sheet.size.small, colours.muted, ha="right")
    dots = start + measure(f"{bullet.name[-1]} ", pt)
    leader(axes, [(dots, last + 0.9), (max(dots, stop), last + 0.9)], colours.pale)

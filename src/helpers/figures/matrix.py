"""The matrix: demands down, committees across, and a mark where a mission or a remit ties them."""

from typing import Any, NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from helpers.figures.marks import (
    LEADING,
    LEAST_LINE,
    Entry,
    bar,
    count_lines,
    lead,
    place_key,
    rule,
    square,
    take_tint,
    write,
    write_key,
    write_wrapped,
)
from helpers.figures.rows import A5, KEY
from helpers.figures.sheet import PrintFigure, RoomError, Sheet
from helpers.figures.ties import draw_mark, say_count, say_note, say_repeats, say_span, say_together, say_unread
from helpers.figures.type import MM_PER_PT, measure, wrap
from helpers.links.crossref import DEFINITIONS, UNANSWERED, list_states
from helpers.links.labels import Labels
from helpers.words import MOST_WORDS, Caption, Words, shorten

KINDS = ("whole", "part", "related", "remit")
"""What a cell of the matrix can show, the strongest first."""


LEAST_COLUMN = 10.0
"""How wide a column is at the least (mm), for the words of its level head to be parted into parts that can be read."""

LABELS = 0.36
"""How much of the width the demands' names may take, as a share: all of them are in one type size."""

LEAST_HEAD, HEAD_GAP = 7.0, 0.5
"""The type (pt) of the heads where they are parted into fewer lines by it, and what stands between two (mm)."""

MOST_HEAD = 6
"""How many lines the head of a column has at the most."""


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


def matrix(labels: Labels, words: Words, sheet: Sheet = A5, theme: str | None = None) -> PrintFigure:
    """Demands down, committees across: a full dot where a mission carries the demand, half where in part only, a
    ring where one is related, a square where it falls to the committee's ordinary remit; shaded for the one that leads.
    The demands that no mission carries stand out by their type, and a key above says what each sign is that there is.

    Takes ``read_labels``, for one theme or (None) for all of them. Where a sheet is too narrow for level heads
    of the columns, a theme's demands stand one below the other, each with its committees under it; all of them do not:
    RoomError.
    """
    plan, links, table = words.plan, labels.links, labels.table
    demands = plan.demands if theme is None else plan.demands[plan.demands.theme_id == theme]
    cells = list_cells(table, links, plan.missions)
    cells = cells[cells.demand_id.isin(demands.demand_id)].reset_index(drop=True)
    states = list_states(plan, links, table=table)
    states = states[states.demand_id.isin(demands.demand_id)]
    carried = int((states.state == "carried").sum())
    unread = {*states.demand_id[states.state == "unread"]}
    signs = _Signs.find(cells, {*states.demand_id[states.state.isin(("nearby", "none"))]}, unread)
    columns = _Columns.measure(demands, words, sheet)
    if not (columns.wide_enough or theme):
        raise RoomError(f"{sheet.size.name} is too narrow for {len(columns.committees)} columns of all demands")
    links = links[links.demand_id.isin(demands.demand_id)]
    judged = labels.committees[labels.committees.demand_id.isin(demands.demand_id)]
    notes = [say_span(words, labels, demands.demand_id), say_repeats(words, demands.line), say_unread(words, states)]
    notes += [*([] if theme else [say_together(words, labels)]), *_say_lines(words, columns.wide_enough)]
    brief = [say_span(words, labels, demands.demand_id, "demands_brief"), *notes[1:3]]
    caption = _caption(words, labels, demands, links, cells, theme, carried, notes, brief, unread, judged)
    if columns.wide_enough:
        return _draw_matrix(demands, cells, columns, caption, theme is None, words, sheet, signs)
    return _draw_list(demands, cells, caption, words, sheet, signs)


class _Signs(NamedTuple):
    """The signs that a matrix has, in the order of its key: kinds of ties, those in a square too (``related remit``),
    the shade (``lead``) and the type of an exception (``without``); and the demands without a mission, and those
    unread.
    """

    key: list[str]
    without: set[str]
    unread: set[str]

    @classmethod
    def find(cls, cells: pd.DataFrame, without: set[str], unread: set[str]) -> "_Signs":
        """The signs of these cells and demands."""
        found = {_name_sign(cell) for cell in cells.itertuples()}
        both = [f"{kind} remit" for kind in KINDS[:-1]]
        key = [kind for kind in (*KINDS[:-1], *both, KINDS[-1]) if kind in found]
        key += ["lead"] if cells.lead.any() else []
        return cls([*key, *(["without"] if without else [])], without, unread)

    def style(self, demand: str, sheet: Sheet) -> tuple[str, str]:
        """The colour and weight of a demand's name."""
        out = demand in self.without
        return (sheet.palette.accent, "semibold") if out else (sheet.palette.ink, "normal")


def _name_sign(cell: Any) -> str:
    """What a cell shows: its kind, and that it is in a square too."""
    return f"{cell.kind} remit" if cell.remit and cell.kind != "remit" else str(cell.kind)


class _Columns(NamedTuple):
    """The columns of a matrix: committees, the lines of their heads, where the first begins, how wide each is (mm), and
    the type sizes (pt) of their heads and of the demands' names.
    """

    committees: list[str]
    heads: list[list[str]]
    left: float
    step: float
    pt: float
    text: float

    @classmethod
    def measure(cls, demands: pd.DataFrame, words: Words, sheet: Sheet) -> "_Columns":
        """The columns beside the labels of these demands on a sheet."""
        size, committees = sheet.size, words.plan.committees.committee_id.tolist()
        widest = max(measure(words.name(d), 1, "semibold") for d in demands.demand_id)
        most, steps = sheet.width * LABELS, int((size.text - size.small) * 4)
        texts = [pt for n in range(steps) if widest * (pt := size.text - n / 4) <= most]

        def lay(text: float, pt: float) -> "_Columns":
            left = min(widest * text, most) + measure("000", size.small) + 2 + 1.5
            step = (sheet.width - left) / len(committees)
            heads = [wrap(words.name(c), step - HEAD_GAP, pt, words.language) for c in committees]
            return cls(committees, heads, left, step, pt, text)

        laid = [lay(text, pt) for text in (*texts, size.small) for pt in (size.small, LEAST_HEAD)]
        return min(laid, key=lambda columns: sum(len(lines) for lines in columns.heads))

    @property
    def wide_enough(self) -> bool:
        """Whether every head has room above its column, in a few lines."""
        widest = max(measure(line, self.pt) for lines in self.heads for line in lines)
        highest = max(len(lines) for lines in self.heads)
        return self.step >= LEAST_COLUMN and widest <= self.step - 0.4 and highest <= MOST_HEAD

    @property
    def head(self) -> float:
        """How high the longest head is, in mm."""
        return max(len(lines) for lines in self.heads) * lead(self.pt) + 1.2


def _draw_matrix(
    demands: pd.DataFrame,
    cells: pd.DataFrame,
    columns: _Columns,
    caption: Caption,
    headed: bool,
    words: Words,
    sheet: Sheet,
    signs: _Signs,
) -> PrintFigure:
    """The matrix itself; ``headed`` where its rows stand under the names of their themes."""
    size, colours = sheet.size, sheet.palette
    committees, left, step, head = columns.committees, columns.left, columns.step, columns.head
    line_width = measure("000", size.small) + 2
    label_width = left - line_width - 1.5
    row = size.text * (0.47 if headed else 0.72)
    rows = len(demands) + (_HEADING * demands.theme_id.nunique() if headed else 0)
    key = _measure_key(signs, words, sheet)
    least = size.text * (0.39 if headed else 0.415)
    above = key + head
    figure, axes = sheet.open(caption, above + rows * row, cells, above + rows * least)
    _write_key(axes, signs, words, sheet)
    row = (axes.get_ylim()[0] - above) / rows
    for n, lines in enumerate(columns.heads):
        for place, line in enumerate(reversed(lines)):
            y = above - 1.2 - (place + 0.5) * lead(columns.pt)
            write(axes, left + (n + 0.5) * step, y, line, columns.pt, colours.ink, ha="center")
    look = cells.set_index(["demand_id", "committee_id"])
    y, theme = above, ""
    for demand in demands.itertuples():
        if headed and demand.theme_id != theme:
            y, theme = y + row * _HEADING, demand.theme_id
            write(axes, 0, y - row * 0.5, words.name(theme), size.text, colours.ink, weight="bold")
        rule(axes, 0, sheet.width, y, colours.rule, LEAST_LINE)
        middle = y + row / 2
        (ink, weight), name = signs.style(str(demand.demand_id), sheet), words.name(str(demand.demand_id))
        said = _fit(name, label_width + 0.4, columns.text, words.language, row, weight)
        write_wrapped(axes, 0, middle, said, label_width + 0.4, columns.text, words.language, ink, weight=weight)
        write(axes, label_width + line_width, middle, str(demand.line), size.small, colours.muted, ha="right")
        if demand.demand_id in signs.unread:
            write(axes, left, middle, words.say("matrix_unread"), size.small, colours.muted)
        for n, committee in enumerate(committees):
            if (demand.demand_id, committee) in look.index:
                cell = look.loc[(demand.demand_id, committee)]
                _draw_cell(axes, (left + n * step, y, step, row), cell, sheet)
        y += row
    rule(axes, 0, sheet.width, y, colours.rule, LEAST_LINE)
    return figure


_HEADING = 1.2
"""How high the name of a theme is in a matrix of all themes, in rows: nearer to what it heads than to what is above."""


class _Item(NamedTuple):
    """A demand of the list: its name in lines, where it stands, its cells, and where each of them is written."""

    name: list[str]
    place: str
    cells: list[pd.Series]
    labels: list[Entry]


_STEP, _LEAST_STEP = 0.52, 0.43
"""From one line of committees to the next, in mm for each point of type: with air about the shade of the one that
leads, and without."""


def _draw_list(
    demands: pd.DataFrame, cells: pd.DataFrame, caption: Caption, words: Words, sheet: Sheet, signs: _Signs
) -> PrintFigure:
    """Every demand with its line, and below it the marks and names of its committees, the one that leads first."""
    size, colours = sheet.size, sheet.palette
    items = [
        _make_item(demand.demand_id, demand.line, cells, words, sheet, demand.demand_id in signs.unread)
        for demand in demands.itertuples()
    ]
    key = _measure_key(signs, words, sheet)
    solid = sum(len(item.name) for item in items) * lead(size.text) + key
    lines = sum(count_lines(item.labels) for item in items)
    least, wanted, most = (
        solid + (lines * step + len(items) * gap) * size.text
        for step, gap in ((_LEAST_STEP, 0.13), (_STEP, 0.45), (_STEP, 0.8))
    )
    figure, axes = sheet.open(caption, wanted, cells, least, most)
    height = axes.get_ylim()[0]
    step = size.text * (_LEAST_STEP + (_STEP - _LEAST_STEP) * min((height - least) / (wanted - least), 1))
    gap = (height - solid - lines * step) / len(items)
    _write_key(axes, signs, words, sheet)
    y = key
    for demand, item in zip(demands.demand_id, items, strict=True):
        ink, _ = signs.style(demand, sheet)
        rule(axes, 0, sheet.width, y, colours.rule, LEAST_LINE)
        y += gap * 0.45
        write(axes, sheet.width, y + lead(size.text) / 2, item.place, size.small, colours.muted, ha="right")
        for line in item.name:
            write(axes, 0, y + lead(size.text) / 2, line, size.text, ink, weight="semibold")
            y += lead(size.text)
        _write_labels(axes, y, step, item, sheet)
        y += count_lines(item.labels) * step + gap * 0.55
    rule(axes, 0, sheet.width, y, colours.rule, LEAST_LINE)
    return figure


def _make_item(demand: str, line: int, cells: pd.DataFrame, words: Words, sheet: Sheet, unread: bool) -> _Item:
    pt, place = sheet.size.text, words.lines([line])
    room = sheet.width - measure(f"{place}  ", sheet.size.small)
    mine = cells[cells.demand_id == demand].sort_values("lead", ascending=False, kind="stable")
    names = [words.name(committee) for committee in mine.committee_id] or [_say_nobody(words, unread)]
    labels = place_key(names, sheet.width - pt * 0.1, pt, words.language, pt * 0.5, pt * 0.36)
    name = wrap(words.name(demand), room, pt, words.language, "semibold")
    return _Item(name, place, [cell for _, cell in mine.iterrows()], labels)


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


def _caption(
    words: Words,
    labels: Labels,
    demands: pd.DataFrame,
    links: pd.DataFrame,
    cells: pd.DataFrame,
    theme: str | None,
    carried: int,
    notes: list[str],
    brief: list[str],
    unread: set[str],
    judged: pd.DataFrame,
) -> Caption:
    variants, known = find_theme_title(words, labels, theme) if theme else ([], {})
    known = {"carried": carried, "all": len(demands), "without": say_count(words, len(demands) - carried)} | known
    if not theme and carried < len(demands):
        variants = ["exceptions"]
    if unread:
        known["carried"] = carried
        variants = ["theme_unread", "unread"] if theme else ["unread"]
    return words.caption(
        "matrix",
        sorted({*demands.line, *_list_mission_lines(words, links, demands)}),
        *variants,
        read=len(demands) - len(unread),
        unread=len(unread),
        note=say_note(words, links, *notes, committees=judged),
        note_brief=say_note(words, links, *brief, committees=judged),
        rows=" ".join(_describe_row(words, demand, cells, demand in unread) for demand in demands.demand_id),
        **known,
    )


def find_theme_title(words: Words, labels: Labels, theme: str) -> tuple[list[str], dict[str, object]]:
    """Which headline and which title say how many of a theme's demands are answered, and their values, in words."""
    demands = words.plan.demands
    states = list_states(words.plan, labels.links, table=labels.table).state[demands.theme_id == theme]
    grades = labels.grade("demand_id")[demands.demand_id[demands.theme_id == theme]]
    count, carried = len(states), int((states == "carried").sum())
    lone = [str(demand) for demand in grades.index if grades[demand] in UNANSWERED]
    rest = "theme_related" if (states[states != "carried"] == "nearby").all() else "theme_unanswered"
    headline = rest if count > carried else "theme_whole" if (grades == "whole").all() else "theme_answered"
    ending = "all" if carried == count else "" if carried else "nobody"
    named = {"demand": words.name(lone[0])} if len(lone) == 1 and lone[0] in words.named else {}
    if named and len(words.say(f"matrix_headline_short_{headline}_one", **named).split(" ")) <= MOST_WORDS:
        headline = f"{headline}_one"
    counts = {"carried": carried, "all": count, "without": count - carried}
    values: dict[str, object] = {key: say_count(words, number) for key, number in counts.items()}
    return [headline, headline.removesuffix("_one"), f"theme_{'single_' if count == 1 else ''}{ending}", "theme"], {
        **values,
        **named,
        "theme": words.name(theme),
    }


def _say_nobody(words: Words, unread: bool) -> str:
    return words.say("matrix_unread" if unread else "matrix_nobody")


def _describe_row(words: Words, demand: str, cells: pd.DataFrame, unread: bool) -> str:
    """One demand in words: each committee with its kind."""
    mine = cells[cells.demand_id == demand]
    said = [f"{words.name(row.committee_id)} ({_say_cell(words, row)})" for row in mine.itertuples()]
    known = {"demand": words.name(demand), "committees": ", ".join(said) or _say_nobody(words, unread)}
    return words.say("matrix_alt_row", **known)


def _say_cell(words: Words, cell: Any) -> str:
    """What the sign of a cell says, and whether the committee would lead."""
    kind = words.say(f"matrix_{cell.kind}")
    both = cell.remit and cell.kind != "remit"
    said = words.say("matrix_both", kind=kind) if both else kind
    return f"{said}; {words.say('matrix_lead')}" if cell.lead else said


def _list_mission_lines(words: Words, links: pd.DataFrame, demands: pd.DataFrame) -> list[int]:
    found = links[(links.relation != "none") & links.demand_id.isin(demands.demand_id)]
    missions = words.plan.missions
    return missions[missions.mission_id.isin(found.mission_id)].line.tolist()


def _say_lines(words: Words, numbered: bool) -> list[str]:
    """What the bare numbers of lines are, where the demands have them."""
    return [words.say("matrix_lines_note")] if numbered else []


def _fit(name: str, width: float, pt: float, language: str, height: float, weight: str) -> str:
    """The name, shortened until its lines are no wider than ``width`` and no more than ``height`` (mm) has room for."""
    most = max(1, int(height / (pt * LEADING * MM_PER_PT) + 0.2))
    while len(lines := wrap(name, width, pt, language, weight)) > most or any(
        measure(line, pt, weight) > width for line in lines
    ):
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
    """The sign of a cell by its middle."""
    _draw_sign(axes, x, y, diameter, str(cell.kind), bool(cell.remit), sheet)


def _draw_sign(axes: Axes, x: float, y: float, diameter: float, kind: str, remit: bool, sheet: Sheet) -> None:
    """The mark of a kind, in a square where the demand falls to the committee's remit too."""
    if remit:
        square(axes, x, y, diameter, sheet.palette.muted)
    if kind != "remit":
        draw_mark(axes, x, y, diameter * (0.65 if remit else 1), kind, sheet)


def _key_words(signs: _Signs, words: Words) -> list[str]:
    """What each sign of the key stands for."""
    said = []
    for sign in signs.key:
        kind, _, both = sign.partition(" ")
        text = words.say(f"matrix_{kind}")
        said.append(words.say("matrix_both", kind=text) if both else text)
    return said


def _place_key(signs: _Signs, words: Words, sheet: Sheet) -> list[Entry]:
    """The key's entries in as many lines as the sheet's width asks for."""
    pt = sheet.size.small
    return place_key(_key_words(signs, words), sheet.width, pt, words.language, pt * 0.48, pt * 0.42)


def _measure_key(signs: _Signs, words: Words, sheet: Sheet) -> float:
    """How high the key is with the space below it (mm)."""
    return sheet.size.small * KEY * count_lines(_place_key(signs, words, sheet)) + 1.0


def _write_key(axes: Axes, signs: _Signs, words: Words, sheet: Sheet) -> None:
    pt, pitch, colours = sheet.size.small, sheet.size.small * KEY, sheet.palette

    def draw(number: int, x: float, middle: float) -> None:
        sign = signs.key[number]
        kind, _, both = sign.partition(" ")
        if sign == "lead":
            _shade(axes, (x, middle - pt * 0.16, pt * 0.36, pt * 0.32), sheet)
        elif sign == "without":
            write(axes, x, middle, "Aa", pt, colours.accent, weight="semibold")
        else:
            _draw_sign(axes, x + pt * 0.18, middle, pt * 0.32, kind, bool(both) or kind == "remit", sheet)

    write_key(axes, _place_key(signs, words, sheet), (0.5 * pitch, pitch), pt * 0.48, pt, colours.ink, draw)

"""The matrix: demands down, committees across, and a mark where a mission or a remit ties them."""

from typing import Any, NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from helpers.codebook import DEFINITIONS
from helpers.figures import captions
from helpers.figures.marks import (
    KEY,
    LEADING,
    LEAST_LINE,
    Key,
    bar,
    draw_mark,
    lead,
    rule,
    square,
    take_tint,
    write,
    write_wrapped,
)
from helpers.figures.sheet import A5, PrintFigure, RoomError, Sheet
from helpers.figures.type import MM_PER_PT, measure, wrap
from helpers.links.labels import Labels
from helpers.words import Caption, Words, shorten

KINDS = ("whole", "part", "related", "remit")
"""What a cell of the matrix can show, the strongest first."""

LEAST_COLUMN = 10.0
"""How wide a column is at the least (mm), for the words of its level head to be parted into parts that can be read."""

LABELS = 0.36
"""How much of the width the demands' names may take, as a share: all of them are in one type size."""

LEAST_HEAD, HEAD_GAP = 7.0, 0.9
"""The type (pt) of the heads where they are parted into fewer lines by it, and what stands between two (mm)."""

MOST_HEAD = 7
"""How many lines the head of a column has at the most."""


def list_cells(table: pd.DataFrame, links: pd.DataFrame, missions: pd.DataFrame) -> pd.DataFrame:
    """The strongest tie between each demand and committee, of the cross-reference, the links and ``plan.missions``:
    demand_id, committee_id, kind (``KINDS``), remit (whether it falls to the ordinary remit too), lead.
    """
    owners = missions.set_index("mission_id").committee_id
    found = links[links.relation != "none"]
    kinds = dict.fromkeys(DEFINITIONS["in whole"], "whole") | {"narrower": "part", "related": "related"}
    tied = found[["demand_id"]].assign(committee_id=found.mission_id.map(owners), kind=found.relation.map(kinds))
    remits = table[table.basis == "remit"][["demand_id", "committee_id"]].assign(kind="remit")
    cells = pd.concat([tied, remits]).sort_values("kind", key=lambda kind: kind.map(KINDS.index), kind="stable")
    key = ["demand_id", "committee_id"]
    strongest = cells.drop_duplicates(key).set_index(key)
    leads, fallen = (rows.set_index(key).index for rows in (table[table.lead], remits))
    marks = {"remit": strongest.index.isin(fallen), "lead": strongest.index.isin(leads)}
    return strongest.assign(**marks).reset_index()


def matrix(labels: Labels, words: Words, sheet: Sheet = A5) -> PrintFigure:
    """Demands down, committees across: a full dot where a mission carries the demand, half where in part, a ring where
    one is related, a square by ordinary remit; shaded for who leads. Demands that no mission carries stand out by their
    type. Takes ``read_labels``. Raises RoomError where a sheet is too narrow for level heads.
    """
    plan = words.plan
    cells = list_cells(labels.table, labels.links, plan.missions)
    states = labels.states
    signs = _Signs.find(cells, states)
    columns = _Columns.measure(plan.demands, signs, words, sheet)
    if not columns.wide_enough:
        raise RoomError(f"{sheet.size.name} is too narrow for {len(columns.committees)} columns of all demands")
    return _draw_matrix(cells, columns, _caption(words, labels, cells, states), words, sheet, signs)


class _Signs(NamedTuple):
    """The signs in the order of the key: ties (in a square too: ``related remit``), the shade (``lead``), the exception
    (``without``, ``nearby``); the demands that no mission answers, and those unread.
    """

    key: list[str]
    without: set[str]
    unread: set[str]

    @classmethod
    def find(cls, cells: pd.DataFrame, states: pd.DataFrame) -> "_Signs":
        """The signs of these cells, and of the demands by their states."""
        nearby, none, unread = ({*states.demand_id[states.state == state]} for state in ("nearby", "none", "unread"))
        found = {_name_sign(cell) for cell in cells.itertuples()}
        both = [f"{kind} remit" for kind in KINDS[:-1]]
        key = [kind for kind in (*KINDS[:-1], *both, KINDS[-1]) if kind in found]
        key += ["lead"] if cells.lead.any() else []
        exceptions = ["without"] if none else ["nearby"] if nearby else []
        return cls([*key, *exceptions], nearby | none, unread)

    def style(self, demand: str, sheet: Sheet) -> tuple[str, str]:
        """The colour and weight of a demand's name."""
        out = demand in self.without
        return (sheet.palette.accent, "semibold") if out else (sheet.palette.ink, "normal")


def _name_sign(cell: Any) -> str:
    """What a cell shows: its kind, and that it is in a square too."""
    return f"{cell.kind} remit" if cell.remit and cell.kind != "remit" else str(cell.kind)


class _Columns(NamedTuple):
    """Committees, their heads in lines, where the first begins and its width (mm), type of heads and names (pt)."""

    committees: list[str]
    heads: list[list[str]]
    left: float
    step: float
    pt: float
    text: float

    @classmethod
    def measure(cls, demands: pd.DataFrame, signs: _Signs, words: Words, sheet: Sheet) -> "_Columns":
        """The columns beside the labels of these demands on a sheet."""
        size, committees = sheet.size, words.plan.committees.committee_id.tolist()
        widest = max(measure(words.name(d), 1, signs.style(d, sheet)[1]) for d in demands.demand_id)
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
        return self.step >= LEAST_COLUMN and widest <= self.step - HEAD_GAP and highest <= MOST_HEAD

    @property
    def head(self) -> float:
        """How high the longest head is, in mm."""
        return max(len(lines) for lines in self.heads) * lead(self.pt) + 1.2


def _draw_matrix(
    cells: pd.DataFrame, columns: _Columns, caption: Caption, words: Words, sheet: Sheet, signs: _Signs
) -> PrintFigure:
    """The matrix itself, its rows under the names of their themes."""
    demands = words.plan.demands
    size, colours = sheet.size, sheet.palette
    committees, left, step, head = columns.committees, columns.left, columns.step, columns.head
    line_width = measure("000", size.small) + 2
    label_width = left - line_width - 1.5
    rows = len(demands) + _HEADING * demands.theme_id.nunique()
    told = [_say_sign(sign, words) for sign in signs.key]
    key = Key.set(told, sheet.width, size.small, words.language, 0.48, size.small * 0.42)
    above = size.small * KEY * key.lines + 1.0 + head
    wanted, least = (above + rows * size.text * share for share in (0.47, 0.39))
    figure, axes = sheet.open(caption, wanted, cells, least)
    _write_key(axes, key, signs, sheet)
    row = (axes.get_ylim()[0] - above) / rows
    for n, lines in enumerate(columns.heads):
        for place, line in enumerate(reversed(lines)):
            y = above - 1.2 - (place + 0.5) * lead(columns.pt)
            write(axes, left + (n + 0.5) * step, y, line, columns.pt, colours.ink, ha="center")
    look = cells.set_index(["demand_id", "committee_id"])
    y, theme = above, ""
    for demand in demands.itertuples():
        if demand.theme_id != theme:
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
"""How high the name of a theme is, in rows: nearer to what it heads than to what is above."""


def _caption(words: Words, labels: Labels, cells: pd.DataFrame, states: pd.DataFrame) -> Caption:
    demands, missions, links = words.plan.demands, words.plan.missions, labels.links
    linked = missions.mission_id.isin(links.mission_id[links.relation != "none"])
    carried, none, unread = (int((states.state == state).sum()) for state in ("carried", "none", "unread"))
    exceptions = [] if carried else ["nobody"]
    exceptions += ["unanswered" if none else "related"] if carried < len(demands) else []
    together, _ = captions.say_together(words, labels)
    notes: list[captions.Note] = [
        captions.say_span(words, labels, demands.demand_id),
        captions.say_repeats(words, demands.line),
        captions.say_unread(words, states),
        (captions.join(together, words.say("matrix_lines_note")), ""),
        captions.say_own_names(words, demands.demand_id),
    ]
    return words.caption(
        "matrix",
        [*demands.line, *missions.line[linked]],
        *(["unread"] if unread else exceptions),
        **captions.say_only_related(words, labels, states.demand_id[states.state == "nearby"]),
        carried=carried,
        all=len(demands),
        without=captions.say_count(words, len(demands) - carried),
        read=len(demands) - unread,
        unread=unread,
        **captions.say_notes(words, links, *notes, committees=labels.committees),
        rows=" ".join(_describe_row(words, row.demand_id, cells, row.state == "unread") for row in states.itertuples()),
    )


def _describe_row(words: Words, demand: str, cells: pd.DataFrame, unread: bool) -> str:
    """One demand in words: each committee with its kind."""
    mine = cells[cells.demand_id == demand]
    signs = {row.committee_id: _say_sign(_name_sign(row), words) for row in mine.itertuples()}
    leads = {row.committee_id: f"; {words.say('matrix_lead')}" if row.lead else "" for row in mine.itertuples()}
    said = [f"{words.name(each)} ({sign}{leads[each]})" for each, sign in signs.items()]
    nobody = words.say("matrix_unread" if unread else "matrix_nobody")
    return words.say("matrix_alt_row", demand=words.name(demand), committees=", ".join(said) or nobody)


def _say_sign(sign: str, words: Words) -> str:
    """What a sign of the key stands for."""
    kind, _, both = sign.partition(" ")
    said = words.say(f"matrix_{kind}")
    return words.say("matrix_both", kind=said) if both else said


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
    diameter = min(width, height, sheet.size.text * 0.55) * 0.62
    _draw_sign(axes, x + width / 2, y + height / 2, diameter, str(cell.kind), bool(cell.remit), sheet)


def _shade(axes: Axes, box: tuple[float, float, float, float], sheet: Sheet) -> None:
    """The shade of the one that leads."""
    shade = take_tint(sheet.palette, "leading")
    edge = take_tint(sheet.palette, "light accent")
    bar(axes, *box, shade, edgecolor=edge, linewidth=0.5)


def _draw_sign(axes: Axes, x: float, y: float, diameter: float, kind: str, remit: bool, sheet: Sheet) -> None:
    """The mark of a kind, in a square where the demand falls to the committee's remit too."""
    if remit:
        square(axes, x, y, diameter, sheet.palette.muted)
    if kind != "remit":
        draw_mark(axes, x, y, diameter * (0.65 if remit else 1), kind, sheet)


def _write_key(axes: Axes, key: Key, signs: _Signs, sheet: Sheet) -> None:
    pt, pitch, colours = sheet.size.small, sheet.size.small * KEY, sheet.palette

    def draw(number: int, x: float, middle: float) -> None:
        sign = signs.key[number]
        kind, _, both = sign.partition(" ")
        if sign == "lead":
            _shade(axes, (x, middle - pt * 0.16, pt * 0.36, pt * 0.32), sheet)
        elif sign in ("without", "nearby"):
            write(axes, x, middle, "Aa", pt, colours.accent, weight="semibold")
        else:
            _draw_sign(axes, x + pt * 0.18, middle, pt * 0.32, kind, bool(both) or kind == "remit", sheet)

    key.write(axes, 0.5 * pitch, pitch, colours.ink, draw)

"""How quotes are set: lines of words with their marks, in rows of one or two columns, and what becomes of them where a
sheet has no room for all.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, partial
from itertools import product
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from helpers.codebook import STATES, UNANSWERED
from helpers.figures.marks import LEAST_LINE, draw_mark, lead, place_key, rule, write
from helpers.figures.pairs import (
    Told,
    join_same,
    name_left,
    say_head,
    say_item,
    say_owners,
    say_places,
    say_whose,
    tabulate_pairs,
)
from helpers.figures.sheet import PrintFigure, Sheet, first_that_fits
from helpers.figures.type import balance, measure
from helpers.plan.clean import match_key
from helpers.plan.read import Plan
from helpers.words import Caption, Words

LEFT, RIGHT = 0.42, 0.46
"""Where the demands end and the missions begin, as shares of the width."""

MOST = ((99, 99), (4, 3), (3, 2), (2, 1), (1, 1))
"""Up to how many missions a demand has all of them quoted, and how many where it has more, as the room allows; how many
more there are is said.
"""

FEW = 10
"""How many demands there are at the most for each to name its theme."""

LARGER, LARGEST = (1.7, 1.4, 1.2), 0.85
"""How much larger than text the quotes are where all of them and all words about them have room, and how large they are
at the most, against the headline.
"""

SMALLER, LEAST = (1.0, 0.95, 0.86), 8.0
"""How large the quotes are, against text, and the least type size (pt), before fewer of them are shown."""

PLACED = (1.35, 1.2, 1.1, *SMALLER)
"""How large they are, against text, where the demands alone are quoted."""

AIR, LEAST_AIR, MOST_AIR, TIGHT = 0.4, 0.12, 1.2, 0.05
"""The air about each demand (mm for each point of type): as wanted, the least, the most, and the least where the quotes
are as small as notes.
"""

BETWEEN = 0.25
"""From one mission of a demand to the next, in lines."""

_INDENT, _BEFORE = 0.5, 0.33
"""From a mark's left edge to its words, and from its middle, in mm for each point of type."""

_HANGING = 0.11
"""How much more that is before a quote, whose first mark hangs out to the left."""


class Line(NamedTuple):
    """A line of words: where it begins in its column (mm), the mark before it, and how far the mark's middle is before
    the words (mm), the space above it (mm), whether it stands behind the one before it, and how far its first sign
    hangs out to the left (mm).
    """

    text: str
    pt: float
    colour: str
    weight: str = "normal"
    x: float = 0.0
    mark: str = ""
    before: float = 0.0
    gap: float = 0.0
    behind: bool = False
    hang: float = 0.0

    @property
    def end(self) -> float:
        """Where words begin that stand behind it (mm)."""
        return self.x - self.hang + measure_behind(self.text, self.pt)

    @property
    def height(self) -> float:
        """What the line adds to its column, in mm."""
        return self.gap + (0.0 if self.behind else lead(self.pt))


class Row(NamedTuple):
    """Columns side by side, each from an x (mm) on; whether it is ruled, with air about it; the space below (mm)."""

    columns: list[tuple[float, list[Line]]]
    ruled: bool = True
    below: float = 0.0

    @property
    def height(self) -> float:
        """The height of the highest column, in mm."""
        return max(sum(line.height for line in lines) for _, lines in self.columns) + self.below


def set_lines(
    text: str,
    width: float,
    pt: float,
    colour: str,
    words: Words,
    mark: str = "",
    hang: float = 0.0,
    weight: str = "normal",
) -> list[Line]:
    """Words in even lines of a width (mm) behind a mark, which stands as those of a type size (``hang``, pt) do."""
    size = hang or pt
    indent = size * (_INDENT + _HANGING) if mark else 0.0
    before = size * (_BEFORE + _HANGING)
    lines = balance(text, width - indent, pt, words.language, weight)
    return [Line(line, pt, colour, weight, indent, "" if n else mark, before) for n, line in enumerate(lines)]


def set_head(text: str, width: float, pt: float, colour: str, words: Words) -> Row:
    """A heading in bold lines of a width (mm) of about the same length."""
    lines = balance(text, width, pt, words.language, "bold")
    return Row([(0.0, [Line(line, pt, colour, "bold") for line in lines])], False, pt * 0.15)


def say_rest(rest: Sequence[Told], words: Words, quoted: bool = True) -> list[tuple[str, str]]:
    """Whose the missions of each kind are that are not quoted, with the kind; and how many, where others are quoted."""
    owned = {kind: (len(mine), say_owners(mine, words)) for kind, mine in _sort_out(rest).items()}
    more = {kind: words.say("quotes_more_whose", count=n, whose=whose) for kind, (n, whose) in owned.items()}
    return [(kind, more[kind] if quoted else whose) for kind, (_, whose) in owned.items()]


def _sort_out(missions: Sequence[Told]) -> dict[str, list[str]]:
    """The missions of each kind, the kinds in their order."""
    kinds = dict.fromkeys(sorted((told.mark for told in missions), key=[*STATES, ""].index))
    return {kind: [mission for told in missions if told.mark == kind for mission in told.missions] for kind in kinds}


def say_ties(told: Told, words: Words) -> list[tuple[str, str]]:
    """What missions are to which of several demands, in words, with the kind."""
    said = []
    for kind in STATES:
        mine = [demand for demand, of in told.kinds if of == kind]
        if mine:
            key = f"quotes_tie_{kind}" if len(mine) < len(told.kinds) else f"quotes_tie_{kind}_all"
            said.append((kind, words.say(key, demands=_name_demands(mine, told, words))))
    return said


def _name_demands(demands: Sequence[str], told: Told, words: Words) -> str:
    """Some of the demands that missions are tied to: by their themes where each has its own, else by their lines."""
    themes = {demand: words.plan.items[demand].part for demand, _ in told.kinds}
    if len({*themes.values()}) < len(themes):
        return words.lines(words.plan.locate(demands))
    named = words.listing([words.name(themes[demand]) for demand in demands])
    return words.say("quotes_tie_demands", count=len(demands), themes=named)


def say_strength(told: Told, words: Words, brief: bool = False) -> list[tuple[str, str]]:
    """How strong missions' words are against the demand's, with both where they are the plan's and not ``brief``."""
    if not told.strength:
        return []
    said, (demand, mission) = words.say(f"trace_{told.strength}"), told.said
    if words.is_own and demand and mission and not brief:
        return [("", words.say("quotes_strength", strength=said, mission=mission, demand=demand))]
    than = words.say("trace_than", count=len(told.kinds))
    return [("", words.say("quotes_strength_brief", strength=said, than=than))]


def set_behind(
    said: Sequence[tuple[str, str]], start: float, width: float, pt: float, colour: str, words: Words
) -> list[Line]:
    """Kinds with their marks and words one behind the other, the first of them ``start`` mm from the left."""
    mark = pt * _INDENT if any(kind for kind, _ in said) else 0.0
    lines: list[Line] = []
    for (kind, _), entry in zip(
        said, place_key([text for _, text in said], width, pt, words.language, mark, pt * 0.6, start), strict=True
    ):
        for n, text in enumerate(entry.words):
            behind = n == 0 and entry.x > 0
            lines.append(
                Line(text, pt, colour, x=entry.x + mark, mark="" if n else kind, before=pt * _BEFORE, behind=behind)
            )
    return lines


def add_place(lines: Sequence[Line], place: str, width: float, pt: float, colour: str, words: Words) -> list[Line]:
    """The lines with the place below them, on a line of its own."""
    x = lines[0].x
    return [*lines, *(line._replace(x=x) for line in set_lines(place, width - x, pt, colour, words))]


def measure_behind(text: str, pt: float) -> float:
    """Where words begin that stand behind these, in mm."""
    return measure(text, pt) + pt * 0.6


def write_lines(axes: Axes, x: float, y: float, lines: Sequence[Line], sheet: Sheet) -> None:
    """The lines of a column from x on, from y (mm) down."""
    middle = y
    for line in lines:
        y += line.height
        middle = middle if line.behind else y - lead(line.pt) / 2
        if line.mark:
            draw_mark(axes, x + line.x - line.before, middle, line.pt * 0.28, line.mark, sheet)
        write(axes, x + line.x - line.hang, middle, line.text, line.pt, line.colour, weight=line.weight)


def write_rows(axes: Axes, y: float, rows: Sequence[Row], gap: float, sheet: Sheet) -> None:
    """The rows from y (mm) down, with so much air (mm) in each that has a thin line above it."""
    for row in rows:
        if row.ruled:
            rule(axes, 0, sheet.width, y, sheet.palette.rule, LEAST_LINE)
            y += gap / 2
        for x, lines in row.columns:
            write_lines(axes, x, y, lines, sheet)
        y += row.height + (gap / 2 if row.ruled else 0)


# --- the layouts --------------------------------------------------------------------------------------------


class _Setting(NamedTuple):
    """How quotes are tried: how many missions of a demand (``MOST``; 0: none, but whose they are), in which type (pt),
    whether like demands are joined, the headline may shrink, and short names stand in place of quotes.
    """

    most: tuple[int, int]
    pt: float
    joined: bool
    shrink: bool
    brief: bool = False


class _Group(NamedTuple):
    """Demands that have the same missions, whether none answers them, or the demands elsewhere; and the missions."""

    demands: list[str]
    exception: bool
    carries: str
    missions: list[Told]

    def count_quoted(self, most: tuple[int, int]) -> int:
        """How many of its missions are quoted (``MOST``): all that say what they are to which demand."""
        count, (whole, many) = len(self.missions), most
        return count if self.mixed or count <= whole else many

    def name_texts(self, plan: Plan) -> list[str]:
        """What its missions say, by which those are known that say the same."""
        return [match_key(plan.items[told.missions[0]].text) for told in self.missions]

    @property
    def mixed(self) -> bool:
        """Whether a mission is one thing to one demand and another to another, so that it says what to which."""
        return any(not told.mark for told in self.missions)


def draw_quotes(
    caption: Caption,
    pairs: pd.DataFrame,
    words: Words,
    sheet: Sheet,
    counted: bool = False,
    joined: bool = False,
    series: bool = False,
) -> PrintFigure:
    """The quotes: large if they are few, else with fewer missions for each demand, and whose the others are; at last as
    small as notes. If ``counted``, the demands may stand alone; on a screen short names go before a few quotes. Those
    of a ``series`` are as large as text as long as there is room.
    """
    size = sheet.size
    highest = size.title * LARGEST
    larger = (
        [*product(MOST, (size.text,))] if series else [(MOST[0], min(size.text * share, highest)) for share in LARGER]
    )
    sizes = [max(size.text * share, size.small) for share in SMALLER]
    usual = [each for fit in (True, False) for each in product(MOST, [pt for pt in sizes if (pt >= LEAST) is fit])]
    none = [(0, 0)] if counted else []
    placed = [*product(none, [min(size.text * share, highest) for share in (SMALLER if series else PLACED)])]
    quoted = [*larger, *usual, *placed]
    named = {*pairs.demand_id, *pairs.mission_id} - {""} <= {*words.named}
    brief = [*product(none or [MOST[0], (0, 0)], sizes)] if size.screen and named else []
    whole = [each for each in quoted if none or each[0] == MOST[0]]  # all by name say more than a few in quotes
    fewer = [each for each in quoted if each not in whole]
    last = [*fewer, *product((*MOST, *none), (size.small,))]
    tries = [(*each, short) for short, some in ((False, whole), (True, brief), (False, last)) for each in some]
    settings = [
        _Setting(count, pt, together, shrink, short)
        for shrink in (False, True)
        for together in ((True, False) if joined else (False,))
        for count, pt, short in tries
    ]
    draw = partial(_draw_in, caption, pairs, words, sheet, named=not series)
    group = cache(partial(_list_groups, pairs, words.plan))
    return first_that_fits(partial(draw, setting, group(setting.joined)) for setting in settings)


def _draw_in(
    caption: Caption,
    pairs: pd.DataFrame,
    words: Words,
    sheet: Sheet,
    setting: _Setting,
    groups: Sequence[_Group],
    named: bool,
) -> PrintFigure:
    """The quotes in a setting, with their key; a demand's theme is ``named`` where the headline does not."""
    pt = setting.pt
    groups = _tell_again(groups, words.plan, setting.most)
    linked = pairs[(pairs.demand_id != "") & (pairs.mission_id != "")]
    alike = {*linked.kind} == {"related"}
    quoted = setting.most > (0, 0)
    if "related" in {*linked.kind} and not (alike and quoted):
        caption = _reword(caption, lambda said: f"{said} {words.say('quotes_note')}".strip())
    if setting.brief:
        caption = _reword(caption, lambda said: said.replace(say_whose(words), words.say("short_names")))
    rows = _set_rows(groups, _Style(words, sheet, setting, alike, named and pairs.demand_id.nunique() <= FEW))
    numbers = tabulate_pairs(pairs, words)
    ruled = sum(row.ruled for row in rows)
    solid = sum(row.height for row in rows)
    tight = TIGHT if pt <= sheet.size.small else LEAST_AIR
    wanted, least, highest = (solid + pt * ruled * share for share in (AIR, tight, MOST_AIR))
    large = pt > sheet.size.text and quoted
    figure, axes = sheet.open(caption, wanted, numbers, least, highest, whole=large, shrink=setting.shrink)
    write_rows(axes, 0.0, rows, (axes.get_ylim()[0] - solid) / ruled, sheet)
    return figure


def _list_groups(pairs: pd.DataFrame, plan: Plan, joined: bool) -> list[_Group]:
    """The pairs by what stands on the left; demands that have the same missions in one, where they are to be joined."""
    left = name_left(pairs)
    missions = pairs.mission_id.groupby(left).agg(frozenset)
    same = pairs.grade + left.map(missions).map(sorted).map(" ".join) if joined else left
    groups = []
    for _, rows in pairs.groupby(same.where((pairs.demand_id != "") & (pairs.mission_id != ""), left), sort=False):
        demands = [demand for demand in rows.demand_id.unique() if demand]
        exception = bool(demands) and rows.grade.iloc[0] in UNANSWERED
        groups.append(_Group(demands, exception, rows.carries.iloc[0], join_same(rows, plan)))
    return groups


def _tell_again(groups: Sequence[_Group], plan: Plan, most: tuple[int, int]) -> list[_Group]:
    """The groups, with those missions marked that a group before quotes too, of which each quotes so many."""
    quoted: set[str] = set()
    told = []
    for group in groups:
        texts = group.name_texts(plan)
        missions = [each._replace(again=text in quoted) for each, text in zip(group.missions, texts, strict=True)]
        quoted.update(texts[: group.count_quoted(most)])
        told.append(group._replace(missions=missions))
    return told


def _list_kinds(groups: Sequence[_Group]) -> list[str]:
    """What the marks before missions say, in the order of their key."""
    found = {told.mark for group in groups if group.demands and not group.mixed for told in group.missions}
    return [kind for kind in STATES if kind in found]


def _set_rows(groups: Sequence[_Group], style: "_Style") -> list[Row]:
    """Missions that answer none of the demands, the demands with theirs, missions that answer what is not shown."""
    demands = [group for group in groups if group.demands]
    rows = [row for group in groups if not group.demands and not group.carries for row in _set_headed(group, style)]
    if demands:
        set_demands = _set_placed if style.setting.most == (0, 0) else _set_over if len(groups) == 1 else _set_beside
        rows += _open_gap([*_set_key(groups, style), *set_demands(demands, style)], rows, style)
    for group in groups:
        if group.carries:
            rows += _open_gap(_set_headed(group, style), rows, style)
    return rows


def _set_key(groups: Sequence[_Group], style: "_Style") -> list[Row]:
    """What the marks before missions say, directly above the demands; nothing where there are none."""
    words, small = style.words, style.sheet.size.small
    said = [] if style.alike else [(kind, words.say(f"quotes_{kind}")) for kind in _list_kinds(groups)]
    lines = set_behind(said, 0.0, style.sheet.width, small, style.sheet.palette.ink, words)
    return [Row([(0.0, lines)], False, small * 0.3)] if said else []


class _Style(NamedTuple):
    """What all rows are set with; whether all missions are related only, and whether demands name their themes."""

    words: Words
    sheet: Sheet
    setting: _Setting
    alike: bool
    named: bool

    @property
    def start(self) -> float:
        """Where the missions begin beside the demands, in mm."""
        return self.sheet.width * RIGHT

    @property
    def end(self) -> float:
        """Where the demands end beside the missions, in mm."""
        return self.sheet.width * LEFT

    def set_head(self, side: str, width: float) -> Row:
        """The heading of the demands or of the missions in lines of a width (mm)."""
        key = side + ("_related" if self.alike and side != "demands" else "")
        pt = min(self.setting.pt, self.sheet.size.text)
        return set_head(self.words.say(f"quotes_{key}"), width, pt, self.sheet.palette.ink, self.words)


def _open_gap(rows: list[Row], above: Sequence[Row], style: _Style) -> list[Row]:
    """The rows with space above them where others stand there."""
    if not above or not rows:
        return rows
    gap = style.sheet.size.text * 0.2
    columns = [(x, [lines[0]._replace(gap=gap), *lines[1:]]) for x, lines in rows[0].columns]
    return [rows[0]._replace(columns=columns), *rows[1:]]


def _set_headed(group: _Group, style: _Style) -> list[Row]:
    """Missions that answer none of the demands shown, below what they are; small if they answer others."""
    colours, size, width = style.sheet.palette, style.sheet.size, style.sheet.width
    pt = min(style.setting.pt, size.small if group.carries else size.text)
    colour = colours.muted if group.carries else colours.ink
    head = set_head(say_head(group.carries, style.words), width, pt, colour, style.words)
    missions = _set_missions(group, style, width, pt if group.carries else style.setting.pt)
    return [head, Row([(0.0, _run_on(_align(missions, width), pt))])]


def _align(missions: Sequence[list[Line]], width: float) -> list[list[Line]]:
    """The places behind short names in a column of their own, as far as the ``width`` (mm) is enough."""
    x = max((line.x for lines in missions for line in lines if line.behind), default=0.0)

    def move(line: Line) -> Line:
        return line._replace(x=x) if line.behind and x + measure(line.text, line.pt) <= width else line

    return [[*map(move, lines)] for lines in missions]


def _set_beside(groups: Sequence[_Group], style: _Style) -> list[Row]:
    """The demands on the left, their missions on the right."""
    start, pt = style.start, style.setting.pt
    room = style.sheet.width - start
    left, right = style.set_head("demands", style.end), style.set_head("missions", room)
    rows = [left._replace(columns=[*left.columns, (start, right.columns[0][1])])]
    for group in groups:
        missions = _run_on(_set_missions(group, style, room, pt), pt)
        rows.append(Row([(0.0, _set_demands(group, style, style.end)), (start, missions)]))
    return rows


def _set_over(groups: Sequence[_Group], style: _Style) -> list[Row]:
    """The demands over the whole width, and below them their missions."""
    width, (group,) = style.sheet.width, groups
    demands = [style.set_head("demands", width), Row([(0.0, _set_demands(group, style, width))])]
    quoted = _set_missions(group, style, width, style.setting.pt)
    missions = [style.set_head("missions", width), *(Row([(0.0, each)]) for each in quoted)]
    return [*demands, *_open_gap(missions, demands, style)]


def _set_placed(groups: Sequence[_Group], style: _Style) -> list[Row]:
    """The demands over the whole width, with their lines and whose missions they have below or behind them."""
    width, pt, words, muted = style.sheet.width, style.sheet.size.small, style.words, style.sheet.palette.muted
    rows = [style.set_head("placed", width)]
    places = [words.lines(words.plan.locate(group.demands)) for group in groups]
    column = max(measure_behind(place, pt) for place in places)
    for group, place in zip(groups, places, strict=True):
        quoted = [line for demand in group.demands for line in _set_quote(demand, group.exception, style, width)]
        behind = style.setting.brief and quoted[-1].end + measure(place, pt) <= width
        said = say_rest(group.missions, words, quoted=False) or [("", words.say("quotes_nobody"))]
        said = [("" if style.alike else kind, text) for kind, text in said]
        placed = [*quoted, Line(place, pt, muted, x=quoted[-1].end if behind else 0.0, behind=behind)]
        start = placed[-1].end if behind else column
        whose = set_behind(said, start, width, pt, style.sheet.palette.ink, words)
        rows.append(Row([(0.0, [*placed, *whose])]))
    return rows


def _emphasise(strong: bool, style: _Style) -> tuple[str, str]:
    """The colour and weight of a quote; a ``strong`` one is an exception, which is seen in grey too."""
    return (style.sheet.palette.accent, "semibold") if strong else (style.sheet.palette.ink, "normal")


def _set_quote(item: str, strong: bool, style: _Style, width: float, pt: float = 0.0, mark: str = "") -> list[Line]:
    """The words of a demand or mission, the quotation mark before them in the margin; or its short name."""
    words = style.words
    text = words.name(item) if style.setting.brief else words.say("quotes_words", text=say_item(item, words))
    colour, weight = _emphasise(strong, style)
    pt = pt or style.setting.pt
    first, *others = set_lines(text, width, pt, colour, words, mark, weight=weight)
    return [first._replace(hang=0.0 if style.setting.brief else measure(text[0], pt, weight)), *others]


def _set_demands(group: _Group, style: _Style, width: float) -> list[Line]:
    """The demands in their words, each with its place on a line of its own below."""
    small, colours, words = style.sheet.size.small, style.sheet.palette, style.words
    blocks = []
    for demand in group.demands:
        quoted = _set_quote(demand, group.exception, style, width)
        place, theme = words.lines(words.plan.locate([demand])), words.plan.items[demand].part
        place = f"{words.name(theme)}, {place}" if style.named else place
        blocks.append(add_place(quoted, place, width, small, colours.muted, style.words))
    return _run_on(blocks, style.setting.pt)


def _run_on(blocks: Sequence[list[Line]], pt: float) -> list[Line]:
    """The blocks one below the other, with some space between them."""
    gap = lead(pt) * BETWEEN
    return [
        line._replace(gap=gap) if number and not n else line
        for number, lines in enumerate(blocks)
        for n, line in enumerate(lines)
    ]


def _set_missions(group: _Group, style: _Style, width: float, pt: float) -> list[list[Line]]:
    """The missions in their words with their places below; of those not quoted whose they are, by kind."""
    words, told, ink = style.words, group.missions, style.sheet.palette.ink
    if not told:
        return [set_lines(words.say("quotes_nobody"), width, pt, ink, words)]
    most = group.count_quoted(style.setting.most)
    quoted = [_set_mission(each, group, style, width, pt) for each in told[:most]]
    small = style.sheet.size.small
    marked = group.demands and not style.alike
    return quoted + [
        set_lines(said, width, small, ink, words, kind if marked else "", pt)
        for kind, said in say_rest(told[most:], words, most > 0)
    ]


def _set_mission(told: Told, group: _Group, style: _Style, width: float, pt: float) -> list[Line]:
    """A mission: its words, its place and, where it differs, how; one that is quoted already by its place alone."""
    words, size, colours = style.words, style.sheet.size, style.sheet.palette
    mark = "" if style.alike or group.mixed or not group.demands else told.mark
    place = say_places(told.missions, words)
    if told.again:
        return set_lines(words.say("quotes_again", place=place), width, size.small, colours.ink, words, mark, pt)
    free = not (group.demands or group.carries)
    strong, small = bool(told.strength) or free, size.small
    lines = _set_quote(told.missions[0], strong, style, width, pt, mark)
    x = lines[0].x
    if style.setting.brief and (free or not (group.mixed or strong)) and lines[-1].end + measure(place, small) <= width:
        return [*lines, Line(place, small, colours.muted, x=lines[-1].end, behind=True)]
    lines = add_place(lines, place, width, small, colours.muted, words)
    colour, _ = _emphasise(strong, style)
    ties = say_ties(told, words) if group.mixed else []
    start = measure_behind(lines[-1].text, small)
    for remarks, begin in ((ties, start), (say_strength(told, words, style.setting.brief), 0.0)):
        lines += [line._replace(x=line.x + x) for line in set_behind(remarks, begin, width - x, small, colour, words)]
    return lines


def _reword(caption: Caption, change: Callable[[str], str]) -> Caption:
    """The caption with its note changed, the short one too."""
    return replace(caption, note=change(caption.note), note_brief=change(caption.note_brief or ""))

"""How quotes are set: lines of words with their marks, in rows of one or two columns, and what becomes of them where a
sheet has no room for all.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from helpers.figures.marks import LEAST_LINE, count_lines, lead, place_key, rule, write, write_key
from helpers.figures.sheet import Sheet
from helpers.figures.states import STATES
from helpers.figures.ties import draw_mark
from helpers.figures.type import balance, measure
from helpers.plan.clean import match_key
from helpers.plan.read import Plan
from helpers.words import Words

BETWEEN = 0.25
"""From one mission of a demand to the next, in lines."""

_INDENT, _BEFORE = 0.5, 0.33
"""From a mark's left edge to its words, and from its middle, in mm for each point of type."""


class Line(NamedTuple):
    """A line of words: where it begins in its column (mm), the mark before it, and how far the mark's middle is before
    the words (mm), the space above it (mm), and whether it stands behind the one before it.
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

    @property
    def height(self) -> float:
        """What the line adds to its column, in mm."""
        return self.gap + (0.0 if self.behind else lead(self.pt))


class Row(NamedTuple):
    """Columns side by side, each from an x (mm) on; whether a thin line stands above and air about, and the
    space below (mm).
    """

    columns: list[tuple[float, list[Line]]]
    ruled: bool = True
    below: float = 0.0

    @property
    def height(self) -> float:
        """The height of the highest column, in mm."""
        return max(sum(line.height for line in lines) for _, lines in self.columns) + self.below


class Told(NamedTuple):
    """Missions that say the same word for word, are the same to each of the demands beside them (``kinds``, by demand),
    and have as strong words, with those words; whether they are quoted further up already.
    """

    missions: list[str]
    kinds: tuple[tuple[str, str], ...]
    strength: str
    said: tuple[str, str]
    again: bool = False

    @property
    def mark(self) -> str:
        """The one kind that they are to all demands; nothing where they are not the same to all."""
        found = {kind for _, kind in self.kinds}
        return found.pop() if len(found) == 1 else ""


def join_same(rows: pd.DataFrame, plan: Plan) -> list[Told]:
    """The missions of the rows, those that are told alike in one; in the rows' order."""
    found: dict[tuple[object, ...], Told] = {}
    for mission, mine in rows[rows.mission_id != ""].groupby("mission_id", sort=False):
        kinds = tuple(zip(mine.demand_id, mine.kind, strict=True))
        strength = next(filter(None, mine.get("strength", [])), "")
        said = (mine.demand_words.iloc[0], mine.mission_words.iloc[0]) if strength else ("", "")
        key = (match_key(plan.items[str(mission)].text), kinds, strength)
        found.setdefault(key, Told([], kinds, strength, said)).missions.append(str(mission))
    return list(found.values())


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
    """Words in even lines of at most a width (mm), the first of them with a mark, all of them behind it; the mark
    stands as those of another type size do (``hang``, pt).
    """
    size = hang or pt
    indent = size * _INDENT if mark else 0.0
    lines = balance(text, width - indent, pt, words.language, weight)
    return [Line(line, pt, colour, weight, indent, "" if n else mark, size * _BEFORE) for n, line in enumerate(lines)]


def set_head(text: str, width: float, pt: float, colour: str, words: Words) -> Row:
    """A heading in bold lines of a width (mm) of about the same length."""
    lines = balance(text, width, pt, words.language, "bold")
    return Row([(0.0, [Line(line, pt, colour, "bold") for line in lines])], False, pt * 0.15)


def say_places(missions: Iterable[str], words: Words) -> str:
    """Whose missions they are and on which lines they stand.

    >>> say_places(["gan-06", "on-05"], words)
    'Gymnasium och arbetsmarknad, rad 291; ..., rad 317'
    """
    given: dict[str, list[str]] = {}
    for mission in missions:
        given.setdefault(words.plan.items[mission].part, []).append(mission)
    return "; ".join(f"{words.name(part)}, {words.lines(words.plan.locate(mine))}" for part, mine in given.items())


def say_whose(missions: Iterable[str], words: Words) -> str:
    """Whose missions they are, without their lines.

    >>> say_whose(["gan-06", "on-05", "on-06"], words).rpartition(", ")[2]
    'Omsorgsnämnden'
    """
    parts = {words.plan.items[mission].part for mission in missions}
    return ", ".join(words.name(part) for part in words.parts if part in parts)


def say_rest(rest: Sequence[Told], words: Words) -> list[tuple[str, str]]:
    """Of missions that are not quoted how many there are of each kind, and whose they are, with the kind."""
    return [
        (kind, words.say("quotes_more_whose", count=len(mine), whose=say_whose(mine, words)))
        for kind, mine in _sort_out(rest).items()
    ]


def say_all(missions: Sequence[Told], words: Words) -> list[tuple[str, str]]:
    """Whose the missions of each kind are, with the kind."""
    return [(kind, say_whose(mine, words)) for kind, mine in _sort_out(missions).items()]


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
    named = len({*themes.values()}) == len(themes)
    where = words.listing([words.name(themes[demand]) for demand in demands])
    lines = words.lines(words.plan.locate(demands))
    return words.say("quotes_tie_demands", count=len(demands), where=where if named else lines)


def say_strength(told: Told, words: Words) -> list[tuple[str, str]]:
    """How strong the words of missions are against the demand's, where that is told, with both where they are the
    plan's own; as ``say_ties``, without a kind.
    """
    if not told.strength:
        return []
    said, (demand, mission) = words.say(f"trace_{told.strength}"), told.said
    if words.is_own and demand and mission:
        said = words.say("quotes_strength", strength=said, mission=mission, demand=demand)
    return [("", said)]


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
        write(axes, x + line.x, middle, line.text, line.pt, line.colour, weight=line.weight)


def write_rows(axes: Axes, y: float, rows: Sequence[Row], gap: float, sheet: Sheet) -> None:
    """The rows from y (mm) down, with so much air (mm) in each that has a thin line above it."""
    for row in rows:
        if row.ruled:
            rule(axes, 0, sheet.width, y, sheet.palette.rule, LEAST_LINE)
            y += gap / 2
        for x, lines in row.columns:
            write_lines(axes, x, y, lines, sheet)
        y += row.height + (gap / 2 if row.ruled else 0)


class Key(NamedTuple):
    """The marks that there are with their words, above all quotes."""

    kinds: list[str]
    texts: list[str]

    def height(self, sheet: Sheet, words: Words) -> float:
        """Its height, in mm."""
        pt = sheet.size.small
        lines = count_lines(place_key(self.texts, sheet.width, pt, words.language, pt * 0.45, pt * 0.6))
        return lines * lead(pt) + (pt * 0.3 if lines else 0)

    def write(self, axes: Axes, sheet: Sheet, words: Words) -> None:
        """Write it at the top."""
        pt, pitch = sheet.size.small, lead(sheet.size.small)
        entries = place_key(self.texts, sheet.width, pt, words.language, pt * 0.45, pt * 0.6)

        def draw(number: int, x: float, middle: float) -> None:
            draw_mark(axes, x + pt * 0.16, middle, pt * 0.28, self.kinds[number], sheet)

        write_key(axes, entries, (0.5 * pitch, pitch), pt * 0.45, pt, sheet.palette.ink, draw)

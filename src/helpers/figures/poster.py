"""The poster: every demand and below it the missions that answer it, in the plan's words, in two columns, under a
heading for each way of being answered, the exceptions first.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from helpers.codebook import EXCEPTIONS_FIRST, UNANSWERED
from helpers.figures import captions
from helpers.figures.marks import LEAST_LINE, Placed, lead, rule, set_placed, write, write_placed
from helpers.figures.pairs import describe, join_same, pair, say_item, say_places, say_whose, tabulate_pairs
from helpers.figures.sheet import SIZES, PrintFigure, Sheet, first_that_fits
from helpers.figures.type import balance
from helpers.links.labels import Labels
from helpers.words import Caption, Words

A3 = Sheet(SIZES["a3"])

TYPE = (13.0, 12.0, 11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0)
"""The type sizes of the quotes (pt): the first that has room for all of them is taken."""

GAP, INDENT = 1.2, 0.6
"""What stands between both columns, and how far missions are set in, in mm for each point of type."""

AIR, LEAST_AIR, MOST_AIR = 0.34, 0.13, 0.6
"""The air in a row (mm for each point of type), as much above its words as below: as wanted, the least, the most."""

HEADING, ABOVE = 1.3, 0.5
"""How much larger a heading is than the quotes, and how much air it has above and below all its lines, in lines."""


class _Row(NamedTuple):
    """A demand and its missions, set in lines, and how it is answered."""

    grade: str
    demand: Placed
    missions: list[Placed]

    def height(self, pt: float) -> float:
        """How high its words are, in mm."""
        return sum(each.height(pt) for each in (self.demand, *self.missions))


class _Head(NamedTuple):
    """The heading of the demands that are answered alike, and what that means, in lines."""

    lines: list[str]
    meaning: list[str]

    def height(self, pt: float) -> float:
        """How high it is with its air, in mm."""
        return lead(pt * HEADING) * (len(self.lines) + ABOVE) + lead(pt) * (len(self.meaning) + ABOVE)


class _Columns(NamedTuple):
    """The rows of both columns, and the headings by grade: one above the first row of its kind in a column."""

    rows: tuple[list[_Row], list[_Row]]
    heads: dict[str, _Head]

    def measure(self, pt: float, air: float) -> float:
        """How high the higher column is where each row has so much air (mm)."""
        return max(self._measure(rows, pt, air) for rows in self.rows)

    def _measure(self, rows: Sequence[_Row], pt: float, air: float) -> float:
        heads = sum(self.heads[grade].height(pt) for grade in {row.grade for row in rows})
        return heads + sum(row.height(pt) + air for row in rows)


def verbatim(labels: Labels, words: Words, sheet: Sheet = A3) -> PrintFigure:
    """Every demand with all missions that answer it, as quotes, the exceptions first; missions in the same words are
    one quote. In the largest type that has room for all; raises RoomError where none has.
    """
    known = [demand for demand in words.plan.demands.demand_id if demand not in labels.unread]
    pairs = pair(labels, known)
    caption = _tell(labels, words, pairs)
    return first_that_fits(partial(_draw, caption, pairs, labels, words, sheet, pt) for pt in TYPE)


def _tell(labels: Labels, words: Words, pairs: pd.DataFrame) -> Caption:
    """What the poster says."""
    demands, missions = words.plan.demands, words.plan.missions.mission_id
    answering = pairs.mission_id[pairs.kind.isin(["whole", "part"])].nunique()
    grades = pairs.drop_duplicates("demand_id").grade
    counts = {kind: int((grades == kind).sum()) for kind in ("whole", "part")}
    without = len(grades) - sum(counts.values())
    shares = ", ".join(f"{count} {words.say(f'verbatim_share_{kind}')}" for kind, count in counts.items() if count)
    first, _, shares = shares.partition(" ")
    variants = ["nobody"] if without == len(grades) else []
    variants += [f"all_{kind}" for kind, n in counts.items() if n == len(grades)]
    variants += ["none" if (grades == "none").any() else "related"] if without else []
    notes: list[captions.Note] = [
        captions.say_span(words, labels, demands.demand_id),
        captions.say_repeats(words, [*demands.line, *words.plan.locate({*pairs.mission_id} - {""})]),
        captions.say_together(words, labels),
        say_whose(words),
    ]
    return words.caption(
        "verbatim",
        words.plan.locate({*pairs.demand_id, *pairs.mission_id} - {""}),
        *variants,
        demands=len(grades),
        first=first,
        shares=shares,
        answered=captions.say_settled(words, len(grades) - without, labels.span()),
        without=captions.say_count(words, without),
        missions=captions.say_settled(words, answering, labels.span(among=missions)),
        **captions.say_notes(words, labels.links, *notes),
        rows=describe(pairs, words),
    )


def _draw(caption: Caption, pairs: pd.DataFrame, labels: Labels, words: Words, sheet: Sheet, pt: float) -> PrintFigure:
    """The poster in a type size (pt), parted where its columns are most alike."""
    width = (sheet.width - pt * GAP) / 2
    rows = _set_rows(pairs, words, sheet, pt, width)
    heads = _set_heads(pairs, labels, words, pt, width)
    parted = (_Columns((rows[:n], rows[n:]), heads) for n in range(1, len(rows) + 1))
    columns = min(parted, key=lambda each: each.measure(pt, pt * AIR))
    numbers = tabulate_pairs(pairs, words)
    wanted, least, most = (columns.measure(pt, pt * air) for air in (AIR, LEAST_AIR, MOST_AIR))
    figure, axes = sheet.open(caption, wanted, numbers, least, most, whole=True)
    air = pt * (LEAST_AIR + (MOST_AIR - LEAST_AIR) * (axes.get_ylim()[0] - least) / (most - least))
    for side, mine in enumerate(columns.rows):
        x, y = side * (width + pt * GAP), 0.0
        for grade, each in groupby(mine, attrgetter("grade")):
            y = _write_head(axes, x, y, heads[grade], grade, pt, sheet)
            for row in each:
                rule(axes, x, x + width, y, sheet.palette.rule, LEAST_LINE)
                _write_row(axes, x, y + air / 2, row, pt, sheet)
                y += row.height(pt) + air
    return figure


def _set_heads(pairs: pd.DataFrame, labels: Labels, words: Words, pt: float, width: float) -> dict[str, _Head]:
    """The heading of each way of being answered, set in lines of a width (mm)."""
    counts = pairs.drop_duplicates("demand_id").grade.value_counts()
    heads = {}
    for grade, count in counts.items():
        said = words.say(
            f"verbatim_head_{grade}", count=captions.say_settled(words, int(count), labels.span(str(grade)))
        )
        heads[str(grade)] = _Head(
            balance(said, width, pt * HEADING, words.language, "bold"),
            balance(words.say(f"verbatim_means_{grade}"), width, pt, words.language),
        )
    return heads


def _set_rows(pairs: pd.DataFrame, words: Words, sheet: Sheet, pt: float, width: float) -> list[_Row]:
    """The demands with theme and line, and their missions, set in lines of a width (mm), the exceptions first."""
    rows, ranks = [], pairs.grade.map(EXCEPTIONS_FIRST.index)
    for demand, mine in pairs.loc[ranks.sort_values(kind="stable").index].groupby("demand_id", sort=False):
        theme, place = words.name(words.plan.items[demand].part), words.lines(words.plan.locate([demand]))
        quote, grade = words.say("quotes_words", text=say_item(demand, words)), mine.grade.iloc[0]
        set_ = partial(set_placed, pt=pt, sheet=sheet, language=words.language)
        rows.append(
            _Row(
                grade,
                set_(quote, f"{theme}, {place}", width, weight="semibold"),
                [set_(text, spot, width - pt * INDENT) for text, spot in _list_missions(mine, grade, words)],
            )
        )
    return rows


def _list_missions(pairs: pd.DataFrame, grade: str, words: Words) -> Iterator[tuple[str, str]]:
    """The missions of a demand with their places, same words once; what is less than the demand's grade says so."""
    missions = join_same(pairs, words.plan)
    for told in missions:
        spot, kind = say_places(told.missions, words), told.mark
        less = "" if kind == grade else words.say("verbatim_less", place=spot, kind=words.say(f"verbatim_{kind}"))
        yield words.say("quotes_words", text=say_item(told.missions[0], words)), less or spot
    if not missions:
        yield words.say("quotes_nobody"), ""


def _write_head(axes: Axes, x: float, y: float, head: _Head, grade: str, pt: float, sheet: Sheet) -> float:
    """A heading from its upper left corner (mm); gives where it ends."""
    colours, large, end = sheet.palette, pt * HEADING, y + head.height(pt)
    colour = colours.accent if grade in UNANSWERED else colours.ink
    y += lead(large) * (ABOVE + 0.5)
    for line in head.lines:
        write(axes, x, y, line, large, colour, weight="bold")
        y += lead(large)
    y += (lead(pt) - lead(large)) / 2
    for line in head.meaning:
        write(axes, x, y, line, pt, colours.muted)
        y += lead(pt)
    return end


def _write_row(axes: Axes, x: float, y: float, row: _Row, pt: float, sheet: Sheet) -> None:
    """A demand and below it, set in, its missions, from y (mm) down."""
    colours = sheet.palette
    colour = colours.accent if row.grade in UNANSWERED else colours.ink
    write_placed(axes, x, y + lead(pt) / 2, row.demand, pt, colour, sheet, "semibold", quoted=True)
    y += row.demand.height(pt)
    for each in row.missions:
        write_placed(axes, x + pt * INDENT, y + lead(pt) / 2, each, pt, colours.ink, sheet, quoted=each.place != [])
        y += each.height(pt)

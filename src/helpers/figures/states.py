"""The chart of states: every demand a dot by theme: answered in whole, in part, by related missions only, or not."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from helpers.codebook import EXCEPTIONS_FIRST, STATES, UNANSWERED
from helpers.figures import captions
from helpers.figures.marks import (
    EASE,
    LEAST_PITCH,
    PITCH,
    Key,
    Placed,
    Rows,
    draw_mark,
    lead,
    measure_labels,
    set_placed,
    take_tint,
    write,
    write_placed,
)
from helpers.figures.sheet import A5, PrintFigure, RoomError, Sheet, first_that_fits
from helpers.figures.type import wrap
from helpers.links.labels import Labels
from helpers.words import Caption, Words


def states(labels: Labels, words: Words, sheet: Sheet = A5, listed: bool = True) -> PrintFigure:
    """A dot for every demand by theme, the exceptions first: a dash without any link, a ring where missions are related
    only, half where a mission carries it in part, full in whole. Those that no mission carries are named with their
    lines, beside the dots or below, as there is room; where they are not to be ``listed``, dots and key alone. Takes
    ``read_labels``.
    """
    plan, links = words.plan, labels.links
    table = labels.states.drop(columns=["lead", "remit"])
    table["theme_id"] = plan.demands.theme_id
    table["kind"] = labels.grade("demand_id").tolist()
    table["kind"] = table.kind.mask(table.state == "unread", "unread")
    table["place"] = [_say_place(row, words) for row in table.itertuples()]
    without, near = table[table.kind.isin(UNANSWERED)], table[table.kind == "related"]
    counts = {kind: int((table.kind == kind).sum()) for kind in STATES}
    unread = counts["unread"]
    names = [f"{words.name(row.demand_id)}, {row.place}" for row in without.itertuples()]
    nobody = words.say("states_nobody_without_unread" if unread else "states_nobody_without")
    variants = ["nobody"] if len(without) == len(table) else []
    variants += ["unanswered" if counts["none"] else "related" if counts["related"] else ""]
    terms = words.say("states_terms") if listed else ""  # a print says elsewhere what they are
    notes: list[captions.Note] = [
        (terms, ""),
        words.say("quotes_note") if listed and counts["related"] else "",
        (captions.say_own_names(words, without.demand_id if listed else []), ""),
        captions.say_unread(words, table),
        captions.say_span(words, labels, table.demand_id),
        captions.say_repeats(words, table.line),
        (captions.say_together(words, labels)[0], ""),
    ]
    caption = words.caption(
        "states",
        [*table.line, *plan.locate({*", ".join(near.related).split(", ")} - {""})],
        *(["unread"] if unread else variants),
        **captions.say_notes(words, links, *notes),
        **captions.say_only_related(words, labels, without.demand_id),
        carried=counts["whole"] + counts["part"],
        read=len(table) - unread,
        without=captions.say_count(words, len(without)),
        all=len(table),
        without_listed=words.say("states_alt_without", names="; ".join(names)) if names else nobody,
        **counts,
    )
    spans = {kind: labels.span(kind) for kind in STATES} | {"unread": (unread, unread)}
    key = [
        f"{captions.say_settled(words, counts[kind], spans[kind])} {words.say(f'states_{kind}')}"
        for kind in EXCEPTIONS_FIRST
        if counts[kind] or kind in ("whole", "part")
    ]
    whole = (sheet.width, sheet.size.text, sheet, words.language)
    draw = partial(_draw_states, caption, table, key, words=words, sheet=sheet)
    if not listed:
        return draw()
    if without.empty:
        return draw(below=[set_placed(nobody, "", *whole)])

    def draw_beside(places: list[str], lines: int, pt: float = sheet.size.small) -> PrintFigure:
        dots = _measure_dots(table, words, sheet, _STEP if lines == 1 else _LEAST_STEP, pt)
        listed = _list_beside(without.assign(place=places), lines, words, sheet, dots)
        return draw(dots=dots, beside=listed)

    def draw_below() -> PrintFigure:
        return draw(below=_list_without(without, words, sheet))

    own = [words.lines([line]) for line in without.line]
    run = "; ".join(words.name(demand) for demand in without.demand_id)
    ours = "_ours" if captions.say_own_names(words, without.demand_id) else ""
    head = set_placed(words.say(f"states_without_head{ours}", count=len(without)), "", *whole, weight="bold")
    layouts: list[Callable[[], PrintFigure]] = [
        partial(draw_beside, without.place.tolist(), 1, sheet.size.text),
        partial(draw_beside, without.place.tolist(), 1),
        *([] if sheet.size.fixed else [draw_below]),
        partial(draw_beside, own, 1, sheet.size.text),
        partial(draw_beside, own, 1),
        partial(draw_beside, [""] * len(own), 2),
        draw_below,
        partial(draw, below=[head, set_placed(run, "", *whole, weight="semibold")], stacked=False),
        partial(draw, below=[set_placed(words.say("states_listed_beside"), "", *whole)]),
    ]
    return first_that_fits(layouts)


def _say_place(row: Any, words: Words) -> str:
    """Where a demand stands, and the related missions."""
    place = words.lines([row.line])
    if row.kind != "related":
        return place
    related = words.lines(words.plan.locate(row.related.split(", ")))
    return words.say("states_place", place=place, related=related)


def _draw_states(
    caption: Caption,
    states: pd.DataFrame,
    said: list[str],
    words: Words,
    sheet: Sheet,
    dots: "_Dots | None" = None,
    beside: dict[str, list[Placed]] | None = None,
    below: Sequence[Placed] = (),
    stacked: bool = True,
) -> PrintFigure:
    """The key (``stacked`` or not), dots for each theme, the demands without a mission ``beside`` or ``below``."""
    pt, themes = sheet.size.text, words.plan.themes.theme_id.tolist()
    shown = {"whole", "part", *states.kind}
    named, dots = beside or {}, dots or _measure_dots(states, words, sheet)
    key = Key.set(said, sheet.width, pt, words.language, 0.53, sheet.width if stacked else pt * 0.4)
    rest = key.lines + 0.6 + (0.45 + 0.9 * len(below) if below else 0)
    more = sum(each.count_lines() - 1 for each in below) * lead(pt)
    least = tuple(max(sum(each.count_lines() for each in named.get(theme, [])), 1) for theme in themes)
    names = [words.name(theme) for theme in themes]
    table = Rows(names, dots.start - pt * 0.5, pt, words.language, rest, more, least=least)
    figure, axes = sheet.open(caption, table.height(PITCH), states, table.height(LEAST_PITCH * 1.08))
    row = table.fill(axes.get_ylim()[0])
    kinds = [kind for kind in EXCEPTIONS_FIRST if kind in shown]

    def draw(number: int, x: float, middle: float) -> None:
        _draw_state(axes, x + pt * 0.22, middle, pt * 0.34, kinds[number], sheet)

    key.write(axes, row * 0.4, row, [_emphasise(kind, sheet) for kind in kinds], draw)
    step = dots.step if named else min(row * 0.95, (sheet.width - dots.start) / dots.most)
    top = (key.lines + 0.5) * row
    y = top + row / 2
    for theme, name, height in zip(themes, names, table.rows(row), strict=True):
        lines = wrap(name, table.width, pt, words.language)
        for n, line in enumerate(lines):
            write(axes, 0, y + n * lead(pt), line, pt, sheet.palette.ink)
        mine = states.kind[states.theme_id == theme].sort_values(key=lambda kind: kind.map(EXCEPTIONS_FIRST.index))
        for place, kind in enumerate(mine):
            _draw_state(axes, dots.start + (place + 0.5) * step, y, step * 0.7, kind, sheet)
        _write_beside(axes, dots.end, y, named.get(theme, []), dots.pt, sheet)
        y += height
    _write_without(axes, top + sum(table.rows(row)) + row * 0.9, row, below, sheet)
    return figure


BOLD = 2.2
"""How much bolder than elsewhere the marks of demands are that no mission answers: they are the news."""


def _emphasise(kind: str, sheet: Sheet) -> tuple[str, str]:
    """The colour and weight of words about demands of a kind: as their names are, where no mission answers them."""
    return (sheet.palette.accent, "semibold") if kind in UNANSWERED else (sheet.palette.ink, "normal")


def _draw_state(axes: Axes, x: float, y: float, diameter: float, kind: str, sheet: Sheet) -> None:
    """The mark of a demand by its middle: bold in the accent colour where no mission answers it, else lighter."""
    colours = sheet.palette
    colour = colours.accent if kind in UNANSWERED else take_tint(colours, "light accent")
    draw_mark(axes, x, y, diameter, kind, sheet, colour, BOLD)


class _Dots(NamedTuple):
    """Where dots begin (mm), the most in a row, their step, where words beside them begin, in which type (pt)."""

    start: float
    most: int
    step: float
    end: float
    pt: float


_STEP, _LEAST_STEP = 0.5, 0.4
"""From one dot to the next where words stand beside them, and the least, in mm for each point of type."""


def _measure_dots(states: pd.DataFrame, words: Words, sheet: Sheet, step: float = _STEP, beside: float = 0.0) -> _Dots:
    pt, most = sheet.size.text, int(states.theme_id.value_counts().max())
    names = [words.name(theme) for theme in words.plan.themes.theme_id]
    start = measure_labels(names, sheet.width, pt, 0.45) + EASE + pt * 0.5
    return _Dots(start, most, pt * step, start + pt * step * (most + 0.5), beside)


def _list_beside(without: pd.DataFrame, lines: int, words: Words, sheet: Sheet, dots: _Dots) -> dict[str, list[Placed]]:
    """The named demands without mission by theme; RoomError where one needs more than so many lines beside the dots."""
    room, pt = sheet.width - dots.end, dots.pt
    listed: dict[str, list[Placed]] = {}
    for row in without.itertuples():
        name = words.name(str(row.demand_id))
        placed = set_placed(name, str(row.place), room, pt, sheet, words.language, weight="semibold")
        if placed.count_lines() > lines:
            raise RoomError(f"{name!r} has no room beside the dots")
        listed.setdefault(str(row.theme_id), []).append(placed)
    return listed


def _write_beside(axes: Axes, x: float, y: float, named: list[Placed], pt: float, sheet: Sheet) -> None:
    """The names of a theme's demands that no mission answers from x on, the first line of them at y (mm)."""
    step = lead(sheet.size.text)
    for each in named:
        write_placed(axes, x, y, each, pt, sheet.palette.accent, sheet, "semibold")
        y += each.count_lines() * step


def _list_without(without: pd.DataFrame, words: Words, sheet: Sheet) -> list[Placed]:
    """The demands that no mission answers, by mark, name and place; first what they are."""
    pt = sheet.size.text
    ending = "_related" if "related" in {*without.kind} else ""
    said = words.say(f"states_without_head{ending}", count=len(without))
    head = set_placed(said, "", sheet.width, pt, sheet, words.language, weight="bold")
    room = sheet.width - pt * _MARK
    rows = without.itertuples()
    return [
        head,
        *(
            set_placed(words.name(row.demand_id), row.place, room, pt, sheet, words.language, row.kind, "semibold")
            for row in rows
        ),
    ]


_MARK = 0.5
"""How much room a mark has before a name, in mm for each point of type."""


def _write_without(axes: Axes, y: float, row: float, below: Sequence[Placed], sheet: Sheet) -> None:
    """The list of demands that no mission answers, the middle of its first line at y (mm)."""
    pt, colours = sheet.size.text, sheet.palette
    for n, each in enumerate(below):
        if each.mark:
            _draw_state(axes, pt * 0.2, y, pt * 0.32, each.mark, sheet)
        colour, weight = (colours.accent, "semibold") if n else (colours.ink, "bold" if len(below) > 1 else "normal")
        write_placed(axes, pt * _MARK if each.mark else 0, y, each, pt, colour, sheet, weight)
        y += each.height(pt) + row * 0.9 - lead(pt)

"""The chart of what a plan's text does not mention: what was sought and not found, and beside it what was found."""

from functools import partial
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from helpers.figures.marks import LEAST_LINE, Placed, lead, rule, set_placed, write, write_placed
from helpers.figures.sheet import A5, PrintFigure, RoomError, Sheet, first_that_fits
from helpers.figures.type import balance, measure
from helpers.plan.read import Plan
from helpers.plan.text import list_places, search_lines
from helpers.tables import read_wordlist
from helpers.words import Caption, Words, capitalise

NAMED = 3
"""How many of what is not mentioned the headline names at the most."""

LARGER = (1.7, 1.5, 1.3, 1.15, 1.0)
"""How much larger than text what is not mentioned is, as the sheet has room."""

HIGHER = 1.25
"""How much higher than the list beside it that list may be for it: more would leave the sheet half empty."""

LEFT, GAP = 0.46, 1.0
"""How much of the width the first list takes beside the other, and what stands between them, in mm for each point."""

AIR, LEAST_AIR, MOST_AIR = 0.2, 0.04, 0.34
"""The air between two entries, in mm for each point of their type: as wanted, the least, the most."""


def unsaid(plan: Plan, words: Words, sheet: Sheet = A5) -> PrintFigure:
    """What the plan's text does not mention outside its budget table, large; small on which lines it mentions the rest.

    What is sought, and by which patterns of words, stands in data/swedish/absences.csv.

    >>> unsaid(plan, words).caption.headline
    'Belopp, skattesats och lån nämns inte i plantexten'
    """
    found, lines = _search(plan, words)
    absent = found[found.lines == 0]
    short = absent.short[absent.short != ""].head(NAMED).tolist()
    told = [words.number(count) if count else words.say("unsaid_no") for count in found.lines]
    caption = words.caption(
        "unsaid",
        lines,
        *([] if short else ["none_named"] if len(absent) else ["nothing"]),
        note=words.say("unsaid_note"),
        where=words.say("unsaid_where") if len(plan.budget) else "",
        absent=len(absent),
        all=len(found),
        first=words.listing(short) if short else "",
        rows=words.rows(
            "unsaid_alt_row", ({"name": name, "lines": count} for name, count in zip(found.name, told, strict=True))
        ),
    )
    bare = found.assign(places="")
    layouts = [
        partial(_draw, caption, shown, words, sheet, larger, pt, beside)
        for beside, shown in ((True, found), (True, bare), (False, bare))
        for pt in (sheet.size.text, sheet.size.small)
        for larger in LARGER
    ]
    return first_that_fits(layouts)


def _search(plan: Plan, words: Words) -> tuple[pd.DataFrame, list[int]]:
    """What was sought, by name, on how many lines and on which, the fewest first; and the lines it was sought in."""
    columns = ["topic_sv", "topic_en", "short_sv", "short_en", "pattern"]
    topics = read_wordlist("absences.csv", columns, ["pattern"])
    outside = plan.lines[~plan.lines.role.str.startswith("budget")]
    found = list_places(search_lines(outside, topics), topics)
    names, short = (topics[words.choose(stem, columns)].tolist() for stem in ("topic", "short"))
    found = found.assign(name=[capitalise(name) for name in names], short=short)
    return found.sort_values("lines", kind="stable", ignore_index=True), outside.line.tolist()


class _List(NamedTuple):
    """A list: its heading, its entries in a type size (pt), and before each a count in so much room (mm)."""

    head: list[str]
    head_pt: float
    entries: list[Placed]
    counts: list[str]
    pt: float
    room: float

    @property
    def solid(self) -> float:
        """How high it is without air (mm)."""
        return (len(self.head) + 0.4) * lead(self.head_pt) + sum(each.height(self.pt) for each in self.entries)

    def height(self, air: float) -> float:
        """How high it is with so much air between its entries (mm for each point)."""
        return self.solid + len(self.entries) * self.pt * air


def _draw(
    caption: Caption, found: pd.DataFrame, words: Words, sheet: Sheet, larger: float, pt: float, beside: bool
) -> PrintFigure:
    """Both lists, ``beside`` each other or not: what is mentioned in ``pt``, what is not so much larger than text."""
    both = beside and 0 < (found.lines == 0).sum() < len(found)
    gap = sheet.size.text * GAP if both else 0.0
    widths = ((sheet.width - gap) * LEFT, (sheet.width - gap) * (1 - LEFT)) if both else (sheet.width,) * 2
    absent, rest = found[found.lines == 0], found[found.lines > 0]
    lists = [
        _set_list(rows, key, width, each, words, sheet)
        for rows, key, width, each in (
            (absent, "unsaid_absent", widths[0], sheet.size.text * larger),
            (rest, "unsaid_found", widths[1], pt),
        )
        if len(rows)
    ]
    if both and larger > LARGER[-1] and lists[0].height(AIR) > HIGHER * lists[1].height(AIR):
        raise RoomError(f"{larger} times as large as text is too high for the list beside it")

    def measure_all(air: float) -> float:
        heights = [each.height(air) for each in lists]
        return max(heights) if both else sum(heights)

    wanted, least, most = (measure_all(air) for air in (AIR, LEAST_AIR, MOST_AIR))
    figure, axes = sheet.open(caption, wanted, found[["name", "lines"]], least, most, whole=larger > LARGER[-2])
    height = axes.get_ylim()[0]
    air = LEAST_AIR + (MOST_AIR - LEAST_AIR) * max((height - least) / (most - least), 0)
    y = 0.0
    for n, each in enumerate(lists):
        colour = sheet.palette.accent if n == 0 and len(absent) else sheet.palette.ink
        _write_list(axes, ((widths[0] + gap) * n if both else 0, y), widths[n if both else 0], each, air, colour, sheet)
        y += 0 if both else each.height(air)
    return figure


def _set_list(rows: pd.DataFrame, key: str, width: float, pt: float, words: Words, sheet: Sheet) -> _List:
    """One of the lists, set in lines of a width (mm)."""
    counts = [words.number(count) if count else "" for count in rows.lines]
    room = max(measure(count, pt, "semibold") for count in counts)
    room += pt * 0.2 if room else 0
    places = [words.lines(int(line) for line in each.split(", ")) if each else "" for each in rows.places]
    entries = [
        set_placed(name, place, width - room, pt, sheet, words.language)
        for name, place in zip(rows.name, places, strict=True)
    ]
    head = balance(words.say(key, count=len(rows)), width, sheet.size.text, words.language, "bold")
    return _List(head, sheet.size.text, entries, counts, pt, room)


def _write_list(
    axes: Axes, place: tuple[float, float], width: float, each: _List, air: float, colour: str, sheet: Sheet
) -> None:
    """A list from its upper left corner (mm), its heading and entries in a colour, a rule below the heading."""
    (x, y), pt, step = place, each.pt, lead(each.head_pt)
    for line in each.head:
        write(axes, x, y + step / 2, line, each.head_pt, colour, weight="bold")
        y += step
    y += step * 0.2
    rule(axes, x, x + width, y, sheet.palette.rule, LEAST_LINE)
    y += step * 0.2
    for count, entry in zip(each.counts, each.entries, strict=True):
        y += pt * air / 2
        write(axes, x + each.room - pt * 0.2, y + lead(pt) / 2, count, pt, colour, ha="right", weight="semibold")
        write_placed(axes, x + each.room, y + lead(pt) / 2, entry, pt, colour, sheet)
        y += entry.height(pt) + pt * air / 2

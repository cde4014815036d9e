"""The chart of leads: how many demands the board and each committee would lead the work on."""

from functools import partial

import pandas as pd

from helpers.figures.captions import Note, has_span, say_notes, say_repeats, say_settled, say_spread
from helpers.figures.marks import (
    EASE,
    LEAST_PITCH,
    NAMES,
    PITCH,
    Key,
    Rows,
    draw_mark,
    measure_labels,
    write,
    write_wrapped,
)
from helpers.figures.sheet import A5, PrintFigure, RoomError, Sheet, first_that_fits
from helpers.figures.type import measure
from helpers.links.labels import Labels
from helpers.words import Caption, Words, capitalise

UNREAD = "?"
"""Where the demands are counted of which nobody has said yet who has to act for them."""

MARKS = {"mission": "whole", "remit": "remit", "": "none"}
"""The mark of a demand by the basis of lead, as the cards have it: full by a mission, a square by remit alone."""

LEAST_STEP = 0.6
"""From one mark to the next at the least, in mm: closer they are not told apart."""


def leads(labels: Labels, words: Words, sheet: Sheet = A5) -> PrintFigure:
    """A mark for every demand beside the committee that would lead it, the most first: full by a mission, a square by
    remit alone; rows of their own for demands that nobody leads and for unread ones. Takes ``read_labels``. Raises
    RoomError where a sheet is too low or too narrow.
    """
    plan, led = words.plan, _list_led(labels, words.plan.demands)
    counts = led.committee_id.value_counts()
    ends = sorted(plan.committees.committee_id, key=lambda end: -counts.get(end, 0))
    ends += [end for end in ("", UNREAD) if end in counts]
    names = {end: words.name(end) for end in plan.committees.committee_id}
    names |= {"": words.say("leads_nobody"), UNREAD: words.say("leads_unread")}
    each = {end: labels.count_leads(end) for end in ends if end != UNREAD}
    said = {end: str(say_settled(words, int(counts.get(end, 0)), (min(n), max(n)))) for end, n in each.items()}
    said |= {UNREAD: words.number(int(counts.get(UNREAD, 0)))}
    variants, known = _find_title(words, labels)
    kinds = [basis for basis in ("mission", "remit") if basis in {*led.basis}]
    acts = {basis: labels.count_acts("", basis) for basis in kinds}
    key = [words.say(f"leads_{each}", count=say_spread(words, n)) for each, n in acts.items()]
    notes: list[Note] = [
        (words.say("leads_judged"), words.say("leads_judged_brief")),
        *([(words.say("leads_span"), words.say("leads_span_brief"))] if has_span([*said.values(), *key]) else []),
        say_repeats(words, led.line),
    ]
    caption = words.caption(
        "leads",
        sorted(led.line),
        *variants,
        **say_notes(words, labels.links, *notes, committees=labels.committees),
        rows=words.rows("leads_alt_row", ({"name": capitalise(names[end]), "count": said[end]} for end in ends)),
        **known,
    )
    marks = {end: _list_marks(led[led.committee_id == end]) for end in ends}
    rows = [(names[end], said[end], marks[end]) for end in ends]
    draw = partial(_draw, caption, rows, key, [MARKS[basis] for basis in kinds], led.reset_index(), words, sheet)
    return first_that_fits(partial(draw, pt) for pt in (sheet.size.text, sheet.size.small))


def _list_led(labels: Labels, demands: pd.DataFrame) -> pd.DataFrame:
    """Every demand with its theme, its line, and who would lead it on which basis: nobody, or ``UNREAD``."""
    table = labels.table
    leading = table[table.lead].drop_duplicates("demand_id").set_index("demand_id")
    demands = demands.set_index("demand_id")[["theme_id", "line"]]
    led = demands.join(leading[["committee_id", "basis"]]).fillna({"committee_id": "", "basis": ""})
    unread = led.index.isin(labels.unjudged) & (led.committee_id == "")
    return led.assign(committee_id=led.committee_id.mask(unread, UNREAD))


def _list_marks(led: pd.DataFrame) -> list[str]:
    """The marks of a row: by a mission, then by remit; a question mark for what is unread."""
    marks = [
        "unread" if end == UNREAD else MARKS[basis] for end, basis in zip(led.committee_id, led.basis, strict=True)
    ]
    return sorted(marks, key=[*MARKS.values(), "unread"].index)


def _draw(
    caption: Caption,
    rows: list[tuple[str, str, list[str]]],
    texts: list[str],
    kinds: list[str],
    numbers: pd.DataFrame,
    words: Words,
    sheet: Sheet,
    pt: float,
) -> PrintFigure:
    """The key and a row for each name with what it says and its marks, in a type size (pt)."""
    names, most = [name for name, _, _ in rows], max(len(marks) for _, _, marks in rows)
    number = max(measure(said, pt, "semibold") for _, said, _ in rows) + pt * 0.3
    free = 1 - (most * pt * 0.3 + number + pt * 0.5) / sheet.width
    width = measure_labels(names, sheet.width, pt, max(NAMES, free)) + EASE
    key = Key.set(texts, sheet.width, pt, words.language, 0.53)
    table = Rows(names, width, pt, words.language, key.lines + 0.6 if texts else 0.0)
    start = width + pt * 0.4
    room = sheet.width - start - number
    if room < most * LEAST_STEP:
        raise RoomError(f"{sheet.size.name} is too narrow for {most} marks in a row")
    figure, axes = sheet.open(caption, table.height(PITCH), numbers, table.height(LEAST_PITCH))
    pitch = table.fill(axes.get_ylim()[0])
    step = min(pitch * 0.86, pt * 0.5, room / most)

    def draw(number: int, x: float, middle: float) -> None:
        draw_mark(axes, x + pt * 0.2, middle, pt * 0.32, kinds[number], sheet)

    key.write(axes, pitch * 0.4, pitch, sheet.palette.ink, draw)
    middles = table.middles(pitch, table.more * pitch)
    for (name, said, marks), y in zip(rows, middles, strict=True):
        write_wrapped(axes, 0, y, name, width, pt, words.language, sheet.palette.ink)
        for place, mark in enumerate(marks):
            draw_mark(axes, start + (place + 0.5) * step, y, step * 0.72, mark, sheet)
        end = start + len(marks) * step + (pt * 0.15 if marks else 0)
        write(axes, end, y, said, pt, sheet.palette.ink, weight="semibold")
    return figure


def _find_title(words: Words, labels: Labels) -> tuple[list[str], dict[str, object]]:
    """Which headline and title say how many of the committees would lead a demand, over all readings."""
    all_, demands = len(words.plan.committees), len(words.plan.demands)
    counts = [table.committee_id[table.lead].nunique() for table in labels.judged.values()]
    low, high = min(counts), max(counts)
    numbers = {"low": words.count(low), "high": words.count(high)}
    leading = words.count(low) if low == high else words.say("span_or" if high == low + 1 else "span_to", **numbers)
    read = demands - len(labels.unjudged)
    here = words.plan.committees.committee_id
    led = labels.table[labels.table.lead].committee_id.value_counts().reindex(here, fill_value=0)
    boards = sum(each.board for each in words.plan.file.committees if each.id in {*here})
    key = "leads_who" if not boards else "leads_who_board" if all_ > boards else "leads_who_board_only"
    who = words.say(key, count=all_ - boards)
    known = {"leading": leading, "bodies": words.count(all_), "all": demands, "read": read, "who": who}
    most = led.index[led == led.max()]
    known |= {"listed": all_, "most": words.listing([words.refer(str(end)) for end in most])}
    known |= {"led": max(max(labels.count_leads(end)) for end in here)}
    variant = "unread" if read < demands else "nobody" if not high else "all" if low == all_ else ""
    return ["only", "all"] if variant == "all" and all_ == 1 else [variant], known

"""The card of a committee: its missions, what each answers, its frame and the demands that it would lead."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from helpers.figures.marks import Entry, count_lines, lead, leader, place_key, write, write_key
from helpers.figures.money import list_total_lines, say_sums, say_unit
from helpers.figures.rows import A5, KEY, LEAST_PITCH
from helpers.figures.sheet import PrintFigure, Sheet
from helpers.figures.states import STATES
from helpers.figures.ties import draw_mark, say_count, say_note, say_repeats, say_span, say_together
from helpers.figures.type import measure, wrap
from helpers.links.crossref import DEFINITIONS
from helpers.links.labels import Labels
from helpers.links.needs import lacks
from helpers.plan.budget import tabulate_frames
from helpers.plan.clean import match_key
from helpers.tables import join_runs
from helpers.words import Caption, Words

_FEW_WORDS = 2
"""How many words the name of a committee has at the most for a headline to say the rest at length."""

_CARD = ((0.5, 0.5), (LEAST_PITCH, 0.15), (0.7, 0.9))
"""A card's rows and the air about its headings (mm for each point of type): as wanted, the least, the most."""


def card(labels: Labels, words: Words, sheet: Sheet = A5, *, committee: str) -> PrintFigure:
    """One committee on a card: its frame, a key, its missions, with how far each answers a demand, those that answer
    one first, and the lines of those demands, and the demands that it would lead. What stands twice word for word, and
    answers the same, is one row with both lines.

    Takes ``read_labels``.
    """
    plan, table, missions = words.plan, labels.table, labels.missions
    mine = missions[missions.committee_id == committee]
    leads = table[(table.committee_id == committee) & table.lead]
    frames = tabulate_frames(plan)
    frame = frames[frames.committee_id == committee]
    amount = words.say("card_frame", amount=words.mnkr(int(frame.amount_tkr.sum()))) if len(frame) else ""
    own = "card_share_rows" if lacks(plan, "sum") else "card_share"
    share = words.say(own, share=words.number(float(frame.share_percent.sum()), 1)) if len(frame) else ""
    amount = amount or words.say("card_no_frame")
    given = (
        labels.grade("mission_id")
        .loc[mine.mission_id]
        .sort_values(key=lambda kinds: kinds.map(STATES.index), kind="stable")
    )
    answers = {row.mission_id: ", ".join(_list_answers(row)) for row in mine.itertuples()}
    led = [_find_look(row.basis, row.relations) for row in leads.itertuples()]
    rows = {
        "card_missions": _join_same(words, ((key, look, answers[key]) for key, look in given.items())),
        "card_demands": _join_same(words, ((key, look, "") for key, look in zip(leads.demand_id, led, strict=True))),
    }
    blocks = {key: [_Bullet.set(words, sheet, row) for row in each] for key, each in rows.items()}
    counts = {"card_missions": str(len(mine)), "card_demands": _say_leads(labels, words, committee, len(leads))}
    heads = {key: f"{words.say(key)} ({count})" for key, count in counts.items()}
    caption = _caption(labels, words, committee, mine, leads, frames, amount)
    return _draw_card(caption, (amount, share), heads, blocks, mine, words, sheet)


def _list_answers(mission: Any) -> list[str]:
    """The demands that a mission answers, or else is related to."""
    return [demand for demand in (mission.carries or mission.related).split(", ") if demand]


class _Row(NamedTuple):
    """A row of a card: missions or demands that say the same, what its mark says, and what the missions answer."""

    items: list[str]
    look: str
    answers: str


def _join_same(words: Words, rows: Iterable[tuple[str, str, str]]) -> list[_Row]:
    """The items with their marks and what they answer, in their order, those that are the same word for word in one."""
    found: dict[tuple[str, str, str], _Row] = {}
    for item, look, answers in rows:
        key = (match_key(words.plan.items[item].text), look, answers)
        found.setdefault(key, _Row([], look, answers)).items.append(item)
    return list(found.values())


def _say_leads(labels: Labels, words: Words, committee: str, count: int) -> str:
    """How many demands a committee would lead, and from how few to how many the readings gave."""
    counts = labels.count_leads(committee)
    low, high = min(counts), max(counts)
    return words.say("card_span", count=count, span=words.range(low, high)) if low < high else str(count)


def _say_place(words: Words, row: _Row) -> str:
    """Where the items of a row stand, and where the demands stand that they answer, or else are related to."""
    place = words.lines(words.plan.locate(row.items))
    if not row.answers:
        return place
    lines = words.plan.locate(row.answers.split(", "))
    return words.say("card_answers", line=place, demands=join_runs(lines, "–"))


def _find_look(basis: str, relations: str) -> str:
    """The mark of a demand that a committee would lead: how far its missions answer it, or a square by remit."""
    whole = {*relations.split(", ")} & {*DEFINITIONS["in whole"]}
    return "remit" if basis == "remit" else "whole" if whole else "part"


def _caption(
    labels: Labels,
    words: Words,
    committee: str,
    mine: pd.DataFrame,
    leads: pd.DataFrame,
    frames: pd.DataFrame,
    amount: str,
) -> Caption:
    """The words of a card about these missions and the demands that the committee leads."""
    plan, frame = words.plan, frames[frames.committee_id == committee]
    summed = list_total_lines(words) if len(frame) else []
    heading = int(plan.committees.set_index("committee_id").line[committee])
    carried = int((mine.carries != "").sum())
    near = int(((mine.carries == "") & (mine.related != "")).sum())
    lines = [*mine.line, *plan.locate(leads.demand_id)]
    answered = plan.locate({demand for row in mine.itertuples() for demand in _list_answers(row)})
    repeats, remit = say_repeats(words, lines), words.say("card_note_remit") if (leads.basis == "remit").any() else ""
    unit = say_unit(words) if len(frame) else ""
    apart_lone = [_say_apart(words, labels, mine.mission_id, kind) for kind in ("none", "related")]
    brief = [
        say_span(words, labels, mine.mission_id, "missions_brief"),
        *apart_lone,
        repeats,
        say_together(words, labels, mine.mission_id, "together_brief"),
        unit,
    ]
    sums = say_sums(words) if len(frame) else ""
    counts = labels.count_leads(committee)
    span = f" ({words.range(min(counts), max(counts))})" if min(counts) < max(counts) else ""
    apart = words.say("card_note_span") if span else ""
    together = say_together(words, labels, mine.mission_id)
    spans = [say_span(words, labels, mine.mission_id, "missions"), *apart_lone]
    remarks = [remit, *spans, apart, repeats, together, sums, unit]
    links = labels.links[labels.links.mission_id.isin(mine.mission_id)]
    judged = labels.committees[labels.committees.committee_id == committee]
    name = words.parts[committee] if words.is_own else words.name(committee)
    named = {
        key: "; ".join(map(words.name, ids)) or words.say("card_none")
        for key, ids in (
            ("carrying", mine.mission_id[mine.carries != ""]),
            ("related", mine.mission_id[(mine.carries == "") & (mine.related != "")]),
            ("free", mine.mission_id[(mine.carries == "") & (mine.related == "")]),
            ("demands", leads.demand_id),
        )
    }
    return words.caption(
        "card",
        [*lines, *answered, *frame.line, *summed] or [heading],
        *_list_variants(carried, near, len(mine)),
        *([] if len(frame) else ["no_frame"]),
        *([] if len(leads) else ["leads_nothing"]),
        *(["wordy"] if len(name.split(" ")) > _FEW_WORDS else []),
        note=say_note(words, links, words.say("card_note"), *remarks, committees=judged),
        note_brief=say_note(words, links, words.say("card_note_brief"), *brief, committees=judged),
        committee=name,
        missions=say_count(words, len(mine)),
        near=say_count(words, near),
        lone=say_count(words, len(mine) - carried - near),
        answering=carried,
        mission_count=len(mine),
        demand_count=len(leads),
        demand_span=span,
        frame=amount,
        **named,
    )


def _say_apart(words: Words, labels: Labels, missions: Iterable[str], kind: str) -> str:
    """From how many to how many of the missions have no link (``none``), or are ``related`` to demands only, where the
    readings differ; nothing where they agree.
    """
    low, high = labels.span(kind, among=missions)
    key = {"none": "card_note_lone", "related": "card_note_near"}[kind]
    return words.say(key, span=words.range(low, high)) if low < high else ""


def _list_variants(carried: int, near: int, all_: int) -> list[str]:
    """Which of a card's titles says how many of a committee's missions answer a demand; before it, where every other
    one is related to a demand (``near`` of them), the headline that says so.

    >>> _list_variants(2, 3, 8), _list_variants(6, 1, 7), _list_variants(0, 1, 1)
    ([''], ['related', ''], ['single_related', 'single_nobody'])
    """
    if all_ == 0:
        return ["empty"]
    ending = {0: "nobody", all_: "all"}.get(carried, "")
    related = ["related"] if near and carried + near == all_ else []
    return [f"single_{each}" if all_ == 1 else each for each in (*related, ending)]


class _Bullet(NamedTuple):
    """A mission or demand on a card: its name in lines, where it stands, and what its mark says."""

    name: list[str]
    place: str
    look: str

    @classmethod
    def set(cls, words: Words, sheet: Sheet, row: _Row) -> "_Bullet":
        """A row of a card, its name wrapped to what its place leaves of the width."""
        pt, place = sheet.size.text, _say_place(words, row)
        room = sheet.width - pt * 0.45 - measure(f"{place} ", sheet.size.small) - measure(" ", pt)
        return cls(wrap(words.name(row.items[0]), room, pt, words.language), place, row.look)


def _draw_card(
    caption: Caption,
    frame: tuple[str, str],
    heads: dict[str, str],
    blocks: dict[str, list[_Bullet]],
    numbers: pd.DataFrame,
    words: Words,
    sheet: Sheet,
) -> PrintFigure:
    """A card: the frame and its share, the key of the marks, then each block under its heading."""
    size, colours = sheet.size, sheet.palette
    big = size.text * 1.35
    beside = measure(frame[0] + "  ", big, "bold")
    shares = wrap(frame[1], sheet.width - beside, size.text, words.language) if frame[1] else []
    solid = sum(len(bullet.name) - 1 for bullets in blocks.values() for bullet in bullets) * lead(size.text)
    solid += max(len(shares) - 1, 0) * lead(size.text)
    headings = [wrap(heads[key], sheet.width, size.text, words.language, "bold") for key in blocks]
    kinds, key_pt = _list_kinds(blocks), size.small
    entries = place_key(
        [words.say(f"card_key_{kind}") for kind in kinds], sheet.width, key_pt, words.language, key_pt * 0.5
    )
    solid += count_lines(entries) * key_pt * KEY
    solid += sum(len(lines) - 1 for lines in headings) * lead(size.text)
    rows = 1 + sum(1 + max(len(bullets), 1) for bullets in blocks.values())
    wanted, least, most = (solid + size.text * (rows * row + 1.8 * air) for row, air in _CARD)
    figure, axes = sheet.open(caption, wanted, numbers, least, most)
    row, air = _share_out(axes.get_ylim()[0] - solid, rows, size.text)
    write(axes, 0, row * 0.7, frame[0], big, colours.accent, weight="bold")
    for n, line in enumerate(shares):
        write(axes, beside, row * 0.7 + n * lead(size.text), line, size.text, colours.muted)
    y = row * 1.3 + air * 0.3 + max(len(shares) - 1, 0) * lead(size.text)
    _write_key(axes, y, entries, kinds, sheet)
    y += row * 0.4 + air * 0.3 + count_lines(entries) * key_pt * KEY
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


def _list_kinds(blocks: dict[str, list[_Bullet]]) -> list[str]:
    """What the marks of a card say, in the order of its key."""
    looks = {bullet.look for bullets in blocks.values() for bullet in bullets}
    return [kind for kind in (*STATES, "remit") if kind in looks]


def _write_key(axes: Axes, y: float, entries: list[Entry], kinds: list[str], sheet: Sheet) -> None:
    """The key of the marks from y (mm) down."""
    pt, pitch = sheet.size.small, sheet.size.small * KEY

    def draw(number: int, x: float, middle: float) -> None:
        draw_mark(axes, x + pt * 0.17, middle, pt * 0.27, kinds[number], sheet)

    write_key(axes, entries, (y + 0.5 * pitch, pitch), pt * 0.5, pt, sheet.palette.muted, draw)


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
    draw_mark(axes, pt * 0.15, y, pt * 0.24, bullet.look, sheet)
    start, stop = pt * 0.45, sheet.width - measure(f"{bullet.place} ", sheet.size.small)
    for n, line in enumerate(bullet.name):
        write(axes, start, y + n * lead(pt), line, pt, colours.ink)
    last = y + (len(bullet.name) - 1) * lead(pt)
    write(axes, sheet.width, last, bullet.place, sheet.size.small, colours.muted, ha="right")
    dots = start + measure(f"{bullet.name[-1]} ", pt)
    leader(axes, [(dots, last + 0.9), (max(dots, stop), last + 0.9)], colours.pale)

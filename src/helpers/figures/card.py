"""The card of a committee: its missions, what each answers, its frame and the demands that it would lead."""

from collections.abc import Callable, Container, Iterable, Iterator
from functools import partial
from itertools import product
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from helpers.codebook import DEFINITIONS, RANKS, STATES, UNANSWERED
from helpers.figures import captions
from helpers.figures.marks import KEY, LEAST_PITCH, Key, draw_mark, lead, leader, write
from helpers.figures.pairs import say_owners
from helpers.figures.sheet import A5, PrintFigure, Sheet, first_that_fits
from helpers.figures.sums import list_total_lines, say_sums, say_unit
from helpers.figures.type import balance, measure, wrap
from helpers.links.labels import Labels
from helpers.links.needs import lacks
from helpers.plan.budget import tabulate_frames
from helpers.plan.clean import match_key
from helpers.words import Caption, Words, capitalise

_CARD = ((0.5, 0.5), (LEAST_PITCH, 0.15), (0.7, 0.9))
"""A card's rows and the air about its headings (mm for each point of type): as wanted, the least, the most."""

_AIRS = 2.8
"""How much of that air a card has in all."""


def card(labels: Labels, words: Words, sheet: Sheet = A5, *, committee: str) -> PrintFigure:
    """One committee on a card: its frame and its missions, those that answer a demand first, with what they answer (by
    name where that fits in the row), and the demands that it would lead, with who answers them; else by line, and at
    last missions that answer no demand too. What stands twice word for word, and answers the same, is one row. Takes
    ``read_labels``.
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
    answers = _sort_answers(labels, mine)
    led = [_find_look(row.basis, row.relations) for row in leads.itertuples()]
    rows = {
        "missions": _join_same(words, ((key, look, answers[key]) for key, look in given.items())),
        "demands": _join_same(
            words,
            (
                (key, look, tuple(labels.list_answering(key)) if look == "remit" else ())
                for key, look in zip(leads.demand_id, led, strict=True)
            ),
        ),
    }
    once = {row.items[0] for each in rows.values() for row in each if len(row.items) == 1}
    lines = plan.locate(leads.demand_id)
    would_lead = words.say("card_demands", count=captions.say_spread(words, labels.count_leads(committee)))

    def list_layouts() -> Iterator[Callable[[], PrintFigure]]:
        answering = [row for row in rows["missions"] if row.look in ("whole", "part")]
        whole = product((rows["missions"],), (False, True) if lines else (False,), (False, True))
        for shown, brief, lean in (*whole, *product([answering] * bool(answering), (bool(lines),), (False, True))):
            places = words.say("card_lines", demands=would_lead, lines=words.lines(lines)) if brief else would_lead
            rest = [item for row in rows["missions"] if row not in shown for item in row.items]
            others = words.say("card_rest", count=len(rest), lines=words.lines(plan.locate(rest))) if rest else ""
            heads = {"missions": _say_given(labels, words, mine, lean), "rest": others, "demands": places}
            single = once | {*leads.demand_id} if brief else once
            caption = _caption(labels, words, committee, mine, leads, frames, amount, single, "".join(heads.values()))
            for told in _TOLD:
                told_rows = {"missions": shown, **({"rest": []} if rest else {})}
                told_rows |= {"demands": [] if brief else rows["demands"]}
                blocks = {
                    key: [_Bullet.set(words, sheet, row, labels, told) for row in each]
                    for key, each in told_rows.items()
                }
                yield partial(_draw_card, caption, (amount, share), heads, blocks, mine, words, sheet)

    return first_that_fits(list_layouts())


class _Row(NamedTuple):
    """Missions or demands that say the same, what their mark says, and what they answer or are answered by."""

    items: list[str]
    look: str
    answers: tuple[str, ...]


def _sort_answers(labels: Labels, missions: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """The demands that each of the missions answers, or else is related to, the one that it answers best first."""
    links = labels.links
    ranks = dict(zip(zip(links.demand_id, links.mission_id, strict=True), links.relation.map(RANKS), strict=True))
    return {
        row.mission_id: tuple(
            sorted(
                filter(None, (row.carries or row.related).split(", ")),
                key=lambda demand: -ranks.get((demand, row.mission_id), 0),
            )
        )
        for row in missions.itertuples()
    }


def _join_same(words: Words, rows: Iterable[tuple[str, str, tuple[str, ...]]]) -> list[_Row]:
    """The items with their marks and what they answer, in their order, those that are the same word for word in one."""
    found: dict[tuple[str, str, tuple[str, ...]], _Row] = {}
    for item, look, answers in rows:
        key = (match_key(words.plan.items[item].text), look, answers)
        found.setdefault(key, _Row([], look, answers)).items.append(item)
    return list(found.values())


def say_headline(labels: Labels, words: Words, committee: str) -> str:
    """How many of a committee's missions answer a demand, without its name, and what the readings gave.

    >>> say_headline(labels, words, "ks")
    '6 av 19 uppdrag motsvarar krav, helt eller delvis (5–6)'
    """
    mine = labels.missions[labels.missions.committee_id == committee]
    carried, near, _ = _count_kinds(mine)
    keys = (f"card_headline_short_{each}".removesuffix("_") for each in _list_variants(carried, near, len(mine)))
    key = next(key for key in keys if key in words.phrases)
    low, high = labels.span(among=mine.mission_id)
    known = {"missions": captions.say_count(words, len(mine)), "answering": carried, "mission_count": len(mine)}
    span = "" if low == high == carried else f" ({words.range(low, high)})"
    return capitalise(words.say(key, **known)) + span


def _count_kinds(missions: pd.DataFrame) -> tuple[int, int, int]:
    """How many of the missions answer a demand, how many are related to one only, how many have no link."""
    carried = int((missions.carries != "").sum())
    near = int(((missions.carries == "") & (missions.related != "")).sum())
    return carried, near, len(missions) - carried - near


def _say_given(labels: Labels, words: Words, missions: pd.DataFrame, lean: bool) -> str:
    """How many missions there are, and of each kind (of answering ones alone where ``lean``), with their spans."""
    kinds = {"answer": ("whole", "part"), "related": ("related",), "none": ("none",)}
    said = [
        words.say(f"card_given_{kind}", count=captions.say_settled(words, count, span))
        for count, (kind, grades) in zip(_count_kinds(missions), kinds.items(), strict=True)
        if max(count, *(span := labels.span(*grades, among=missions.mission_id)))
    ]
    parts = ", ".join(said[: 1 if lean else None])
    return words.say("card_given", count=len(missions), parts=parts) if said else words.say("card_missions")


def _list_places(words: Words, row: _Row, labels: Labels) -> list[str]:
    """Where the items of a row stand: with all that they answer or that answers it, with the first, with none."""
    place = words.lines(words.plan.locate(row.items))
    if not row.answers:
        return [place]
    if row.look == "remit":
        kind = "near" if labels.grade("demand_id")[row.items[0]] in UNANSWERED else "met"
        met = words.say(f"card_{kind}", line=place, missions=say_owners(row.answers, words))
        return [met, met, place]
    named = captions.say_named(words, "card_named", row.answers)
    first = words.say("card_also", first=named[0], count=len(named) - 1) if named[1:] else named[0]
    return [*(words.say("card_answers", line=place, demands=said) for said in ("; ".join(named), first)), place]


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
    once: Container[str],
    heads: str,
) -> Caption:
    """The words of a card under these heads; of repeats those that are not in one row (``once``)."""
    plan, frame = words.plan, frames[frames.committee_id == committee]
    summed = list_total_lines(words) if len(frame) else []
    heading = int(plan.committees.set_index("committee_id").line[committee])
    carried, near, lone = _count_kinds(mine)
    lines = [*mine.line, *plan.locate(leads.demand_id)]
    answered = {demand for demands in _sort_answers(labels, mine).values() for demand in demands}
    answering = {key for demand in leads.demand_id[leads.basis == "remit"] for key in labels.list_answering(demand)}
    several = mine.carries.str.contains(",").any()
    remarks = [
        words.say("card_note_span") if captions.has_span([heads]) else "",
        words.say("card_note") if several else "",
        captions.say_own_names(words, [*mine.mission_id, *leads.demand_id]),
        captions.say_repeats(words, plan.locate(item for item in (*mine.mission_id, *leads.demand_id) if item in once)),
    ]
    unit = say_unit(words) if len(frame) else ""
    _, together = captions.say_together(words, labels, mine.mission_id)
    sums = say_sums(words) if len(frame) else ""
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
        [*lines, *plan.locate(answered | answering), *frame.line, *summed] or [heading],
        *_list_variants(carried, near, len(mine)),
        *([] if len(frame) else ["no_frame"]),
        **captions.say_notes(words, links, *remarks, together, (sums, ""), unit, committees=judged),
        committee=name,
        missions=captions.say_count(words, len(mine)),
        near=captions.say_count(words, near),
        lone=captions.say_count(words, lone),
        answering=carried,
        mission_count=len(mine),
        demand_count=captions.say_spread(words, labels.count_leads(committee)),
        frame=amount,
        **named,
    )


def _list_variants(carried: int, near: int, all_: int) -> list[str]:
    """Which of a card's titles says how many of a committee's missions answer a demand; before it, where there is one
    mission and it is related to a demand, the headline that says so.

    >>> _list_variants(2, 3, 8), _list_variants(0, 3, 8), _list_variants(0, 1, 1)
    ([''], ['nobody'], ['single_related', 'single_nobody'])
    """
    if all_ == 0:
        return ["empty"]
    ending = {0: "nobody", all_: "all"}.get(carried, "")
    if all_ > 1:
        return [ending]
    return [*(["single_related"] if near else []), f"single_{ending}"]


_TOLD = (0, 1, 2)
"""From which of ``_list_places`` on a row tells where it stands; with the last one it never does so below its name."""

APART = 4.0
"""How far a name and its place are apart at the least, in mm."""


class _Bullet(NamedTuple):
    """A mission or demand: its name in lines, its place behind it or in lines below it, and what its mark says."""

    name: list[str]
    place: str
    below: list[str]
    look: str

    @property
    def more(self) -> int:
        """How many lines it has besides the first."""
        return len(self.name) + len(self.below) - 1

    @classmethod
    def set(cls, words: Words, sheet: Sheet, row: _Row, labels: Labels, told: int) -> "_Bullet":
        """A row of a card: its place, from the one ``told`` on, behind the name where there is room, else below it."""
        pt, name, count = sheet.size.text, words.name(row.items[0]), len(row.items)
        if count > 1:
            name = words.say("card_times", name=name, count=words.count(count))
        room, small = sheet.width - pt * 0.45, sheet.size.small
        places = _list_places(words, row, labels)
        shown = places[min(told, len(places) - 1)]
        rooms = {each: room - APART - measure(each, small) for each in (places[told:] or places[-1:])}
        fits = measure(name, pt) <= rooms[shown]
        if not fits and told < _TOLD[-1]:
            return cls(
                balance(name, room, pt, words.language), "", balance(shown, room, small, words.language), row.look
            )
        return cls(wrap(name, rooms[shown], pt, words.language), shown, [], row.look)


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
    below = any(measure(word, size.text) > sheet.width - beside for word in frame[1].split())
    beside = 0 if below else beside
    shares = wrap(frame[1], sheet.width - beside, size.text, words.language) if frame[1] else []
    solid = sum(bullet.more for bullets in blocks.values() for bullet in bullets) * lead(size.text)
    under = max(len(shares) - (not below), 0) * lead(size.text)
    solid += under
    headings = [balance(heads[key], sheet.width, size.text, words.language, "bold") for key in blocks]
    looks, key_pt = {bullet.look for bullets in blocks.values() for bullet in bullets}, size.small
    kinds = [kind for kind in (*STATES, "remit") if kind in looks]
    legend = Key.set([words.say(f"card_key_{kind}") for kind in kinds], sheet.width, key_pt, words.language, 0.5)
    pitch = key_pt * KEY
    solid += legend.lines * pitch
    solid += sum(len(lines) - 1 for lines in headings) * lead(size.text)
    nothing = {key: words.say(f"card_no_{key}") if f"card_no_{key}" in words.phrases else "" for key in blocks}
    rows = 1 + sum(1 + max(len(bullets), nothing[key] != "") for key, bullets in blocks.items())
    wanted, least, most = (solid + size.text * (rows * row + _AIRS * air) for row, air in _CARD)
    figure, axes = sheet.open(caption, wanted, numbers, least, most)
    row, air = _share_out(axes.get_ylim()[0] - solid, rows, size.text)
    write(axes, 0, row * 0.7, frame[0], big, colours.accent, weight="bold")
    for n, line in enumerate(shares):
        write(axes, beside, row * 0.7 + (n + below) * lead(size.text), line, size.text, colours.muted)
    y = row * 1.3 + air * 0.7 + under

    def draw(number: int, x: float, middle: float) -> None:
        draw_mark(axes, x + key_pt * 0.17, middle, key_pt * 0.27, kinds[number], sheet)

    legend.write(axes, y + 0.5 * pitch, pitch, colours.muted, draw)
    y += row * 0.4 + air * 0.9 + legend.lines * pitch
    for lines, (key, bullets) in zip(headings, blocks.items(), strict=True):
        for n, line in enumerate(lines):
            write(axes, 0, y + n * lead(size.text), line, size.text, colours.ink, weight="bold")
        y += air * 0.3 + (len(lines) - 1) * lead(size.text)
        if not bullets and nothing[key]:
            y += row
            write(axes, 0, y, nothing[key], size.text, colours.muted)
        for bullet in bullets:
            y += row
            _write_bullet(axes, y, bullet, sheet)
            y += bullet.more * lead(size.text)
        y += row + air * 0.6
    return figure


def _share_out(height: float, rows: int, pt: float) -> tuple[float, float]:
    """The height of a row and of the air about headings (mm), so that a card of so many rows is as high as it may be.

    Air goes first where there is too little, rows and air grow together where there is more.
    """
    row, air = (pt * wanted for wanted in _CARD[0])
    extra = height - rows * row - _AIRS * air
    if extra < 0:
        less = min(-extra, _AIRS * pt * (_CARD[0][1] - _CARD[1][1]))
        return row + (extra + less) / rows, air - less / _AIRS
    return row + extra / (rows + _AIRS), air + extra / (rows + _AIRS)


def _write_bullet(axes: Axes, y: float, bullet: _Bullet, sheet: Sheet) -> None:
    """A row of a card, the middle of its first line at y: mark, name, and where it stands, behind a leader or below."""
    pt, colours, small = sheet.size.text, sheet.palette, sheet.size.small
    draw_mark(axes, pt * 0.15, y, pt * 0.24, bullet.look, sheet)
    start, stop = pt * 0.45, sheet.width - measure(f"{bullet.place} ", small)
    for n, line in enumerate(bullet.name):
        write(axes, start, y + n * lead(pt), line, pt, colours.ink)
    for n, line in enumerate(bullet.below, len(bullet.name)):
        write(axes, start, y + n * lead(pt), line, small, colours.muted)
    if bullet.below:
        return
    last = y + (len(bullet.name) - 1) * lead(pt)
    write(axes, sheet.width, last, bullet.place, small, colours.muted, ha="right")
    dots = start + measure(f"{bullet.name[-1]} ", pt)
    leader(axes, [(dots, last + 0.9), (max(dots, stop), last + 0.9)], colours.pale)

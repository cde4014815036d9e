"""The card of a committee: its missions, what each answers, its frame and the demands that it would lead."""

from typing import Any, NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from helpers.figures.marks import lead, leader, write
from helpers.figures.money import list_total_lines, say_sums
from helpers.figures.rows import A5, LEAST_PITCH
from helpers.figures.sheet import PrintFigure, Sheet
from helpers.figures.ties import draw_mark, say_count, say_note, say_repeats, say_span, say_together
from helpers.figures.type import measure, wrap
from helpers.links.crossref import DEFINITIONS
from helpers.links.labels import Labels
from helpers.links.needs import lacks
from helpers.plan.budget import tabulate_frames
from helpers.tables import join_runs
from helpers.words import Caption, Words

_CARD = ((0.5, 0.5), (LEAST_PITCH, 0.15), (0.7, 0.9))
"""A card's rows and the air about its headings (mm for each point of type): as wanted, the least, the most."""


def card(labels: Labels, words: Words, sheet: Sheet = A5, *, committee: str) -> PrintFigure:
    """One committee on a card: its frame, its missions, with how far each answers a demand, and the lines of
    those demands, and the demands that it would lead.

    Takes ``read_labels``.
    """
    plan, table, missions = words.plan, labels.table, labels.missions
    mine = missions[missions.committee_id == committee]
    leads = table[(table.committee_id == committee) & table.lead]
    frames = tabulate_frames(plan)
    frame = frames[frames.committee_id == committee]
    grades = labels.grade("mission_id")
    amount = words.say("card_frame", amount=words.mnkr(int(frame.amount_tkr.sum()))) if len(frame) else ""
    own = "card_share_rows" if lacks(plan, "sum") else "card_share"
    share = words.say(own, share=words.number(float(frame.share_percent.sum()), 1)) if len(frame) else ""
    amount = amount or words.say("card_no_frame")
    blocks = {
        "card_missions": [
            _Bullet.set(words, sheet, row.mission_id, say_answers(words, row), str(grades[row.mission_id]))
            for row in mine.itertuples()
        ],
        "card_demands": [
            _Bullet.set(
                words,
                sheet,
                row.demand_id,
                words.lines(plan.locate([row.demand_id])),
                _find_look(row.basis, row.relations),
            )
            for row in leads.itertuples()
        ],
    }
    caption = _caption(labels, words, committee, mine, leads, frames, amount)
    return _draw_card(caption, (amount, share), blocks, mine, words, sheet)


def say_answers(words: Words, mission: Any) -> str:
    """Where a mission stands, and where the demands stand that it answers, or else is related to."""
    place, answered = words.lines([mission.line]), mission.carries or mission.related
    if not answered:
        return place
    lines = words.plan.locate(answered.split(", "))
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
    brief = [
        say_span(words, labels, mine.mission_id, "missions_brief"),
        say_repeats(words, mine.line),
        say_together(words, labels, mine.mission_id, "together_brief"),
    ]
    remarks = _list_remarks(labels, words, committee, frames) if len(mine) else []
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
        [*mine.line, *plan.locate(leads.demand_id), *frame.line, *summed] or [heading],
        _find_title(carried, len(mine)),
        *([] if len(frame) else ["no_frame"]),
        note=say_note(words, links, words.say("card_note"), *remarks, committees=judged),
        note_brief=say_note(words, links, words.say("card_note_brief"), *brief, committees=judged),
        committee=name,
        missions=say_count(words, len(mine)),
        carried=say_count(words, carried),
        loose=say_count(words, len(mine) - carried),
        mission_count=len(mine),
        demand_count=len(leads),
        frame=amount,
        **named,
    )


def _find_title(carried: int, all_: int) -> str:
    """Which of a card's titles says how many of a committee's missions answer a demand."""
    if all_ == 0:
        return "empty"
    ending = {0: "nobody", all_: "all"}.get(carried, "")
    return f"single_{ending}" if all_ == 1 else ending


def _list_remarks(labels: Labels, words: Words, committee: str, frames: pd.DataFrame) -> list[str]:
    """What has to be known of a card's numbers: how far readings differ, repeats, a unit that is inferred."""
    missions = labels.missions[labels.missions.committee_id == committee]
    framed = committee in set(frames.committee_id)
    return [
        say_span(words, labels, missions.mission_id, "missions"),
        say_repeats(words, missions.line),
        say_together(words, labels, missions.mission_id),
        say_sums(words) if framed else "",
        words.say("unit_note") if framed and words.unit_inferred else "",
    ]


class _Bullet(NamedTuple):
    """A mission or demand on a card: its name in lines, where it stands, and what its mark says."""

    name: list[str]
    place: str
    look: str

    @classmethod
    def set(cls, words: Words, sheet: Sheet, item: str, place: str, look: str) -> "_Bullet":
        """A row of a card, its name wrapped to what its place leaves of the width."""
        pt = sheet.size.text
        room = sheet.width - pt * 0.45 - measure(f"{place} ", sheet.size.small) - measure(" ", pt)
        return cls(wrap(words.name(item), room, pt, words.language), place, look)


def _draw_card(
    caption: Caption,
    frame: tuple[str, str],
    blocks: dict[str, list[_Bullet]],
    numbers: pd.DataFrame,
    words: Words,
    sheet: Sheet,
) -> PrintFigure:
    """A card: the frame and its share, then each block under its heading."""
    size, colours = sheet.size, sheet.palette
    big = size.text * 1.35
    beside = measure(frame[0] + "  ", big, "bold")
    shares = wrap(frame[1], sheet.width - beside, size.text, words.language) if frame[1] else []
    solid = sum(len(bullet.name) - 1 for bullets in blocks.values() for bullet in bullets) * lead(size.text)
    solid += max(len(shares) - 1, 0) * lead(size.text)
    headings = [
        wrap(f"{words.say(key)} ({len(bullets)})", sheet.width, size.text, words.language, "bold")
        for key, bullets in blocks.items()
    ]
    solid += sum(len(lines) - 1 for lines in headings) * lead(size.text)
    rows = 1 + sum(1 + max(len(bullets), 1) for bullets in blocks.values())
    wanted, least, most = (solid + size.text * (rows * row + 1.8 * air) for row, air in _CARD)
    figure, axes = sheet.open(caption, wanted, numbers, least, most)
    row, air = _share_out(axes.get_ylim()[0] - solid, rows, size.text)
    write(axes, 0, row * 0.7, frame[0], big, colours.accent, weight="bold")
    for n, line in enumerate(shares):
        write(axes, beside, row * 0.7 + n * lead(size.text), line, size.text, colours.muted)
    y = row * 1.7 + air * 0.6 + max(len(shares) - 1, 0) * lead(size.text)
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

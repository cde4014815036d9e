"""The cross-reference as a page: who is to carry which demand, to search and filter, each quote led to its line."""

from itertools import groupby
from typing import NamedTuple

import pandas as pd

from helpers.links.crossref import describe_demands
from helpers.links.labels import Labels, all_reviewed
from helpers.links.needs import lacks
from helpers.plan.read import Plan
from helpers.publish.crossbook import MARKS, STATE_MARKS, find_states
from helpers.site.page import render_page
from helpers.words import Words

BESIDE = ("related", "remit")
"""The relations that are folded on the page, since they are no answer to a demand."""

FREE_MARKS = {"beside": "○", "free": "–"}
"""The states, on the page, of a mission that carries no demand even in part, each with its mark: whether it is related
to one.
"""


class Item(NamedTuple):
    """A demand or a mission: its id, where it stands, its line, its text, our translation (empty in Swedish)."""

    id: str
    place: str
    line: int
    text: str
    translation: str


class Row(NamedTuple):
    """A line of the page: what the two sides are, how they are related, and by what it can be found.

    ``part`` is the theme, empty for a mission that carries no demand; ``first`` says that the demand has not stood
    above, ``own`` that the mission has not. ``near`` is what the row is only related to: of a committee by remit its
    own related missions, of a mission that carries no demand the demands.
    """

    demand: Item | None
    mission: Item | None
    part: str
    committee: str
    lead: bool
    relation: str
    state: str
    first: bool
    own: bool
    near: tuple[Item, ...] = ()


def list_rows(plan: Plan, reviewed: Labels, words: Words) -> list[Row]:
    """The rows in the plan's order: every demand with its missions, those that carry it first, and the committees that
    it falls to by remit; then, where every demand has been read, the missions that carry none even in part, those that
    are related to one first.

    >>> list_rows(plan, read_labels(plan), words)[0].demand.id
    'jamlikhet-1'
    """
    demands, missions = _items(plan.demands, words), _items(plan.missions, words)
    themes = plan.demands.set_index("demand_id").theme_id
    states, seen = find_states(reviewed), set[str]()
    order = {relation: number for number, relation in enumerate((*MARKS, ""))}
    rows = []
    for demand, found in describe_demands(plan, reviewed.table, reviewed.links).items():
        found = found.sort_values("relation", key=lambda relations: relations.map(order), kind="stable")
        for number, row in enumerate(found.itertuples()):
            mission = missions.get(row.mission_id)
            side = (row.committee_id, bool(row.lead), row.relation or "none", states[demand])
            own = bool(mission) and row.mission_id not in seen
            here = (
                () if mission else found.mission_id[(found.mission_id != "") & (found.committee_id == row.committee_id)]
            )
            near = tuple(missions[each] for each in here)
            rows.append(Row(demands[demand], mission, themes[demand], *side, number == 0, own, near))
            seen.add(row.mission_id)
    return rows + ([] if lacks(reviewed, "read") else _list_free(reviewed, demands, missions, seen))


def _list_free(reviewed: Labels, demands: dict[str, Item], missions: dict[str, Item], seen: set[str]) -> list[Row]:
    """The missions that carry no demand even in part: those that are related to one, then those that are to none."""
    free = reviewed.missions[reviewed.missions.carries == ""]
    rows = []
    for row in [*free[free.related != ""].itertuples(), *free[free.related == ""].itertuples()]:
        near = tuple(demands[each] for each in row.related.split(", ") if each)
        relation, state = ("related", "beside") if near else ("none", "free")
        own, mission = row.mission_id not in seen, missions[row.mission_id]
        rows.append(Row(None, mission, "", row.committee_id, False, relation, state, False, own, near))
    return rows


class Group(NamedTuple):
    """A demand on the page, its state, the missions that carry it in whole or in part, and what is folded beside them:
    related missions and committees by remit, with how many of each, in words.
    """

    demand: Item
    state: str
    answers: list[Row]
    beside: list[Row]
    said: str


def group_rows(rows: list[Row], words: Words) -> dict[str, list[Group]]:
    """The demands by theme, each with its rows together; missions that carry no demand are left out.

    >>> group_rows(list_rows(plan, read_labels(plan), words), words)["jamlikhet"][0].said
    'sex besläktade uppdrag'
    """
    themes: dict[str, list[Group]] = {}
    for demand, found in groupby((row for row in rows if row.demand), key=lambda row: row.demand):
        own = list(found)
        beside = [row for row in own if row.relation in BESIDE]
        answers = [row for row in own if row.relation not in BESIDE]
        assert demand is not None
        themes.setdefault(own[0].part, []).append(Group(demand, own[0].state, answers, beside, _count(beside, words)))
    return themes


def _count(rows: list[Row], words: Words) -> str:
    """How many rows there are of each relation, in words."""
    numbers = {relation: sum(row.relation == relation for row in rows) for relation in BESIDE}
    said = [words.say(f"page_cross_{each}", count=words.count(number)) for each, number in numbers.items() if number]
    return ", ".join(said)


def _items(table: pd.DataFrame, words: Words) -> dict[str, Item]:
    translations = words.translations
    return {
        key: Item(key, words.place(key), line, text, translations.get(key, ""))
        for key, line, text in zip(table.iloc[:, 0], table.line, table.text, strict=True)
    }


def crossref_page(plan: Plan, reviewed: Labels, words: Words, home: str = "") -> str:
    """The page: demand by demand, readable without its script, which adds the search and the filters, and folds what
    answers each demand on a narrow screen.

    A demand has the address ``#<demand id>``, a mission ``#<mission id>`` where it first stands; quotes lead to their
    lines on the page of the document beside it (``documentpage``).

    >>> 'id="jobb-2"' in crossref_page(plan, read_labels(plan), words)
    True
    """
    rows = list_rows(plan, reviewed, words)
    parts = [part for part in plan.themes.theme_id if part in {row.part for row in rows}]
    return render_page(
        "korsreferens",
        words,
        home,
        groups=group_rows(rows, words),
        free={state: [row for row in rows if row.state == state] for state in FREE_MARKS},
        filters={
            "theme": {part: words.name(part) for part in parts},
            "committee": {each: words.parts[each] for each in plan.committees.committee_id},
            "relation": _offer(rows, "relation", words),
            "state": _offer(rows, "state", words),
        },
        reviewed=all_reviewed(reviewed.links),
    )


def _offer(rows: list[Row], column: str, words: Words) -> dict[str, str]:
    """What can be filtered by a column of marks: the marks that occur, in their order, each with its words."""
    found = {getattr(row, column) for row in rows}
    marks = {**MARKS} if column == "relation" else {**STATE_MARKS, **FREE_MARKS}
    return {key: f"{mark} {words.say(f'book_{column}_{key}')}" for key, mark in marks.items() if key in found}

"""Demands beside the missions that answer them: which stand together, in which order, in which words."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pandas as pd
from rapidfuzz import fuzz

from helpers.codebook import GRADES, RANKS, STATES
from helpers.links.labels import Labels
from helpers.plan.clean import match_key
from helpers.plan.read import Plan
from helpers.words import Words

NEAR = 60
"""From this similarity (0 to 100, rapidfuzz's token set ratio) a mission has most words of its demand."""

GRADE_OF = {relation: grade for grade, group in GRADES.items() for relation in group}
"""What each relation makes of the demand that it ties."""


def pair(labels: Labels, demands: Sequence[str]) -> pd.DataFrame:
    """Each of the demands with the missions that answer it, or where none does with those that are only related.

    Gives demand_id, mission_id (empty where there is none), kind (of the link), grade (of the demand), the demands that
    no mission answers first, of each the mission that answers it best.

    >>> pair(labels, ["klimat-5"])[["mission_id", "kind"]].values.tolist()
    [['ks-06', 'related']]
    """
    links, items = labels.find_missions(demands), labels.plan.items
    links = links.assign(kind=links.relation.map(GRADE_OF), line=[items[mission].line for mission in links.mission_id])
    links = links.sort_values(["votes", "line"], ascending=[False, True], na_position="first")
    rows = pd.DataFrame({"demand_id": list(demands)})
    rows = rows.merge(links[["demand_id", "mission_id", "kind", "relation"]], "left", "demand_id")
    rows = rows.assign(mission_id=rows.mission_id.fillna(""), kind=rows.kind.fillna("none"), carries="")
    return order_pairs(rows.assign(grade=rows.demand_id.map(labels.grade("demand_id"))), labels.plan)


def choose(labels: Labels) -> pd.DataFrame:
    """Of every theme the first demand with its closest mission, as ``pair`` gives them, in the plan's order.

    >>> choose(labels)[["demand_id", "mission_id", "kind"]].values.tolist()[1]
    ['barnfattigdom-1', 'sbn-06', 'related']
    """
    first = labels.plan.demands.drop_duplicates("theme_id").demand_id.tolist()
    pairs = pair(labels, first).drop_duplicates("demand_id")
    return pairs.sort_values("demand_id", key=lambda ids: ids.map(first.index), ignore_index=True)


def order_pairs(pairs: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """The exceptions first: missions without a demand, then the demands, those that least answers before the others,
    of each the mission that answers it best (by its ``relation``); last the missions that answer what is not shown.
    """
    pairs = _put_closest_first(pairs, plan)
    ranks = {kind: n for n, kind in enumerate(("", *reversed(STATES)))}
    order = pairs.grade.map(ranks).where(pairs.carries == "", len(ranks)).sort_values(kind="stable").index
    return pairs.loc[order].reset_index(drop=True)


def _put_closest_first(pairs: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Of each demand the missions whose words are told of, then the closest; of equals the ``NEAR`` ones first."""
    near = [_is_near(*ids, plan) for ids in zip(pairs.demand_id, pairs.mission_id, strict=True)]
    order = pd.DataFrame({
        "demand": pairs.groupby(name_left(pairs), sort=False).ngroup(),
        "untold": pairs.get("strength", pd.Series("", pairs.index)) == "",
        "kind": pairs.kind.map(STATES.index),
        "rank": -pairs.relation.map(RANKS).fillna(0),
        "far": [not each for each in near],
    })  # fmt: skip
    return pairs.loc[order.sort_values([*order]).index].drop(columns="relation")


def _is_near(demand: str, mission: str, plan: Plan) -> bool:
    """Whether a mission has most of a demand's words."""
    if not (demand and mission):
        return False
    return fuzz.token_set_ratio(*(match_key(plan.items[item].text) for item in (demand, mission))) >= NEAR


def name_left(pairs: pd.DataFrame) -> pd.Series:
    """What stands on the left of each pair: a demand, or the demands that its mission answers elsewhere."""
    return pairs.demand_id.where(pairs.demand_id != "", pairs.carries)


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


def describe(pairs: pd.DataFrame, words: Words) -> str:
    """The quotes in sentences, for those who do not see the picture: two for each demand and its missions, one for
    missions that answer none of those shown.
    """
    said = []
    for _, rows in pairs.groupby(name_left(pairs), sort=False):
        demand, carries = rows[["demand_id", "carries"]].iloc[0]
        missions = "; ".join(
            _describe_mission(row.mission_id, row.kind if demand else "", words) for row in rows.itertuples()
        )
        said.append(
            words.say("quotes_alt_row", demand=_quote(demand, words), missions=missions)
            if demand
            else words.say("quotes_alt_row_free", head=say_head(carries, words), missions=missions)
        )
    return " ".join(said)


def _describe_mission(mission: str, kind: str, words: Words) -> str:
    """A mission in quotes and what it is to the demand before it; or that there is none."""
    if not mission:
        return words.say("quotes_nobody")
    said = _quote(mission, words)
    return words.say("quotes_alt_mission", mission=said, kind=words.say(f"quotes_{kind}")) if kind else said


def tabulate_pairs(pairs: pd.DataFrame, words: Words) -> pd.DataFrame:
    """The numbers of a picture of quotes: its pairs with what is quoted of both sides."""
    said = {
        side: [say_item(item, words) if item else "" for item in pairs[f"{side}_id"]] for side in ("demand", "mission")
    }
    return pairs.drop(columns=["grade", "carries", "demand_words", "mission_words"], errors="ignore").assign(**said)


def say_whose(words: Words) -> str:
    """Whether the quotes are the plan's words or our translation."""
    return words.say("quotes_ours" if words.translations else "quotes_own")


def _quote(item: str, words: Words) -> str:
    """A demand or mission in the plan's words, or in our translation, and where it stands."""
    return words.say("quotes_quote", text=say_item(item, words), place=words.lines(words.plan.locate([item])))


def say_item(item: str, words: Words) -> str:
    """A demand or mission in the plan's words, or in our translation where the language has one."""
    return words.translations.get(item, words.plan.items[item].text)


def say_head(carries: str, words: Words) -> str:
    """What missions are that answer none of the demands shown."""
    if not carries:
        return words.say("quotes_head_free")
    demands = carries.split(", ")
    themes = dict.fromkeys(words.name(words.plan.items[demand].part) for demand in demands)
    lines = words.lines(words.plan.locate(demands))
    return words.say("quotes_head_elsewhere", count=len(demands), themes=words.listing([*themes]), lines=lines)


def say_without(carries: str, words: Words) -> str:
    """What stands in place of a demand beside missions that answer none of those shown."""
    if not carries:
        return words.say("quotes_no_demand")
    return words.say("quotes_elsewhere", lines=words.lines(words.plan.locate(carries.split(", "))))


def say_places(missions: Iterable[str], words: Words) -> str:
    """Whose missions they are and on which lines they stand.

    >>> say_places(["gan-06", "on-05"], words)
    '..., rad 291; ..., rad 317'
    """
    given: dict[str, list[str]] = {}
    for mission in missions:
        given.setdefault(words.plan.items[mission].part, []).append(mission)
    return "; ".join(f"{words.name(part)}, {words.lines(words.plan.locate(mine))}" for part, mine in given.items())


def say_owners(missions: Iterable[str], words: Words) -> str:
    """Whose missions they are, without their lines.

    >>> say_owners(["gan-06", "on-05", "on-06"], words).split(", ") == [words.name("gan"), words.name("on")]
    True
    """
    parts = {words.plan.items[mission].part for mission in missions}
    return ", ".join(words.name(part) for part in words.parts if part in parts)


def list_lines(pairs: pd.DataFrame, words: Words) -> list[int]:
    """The lines of all that is quoted or named: the demands, the missions, the demands that these answer elsewhere."""
    carried = {demand for carries in pairs.carries for demand in carries.split(", ")}
    return words.plan.locate({*pairs.demand_id, *pairs.mission_id, *carried} - {""})

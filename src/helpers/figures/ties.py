"""What the charts of the cross-reference say alike: notes on readings, counts, the marks of a tie; and demands beside
the missions that answer them: which stand together, in which order.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pandas as pd
from rapidfuzz import fuzz

from helpers.codebook import GRADES, RANKS, UNANSWERED
from helpers.language import Count
from helpers.links.labels import Labels, count_signed
from helpers.plan.clean import match_key
from helpers.plan.read import Plan
from helpers.tables import join_runs
from helpers.words import Words

STATES = ("whole", "part", "related", "none", "unread")
"""What a dot can say, the most first; that a demand is unread only where there is one."""

FIRST = ("none", "related", "part", "whole", "unread")
"""The same in the order that the picture has them: the exceptions first."""

Note = str | tuple[str, str]
"""What a note says; of two the second in brief."""


def say_notes(
    words: Words, links: pd.DataFrame, *notes: Note, committees: pd.DataFrame | None = None
) -> dict[str, str]:
    """A caption's ``note`` and ``note_brief``: how far what it rests on is reviewed, then the notes that there are."""
    pairs = [(each, each) if isinstance(each, str) else each for each in notes]
    remark = say_reviewed(words, links, committees)
    return {key: join(remark, *(pair[n] for pair in pairs)) for n, key in enumerate(("note", "note_brief"))}


def say_reviewed(words: Words, links: pd.DataFrame, committees: pd.DataFrame | None = None) -> str:
    """Who has judged, and how much of it a person has signed; nothing where all is.

    >>> say_reviewed(words, labels.links)
    'Maskinbedömt, ej granskat av människa.'
    """
    signed, count = count_signed(links, committees)
    brief = words.say("who_read_brief")
    return (
        ""
        if signed == count > 0
        else words.say("who_half", signed=signed, count=count, brief=brief)
        if signed
        else brief
    )


def say_span(words: Words, labels: Labels, among: Iterable[str], kind: str = "demands") -> tuple[str, str]:
    """How far the whole passes are apart on these demands, and the same in brief; nothing where there are no two."""
    passes = len(labels.readings) - 1  # what is settled is none
    if passes < 2:
        return "", ""
    ids = list(among)
    spans = (labels.span(*grades, among=ids) for grades in ((), ("whole",), UNANSWERED))
    carried, whole, without = (Count(words.range(*span), span[1], words.language) for span in spans)
    known = {"carried": carried, "whole": whole, "without": without, "readings": words.say_readings(passes)}
    return words.say(f"span_{kind}", **known), words.say(f"span_{kind}_brief", **known)


def say_repeats(words: Words, lines: Iterable[int]) -> str:
    """Which bullets on these lines stand on another line too, and whether both are counted here."""
    mine, odd = set(lines), words.plan.oddities
    items = {item.line: key for key, item in words.plan.items.items()}
    both, one = [], []
    for row in odd[odd.kind.isin(_REPEATS)].itertuples():
        here = [line for line in (row.line, row.other_line) if line in mine]
        if here:
            other = row.other_line if here[0] == row.line else row.line
            known = {"line": words.lines(here[:1]), "other": words.lines([other])}
            if len(here) > 1:
                both.append(known | {"pair": words.lines(here)})
            else:
                one.append(words.say("repeat_note_one", **known, place=words.place(items[other])))
    if len(both) > 1:
        return join(words.say("repeat_note_several", pairs="; ".join(sorted(each["pair"] for each in both))), *one)
    return join(*(words.say("repeat_note_both", **each) for each in both), *one)


_REPEATS = ("repeat_in_list", "repeat_across_themes", "repeat_across_committees")
"""The oddities that are a bullet twice."""


def say_together(words: Words, labels: Labels, among: Iterable[str] | None = None) -> tuple[str, str]:
    """Which demands, or those ``among`` these, several missions say all of together; and the same in brief."""
    chosen = None if among is None else {*among}
    told = [
        {
            "count": words.count(len(missions)),
            "line": words.lines(words.plan.locate([demand])),
            "missions": words.lines(words.plan.locate(missions)),
        }
        for demand, missions in zip(labels.together.demand_id, labels.together.mission_ids.str.split(), strict=True)
        if chosen is None or chosen & {demand, *missions}
    ]
    note, brief = (join(*(words.say(f"together_{kind}", **each) for each in told)) for kind in ("note", "brief"))
    return note, brief


def say_unread(words: Words, states: pd.DataFrame) -> str:
    """How many of the demands nobody has read, where there are any: no mark is no finding there."""
    unread = int((states.state == "unread").sum())
    return words.say("cross_unread_note", count=unread) if unread else ""


def join(*notes: str) -> str:
    """The notes that there are, one after the other."""
    return " ".join(note for note in notes if note)


def say_count(words: Words, value: int) -> str:
    """The number in words, one as the language counts demands and missions."""
    return Count(words.say("bullets", count=words.count(value)), value, words.language)


def say_settled(words: Words, settled: int, span: tuple[int, int]) -> Count:
    """A settled number, and in brackets from how few to how many the readings gave where that is not the same.

    >>> say_settled(words, 21, (17, 21)), say_settled(words, 6, (6, 6))
    ('21 (17–21)', '6')
    """
    said = words.number(settled)
    told = said if span == (settled, settled) else words.say("with_span", count=said, span=words.range(*span))
    return Count(told, settled, words.language)


def say_spread(words: Words, counts: Sequence[int]) -> Count:
    """The first of these counts, which is the settled one, and in brackets how far all of them are apart.

    >>> say_spread(words, labels.count_leads("kfn"))
    '7 (5–7)'
    """
    return say_settled(words, counts[0], (min(counts), max(counts)))


def say_only_related(words: Words, labels: Labels, demands: Iterable[str]) -> dict[str, object]:
    """That demands have only related missions, or one alone: how many (``ties``), and the words (``only``).

    >>> say_only_related(words, labels, ["klimat-5"])["only"]
    'bara ett besläktat uppdrag'
    """
    return count_only_related(words, sum(len(labels.list_answering(demand)) for demand in demands))


def count_only_related(words: Words, related: int) -> dict[str, object]:
    """The same of so many missions, those counted twice that are related to two demands."""
    return {"ties": related, "only": words.say("only_related", ties=related)}


def has_span(said: Iterable[str]) -> bool:
    """Whether any of these counts, or of what tells of them, has brackets as ``say_settled`` writes them.

    >>> has_span(["Rad (vår bedömning)", "8"]), has_span(["Uppdrag: 8 (7–9)"])
    (False, True)
    """
    return any(re.search(r"\(\d[^()]*\)", each) for each in said)


def say_named(words: Words, key: str, demands: Iterable[str]) -> list[str]:
    """Demands by their short names and their lines, in the phrase ``key``; those of one name once, with all lines.

    >>> say_named(words, "card_named", ["skola-4", "jamlikhet-5", "klimat-4"])
    ['Mot mobbning och diskriminering i skolan (156, 218)', 'Jämställdhet och antidiskriminering (43)']
    """
    found: dict[str, list[str]] = {}
    for demand in demands:
        found.setdefault(words.name(demand), []).append(demand)
    return [words.say(key, name=name, line=join_runs(words.plan.locate(mine), "–")) for name, mine in found.items()]


def say_own_names(words: Words, items: Iterable[str]) -> str:
    """Whose the short names of these demands and missions are: ours, where any of them has one of ours.

    >>> say_own_names(words, ["klimat-1"])
    'Kortnamnen är våra.'
    """
    return words.say("short_names") if words.named & {*items} else ""


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

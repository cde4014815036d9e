"""The chart of quotes: on the left what the party demands, in its words, on the right the missions that answer, in
theirs; those that no mission answers stand first, in the accent colour.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import product
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from rapidfuzz import fuzz

from helpers.codebook import CARRYING, RANKS
from helpers.figures.marks import LEAST_LINE, Entry, count_lines, lead, place_key, rule, write, write_key
from helpers.figures.matrix import find_theme_title, matrix
from helpers.figures.placed import Placed, set_placed, write_placed
from helpers.figures.rows import A5
from helpers.figures.sheet import PrintFigure, Sheet, first_that_fits
from helpers.figures.states import STATES
from helpers.figures.ties import draw_mark, join, say_count, say_note, say_repeats, say_span, say_together
from helpers.figures.traces import find_title
from helpers.figures.type import wrap
from helpers.links.crossref import GRADES, UNANSWERED
from helpers.links.labels import Labels
from helpers.plan.clean import match_key
from helpers.words import Caption, Words

LEFT, RIGHT = 0.37, 0.41
"""Where the demands end and the missions begin, as shares of the width."""

ALIKE = 80
"""From this similarity (0 to 100, rapidfuzz's normalised indel ratio) a mission repeats the words of its demand."""

MOST = (99, 3, 2, 1)
"""How many missions of a demand are quoted, as the room allows; how many more there are is said."""

ALONE = 0.68
"""Where the demands end where no mission is quoted beside them, as a share of the width."""

FEW = 10
"""How many demands there are at the most for each to name its theme."""

LARGER = (1.7, 1.35)
"""How much larger than text the quotes are where there are few of them and all words about them have room."""

AIR, LEAST_AIR, MOST_AIR = 0.4, 0.1, 0.8
"""The air about each demand (mm for each point of type): as wanted, the least, the most."""

_GRADE = {relation: grade for grade, group in GRADES.items() for relation in group}


class _Group(NamedTuple):
    """A demand, or what stands in its place, and the missions beside it."""

    left: Placed
    right: list[Placed]
    accent: bool

    def height(self, pt: float) -> float:
        right = sum(each.height(pt) for each in self.right) + (len(self.right) - 1) * lead(pt) * _BETWEEN
        return max(self.left.height(pt), right)


_BETWEEN = 0.2
"""From one mission of a demand to the next, in lines."""


def exceptions(labels: Labels, words: Words, sheet: Sheet = A5) -> PrintFigure:
    """The demands that no mission answers, even in part, and the missions that are only related to them, as quotes.

    >>> exceptions(labels, words).caption.headline
    'Sex krav har bara besläktade uppdrag'
    """
    return _draw(*tell_exceptions(labels, words), words, sheet, counted=True)


def tell_exceptions(labels: Labels, words: Words) -> tuple[Caption, pd.DataFrame]:
    """What ``exceptions`` says and the quotes in it, as ``pair`` gives them."""
    kinds = labels.grade("demand_id")
    chosen = [demand for demand, kind in kinds.items() if kind in UNANSWERED and demand not in labels.unread]
    unanswered = any(kinds[demand] == "none" for demand in chosen)
    pairs = pair(labels, chosen)
    caption = words.caption(
        "exceptions",
        _list_lines(pairs, words),
        "none" if unanswered else "",
        count=say_count(words, len(chosen)),
        all=len(kinds),
        note=say_note(words, labels.links, say_span(words, labels, kinds.index), say_whose(words)),
        note_brief=say_note(
            words, labels.links, say_span(words, labels, kinds.index, "demands_brief"), say_whose(words)
        ),
        rows=describe(pairs, words),
    )
    return caption, pairs


def theme(labels: Labels, words: Words, sheet: Sheet = A5, *, theme: str) -> PrintFigure:
    """A theme's demands beside the missions that answer them, or else are related, as quotes; where nobody has read the
    theme, as ``matrix`` shows it. Its note speaks of the theme's own links alone.

    >>> theme(labels, words, theme="klimat").caption.headline
    'Klimat och miljö: tre krav har bara besläktade uppdrag'
    """
    plan = words.plan
    demands = plan.demands[plan.demands.theme_id == theme]
    known = [demand for demand in demands.demand_id if demand not in labels.unread]
    if not known:
        return matrix(labels, words, sheet, theme)
    pairs, links = pair(labels, known), labels.links[labels.links.demand_id.isin(demands.demand_id)]
    variants, values = find_theme_title(words, labels, theme)
    caption = words.caption(
        "matrix",
        _list_lines(pairs, words),
        *variants,
        "quotes",
        note=say_note(
            words,
            links,
            say_span(words, labels, demands.demand_id),
            say_repeats(words, demands.line),
            say_together(words, labels, demands.demand_id),
            say_whose(words),
        ),
        note_brief=say_note(
            words,
            links,
            say_span(words, labels, demands.demand_id, "demands_brief"),
            say_repeats(words, demands.line),
            say_together(words, labels, demands.demand_id, "together_brief"),
            say_whose(words),
        ),
        rows=describe(pairs, words),
        **values,
    )
    return _draw(caption, pairs, words, sheet, counted=True)


def trace(read: tuple[pd.DataFrame, pd.DataFrame], words: Words, sheet: Sheet = A5) -> PrintFigure:
    """A topic's demands beside its missions, as quotes; missions that answer none of them stand first.

    Takes ``links.traces.read_trace``.
    """
    return _draw(*tell_trace(read, words), words, sheet)


def tell_trace(read: tuple[pd.DataFrame, pd.DataFrame], words: Words) -> tuple[Caption, pd.DataFrame]:
    """What ``trace`` says and the quotes in it, as ``pair`` gives them; ``carries`` are the demands outside the topic
    that a mission answers.
    """
    topic, rows = read
    kinds = rows.relation.map(_GRADE).fillna("none")
    own = {"carried": "whole", "nearby": "related", "none": "none", "unread": "none", "": ""}
    finding, found = find_title(rows, words)
    told = rows.strength.where(rows.strength == finding, "")  # the headline's own missions say so beside their place
    pairs = rows[["demand_id", "mission_id", "relation"]].assign(kind=kinds, carries=rows.carries, strength=told)
    pairs = _sort(_put_closest_first(pairs.assign(grade=rows.state.map(own))))
    votes = rows.strength_votes.max()
    times = words.passes(0 if pd.isna(votes) else int(votes))
    compared, brief = (
        words.say(key, passes=times) if finding in ("weaker", "stronger") else ""
        for key in ("quotes_compared", f"quotes_compared_{finding}")
    )
    caption = words.caption(
        "trace",
        topic.line.tolist(),
        finding,
        "quotes",
        note=join(words.say("who_read"), compared, say_whose(words)),
        note_brief=join(words.say("who_read_brief"), brief, say_whose(words)),
        topic=topic[words.choose("title", topic.columns)].iloc[0],
        demands=int((rows.demand_id[rows.demand_id != ""]).nunique()),
        missions=int((rows.mission_id[rows.mission_id != ""]).nunique()),
        rows=describe(pairs, words),
        **found,
    )
    return caption, pairs


def pair(labels: Labels, demands: Sequence[str]) -> pd.DataFrame:
    """Each of the demands with the missions that answer it, or where none does with those that are only related.

    Gives demand_id, mission_id (empty where there is none), kind (of the link), grade (of the demand), the demands that
    no mission answers first, of each the mission that answers it best.

    >>> pair(labels, ["klimat-5"])[["mission_id", "kind"]].values.tolist()
    [['ks-06', 'related']]
    """
    links = labels.links[(labels.links.relation != "none") & labels.links.demand_id.isin(demands)]
    links = links.assign(kind=links.relation.map(_GRADE))
    carried = set(links.demand_id[links.relation.isin(CARRYING)])
    links = links[links.relation.isin(CARRYING) | ~links.demand_id.isin(carried)]
    items = labels.plan.items
    links = links.sort_values("mission_id", key=lambda ids: ids.map(lambda mission: items[mission].line))
    rows = pd.DataFrame({"demand_id": list(demands)})
    rows = rows.merge(links[["demand_id", "mission_id", "kind", "relation"]], "left", "demand_id")
    rows = rows.assign(mission_id=rows.mission_id.fillna(""), kind=rows.kind.fillna("none"), carries="")
    return _sort(_put_closest_first(rows.assign(grade=rows.demand_id.map(labels.grade("demand_id")))))


def choose(labels: Labels) -> pd.DataFrame:
    """Of every theme the first demand whose closest mission is worded otherwise (``ALIKE``), with that mission, as
    ``pair`` gives them; the first demand where there is none.

    >>> choose(labels)[["demand_id", "mission_id", "kind"]].values.tolist()[1]
    ['barnfattigdom-1', 'ks-10', 'related']
    """
    plan, items = labels.plan, labels.plan.items
    order = plan.demands.demand_id.tolist().index
    pairs = pair(labels, plan.demands.demand_id.tolist()).drop_duplicates("demand_id")
    pairs = pairs.sort_values("demand_id", key=lambda ids: ids.map(order))
    alike = [
        row.mission_id != ""
        and fuzz.ratio(match_key(items[row.demand_id].text), match_key(items[row.mission_id].text)) >= ALIKE
        for row in pairs.itertuples()
    ]
    chosen = pairs.assign(alike=alike, theme=plan.demands.theme_id.tolist(), order=range(len(pairs)))
    chosen = chosen.sort_values("alike", kind="stable").drop_duplicates("theme").sort_values("order")
    return chosen[pairs.columns].reset_index(drop=True)


def _sort(pairs: pd.DataFrame) -> pd.DataFrame:
    """The exceptions first: missions without a demand, then the demands, those that least answers before the others."""
    ranks = {kind: n for n, kind in enumerate(("", *reversed(STATES)))}
    return pairs.sort_values("grade", key=lambda grade: grade.map(ranks), kind="stable", ignore_index=True)


def _put_closest_first(pairs: pd.DataFrame) -> pd.DataFrame:
    """Of each demand the missions that answer it best first, by their relation; those that do alike as they stand."""
    order = pd.DataFrame({
        "demand": pairs.groupby(_name_left(pairs), sort=False).ngroup(),
        "kind": pairs.kind.map(STATES.index),
        "rank": -pairs.relation.map(RANKS).fillna(0),
    })  # fmt: skip
    return pairs.loc[order.sort_values(["demand", "kind", "rank"]).index].drop(columns="relation")


def _name_left(pairs: pd.DataFrame) -> pd.Series:
    """What stands on the left of each pair: a demand, or the demands that its mission answers elsewhere."""
    return pairs.demand_id.where(pairs.demand_id != "", pairs.carries)


def _cut(pairs: pd.DataFrame, most: int) -> pd.DataFrame:
    """The pairs with at most so many missions beside what stands on the left."""
    return pairs.groupby(_name_left(pairs), sort=False).head(most)


def describe(pairs: pd.DataFrame, words: Words) -> str:
    """The quotes in sentences, for those who do not see the picture: a sentence for each pair."""
    said = []
    for row in pairs.itertuples():
        demand = _quote(row.demand_id, words) if row.demand_id else say_without(row.carries, words)
        kind = words.say(f"quotes_{row.kind}")
        said.append(
            words.say("quotes_alt_row", demand=demand, mission=_quote(row.mission_id, words), kind=kind)
            if row.mission_id
            else words.say("quotes_alt_row_nobody", demand=demand, nobody=words.say("quotes_nobody"))
        )
    return " ".join(said)


def say_whose(words: Words) -> str:
    """Whether the quotes are the plan's words or our translation."""
    return words.say("quotes_ours" if words.translations else "quotes_own")


def _quote(item: str, words: Words) -> str:
    """A demand or mission in the plan's words, or in our translation, and where it stands."""
    return words.say("quotes_quote", text=say_item(item, words), place=words.lines(words.plan.locate([item])))


def say_item(item: str, words: Words) -> str:
    """A demand or mission in the plan's words, or in our translation where the language has one."""
    return words.translations.get(item, words.plan.items[item].text)


def say_without(carries: str, words: Words) -> str:
    """What stands in place of a demand beside missions that answer none of those shown."""
    if not carries:
        return words.say("quotes_no_demand")
    return words.say("quotes_elsewhere", lines=words.lines(words.plan.locate(carries.split(", "))))


def _list_lines(pairs: pd.DataFrame, words: Words) -> list[int]:
    """The lines of all that is quoted."""
    return words.plan.locate({*pairs.demand_id, *pairs.mission_id} - {""})


def _draw(
    caption: Caption,
    pairs: pd.DataFrame,
    words: Words,
    sheet: Sheet,
    most: Sequence[int] = MOST,
    counted: bool = False,
) -> PrintFigure:
    """The quotes: large if they are few, else in small type and with fewer missions for each demand, as there is room;
    at last, where that may be, the demands alone, the missions only ``counted``.
    """
    size = sheet.size
    few = [(MOST[0], size.text * larger) for larger in LARGER if MOST[0] in most]
    tries = [*few, *product((*most, *([0] if counted else [])), (size.text, size.small))]
    return first_that_fits(partial(_draw_in, caption, pairs, words, sheet, count, pt) for count, pt in tries)


def _draw_in(caption: Caption, pairs: pd.DataFrame, words: Words, sheet: Sheet, most: int, pt: float) -> PrintFigure:
    """The quotes in a type size (pt), at most so many missions for each demand."""
    drawn = _cut(pairs, most) if most else pairs
    found = {*drawn.kind[drawn.mission_id != ""]}
    alike = found == {"related"}
    marked = bool(found) and not alike
    left, start = _choose_columns(sheet, most)
    groups = _group(pairs, words, sheet, most, pt, (left, start, marked))
    text, small = min(pt, sheet.size.text), sheet.size.small
    right = ("missions" if most else "missions_counted") + ("_related" if alike else "")
    if "related" in found and right != "missions_related":
        caption = _define_related(caption, words)
    heads = [
        wrap(words.say(f"quotes_{side}"), sheet.width * share, text, words.language, "bold")
        for side, share in (("demands", left), (right, 1 - start))
    ]
    kinds = [kind for kind in STATES if kind in found] if marked else []
    key = place_key(
        [words.say(f"quotes_{kind}") for kind in kinds], sheet.width, small, words.language, small * 0.45, small * 0.6
    )
    top = count_lines(key) * lead(small) + (small * 0.3 if key else 0)
    head = top + max(len(lines) for lines in heads) * lead(text) + text * 0.15
    solid = head + sum(group.height(pt) for group in groups)
    air = pt * len(groups)
    numbers = pairs.drop(columns=["grade", "carries"]).assign(
        demand=[say_item(item, words) if item else "" for item in pairs.demand_id],
        mission=[say_item(item, words) if item else "" for item in pairs.mission_id],
    )
    wanted, least, highest = (solid + air * share for share in (AIR, LEAST_AIR, MOST_AIR))
    figure, axes = sheet.open(caption, wanted, numbers, least, highest, whole=pt > sheet.size.text)
    _write_key(axes, kinds, key, sheet)
    for lines, x, colour in zip(
        heads, (0, sheet.width * start), (sheet.palette.accent, sheet.palette.second), strict=True
    ):
        for n, line in enumerate(lines):
            write(axes, x, top + (n + 0.5) * lead(text), line, text, colour, weight="bold")
    gap = (axes.get_ylim()[0] - solid) / len(groups)
    y = head
    for group in groups:
        rule(axes, 0, sheet.width, y, sheet.palette.rule, LEAST_LINE)
        y += gap / 2
        _write_group(axes, sheet.width * start, y, group, pt, marked, sheet)
        y += group.height(pt) + gap / 2
    return figure


def _choose_columns(sheet: Sheet, most: int) -> tuple[float, float]:
    """Where the demands end and the missions begin, as shares of the width."""
    return (LEFT, RIGHT) if most else (ALONE, ALONE + RIGHT - LEFT)


def _define_related(caption: Caption, words: Words) -> Caption:
    """The caption with what a related mission is in its note, the short one too."""
    note, brief = (join(said, words.say("quotes_note")) for said in (caption.note, caption.note_brief or ""))
    return replace(caption, note=note, note_brief=brief)


def _write_key(axes: Axes, kinds: list[str], key: list[Entry], sheet: Sheet) -> None:
    """The marks that there are with their words, above all quotes."""
    pt, pitch = sheet.size.small, lead(sheet.size.small)

    def draw(number: int, x: float, middle: float) -> None:
        draw_mark(axes, x + pt * 0.16, middle, pt * 0.28, kinds[number], sheet)

    write_key(axes, key, (0.5 * pitch, pitch), pt * 0.45, pt, sheet.palette.ink, draw)


def _group(
    pairs: pd.DataFrame, words: Words, sheet: Sheet, most: int, pt: float, place: tuple[float, float, bool]
) -> list[_Group]:
    """The demands with their missions, set in lines; where both columns stand, and whether the missions have marks."""
    end, start, marked = place
    items = words.plan.items
    themes = {items[demand].part for demand in pairs.demand_id if demand}
    several = len(themes) > 1 and pairs.demand_id.nunique() <= FEW
    indent = pt * 0.5 if marked else 0.0
    groups = []
    for _, rows in pairs.groupby(_name_left(pairs), sort=False):
        demand, carries = rows.demand_id.iloc[0], rows.carries.iloc[0]
        if demand:
            spot = words.lines(words.plan.locate([demand]))
            spot = f"{words.name(items[demand].part)}, {spot}" if several else spot
            left = set_placed(
                words.say("quotes_words", text=say_item(demand, words)),
                spot,
                sheet.width * end,
                pt,
                sheet,
                words.language,
            )
        else:
            left = set_placed(say_without(carries, words), "", sheet.width * end, pt, sheet, words.language)
        room = sheet.width * (1 - start) - indent
        missions = rows[rows.mission_id != ""]
        right = [_set_mission(row, room, pt, sheet, words) for row in missions.head(most).itertuples()]
        if not most:
            counts = {kind: int((missions.kind == kind).sum()) for kind in STATES}
            right = [Placed([words.number(count)], [], False, kind) for kind, count in counts.items() if count]
        elif len(missions) > most:
            said = words.say("quotes_more", count=len(missions) - most)
            right.append(set_placed("", said, room, pt, sheet, words.language))
        if missions.empty:
            said = words.say("quotes_nobody" if most else "quotes_nobody_brief")
            right.append(set_placed(said, "", room, pt, sheet, words.language))
        exception = (not demand and not carries) or (bool(demand) and rows.grade.iloc[0] in UNANSWERED)
        groups.append(_Group(left, right, exception))
    return groups


def _set_mission(row: Any, room: float, pt: float, sheet: Sheet, words: Words) -> Placed:
    """A mission in its words with its committee and line."""
    told = getattr(row, "strength", "")
    place = f"{words.name(words.plan.items[row.mission_id].part)}, {words.lines(words.plan.locate([row.mission_id]))}"
    place = f"{place}: {words.say(f'trace_{told}')}" if told else place
    return set_placed(
        words.say("quotes_words", text=say_item(row.mission_id, words)),
        place,
        room,
        pt,
        sheet,
        words.language,
        row.kind,
    )


def _write_group(axes: Axes, x: float, y: float, group: _Group, pt: float, marked: bool, sheet: Sheet) -> None:
    """A demand and its missions from y (mm) down, those from x on, with their marks where they have some."""
    colours = sheet.palette
    write_placed(axes, 0, y + lead(pt) / 2, group.left, pt, colours.accent if group.accent else colours.ink, sheet)
    for each in group.right:
        if marked and each.mark:
            draw_mark(axes, x + pt * 0.17, y + lead(pt) / 2, pt * 0.28, each.mark, sheet)
        write_placed(axes, x + (pt * 0.5 if marked else 0), y + lead(pt) / 2, each, pt, colours.ink, sheet)
        y += each.height(pt) + lead(pt) * _BETWEEN

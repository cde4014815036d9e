"""The chart of quotes: on the left what the party demands, in its words, on the right the missions that answer, in
theirs; those that no mission answers stand first, in the accent colour.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import product
from typing import NamedTuple

import pandas as pd
from rapidfuzz import fuzz

from helpers.codebook import CARRYING, RANKS
from helpers.figures.marks import lead
from helpers.figures.quoted import (
    BETWEEN,
    Key,
    Line,
    Row,
    Told,
    add_place,
    join_same,
    measure_behind,
    say_all,
    say_places,
    say_rest,
    say_strength,
    say_ties,
    set_behind,
    set_head,
    set_lines,
    write_rows,
)
from helpers.figures.rows import A5
from helpers.figures.sheet import PrintFigure, Sheet, first_that_fits
from helpers.figures.states import STATES
from helpers.figures.ties import join, say_count, say_note, say_repeats, say_span, say_together
from helpers.links.crossref import GRADES, UNANSWERED, find_missions, list_states
from helpers.links.labels import Labels
from helpers.links.traces import summarise_trace
from helpers.plan.clean import match_key
from helpers.plan.read import Plan
from helpers.words import MOST_WORDS, Caption, Words

LEFT, RIGHT = 0.42, 0.46
"""Where the demands end and the missions begin, as shares of the width."""

ALIKE = 80
"""From this similarity (0 to 100, rapidfuzz's normalised indel ratio) a mission repeats the words of its demand."""

NEAR = 60
"""From this similarity (0 to 100, rapidfuzz's token set ratio) a mission has most words of its demand."""

MOST = ((99, 99), (4, 3), (3, 2), (2, 1), (1, 1))
"""Up to how many missions a demand has all of them quoted, and how many where it has more, as the room allows; how many
more there are is said.
"""

FEW = 10
"""How many demands there are at the most for each to name its theme."""

LARGER, LARGEST = (1.7, 1.4, 1.2), 0.85
"""How much larger than text the quotes are where all of them and all words about them have room, and how large they are
at the most, against the headline.
"""

SMALLER, LEAST = (1.0, 0.95, 0.86), 8.0
"""How large the quotes are, against text, and the least type size (pt), before fewer of them are shown."""

PLACED = (1.35, 1.2, 1.1, *SMALLER)
"""How large they are, against text, where the demands alone are quoted."""

AIR, LEAST_AIR, MOST_AIR = 0.4, 0.12, 1.2
"""The air about each demand (mm for each point of type): as wanted, the least, the most."""

_FINDINGS = {"without mission": "demands", "weaker": "missions", "without demand": "missions", "stronger": "missions"}
"""What a trace's title can say, and of what; the first one with the largest share is said."""

_GRADE = {relation: grade for grade, group in GRADES.items() for relation in group}


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
        note=say_note(words, labels.links, say_span(words, labels, kinds.index, "unanswered"), say_whose(words)),
        note_brief=say_note(
            words, labels.links, say_span(words, labels, kinds.index, "unanswered_brief"), say_whose(words)
        ),
        rows=describe(pairs, words),
    )
    return caption, pairs


def theme(labels: Labels, words: Words, sheet: Sheet = A5, *, theme: str) -> PrintFigure:
    """A theme's demands beside the missions that answer them, or else are related, as quotes. Its note speaks of the
    theme's own links alone. Raises ValueError where nobody has read the theme.

    >>> theme(labels, words, theme="klimat").caption.headline
    'Klimat och miljö: tre krav har bara besläktade uppdrag'
    """
    plan = words.plan
    demands = plan.demands[plan.demands.theme_id == theme]
    known = [demand for demand in demands.demand_id if demand not in labels.unread]
    if not known:
        raise ValueError(f"no demand of the theme {theme!r} has been read: there is nothing to quote")
    pairs, links = pair(labels, known), labels.links[labels.links.demand_id.isin(demands.demand_id)]
    variants, values = _find_theme_title(words, labels, theme)
    caption = words.caption(
        "matrix",
        _list_lines(pairs, words),
        f"quotes_{variants[0]}",
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
    return _draw(caption, pairs, words, sheet, counted=True, series=True)


def _find_theme_title(words: Words, labels: Labels, theme: str) -> tuple[list[str], dict[str, object]]:
    """Which headline and which title say how many of a theme's demands are answered, and their values, in words."""
    demands = words.plan.demands
    states = list_states(words.plan, labels.links, table=labels.table).state[demands.theme_id == theme]
    grades = labels.grade("demand_id")[demands.demand_id[demands.theme_id == theme]]
    count, carried = len(states), int((states == "carried").sum())
    lone = [str(demand) for demand in grades.index if grades[demand] in UNANSWERED]
    rest = "theme_related" if (states[states != "carried"] == "nearby").all() else "theme_unanswered"
    headline = rest if count > carried else "theme_whole" if (grades == "whole").all() else "theme_answered"
    ending = "all" if carried == count else "" if carried else "nobody"
    named = {"demand": words.name(lone[0])} if len(lone) == 1 and lone[0] in words.named else {}
    if named and len(words.say(f"matrix_headline_short_{headline}_one", **named).split(" ")) <= MOST_WORDS:
        headline = f"{headline}_one"
    counts = {"carried": carried, "all": count, "without": count - carried}
    values: dict[str, object] = {key: say_count(words, number) for key, number in counts.items()}
    return [headline, headline.removesuffix("_one"), f"theme_{'single_' if count == 1 else ''}{ending}", "theme"], {
        **values,
        **named,
        "theme": words.name(theme),
    }


def trace(read: tuple[pd.DataFrame, pd.DataFrame], words: Words, sheet: Sheet = A5) -> PrintFigure:
    """A topic's demands beside its missions, as quotes; missions that answer none of them stand first.

    Takes ``links.traces.read_trace``.
    """
    return _draw(*tell_trace(read, words), words, sheet, joined=True)


def tell_trace(read: tuple[pd.DataFrame, pd.DataFrame], words: Words) -> tuple[Caption, pd.DataFrame]:
    """What ``trace`` says and the quotes in it, as ``pair`` gives them; ``carries`` are the demands outside the topic
    that a mission answers.
    """
    topic, rows = read
    kinds = rows.relation.map(_GRADE).fillna("none")
    own = {"carried": "whole", "nearby": "related", "none": "none", "unread": "none", "": ""}
    finding, found = _find_title(rows, words)
    told = rows.strength.where(rows.strength == finding, "")  # only those missions say so that the finding is about
    kept = ["demand_id", "mission_id", "relation", "carries", "demand_words", "mission_words"]
    pairs = rows[kept].assign(kind=kinds, strength=told)
    pairs["carries"] = pairs.carries.where(pairs.demand_id == "", "")
    pairs = _sort(_put_closest_first(pairs.assign(grade=rows.state.map(own)), words.plan))
    votes = rows.strength_votes.max()
    times = words.passes(0 if pd.isna(votes) else int(votes))
    brief = words.say(f"quotes_compared_{finding}") if finding in ("weaker", "stronger") else ""
    compared = join(brief, words.say("quotes_compared", passes=times) if brief else "")
    headline = _find_headline(topic, words)
    caption = words.caption(
        "trace",
        _list_lines(pairs, words),
        *(["own"] if headline else []),
        *_find_mixed(rows, finding),
        finding,
        own=headline,
        **_count_answers(rows, words),
        note=join(words.say("who_read"), compared, say_whose(words)),
        note_brief=join(words.say("who_read_brief"), brief, say_whose(words)),
        topic=topic[words.choose("title", topic.columns)].iloc[0],
        demands=int((rows.demand_id[rows.demand_id != ""]).nunique()),
        missions=int((rows.mission_id[rows.mission_id != ""]).nunique()),
        rows=describe(pairs, words),
        **found,
    )
    return caption, pairs


def _find_title(rows: pd.DataFrame, words: Words) -> tuple[str, dict[str, str]]:
    """The finding with the largest share and its values; none where nothing sets the demands and missions apart."""
    counts = summarise_trace(rows)
    shares = {finding: counts[finding] / max(counts[kind], 1) for finding, kind in _FINDINGS.items()}
    finding = max(shares, key=lambda finding: shares[finding])
    if not shares[finding]:
        return "plain", {}
    kind, found = _FINDINGS[finding], counts[finding]
    than = words.say("trace_than", count=counts["demands"])
    share = _say_share(found, counts[kind], kind, words)
    if finding == "without mission" and not (rows.state == "none").any():
        finding = "related"
    have = words.say("trace_have", count=found)
    return finding.replace(" ", "_"), {"share": share, "than": than, "have": have}


def _say_share(count: int, all_: int, kind: str, words: Words) -> str:
    """So many of so many demands or missions, in words."""
    ending = "some" if count < all_ else {1: "only", 2: "both"}.get(all_, "every")
    return words.say(f"trace_{kind}_{ending}", count=say_count(words, count), all=words.count(all_))


def _find_headline(topic: pd.DataFrame, words: Words) -> str:
    """The headline that somebody wrote for a topic, in the language or the plan's own; nothing where nobody did."""
    column = words.choose("headline", topic.columns)
    return str(topic[column].iloc[0]) if column else ""


def _count_answers(rows: pd.DataFrame, words: Words) -> dict[str, str]:
    """How many of a trace's missions answer one of its demands, and how many are only related to them, in words."""
    answering = rows[rows.relation.isin(CARRYING)].mission_id.nunique()
    near = rows[rows.relation != ""].mission_id.nunique() - answering
    return {"answering": say_count(words, answering), "near": say_count(words, near)}


def _find_mixed(rows: pd.DataFrame, finding: str) -> list[str]:
    """The headline of missions that are compared by their words, where some answer the demands and the others are only
    related: that is said, and the words beside the mission.
    """
    linked = rows[rows.relation != ""].mission_id
    answering = rows[rows.relation.isin(CARRYING)].mission_id
    mixed = finding in ("weaker", "stronger") and set(answering) and set(linked) - set(answering)
    return ["mixed"] if mixed else []


def pair(labels: Labels, demands: Sequence[str]) -> pd.DataFrame:
    """Each of the demands with the missions that answer it, or where none does with those that are only related.

    Gives demand_id, mission_id (empty where there is none), kind (of the link), grade (of the demand), the demands that
    no mission answers first, of each the mission that answers it best.

    >>> pair(labels, ["klimat-5"])[["mission_id", "kind"]].values.tolist()
    [['ks-06', 'related']]
    """
    links, items = find_missions(labels.links, demands), labels.plan.items
    links = links.assign(kind=links.relation.map(_GRADE), line=[items[mission].line for mission in links.mission_id])
    links = links.sort_values(["votes", "line"], ascending=[False, True], na_position="first")
    rows = pd.DataFrame({"demand_id": list(demands)})
    rows = rows.merge(links[["demand_id", "mission_id", "kind", "relation"]], "left", "demand_id")
    rows = rows.assign(mission_id=rows.mission_id.fillna(""), kind=rows.kind.fillna("none"), carries="")
    return _sort(_put_closest_first(rows.assign(grade=rows.demand_id.map(labels.grade("demand_id"))), labels.plan))


def choose(labels: Labels) -> pd.DataFrame:
    """Of every theme the first demand whose closest mission is worded otherwise (``ALIKE``), with that mission, as
    ``pair`` gives them; the first demand where there is none.

    >>> choose(labels)[["demand_id", "mission_id", "kind"]].values.tolist()[1]
    ['barnfattigdom-1', 'sbn-06', 'related']
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
    """The exceptions first: missions without a demand, then the demands, those that least answers before the others;
    last the missions that answer what is not shown.
    """
    ranks = {kind: n for n, kind in enumerate(("", *reversed(STATES)))}
    order = pairs.grade.map(ranks).where(pairs.carries == "", len(ranks)).sort_values(kind="stable").index
    return pairs.loc[order].reset_index(drop=True)


def _put_closest_first(pairs: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Of each demand the missions whose words are told of first, then those that answer it best, by their relation; of
    those that do alike first what has most of its words (``NEAR``), the others as they stand.
    """
    near = [_is_near(*ids, plan) for ids in zip(pairs.demand_id, pairs.mission_id, strict=True)]
    order = pd.DataFrame({
        "demand": pairs.groupby(_name_left(pairs), sort=False).ngroup(),
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


def _name_left(pairs: pd.DataFrame) -> pd.Series:
    """What stands on the left of each pair: a demand, or the demands that its mission answers elsewhere."""
    return pairs.demand_id.where(pairs.demand_id != "", pairs.carries)


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
    """The lines of all that is quoted or named: the demands, the missions, the demands that these answer elsewhere."""
    carried = {demand for carries in pairs.carries for demand in carries.split(", ")}
    return words.plan.locate({*pairs.demand_id, *pairs.mission_id, *carried} - {""})


class _Setting(NamedTuple):
    """How quotes are tried: how many missions of a demand, as ``MOST`` has it (0: none, but whose they are), in which
    type size (pt), whether demands that have the same missions stand together, and whether the headline may be smaller
    than usual.
    """

    most: tuple[int, int]
    pt: float
    joined: bool
    shrink: bool


class _Group(NamedTuple):
    """Demands that have the same missions, whether any answers them, or the demands elsewhere that stand in their
    place; and the missions.
    """

    demands: list[str]
    exception: bool
    carries: str
    missions: list[Told]

    def count_quoted(self, most: tuple[int, int]) -> int:
        """How many of its missions are quoted (``MOST``): all that say what they are to which demand."""
        count, (whole, many) = len(self.missions), most
        return count if self.mixed or count <= whole else many

    def name_texts(self, plan: Plan) -> list[str]:
        """What its missions say, by which those are known that say the same."""
        return [match_key(plan.items[told.missions[0]].text) for told in self.missions]

    @property
    def mixed(self) -> bool:
        """Whether a mission is one thing to one demand and another to another, so that it says what to which."""
        return any(not told.mark for told in self.missions)


def _draw(
    caption: Caption,
    pairs: pd.DataFrame,
    words: Words,
    sheet: Sheet,
    counted: bool = False,
    joined: bool = False,
    series: bool = False,
) -> PrintFigure:
    """The quotes: large if they are few, else with fewer missions for each demand, as there is room, and of all others
    whose they are; where that may be the demands alone, with whose their missions are (``counted``); at last as small
    as notes. Those of a ``series`` are as large as text as long as there is room, that they look alike.
    """
    size = sheet.size
    highest = size.title * LARGEST
    larger = (
        [*product(MOST, (size.text,))] if series else [(MOST[0], min(size.text * share, highest)) for share in LARGER]
    )
    sizes = [max(size.text * share, size.small) for share in SMALLER]
    usual = [each for fit in (True, False) for each in product(MOST, [pt for pt in sizes if (pt >= LEAST) is fit])]
    none = [(0, 0)] if counted else []
    placed = [*product(none, [min(size.text * share, highest) for share in (SMALLER if series else PLACED)])]
    tries = [*larger, *usual, *placed, *product((*MOST, *none), (size.small,))]
    settings = [
        _Setting(count, pt, together, shrink)
        for shrink in (False, True)
        for together in ((True, False) if joined else (False,))
        for count, pt in tries
    ]
    draw = partial(_draw_in, caption, pairs, words, sheet, named=not series)
    return first_that_fits(partial(draw, setting) for setting in settings)


def _draw_in(
    caption: Caption, pairs: pd.DataFrame, words: Words, sheet: Sheet, setting: _Setting, named: bool
) -> PrintFigure:
    """The quotes in a setting: a key of the marks, then rows of quotes, all from the top down; a demand's theme is
    ``named`` where the headline does not.
    """
    pt = setting.pt
    groups = _tell_again(_list_groups(pairs, words.plan, setting.joined), words.plan, setting.most)
    linked = pairs[(pairs.demand_id != "") & (pairs.mission_id != "")]
    alike = {*linked.kind} == {"related"}
    key = _make_key(groups, alike, words)
    quoted = setting.most > (0, 0)
    if "related" in {*linked.kind} and not (alike and quoted):
        caption = _define_related(caption, words)
    rows = _set_rows(groups, _Style(words, sheet, setting, alike, named and pairs.demand_id.nunique() <= FEW))
    numbers = pairs.drop(columns=["grade", "carries", "demand_words", "mission_words"], errors="ignore").assign(
        demand=[say_item(item, words) if item else "" for item in pairs.demand_id],
        mission=[say_item(item, words) if item else "" for item in pairs.mission_id],
    )
    ruled = sum(row.ruled for row in rows)
    solid = key.height(sheet, words) + sum(row.height for row in rows)
    wanted, least, highest = (solid + pt * ruled * share for share in (AIR, LEAST_AIR, MOST_AIR))
    large = pt > sheet.size.text and quoted
    figure, axes = sheet.open(caption, wanted, numbers, least, highest, whole=large, shrink=setting.shrink)
    key.write(axes, sheet, words)
    write_rows(axes, key.height(sheet, words), rows, (axes.get_ylim()[0] - solid) / ruled, sheet)
    return figure


def _list_groups(pairs: pd.DataFrame, plan: Plan, joined: bool) -> list[_Group]:
    """The pairs by what stands on the left; demands that have the same missions in one, where they are to be joined."""
    left = _name_left(pairs)
    missions = pairs.mission_id.groupby(left).agg(frozenset)
    same = pairs.grade + left.map(missions).map(sorted).map(" ".join) if joined else left
    groups = []
    for _, rows in pairs.groupby(same.where((pairs.demand_id != "") & (pairs.mission_id != ""), left), sort=False):
        demands = [demand for demand in rows.demand_id.unique() if demand]
        exception = bool(demands) and rows.grade.iloc[0] in UNANSWERED
        groups.append(_Group(demands, exception, rows.carries.iloc[0], join_same(rows, plan)))
    return groups


def _tell_again(groups: Sequence[_Group], plan: Plan, most: tuple[int, int]) -> list[_Group]:
    """The groups, with those missions marked that a group before quotes too, of which each quotes so many."""
    quoted: set[str] = set()
    told = []
    for group in groups:
        texts = group.name_texts(plan)
        missions = [each._replace(again=text in quoted) for each, text in zip(group.missions, texts, strict=True)]
        quoted.update(texts[: group.count_quoted(most)])
        told.append(group._replace(missions=missions))
    return told


def _make_key(groups: Sequence[_Group], alike: bool, words: Words) -> Key:
    """The key of the marks that stand before missions."""
    found = {told.mark for group in groups if group.demands and not group.mixed for told in group.missions}
    kinds = [] if alike else [kind for kind in STATES if kind in found]
    return Key(kinds, [words.say(f"quotes_{kind}") for kind in kinds])


def _set_rows(groups: Sequence[_Group], style: "_Style") -> list[Row]:
    """All rows: the missions that answer none of the demands, the demands with theirs below a heading, and last those
    that answer what is not shown.
    """
    demands = [group for group in groups if group.demands]
    rows = [row for group in groups if not group.demands and not group.carries for row in _set_headed(group, style)]
    if demands:
        set_demands = _set_placed if style.setting.most == (0, 0) else _set_over if len(groups) == 1 else _set_beside
        rows += _open_gap(set_demands(demands, style), rows, style)
    for group in groups:
        if group.carries:
            rows += _open_gap(_set_headed(group, style), rows, style)
    return rows


class _Style(NamedTuple):
    """What all rows are set with: the words and the sheet, the setting, whether all missions are related only, so that
    no marks are needed, and whether each demand names its theme.
    """

    words: Words
    sheet: Sheet
    setting: _Setting
    alike: bool
    named: bool

    @property
    def start(self) -> float:
        """Where the missions begin beside the demands, in mm."""
        return self.sheet.width * RIGHT

    @property
    def end(self) -> float:
        """Where the demands end beside the missions, in mm."""
        return self.sheet.width * LEFT

    def set_head(self, side: str, width: float) -> Row:
        """The heading of the demands or of the missions in lines of a width (mm)."""
        key = side + ("_related" if self.alike and side != "demands" else "")
        pt = min(self.setting.pt, self.sheet.size.text)
        return set_head(self.words.say(f"quotes_{key}"), width, pt, self.sheet.palette.second, self.words)


def _open_gap(rows: list[Row], above: Sequence[Row], style: _Style) -> list[Row]:
    """The rows with space above them where others stand there."""
    if not above or not rows:
        return rows
    gap = style.sheet.size.text * 0.2
    columns = [(x, [lines[0]._replace(gap=gap), *lines[1:]]) for x, lines in rows[0].columns]
    return [rows[0]._replace(columns=columns), *rows[1:]]


def _set_headed(group: _Group, style: _Style) -> list[Row]:
    """Missions that answer none of the demands shown, over the whole width below what they are; small if they answer
    others.
    """
    colours, size, width = style.sheet.palette, style.sheet.size, style.sheet.width
    pt = min(style.setting.pt, size.small if group.carries else size.text)
    colour = colours.muted if group.carries else colours.second
    head = set_head(_say_head(group.carries, style.words), width, pt, colour, style.words)
    missions = _set_missions(group, style, width, pt if group.carries else style.setting.pt)
    return [head, Row([(0.0, _run_on(missions, pt))])]


def _say_head(carries: str, words: Words) -> str:
    """What missions are that answer none of the demands shown."""
    if not carries:
        return words.say("quotes_head_free")
    return words.say("quotes_head_elsewhere", lines=words.lines(words.plan.locate(carries.split(", "))))


def _set_beside(groups: Sequence[_Group], style: _Style) -> list[Row]:
    """The demands on the left, their missions on the right."""
    start, pt = style.start, style.setting.pt
    room = style.sheet.width - start
    left, right = style.set_head("demands", style.end), style.set_head("missions", room)
    rows = [left._replace(columns=[*left.columns, (start, right.columns[0][1])])]
    for group in groups:
        missions = _run_on(_set_missions(group, style, room, pt), pt)
        rows.append(Row([(0.0, _set_demands(group, style, style.end)), (start, missions)]))
    return rows


def _set_over(groups: Sequence[_Group], style: _Style) -> list[Row]:
    """The demands over the whole width, and below them their missions."""
    width, (group,) = style.sheet.width, groups
    demands = [style.set_head("demands", width), Row([(0.0, _set_demands(group, style, width))])]
    quoted = _set_missions(group, style, width, style.setting.pt)
    missions = [style.set_head("missions", width), *(Row([(0.0, each)]) for each in quoted)]
    return [*demands, *_open_gap(missions, demands, style)]


def _set_placed(groups: Sequence[_Group], style: _Style) -> list[Row]:
    """The demands over the whole width, below each its line and, in a column, whose its missions are."""
    width, pt, words = style.sheet.width, style.sheet.size.small, style.words
    rows = [style.set_head("placed", width)]
    places = [words.lines(words.plan.locate(group.demands)) for group in groups]
    start = max(measure_behind(place, pt) for place in places)
    for group, place in zip(groups, places, strict=True):
        quoted = [line for demand in group.demands for line in _set_quote(demand, group.exception, style, width)]
        where = Line(place, pt, style.sheet.palette.muted)
        said = say_all(group.missions, words) or [("", words.say("quotes_nobody"))]
        said = [("" if style.alike else kind, text) for kind, text in said]
        behind = set_behind(said, start, width, pt, style.sheet.palette.ink, words)
        rows.append(Row([(0.0, [*quoted, where, *behind])]))
    return rows


def _emphasise(strong: bool, style: _Style) -> tuple[str, str]:
    """The colour and weight of a quote; a ``strong`` one is an exception, which is seen in grey too."""
    return (style.sheet.palette.accent, "semibold") if strong else (style.sheet.palette.ink, "normal")


def _say_place(demand: str, style: _Style) -> str:
    """Where a demand stands, with its theme where it is to be named."""
    words = style.words
    spot = words.lines(words.plan.locate([demand]))
    return f"{words.name(words.plan.items[demand].part)}, {spot}" if style.named else spot


def _set_quote(item: str, strong: bool, style: _Style, width: float, pt: float = 0.0, mark: str = "") -> list[Line]:
    """The words of a demand or mission in quotation marks, in the size of the setting or another."""
    text = style.words.say("quotes_words", text=say_item(item, style.words))
    colour, weight = _emphasise(strong, style)
    return set_lines(text, width, pt or style.setting.pt, colour, style.words, mark, weight=weight)


def _set_demands(group: _Group, style: _Style, width: float) -> list[Line]:
    """The demands in their words, each with its place on a line of its own below."""
    small, colours = style.sheet.size.small, style.sheet.palette
    blocks = []
    for demand in group.demands:
        quoted = _set_quote(demand, group.exception, style, width)
        place = _say_place(demand, style)
        blocks.append(add_place(quoted, place, width, small, colours.muted, style.words))
    return _run_on(blocks, style.setting.pt)


def _run_on(blocks: Sequence[list[Line]], pt: float) -> list[Line]:
    """The blocks one below the other, with some space between them."""
    gap = lead(pt) * BETWEEN
    return [
        line._replace(gap=gap) if number and not n else line
        for number, lines in enumerate(blocks)
        for n, line in enumerate(lines)
    ]


def _set_missions(group: _Group, style: _Style, width: float, pt: float) -> list[list[Line]]:
    """The missions in their words, each with whose it is and where it stands on a line of its own below; of those that
    are not quoted whose they are, by kind.
    """
    words, told, ink = style.words, group.missions, style.sheet.palette.ink
    if not told:
        return [set_lines(words.say("quotes_nobody"), width, pt, ink, words)]
    most = group.count_quoted(style.setting.most)
    quoted = [_set_mission(each, group, style, width, pt) for each in told[:most]]
    small = style.sheet.size.small
    marked = group.demands and not style.alike
    return quoted + [
        set_lines(said, width, small, ink, words, kind if marked else "", pt)
        for kind, said in say_rest(told[most:], words)
    ]


def _set_mission(told: Told, group: _Group, style: _Style, width: float, pt: float) -> list[Line]:
    """A mission: its words, its place and, where it differs, how; one that is quoted already by its place alone."""
    words, size, colours = style.words, style.sheet.size, style.sheet.palette
    mark = "" if style.alike or group.mixed or not group.demands else told.mark
    place = say_places(told.missions, words)
    if told.again:
        return set_lines(words.say("quotes_again", place=place), width, size.small, colours.ink, words, mark, pt)
    strong, small = bool(told.strength), size.small
    lines = _set_quote(told.missions[0], strong, style, width, pt, mark)
    x = lines[0].x
    lines = add_place(lines, place, width, small, colours.muted, words)
    colour, _ = _emphasise(strong, style)
    ties = say_ties(told, words) if group.mixed else []
    start = measure_behind(lines[-1].text, small)
    for remarks, begin in ((ties, start), (say_strength(told, words), 0.0)):
        lines += [line._replace(x=line.x + x) for line in set_behind(remarks, begin, width - x, small, colour, words)]
    return lines


def _define_related(caption: Caption, words: Words) -> Caption:
    """The caption with what a related mission is in its note, the short one too."""
    note, brief = (join(said, words.say("quotes_note")) for said in (caption.note, caption.note_brief or ""))
    return replace(caption, note=note, note_brief=brief)

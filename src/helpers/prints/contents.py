"""What stands on a pamphlet about a plan: its words, numbers and pictures as data for a template, page by page.

Every number is that of the table of key numbers (``links.numbers``), every picture is drawn for its column, and what a
plan's folder has no data for is left out. A sheet describes the plan and is nobody's campaign: the plan's words stand
in quotation marks with their place, all others are ours.
"""

import re
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Any, Literal, NotRequired, TypedDict

import pandas as pd

from helpers.codebook import GRADES, STATES, UNANSWERED
from helpers.colour import Palette
from helpers.figures import captions
from helpers.figures.card import say_headline
from helpers.figures.money import say_inhabitants
from helpers.figures.pairs import choose, name_left, pair, say_item, say_whose, say_without
from helpers.figures.quotes import tell_exceptions, tell_trace
from helpers.figures.registry import FIGURES
from helpers.figures.sheet import SIZES, PrintFigure, Sheet
from helpers.files import CREDIT
from helpers.links.labels import Labels, all_reviewed, count_signed, read_labels
from helpers.links.needs import lacks
from helpers.links.numbers import KeyNumber, tabulate_numbers
from helpers.links.traces import list_topics, read_trace
from helpers.plan.budget import check_totals
from helpers.plan.read import Plan
from helpers.publish.export import render_figure
from helpers.tables import join_runs
from helpers.words import LONGEST, Words, capitalise, shorten

Contents = dict[str, Any]
"""All that a template sets, ready for json: the parts below by their names, and type sizes (pt)."""

MANY = 99
"""More demands or missions than a page has room for."""

LeadsAs = Literal["placed", "lined", "short", "bare"]
"""How a card gives the demands that a committee leads: in quotes with their places, with their lines, or by name; and
by name without what answers them."""

LEAST_TYPE = 8.0
"""The smallest type (pt) that stands on a print."""


class Entry(TypedDict):
    """A line of a list: its text, the line of the document or the place that it stands on; of a quote the ``line``, of
    a mission in quotes the ``kind`` of its link; whether it is ``strong``: a demand that no mission answers.
    """

    text: str
    place: str
    line: NotRequired[int]
    kind: NotRequired[str]
    strong: NotRequired[bool]


class List(TypedDict, total=False):
    """Entries under a heading, ``space`` pt apart, their places beside them or ``below``."""

    head: str
    entries: list[Entry]
    space: float
    below: bool


class Note(TypedDict):
    """A paragraph with a heading in its first line."""

    head: str
    body: str


class Stat(TypedDict):
    """A large number, and what it counts."""

    value: str
    label: str


class Cover(TypedDict):
    """The top of a sheet: the line above its title, the title, the line below, its large numbers (none on a folder)."""

    kicker: str
    title: str
    deck: str
    stats: list[Stat]


class Table(TypedDict):
    """A table under a heading, and a note below."""

    head: str
    columns: list[str]
    rows: list[list[str]]
    note: str


class Picture(TypedDict):
    """A figure as svg, ``width`` mm wide, with its words to be set as text."""

    head: str
    what: str
    svg: str
    width: float
    alt: str
    caption: str


class Page(TypedDict):
    """A page with a picture: line above, a large number (or none), the heading that it begins, the words below."""

    kicker: str
    value: str
    head: str
    deck: str
    figure: Picture


class Finding(TypedDict):
    """What a folder opens with: a large number, the sentence that begins with it, what has to be known, its picture,
    and what the number counts by name, where that is to stand beside the picture.
    """

    value: str
    head: str
    deck: str
    figure: Picture | None
    named: List | None


class Pair(TypedDict):
    """What stands side by side: demands in quotes, their missions; ``accent``: no mission answers them."""

    left: list[Entry]
    right: list[Entry]
    accent: bool


class Spread(TypedDict):
    """A page of quotes: its words as a ``Page`` has them, the heads of both columns, what the kinds of links are called
    (where there are several), the pairs, a note below, and a picture of something else.
    """

    kicker: str
    head: str
    deck: str
    heads: list[str]
    kinds: dict[str, str]
    pairs: list[Pair]
    note: str
    figure: Picture | None


@dataclass(frozen=True)
class Story:
    """What the sheets about a plan tell from: its words in a language, its labels, its key numbers, the colours."""

    words: Words
    labels: Labels
    numbers: dict[str, KeyNumber]
    palette: Palette

    @property
    def plan(self) -> Plan:
        """The plan that is told of."""
        return self.words.plan

    def has(self, *needs: str) -> bool:
        """Whether the plan has what this needs (``links``, ``frames``)."""
        return not lacks(self.labels, *needs)

    @property
    def linked(self) -> bool:
        """Whether every demand has been read, against every mission and as to who has to act."""
        return self.has("judged")

    def say(self, key: str, **values: object) -> str:
        """A phrase of the pamphlet."""
        return self.words.say(f"pamphlet_{key}", **values)

    def number(self, key: str) -> str:
        """A key number as the language writes it; one in tkr as millions."""
        row = self.numbers[key]
        return self.millions(row.value) if row.unit == "tkr" else self.words.number(row.value)

    def millions(self, tkr: float) -> str:
        """An amount (tkr) as millions, with a decimal only where it has one."""
        return self.words.number(tkr / 1000, 0 if tkr % 1000 == 0 else 1)

    def spread(self, key: str) -> str:
        """A key number, and where the readings differ the lowest and the highest in brackets."""
        row = self.numbers[key]
        return captions.say_settled(self.words, int(row.value), (int(row.low), int(row.high)))

    def note(self, key: str, **known: object) -> Note:
        """A note by its phrases."""
        return {"head": self.say(f"{key}_head"), "body": self.say(f"{key}_body", **known)}

    def draw(
        self, name: str, width: float, text: float, brief: bool = False, height: float = 190, **look: Any
    ) -> Picture:
        """A figure for a column (mm wide, as high at the most, type in pt), its words as text beside it, its source
        without lines, its note ``brief`` where it is to be; ``look`` goes to its chart.
        """
        size = replace(SIZES["a5"], width=width, text=text, small=LEAST_TYPE, height=height, margin=0)
        figure, sheet = FIGURES[name], Sheet(size, self.palette, words=False)
        drawn = partial(figure.chart, **look)(figure.data(self.labels), self.words, sheet)
        return _render(drawn, self.words, ("source", "note") if brief else ("source",))


def read_story(words: Words, palette: Palette, labels: Labels | None = None) -> Story:
    """What the sheets about a plan tell from, in one language; of its labels, where they are given, nothing is read
    again. Raises PlanError as the readers of the tables do.
    """
    labels = labels or read_labels(words.plan)
    return Story(words, labels, _read_numbers(labels), palette)


@lru_cache(maxsize=1)
def _read_numbers(labels: Labels) -> dict[str, KeyNumber]:
    """The key numbers by their keys, counted once for all documents and languages."""
    rows = (KeyNumber(*row) for row in tabulate_numbers(labels).itertuples(index=False))
    return {row.key: row for row in rows}


def _render(figure: PrintFigure, words: Words, short: Sequence[str]) -> Picture:
    """A figure with its words, these parts in short; its source without what became of the proposal."""
    caption = figure.caption.shorten(*short)
    source = caption.source.replace(f" {words.outcome}", "") if words.outcome else caption.source
    return {
        "head": caption.alone,
        "what": caption.what,
        "svg": render_figure(figure, "svg").decode(),
        "width": figure.sheet.size.width,
        "alt": caption.alt_long,
        "caption": keep_name(f"{caption.note} {source}".strip()),
    }


def keep_name(text: str) -> str:
    """A text in which the name of whom to credit is not parted at the end of a line."""
    return text.replace(CREDIT, CREDIT.replace(" ", "\N{NO-BREAK SPACE}"))


# --- what every sheet has, and its first page ---------------------------------------------------------------


def write_frame(story: Story, what: str, **known: object) -> Contents:
    """What every sheet has: title (a phrase), language, colours, whose words these are."""
    return {
        "title": story.say(what, **known),
        "author": [],
        "description": story.say("is"),
        "lang": story.words.language,
        "source": story.say("source"),
        "palette": {name: getattr(story.palette, name) for name in ("ink", "muted", "rule", "accent")},
        "running": story.say("running"),
        "colophon": keep_name(f"{story.say('colophon', credit=CREDIT)} {story.words.repository}".strip()),
    }


def describe_office(story: Story, what: str = "office", **known: object) -> dict[str, str]:
    """What a pdf to print on an office printer says of itself (the phrases): its title, and what it ``is``."""
    return {part: story.say(f"{what}_{part}", **known) for part in ("title", "is")}


def write_cover(story: Story) -> Cover:
    """The title, what the sheet is, and the plan in three to five numbers."""
    stats: list[Stat] = [_say_stat(story, name, story.number(name)) for name in ("themes", "demands", "missions")]
    if story.linked:
        grades = story.labels.grade("demand_id")
        without, key = int(grades.isin(UNANSWERED).sum()), "without" if (grades == "none").any() else "related"
        stats.insert(
            2, _say_stat(story, key, captions.say_settled(story.words, without, story.labels.span(*UNANSWERED)))
        )
    if story.has("sum"):
        stats.append({"value": story.number("frames_total"), "label": story.say("frames")})
    return {"kicker": story.say("kicker"), "title": story.say("title"), "deck": story.say("deck"), "stats": stats}


def write_finding(story: Story, width: float, text: float) -> Finding:
    """One number and the sentence that begins with it, what its words mean, and the dots that it is counted from: how
    many demands no mission answers, and which theme most of them stand in; where there is none, that all are answered;
    without readings of all demands, who is given most missions, or where several are, how many there are for whom.
    """
    figure = draw_demands(story, width, text)
    if not story.linked:
        given = story.plan.missions.committee_id.value_counts()
        if len(most := given[given == given.max()]) > 1:
            return _find(story, "shared", int(given.sum()), figure, bodies=story.words.bodies)
        known = {"all": story.number("missions"), "name": story.words.refer(str(most.index[0]))}
        return _find(story, "missions", int(given.max()), figure, **known)
    grades = story.labels.grade("demand_id")
    without = grades[grades.isin(UNANSWERED)]
    if without.empty:
        return _find(story, "answered", len(grades), figure, all=story.number("demands"))
    kind = "unanswered" if (without == "none").any() else "related"
    only = captions.say_only_related(story.words, story.labels, without.index)
    found = _find(story, kind, len(without), figure, all=story.number("demands"), **only)
    means = captions.join(
        story.say("finding_words"), story.say("finding_means") if (without == "related").any() else ""
    )
    whose = "finding_named_ours" if story.words.named >= {*without.index} else "finding_named"
    named: List = {
        "head": story.say(whose, count=story.words.count(len(without))),
        "entries": _place(story, without.index),
    }
    return found | {"deck": captions.join(_say_main_theme(story, without.index), means), "named": named}


def _find(story: Story, kind: str, number: int, figure: Picture, **known: object) -> Finding:
    """A finding of a kind, without what has to be known of it."""
    value = story.words.number(number)
    head = story.say(f"finding_{kind}", count=value, **known)
    return {"value": value, "head": head, "deck": "", "figure": figure, "named": None}


def _say_main_theme(story: Story, demands: Iterable[str]) -> str:
    """Which theme most of these demands stand in, and how many; nothing where none has more than the others."""
    counts = story.plan.demands.set_index("demand_id").theme_id[list(demands)].value_counts()
    most = counts[counts == counts.max()]
    if len(counts) < 2 or len(most) > 1 or counts.max() < 2:
        return ""
    count = story.words.count(int(counts.max()))
    return capitalise(story.say("finding_theme", count=count, theme=story.words.name(str(most.index[0]))))


def _say_stat(story: Story, key: str, number: str) -> Stat:
    return {"value": number, "label": story.say(key, count=number)}


def write_asks(story: Story, longest: int = LONGEST) -> Contents:
    """Every demand under its theme, in short, with its line; strong where no mission answers it. One that we have no
    name for stands in its own words, with so many characters at the most.
    """
    demands, words = story.plan.demands, story.words
    grades = story.labels.grade("demand_id") if story.linked else pd.Series(dtype="str")
    without = {*grades.index[grades.isin(UNANSWERED)]}
    parts = [
        {"head": words.name(str(theme)), "entries": _list_short(story, rows.demand_id, rows.line, without, longest)}
        for theme, rows in demands.groupby("theme_id", sort=False)
    ]
    known = {"themes": words.count(demands.theme_id.nunique()), "demands": story.number("demands")}
    cut = any(shorten(text, longest) != text for text in demands.text)
    whose = "asks_ours" if words.named >= {*demands.demand_id} else "asks_own" if cut else "asks_whole"
    intro = story.say(whose, **known)
    return {
        "head": story.say("asks"),
        "intro": captions.join(intro, story.say(f"asks_strong{_find_exceptions(grades)}") if without else ""),
        "parts": parts,
    }


def count_demands(story: Story) -> list[List]:
    """The themes with the number of their demands, for a plan with too many to name them all."""
    counts = story.plan.demands.theme_id.value_counts(sort=False)
    return [
        {"head": story.words.name(str(theme)), "entries": [{"text": story.say("count", count=n), "place": ""}]}
        for theme, n in counts.items()
    ]


def _list_short(
    story: Story, keys: Iterable[str], lines: Iterable[int], strong: Container[str] = (), longest: int = LONGEST
) -> list[Entry]:
    """Bullets by their short names; where we have none, by their own words in quotation marks, cut where they are
    ``longest``.
    """
    entries: list[Entry] = []
    for key, line in zip(keys, lines, strict=True):
        own = story.say("quote", text=shorten(story.plan.items[key].text, longest))
        said = story.words.name(key) if key in story.words.named else own
        entries.append({"text": said, "place": str(line), "strong": key in strong})
    return entries


# --- who is to carry it -------------------------------------------------------------------------------------


def draw_demands(story: Story, width: float, text: float) -> Picture:
    """Which demands have a mission, as dots; without readings of all demands what the plan itself says."""
    if story.linked:
        return story.draw("04_krav-med-uppdrag", width, text, True, listed=False)
    return story.draw("01_krav-och-uppdrag", width, text, True)


def tabulate_committees(story: Story) -> Table:
    """The board and every committee with its missions and, where all has been read, the demands that it leads."""
    cells: dict[str, Callable[[str], str]] = {
        # Without the joiner Typst ends a line in the hyphen of a name, for all the no-break space behind it.
        "committee": lambda committee: story.words.name(committee).replace("- ", "-\N{WORD JOINER}\N{NO-BREAK SPACE}"),
        "missions": lambda committee: story.number(f"missions_{committee}"),
    }
    if story.linked:
        cells["leads"] = lambda committee: story.spread(f"leads_{committee}")
    rows = [[cell(committee) for cell in cells.values()] for committee in story.plan.committees.committee_id]
    leads = _note_leads(story, captions.has_span(row[-1] for row in rows)) if story.linked else ""
    return {
        "head": story.say("committees"),
        "columns": [story.say(f"col_{column}") for column in cells],
        "rows": rows,
        "note": captions.join(leads, captions.say_repeats(story.words, _list_counted(story))),
    }


def _note_leads(story: Story, spans: bool) -> str:
    """Whose judgement it is who would lead, what stands in brackets where there are any, and who has read."""
    return captions.join(story.say("leads_note"), story.words.say("leads_span") if spans else "", _say_readers(story))


def _list_counted(story: Story) -> list[int]:
    """The lines of what the table of committees counts: missions and, where all has been read, demands that are led."""
    table = story.labels.table if story.linked else pd.DataFrame({"lead": [], "demand_id": []})
    return [*story.plan.missions.line, *story.plan.locate(table.demand_id[table.lead.astype(bool)])]


def _say_readers(story: Story) -> str:
    """That nobody has reviewed links and leads, or how much somebody has, until all is signed."""
    return captions.say_reviewed(story.words, story.labels.links, story.labels.committees)


# --- the money ----------------------------------------------------------------------------------------------


def write_money(story: Story, width: float, text: float, brief: bool = False, each: bool = False, **look: Any) -> Page:
    """The frames, and what they are for each inhabitant, or together; without a budget the document in miniature. Where
    ``each`` is wanted, the chart has kronor per inhabitant, if these are known; ``look`` goes to the chart.
    """
    if not story.has("frames"):
        figure = story.draw("01_dokumentet", width, text, brief)
        return {"kicker": story.say("document"), "value": "", "head": figure["head"], "deck": "", "figure": figure}
    each = each and story.has("sum", "inhabitants")
    chart, only = ("03_per-invanare", {}) if each else ("03_ramar", {"shared": brief})
    figure = story.draw(chart, width, text, brief, **only, **look)
    if each:
        figure["head"] = ""  # the page's own says it
    value, head, counted = _count_kronor(story)
    known = story.say("unit") if story.words.unit_inferred else ""
    deck = captions.join(_say_sum(story), known, "" if each else counted)  # the picture's own note has it
    head = head or figure["head"]
    return {"kicker": story.say("money"), "value": value, "head": head, "deck": deck, "figure": figure}


def _count_kronor(story: Story) -> tuple[str, str, str]:
    """The sum of the frames for each inhabitant, what it is, and how many inhabitants that is counted with; where
    plan.toml gives no inhabitants, the sum; nothing where none is.
    """
    if not story.has("sum"):
        return "", "", ""
    if lacks(story.labels, "inhabitants"):
        return story.number("frames_total"), story.say("frames"), ""
    counted = story.say("inhabitants", who=say_inhabitants(story.words))
    return story.number("per_inhabitant"), story.say("per_head"), counted


def _say_sum(story: Story) -> str:
    """The sum of the frames, and whether the plan states the same."""
    plan, rows = story.plan, story.number("frames_total")
    check = check_totals(plan.budget, plan.totals).set_index("year").loc[plan.file.document.year]
    count = int((plan.budget.year == plan.file.document.year).sum())
    if pd.isna(check.stated_tkr):
        return story.say("sum_only", rows=rows, count=count)
    stated = story.millions(abs(int(check.stated_tkr)))
    return story.say("sum_agrees" if check.agrees else "sum_differs", rows=rows, stated=stated, count=count)


# --- in quotes ----------------------------------------------------------------------------------------------


def write_choice(story: Story, count: int = MANY) -> Spread:
    """Of each of the first so many themes one demand (``choose``) beside its closest mission; without readings of all
    the first demand of each, and the first mission of each of so many committees.
    """
    plan = story.plan
    themes, committees = plan.demands.theme_id.nunique(), plan.missions.committee_id.nunique()
    if story.linked:
        pairs, rule = _pair_up(story, choose(story.labels).head(count)), "chosen"
    else:
        demands = plan.demands.groupby("theme_id", sort=False).head(1).demand_id[:count]
        missions = plan.missions.groupby("committee_id", sort=False).head(1).mission_id[:count]
        pairs, rule = [_set_pair(story, demands, missions)], "first"
    some = "_some" if count < (themes if story.linked else max(themes, committees)) else ""
    known = {"demands": story.number("demands"), "missions": story.number("missions")}
    said = story.say(f"{rule}{some}", count=story.words.count(count), **known)
    deck = _say_answered(story) if story.linked and len(plan.demands) > 1 else ""  # one alone says it of itself
    spread = _spread(story, ("wants", story.say("wants_head"), deck), pairs)
    return spread | {"note": captions.join(said, spread["note"])}


def _say_answered(story: Story) -> str:
    """How many of all demands are answered in whole and in part, and how many by no mission."""
    grades = story.labels.grade("demand_id")
    counts = {
        key: captions.say_settled(story.words, int(grades.isin(kinds).sum()), story.labels.span(*kinds))
        for key, kinds in (("whole", ("whole",)), ("part", ("part",)), ("without", UNANSWERED))
    }
    return story.say(f"answered{_find_exceptions(grades)}", demands=story.number("demands"), **counts)


def _find_exceptions(grades: pd.Series) -> str:
    """Which phrase tells of the demands that no mission answers: those of which all have related missions, those of
    which some have none at all, or the phrase for no such demand.
    """
    return "_unanswered" if (grades == "none").any() else "_related" if (grades == "related").any() else ""


def write_closer(story: Story, count: int = MANY, most: int = MANY) -> Spread:
    """A closer look: the plan's first topic where it has topics, else all demands that no mission answers; where there
    are none, the first theme. The first so many demands, each with ``most`` missions.
    """
    head, pairs = _look_closer(story, most)
    whole = len(pairs)
    deck = story.say("closer_some", count=story.words.count(count), all=whole) if count < whole else ""
    return _spread(story, ("closer", head, deck), pairs[:count])


def draw_absences(story: Story, width: float, height: float) -> Picture:
    """What the plan's text does not mention, as wide and at the most as high (mm)."""
    return story.draw("02_vad-planen-inte-sager", width, LEAST_TYPE, True, height)


def _look_closer(story: Story, most: int) -> tuple[str, list[Pair]]:
    """What there is to look at: a heading and the quotes."""
    labels, words, theme = story.labels, story.words, str(story.plan.demands.theme_id.iloc[0])
    first = story.plan.demands.demand_id[story.plan.demands.theme_id == theme].tolist()
    if not story.linked:
        return words.name(theme), [_set_pair(story, [demand], []) for demand in first]
    if not lacks(labels, "traces"):
        caption, pairs = tell_trace(read_trace(labels, list_topics(labels)[0]), words)
        return caption.alone, _pair_up(story, pairs, most)
    if not lacks(labels, "unanswered"):
        caption, pairs = tell_exceptions(labels, words)
        return caption.said, _pair_up(story, pairs, most)
    return words.name(theme), _pair_up(story, pair(labels, first), most)


def _spread(story: Story, said: tuple[str, str, str], pairs: list[Pair]) -> Spread:
    """A page of quotes under its kicker (a phrase), its heading and what has to be known."""
    kicker, head, deck = said
    right = [entry for each in pairs for entry in each["right"]]
    lines = [entry["line"] for each in pairs for entry in (*each["left"], *each["right"]) if "line" in entry]
    repeats = captions.say_repeats(story.words, lines)
    kinds = [kind for kind in STATES if kind in {entry.get("kind") for entry in right}]
    return {
        "kicker": story.say(kicker),
        "head": head,
        "deck": deck,
        "heads": [story.words.say("quotes_demands"), *([_head_missions(story, kinds)] if right else [])],
        "kinds": {kind: story.say(f"kind_{kind}") for kind in kinds} if len(kinds) > 1 else {},
        "pairs": pairs,
        "note": captions.join(_say_readers(story) if story.linked else "", say_whose(story.words), repeats),
        "figure": None,
    }


def _head_missions(story: Story, kinds: list[str]) -> str:
    """What stands above missions: where all of them stand to their demands alike, how."""
    if kinds == ["related"]:
        return story.words.say("quotes_missions_related")
    return story.say(f"all_{kinds[0]}") if kinds in (["whole"], ["part"]) else story.words.say("quotes_missions")


def _pair_up(story: Story, pairs: pd.DataFrame, most: int = MANY) -> list[Pair]:
    """The rows of a figure of quotes (``pairs.pair``) by demand, each with at most so many missions."""
    found: list[Pair] = []
    for _, rows in pairs.groupby(name_left(pairs), sort=False):
        demand, carries, grade = rows[["demand_id", "carries", "grade"]].iloc[0]
        left = _set_items(story, [demand]) if demand else [_plain(say_without(carries, story.words))]
        right = [_set_mission(story, row.mission_id, row.kind) for row in rows.head(most).itertuples()]
        if len(rows) > most:
            right.append(_plain(story.words.say("quotes_more", count=len(rows) - most)))
        found.append({"left": left, "right": right, "accent": bool(demand) and grade in UNANSWERED})
    return found


def _set_pair(story: Story, demands: Iterable[str], missions: Iterable[str]) -> Pair:
    return {"left": _set_items(story, demands), "right": _set_items(story, missions), "accent": False}


def _set_mission(story: Story, mission: str, kind: str) -> Entry:
    """A mission in quotes, and of what kind its link is; or that there is no mission."""
    return {**_set_items(story, [mission])[0], "kind": kind} if mission else _plain(story.words.say("quotes_nobody"))


def _set_items(story: Story, items: Iterable[str]) -> list[Entry]:
    """Demands or missions in quotes, each with its theme or committee, and its line."""
    return [
        {**entry, "text": story.say("quote", text=say_item(item, story.words))}
        for item, entry in ((item, _place(story, [item])[0]) for item in items)
    ]


def _place(story: Story, items: Iterable[str]) -> list[Entry]:
    """Demands or missions by their short names, each with its theme or committee, and its line."""
    words, known = story.words, story.plan.items
    return [
        {
            "text": words.name(item),
            "place": f"{words.name(known[item].part)}, {words.lines([known[item].line])}",
            "line": known[item].line,
        }
        for item in items
    ]


def _plain(text: str) -> Entry:
    return {"text": text, "place": ""}


# --- how to read it -----------------------------------------------------------------------------------------


def write_notes(story: Story, brief: bool = False) -> list[list[Note]]:
    """How to read the sheet, in two columns: what it is and its words; the links and the places. In ``brief`` how the
    links were made is left to the notes that stand with them.
    """
    told = brief and story.linked and not all_reviewed(story.labels.links, story.labels.committees)
    links = [] if told else _note_links(story)
    return [[story.note("what"), _note_words(story)], [*links, story.note("places")]]


def _note_words(story: Story) -> Note:
    """What our words mean, whose they are where the plan has not got them, what is related where there are links, and
    what a frame is where it has frames.
    """
    said = story.words.phrase("pamphlet_demands")
    ours = "" if len(story.plan.find(story.words.fill(said, {"count": 1}))) else story.say("words_ours")
    note = story.note("words", ours=ours)
    near = story.say("finding_means") if story.has("links") else ""
    return note | {"body": captions.join(note["body"], near, story.say("words_frame") if story.has("frames") else "")}


def _note_links(story: Story) -> list[Note]:
    """By whom and how surely links were made; why they are left out where not all is read; nothing without links."""
    if not story.linked:
        return [story.note("unread")] if story.has("links") else []
    if all_reviewed(story.labels.links, story.labels.committees):
        return [story.note("reviewed")]
    span = story.labels.span()
    note = story.note("links", gave=story.words.range(*span), all=story.number("demands"))
    signed, count = count_signed(story.labels.links, story.labels.committees)
    half = story.words.say("who_half_print", signed=signed, count=count) if signed else ""
    met = int((~story.labels.grade("demand_id").isin(UNANSWERED)).sum())
    after = story.say("links_after", now=story.words.number(met)) if signed and {*span} != {met} else ""
    spans = story.say("links_span") if len(story.labels.readings) > 2 else ""
    return [{"head": note["head"], "body": captions.join(half, note["body"], after, spans)}]


def _is_translated(story: Story, keys: Iterable[str]) -> bool:
    """Whether quotes are in our translation: another language than the plan's, with all of these translated."""
    return not story.words.is_own and {*keys} <= {*story.words.translations}


def _quote(story: Story, demands: pd.DataFrame, by: str = "") -> list[Entry]:
    """Demands in quotation marks, with their places; translated where the language asks for it. Of those that a
    committee leads ``by`` remit also where the missions stand that answer them.
    """
    words, translated = story.words, _is_translated(story, story.plan.demands.demand_id)
    quotes = list[Entry]()
    for key, line, text in zip(demands.demand_id, demands.line, demands.text, strict=True):
        place = _say_met(story, key, by, f"{words.place(key)},\N{NO-BREAK SPACE}{words.lines([line])}")
        place = re.sub(r" (?=\d)", "\N{NO-BREAK SPACE}", place)
        own = story.say("quote", text=words.translations[key] if translated else text)
        quotes.append({"text": own, "place": place})
    return quotes


def _say_met(story: Story, demand: str, by: str, place: str) -> str:
    """The place of a demand, and of missions that are related only or, where it is led ``by`` remit, that answer it."""
    grade = story.labels.grade("demand_id").get(demand) if story.has("links") else ""
    kind = "related" if grade == "related" else "met" if by == "remit" and grade in ("whole", "part") else ""
    if not kind:
        return place
    tied = story.words.lines(story.plan.locate(story.labels.list_answering(demand)))
    return story.say(f"place_{kind}", place=place, missions=tied)


# --- the card of a committee --------------------------------------------------------------------------------


def write_sides(
    story: Story,
    committee: str,
    quoted: bool = True,
    named: bool | None = False,
    leads: LeadsAs = "placed",
    others: bool = False,
) -> Contents:
    """Both sides of the card about one committee: its missions ``quoted`` or in short, with the demands that they
    answer by name (``named``) or by lines; on the back the demands that it ``leads``, and the ``others`` that it has a
    part in, which stand there anyhow where it leads none. Raises ValueError for a committee that is not in the plan.
    """
    plan, words = story.plan, story.words
    if committee not in set(plan.committees.committee_id):
        known = ", ".join(plan.committees.committee_id)
        raise ValueError(f"no committee {committee!r} in the plan; there are {known}")
    name = words.parts[committee] if words.is_own else words.name(committee)
    mine = plan.missions[plan.missions.committee_id == committee]
    meaning = _note_words(story)
    quotes = quoted or (story.linked and leads in ("placed", "lined"))
    meaning["body"] = captions.join(meaning["body"], say_whose(words) if quotes else "")
    cover: Cover = {"kicker": story.say("card_kicker"), "title": name, "deck": "", "stats": _count(story, committee)}
    if story.linked:
        cover["deck"] = say_headline(story.labels, words, committee)
    front = _list_front(story, mine, quoted, named)
    back = _list_back(story, committee, leads, others) if story.linked else []
    counts = [cover["deck"], *(stat["value"] for stat in cover["stats"]), *(each["head"] for each in (*front, *back))]
    spans = story.linked and captions.has_span(counts)
    remarks = _list_remarks(story, committee, mine, named, quoted and leads not in ("short", "bare"), spans)
    return {
        **write_frame(story, "card_is", name=name),
        "front": front,
        "back": back,
        "cover": cover,
        "own": quoted,
        "continued": story.say("continued"),
        "remark": captions.join(*remarks),
        "notes": [story.note("card_what"), meaning, *_note_links(story)],
        "brief": story.say("card_brief"),
        "office": describe_office(story, "office_card", name=name),
    }


def _count(story: Story, committee: str) -> list[Stat]:
    """Missions, demands that it leads, its frame where it has one: what the folder has data for."""
    stats: list[Stat] = [_say_stat(story, "missions", story.number(f"missions_{committee}"))]
    if story.linked:
        stats.append({"value": story.spread(f"leads_{committee}"), "label": story.say("leads")})
    if frame := story.numbers.get(f"frame_{committee}"):
        label = story.say("frame_inferred" if story.words.unit_inferred else "frame")
        stats.append({"value": story.words.mnkr(frame.value), "label": label})
    return stats


def _list_remarks(
    story: Story, committee: str, mine: pd.DataFrame, named: bool | None, quoted: bool, spans: bool
) -> list[str]:
    """What has to be known to read the card: what the figures are, whose words stand where demands are ``named`` or not
    all is ``quoted``, who read, what stands in brackets where there are any (``spans``), which of its missions, and of
    the demands that it leads, stand twice, and which of its missions say all of a demand together.
    """
    ours = story.words.named >= {*mine.mission_id, *story.plan.demands.demand_id}
    tied = named is not None and story.has("links")
    remarks = [story.say("line_note" + ("_named" if tied and named and ours else "_tied" if tied else ""))]
    if not quoted and not (tied and named) and ours:
        remarks.append(story.words.say("short_names"))
    led = []
    if story.linked:
        remarks += [_say_readers(story), story.say("span") if spans else ""]
        table = story.labels.table
        led = story.plan.locate(table.demand_id[table.lead & (table.committee_id == committee)])
    remarks.append(captions.say_repeats(story.words, [*mine.line, *led]))
    if story.linked:
        remarks.append(captions.say_together(story.words, story.labels, mine.mission_id)[1])
    return remarks


def _list_front(story: Story, mine: pd.DataFrame, quoted: bool, named: bool | None) -> list[List]:
    """The missions: those that answer a demand, those that are related to one only, those that have no link."""
    if not story.linked:
        return [_list_missions(story, story.words.say("card_missions"), mine, quoted, named)]
    grades = mine.mission_id.map(story.labels.grade("mission_id"))
    parts = {"answer": ("whole", "part"), "answer_related": ("related",), "answer_none": ("none",)}
    span = partial(story.labels.span, among=mine.mission_id)
    rows = {key: mine[grades.isin(kinds)] for key, kinds in parts.items()}
    return [
        _list_missions(story, story.say(key), each, quoted, named, span(*parts[key]))
        for key, each in rows.items()
        if len(each)
    ]


def _list_missions(
    story: Story, name: str, rows: pd.DataFrame, quoted: bool, named: bool | None, span: tuple[int, int] | None = None
) -> List:
    """Missions under a heading with their number (and from how few to how many the readings gave): in the plan's words
    (or our translation) or in short, with their lines and those of the demands that they answer or are related to.
    """
    places = [_say_answers(story, key, line, named) for key, line in zip(rows.mission_id, rows.line, strict=True)]
    texts = [entry["text"] for entry in _list_short(story, rows.mission_id, rows.line)]
    if quoted:
        ours = story.words.translations if _is_translated(story, rows.mission_id) else {}
        said = (ours.get(key, text) for key, text in zip(rows.mission_id, rows.text, strict=True))
        texts = [story.say("quote", text=each) for each in said]
    entries: list[Entry] = [{"text": text, "place": place} for text, place in zip(texts, places, strict=True)]
    below = quoted and bool(named) and places != [str(line) for line in rows.line]
    return _list(_head(story, name, len(rows), span), entries, quoted, below)


def _head(story: Story, name: str, count: int, span: tuple[int, int] | None = None) -> str:
    """The head of a list: what it has, how many, and from how few to how many the readings gave."""
    return story.say("list", name=name, count=captions.say_settled(story.words, count, span or (count, count)))


def _say_answers(story: Story, mission: str, line: int, named: bool | None) -> str:
    """The line of a mission, and the demands that it answers, or else is related to: their lines, and their names;
    those that it answers in part come last, and that is said. The line alone where ``named`` is None.
    """
    if named is None or not story.has("links"):
        return str(line)
    whole, parts = _list_answered(story.labels)[mission]
    if not whole + parts:
        return str(line)
    if not named:
        told = {"answers_whole": whole, "answers_part": parts}
        said = [story.say(key, demands=join_runs(story.plan.locate(mine), "–")) for key, mine in told.items() if mine]
    else:
        names = {"pamphlet_named": whole, "pamphlet_named_part": parts}
        said = [each for key, mine in names.items() for each in captions.say_named(story.words, key, mine)]
    return story.say("answers", line=line, demands="; ".join(said))


@lru_cache(maxsize=1)
def _list_answered(labels: Labels) -> dict[str, tuple[list[str], list[str]]]:
    """The demands that each mission answers in whole, or else is related to, and those that it answers in part."""
    partly = {*labels.links[labels.links.relation.isin(GRADES["part"])].set_index(["demand_id", "mission_id"]).index}
    rows = labels.missions[["mission_id", "carries", "related"]].itertuples(index=False, name=None)
    answered = {mission: [*filter(None, (carries or related).split(", "))] for mission, carries, related in rows}
    return {
        mission: (
            [demand for demand in demands if (demand, mission) not in partly],
            [demand for demand in demands if (demand, mission) in partly],
        )
        for mission, demands in answered.items()
    }


def _list_back(story: Story, committee: str, how: LeadsAs, others: bool) -> list[List]:
    """The demands that it leads (``write_sides``), by mission and by remit; its ``others`` in short, or alone."""
    table = story.labels.table[story.labels.table.committee_id == committee]
    demands = table.merge(story.plan.demands[["demand_id", "line", "text"]], on="demand_id")
    leads = demands[demands.lead]
    parts = {basis: leads[leads.basis == basis] for basis in ("mission", "remit")}
    if others or leads.empty:
        parts["others"] = demands[~demands.lead]
    told: dict[str, LeadsAs] = {"others": how if leads.empty else "bare"}
    return [_list_acts(story, committee, key, rows, told.get(key, how)) for key, rows in parts.items() if len(rows)]


def _list_acts(story: Story, committee: str, key: str, rows: pd.DataFrame, how: LeadsAs) -> List:
    """The demands that it leads by mission or by remit, or its others, under a heading with their number."""
    counts = story.labels.count_acts(committee, "" if key == "others" else key)
    short = _list_short(story, rows.demand_id, rows.line)
    entries = _quote(story, rows, key) if how in ("placed", "lined") else short
    if how in ("lined", "short"):
        lines = [_say_met(story, one, key, line["place"]) for one, line in zip(rows.demand_id, short, strict=True)]
        entries = [{"text": each["text"], "place": line} for each, line in zip(entries, lines, strict=True)]
    below = any(not each["place"].isdigit() for each in entries)
    head = _head(story, story.say(f"leads_{key}"), len(rows), (min(counts), max(counts)))
    return _list(head, entries, below or how == "lined", below)


def _list(head: str, entries: list[Entry], apart: bool, below: bool) -> List:
    """A list whose entries stand apart, or with their places below, where that is said."""
    return {"head": head, "entries": entries, **({"space": 3} if apart else {}), **({"below": True} if below else {})}

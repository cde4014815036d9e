"""What stands on a pamphlet about a plan: its words, numbers and pictures as data for a template, page by page.

Every number is that of the table of key numbers (``links.numbers``), every picture is drawn for its column, and what a
plan's folder has no data for is left out. A sheet describes the plan and is nobody's campaign: the plan's words stand
in quotation marks with their place, all others are ours.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypedDict

import pandas as pd

from helpers.colour import Palette
from helpers.figures.registry import FIGURES
from helpers.figures.sheet import SIZES, PrintFigure, RoomError, Sheet, first_that_fits
from helpers.figures.ties import say_repeats, say_reviewed
from helpers.files import CREDIT
from helpers.links.crossref import list_states
from helpers.links.labels import Labels, all_reviewed, count_signed, read_labels
from helpers.links.needs import lacks
from helpers.links.numbers import KeyNumber, tabulate_numbers
from helpers.plan.budget import check_totals, read_facts
from helpers.plan.read import Plan
from helpers.publish.export import render_figure
from helpers.tables import join_runs
from helpers.words import Words

Contents = dict[str, Any]
"""All that a template sets, ready for json: the parts below by their names, and type sizes (pt)."""


class Entry(TypedDict):
    """A line of a list: its text, and the line of the document or the place that it stands on."""

    text: str
    place: str


class List(TypedDict, total=False):
    """Entries under a heading, ``space`` pt apart, their places beside them or ``below``."""

    head: str
    entries: list[Entry]
    space: int
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
    """The top of a sheet: the line above its title, the title, the line below, and its large numbers."""

    kicker: str
    title: str
    deck: str
    stats: list[Stat]


class Table(TypedDict):
    """A table under a heading, its last column to the left where ``last_left``, and a note below."""

    head: str
    columns: list[str]
    rows: list[list[str]]
    last_left: bool
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
    """A page of pictures: the line above its heading, the heading, the words below, and a table if there is one."""

    kicker: str
    head: str
    deck: str
    figures: list[Picture]
    table: Table | None


class Reading(TypedDict):
    """How to read the sheet: notes in two columns, the table of sources, and quotes under a heading."""

    kicker: str
    head: str
    columns: list[list[Note]]
    table: Table
    quotes_head: str
    quotes: list[Entry]


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
        """A key number as the language writes it; one in tkr as millions, with a decimal only where it has one."""
        row = self.numbers[key]
        if row.unit == "tkr":
            return self.words.number(row.value / 1000, 0 if row.value % 1000 == 0 else 1)
        return self.words.number(row.value)

    def range(self, key: str) -> str:
        """A key number where all readings agree, else the lowest and the highest."""
        return self.words.range(self.numbers[key].low, self.numbers[key].high)

    def frame(self, committee: str) -> str:
        """A committee's frame in millions with one decimal; a dash where it has none."""
        row = self.numbers.get(f"frame_{committee}")
        return self.words.mnkr(row.value) if row else "–"

    def note(self, key: str, **known: object) -> Note:
        """A note by its phrases."""
        return {"head": self.say(f"{key}_head"), "body": self.say(f"{key}_body", **known)}

    def draw(self, name: str, width: float, text: float, low: bool = False) -> Picture:
        """A figure for a column (mm wide, type in pt), with its words as text beside it.

        A low one is at most 56 mm high. Its source names the document, its lines standing elsewhere.
        """
        size = replace(SIZES["a5"], width=width, text=text, small=7, height=56 if low else 190, margin=0)
        return _render(FIGURES[name].draw(self.labels, self.words, Sheet(size, self.palette, words=False)), self.words)


def read_story(words: Words, palette: Palette) -> Story:
    """What the sheets about a plan tell from, in one language. Raises PlanError as the readers of the tables do."""
    labels = read_labels(words.plan)
    rows = (KeyNumber(*row) for row in tabulate_numbers(labels).itertuples(index=False))
    return Story(words, labels, {row.key: row for row in rows}, palette)


def _render(figure: PrintFigure, words: Words) -> Picture:
    """A figure with its words; its source without what the cover says already: what became of the proposal."""
    caption = figure.caption.shorten("source")
    source = caption.source.replace(f" {words.outcome}", "")
    return {
        "head": caption.said,
        "what": caption.what,
        "svg": render_figure(figure, "svg").decode(),
        "width": figure.sheet.size.width,
        "alt": caption.alt_long,
        "caption": f"{caption.note} {source}".strip(),
    }


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
        "colophon": f"{story.say('colophon', credit=CREDIT)} {story.words.repository}".strip(),
    }


def write_cover(story: Story) -> Cover:
    """The title, what the sheet is, and the plan in three or four numbers."""
    stats: list[Stat] = [_say_stat(story, name, story.number(name)) for name in ("themes", "demands", "missions")]
    if story.has("sum"):
        stats.append({"value": story.number("frames_total"), "label": story.say("frames")})
    return {"kicker": story.say("kicker"), "title": story.say("title"), "deck": story.say("deck"), "stats": stats}


def _say_stat(story: Story, key: str, number: str) -> Stat:
    return {"value": number, "label": story.say(key, count=number)}


def write_asks(story: Story) -> Contents:
    """Every demand under its theme, in short, with its line."""
    demands, words = story.plan.demands, story.words
    parts = [
        {"head": words.name(str(theme)), "entries": _list_short(story, rows.demand_id, rows.line)}
        for theme, rows in demands.groupby("theme_id", sort=False)
    ]
    known = {"themes": words.count(demands.theme_id.nunique()), "demands": story.number("demands")}
    intro = story.say("asks_ours" if words.named >= {*demands.demand_id} else "asks_own", **known)
    return {"head": story.say("asks"), "intro": intro, "parts": parts}


def count_demands(story: Story) -> list[List]:
    """The themes with the number of their demands, for a plan with too many to name them all."""
    counts = story.plan.demands.theme_id.value_counts(sort=False)
    return [
        {"head": story.words.name(str(theme)), "entries": [{"text": story.say("count", count=n), "place": ""}]}
        for theme, n in counts.items()
    ]


def _list_short(story: Story, keys: Iterable[str], lines: Iterable[int]) -> list[Entry]:
    """Bullets by their short names; where we have none, by their own words in quotation marks."""
    names = {key: story.words.name(key) for key in keys}
    said = [name if key in story.words.named else story.say("quote", text=name) for key, name in names.items()]
    return [{"text": text, "place": str(line)} for text, line in zip(said, lines, strict=True)]


# --- who is to carry it -------------------------------------------------------------------------------------


def write_who(story: Story, width: float, text: float, columns: Sequence[str]) -> Page:
    """Which demands have a mission, and what each committee is given; without links only what the plan itself says."""
    plan, linked = story.plan, story.linked
    figure = story.draw("04_krav-med-uppdrag" if linked else "01_krav-och-uppdrag", width, text)
    deck = story.say("who_deck", bodies=story.words.bodies, missions=story.number("missions")) if linked else ""
    table = _tabulate_committees(story, columns) if len(plan.committees) else None
    return {"kicker": story.say("who"), "head": figure["head"], "deck": deck, "figures": [figure], "table": table}


def _tabulate_committees(story: Story, columns: Sequence[str]) -> Table:
    """The board and every committee with its missions, the demands that it leads, its frame, the lines of its missions:
    those of these columns that are asked for and that the plan has data for.
    """
    plan = story.plan
    cells: dict[str, Callable[[str], str]] = {
        "committee": story.words.name,
        "missions": lambda committee: story.number(f"missions_{committee}"),
        "leads": lambda committee: story.range(f"leads_{committee}"),
        "frame": story.frame,
        "lines": lambda committee: join_runs(plan.missions.line[plan.missions.committee_id == committee], "–") or "–",
    }
    given = {"leads": story.linked, "frame": story.has("frames")}
    shown = ["committee", *(column for column in columns if given.get(column, True))]
    notes = [story.say("leads_note"), _say_readers(story)] if given["leads"] else []
    notes += [story.say("frame_note")] if "frame" in shown else []
    return {
        "head": story.say("committees"),
        "columns": [story.say(f"col_{column}") for column in shown],
        "rows": [[cells[column](committee) for column in shown] for committee in plan.committees.committee_id],
        "last_left": shown[-1] == "lines",
        "note": " ".join(notes).strip(),
    }


def _say_readers(story: Story) -> str:
    """That nobody has reviewed links and leads, or how much somebody has, until all is signed."""
    return say_reviewed(story.words, story.labels.links, story.labels.committees)


# --- the money ----------------------------------------------------------------------------------------------


def write_money(story: Story, widths: tuple[float, float], text: float) -> Page:
    """The frames, and beside them how many missions each is to pay for; without a budget the document in miniature."""
    if not story.has("frames"):
        figure = story.draw("01_dokumentet", widths[0], text)
        return {
            "kicker": story.say("document"), "head": figure["head"], "deck": "", "figures": [figure], "table": None
        }  # fmt: skip
    figures = [story.draw("03_ramar", widths[0], text), *_draw_low(story, widths[1], text)]
    said = [_say_sum(story)]
    if "per_inhabitant" in story.numbers and story.has("sum"):
        said.append(story.say("per_head", amount=story.number("per_inhabitant")))
    if story.words.unit_inferred:
        said.append(story.say("unit"))
    head = figures[0]["head"]
    return {"kicker": story.say("money"), "head": head, "deck": " ".join(said), "figures": figures, "table": None}


def _draw_low(story: Story, width: float, text: float) -> list[Picture]:
    """Missions and frames in a low picture, in the largest type up to ``text`` (pt) that has room; none if none, and
    where the plan has not what it needs.
    """
    if not FIGURES["03_uppdrag-och-ramar"].possible(story.labels):
        return []
    try:
        return [
            first_that_fits(partial(story.draw, "03_uppdrag-och-ramar", width, pt, low=True) for pt in (text, 7.5, 7))
        ]
    except RoomError:
        return []


def _say_sum(story: Story) -> str:
    """The sum of the frames, and whether the plan states the same."""
    plan, rows = story.plan, story.number("frames_total")
    check = check_totals(plan.budget, plan.totals).set_index("year").loc[plan.file.document.year]
    if pd.isna(check.stated_tkr):
        return story.say("sum_only", rows=rows)
    stated = _say_millions(story, abs(int(check.stated_tkr)))
    return story.say("sum_agrees" if check.agrees else "sum_differs", rows=rows, stated=stated)


def _say_millions(story: Story, tkr: int) -> str:
    return story.words.number(tkr / 1000, 0 if tkr % 1000 == 0 else 1)


# --- how to read it -----------------------------------------------------------------------------------------


def write_reading(story: Story) -> Reading:
    """How to read the sheet, where each number comes from, and the plan's words for the demands without a mission."""
    linked = story.linked
    translated = "_translated" if _is_translated(story, story.plan.demands.demand_id) else ""
    table: Table = {
        "head": story.say("sources"),
        "columns": [story.say("col_number"), story.say("col_source")],
        "rows": _list_sources(story),
        "last_left": True,
        "note": "",
    }
    quotes = _list_unanswered(story) if linked else []
    return {
        "kicker": story.say("read_kicker"),
        "head": story.say("read"),
        "columns": [
            [story.note("what"), story.note("words")],
            [*_note_links(story), story.note("places")],
        ],
        "table": table,
        "quotes_head": story.say(f"quotes{translated}") if quotes else "",
        "quotes": quotes,
    }


def _note_links(story: Story) -> list[Note]:
    """How the links were made: by whom, and how far the readings are apart; why they are left out where not all has
    been read; nothing where there are no links.
    """
    if not story.linked:
        return [story.note("unread")] if story.has("links") else []
    if all_reviewed(story.labels.links, story.labels.committees):
        return [story.note("reviewed")]
    note = story.note("links", gave=story.words.range(*story.labels.span()), all=story.number("demands"))
    signed, count = count_signed(story.labels.links, story.labels.committees)
    half = story.words.say("who_half_print", signed=signed, count=count) if signed else ""
    return [{"head": note["head"], "body": f"{half} {note['body']}".strip()}]


def _list_sources(story: Story) -> list[list[str]]:
    """Every number of the sheet: what it is, and the lines or the table that it comes from."""
    plan, words = story.plan, story.words
    rows: list[tuple[str, dict[str, object], str]] = [
        (name, {"count": len(table)}, words.lines(table.line))
        for name, table in (("demands", plan.demands), ("missions", plan.missions))
    ]
    if story.linked:
        rows += [("links", {}, story.say("from_links")), ("leads", {}, story.say("from_leads"))]
    if story.has("frames"):
        year = plan.file.document.year
        frames, sums = (table[table.year == year] for table in (plan.budget, plan.totals))
        rows.append(("frame", {}, words.lines(frames.line)))
        if len(sums):
            amount = _say_millions(story, abs(int(sums.amount_tkr.iloc[0])))
            rows.append(("sum", {"amount": amount}, words.lines(sums.line)))
        rows.append(("share", {}, story.say("from_share")))
        if plan.file.inhabitants is not None and story.has("sum"):
            rows.append(("head", {}, _say_inhabitants(story, plan.file.inhabitants.fact)))
    return [[story.say(f"source_{key}", **known), place] for key, known, place in rows]


def _say_inhabitants(story: Story, fact: str) -> str:
    """How many inhabitants there are, how far that may be off and how it is known, and which fact says so."""
    row, source = story.numbers["inhabitants"], read_facts(story.plan.folder).loc[fact]
    spread = story.words.number(row.high - row.value)
    count = f"{story.number('inhabitants')} (±{spread})" if row.high > row.value else story.number("inhabitants")
    how = story.say(f"fact_{source.status}")
    return story.say("from_head", count=count, how=how, date=source.as_of, url=source.source_url)


def _list_unanswered(story: Story) -> list[Entry]:
    """The demands that no reading finds a mission for, in the plan's own words: places, related missions too."""
    plan, without = story.plan, set(story.plan.demands.demand_id)
    for links in story.labels.readings.values():
        states = list_states(plan, links)
        without &= set(states.demand_id[states.state != "carried"])
    return _quote(story, plan.demands[plan.demands.demand_id.isin(without)], mark=False)


def _is_translated(story: Story, keys: Iterable[str]) -> bool:
    """Whether quotes are given in our translation: the language is another than the plan's, and the folder has one of
    all these demands or missions.
    """
    return not story.words.is_own and {*keys} <= {*story.words.translations}


def _quote(story: Story, demands: pd.DataFrame, mark: bool = True) -> list[Entry]:
    """Demands in quotation marks, with their places; translated, and marked as such, where the language asks for it."""
    words, translated = story.words, _is_translated(story, story.plan.demands.demand_id)
    how, quotes = "place_translated" if translated and mark else "place", list[Entry]()
    grades = story.labels.grade("demand_id") if story.has("links") else pd.Series(dtype="str")
    for key, line, text in zip(demands.demand_id, demands.line, demands.text, strict=True):
        place = f"{words.place(key)},\N{NO-BREAK SPACE}{words.lines([line])}"
        if grades.get(key) == "related":
            place = story.say("place_related", place=place, related=words.lines(_list_related(story, key)))
        place = re.sub(r" (?=\d)", "\N{NO-BREAK SPACE}", place)
        own = story.say("quote", text=words.translations[key] if translated else text)
        quotes.append({"text": own, "place": story.say(how, place=place)})
    return quotes


def _list_related(story: Story, demand: str) -> list[int]:
    """The lines of the missions that are related to a demand."""
    links = story.labels.links
    found = links.mission_id[(links.demand_id == demand) & (links.relation == "related")]
    return [int(line) for line in story.plan.missions.set_index("mission_id").line[found]]


# --- the card of a committee --------------------------------------------------------------------------------


def write_sides(
    story: Story, committee: str, quoted: bool = True, named: bool = False, quoted_back: bool = True
) -> Contents:
    """Both sides of the card about one committee: its missions in the plan's words, or (not ``quoted``) in short, with
    the demands that they answer by their lines or (``named``) by name; on the back the demands that it leads in the
    plan's words, or (not ``quoted_back``) in short.

    Raises ValueError for a committee that is not in the plan.
    """
    plan, words = story.plan, story.words
    if committee not in set(plan.committees.committee_id):
        known = ", ".join(plan.committees.committee_id)
        raise ValueError(f"no committee {committee!r} in the plan; there are {known}")
    name = words.parts[committee] if words.is_own else words.name(committee)
    mine = plan.missions[plan.missions.committee_id == committee]
    cover: Cover = {"kicker": story.say("card_kicker"), "title": name, "deck": "", "stats": _count(story, committee)}
    return {
        **write_frame(story, "card_is", name=name),
        "front": _list_front(story, mine, quoted, named),
        "back": _list_back(story, committee, quoted_back) if story.linked else [],
        "cover": cover,
        "remark": " ".join(_list_remarks(story, committee, mine, quoted)).strip(),
        "notes": [story.note("what"), story.note("words"), *_note_links(story)],
    }


def _count(story: Story, committee: str) -> list[Stat]:
    """Missions, demands that it leads, frame: what the folder has data for."""
    stats: list[Stat] = [_say_stat(story, "missions", story.number(f"missions_{committee}"))]
    if story.linked:
        stats.append({"value": story.range(f"leads_{committee}"), "label": story.say("leads")})
    if story.has("frames"):
        stats.append({"value": story.frame(committee), "label": story.say("frame")})
    return stats


def _list_remarks(story: Story, committee: str, mine: pd.DataFrame, quoted: bool) -> list[str]:
    """What has to be known to read the front: what the figures are, whose words, who read, whether readings differ."""
    remarks = [story.say("line_note")]
    if quoted:
        remarks.append(story.say("missions_translated" if _is_translated(story, mine.mission_id) else "missions_own"))
    elif story.words.named >= {*mine.mission_id}:
        remarks.append(story.say("short_names"))
    if story.linked:
        remarks += [_say_readers(story), story.say("span") if len(story.labels.passes) > 1 else ""]
    remarks.append(say_repeats(story.words, mine.line))
    return remarks


def _list_front(story: Story, mine: pd.DataFrame, quoted: bool, named: bool) -> list[List]:
    """The missions: those that answer a demand, those that are related to one only, those that have no link."""
    if not story.linked:
        return [_list_missions(story, story.words.say("card_missions"), mine, quoted, named)]
    grades = mine.mission_id.map(story.labels.grade("mission_id"))
    parts = {"answer": ("whole", "part"), "answer_related": ("related",), "answer_none": ("none",)}
    lists = [
        _list_missions(
            story,
            story.say(key),
            mine[grades.isin(kinds)],
            quoted,
            named,
            story.labels.span(*kinds, among=mine.mission_id),
        )
        for key, kinds in parts.items()
    ]
    return [each for each in lists if each["entries"]]


def _list_missions(
    story: Story, name: str, rows: pd.DataFrame, quoted: bool, named: bool, span: tuple[int, int] | None = None
) -> List:
    """Missions under a heading with their number (and from how few to how many the readings gave): in the plan's words
    (or our translation) or in short, with their lines and those of the demands that they answer or are related to.
    """
    count = str(len(rows))
    if span and span != (len(rows), len(rows)):
        count = story.say("list_span", count=count, span=story.words.range(*span))
    head = story.say("list", name=name, count=count)
    places = [_say_answers(story, key, line, named) for key, line in zip(rows.mission_id, rows.line, strict=True)]
    if not quoted:
        short = _list_short(story, rows.mission_id, rows.line)
        return {
            "head": head,
            "entries": [{"text": e["text"], "place": place} for e, place in zip(short, places, strict=True)],
        }
    ours = story.words.translations if _is_translated(story, rows.mission_id) else {}
    texts = [ours.get(key, text) for key, text in zip(rows.mission_id, rows.text, strict=True)]
    quotes = [story.say("quote", text=text) for text in texts]
    entries: list[Entry] = [{"text": q, "place": place} for q, place in zip(quotes, places, strict=True)]
    return {"head": head, "entries": entries, "space": 3, **({"below": True} if named else {})}


def _say_answers(story: Story, mission: str, line: int, named: bool) -> str:
    """The line of a mission, and the demands that it answers, or else is related to: their lines, and their names."""
    if not story.has("links"):
        return str(line)
    row = story.labels.missions.set_index("mission_id").loc[mission]
    if not (answered := str(row.carries or row.related)):
        return str(line)
    lines = story.plan.demands.set_index("demand_id").line[answered.split(", ")]
    if not named:
        return story.words.say("card_answers", line=line, demands=join_runs(lines, "–"))
    said = "; ".join(f"{story.words.name(demand)} ({place})" for demand, place in lines.items())
    return story.say("answers", line=line, demands=said)


def _list_back(story: Story, committee: str, quoted: bool) -> list[List]:
    """The demands that it leads, in the plan's words or in short, by mission and by remit; where it leads none, its
    other ones.
    """
    table = story.labels.table[story.labels.table.committee_id == committee]
    demands = table.merge(story.plan.demands[["demand_id", "line", "text"]], on="demand_id")
    leads = demands[demands.lead]
    parts = {f"leads_{basis}": leads[leads.basis == basis] for basis in ("mission", "remit")}
    if leads.empty:
        parts = {"leads_others": demands}
    lists: list[List] = []
    for key, rows in parts.items():
        if len(rows):
            head = story.say("list", name=story.say(key), count=len(rows))
            entries = _list_short(story, rows.demand_id, rows.line)
            if quoted:
                entries = [{"text": f"{quote['text']} {quote['place']}", "place": ""} for quote in _quote(story, rows)]
            lists.append({"head": head, "entries": entries, "space": 3})
    return lists

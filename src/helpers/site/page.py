"""Pages that stand by themselves: one html file with its style and its script inside, nothing fetched from elsewhere.

Every text that is put into a template is escaped by Jinja; what a page may load and run is said in the page itself
(Content Security Policy), its own script being known by its checksum. One is the whole document: every line with its
number and its role, its own address, and a box to search it; the other the cross-reference.
"""

import base64
import hashlib
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from helpers.colour import make_palette, mix
from helpers.links.crossref import describe_demands
from helpers.links.labels import Labels, all_reviewed
from helpers.links.needs import lacks
from helpers.plan.clean import show
from helpers.plan.read import Plan
from helpers.plan.schemas import APART, ROLES
from helpers.publish.crossbook import MARKS, STATE_MARKS, find_states
from helpers.words import LANGUAGES, Words, read_words

WEB = Path(__file__).with_name("web")
"""Where the templates, the style and the scripts are."""


def make_environment(folder: Path = WEB, *, escape: bool = True) -> Environment:
    """Jinja over a folder of templates. A missing value is an error; without ``escape`` texts stand as they are.

    >>> make_environment().from_string("{{ text }}").render(text="<b>")
    '&lt;b&gt;'
    """
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=escape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["show"] = show
    return environment


def name_page(page: str, language: str) -> str:
    """The file name of a page, the first language's without an ending of its own.

    >>> name_page("korsreferens", "sv"), name_page("korsreferens", "en")
    ('korsreferens.html', 'korsreferens_en.html')
    """
    return f"{page}{'' if language == LANGUAGES[0] else f'_{language}'}.html"


def find_address(url: str) -> str:
    """The address if a link may lead there, which is a page on the web; else nothing.

    >>> find_address("https://example.org"), find_address("javascript:alert(1)")
    ('https://example.org', '')
    """
    return url if url.startswith(("https://", "http://")) else ""


def render_page(page: str, words: Words, home: str = "", **values: object) -> str:
    """The page from ``web/<page>.html``, with ``page.css`` and ``<page>.js`` inside.

    ``home`` is the address of the site (empty where the page stands alone); values go to the template.

    >>> render_page("dokumentet", words, lines=[], kinds=[], crossref="")[:15]
    '<!doctype html>'
    """
    script = (WEB / f"{page}.js").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    template = make_environment().get_template(f"{page}.html")
    others = [read_words(language, words.plan) for language in LANGUAGES if language != words.language]
    return template.render(
        words=words,
        say=words.say,
        document=words.plan.file.document,
        address=find_address(words.plan.file.document.url),
        home=home,
        style=_colours() + (WEB / "page.css").read_text(encoding="utf-8"),
        script=script,
        policy=f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; base-uri 'none'",
        others={name_page(page, other.language): other for other in others},
        pages={name: name_page(name, words.language) for name in ("korsreferens", "dokumentet")},
        **values,
    )


def _colours() -> str:
    """The colours of the figures, as the style sheet's variables."""
    palette = make_palette()
    tints = {"demand": palette.accent, "mission": palette.second, "budget": palette.muted}
    colours = {
        "ink": palette.ink,
        "muted": palette.muted,
        "rule": palette.rule,
        "accent": palette.accent,
        "second": mix(palette.second, palette.ink, 0.15),
        **{f"{name}-ground": mix("#ffffff", colour, 0.1) for name, colour in tints.items()},
    }
    return ":root {" + " ".join(f"--{name}: {colour};" for name, colour in colours.items()) + "}\n"


# --- the document ------------------------------------------------------------------------------------------

KINDS = {
    "theme": "heading",
    "committee": "heading",
    "title": "heading",
    "heading": "heading",
    "prose": "prose",
    "demand_lead": "lead",
    "demand": "demand",
    "mission_lead": "lead",
    "mission": "mission",
    **dict.fromkeys(("budget_heading", "budget_header", "budget_row", "budget_total"), "budget"),
    "blank": "blank",
    **dict.fromkeys(APART, "other"),
}
"""What a reader has to tell apart, by role: fewer kinds than there are roles."""


class Line(NamedTuple):
    """A line as the page shows it: its number, its kind, the text as it looks, its id if it is a demand or mission."""

    number: int
    kind: str
    text: str
    item: str


def list_document(plan: Plan) -> list[Line]:
    """Every line of the document for the page; a budget row's tabs stay.

    >>> list_document(plan)[267].item
    'sbn-06'
    """
    assert set(KINDS) == set(ROLES)
    items = pd.concat([plan.demands.set_index("line").demand_id, plan.missions.set_index("line").mission_id])
    items = items[~items.index.duplicated()]
    return [Line(row.line, KINDS[row.role], show(row.text), items.get(row.line, "")) for row in plan.lines.itertuples()]


def document_page(plan: Plan, words: Words, home: str = "", *, crossref: bool = True) -> str:
    """The page: readable without its script, which adds the search. Line n has the address ``#rad-n``.

    With ``crossref`` every demand and mission has a link into the page of the cross-reference beside it.

    >>> '<li id="rad-1"' in document_page(plan, words)
    True
    """
    lines = list_document(plan)
    kinds = [kind for kind in dict.fromkeys(KINDS.values()) if kind in {line.kind for line in lines} - {"blank"}]
    return render_page("dokumentet", words, home, lines=lines, kinds=kinds, crossref=crossref)


# --- the cross-reference -----------------------------------------------------------------------------------

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
    """The rows in the plan's order: every demand with its missions, carrying ones first, and committees by remit; then,
    where all is read, the missions that carry none, related ones first.

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
    """The page, demand by demand, readable without its script, which adds search and filters, and folds answers.

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

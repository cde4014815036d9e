"""Pages that stand by themselves: one html file with its style and its script inside, nothing fetched from elsewhere.

Every text that is put into a template is escaped by Jinja; what a page may load and run is said in the page itself
(Content Security Policy), its own script being known by its checksum. One of them is the whole
document: every line with its number and its role, its own address, and a box to search it.
"""

import base64
import hashlib
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from helpers.colour import make_palette, mix
from helpers.plan.clean import show
from helpers.plan.read import Plan
from helpers.plan.schemas import APART, ROLES
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

    ``home`` is the address of the site that the page is part of, empty where it stands alone; values go to the
    template as they are.

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

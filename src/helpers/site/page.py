"""Pages that stand by themselves: one html file with its style and its script inside, nothing fetched from elsewhere.

Every text that is put into a template is escaped by Jinja; what a page may load and run is said in the page itself
(Content Security Policy), its own script being known by its checksum.
"""

import base64
import hashlib
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from helpers import HERE
from helpers.colour import make_palette, mix
from helpers.plan.clean import show
from helpers.words import LANGUAGES, Words, read_words

WEB = HERE / "site" / "web"
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

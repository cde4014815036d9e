"""A pamphlet about a plan, set by Typst: a folded A5 of four pages, a fact sheet in A4, a card in A6 for a committee.

What stands on them is in ``prints.contents``, how it is set in ``typst/``. Each is made in the fullest version that
fits its pages, for the screen (tagged) and for a printer (bleed, CMYK).
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import typst
from PIL import Image

from helpers import HERE
from helpers.colour import Palette, make_palette
from helpers.figures.output import Output
from helpers.figures.registry import name_card
from helpers.figures.type import FONTS
from helpers.files import LICENCE, write_bytes
from helpers.language import list_languages
from helpers.links.needs import lacks_missions
from helpers.plan.read import Plan
from helpers.prints.contents import (
    Contents,
    Entry,
    count_demands,
    read_story,
    write_asks,
    write_cover,
    write_frame,
    write_money,
    write_reading,
    write_sides,
    write_who,
)
from helpers.prints.press import make_press, sign_pdf
from helpers.words import Words, read_words

TEMPLATES = HERE / "prints" / "typst"

BLEED = 3.0
"""How far (mm) the colour of a printer's pdf goes beyond the edge where the paper is cut."""

PAGES = {"folder": 4, "factsheet": 1, "card": 2}
"""How many pages each template comes to."""

_CARD_TYPE = ((8.5, 12), (8.5, 10.8), (8, 9.6), (7.5, 9), (7, 8.4))
"""Type size and leading (pt) of a card's lists: the first that fits is taken, here and below."""

_QUOTED = 3
"""In how many of these sizes the missions are tried in the plan's own words, before they are given in short."""

_PICTURE_TYPE = ((8, 12), (7.5, 11.5), (7, 11), (7, 10.5))
"""Type size (pt) in the pictures of a sheet, and from line to line (pt) in its tables."""

_LIST_LEADING = (12, 11, 10)
"""From line to line (pt) in the folder's list of demands."""


class PageError(ValueError):
    """A document that cannot be set: its text does not fit on its pages, or has a character that the font lacks."""


class Document(NamedTuple):
    """One thing to print: the name of its files, its template, and what gives its contents, the fullest first."""

    name: str
    template: str
    versions: Callable[[], Iterable[Contents]]


@dataclass(frozen=True)
class Print(Output):
    """How a document is made: from the words of a language and, where it is to look otherwise, a palette."""

    make: Callable[[Words, Palette | None], Document]


# --- the documents ------------------------------------------------------------------------------------------


def list_documents(plan: Plan) -> dict[str, Print]:
    """Every document by the name of its files: the folder, the fact sheet, a card for the board and every committee.

    >>> list(list_documents(plan))[:2]
    ['07_folder_a5', '07_faktablad_a4']
    """
    cards = {
        f"07_{name_card(plan, committee)}_a6": Print(
            partial(make_card, committee=committee), needs=("pairs", partial(lacks_missions, committee=committee))
        )
        for committee in plan.committees.committee_id
    }
    return {
        "07_folder_a5": Print(make_folder, needs=("pairs",)),
        "07_faktablad_a4": Print(make_factsheet, needs=("pairs",)),
        **cards,
    }


def make_folder(words: Words, palette: Palette | None = None) -> Document:
    """The folded A5: what the plan asks for, who is to carry it, the money, and where every number comes from."""
    return Document("07_folder_a5", "folder", partial(_vary_folder, words, palette or make_palette()))


def _vary_folder(words: Words, palette: Palette) -> Iterator[Contents]:
    """From the fullest on: all demands and quotes, closer and closer; without quotes; without the list of demands; the
    same without the second picture of the money; then without what explains the list and the links; at last without
    the table of committees.
    """
    story = read_story(words, palette)
    cover, read = {**write_cover(story), **write_asks(story)}, write_reading(story)
    counted = cover | {"parts": count_demands(story), "leading": _LIST_LEADING[0]}
    columns = ("missions", "leads", "lines")
    draw_who = cache(lambda text: write_who(story, 124, text, columns))
    draw_money = cache(lambda text: write_money(story, (124, 90), text))
    for pictures in (2, 1):
        for quotes, (text, row) in product(_with_and_without(read["quotes"]), _PICTURE_TYPE):
            who, money = draw_who(text), draw_money(text + 0.5)
            contents = write_frame(story, "folder_is") | {
                "row": row,
                "wide_row": row + 1,
                "who": who,
                "money": money | {"figures": money["figures"][:pictures]},
                "read": read | {"quotes": quotes},
            }
            yield from (contents | {"cover": cover | {"leading": leading}} for leading in _LIST_LEADING)
        yield contents | {"cover": counted}
    short = contents | {"cover": counted | {"intro": ""}, "wide_row": row, "who": who | {"deck": ""}}
    yield short
    yield short | {"who": who | {"deck": "", "table": None}}


def make_factsheet(words: Words, palette: Palette | None = None) -> Document:
    """The fact sheet: the same numbers and pictures on one page."""
    return Document("07_faktablad_a4", "factsheet", partial(_vary_factsheet, words, palette or make_palette()))


def _vary_factsheet(words: Words, palette: Palette) -> Iterator[Contents]:
    """From the fullest on: with quotes, closer and closer, and without; at last without the table of committees."""
    story = read_story(words, palette)
    read = write_reading(story)
    for quotes, (text, row) in product(_with_and_without(read["quotes"]), _PICTURE_TYPE):
        money = write_money(story, (86, 86), text)
        contents = write_frame(story, "factsheet_is") | {
            "row": row,
            "cover": write_cover(story),
            "who": write_who(story, 86, text, ("missions", "leads", "frame")),
            "money": money | {"figures": money["figures"][:1]},
            "read": read | {"quotes": quotes},
        }
        yield contents
    yield contents | {"who": contents["who"] | {"table": None}}


def _with_and_without(quotes: list[Entry]) -> list[list[Entry]]:
    """The quotes, and none: once only where there are none."""
    return [quotes, []] if quotes else [[]]


def make_card(words: Words, palette: Palette | None = None, *, committee: str) -> Document:
    """The card about one committee: its missions in front, in the plan's words where they fit, else in short, each with
    the demands that it answers, by name where that fits, and the demands that it leads on the back.

    Raises ValueError for a committee that is not in the plan.
    """
    story = read_story(words, palette or make_palette())
    sides = [write_sides(story, committee, *told) for told in _TOLD]
    return Document(f"07_{name_card(words.plan, committee)}_a6", "card", lambda: _vary_card(*sides))


_TOLD = ((True, True), (True, False), (False, False), (False, False, False))
"""What of a card is in the plan's words, and whether demands are named (``write_sides``): the fullest first."""


def _vary_card(named: Contents, own: Contents, short: Contents, shortest: Contents) -> Iterator[Contents]:
    """From the fullest on: missions in the plan's words with the names of the demands that they answer, then with some
    of them on the back, then the same with lines for names, then in short, at last the back in short too; each of them
    closer and closer, with and without the note on what the words mean.
    """
    full = [sides for each in (named, own) for sides in (each, _move(each))]
    for sides, sizes in (
        *((each, _CARD_TYPE[:_QUOTED]) for each in full),
        *((each, _CARD_TYPE) for each in (short, shortest, _move(shortest, 2))),
    ):
        for size, leading in sizes:
            for notes in (sides["notes"], sides["notes"][:1] + sides["notes"][2:]):
                yield sides | {"size": size, "leading": leading, "notes": notes}


def _move(sides: Contents, kept: int = 1) -> Contents:
    """A card with only the first of its lists in front."""
    return sides | {"front": sides["front"][:kept], "back": [*sides["front"][kept:], *sides["back"]]}


# --- setting and writing ------------------------------------------------------------------------------------


def publish_pamphlet(plan: Plan, folder: Path, palette: Palette | None = None, bleed: float = BLEED) -> list[Path]:
    """Write every document of a plan; gives the paths."""
    names = list_documents(plan)
    return [path for name in names for path in publish_document(plan, name, folder, palette, bleed)]


def publish_document(
    plan: Plan, name: str, folder: Path, palette: Palette | None = None, bleed: float = BLEED
) -> list[Path]:
    """Write one document by its name, in every language, for the screen and (``…_tryck.pdf``) for a printer.

    Raises PageError, and writes nothing, where it does not fit in one of the languages.
    """
    document = list_documents(plan)[name]
    fitted = {language: fit(document.make(read_words(language, plan), palette)) for language in list_languages()}
    pdfs = {
        folder / f"{name}_{language}{ending}.pdf": pdf
        for language, contents in fitted.items()
        for ending, pdf in (("", render_screen(contents)), ("_tryck", render_press(contents, bleed)))
    }
    for path, pdf in pdfs.items():
        write_bytes(path, pdf)
    return list(pdfs)


def fit(document: Document) -> Contents:
    """The fullest version of a document that has the right number of pages, with the name of its template.

    Raises PageError where none fits.
    """
    for contents in document.versions():
        if len(render_pages(contents | {"template": document.template}, 10)) == PAGES[document.template]:
            return contents | {"template": document.template}
    raise PageError(f"{document.name} does not fit on {PAGES[document.template]} pages in any version")


def render_screen(contents: Contents) -> bytes:
    """A pdf to read on a screen: tagged, with language and alt texts, as PDF/UA-1 asks (checked by Typst alone)."""
    pdf = _typeset(contents, 0, format="pdf", pdf_standards=["ua-1"])
    return sign_pdf(pdf, LICENCE, contents["source"])


def render_press(contents: Contents, bleed: float = BLEED) -> bytes:
    """A pdf for a printer: single pages in reading order, with bleed (mm), every colour as CMYK (``helpers.press``)."""
    pdf = _typeset(contents, bleed, format="pdf", pdf_tags=False)
    return sign_pdf(make_press(pdf, bleed), LICENCE, contents["source"])


def render_pages(contents: Contents, dpi: float) -> list[bytes]:
    """Every page as png at a resolution (dpi), to look at."""
    pages = _typeset(contents, 0, format="png", ppi=dpi)
    return [pages] if isinstance(pages, bytes) else pages


def picture_pages(contents: Contents, dpi: float = 60) -> Image.Image:
    """All pages side by side in one small picture, as a notebook shows them."""
    pages = [Image.open(BytesIO(page)).convert("RGB") for page in render_pages(contents, dpi)]
    gap = round(dpi / 8)
    width = sum(page.width + gap for page in pages) + gap
    whole = Image.new("RGB", (width, pages[0].height + 2 * gap), "#b9bcbe")
    for number, page in enumerate(pages):
        whole.paste(page, (gap + number * (page.width + gap), gap))
    return whole.quantize(64, Image.Quantize.MEDIANCUT)


def _typeset(contents: Contents, bleed: float, **options: Any) -> Any:
    try:
        return typst.compile(
            TEMPLATES / f"{contents['template']}.typ",
            root=TEMPLATES,
            font_paths=[FONTS],
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(contents | {"bleed": bleed})},
            **options,
        )
    except typst.TypstError as error:
        raise PageError(f"the {contents['template']} cannot be set: {error}") from error

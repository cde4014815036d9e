"""A pamphlet about a plan, set by Typst: a folded A5 of four pages, a fact sheet in A4, a card in A6 for a committee.

What stands on them is in ``prints.contents``, how it is set in ``typst/``. Each is made in the fullest version that
fits its pages, for the screen (tagged) and for a printer (bleed, CMYK); what is folded for an office printer too.
"""

import json
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import typst
from PIL import Image

from helpers.colour import Palette, make_palette
from helpers.figures.registry import name_card
from helpers.figures.render import load_fonts, sign_pdf
from helpers.figures.sheet import RoomError
from helpers.files import LICENCE, write_bytes
from helpers.language import list_languages
from helpers.links.labels import Labels, read_labels
from helpers.links.needs import Output, lacks_missions
from helpers.plan.read import Plan
from helpers.prints.contents import (
    MANY,
    Contents,
    LeadsAs,
    Story,
    count_demands,
    describe_office,
    draw_absences,
    draw_demands,
    read_story,
    tabulate_committees,
    write_asks,
    write_choice,
    write_closer,
    write_cover,
    write_finding,
    write_frame,
    write_money,
    write_notes,
    write_sides,
)
from helpers.prints.press import fold, make_press
from helpers.publish.manifest import Use
from helpers.words import LONGEST, Words

TEMPLATES = Path(__file__).with_name("typst")

BLEED = 3.0
"""How far (mm) the colour of a printer's pdf goes beyond the edge where the paper is cut."""

ENDINGS: dict[Use, str] = {"screen": "", "press": "_tryck", "office": "_kontorsskrivare-a4"}
"""What the name of a print says of what it is for."""

PAGES = {"folder": 4, "factsheet": 1, "card": 2}
"""How many pages each template comes to; a card that is folded comes to twice as many."""

_CARD_TYPE = ((10, 12.8, 7), (8.5, 10.8, 5), (8.5, 10.8, 3), (8, 9.6, 3))
"""Type size and leading (pt) of a card's lists, and what stands between two entries that may have lines of their own:
the first that fits is taken, here and below.
"""

_TIGHT = (1.5, 0)
"""What stands between the entries of a card (pt) that has no other room, and below it:"""

_SIDES = ("front", "back")

_CLOSER = 0.4
"""How much closer (pt) the lines of a card stand that has no other room."""

_SHEET_TYPE = ((8.5, 8.5, 12), (8, 8.5, 12), (8, 8, 12), (8, 8, 11), (8, 8, 10.5))
"""Type size (pt) in the pictures of a fact sheet, in its list of demands, and from line to line in its table."""

_LENGTHS = (1000, 120, 80, 60, LONGEST)
"""How many characters a demand in its own words has on a fact sheet at the most: all that there are, or fewer."""

_DOTS_TYPE = ((72, 9.5), (72, 8.5), (124, 11), (124, 9), (124, 8))
"""Width (mm) and type size (pt) of the picture that a folder opens with; its dots grow with them. Where it is as wide
as the page, nothing stands beside it."""

_FRAMES_TYPE = ((10.5, 0.85), (10.5, 0.7), (10, 0.6), (9, 0.6), (8.5, 0.6), (8, 0.6))
"""Type size (pt) in the folder's picture of the money, and the height of its rows (mm for each point of type)."""

_QUOTE_TYPE = ((16, 20), (13, 16), (11, 14), (10.5, 13.5), (10, 13), (9.5, 12), (9, 11.5), (8.5, 10.5), (8, 10))
"""Type size and leading (pt) of the folder's quotes."""

_PICTURE_HEIGHTS, _BESIDE_TYPE = (46, 36), _QUOTE_TYPE[2:6]
"""How high (mm) a picture below quotes may be, and the sizes of quotes that leave room for it."""


class PageError(ValueError):
    """A document that cannot be set: its text does not fit on its pages, or has a character that the font lacks."""


Version = Contents | Sequence["Version"]
"""A version of a part of a document; or several, of which where one fits those after it do."""


class Document(NamedTuple):
    """One thing to print: the name of its files, its template, and what gives the contents of each of its parts, the
    fullest first. Parts are of as many pages each.
    """

    name: str
    template: str
    versions: Callable[[], Sequence[Iterable[Version]]]


@dataclass(frozen=True)
class Print(Output):
    """How a document is made from the words of a language, and what for (an office printer where it is folded)."""

    make: Callable[..., Document]
    uses: tuple[Use, ...] = ("screen", "press")


# --- the documents ------------------------------------------------------------------------------------------


def list_documents(plan: Plan) -> dict[str, Print]:
    """Every document by the name of its files: the folder, the fact sheet, a card for the board and every committee.

    >>> list(list_documents(plan))[:2]
    ['07_folder_a5', '07_faktablad_a4']
    """
    cards = {
        f"07_{name_card(plan, committee)}_a6": Print(
            partial(make_card, committee=committee),
            uses=(*ENDINGS,),
            needs=("pairs", partial(lacks_missions, committee=committee)),
        )
        for committee in plan.committees.committee_id
    }
    return {
        "07_folder_a5": Print(make_folder, uses=(*ENDINGS,), needs=("pairs",)),
        "07_faktablad_a4": Print(make_factsheet, needs=("pairs",)),
        **cards,
    }


def make_folder(words: Words, palette: Palette | None = None, labels: Labels | None = None) -> Document:
    """The folded A5: the finding; what the plan asks for and who is told to do it; the money; a closer look and how to
    read it.
    """
    story = read_story(words, palette or make_palette(), labels)
    pages = (_vary_finding, _vary_choice, _vary_money, _vary_closer)
    return Document("07_folder_a5", "folder", lambda: [vary(story) for vary in pages])


def _vary_finding(story: Story) -> Iterator[Contents]:
    """In smaller and smaller type, then without names beside the picture, at last without it."""
    cover = write_frame(story, "folder_is") | {"cover": write_cover(story), "office": describe_office(story)}
    for width, text in _DOTS_TYPE:
        finding = write_finding(story, width, text)
        if width == _DOTS_TYPE[-1][0]:
            finding["named"] = None
        if width == _DOTS_TYPE[-1][0] or finding["named"]:
            yield cover | {"finding": finding}
    yield cover | {"finding": finding | {"figure": None}}


def _vary_choice(story: Story) -> Iterator[Version]:
    """In smaller and smaller type, then of fewer and fewer themes."""
    whole = write_choice(story)
    yield [{"choice": whole | _set_type(size)} for size in _QUOTE_TYPE]
    given = max(story.plan.demands.theme_id.nunique(), story.plan.missions.committee_id.nunique())
    yield from ({"choice": write_choice(story, count) | _set_type(_QUOTE_TYPE[-2])} for count in _count_down(given))


def _vary_money(story: Story) -> Iterator[Contents]:
    """In smaller and smaller type, at last without words above the picture."""
    for text, row in _FRAMES_TYPE:
        money = write_money(story, 124, text, each=True, row=row)
        yield {"money": money}
    yield {"money": money | {"deck": ""}}


def _vary_closer(story: Story) -> Iterator[Version]:
    """In smaller and smaller type, with a picture below the quotes and without; then with fewer missions, and of fewer
    demands; at last without quotes.
    """
    whole, notes = write_closer(story), {"notes": write_notes(story)}
    for high in _PICTURE_HEIGHTS if story.has("swedish") else ():
        with suppress(RoomError):  # more is not mentioned than so high a picture can name
            shown = whole | {"figure": draw_absences(story, 124, high)}
            yield [{"closer": shown | _set_type(size)} | notes for size in _BESIDE_TYPE]
    yield [{"closer": whole | _set_type(size)} | notes for size in _QUOTE_TYPE]
    small = _set_type(_QUOTE_TYPE[-2])
    fewer = [(MANY, 3), *((count, 1) for count in _count_down(len(whole["pairs"]) + 1))]
    yield from ({"closer": write_closer(story, *each) | small} | notes for each in fewer)


def _set_type(size: tuple[float, float]) -> Contents:
    return {"size": size[0], "leading": size[1]}


def _count_down(count: int) -> Iterator[int]:
    """Fewer and fewer, down to one: by an eighth each time, and at least by one.

    >>> list(_count_down(20))
    [18, 16, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]
    """
    while count > 1:
        count -= max(count // 8, 1)
        yield count


def make_factsheet(words: Words, palette: Palette | None = None, labels: Labels | None = None) -> Document:
    """The fact sheet: all demands by name, and the same numbers and pictures, on one page."""
    story = read_story(words, palette or make_palette(), labels)
    return Document("07_faktablad_a4", "factsheet", lambda: [_vary_sheet(story)])


def _vary_sheet(story: Story) -> Iterator[Contents]:
    """From the fullest on: closer and closer; demands that stand in their own words shorter and shorter; then with the
    demands only counted; at last without the table of committees.
    """
    first, last = write_notes(story, brief=True)
    named = story.words.named >= {*story.plan.demands.demand_id}
    asks = [write_asks(story, longest) for longest in ((LONGEST,) if named else _LENGTHS)]
    counted = asks[-1] | {"parts": count_demands(story), "intro": ""}
    draw = cache(lambda text: {"demands": draw_demands(story, 89, text), "money": write_money(story, 89, text, True)})
    # Where nothing is linked, a picture says all that the table would.
    frame = write_frame(story, "factsheet_is") | {
        "cover": write_cover(story),
        "table": tabulate_committees(story) if story.linked else None,
        "meaning": first[1],
        "notes": [first[0], *last[:-1]],
    }
    for asked in (*asks, counted):
        for text, size, row in _SHEET_TYPE:
            contents = frame | draw(text) | {"asks": asked, "row": row, "size": size}
            yield contents
    yield contents | {"table": None}


def make_card(
    words: Words, palette: Palette | None = None, labels: Labels | None = None, *, committee: str
) -> Document:
    """The card about one committee: its missions, in the plan's words where they fit, else in short, each with the
    demands that it answers, by name where that fits, and the demands that it leads; both sides about equally full.
    Where two sides have no room for that in the plan's words, it is of four pages, to be folded.

    Raises ValueError for a committee that is not in the plan.
    """
    story = read_story(words, palette or make_palette(), labels)
    write = cache(partial(write_sides, story, committee))
    write(*_TOLD[0])
    return Document(f"07_{name_card(words.plan, committee)}_a6", "card", lambda: [_vary_card(write)])


_TOLD: tuple[tuple[bool, bool | None, LeadsAs], ...] = (
    (True, True, "placed"),
    (True, True, "lined"),
    (True, True, "short"),
    (True, False, "placed"),
    (True, False, "lined"),
    (True, False, "short"),
    (False, True, "placed"),
    (False, False, "placed"),
    (False, False, "short"),
    (False, None, "bare"),
)
"""What of a card is in the plan's words, and whether demands are named (``write_sides``): the fullest first."""


def _vary_card(write: Callable[..., Contents]) -> Iterator[Version]:
    """From the fullest on, in smaller and smaller type, with the note on the links and without; where missions in the
    plan's words have no room else, the note on what the card is comes to one sentence, then entries stand closer; then
    it is folded, on four pages; on two again demands are told by their lines. At last without any notes. The template
    parts the lists between both sides.
    """
    own, short = ([told for told in _TOLD if told[0] is quoted] for quoted in (True, False))
    yield _vary_type(write(*own[0]))
    for names in (True, False):
        for told in (each for each in own if each[1] is names):
            yield [_make_brief(write(*told), space) for space in (_CARD_TYPE[-1][2], *_TIGHT)]
        if names:
            yield from (_vary_type(write(*own[0], others=others), folded=True) for others in (True, False))
    yield from (_vary_type(write(*told)) for told in short)
    yield _make_brief(write(*short[-1])) | {"notes": []}


def _make_brief(sides: Contents, space: float = 0) -> Contents:
    """A card in the smallest type, with one sentence on what it is; lines closer where there is less ``space`` between
    its entries (pt) than that type has.
    """
    size, leading, usual = _CARD_TYPE[-1]
    what, meaning, *_ = sides["notes"]
    notes = [what | {"head": "", "body": sides["brief"]}, meaning]
    tight = space < usual
    return _set_card(sides, (size, round(leading - _CLOSER, 1) if tight else leading, space), notes, tight=tight)


def _set_card(
    sides: Contents, look: tuple[float, float, float], notes: list[Any], tight: bool = False, folded: bool = False
) -> Contents:
    """A card in a type (``_CARD_TYPE``), with space between the entries of those lists that have any."""
    size, leading, space = look
    lists = {side: [each | {"space": space} if "space" in each else each for each in sides[side]] for side in _SIDES}
    return sides | lists | {"size": size, "leading": leading, "notes": notes, "tight": tight, "folded": folded}


def _vary_type(sides: Contents, folded: bool = False) -> Version:
    """A card in smaller and smaller type, each with all notes and with the first two."""
    told = (sides["notes"], sides["notes"][:2])
    return [[_set_card(sides, look, notes, folded=folded) for notes in told] for look in _CARD_TYPE]


# --- setting and writing ------------------------------------------------------------------------------------


def publish_document(plan: Plan | Labels, name: str, folder: Path) -> list[Path]:
    """Write one document by its name, in every language, for all that it is for (``ENDINGS``).

    Raises PageError, and writes nothing, where it does not fit in one of the languages.
    """
    labels = read_labels(plan)
    plan = labels.plan
    document = list_documents(plan)[name]
    render: dict[Use, Callable[[Contents], bytes]] = {
        "screen": render_screen,
        "press": render_press,
        "office": render_office,
    }
    pdfs = dict[Path, bytes]()
    for language in list_languages():
        contents = fit(document.make(labels.speak(language), labels=labels))
        for use in document.uses:
            if use != "office" or contents.get("folded", True):  # a folder always is, a card of four pages
                pdfs[folder / name_print(name, language, use)] = render[use](contents)
    for path, pdf in pdfs.items():
        write_bytes(path, pdf)
    return list(pdfs)


def name_print(name: str, language: str, use: Use) -> str:
    """What the file of a document is called.

    >>> name_print("07_folder_a5", "sv", "press")
    '07_folder_a5_sv_tryck.pdf'
    """
    return f"{name}_{language}{ENDINGS[use]}.pdf"


def fit(document: Document) -> Contents:
    """The fullest version of each part of a document that has the right number of pages, with the name of its template.

    Raises PageError where none fits.
    """
    searches = [_search(document, versions) for versions in document.versions()]
    pages, tries = PAGES[document.template] // len(searches), [next(search) for search in searches]
    while True:
        contents: Contents = {"template": document.template}
        for each in tries:
            contents |= each.version
        if all(each.found for each in tries):
            return contents
        rooms = [2 * pages if each.version.get("folded") else pages for each in tries]
        fits = [taken <= room for taken, room in zip(_count_pages(contents), rooms, strict=True)]
        tries = [search.send(each) for search, each in zip(searches, fits, strict=True)]


class _Try(NamedTuple):
    """A version to be tried, or the one that was found."""

    version: Contents
    found: bool = False


def _search(document: Document, versions: Iterable[Version]) -> Generator[_Try, bool, None]:
    """The first version that fits; each that is tried is answered by whether it does. Of several the last is tried
    first: where it does not fit, none does.
    """
    for each in versions:
        fits = yield _Try(_find_last(each))
        while not isinstance(each, dict) and fits:
            each = yield from _halve(each)
        while fits:
            yield _Try(_find_last(each), found=True)
    raise PageError(f"{document.name} does not fit on {PAGES[document.template]} pages in any version")


def _halve(versions: Sequence[Version]) -> Generator[_Try, bool, Version]:
    """The first of several versions that fits, where the last does."""
    first, last = 0, len(versions) - 1
    while first < last:
        middle = (first + last) // 2
        first, last = (first, middle) if (yield _Try(_find_last(versions[middle]))) else (middle + 1, last)
    return versions[last]


def _find_last(version: Version) -> Contents:
    return version if isinstance(version, dict) else _find_last(version[-1])


def _count_pages(contents: Contents) -> list[int]:
    """How many pages each part of a document takes: the templates mark where a part begins, and where the last ends."""
    marks = json.loads(_typeset(contents, typst.query, selector="<part>", field="value"))
    typst.compile(b"", font_paths=load_fonts())  # lets go what is old in memory, which a query does not
    return [end - start for start, end in pairwise([*marks[:-1], marks[-1] + 1])]


def render_screen(contents: Contents) -> bytes:
    """A pdf to read on a screen: tagged, with language and alt texts, as PDF/UA-1 asks (``run.py check-pdf``)."""
    pdf = _typeset(contents, format="pdf", pdf_standards=["ua-1"])
    return sign_pdf(pdf, _tell_source(contents))


def _tell_source(contents: Contents) -> dict[str, str]:
    return {"Rights": LICENCE, "Source": contents["source"]}


def render_press(contents: Contents, bleed: float = BLEED) -> bytes:
    """A pdf for a printer: single pages in reading order, with bleed (mm), every colour as CMYK (``prints.press``)."""
    pdf = _typeset(contents, format="pdf", pdf_tags=False)
    return sign_pdf(make_press(pdf, bleed), _tell_source(contents))


def render_office(contents: Contents) -> bytes:
    """A pdf for an office printer, of a document that is folded: pages side by side (``press.fold``), in the colours
    of the screen. Its title and its description say that it is for printing alone, and for no screen reader.
    """
    about = {
        "Title": contents["office"]["title"],
        "Description": contents["office"]["is"],
        "Language": contents["lang"],
    }
    return fold(_typeset(contents, format="pdf", pdf_tags=False), about | _tell_source(contents))


def render_pages(contents: Contents, dpi: float) -> list[bytes]:
    """Every page as png at a resolution (dpi), to look at."""
    pages = _typeset(contents, format="png", ppi=dpi)
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


def _typeset(contents: Contents, run: Callable[..., Any] = typst.compile, **options: Any) -> Any:
    template, data = contents["template"], json.dumps(json.dumps(contents), ensure_ascii=False)
    draft = ", draft: true" if run is typst.query and template == "card" else ""
    page = f'#import "{template}.typ": {template}\n#{template}(json(bytes({data})){draft})'
    palette = {"palette": json.dumps(contents["palette"])}
    try:
        return run(page.encode(), root=TEMPLATES, font_paths=load_fonts(), sys_inputs=palette, **options)
    except typst.TypstError as error:
        raise PageError(f"the {contents['template']} cannot be set: {error}") from error

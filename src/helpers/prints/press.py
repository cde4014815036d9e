"""A pdf for a printer: where to cut it and how far the colour bleeds, every colour as CMYK, black as black ink only.

And what a pdf holds, read back, so that a test can say whether it is as it should be.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any, NamedTuple

import pikepdf
from matplotlib.colors import to_rgb

from helpers.colour import make_palette
from helpers.figures.type import MM_PER_PT
from helpers.files import save_pdf

SOLID = 0.2
"""Greys darker than this (0 black, 1 white) become full black: small type set in a screen of dots would be ragged."""


TYPE = 0.5
"""Other greys darker than this are type too (notes, captions), and become no lighter than ``TYPE_INK``."""


TYPE_INK = 0.75
"""The least share of black for grey type, so that its strokes are mostly ink."""


GREY = 0.03
"""How far apart (0 to 1) red, green and blue may be in what counts as a grey."""


_SPACES = {"cs": "k", "CS": "K"}


_COLOURS = {"scn": "k", "sc": "k", "rg": "k", "g": "k", "SCN": "K", "SC": "K", "RG": "K", "G": "K"}


_OTHER_COLOURS = {"sh", "ri"}


Ink = tuple[float, float, float, float]


INKS: dict[str, Ink] = {make_palette().accent: (1.0, 0.32, 0.41, 0.3), make_palette().second: (0.15, 0.56, 0.95, 0.2)}
"""Cyan, magenta, yellow and black for colours of the palette, worked out from what the inks and their overprints look
like on coated paper; a lighter shade takes less of each. No profile is behind them: ask the printer for a proof."""


def to_ink(*colour: float) -> Ink:
    """Cyan, magenta, yellow and black (0 to 1) for a grey or for red, green and blue (0 to 1).

    A grey, or what is nearly one, is black ink only, and more of it where it is type. A colour of the palette, or a
    shade of it, is mixed as ``INKS`` says; of any other colour what it has in common with grey is given to black, which
    turns blues and greens somewhat bluer in print.

    >>> to_ink(0.0), to_ink(1.0, 0.0, 0.0)
    ((0.0, 0.0, 0.0, 1.0), (0.0, 1.0, 1.0, 0.0))
    """
    brightest = max(colour)
    if brightest - min(colour) < GREY:
        return (0.0, 0.0, 0.0, _blacken(sum(colour) / len(colour)))
    for base, ink in INKS.items():
        if share := _find_share(colour, to_rgb(base)):
            cyan, magenta, yellow, black = (round(part * share, 3) for part in ink)
            return (cyan, magenta, yellow, black)
    cyan, magenta, yellow = (round((brightest - part) / brightest, 3) for part in colour)
    return (cyan, magenta, yellow, round(1 - brightest, 3))


def _blacken(grey: float) -> float:
    """The share of black ink for a grey (0 black, 1 white): more than it says where it is type."""
    if grey < SOLID:
        return 1.0
    return round(max(1 - grey, TYPE_INK if grey < TYPE else 0.0), 3)


def _find_share(colour: Sequence[float], base: Sequence[float]) -> float:
    """How much of the base colour, mixed with white, gives the colour; 0 where no mix does."""
    share = (3 - sum(colour)) / (3 - sum(base))
    mixed = (1 - share * (1 - part) for part in base)
    near = all(abs(part - other) < 0.01 for part, other in zip(colour, mixed, strict=True))
    return round(share, 3) if near and share < 1.01 else 0.0


def make_press(pdf: bytes, bleed: float) -> bytes:
    """The pdf with its colours as CMYK, and with the boxes that a printer looks for.

    Takes a pdf whose pages are larger than the paper by ``bleed`` (mm) on every side; the trim box is the paper, bleed
    box and media box are the page. Raises ValueError where a page holds pictures, shadings, patterns, transparency or
    drawings of their own, since nothing can be said of their colours.
    """
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        for page in document.pages:
            _refuse_unknown(page)
            page.Contents = document.make_stream(pikepdf.unparse_content_stream(list(_in_ink(page))))
            if "/ColorSpace" in page.Resources:
                del page.Resources["/ColorSpace"]
            _set_boxes(page, bleed)
        document.remove_unreferenced_resources()
        document.save(out, deterministic_id=True)
    return out.getvalue()


def _refuse_unknown(page: pikepdf.Page) -> None:
    unknown = {"/XObject", "/Shading", "/Pattern", "/ExtGState"} & set(page.Resources.keys())
    if "INLINE IMAGE" in _read_operators(page):
        unknown.add("/InlineImage")
    if unknown:
        said = ", ".join(sorted(name.removeprefix("/") for name in unknown))
        raise ValueError(f"a page holds {said}, whose colours cannot be made CMYK here; draw it with plain shapes")


def _in_ink(page: pikepdf.Page) -> Iterator[tuple[Any, Any]]:
    """The page's instructions, those that set a colour as CMYK; those that only name a colour space are left out."""
    for instruction in pikepdf.parse_content_stream(page):
        name = str(instruction.operator)
        if name in _COLOURS:
            ink = to_ink(*(float(str(part)) for part in instruction.operands))
            yield list(ink), pikepdf.Operator(_COLOURS[name])
        elif name not in _SPACES:
            yield instruction.operands, instruction.operator


def _read_operators(page: pikepdf.Page) -> set[str]:
    return {str(instruction.operator) for instruction in pikepdf.parse_content_stream(page)}


def _set_boxes(page: pikepdf.Page, bleed: float) -> None:
    left, low, right, high = (float(edge) for edge in page.MediaBox)
    cut = bleed / MM_PER_PT
    page.BleedBox = pikepdf.Array([left, low, right, high])
    page.TrimBox = pikepdf.Array(
        [round(left + cut, 3), round(low + cut, 3), round(right - cut, 3), round(high - cut, 3)]
    )


def sign_pdf(pdf: bytes, rights: str, source: str) -> bytes:
    """The pdf with its licence and its source in the metadata, and without the name of the program that made it."""
    with pikepdf.open(BytesIO(pdf)) as document:
        del document.docinfo["/Creator"]
        with document.open_metadata(set_pikepdf_as_editor=False) as xmp:
            del xmp["xmp:CreatorTool"]
            xmp["dc:rights"], xmp["dc:source"] = rights, source
        return save_pdf(document)


class PdfFacts(NamedTuple):
    """What a pdf holds: pages, size of the first page's media and trim box and how far it bleeds (mm), whether all
    pages have the same boxes, title, language, whether it is tagged and which part of PDF/UA it claims, its fonts and
    whether all are embedded, the alt texts of its pictures (in the order in which the file has them), the operators
    that set colours, and every mix of inks that is used (cyan, magenta, yellow, black).
    """

    pages: int
    media: tuple[float, float]
    trim: tuple[float, float]
    bleed: float
    alike: bool
    title: str
    language: str
    tagged: bool
    claims: str
    fonts: tuple[str, ...]
    embedded: bool
    alts: tuple[str, ...]
    colours: tuple[str, ...]
    inks: tuple[Ink, ...]


def inspect_pdf(pdf: bytes) -> PdfFacts:
    """Read back what matters for print and for a screen reader.

    >>> inspect_pdf((folder / "pamphlet" / "07_folder_a5_sv.pdf").read_bytes()).trim
    (148.0, 210.0)
    """
    with pikepdf.open(BytesIO(pdf)) as document:
        page, root = document.pages[0], document.Root
        things = [each for each in document.objects if isinstance(each, pikepdf.Dictionary)]
        fonts = [each for each in things if each.get("/Type") == "/FontDescriptor"]
        pictures = [each for each in things if each.get("/S") == "/Figure"]
        with document.open_metadata() as xmp:
            title, claims = str(xmp.get("dc:title", "")), str(xmp.get("pdfuaid:part", ""))
        return PdfFacts(
            pages=len(document.pages),
            media=_size(page.mediabox),
            trim=_size(page.trimbox),
            bleed=round((float(page.trimbox[0]) - float(page.bleedbox[0])) * MM_PER_PT, 2),
            alike=len({_read_boxes(each) for each in document.pages}) == 1,
            title=title,
            language=str(root.get("/Lang", "")),
            tagged="/StructTreeRoot" in root and "/MarkInfo" in root and bool(root.MarkInfo.get("/Marked")),
            claims=claims,
            fonts=tuple(sorted({str(font.FontName).split("+")[-1] for font in fonts})),
            embedded=bool(fonts) and all("/FontFile2" in font or "/FontFile3" in font for font in fonts),
            alts=tuple(str(picture.get("/Alt", "")) for picture in pictures),
            colours=_find_colours(document),
            inks=_find_inks(document),
        )


def _size(box: Any) -> tuple[float, float]:
    left, low, right, high = (float(edge) * MM_PER_PT for edge in box)
    return round(right - left, 1), round(high - low, 1)


def _read_boxes(page: pikepdf.Page) -> tuple[float, ...]:
    """The edges (pt) of a page's media, bleed and trim box."""
    return tuple(float(edge) for box in (page.mediabox, page.bleedbox, page.trimbox) for edge in box)


def _find_inks(document: pikepdf.Pdf) -> tuple[Ink, ...]:
    """Every mix of inks that a page sets."""
    steps = [step for page in document.pages for step in pikepdf.parse_content_stream(page, "k K")]
    mixes = {tuple(round(float(str(part)), 3) for part in step.operands) for step in steps}
    return tuple((cyan, magenta, yellow, black) for cyan, magenta, yellow, black in sorted(mixes))


def _find_colours(document: pikepdf.Pdf) -> tuple[str, ...]:
    """The operators that set colours or name colour spaces, on all pages."""
    known = {*_SPACES, *_COLOURS, *_OTHER_COLOURS, "k", "K"}
    used = {name for page in document.pages for name in _read_operators(page)}
    return tuple(sorted(used & known))

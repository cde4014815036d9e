"""A pdf for a printer: where to cut it and how far the colour bleeds, every colour as CMYK, black as black ink only,
which is printed over what lies below; and one for an office printer, folded, with two pages on each side of a sheet.
"""

import re
import zlib
from collections.abc import Sequence
from functools import cache
from io import BytesIO
from typing import NamedTuple, NoReturn

import pikepdf
from matplotlib.colors import to_rgb

from helpers.colour import make_palette
from helpers.figures.render import save_pdf, sign_pdf
from helpers.figures.type import MM_PER_PT
from helpers.publish.pictures import Ink

SOLID = 0.2
"""Greys darker than this (0 black, 1 white) become full black: small type set in a screen of dots would be ragged."""

TYPE = 0.5
"""Other greys darker than this are type too (notes, captions), and become no lighter than ``TYPE_INK``."""

TYPE_INK = 0.75
"""The least share of black for grey type, so that its strokes are mostly ink."""

GREY = 0.03
"""How far apart (0 to 1) red, green and blue may be in what counts as a grey."""

_TEXT = rb"(?:[^()\\]|\\.)*+"
for _ in range(3):  # brackets in brackets
    _TEXT = rb"(?:[^()\\]|\\.|\(" + _TEXT + rb"\))*+"
_STEP = re.compile(
    rb"\(" + _TEXT + rb"\)|(?<![-+.\w])(?P<colour>(?:[-+.\d]+\s+){1,3}+)(?P<name>scn|sc|rg|g|SCN|SC|RG|G)\b"
    rb"|(?P<space>/\w+\s+(?:cs|CS)\b)|\b(?P<picture>BI)\b",
    re.DOTALL,
)
"""What a page says in brackets, how it gives a colour and a space of colours, and where a picture begins."""

INKS: dict[str, Ink] = {make_palette().accent: (1.0, 0.32, 0.41, 0.3), make_palette().second: (0.15, 0.56, 0.95, 0.2)}
"""Cyan, magenta, yellow and black for colours of the palette, worked out from what the inks and their overprints look
like on coated paper; a lighter shade takes less of each. No profile is behind them: ask the printer for a proof."""

BLACK: Ink = (0.0, 0.0, 0.0, 1.0)
"""Full black, which is printed over other inks: where the plates do not meet, no white edge is left around type."""


@cache
def to_ink(*colour: float) -> Ink:
    """Cyan, magenta, yellow and black (0 to 1) for a grey or for red, green and blue (0 to 1).

    A grey, or nearly one, is black ink only, more of it where it is type. A colour of the palette, or a shade of it, is
    mixed as ``INKS`` says; of any other what it has in common with grey is given to black.

    >>> to_ink(0.0), to_ink(1.0, 0.0, 0.0)
    ((0.0, 0.0, 0.0, 1.0), (0.0, 1.0, 1.0, 0.0))
    """
    brightest = max(colour)
    if brightest - min(colour) < GREY:
        grey = sum(colour) / len(colour)
        return (0.0, 0.0, 0.0, 1.0 if grey < SOLID else round(max(1 - grey, TYPE_INK if grey < TYPE else 0.0), 3))
    for base, ink in INKS.items():
        if share := _find_share(colour, to_rgb(base)):
            cyan, magenta, yellow, black = (round(part * share, 3) for part in ink)
            return (cyan, magenta, yellow, black)
    cyan, magenta, yellow = (round((brightest - part) / brightest, 3) for part in colour)
    return (cyan, magenta, yellow, round(1 - brightest, 3))


def _find_share(colour: Sequence[float], base: Sequence[float]) -> float:
    """How much of the base colour, mixed with white, gives the colour; 0 where no mix does."""
    share = (3 - sum(colour)) / (3 - sum(base))
    mixed = (1 - share * (1 - part) for part in base)
    near = all(abs(part - other) < 0.01 for part, other in zip(colour, mixed, strict=True))
    return round(share, 3) if near and share < 1.01 else 0.0


def make_press(pdf: bytes, bleed: float) -> bytes:
    """The pdf with its colours as CMYK, full black over the others, and with the boxes that a printer looks for.

    Takes a pdf whose pages are the paper, with colour that goes on beyond them, and makes them larger by ``bleed`` (mm)
    on every side: the trim box is the paper, bleed box and media box are the page. Raises ValueError where a page holds
    pictures, shadings, patterns, transparency or drawings of their own, since nothing can be said of their colours.
    """
    cut = round(bleed / MM_PER_PT, 5)
    with pikepdf.open(BytesIO(pdf)) as document:
        for page in document.pages:
            _refuse_unknown(page)
            drawn = b"1 0 0 1 %g %g cm\n" % (cut, cut) + _STEP.sub(_in_ink, page.Contents.read_bytes())
            packed = zlib.compress(drawn)
            page.Contents = pikepdf.Stream(document, packed, Filter=pikepdf.Name.FlateDecode)
            page.Resources.ExtGState = pikepdf.Dictionary({"/Over": _state(over=True), "/Out": _state(over=False)})
            if "/ColorSpace" in page.Resources:
                del page.Resources["/ColorSpace"]
            width, height = (float(edge) for edge in page.mediabox[2:])
            page.MediaBox = page.BleedBox = pikepdf.Array([0, 0, round(width + 2 * cut, 3), round(height + 2 * cut, 3)])
            page.TrimBox = pikepdf.Array([cut, cut, round(cut + width, 3), round(cut + height, 3)])
        document.remove_unreferenced_resources()
        return save_pdf(document)


def _refuse_unknown(page: pikepdf.Page) -> None:
    unknown = {"/XObject", "/Shading", "/Pattern", "/ExtGState"} & set(page.Resources.keys())
    if unknown:
        _refuse(", ".join(sorted(name.removeprefix("/") for name in unknown)))


def _refuse(unknown: str) -> NoReturn:
    raise ValueError(f"a page holds {unknown}, whose colours cannot be made CMYK here; draw it with plain shapes")


def _state(over: bool) -> pikepdf.Dictionary:
    """Whether a surface is printed over the inks below that it has none of."""
    return pikepdf.Dictionary({"/Type": pikepdf.Name.ExtGState, "/op": over, "/OPM": int(over)})


def _in_ink(found: re.Match[bytes]) -> bytes:
    """An instruction with its colour as CMYK and, of a surface, whether it is printed over others; a text as it is; of
    a colour space nothing.
    """
    if found["picture"]:
        _refuse("InlineImage")
    if not found["colour"]:
        return b"" if found["space"] else found[0]
    ink = to_ink(*map(float, found["colour"].split()))
    said = b"%g %g %g %g " % ink
    return said + b"K" if found["name"].isupper() else (b"/Over gs " if ink == BLACK else b"/Out gs ") + said + b"k"


# --- folded -------------------------------------------------------------------------------------------------


class Sheet(NamedTuple):
    """An A4 (width and height in mm), how many copies stand above each other on it, and on which edge it is turned."""

    width: float
    height: float
    copies: int
    turned: str


SHEETS = {148: Sheet(297.0, 210.0, 1, "/DuplexFlipShortEdge"), 105: Sheet(210.0, 297.0, 2, "/DuplexFlipLongEdge")}
"""The sheet for pages of a width (mm): A5 on an A4 on its side, A6 twice on an A4, which is cut in the middle."""

ORDER = ((4, 1), (2, 3))
"""Which pages stand left and right, on the one side of the sheet and on the other, so that it can be folded once."""


def fold(pdf: bytes, about: dict[str, str]) -> bytes:
    """The pages of a pdf on an A4 (``SHEETS``) that is printed on both sides, turned, cut if need be, and folded once.

    Takes a pdf of four pages without tags, with colour that goes on beyond them: half a sheet is a little larger. It
    asks the printer for both sides, the edge and true size, says of itself what ``about`` has (``files.sign_pdf``), and
    has no tags.
    Raises ValueError for another number of pages, and for tags, which would be lost.
    """
    with pikepdf.open(BytesIO(pdf)) as pages, pikepdf.new() as sheets:
        if len(pages.pages) != sum(map(len, ORDER)):
            raise ValueError(f"a folded sheet has {sum(map(len, ORDER))} pages, and this pdf {len(pages.pages)}")
        if "/StructTreeRoot" in pages.Root:
            raise ValueError("the tags of a pdf do not outlast the folding; make it without")
        sheet = SHEETS[round(float(pages.pages[0].mediabox[2]) * MM_PER_PT)]
        for side in ORDER:
            _add_side(sheets, [pages.pages[number - 1] for number in side], sheet)
        sheets.Root.Version = pikepdf.Name("/1.7")
        sheets.Root.ViewerPreferences = pikepdf.Dictionary(
            Duplex=pikepdf.Name(sheet.turned), PrintScaling=pikepdf.Name("/None"), DisplayDocTitle=True
        )
        sheets.Root.Lang = about["Language"]
        return sign_pdf(sheets, about)


def _add_side(sheets: pikepdf.Pdf, pages: Sequence[pikepdf.Page], sheet: Sheet) -> None:
    """Add one side of the sheet: the left page ends in the middle, the right one begins there, in every copy."""
    width, height = sheet.width / MM_PER_PT, sheet.height / MM_PER_PT
    side, row = sheets.add_blank_page(page_size=(round(width, 3), round(height, 3))), height / sheet.copies
    end, top = (float(edge) for edge in pages[0].mediabox[2:])
    begins = {"/Left": end - width / 2, "/Right": 0.0}
    halves = {
        name: _take(sheets, page, (begins[name], top - row, begins[name] + width / 2, top))
        for name, page in zip(begins, pages, strict=True)
    }
    shifts = {"/Left": -begins["/Left"], "/Right": width / 2}
    rises = [height - row * copy - top for copy in range(sheet.copies)]
    steps = (f"q 1 0 0 1 {shifts[name]:.3f} {rise:.3f} cm {name} Do Q\n" for rise in rises for name in halves)
    side.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(halves))
    side.Contents = pikepdf.Stream(sheets, "".join(steps).encode())


def _take(sheets: pikepdf.Pdf, page: pikepdf.Page, edges: tuple[float, float, float, float]) -> pikepdf.Object:
    """What is on a page within a box (left, low, right, high, in points), for another pdf; packed as it was."""
    packed, form = page.obj.Contents, page.as_form_xobject()
    form.write(packed.read_raw_bytes(), filter=pikepdf.Name(str(packed.Filter)))
    form.BBox = pikepdf.Array([round(edge, 3) for edge in edges])
    return sheets.copy_foreign(form)

"""A pdf for a printer: where to cut it and how far the colour bleeds, every colour as CMYK, black as black ink only,
which is printed over what lies below.
"""

import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

import pikepdf
from matplotlib.colors import to_rgb

from helpers.colour import make_palette
from helpers.figures.type import MM_PER_PT
from helpers.files import save_pdf
from helpers.publish.pictures import Ink

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


INKS: dict[str, Ink] = {make_palette().accent: (1.0, 0.32, 0.41, 0.3), make_palette().second: (0.15, 0.56, 0.95, 0.2)}
"""Cyan, magenta, yellow and black for colours of the palette, worked out from what the inks and their overprints look
like on coated paper; a lighter shade takes less of each. No profile is behind them: ask the printer for a proof."""


BLACK: Ink = (0.0, 0.0, 0.0, 1.0)
"""Full black, which is printed over other inks: where the plates do not meet, no white edge is left around type."""


_OVER, _OUT = (
    "/Over",
    "/Out",
)  # the states of a page in which a surface is printed over what lies below, or instead of it


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

    Takes a pdf whose pages are larger than the paper by ``bleed`` (mm) on every side; the trim box is the paper, bleed
    box and media box are the page. Raises ValueError where a page holds pictures, shadings, patterns, transparency or
    drawings of their own, since nothing can be said of their colours.
    """
    with pikepdf.open(BytesIO(pdf)) as document:
        for page in document.pages:
            steps = list(pikepdf.parse_content_stream(page))
            _refuse_unknown(page, steps)
            packed = zlib.compress(pikepdf.unparse_content_stream(list(_in_ink(steps))))
            page.Contents = pikepdf.Stream(document, packed, Filter=pikepdf.Name.FlateDecode)
            page.Resources.ExtGState = pikepdf.Dictionary({_OVER: _state(over=True), _OUT: _state(over=False)})
            if "/ColorSpace" in page.Resources:
                del page.Resources["/ColorSpace"]
            _set_boxes(page, bleed)
        document.remove_unreferenced_resources()
        return save_pdf(document)


def _refuse_unknown(page: pikepdf.Page, steps: Sequence[Any]) -> None:
    unknown = {"/XObject", "/Shading", "/Pattern", "/ExtGState"} & set(page.Resources.keys())
    if any(str(step.operator) == "INLINE IMAGE" for step in steps):
        unknown.add("/InlineImage")
    if unknown:
        said = ", ".join(sorted(name.removeprefix("/") for name in unknown))
        raise ValueError(f"a page holds {said}, whose colours cannot be made CMYK here; draw it with plain shapes")


def _state(over: bool) -> pikepdf.Dictionary:
    """Whether a surface is printed over the inks below that it has none of."""
    return pikepdf.Dictionary({"/Type": pikepdf.Name.ExtGState, "/op": over, "/OPM": int(over)})


def _in_ink(steps: Sequence[Any]) -> Iterator[Any]:
    """A page's instructions, those that set a colour as CMYK, with whether that is printed over others; those that only
    name a colour space are left out.
    """
    for step in steps:
        name = str(step.operator)
        if name in _COLOURS:
            ink = to_ink(*(float(str(part)) for part in step.operands))
            if _COLOURS[name] == "k":
                yield [pikepdf.Name(_OVER if ink == BLACK else _OUT)], pikepdf.Operator("gs")
            yield list(ink), pikepdf.Operator(_COLOURS[name])
        elif name not in _SPACES:
            yield step


def _set_boxes(page: pikepdf.Page, bleed: float) -> None:
    left, low, right, high = (float(edge) for edge in page.MediaBox)
    cut = bleed / MM_PER_PT
    page.BleedBox = pikepdf.Array([left, low, right, high])
    page.TrimBox = pikepdf.Array(
        [round(left + cut, 3), round(low + cut, 3), round(right - cut, 3), round(high - cut, 3)]
    )

"""Colours: the palette, contrast (WCAG 2.1), grey print, and colour-blind sight (Machado et al. 2009)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from math import dist

import numpy as np
from matplotlib.colors import to_hex, to_rgb
from numpy.typing import NDArray
from PIL import Image

ACCENT = "#0b6070"
"""The one colour that is swapped to give a set of figures another look; a petrol that is no party's."""


@dataclass(frozen=True)
class Palette:
    """The colours of a figure on its ground. ``accent`` marks what the title speaks of; ``second`` the other kind."""

    paper: str
    ink: str
    muted: str
    rule: str
    pale: str
    accent: str
    second: str
    ground: str = "white"

    @property
    def seen(self) -> str:
        """The colour of the ground as it is seen: a transparent one is taken as white."""
        return "#ffffff" if self.paper == "none" else self.paper


def make_palette(accent: str = ACCENT, ground: str = "white") -> Palette:
    """The palette for a ground (``white``, ``dark``, ``transparent``) and an accent colour.

    On a dark ground the accent is lightened until it stands out (4.5 to 1); transparent ones are for light grounds.

    Raises ValueError for another ground, and for an accent that is no colour.

    >>> make_palette().accent
    '#0b6070'
    """
    if ground == "dark":
        light = Palette("#15191c", "#f4f4f2", "#b9bcbe", "#4a5055", "#2c3338", accent, "#e0a458", ground)
        return replace(light, accent=_lighten(accent, light.paper))
    papers = {"white": "#ffffff", "transparent": "none"}
    if ground not in papers:
        raise ValueError(f"{ground!r} is no ground; there are dark, {', '.join(papers)}")
    return Palette(papers[ground], "#1b1b1b", "#5c5c5c", "#c9c9c6", "#e9e8e4", to_hex(accent), "#b0621c", ground)


def list_kept(palette: Palette) -> list[str]:
    """The colours that a picture in few colours has to keep, however little of them there is: those of the palette, and
    of accent and second the steps to the paper by which the edges of small letters are still in colour.

    >>> list_kept(make_palette())[:4]
    ['#0b6070', '#b0621c', '#1b1b1b', '#5c5c5c']
    """
    plain = [palette.accent, palette.second, palette.ink, palette.muted, palette.rule, palette.pale, palette.seen]
    return plain + [mix(colour, palette.seen, share) for colour in plain[:2] for share in (0.25, 0.5, 0.75)]


def _lighten(colour: str, ground: str) -> str:
    """The colour, mixed with white in steps of 5 % until it has a contrast of 4.5 to 1 on the ground."""
    mixes = (mix(colour, "#ffffff", step / 20) for step in range(21))
    return next(lighter for lighter in mixes if contrast(lighter, ground) >= 4.5)


def mix(one: str, other: str, share: float) -> str:
    """Two colours mixed in sRGB: ``share`` 0 gives the first, 1 the other.

    >>> mix("#000000", "#ffffff", 0.5)
    '#808080'
    """
    red, green, blue = ((1 - share) * a + share * b for a, b in zip(to_rgb(one), to_rgb(other), strict=True))
    return to_hex((red, green, blue))


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance)."""
    return float(sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear_rgb(colour), strict=True)))


def linear_rgb(colour: str) -> tuple[float, float, float]:
    """Red, green and blue as amounts of light, 0 to 1: sRGB with its gamma taken off (IEC 61966-2-1).

    >>> [round(light, 3) for light in linear_rgb("#808080")]
    [0.216, 0.216, 0.216]
    """
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour))
    return red, green, blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2): 4.5 for text, 3 for marks that carry meaning.

    >>> contrast("#000000", "#ffffff")
    21.0
    """
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


LEAST_TEXT = 4.5
"""The least contrast of text on its ground (WCAG 2.2, 1.4.3); accent and second are text too, in headings and keys."""

LEAST_MARK = 3.0
"""The least contrast of marks that carry meaning (WCAG 2.2, 1.4.11)."""

LEAST_GREY = 10.0
"""How far apart in lightness (CIELAB L*, 0 to 100) accent and second are in grey print: a whole step of Munsell's
ten steps of value from black to white, of which CIELAB's lightness is a model, is seen without the two side by side."""

LEAST_DISTANCE = 25.0
"""How far apart in CIELAB accent and second are in colour, as seen by everybody: about ten times the 2.3 that can just
be noticed when two patches touch (Mahy, Van Eycken & Oosterlinck 1994), since small marks far apart are compared."""

_DEFICIENCIES = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}

_TO_XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))

_WHITE = (0.95047, 1.0, 1.08883)


def find_colour_faults(palette: Palette) -> list[str]:
    """What is wrong with a palette, in words: contrast on its ground, accent against second; empty where nothing is.

    Accent and second must differ in grey print (``LEAST_GREY``), and in colour for the normal eye and for each kind
    of colour blindness (``LEAST_DISTANCE``). A transparent ground is taken as white.

    >>> from helpers.colour import make_palette
    >>> find_colour_faults(make_palette("#ffd800"))[0]
    'accent #ffd800 on #ffffff has a contrast of 1.4: text needs 4.5, marks need 3.0'
    """
    ground, faults = palette.seen, []
    for name in ("ink", "muted", "accent", "second"):
        colour = getattr(palette, name)
        ratio = contrast(colour, ground)
        needed = "" if ratio >= LEAST_MARK else f", marks need {LEAST_MARK}"
        if ratio < LEAST_TEXT:
            said = f"{name} {colour} on {ground} has a contrast of {ratio:.1f}"
            faults.append(f"{said}: text needs {LEAST_TEXT}{needed}")
    return faults + _list_near(palette.accent, palette.second, ("accent ", "second "))


def find_near(one: str, other: str) -> list[str]:
    """To which eyes, and in grey print, two colours of a figure are too near to each other, in words.

    In grey print they must differ in lightness (``LEAST_GREY``); to each eye in lightness, or in colour
    (``LEAST_DISTANCE``): tints of one colour, and greys, are told apart by their lightness alone.

    >>> find_near("#488894", "#939393")[0]
    '#488894 and #939393 are 7.7 apart in grey print: 10 are needed'
    """
    return _list_near(one, other, tints=True)


def _list_near(one: str, other: str, names: tuple[str, str] = ("", ""), tints: bool = False) -> list[str]:
    """To which eyes, and in grey print, two colours are too near; ``tints`` may be told apart by lightness alone."""
    eyes = {"in colour": (one, other)}
    eyes |= {f"to a {kind} eye": (simulate(one, kind), simulate(other, kind)) for kind in _DEFICIENCIES}
    far = {"in grey print": (measure_distance(grey(one), grey(other)), LEAST_GREY)}
    for eye, (first, second) in eyes.items():
        if not (tints and measure_distance(grey(first), grey(second)) >= LEAST_GREY):
            far[eye] = measure_distance(first, second), LEAST_DISTANCE
    said = f"{names[0]}{one} and {names[1]}{other} are"
    near = {eye: (distance, least) for eye, (distance, least) in far.items() if distance < least}
    return [f"{said} {distance:.1f} apart {eye}: {least:.0f} are needed" for eye, (distance, least) in near.items()]


def simulate(colour: str, deficiency: str) -> str:
    """The colour as an eye sees it that lacks a kind of cone: ``protan`` (red), ``deutan`` (green), ``tritan`` (blue).

    The matrices are those of Machado, Oliveira & Fernandes 2009, "A Physiologically-based Model for Simulation of
    Color Vision Deficiency" (IEEE TVCG 15(6), doi:10.1109/TVCG.2009.113), at severity 1.0, on linear light.

    >>> simulate("#ff0000", "protan")
    '#6d5f00'
    """
    light = linear_rgb(colour)
    return _to_colour([sum(a * b for a, b in zip(row, light, strict=True)) for row in _DEFICIENCIES[deficiency]])


def grey(colour: str) -> str:
    """The grey of the same luminance, as the colour comes out of a black-and-white printer.

    >>> grey("#0b6070")
    '#575757'
    """
    return _to_colour([luminance(colour)] * 3)


def _to_colour(light: list[float]) -> str:
    """Linear light as an sRGB colour; what the screen cannot show is cut off at 0 and 1."""
    cut = [min(max(amount, 0.0), 1.0) for amount in light]
    red, green, blue = (12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055 for c in cut)
    return to_hex((red, green, blue))


def measure_distance(one: str, other: str) -> float:
    """The distance of two colours in CIELAB (CIE 1976, white D65): black and white are 100 apart.

    >>> round(measure_distance("#000000", "#ffffff"), 1)
    100.0
    """
    return dist(_to_lab(one), _to_lab(other))


def _to_lab(colour: str) -> tuple[float, float, float]:
    light = linear_rgb(colour)
    xyz = [sum(a * b for a, b in zip(row, light, strict=True)) for row in _TO_XYZ]
    relative = [value / white for value, white in zip(xyz, _WHITE, strict=True)]
    x, y, z = (r ** (1 / 3) if r > 216 / 24389 else (24389 / 27 * r + 16) / 116 for r in relative)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


# --- a picture in few of them ------------------------------------------------------------------------------

COLOURS = 32
"""How many colours a png has: the plain ones of a figure, and steps between them at the edges of letters and marks."""

_DRAWN = 1 << 16  # a picture of more colours is a photograph, and gets a palette of mixed ones

_NEAR = 10
"""How far (0 to 255, in each of red, green and blue) a pixel may be from a colour that is kept, to be taken for it."""


def reduce_colours(image: Image.Image, count: int = COLOURS, kept: Iterable[str] = ()) -> Image.Image:
    """The picture with a palette of its most frequent colours, every rarer one as the nearest of them in sRGB.

    Of the colours ``kept``, those that occur come first, however rare: letters in a colour are a few pixels. No colours
    are mixed (what is white stays #ffffff), no dots scattered; transparency is left out of account.

    >>> reduce_colours(Image.new("RGB", (2, 2), "#0b6070")).getpalette()[:3]
    [11, 96, 112]
    """
    solid = image if image.mode == "RGBA" else image.convert("RGBA")
    found = solid.getcolors(_DRAWN)
    if found is None:
        return image.convert("RGB").quantize(count)
    counted = Counter[tuple[int, ...]]()
    for number, colour in found:
        counted[tuple(colour)[:3]] += number  # type: ignore[arg-type]
    common = sorted(counted, key=lambda colour: (-counted[colour], colour))
    colours = np.array(common, dtype=np.int64)
    palette = _choose(colours, kept, count)
    nearest = ((colours[:, None] - palette[None]) ** 2).sum(axis=2).argmin(axis=1)
    table = _make_table()
    table[colours @ (1, 1 << 8, 1 << 16)] = nearest
    pixels = np.frombuffer(solid.tobytes(), dtype="<u4") & 0xFFFFFF
    few = Image.frombytes("P", solid.size, table.take(pixels).tobytes())
    few.putpalette(palette.astype(np.uint8).tobytes())
    return few


def _choose(colours: NDArray[np.int64], kept: Iterable[str], count: int) -> NDArray[np.int64]:
    """So many of the colours of a picture, which are given by frequency: those that are kept, then the first."""
    wanted = [tuple(round(255 * part) for part in to_rgb(colour)) for colour in kept]
    near = [colour for colour in wanted if (abs(colours - colour).max(axis=1) <= _NEAR).any()]
    return np.array([*dict.fromkeys([*near, *map(tuple, colours[:count].tolist())])][:count])


@cache
def _make_table() -> NDArray[np.uint8]:
    """Room for what each of all colours becomes; only those of the picture at hand are filled in and looked up."""
    return np.zeros(1 << 24, dtype=np.uint8)

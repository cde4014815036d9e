"""Reading the proof of a figure: text outside its frame, texts that overlap or lie on a mark that swallows them, type
that is too small, lines that are too thin, and colours that are too pale or that a reader cannot tell apart.
"""

from itertools import combinations
from math import dist

from matplotlib.colors import to_hex, to_rgba
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Bbox
from matplotlib.typing import ColorType

from helpers.style import MM_PER_INCH, Palette, PrintFigure, contrast, linear_rgb, luminance, measure_ink

LEAST_PT = 7.0
"""The smallest type in print, in points."""

PHONE = 360
"""How wide (in its own pixels) the narrowest phone is that a figure for screens is made for."""

LEAST_PX = 9.0
"""The smallest type on such a phone, in its pixels. The threshold is ours: three quarters of the 12 that Lighthouse's
audit "legible font sizes" asks of running text, for notes in a picture that can be enlarged with two fingers."""

LEAST_LINE = 0.35
"""The thinnest line in print, in points; a thinner one can break up on the press."""

TOUCH = 0.15
"""How far (mm) two boxes may reach into each other before it counts."""

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


def find_faults(figure: PrintFigure) -> list[str]:
    """What is wrong with the texts and lines of a figure, in words; empty where nothing is.

    The boxes are those of the letters' ink, at the figure's own size. A text on a mark is read against the mark's
    colour, for which ``LEAST_TEXT`` holds too.

    >>> find_faults(charts.hundred_kronor(frames, words))  # doctest: +SKIP
    []
    """
    artists = figure.findobj()
    found = [each for each in artists if isinstance(each, Text) and each.get_visible() and each.get_text().strip()]
    lines = [each for each in artists if isinstance(each, Line2D) and _is_drawn(each)]
    texts = [(text, _box(text, figure)) for text in found]
    page = Bbox.from_bounds(0, 0, *(figure.get_size_inches() * MM_PER_INCH))
    faults = [f"outside the frame: {_name(text)}" for text, box in texts if not _inside(box, page)]
    faults += [f"{_pt(text):.1f} pt: {_name(text)}" for text, _ in texts if _pt(text) < LEAST_PT - 0.01]
    for (one, box), (other, second) in combinations(texts, 2):
        if _overlap(box, second):
            faults.append(f"overlap: {_name(one)} and {_name(other)}")
    return (
        faults
        + _find_small_on_screen(figure, texts)
        + _find_thin_lines(figure, lines)
        + _find_swallowed(figure, texts, lines)
    )


def _find_small_on_screen(figure: PrintFigure, texts: list[tuple[Text, Bbox]]) -> list[str]:
    """Texts of a figure for screens that are smaller than ``LEAST_PX`` on a phone."""
    size = figure.sheet.size
    if not size.fixed:
        return []
    pixels = size.dpi / 72 * PHONE / (size.width / MM_PER_INCH * size.dpi)
    return [
        f"{_pt(text) * pixels:.1f} px on a phone: {_name(text)}"
        for text, _ in texts
        if _pt(text) * pixels < LEAST_PX - 0.01
    ]


def _find_thin_lines(figure: PrintFigure, lines: list[Line2D]) -> list[str]:
    """Lines and outlines that are drawn thinner than ``LEAST_LINE``."""
    widths = [line.get_linewidth() for line in lines]
    widths += [patch.get_linewidth() for patch in _find_patches(figure) if _is_solid(patch.get_edgecolor())]
    return [f"a line of {pt:.2f} pt" for pt in sorted({width for width in widths if 0 < width < LEAST_LINE})]


def _find_swallowed(figure: PrintFigure, texts: list[tuple[Text, Bbox]], lines: list[Line2D]) -> list[str]:
    """Texts that lie on a mark (the uppermost one) or across a line in whose colour they cannot be read."""
    marks = [(patch, _to_mm(patch, figure)) for patch in _find_patches(figure)]
    across = [(line, _to_mm(line, figure)) for line in lines]
    faults = []
    for text, box in texts:
        inner = box.padded(-TOUCH)
        colour = to_hex(text.get_color())
        below = [patch for patch, path in marks if path.intersects_bbox(inner, filled=_is_solid(patch.get_facecolor()))]
        behind = [_colour_of(patch) for patch in below[-1:]]
        behind += [to_hex(line.get_color()) for line, path in across if path.intersects_bbox(inner, filled=False)]
        if any(contrast(colour, ground) < LEAST_TEXT for ground in behind):
            faults.append(f"on a mark of nearly its own colour: {_name(text)}")
    return faults


def _find_patches(figure: PrintFigure) -> list[Patch]:
    """The marks of a figure that can be seen."""
    patches = [patch for axes in figure.axes for patch in axes.patches if patch.get_visible()]
    return [patch for patch in patches if _is_solid(patch.get_facecolor()) or patch.get_linewidth() > 0]


def _is_solid(colour: ColorType) -> bool:
    return to_rgba(colour)[3] > 0


def _is_drawn(line: Line2D) -> bool:
    return bool(line.get_visible() and line.axes is not None and line in line.axes.lines)


def _to_mm(mark: Patch | Line2D, figure: PrintFigure) -> Path:
    """The outline of a mark or line, in mm from the figure's lower left."""
    to_mm = Affine2D().scale(MM_PER_INCH / figure.dpi)
    return mark.get_path().transformed(mark.get_transform() + to_mm)


def _colour_of(patch: Patch) -> str:
    """The colour of a mark's surface; of its outline where it has no surface."""
    face = patch.get_facecolor()
    return to_hex(face if _is_solid(face) else patch.get_edgecolor())


def _box(text: Text, figure: PrintFigure) -> Bbox:
    """The box of the letters' ink, in mm from the figure's lower left; every text of ours is set by its baseline, level
    or upwards."""
    x, y = text.get_transform().transform(text.get_position()) / figure.dpi * MM_PER_INCH
    weight, style = str(text.get_fontweight()), text.get_fontstyle()
    left, bottom, right, top = measure_ink(text.get_text(), _pt(text), weight, style)
    shift = {"left": 0.0, "center": (left + right) / 2, "right": right}[text.get_horizontalalignment()]
    if text.get_rotation() == 90:
        return Bbox.from_extents(x - top, y + left - shift, x - bottom, y + right - shift)
    return Bbox.from_extents(x + left - shift, y + bottom, x + right - shift, y + top)


def _inside(box: Bbox, page: Bbox) -> bool:
    return bool(
        box.x0 >= page.x0 - TOUCH
        and box.x1 <= page.x1 + TOUCH
        and box.y0 >= page.y0 - TOUCH
        and box.y1 <= page.y1 + TOUCH
    )


def _overlap(one: Bbox, other: Bbox) -> bool:
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    high = min(one.y1, other.y1) - max(one.y0, other.y0)
    return bool(wide > TOUCH and high > TOUCH)


def _pt(text: Text) -> float:
    return float(text.get_fontsize())


def _name(text: Text) -> str:
    return repr(text.get_text()[:40])


def find_colour_faults(palette: Palette) -> list[str]:
    """What is wrong with a palette, in words: contrast on its ground, accent against second; empty where nothing is.

    Accent and second must differ in grey print (``LEAST_GREY``), and in colour for the normal eye and for each kind
    of colour blindness (``LEAST_DISTANCE``). A transparent ground is taken as white.

    >>> from helpers.style import make_palette
    >>> find_colour_faults(make_palette("#ffd800"))[0]
    'accent #ffd800 on #ffffff has a contrast of 1.4: text needs 4.5, marks need 3.0'
    """
    ground = "#ffffff" if palette.paper == "none" else palette.paper
    faults = []
    for name in ("ink", "muted", "accent", "second"):
        colour = getattr(palette, name)
        ratio = contrast(colour, ground)
        needed = "" if ratio >= LEAST_MARK else f", marks need {LEAST_MARK}"
        if ratio < LEAST_TEXT:
            said = f"{name} {colour} on {ground} has a contrast of {ratio:.1f}"
            faults.append(f"{said}: text needs {LEAST_TEXT}{needed}")
    return faults + _find_twins(palette.accent, palette.second)


def _find_twins(accent: str, second: str) -> list[str]:
    """To which eyes, and in grey print, the two colours are too near to each other."""
    eyes = {f"to a {kind} eye": (simulate(accent, kind), simulate(second, kind)) for kind in _DEFICIENCIES}
    pairs = {"in grey print": (grey(accent), grey(second)), "in colour": (accent, second), **eyes}
    faults = []
    for eye, pair in pairs.items():
        distance, least = measure_distance(*pair), LEAST_GREY if eye == "in grey print" else LEAST_DISTANCE
        if distance < least:
            faults.append(f"accent {accent} and second {second} are {distance:.1f} apart {eye}: {least:.0f} are needed")
    return faults


def find_near(one: str, other: str) -> list[str]:
    """To which eyes, and in grey print, two colours of a figure are too near to each other, in words.

    In grey print they must differ in lightness (``LEAST_GREY``); to each eye in lightness, or in colour
    (``LEAST_DISTANCE``): tints of one colour, and greys, are told apart by their lightness alone.

    >>> find_near("#488894", "#939393")[0]
    '#488894 and #939393 are 7.7 apart in grey print: 10 are needed'
    """
    eyes = {"in colour": (one, other)}
    eyes |= {f"to a {kind} eye": (simulate(one, kind), simulate(other, kind)) for kind in _DEFICIENCIES}
    light = measure_distance(grey(one), grey(other))
    said = f"{one} and {other} are"
    faults = [] if light >= LEAST_GREY else [f"{said} {light:.1f} apart in grey print: {LEAST_GREY:.0f} are needed"]
    for eye, (first, second) in eyes.items():
        distance = measure_distance(first, second)
        if distance < LEAST_DISTANCE and measure_distance(grey(first), grey(second)) < LEAST_GREY:
            faults.append(f"{said} {distance:.1f} apart {eye}: {LEAST_DISTANCE:.0f} are needed")
    return faults


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

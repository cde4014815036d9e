"""The preflight of a figure: text outside its frame, texts that overlap or lie on a mark that swallows them, type
that is too small, lines that are too thin, and colours that are too pale or that a reader cannot tell apart.
"""

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import NamedTuple

import numpy as np
from matplotlib.artist import Artist
from matplotlib.colors import to_hex, to_rgba
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Bbox
from matplotlib.typing import ColorType

from helpers.colour import LEAST_TEXT, contrast
from helpers.figures.marks import LEAST_LINE
from helpers.figures.sheet import PrintFigure
from helpers.figures.type import MM_PER_INCH, measure_ink

LEAST_PT = 7.0
"""The smallest type in print, in points."""

PHONE = 360
"""How wide (in its own pixels) the narrowest phone is that a figure for screens is made for."""

LEAST_PX = 9.0
"""The smallest type on such a phone, in its pixels. The threshold is ours: three quarters of the 12 that Lighthouse's
audit "legible font sizes" asks of running text, for notes in a picture that can be enlarged with two fingers."""

TOUCH = 0.15
"""How far (mm) two boxes may reach into each other before it counts."""


class Ground(NamedTuple):
    """A text on a mark (the uppermost one) or across lines: its name, its colour, and theirs."""

    name: str
    colour: str
    behind: tuple[str, ...]


def find_faults(figure: PrintFigure, grounds: list[Ground] | None = None) -> list[str]:
    """What is wrong with the texts and lines of a figure, in words; empty where nothing is.

    Boxes are those of the letters' ink. A text on a mark is read against the mark's colour (``LEAST_TEXT``).
    ``grounds`` are those of the figure, where they have been listed.

    >>> from helpers.figures.registry import draw
    >>> find_faults(draw(plan, "03_hundra-kronor", words))
    []
    """
    artists = _list_artists(figure)
    found = [each for each in artists if isinstance(each, Text) and _is_said(each)]
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
        + find_swallowed(list_grounds(figure) if grounds is None else grounds)
    )


def _list_artists(figure: PrintFigure) -> list[Artist]:
    """What is drawn in a figure; an axis that is switched off would make its ticks only to be asked for them."""
    drawn = list[Artist](figure.texts)
    for axes in figure.axes:
        drawn += axes.findobj() if axes.axison else [*axes.texts, *axes.lines]
    return drawn


def _find_small_on_screen(figure: PrintFigure, texts: list[tuple[Text, Bbox]]) -> list[str]:
    """Texts of a figure for screens that are smaller than ``LEAST_PX`` on a phone."""
    size = figure.sheet.size
    if not size.screen:
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


def list_grounds(figure: PrintFigure) -> list[Ground]:
    """Every text of a figure that lies on a mark or across a line."""
    artists = _list_artists(figure)
    texts = [(text, _box(text, figure)) for text in artists if isinstance(text, Text) and _is_said(text)]
    lines = [each for each in artists if isinstance(each, Line2D) and _is_drawn(each)]
    marks = [(patch, _to_mm(patch, figure)) for patch in _find_patches(figure)]
    across = [(line, _to_mm(line, figure)) for line in lines]
    corners = [path.vertices for _, path in marks]  # no mark reaches beyond them
    low, high = (np.array([edge(each, axis=0) for each in corners]).reshape(-1, 2) for edge in (np.min, np.max))
    grounds = []
    for text, box in texts:
        inner = box.padded(-TOUCH)
        near = [marks[at] for at in np.flatnonzero((low <= inner.max).all(axis=1) & (high >= inner.min).all(axis=1))]
        below = [patch for patch, path in near if path.intersects_bbox(inner, filled=_is_solid(patch.get_facecolor()))]
        faces = [(patch.get_facecolor(), patch.get_edgecolor()) for patch in below[-1:]]
        behind = [to_hex(face if _is_solid(face) else edge) for face, edge in faces]
        behind += [to_hex(line.get_color()) for line, path in across if path.intersects_bbox(inner, filled=False)]
        if behind:
            grounds.append(Ground(_name(text), to_hex(text.get_color()), tuple(behind)))
    return grounds


def find_swallowed(grounds: Iterable[Ground], colours: Mapping[str, str] | None = None) -> list[str]:
    """Texts in whose colour they cannot be read where they lie; ``colours`` says what each colour is replaced by.

    >>> find_swallowed([Ground("'krav'", "#5c5c5c", ("#0b6070",))])
    ["on a mark of nearly its own colour: 'krav'"]
    """
    new = colours or {}
    return [
        f"on a mark of nearly its own colour: {name}"
        for name, colour, behind in grounds
        if any(contrast(new.get(colour, colour), new.get(ground, ground)) < LEAST_TEXT for ground in behind)
    ]


def _find_patches(figure: PrintFigure) -> list[Patch]:
    """The marks of a figure that can be seen."""
    patches = [patch for axes in figure.axes for patch in axes.patches if patch.get_visible()]
    return [patch for patch in patches if _is_solid(patch.get_facecolor()) or patch.get_linewidth() > 0]


def _is_solid(colour: ColorType) -> bool:
    return to_rgba(colour)[3] > 0


def _is_said(text: Text) -> bool:
    return bool(text.get_visible() and text.get_text().strip())


def _is_drawn(line: Line2D) -> bool:
    return bool(line.get_visible() and line.axes is not None and line in line.axes.lines)


def _to_mm(mark: Patch | Line2D, figure: PrintFigure) -> Path:
    """The outline of a mark or line, in mm from the figure's lower left."""
    to_mm = Affine2D().scale(MM_PER_INCH / figure.dpi)
    return mark.get_path().transformed(mark.get_transform() + to_mm)


def _box(text: Text, figure: PrintFigure) -> Bbox:
    """The box of the letters' ink, in mm from the figure's lower left; texts are set by their baseline."""
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

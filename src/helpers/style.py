"""How every figure looks: sizes, type, colours, and the sheet that a chart is drawn on.

A sheet is drawn for its size, not scaled: its type stays readable and its layout is laid out in millimetres.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import matplotlib.style
import pandas as pd
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex, to_rgb, to_rgba
from matplotlib.figure import Figure
from PIL import Image, ImageFont
from PIL.PngImagePlugin import PngInfo
from pyphen import Pyphen

MM_PER_INCH = 25.4
MM_PER_PT = MM_PER_INCH / 72
FAMILY = "Source Sans 3"
FONTS = Path(__file__).parent / "fonts"
_FILES = {
    ("normal", "normal"): "SourceSans3_400Regular.ttf",
    ("semibold", "normal"): "SourceSans3_600SemiBold.ttf",
    ("bold", "normal"): "SourceSans3_700Bold.ttf",
    ("normal", "italic"): "SourceSans3_400Regular_Italic.ttf",
}
ACCENT = "#0b6070"
"""The one colour that is swapped to give a set of figures another look; a petrol that is no party's."""

LEAST_BODY = 0.6
"""How much of the height that a chart asks for must be left on a size with fixed height."""


@dataclass(frozen=True)
class Size:
    """A size to draw for: width and greatest height (mm), resolution of the png (dpi), type sizes (pt).

    ``fixed`` says that the height is the height, as on a screen, and not the greatest one.
    """

    name: str
    width: float
    height: float
    dpi: float
    title: float
    text: float
    small: float
    margin: float
    fixed: bool = False


def _screen(name: str, height: int, title: float) -> Size:
    """A screen size, 1080 pixels wide: drawn at 216 dpi, so that type is readable at a phone's width."""
    return Size(name, 127.0, height / 216 * MM_PER_INCH, 216, title, 11.5, 9.5, 6, fixed=True)


SIZES = {
    size.name: size
    for size in (
        Size("column", 60, 200, 300, 10.5, 7.5, 7, 2),
        Size("a6", 85, 128, 300, 11, 8, 7, 3),
        Size("a5", 128, 190, 300, 14, 8.5, 7, 4),
        Size("a4", 170, 257, 300, 17, 9.5, 7.5, 5),
        _screen("square", 1080, 19),
        _screen("portrait", 1350, 20),
        _screen("story", 1920, 22),
    )
}
"""Every size that figures are made in, by name: four for print (mm) and three for screens (1080 pixels wide)."""


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


def make_palette(accent: str = ACCENT, ground: str = "white") -> Palette:
    """The palette for a ground (``white``, ``dark``, ``transparent``) and an accent colour.

    On a dark ground the accent is lightened until it stands out (WCAG 2.2: 4.5 to 1). Transparent figures are
    made for white or very light grounds.

    >>> make_palette().accent
    '#0b6070'
    """
    if ground == "dark":
        light = Palette("#15191c", "#f4f4f2", "#b9bcbe", "#4a5055", "#2c3338", accent, "#e0a458")
        return replace(light, accent=_lighten(accent, light.paper))
    paper = "none" if ground == "transparent" else "#ffffff"
    return Palette(paper, "#1b1b1b", "#5c5c5c", "#c9c9c6", "#e9e8e4", to_hex(accent), "#b0621c")


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


@dataclass(frozen=True)
class Caption:
    """The words that go with a figure: in the picture (title, what it shows, note, source) and beside it (alt texts).

    ``lines`` are the lines of the document that the figure rests on.
    """

    title: str
    what: str
    source: str
    alt: str
    alt_long: str
    note: str = ""
    lines: tuple[int, ...] = ()
    language: str = "sv"


class PrintFigure(Figure):
    """A matplotlib Figure that knows its words and the numbers behind it, and shows itself in a notebook at 100 dpi."""

    caption: Caption
    numbers: pd.DataFrame
    sheet: "Sheet"

    def _repr_png_(self) -> tuple[bytes, dict[str, str]]:
        return render_png(self, 100), {"alt": self.caption.alt}


def render_png(figure: PrintFigure, dpi: float, metadata: dict[str, str] | None = None) -> bytes:
    """The figure as png at a resolution (dpi), in at most 256 colours: a third of the size, and the eye sees no change.

    ``metadata`` is written as the file's texts.
    """
    buffer, out, texts = BytesIO(), BytesIO(), PngInfo()
    with use_style():
        figure.savefig(buffer, format="png", dpi=dpi)
    for key, text in (metadata or {}).items():
        texts.add_itxt(key, text)
    image = Image.open(buffer)
    opaque = to_rgba(figure.get_facecolor())[3] == 1
    few = image.convert("RGB").quantize(256, Image.Quantize.MEDIANCUT) if opaque else image.quantize(256)
    few.save(out, "png", dpi=(dpi, dpi), pnginfo=texts, optimize=True)
    return out.getvalue()


@contextmanager
def use_style() -> Iterator[None]:
    """Our style and font for what is drawn or saved inside the ``with``; nothing changes outside it."""
    _register_fonts()
    with matplotlib.style.context(Path(__file__).parent / "print.mplstyle"):
        yield


@cache
def _register_fonts() -> None:
    for file in _FILES.values():
        font_manager.fontManager.addfont(FONTS / file)


@cache
def _font(weight: str, style: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / _FILES[weight, style], 1000, layout_engine=ImageFont.Layout.RAQM)


def measure(text: str, pt: float, weight: str = "normal", style: str = "normal") -> float:
    """The width of a line of text, in mm.

    >>> round(measure("Tekniska nämnden", 8.5), 1)
    23.7
    """
    return float(_font(weight, style).getlength(text) / 1000 * pt * MM_PER_PT)


def measure_ink(
    text: str, pt: float, weight: str = "normal", style: str = "normal"
) -> tuple[float, float, float, float]:
    """The box of the letters' ink in mm from the start of the baseline: left, bottom, right, top (upwards).

    >>> [round(edge, 1) for edge in measure_ink("Åg", 10)]
    [0.0, -0.8, 3.7, 3.1]
    """
    left, top, right, bottom = _font(weight, style).getbbox(text, anchor="ls")
    scale = pt * MM_PER_PT / 1000
    return left * scale, -bottom * scale, right * scale, -top * scale


def wrap(text: str, width: float, pt: float, weight: str = "normal") -> list[str]:
    """The text in lines no wider than ``width`` mm, broken at spaces, and in a word only where the word is wider.

    A word that is wider and cannot be hyphenated stays whole.

    >>> wrap("Vård- och omsorgsnämnden", 32, 8.5)
    ['Vård- och', 'omsorgsnämnden']
    """
    lines = [""]
    for word in _fit_words(text, width, pt, weight):
        longer = f"{lines[-1]} {word}".strip(" ")
        if measure(longer, pt, weight) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return [line for line in lines if line] or [""]


def balance(text: str, width: float, pt: float, weight: str = "normal") -> list[str]:
    """The text in as few lines as ``width`` (mm) allows, all of about the same length, so that no word is left alone.

    >>> balance("Två av tio ramar är mer än hälften av summan", 90, 14, "bold")
    ['Två av tio ramar är mer', 'än hälften av summan']
    """
    count = len(wrap(text, width, pt, weight))
    narrower = (width * step / 50 for step in range(25, 51))
    return next(lines for room in narrower if len(lines := wrap(text, room, pt, weight)) <= count)


def _fit_words(text: str, width: float, pt: float, weight: str) -> Iterator[str]:
    """The words of the text; one that is wider than the line in two or more, hyphenated where Swedish allows it."""
    for word in text.split(" "):
        rest = word
        while measure(rest, pt, weight) > width:
            heads = [head for head, _ in _hyphenator().iterate(rest) if measure(head + "-", pt, weight) <= width]
            if not heads:
                break
            yield heads[0].rstrip("-") + "-"
            rest = rest[len(heads[0]) :]
        yield rest


@cache
def _hyphenator() -> Pyphen:
    return Pyphen(lang="sv")


class _Block(NamedTuple):
    """A paragraph of the sheet: its lines, type size (pt), colour, weight, and the space (mm) before and after it."""

    lines: list[str]
    pt: float
    colour: str
    weight: str = "normal"
    before: float = 0.0
    after: float = 0.0

    @property
    def leading(self) -> float:
        """From baseline to baseline, in mm."""
        return self.pt * 1.22 * MM_PER_PT

    @property
    def height(self) -> float:
        """The height that the block takes, in mm."""
        return self.before + len(self.lines) * self.leading + self.after


@dataclass
class Sheet:
    """The paper of one figure: title above, source below, and between them a body to draw on in millimetres.

    ``open`` lays it out for a body of a given height and gives the body's axes: x from 0 to ``width`` and y from 0
    (top) to the height (bottom), both in mm.
    """

    size: Size
    palette: Palette = field(default_factory=make_palette)
    headline: bool = True

    @property
    def width(self) -> float:
        """The width of the body, in mm."""
        return self.size.width - 2 * self.size.margin

    def open(self, caption: Caption, body: float, numbers: pd.DataFrame) -> tuple[PrintFigure, Axes]:
        """A figure with its words set and the axes of its body.

        ``body`` is the height that the chart asks for, in mm; on a size with fixed height the body gets what is left.
        Raises ValueError where the figure would be higher than its size allows, or less than ``LEAST_BODY`` is left.
        """
        head = self._head(caption)
        foot = self._foot(caption)
        above, below = (sum(block.height for block in blocks) for blocks in (head, foot))
        left = self.size.height - 2 * self.size.margin - above - below
        if left < body * (LEAST_BODY if self.size.fixed else 1):
            said = f"{caption.title!r}: the chart asks for {body:.0f} mm, and {self.size.name} has {left:.0f} mm for it"
            raise ValueError(said)
        body = left if self.size.fixed else body
        height = self.size.height - left + body
        with use_style():
            figure = PrintFigure(figsize=(self.size.width / MM_PER_INCH, height / MM_PER_INCH), dpi=self.size.dpi)
            FigureCanvasAgg(figure)
            figure.caption, figure.numbers, figure.sheet = caption, numbers, self
            figure.set_facecolor(self.palette.paper)
            y = self._write(figure, head, self.size.margin, height)
            axes = self._axes(figure, y, body, height)
            self._write(figure, foot, y + body, height)
        return figure, axes

    def _head(self, caption: Caption) -> list[_Block]:
        """The blocks above the body: the headline, and what the figure shows."""
        size, colours = self.size, self.palette
        title = balance(caption.title, self.width, size.title, "bold")
        what = balance(caption.what, self.width, size.text)
        blocks = [
            _Block(title, size.title, colours.ink, "bold", after=size.title * 0.16),
            _Block(what, size.text, colours.muted, after=size.text * 0.5),
        ]
        return blocks if self.headline else blocks[1:]

    def _foot(self, caption: Caption) -> list[_Block]:
        """The blocks below the body: the note, where there is one, and the source."""
        size, colour = self.size, self.palette.muted
        note, source = (wrap(text, self.width, size.small) for text in (caption.note, caption.source))
        gap = size.text * 0.42
        if not caption.note:
            return [_Block(source, size.small, colour, before=gap)]
        return [_Block(note, size.small, colour, before=gap), _Block(source, size.small, colour, before=1)]

    def _write(self, figure: PrintFigure, blocks: list[_Block], y: float, height: float) -> float:
        """Set the blocks from y (mm from the top) downwards, and give the y below them."""
        x = self.size.margin / self.size.width
        for lines, pt, colour, weight, before, after in blocks:
            y += before
            for line in lines:
                y += pt * 1.22 * MM_PER_PT
                baseline = 1 - (y - pt * 0.28 * MM_PER_PT) / height
                figure.text(x, baseline, line, size=pt, weight=weight, color=colour, va="baseline", parse_math=False)
            y += after
        return y

    def _axes(self, figure: PrintFigure, y: float, body: float, height: float) -> Axes:
        margin = self.size.margin
        box = (margin / self.size.width, 1 - (y + body) / height, self.width / self.size.width, body / height)
        axes = figure.add_axes(box)
        axes.set(xlim=(0, self.width), ylim=(body, 0))
        axes.axis("off")
        axes.patch.set_visible(False)
        return axes

"""How every figure looks: sizes, type, colours, and the sheet that a chart is drawn on.

A sheet is drawn for its size, not scaled: its type stays readable and its layout is laid out in millimetres.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache, wraps
from inspect import signature
from io import BytesIO
from pathlib import Path
from typing import NamedTuple, ParamSpec

import matplotlib.style
import pandas as pd
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex, to_rgb, to_rgba
from matplotlib.figure import Figure
from PIL import Image, ImageFont
from PIL.PngImagePlugin import PngInfo
from pyphen import Pyphen, language_fallback

from helpers.raster import reduce_colours

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

LEAST_TITLE = 0.85
"""How small the headline may become, against its size, where a chart needs the room."""


MOST_UNEVEN, LEAST_SCRAP = 1.5, 0.4
"""How much longer than in even lines the longer one of two may be for them to be parted where the sentence pauses, and
how long the shorter one is at least, against the longer."""

_LANGUAGE = ContextVar("language", default="sv")
_Chart = ParamSpec("_Chart")

LEAST_LAST = 0.2
"""How long the last line of a note is at least, as a share of the width, where the others can spare the words."""

PAUSES = (".", ":", ";", ",")
_NUMBER = re.compile(r"(?<=\w) (?=\d)")
_NUMBER_ENDS = re.compile(r"(?<=\d) (?=[^\W\d])| (?=\d+(?:[.,;:]|$))")


class RoomError(ValueError):
    """A chart that a sheet has no room for, even with its words shortened; the message says what and how much."""


@dataclass(frozen=True)
class Size:
    """A size to draw for: width and greatest height (mm), resolution of the png (dpi), type sizes (pt).

    ``fixed`` says that the height is the height, as on a screen, and not the greatest one; ``clear`` is what stays
    empty above and below on a screen, since the apps that show it lay their own buttons there (mm).
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
    clear: float = 0.0


def _screen(name: str, height: int, title: float, text: float, small: float, clear: int = 0) -> Size:
    """A screen size, 1080 pixels wide: drawn at 216 dpi, so that on a phone, 360 wide, a point of type is a pixel."""
    to_mm = MM_PER_INCH / 216
    return Size(name, 127.0, height * to_mm, 216, title, text, small, 6, fixed=True, clear=clear * to_mm)


SIZES = {
    size.name: size
    for size in (
        Size("column", 60, 200, 300, 10.5, 7.5, 7, 2),
        Size("a6", 85, 128, 300, 11, 8, 7, 3),
        Size("a5", 128, 190, 300, 14, 8.5, 7, 4),
        Size("a4", 170, 257, 300, 17, 9.5, 7.5, 5),
        _screen("square", 1080, 17, 10.5, 9),
        _screen("portrait", 1350, 19, 11, 9.5),
        _screen("story", 1920, 20, 11.5, 9.5, clear=230),
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

    Raises ValueError for another ground, and for an accent that is no colour.

    >>> make_palette().accent
    '#0b6070'
    """
    if ground == "dark":
        light = Palette("#15191c", "#f4f4f2", "#b9bcbe", "#4a5055", "#2c3338", accent, "#e0a458")
        return replace(light, accent=_lighten(accent, light.paper))
    papers = {"white": "#ffffff", "transparent": "none"}
    if ground not in papers:
        raise ValueError(f"{ground!r} is no ground; there are dark, {', '.join(papers)}")
    return Palette(papers[ground], "#1b1b1b", "#5c5c5c", "#c9c9c6", "#e9e8e4", to_hex(accent), "#b0621c")


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

    ``lines`` are the lines of the document that the figure rests on. ``note_brief``, ``source_brief`` and
    ``what_brief`` stand in the picture where there is no room for the whole ones (None: there is no shorter one).
    """

    title: str
    what: str
    source: str
    alt: str
    alt_long: str
    note: str = ""
    lines: tuple[int, ...] = ()
    language: str = "sv"
    note_brief: str | None = None
    source_brief: str | None = None
    what_brief: str | None = None

    def shorten(self, *parts: str) -> "Caption":
        """The caption with the short form of these parts (``source``, ``note``, ``what``), where it has one.

        >>> Caption("Rubrik", "Vad", "Källa: rad 1–9.", "", "", source_brief="Källa.").shorten("source", "note").source
        'Källa.'
        """
        known = {part: getattr(self, f"{part}_brief") for part in parts}
        return replace(self, **{part: brief for part, brief in known.items() if brief is not None})


class PrintFigure(Figure):
    """A matplotlib Figure that knows its words and the numbers behind it, and shows itself in a notebook at 100 dpi."""

    caption: Caption
    numbers: pd.DataFrame
    sheet: "Sheet"

    def _repr_png_(self) -> tuple[bytes, dict[str, str]]:
        return render_png(self, 100), {"alt": self.caption.alt}


def render_png(figure: PrintFigure, dpi: float, metadata: dict[str, str] | None = None) -> bytes:
    """The figure as png at a resolution (dpi), in few colours (``reduce_colours``): a quarter of the size, and the eye
    sees no change. On a transparent ground it has 256, each with its own transparency.

    ``metadata`` is written as the file's texts.
    """
    buffer, out, texts = BytesIO(), BytesIO(), PngInfo()
    with use_style():
        figure.savefig(buffer, format="raw", dpi=dpi)
    for key, text in (metadata or {}).items():
        texts.add_itxt(key, text)
    width = int(figure.get_size_inches()[0] * dpi)
    image = Image.frombytes("RGBA", (width, buffer.getbuffer().nbytes // (4 * width)), buffer.getvalue())
    opaque = to_rgba(figure.get_facecolor())[3] == 1
    few = reduce_colours(image) if opaque else image.quantize(256)
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
    return _advance(text, weight, style) * pt * MM_PER_PT


@lru_cache(maxsize=1 << 16)
def _advance(text: str, weight: str, style: str) -> float:
    """The width of a line of text as a share of its type size."""
    return float(_font(weight, style).getlength(text) / 1000)


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

    A word that is wider and cannot be hyphenated in its language (``use_language``) stays whole.

    >>> wrap("Vård- och omsorgsnämnden", 32, 8.5)
    ['Vård- och', 'omsorgsnämnden']
    """
    return _set_words(text.split(" "), width, pt, weight)


def _set_words(words: list[str], width: float, pt: float, weight: str) -> list[str]:
    """Words that stay whole where they can, in lines no wider than ``width`` mm."""
    lines = [""]
    for word in _fit_words(words, width, pt, weight):
        longer = f"{lines[-1]} {word}".strip(" ")
        if measure(longer, pt, weight) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return [line for line in lines if line] or [""]


@contextmanager
def use_language(language: str) -> Iterator[None]:
    """Hyphens as this language allows them for what is wrapped inside the ``with``; outside it, as Swedish does.

    A language that Pyphen has no patterns for has none.

    >>> with use_language("en"):
    ...     wrap("independence", 14, 8.5)
    ['independ-', 'ence']
    """
    before = _LANGUAGE.set(language)
    try:
        yield
    finally:
        _LANGUAGE.reset(before)


def in_its_language(chart: "Callable[_Chart, PrintFigure]") -> "Callable[_Chart, PrintFigure]":
    """A chart (decorated) whose words are hyphenated as their own language allows: that of its argument ``words``."""

    @wraps(chart)
    def draw(*values: _Chart.args, **named: _Chart.kwargs) -> PrintFigure:
        with use_language(signature(chart).bind(*values, **named).arguments["words"].language):
            return chart(*values, **named)

    return draw


def fill(text: str, width: float, pt: float) -> list[str]:
    """The text in as few lines as ``width`` (mm) allows, each as full as may be, but the last one no mere scrap.

    A number stays with the word before it.

    >>> fill("Källa: Partiet, Plan och budget, rad 39–44, 56–59, 83–87, 215–219.", 60, 7)[-1]
    '83–87, 215–219.'
    """
    words = _bind(text, _NUMBER)
    full = _set_words(words, width, pt, "normal")
    for step in range(50, 34, -1):
        lines = _set_words(words, width * step / 50, pt, "normal")
        if len(lines) == len(full) and measure(lines[-1], pt) >= LEAST_LAST * width:
            return lines
    return full


def balance(text: str, width: float, pt: float, weight: str = "normal") -> list[str]:
    """The text in as few lines as ``width`` (mm) allows, all of about the same length, so that no word is left alone.

    Two lines are parted where the sentence pauses, if it does so near the middle. A number stays with its noun.

    >>> balance("Två av tio ramar är mer än hälften av summan", 90, 14, "bold")
    ['Två av tio ramar är mer', 'än hälften av summan']
    >>> balance("Hamnnämnden: sju uppdrag, fem svarar inte mot något krav", 90, 14, "bold")
    ['Hamnnämnden: sju uppdrag,', 'fem svarar inte mot något krav']
    """
    words = _bind(text, _NUMBER_ENDS)
    count = len(_set_words(words, width, pt, weight))
    narrower = (width * step / 50 for step in range(25, 51))
    even = next(lines for room in narrower if len(lines := _set_words(words, room, pt, weight)) <= count)
    ends = [n for n, word in enumerate(words) if word[-1:] in PAUSES] if count == 2 else []
    pauses = [[" ".join(words[: n + 1]), " ".join(words[n + 1 :])] for n in ends]
    longest = min(width, MOST_UNEVEN * max(measure(line, pt, weight) for line in even))
    parted = [lines for lines in pauses if _are_alike([measure(line, pt, weight) for line in lines], longest)]
    return min(parted, key=lambda lines: max(measure(line, pt, weight) for line in lines), default=even)


def _bind(text: str, spaces: re.Pattern[str]) -> list[str]:
    """The words of a text; those that one of these spaces is between count as one."""
    return [word.replace("\0", " ") for word in spaces.sub("\0", text).split(" ")]


def _are_alike(widths: list[float], longest: float) -> bool:
    """Whether no line is wider than ``longest`` mm, and none is a mere scrap beside the other."""
    return max(widths) <= longest and min(widths) >= LEAST_SCRAP * max(widths)


def _fit_words(words: list[str], width: float, pt: float, weight: str) -> Iterator[str]:
    """The words; one that is wider than the line in two or more, hyphenated as the language allows."""
    hyphenator = _hyphenator(_LANGUAGE.get())
    for word in words:
        rest = word
        while measure(rest, pt, weight) > width:
            parted = hyphenator.iterate(rest) if hyphenator else ()
            heads = [head for head, _ in parted if measure(head + "-", pt, weight) <= width]
            if not heads:
                break
            yield heads[0].rstrip("-") + "-"
            rest = rest[len(heads[0]) :]
        yield rest


@cache
def _hyphenator(language: str) -> Pyphen | None:
    return Pyphen(lang=language) if language_fallback(language) else None


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

    def open(
        self,
        caption: Caption,
        body: float,
        numbers: pd.DataFrame,
        least: float | None = None,
        most: float | None = None,
    ) -> tuple[PrintFigure, Axes]:
        """A figure with its words set and the axes of its body.

        ``body`` is the height that the chart asks for, in mm, ``least`` the lowest that it can do with (as a rule:
        ``body``). Where that is not left, the words are shortened and set smaller, step by step; the source always
        stays. On a size with fixed height the body gets up to ``most`` (as a rule: a third more than ``body``), and
        what is still left is divided above and below it. Raises RoomError where there is no room for ``least``.
        """
        least = body if least is None else min(least, body)
        with use_language(caption.language):
            head, foot, left = self._fit_words(caption, least)
        highest = (body * 4 / 3 if most is None else most) if self.size.fixed else body
        drawn = min(left, highest)
        height = self.size.height if self.size.fixed else self.size.height - left + drawn
        spare = (left - drawn) / 2 if self.size.fixed else 0.0
        with use_style():
            figure = PrintFigure(figsize=(self.size.width / MM_PER_INCH, height / MM_PER_INCH), dpi=self.size.dpi)
            FigureCanvasAgg(figure)
            figure.caption, figure.numbers, figure.sheet = caption, numbers, self
            figure.set_facecolor(self.palette.paper)
            y = self._write(figure, head, self.size.margin + self.size.clear, height) + spare
            axes = self._axes(figure, y, drawn, height)
            self._write(figure, foot, y + drawn + spare, height)
        return figure, axes

    def _fit_words(self, caption: Caption, least: float) -> tuple[list[_Block], list[_Block], float]:
        """The first setting of the words that leaves a body of ``least`` mm, and what it leaves."""
        size = self.size
        frame = size.height - 2 * (size.margin + size.clear)
        short = caption.shorten("source", "note")
        for said, title, what in (
            (caption, size.title, size.text),
            (caption.shorten("source"), size.title, size.text),
            (short, size.title, size.text),
            (short, size.title, size.small),
            (short, size.title * LEAST_TITLE, size.small),
            (short.shorten("what"), size.title * LEAST_TITLE, size.small),
        ):
            head, foot = self._head(said, title, what), self._foot(said)
            left = frame - sum(block.height for block in (*head, *foot))
            if left >= least:
                return head, foot, left
        asked = f"the chart asks for {least:.1f} mm, and {size.name} has {left:.1f} mm for it"
        raise RoomError(f"{caption.title!r}: {asked}")

    def _head(self, caption: Caption, title: float, what: float) -> list[_Block]:
        """The blocks above the body, in their sizes (pt): the headline, and what the figure shows."""
        colours = self.palette
        lines = balance(caption.title, self.width, title, "bold")
        shown = balance(caption.what, self.width, what)
        blocks = [
            _Block(lines, title, colours.ink, "bold", after=title * 0.16),
            _Block(shown, what, colours.muted, after=what * 0.5),
        ]
        return [block for block in blocks[0 if self.headline else 1 :] if block.lines != [""]]

    def _foot(self, caption: Caption) -> list[_Block]:
        """The blocks below the body: the note, where there is one, and the source."""
        size, colour = self.size, self.palette.muted
        note, source = (fill(text, self.width, size.small) for text in (caption.note, caption.source))
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

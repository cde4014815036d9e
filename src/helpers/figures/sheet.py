"""How every figure looks: sizes, type, colours, and the sheet that a chart is drawn on.

A sheet is drawn for its size, not scaled: its type stays readable and its layout is laid out in millimetres.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, TypeVar

import matplotlib.style
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from helpers.colour import Palette, make_palette
from helpers.figures.render import draw_svg, paint, register_fonts, save_png, set_pdf
from helpers.figures.type import MM_PER_INCH, MM_PER_PT, balance, fill
from helpers.words import Caption

LEAST_TITLE = 0.85
"""How small the headline may become, against its size, where a chart needs the room."""

MOST_SOURCE = 2
"""In how many lines the whole source may stand; a longer one gives way to its short form."""

Drawn = TypeVar("Drawn")


class RoomError(ValueError):
    """A chart that a sheet has no room for, even with its words shortened; the message says what and how much."""


@dataclass(frozen=True)
class Size:
    """A size to draw for: width and greatest height (mm; ``fixed``: the height itself), resolution of the png (dpi),
    type sizes (pt), what stays empty above and below (``clear``, mm: apps lay their buttons there), whether for a
    screen.
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
    screen: bool = False


def _screen(name: str, height: int, title: float, text: float, clear: int = 0) -> Size:
    """A screen size, 1080 pixels wide: drawn at 216 dpi, so that on a phone, 360 wide, a point of type is a pixel."""
    to_mm = MM_PER_INCH / 216
    return Size(name, 127.0, height * to_mm, 216, title, text, 9.5, 5, fixed=True, clear=clear * to_mm, screen=True)


LONGEST_ALT = 100
"""How many characters the short alt text has at most: screen readers and web tools cut longer ones."""

SIZES = {
    size.name: size
    for size in (
        Size("column", 60, 200, 300, 10.5, 7.5, 7, 2),
        Size("a6", 85, 128, 300, 11, 8, 7, 3),
        Size("a5", 128, 190, 300, 14, 8.5, 7, 4),
        Size("landscape", 190, 128, 300, 19, 10.5, 8, 5, fixed=True),
        Size("a4", 170, 257, 300, 17, 9.5, 7.5, 5),
        Size("a3", 285, 408, 200, 28, 12, 8, 6),
        _screen("square", 1080, 17, 10.5),
        _screen("portrait", 1350, 19, 11),
        _screen("story", 1920, 20, 11.5, clear=230),
    )
}
"""Every size that figures are made in, by name: six for print (mm) and three for screens (1080 pixels wide)."""


class PrintFigure(Figure):
    """A Figure that knows its words, numbers, sheet and name (``<plan>/<figure>``), shown at 100 dpi."""

    caption: Caption
    numbers: pd.DataFrame
    sheet: "Sheet"
    name: str = ""

    def _repr_png_(self) -> tuple[bytes, dict[str, str]]:
        png = save_png(paint(set_pdf(draw_svg(self)), 100), 100, palette=self.sheet.palette)
        return png, {"alt": self.caption.alt}


@contextmanager
def use_style() -> Iterator[None]:
    """Our style and font for what is drawn or saved inside the ``with``; nothing changes outside it."""
    register_fonts()
    with matplotlib.style.context(Path(__file__).with_name("print.mplstyle")):
        yield


def first_that_fits(layouts: Iterable[Callable[[], Drawn]]) -> Drawn:
    """What the first of these layouts draws that the sheet has room for. Raises the RoomError of the last one."""
    refused = RoomError("no layout")
    for layout in layouts:
        try:
            return layout()
        except RoomError as error:
            refused = error
    raise refused


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
    """The paper of one figure: title above (if ``headline``; no words at all unless ``words``), source below, and
    between them a body to draw on in millimetres, whose axes ``open`` gives.
    """

    size: Size
    palette: Palette = field(default_factory=make_palette)
    headline: bool = True
    words: bool = True

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
        whole: bool = False,
        shrink: bool = True,
    ) -> tuple[PrintFigure, Axes]:
        """A figure with its words set, and the axes of its body: x from 0 to ``width``, y from 0 (top) down (mm).

        ``body`` is the height that the chart asks for, ``least`` what it can do with. Where that is not left, the words
        are shortened and set smaller, step by step: only the source where they are to stand ``whole``, the headline
        where it may ``shrink``. On a size with fixed height the body gets up to ``most`` (as a rule a third more than
        ``body``). Raises RoomError where there is no room for ``least``.
        """
        least = body if least is None else min(least, body)
        head, foot, left = self._fit_words(caption, least, whole, shrink)
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

    def _fit_words(
        self, caption: Caption, least: float, whole: bool, shrink: bool
    ) -> tuple[list[_Block], list[_Block], float]:
        """The first setting of the words that leaves a body of ``least`` mm, and what it leaves."""
        frame = self.size.height - 2 * (self.size.margin + self.size.clear)
        for said, title, what in self._list_settings(caption, whole, shrink):
            head, foot = (self._head(said, title, what), self._foot(said)) if self.words else ([], [])
            left = frame - sum(block.height for block in (*head, *foot))
            if left >= least:
                return head, foot, left
        asked = f"the chart asks for {least:.1f} mm, and {self.size.name} has {left:.1f} mm for it"
        raise RoomError(f"{caption.title!r}: {asked}")

    def _list_settings(self, caption: Caption, whole: bool, shrink: bool) -> Iterator[tuple[Caption, float, float]]:
        """The words with the sizes (pt) of the headline and of what the figure shows, as wanted and then shorter."""
        size, brief = self.size, caption.shorten("source")
        if len(fill(caption.source, self.width, size.small, caption.language)) <= MOST_SOURCE:
            yield caption, size.title, size.text
        yield brief, size.title, size.text
        if not whole:
            short = brief.shorten("note")
            yield short, size.title, size.text
            yield short, size.title, size.small
            if shrink:
                yield short, size.title * LEAST_TITLE, size.small
            yield short.shorten("what"), size.title * (LEAST_TITLE if shrink else 1), size.small
            yield short.shorten("what", "headline"), size.title * (LEAST_TITLE if shrink else 1), size.small

    def _head(self, caption: Caption, title: float, what: float) -> list[_Block]:
        """The blocks above the body, in their sizes (pt): kicker, headline, and what the figure shows."""
        colours = self.palette
        kicker = balance(caption.kicker.upper(), self.width, self.size.text, caption.language, "semibold")
        lines = balance(caption.said, self.width, title, caption.language, "bold")
        shown = balance(caption.what, self.width, what, caption.language)
        blocks = [
            _Block(kicker, self.size.text, colours.accent, "semibold"),
            _Block(lines, title, colours.ink, "bold", after=title * 0.16),
            _Block(shown, what, colours.muted, after=what * 0.5),
        ]
        return [block for block in blocks[0 if self.headline else 2 :] if block.lines != [""]]

    def _foot(self, caption: Caption) -> list[_Block]:
        """The blocks below the body: the note, where there is one, and the source."""
        size, colour = self.size, self.palette.muted
        note, source = (fill(text, self.width, size.small, caption.language) for text in (caption.note, caption.source))
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


A5 = Sheet(SIZES["a5"])
"""What a figure is drawn on where nothing else is asked for."""

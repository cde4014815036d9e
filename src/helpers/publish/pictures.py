"""Reading picture files: what a svg, pdf or png says of itself, how large it is, and which texts, fonts and colours it
holds. All is read off the file's bytes, and only when it is asked for.
"""

import re
from collections.abc import Iterable, Iterator
from ctypes import byref, c_int, c_uint
from functools import cached_property
from html import unescape
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
from PIL import Image
from pypdfium2 import raw

from helpers.figures.render import measure_svg, paint, set_pdf
from helpers.figures.type import MM_PER_INCH, MM_PER_PT

PPI = 150
"""Pixels to the inch at which svg and pdf are drawn to be looked at."""

Ink = tuple[float, float, float, float]
"""Cyan, magenta, yellow and black, 0 to 1."""


def inspect(data: bytes, format: str = "svg") -> "Facts":
    """The facts of a picture by its bytes; ``format`` is that of its name, by which one is known that is empty or cut.

    >>> inspect(b'<svg width="72pt" height="36pt"></svg>').size
    (25.4, 12.7)
    """
    if data.startswith(_BEGINNINGS["png"]):
        return Png(data)
    return Pdf(data) if data.startswith(_BEGINNINGS["pdf"]) else Svg(data, format)


_BEGINNINGS = {"png": b"\x89PNG\r\n\x1a\n", "pdf": b"%PDF", "svg": b"<?xml version"}


class Png:
    """A png: no texts, fonts or colours; its size by its resolution; ``whole`` if it was written to its end."""

    def __init__(self, data: bytes) -> None:
        self.data, self.whole = data, b"IEND" in data[-16:]
        self.texts, self.fonts, self.colours = list[str](), list[str](), list[str]()

    @cached_property
    def image(self) -> Image.Image:
        """The picture itself."""
        return Image.open(BytesIO(self.data))

    @cached_property
    def dpi(self) -> tuple[float, float]:
        """The resolution that it is made for, across and down."""
        across, down = self.image.info.get("dpi", (72, 72))
        return float(across), float(down)

    @cached_property
    def about(self) -> dict[str, str]:
        """The texts that it holds."""
        return {str(key).lower(): text for key, text in self.image.info.items() if isinstance(text, str)}

    @cached_property
    def size(self) -> tuple[float, float]:
        """Width and height, in mm, at its resolution."""
        return self.image.width / self.dpi[0] * MM_PER_INCH, self.image.height / self.dpi[1] * MM_PER_INCH

    def paint(self, ppi: float = PPI) -> list[Image.Image]:
        """The picture on white paper, in its own pixels."""
        return [lay_on_white(self.image)]


_DC = re.compile(r"<(?:dc|Iptc4xmpCore):(\w+)>([^<]+)</")
_SVG_FONT = re.compile(r"<path id=\"([^\"]+)-[0-9a-f]+\"|font(?:-family)?:[^;\"]*?'([^']+)'")
_SVG_COLOUR = re.compile(r"(?:fill|stroke|stop-color)(?::\s*|=\")(#[0-9a-fA-F]{3,8})")
_SVG_TEXT = re.compile(r"<!-- (.*?) -->|<text[^>]*>(.*?)</text>", re.DOTALL)


class Svg:
    """A svg, or a file that is empty or cut. Outlines say in comments what they spell, in ids their font."""

    def __init__(self, data: bytes, format: str = "svg") -> None:
        cut = _BEGINNINGS.get(format, b"").startswith(data)
        self.data = data
        self.whole = not cut and (b"</svg>" in data[-16:] or not data.startswith(_BEGINNINGS["svg"]))

    @cached_property
    def source(self) -> str:
        """The svg as text."""
        return self.data.decode("utf-8", "replace")

    @cached_property
    def about(self) -> dict[str, str]:
        """The texts of its metadata."""
        return {name.lower(): unescape(text) for name, text in _DC.findall(self.source)}

    @cached_property
    def size(self) -> tuple[float, float]:
        """Width and height, in mm; zero for one that does not state them in points."""
        width, height = measure_svg(self.data)
        return width * MM_PER_PT, height * MM_PER_PT

    @cached_property
    def texts(self) -> list[str]:
        """What its letters spell, line by line."""
        return [unescape(comment or text) for comment, text in _SVG_TEXT.findall(self.source)]

    @cached_property
    def fonts(self) -> list[str]:
        """The faces of its outlines, or the families of its text."""
        return sorted({name or family for name, family in _SVG_FONT.findall(self.source)})

    @cached_property
    def colours(self) -> list[str]:
        """Every colour that it sets."""
        return [colour.lower() for colour in _SVG_COLOUR.findall(self.source)]

    def paint(self, ppi: float = PPI) -> list[Image.Image]:
        """The picture on white paper; nothing of one that was not written to its end."""
        return [lay_on_white(paint(set_pdf(self.data), ppi))] if self.whole else []


class Pdf:
    """A pdf: what every picture has, and what a printer and a screen reader need of it."""

    def __init__(self, data: bytes) -> None:
        self.data, self.whole = data, b"%%EOF" in data[-1024:]

    @cached_property
    def file(self) -> pikepdf.Pdf:
        """Its objects."""
        return pikepdf.open(BytesIO(self.data))

    @cached_property
    def about(self) -> dict[str, str]:
        """The texts of its metadata, its ids left out; of several in one place the first."""
        with self.file.open_metadata() as said:
            values = {str(key).rpartition("}")[2]: said[key] for key in sorted(said) if not key.endswith("ID")}
        kept = {key.lower(): value if isinstance(value, str) else ", ".join(value) for key, value in values.items()}
        return kept | {"language": str(self.file.Root.get("/Lang", ""))}

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return len(self.file.pages)

    @cached_property
    def size(self) -> tuple[float, float]:
        """Width and height of the first page, in mm."""
        return _measure(self.file.pages[0].mediabox)

    @property
    def corner(self) -> tuple[float, float]:
        """Where the first page begins, in mm."""
        left, low, *_ = self.file.pages[0].mediabox
        return float(left) * MM_PER_PT, float(low) * MM_PER_PT

    @property
    def media(self) -> tuple[float, float]:
        """Width and height of the first page, in tenths of a mm."""
        return round(self.size[0], 1), round(self.size[1], 1)

    @property
    def trim(self) -> tuple[float, float]:
        """Width and height that the first page is cut to, in tenths of a mm."""
        width, height = _measure(self.file.pages[0].trimbox)
        return round(width, 1), round(height, 1)

    @property
    def bleed(self) -> float:
        """How far the first page goes on beyond where it is cut, in mm."""
        page = self.file.pages[0]
        return round((float(page.trimbox[0]) - float(page.bleedbox[0])) * MM_PER_PT, 2)

    @property
    def alike(self) -> bool:
        """Whether all pages have the same boxes."""
        boxes = ((page.mediabox, page.bleedbox, page.trimbox) for page in self.file.pages)
        return len({tuple(float(edge) for box in page for edge in box) for page in boxes}) == 1

    @property
    def title(self) -> str:
        """Its title."""
        return self.about.get("title", "")

    @property
    def language(self) -> str:
        """The language that a screen reader reads it in."""
        return self.about["language"]

    @property
    def tagged(self) -> bool:
        """Whether its parts are tagged."""
        root = self.file.Root
        return "/StructTreeRoot" in root and "/MarkInfo" in root and bool(root.MarkInfo.get("/Marked"))

    @property
    def claims(self) -> str:
        """Which part of PDF/UA it claims to be."""
        with self.file.open_metadata() as said:
            return str(said.get("pdfuaid:part", ""))

    @property
    def alts(self) -> tuple[str, ...]:
        """The alt texts of its pictures, in the order in which the file has them."""
        things = [each for each in self.file.objects if isinstance(each, pikepdf.Dictionary)]
        return tuple(str(each.get("/Alt", "")) for each in things if each.get("/S") == "/Figure")

    @property
    def operators(self) -> tuple[str, ...]:
        """The operators that set colours or name colour spaces, on all pages."""
        return tuple(sorted({str(step.operator) for step in self._steps()} & COLOUR_OPERATORS))

    @property
    def inks(self) -> tuple[Ink, ...]:
        """Every mix of inks that a page sets."""
        steps = [step.operands for step in self._steps() if str(step.operator) in ("k", "K")]
        mixes = {tuple(round(float(str(part)), 3) for part in parts) for parts in steps}
        return tuple((cyan, magenta, yellow, black) for cyan, magenta, yellow, black in sorted(mixes))

    def _steps(self) -> Iterator[Any]:
        for page in self.file.pages:
            yield from pikepdf.parse_content_stream(page)

    @cached_property
    def _marks(self) -> "_Marks":
        return _Marks(self.data)

    @property
    def embedded(self) -> bool:
        """Whether it has text, and all fonts of that are in the file."""
        return bool(self._marks.fonts) and all(self._marks.fonts.values())

    @property
    def least(self) -> float:
        """The smallest type, in points; 0 where there is none."""
        return min(self._marks.sizes, default=0.0)

    @cached_property
    def texts(self) -> list[str]:
        """What is written in it, in the order in which it is drawn."""
        return self._marks.texts

    @cached_property
    def fonts(self) -> list[str]:
        """The names of its fonts, without those of their subsets."""
        return sorted({name.rpartition("+")[2] for name in self._marks.fonts})

    @cached_property
    def colours(self) -> list[str]:
        """The colours of its letters and shapes, in the order in which they are drawn, as a screen shows them."""
        return self._marks.colours

    def paint(self, ppi: float = PPI) -> list[Image.Image]:
        """Every page on white paper."""
        return [lay_on_white(paint(self.data, ppi, page)) for page in range(self.pages)]


Facts = Png | Svg | Pdf
"""What a picture's file holds: ``about``, the texts of its metadata by their names in small letters (``title``,
``source``, ``identifier`` …), ``size``, width and height in mm, ``texts``, ``fonts``, ``colours``, and how it looks.
"""

COLOUR_OPERATORS = frozenset(["cs", "CS", "scn", "sc", "rg", "g", "k", "SCN", "SC", "RG", "G", "K", "sh", "ri"])
"""What a page of a pdf sets colours with."""


class _Marks:
    """What is drawn on the pages of a pdf: lines of text, fonts with whether they are embedded, sizes (pt), colours."""

    def __init__(self, data: bytes) -> None:
        self.texts: list[str] = []
        self.fonts: dict[str, bool] = {}
        self.sizes: set[float] = set()
        self.colours: list[str] = []
        with pypdfium2.PdfDocument(data) as document:
            for page in document:
                said = page.get_textpage().get_text_range().replace("\ufffe", "-")  # its sign for a line's last hyphen
                self.texts += [line for line in said.splitlines() if line]
                for mark in page.get_objects():
                    self._take(mark)

    def _take(self, mark: Any) -> None:
        """Take up a letter or a shape."""
        if mark.type == raw.FPDF_PAGEOBJ_TEXT:
            matrix, font = mark.get_matrix(), mark.get_font()
            self.fonts[font.get_base_name()] = bool(font.is_embedded)
            self.sizes.add(round(mark.get_font_size() * float(matrix.c**2 + matrix.d**2) ** 0.5, 2))
            colour = _read_colour(raw.FPDFPageObj_GetFillColor, mark)
            self.colours += [colour] if colour not in self.colours[-1:] else []  # each letter may be a mark
        elif mark.type == raw.FPDF_PAGEOBJ_PATH:
            fill, stroke = c_int(), c_int()
            raw.FPDFPath_GetDrawMode(mark, byref(fill), byref(stroke))
            self.colours += [_read_colour(raw.FPDFPageObj_GetFillColor, mark)] if fill.value else []
            self.colours += [_read_colour(raw.FPDFPageObj_GetStrokeColor, mark)] if stroke.value else []


def _read_colour(read: Any, mark: Any) -> str:
    parts = [c_uint() for _ in range(4)]
    read(mark, *map(byref, parts))
    return name_colour(part.value for part in parts[:3])


def _measure(box: Any) -> tuple[float, float]:
    """Width and height of a box of a page, in mm."""
    left, low, right, high = (float(edge) * MM_PER_PT for edge in box)
    return right - left, high - low


def name_colour(parts: Iterable[int]) -> str:
    """Red, green and blue (0 to 255) as a colour's name.

    >>> name_colour((11, 96, 112))
    '#0b6070'
    """
    return "#" + "".join(f"{part:02x}" for part in parts)


def lay_on_white(image: Image.Image) -> Image.Image:
    """A picture as it looks on white paper.

    >>> lay_on_white(Image.new("RGBA", (1, 1))).getpixel((0, 0))
    (255, 255, 255)
    """
    solid = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", solid.size, "white"), solid).convert("RGB")

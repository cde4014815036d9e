"""Reading the proof of files: whether the pictures of a figure, as they lie in a folder, have the size, the type, the
words and the colours that they should have, computed from the files themselves.

``helpers.proof`` reads a figure while it is drawn; this is what can be read off a svg, pdf or png without drawing it.
"""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import combinations, groupby
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import pikepdf
from matplotlib.colors import to_rgb
from PIL import Image

from helpers.colour import (
    ACCENT,
    LEAST_MARK,
    LEAST_TEXT,
    Palette,
    contrast,
    find_colour_faults,
    find_near,
    make_palette,
)
from helpers.figures.marks import TINTS, take_tint
from helpers.figures.preflight import LEAST_PT
from helpers.figures.sheet import SIZES, Size
from helpers.figures.type import MM_PER_INCH, MM_PER_PT
from helpers.files import LICENCE
from helpers.publish.export import GROUNDS, LIVE_TEXT, read_owner
from helpers.publish.manifest import File

TOUCH = 0.1
"""How far (mm) a size may be from what it should be."""


GRID = ("rule", "pale")
"""The palette's colours for lines that only help the eye along; no surface and no letter is in them."""


TOLD_BY_FORM = {
    ("accent", "muted"): "a dot, a half dot, a whole or broken line; a ring, a square, a dotted line or a straight one",
    ("light accent", "light second"): "bars in two columns, each with its heading",
    ("accent", "light second"): "bars in two columns, each with its heading",
    ("light accent", "second"): "bars in two columns, each with its heading",
}
"""Pairs of colours that one figure has for different things and that may be near to each other in lightness, since what
they are in is told by something else than colour: here by what."""


_FONT_SIZE = re.compile(rb"/F\d+(?:-[\w-]*)? ([\d.]+) Tf")


_DC = "{http://purl.org/dc/elements/1.1/}"


def find_file_faults(folder: Path, rows: Iterable[File]) -> list[str]:
    """What is wrong with these pictures of a folder, in words, each fault after the name of its file; empty where
    nothing is. Takes the rows of a manifest; texts and numbers are passed over.

    >>> find_file_faults(folder, manifest.files)
    []
    """
    pictures = [row for row in rows if row.kind == "picture"]
    read = [_read(folder / row.file) for row in pictures]
    faults = [f"{row.file}: {fault}" for row, proof in zip(pictures, read, strict=True) for fault in _check(row, proof)]
    return faults + list(_compare_heights(list(zip(pictures, read, strict=True))))


class Proof(NamedTuple):
    """What a picture's file says and measures: width and height (mm), its words by the names of Dublin Core, what is
    wrong with it whatever it should be, and for a svg its shapes.
    """

    width: float
    height: float
    words: dict[str, str]
    faults: list[str]
    data: bytes


def _read(path: Path) -> Proof:
    data = path.read_bytes()
    read = {".png": _read_png, ".pdf": _read_pdf, ".svg": _read_svg}[path.suffix]
    width, height, words, faults = read(data)
    return Proof(width, height, words | {"identifier": read_owner(path)}, faults, data)


_Read = tuple[float, float, dict[str, str], list[str]]


def _read_png(data: bytes) -> _Read:
    """The size by the resolution that the file states."""
    picture = Image.open(BytesIO(data))
    across, down = (dpi / MM_PER_INCH for dpi in picture.info.get("dpi", (72, 72)))
    words = {str(key).lower(): text for key, text in picture.info.items() if isinstance(text, str)}
    words["rights"] = words.get("copyright", "")
    return picture.width / across, picture.height / down, words, []


def _read_pdf(data: bytes) -> _Read:
    """The size of the page, its fonts (embedded, TrueType) and their sizes."""
    with pikepdf.open(BytesIO(data)) as pdf:
        left, low, right, high = (float(edge) * MM_PER_PT for edge in pdf.pages[0].MediaBox)
        found = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary)]
        fonts = [each for each in found if each.get("/Type") == "/FontDescriptor"]
        sizes = [float(size) for size in _FONT_SIZE.findall(pdf.pages[0].Contents.read_bytes())]
        with pdf.open_metadata() as said:
            keys = ("title", "source", "rights", "description")
            words = {key: str(said.get(f"dc:{key}", "")) for key in keys}
        words["language"] = str(pdf.Root.get("/Lang", ""))
        faults = ["does not begin at 0, 0"] if max(abs(left), abs(low)) > TOUCH else []
        faults += [f"has {len(pdf.pages)} pages"] if len(pdf.pages) != 1 else []
    if not fonts or not all("/FontFile2" in font for font in fonts):
        faults.append("has fonts that are not embedded as TrueType")
    if not sizes or min(sizes) < LEAST_PT - 0.01:
        faults.append(f"has type of {min(sizes, default=0):.1f} pt: {LEAST_PT} are the least")
    return right - left, high - low, words, faults


def _read_svg(data: bytes) -> _Read:
    root = ElementTree.fromstring(data)
    width, height = (float(root.get(side, "0").removesuffix("pt")) * MM_PER_PT for side in ("width", "height"))
    keys = ("title", "source", "language", "rights", "description")
    nodes = {key: root.find(f".//{_DC}{key}") for key in keys}
    words = {key: "" if node is None else "".join(node.itertext()).strip() for key, node in nodes.items()}
    return width, height, words, []


def _check(row: File, proof: Proof) -> Iterator[str]:
    """The faults of one picture, against what the manifest says of it."""
    yield from proof.faults
    yield from _check_size(row, proof, SIZES[row.size])
    for key, said in (("title", row.headline), ("language", row.language), ("rights", LICENCE)):
        if proof.words.get(key) != said:
            yield f"says {proof.words.get(key, '')!r} as its {key}, not {said!r}"
    yield from (f"has no {key}" for key in ("source", "description") if not proof.words.get(key, "").strip())
    if proof.words["identifier"].rpartition("/")[2] != row.figure:
        yield f"says that it is a picture of {proof.words['identifier']!r}"
    palette = palette_of(row.variant)
    if row.format == "png":
        yield from _check_ground(proof.data, palette)
    if row.format == "svg":
        live = LIVE_TEXT in row.variant.split("_")
        if (b"<text" in proof.data) != live:
            yield "has outlines for text" if live else "has text that needs a font"
        yield from check_colours(proof.data, palette)


def _check_size(row: File, proof: Proof, size: Size) -> Iterator[str]:
    """Width and height against the size, to ``TOUCH``; of a png to a pixel, and the resolution too."""
    touch = TOUCH + (MM_PER_INCH / size.dpi if row.format == "png" else 0)
    if abs(proof.width - size.width) > touch:
        yield f"is {proof.width:.2f} mm wide, not {size.width}"
    if proof.height > size.height + touch or (size.fixed and proof.height < size.height - touch):
        yield f"is {proof.height:.2f} mm high, not {size.height:.2f}"
    if row.format == "png":
        dpi = Image.open(BytesIO(proof.data)).info.get("dpi", (0, 0))
        if max(abs(each - size.dpi) for each in dpi) > 0.1:
            yield f"is made for {dpi[0]:.0f} dpi, not {size.dpi:.0f}"


def _check_ground(png: bytes, palette: Palette) -> Iterator[str]:
    """The ground that a png has near its upper left corner."""
    red, green, blue, solid = Image.open(BytesIO(png)).convert("RGBA").crop((2, 2, 3, 3)).tobytes()
    paper = palette.paper
    wanted = (0, 0, 0) if paper == "none" else tuple(round(255 * part) for part in to_rgb(paper))
    if (solid == 0) != (paper == "none") or (solid and (red, green, blue) != wanted):
        yield f"has a ground of {(red, green, blue, solid)}, not {paper}"


def _compare_heights(read: list[tuple[File, Proof]]) -> Iterator[str]:
    """Formats of the same picture that are not equally high."""

    def key(each: tuple[File, Proof]) -> tuple[str, ...]:
        row = each[0]
        plain = "_".join(tag for tag in row.variant.split("_") if tag != LIVE_TEXT)
        return row.figure, row.size, row.language, plain

    for _, group in groupby(sorted(read, key=key), key=key):
        (first, proof), *others = group
        for row, other in others:
            pixel = MM_PER_INCH / SIZES[row.size].dpi if "png" in (row.format, first.format) else 0
            if abs(other.height - proof.height) > TOUCH + pixel:
                yield f"{row.file}: is {other.height:.2f} mm high, and {first.file} is {proof.height:.2f}"


def palette_of(variant: str) -> Palette:
    """The palette that a variant is drawn in, by what the names of its files say (``export.name_variant``).

    >>> palette_of("mork_utan-rubrik").paper
    '#15191c'
    """
    tags = variant.split("_")
    ground = next((ground for ground, tag in GROUNDS.items() if tag in tags and tag), "white")
    own = [tag.removeprefix("farg-") for tag in tags if tag.startswith("farg-")]
    return make_palette(f"#{own[0]}" if own else ACCENT, ground)


# --- colours ------------------------------------------------------------------------------------------------


class Shape(NamedTuple):
    """A shape of a svg: whether it is a letter, and the colours of its surface and its line (none where it has none).

    A letter's colour is that of its surface.
    """

    letter: bool
    surface: str
    line: str


def list_shapes(svg: bytes) -> set[Shape]:
    """The different shapes of a svg by their colours.

    >>> list_shapes(b'<svg><g id="patch_1"><path style="fill: #ffffff"/></g></svg>')
    {Shape(letter=False, surface='#ffffff', line='none')}
    """
    return set(_walk(ElementTree.fromstring(svg), ""))


def _walk(element: ElementTree.Element, inside: str) -> Iterator[Shape]:
    """The shapes below an element; ``inside`` is the kind of group that it stands in. What has no colour is black."""
    kind = str(element.get("id", "")).partition("_")[0]
    inside = kind if kind in ("text", "patch", "line2d") else inside
    said = (part.partition(":") for part in element.get("style", "").split(";"))
    look = {key.strip(): value.strip() for key, _, value in said}
    if "fill" in look or "stroke" in look or (inside == "patch" and element.tag.endswith("path")):
        yield Shape(inside == "text", look.get("fill", "#000000"), look.get("stroke", "none"))
    for child in element:
        yield from _walk(child, inside)


def name_colours(palette: Palette) -> dict[str, str]:
    """Every colour that a figure may have in this palette, with its name: the palette's own, and its tints. A tint that
    has two uses goes by the first.

    >>> name_colours(make_palette())["#6399a3"]
    'light accent'
    """
    own = {getattr(palette, name): name for name in ("paper", "ink", "muted", "rule", "pale", "accent", "second")}
    return {take_tint(palette, name): name for name in reversed(TINTS)} | own | {"none": "paper"}


def check_colours(svg: bytes, palette: Palette) -> list[str]:
    """What is wrong with the colours of a svg, in words: colours that are not declared; letters and marks with too
    little contrast on the ground, or a pale surface without an outline; colours that are too near to each other.

    An own accent that fails by itself is said once (``proof.find_colour_faults``), and not for each file.

    >>> check_colours(b'<svg><g id="patch_1"><path style="fill: #ff0000"/></g></svg>', make_palette())
    ['#ff0000 is neither of the palette nor one of its tints']
    """
    names, shapes = name_colours(palette), list_shapes(svg)
    used = {colour for shape in shapes for colour in (shape.surface, shape.line)}
    faults = [f"{colour} is neither of the palette nor one of its tints" for colour in sorted(used - set(names))]
    if faults or find_colour_faults(palette):
        return faults
    ground = "#ffffff" if palette.paper == "none" else palette.paper
    faults += sorted({fault for shape in shapes for fault in _find_pale(shape, names, ground)})
    for part in ("surface", "line"):
        marks = {names[getattr(shape, part)]: getattr(shape, part) for shape in shapes if not shape.letter}
        faults += _find_alike({name: colour for name, colour in marks.items() if name not in ("paper", *GRID)})
    return faults


def _find_pale(shape: Shape, names: dict[str, str], ground: str) -> Iterator[str]:
    """What of a shape has too little contrast on its ground."""
    surface, line = names[shape.surface], names[shape.line]
    wanted, needed = (LEAST_TEXT, "text needs") if shape.letter else (LEAST_MARK, "marks need")
    behind = surface in TINTS and not TINTS[surface].mark
    if behind and (line == "paper" or contrast(shape.line, ground) < LEAST_MARK):
        yield f"{surface} {shape.surface} has no outline that can be seen"
    if surface != "paper" and not behind and contrast(shape.surface, ground) < wanted:
        yield f"{surface} {shape.surface} on {ground}: {needed} a contrast of {wanted}"
    if line not in ("paper", *GRID) and contrast(shape.line, ground) < LEAST_MARK:
        yield f"{line} {shape.line} on {ground}: marks need a contrast of {LEAST_MARK}"


def _find_alike(marks: dict[str, str]) -> Iterator[str]:
    """Which of these colours, by name, are too near to each other for what they have to tell apart."""
    for one, other in combinations(sorted(marks), 2):
        if (one, other) not in TOLD_BY_FORM:
            for fault in find_near(marks[one], marks[other]):
                yield f"{one} and {other}: {fault}"

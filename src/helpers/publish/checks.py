"""Preflight of files: whether the pictures of a figure, as they lie in a folder, have the size, the type, the words and
the colours that they should have, read off the files themselves.

``figures.preflight`` reads a figure while it is drawn; this is what can be read off a svg, pdf or png without drawing.
"""

from collections.abc import Iterable, Iterator
from itertools import combinations, groupby
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from matplotlib.colors import to_rgb

from helpers.colour import ACCENT, LEAST_MARK, LEAST_TEXT, Palette, contrast, find_colour_faults, find_near
from helpers.figures.marks import TINTS
from helpers.figures.preflight import LEAST_PT
from helpers.figures.sheet import SIZES, Size
from helpers.figures.type import MM_PER_INCH
from helpers.files import LICENCE
from helpers.publish.export import LIVE_TEXT, list_variants, name_colours
from helpers.publish.manifest import File
from helpers.publish.pictures import Facts, Pdf, Png, Svg, inspect

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


def find_file_faults(folder: Path, rows: Iterable[File], accent: str = ACCENT) -> list[str]:
    """What is wrong with these pictures of a folder, in words, each fault after the name of its file; empty where
    nothing is. Takes the rows of a manifest, and the accent colour of its variants; texts and numbers are passed over.

    >>> find_file_faults(folder, manifest.files[:9])
    []
    """
    palettes = {variant.tag: variant.palette for variant in [*list_variants(), *list_variants(accent)]}
    read = [(row, inspect((folder / row.file).read_bytes())) for row in rows if row.kind == "picture"]
    faults = [f"{row.file}: {fault}" for row, facts in read for fault in _check(row, facts, palettes[_look(row)])]
    return faults + list(_compare_heights(read))


def _look(row: File) -> str:
    """The variant of a picture, whether or not its text is live."""
    return "_".join(tag for tag in row.variant.split("_") if tag not in ("", LIVE_TEXT))


def _check(row: File, facts: Facts, palette: Palette) -> Iterator[str]:
    """What is wrong with one picture."""
    yield from _check_size(row, facts, SIZES[row.size])
    yield from _check_words(row, facts.about)
    if isinstance(facts, Png):
        yield from _check_png(facts, SIZES[row.size], palette)
    elif isinstance(facts, Pdf):
        yield from _check_pdf(facts)
    elif isinstance(facts, Svg):
        live = LIVE_TEXT in row.variant.split("_")
        if (b"<text" in facts.data) != live:
            yield "has outlines for text" if live else "has text that needs a font"
        yield from check_colours(facts.data, palette)


def _check_words(row: File, about: dict[str, str]) -> Iterator[str]:
    """What a picture says of itself, against its row."""
    wanted = {"title": row.headline, "language": row.language, "rights": LICENCE}
    for key, value in wanted.items():
        if about.get(key, "") != value:
            yield f"says {about.get(key, '')!r} as its {key}, not {value!r}"
    yield from (f"has no {key}" for key in ("source", "description") if not about.get(key, "").strip())
    owner = about.get("identifier", "")
    if owner.rpartition("/")[2] != row.figure:
        yield f"says that it is a picture of {owner!r}"


def _check_size(row: File, facts: Facts, size: Size) -> Iterator[str]:
    """Width and height against the size, to ``TOUCH``; of a png to a pixel."""
    touch = TOUCH + (MM_PER_INCH / size.dpi if row.format == "png" else 0)
    width, height = facts.size
    if abs(width - size.width) > touch:
        yield f"is {width:.2f} mm wide, not {size.width}"
    if height > size.height + touch or (size.fixed and height < size.height - touch):
        yield f"is {height:.2f} mm high, not {size.height:.2f}"


def _check_pdf(pdf: Pdf) -> Iterator[str]:
    """One page from its corner on, its fonts embedded, no type too small, tagged with an alt text."""
    if max(abs(edge) for edge in pdf.corner) > TOUCH:
        yield "does not begin at 0, 0"
    if pdf.pages != 1:
        yield f"has {pdf.pages} pages"
    if not pdf.embedded:
        yield "has fonts that are not embedded"
    if pdf.least < LEAST_PT - 0.01:
        yield f"has type of {pdf.least:.1f} pt: {LEAST_PT} are the least"
    if not pdf.tagged or not all(pdf.alts) or len(pdf.alts) != 1:
        yield "has no alt text for a screen reader"


def _check_png(png: Png, size: Size, palette: Palette) -> Iterator[str]:
    """The resolution, and the ground that it has near its upper left corner."""
    if max(abs(each - size.dpi) for each in png.dpi) > 0.1:
        yield f"is made for {png.dpi[0]:.0f} dpi, not {size.dpi:.0f}"
    red, green, blue, solid = png.image.convert("RGBA").crop((2, 2, 3, 3)).tobytes()
    paper = palette.paper
    wanted = (0, 0, 0) if paper == "none" else tuple(round(255 * part) for part in to_rgb(paper))
    if (solid == 0) != (paper == "none") or (solid and (red, green, blue) != wanted):
        yield f"has a ground of {(red, green, blue, solid)}, not {paper}"


def _compare_heights(read: list[tuple[File, Facts]]) -> Iterator[str]:
    """Formats of the same picture that are not equally high."""

    def key(each: tuple[File, Facts]) -> tuple[str, ...]:
        return each[0].figure, each[0].size, each[0].language, _look(each[0])

    for _, group in groupby(sorted(read, key=key), key=key):
        (first, facts), *others = group
        for row, other in others:
            pixel = MM_PER_INCH / SIZES[row.size].dpi if "png" in (row.format, first.format) else 0
            if abs(other.size[1] - facts.size[1]) > TOUCH + pixel:
                yield f"{row.file}: is {other.size[1]:.2f} mm high, and {first.file} is {facts.size[1]:.2f}"


# --- colours ------------------------------------------------------------------------------------------------


class Shape(NamedTuple):
    """A shape of a svg: whether it is a letter, the colours of its surface and its line (none where it has none)."""

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
    for child in element if inside != "text" or "fill" not in look else ():
        yield from _walk(child, inside)


def check_colours(svg: bytes, palette: Palette) -> list[str]:
    """What is wrong with the colours of a svg, in words: colours that are not declared; letters and marks with too
    little contrast on the ground, or a pale surface without an outline; colours that are too near to each other.

    An own accent that fails by itself is said once (``colour.find_colour_faults``), and not for each file.

    >>> check_colours(b'<svg><g id="patch_1"><path style="fill: #ff0000"/></g></svg>', make_palette())
    ['#ff0000 is neither of the palette nor one of its tints']
    """
    names, shapes = name_colours(palette), list_shapes(svg)
    used = {colour for shape in shapes for colour in (shape.surface, shape.line)}
    faults = [f"{colour} is neither of the palette nor one of its tints" for colour in sorted(used - set(names))]
    if faults or find_colour_faults(palette):
        return faults
    faults += sorted({fault for shape in shapes for fault in _find_pale(shape, names, palette.seen)})
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

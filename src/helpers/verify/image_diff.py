"""How like two pictures are: what texts, fonts and colours their files hold, and how much of what is seen differs.

Svg and pdf are drawn by Typst, so that no program of the system is needed; a png is what it is.
"""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from html import unescape
from io import BytesIO
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple, TypeVar

import numpy as np
import pikepdf
import typst
from PIL import Image

T = TypeVar("T", bound=Hashable)


PPI = 150
"""Pixels to the inch at which svg and pdf are drawn to be compared."""


VISIBLE = 24
"""How many of 255 steps a pixel's red, green or blue must differ by to count: less is the rounding at edges."""


_COLOUR = re.compile(r"(?:fill|stroke|stop-color)(?::\s*|=\")(#[0-9a-fA-F]{3,8})")


_FONT = re.compile(r"<path id=\"([^\"]+)-[0-9a-f]+\"|font(?:-family)?:[^;\"]*?'([^']+)'")


_TEXT = re.compile(r"<!-- (.*?) -->|<text[^>]*>(.*?)</text>", re.DOTALL)


_SIZE = re.compile(r"<svg [^>]*?width=\"([^\"]+)\" height=\"([^\"]+)\"")


_ABOUT = re.compile(r"<dc:(\w+)>([^<]+)</dc:\w+>")


_CODES = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)


class Trait(NamedTuple):
    """Something that two pictures have not in common: what it is, and what each has instead of the other."""

    what: str
    published: str
    made: str


class Visible(NamedTuple):
    """How much of what is seen differs: percent of the surface, where, and the commonest colours there."""

    percent: float
    where: str
    published: str
    made: str


def compare_pictures(published: bytes, made: bytes) -> tuple[list[Trait], list[Visible]]:
    """What differs between two svg, pdf or png files of the same kind, and how large the difference looks, by page.

    >>> compare_pictures(*[(folder / "03_ramar_a5_sv.svg").read_bytes()] * 2)
    ([], [])
    """
    ours, theirs = list_traits(published), list_traits(made)
    traits = [trait for what in ours for trait in _compare_lists(what, ours[what], theirs[what])]
    pages = zip(render_pages(published), render_pages(made), strict=False)
    seen = [measure_difference(one, other) for one, other in pages]
    return traits, [difference for difference in seen if difference.percent]


def _compare_lists(what: str, published: list[str], made: list[str]) -> Iterator[Trait]:
    """Colours by how often each is there; texts and the rest by their order, each beside what stands in its place."""
    if what == "colour":
        ours, theirs = Counter(published), Counter(made)
        gone, new = (", ".join(dict.fromkeys((a - b).elements())) for a, b in ((ours, theirs), (theirs, ours)))
        if gone or new:
            yield Trait(what, gone, new)
        return
    for _, was, now in align(published, made):
        yield Trait(what, was or "", now or "")


def align(published: Sequence[T], made: Sequence[T]) -> Iterator[tuple[int, T | None, T | None]]:
    """Where two sequences differ: the place, from 1, and what stands there in each, or None where one has nothing.

    The place is that in the published one, or in what was made where nothing of it was published.

    >>> list(align("abcd", "axd"))
    [(2, 'b', 'x'), (3, 'c', None)]
    """
    for tag, a, b, c, d in SequenceMatcher(None, published, made, autojunk=False).get_opcodes():
        for old, new in zip_longest(range(a, b), range(c, d)) if tag != "equal" else ():
            place = (new if old is None else old) + 1
            yield place, None if old is None else published[old], None if new is None else made[new]


# --- what a file holds --------------------------------------------------------------------------------------


def list_traits(data: bytes) -> dict[str, list[str]]:
    """The texts, fonts, colours, size and metadata of a picture. A png knows its size and metadata only.

    >>> list_traits((folder / "03_ramar_a5_sv.svg").read_bytes())["font"]
    ['SourceSans3-Bold', 'SourceSans3-Regular', 'SourceSans3-SemiBold']
    """
    if data.startswith(b"\x89PNG"):
        image = Image.open(BytesIO(data))
        about = [f"{key}: {value}" for key, value in sorted(image.info.items()) if isinstance(value, str)]
        return {"text": [], "font": [], "colour": [], "size": [f"{image.width} x {image.height}"], "metadata": about}
    return _list_pdf(data) if data.startswith(b"%PDF") else _list_svg(data.decode("utf-8"))


def _list_svg(source: str) -> dict[str, list[str]]:
    """An svg of matplotlib says in comments what its outlines spell, and names the font in each letter's id."""
    return {
        "text": [unescape(comment or text) for comment, text in _TEXT.findall(source)],
        "font": sorted({name or family for name, family in _FONT.findall(source)}),
        "colour": [colour.lower() for colour in _COLOUR.findall(source)],
        "size": [" x ".join(found) for found in _SIZE.findall(source)],
        "metadata": [f"{key}: {unescape(text)}" for key, text in _ABOUT.findall(source)],
    }


def _list_pdf(data: bytes) -> dict[str, list[str]]:
    texts: list[str] = []
    colours: list[str] = []
    fonts: set[str] = set()
    with pikepdf.open(BytesIO(data)) as pdf:
        for page in pdf.pages:
            for part in _list_streams(page):
                _read_stream(part, texts, colours, fonts)
        size = [" x ".join(f"{float(edge):g}" for edge in list(page.MediaBox)[2:]) for page in pdf.pages]
        with pdf.open_metadata() as about:
            values = {key.rpartition("}")[2]: about[key] for key in sorted(about) if not key.endswith("ID")}
        said = [f"{key}: {value if isinstance(value, str) else ', '.join(value)}" for key, value in values.items()]
    return {"text": texts, "font": sorted(fonts), "colour": colours, "size": size, "metadata": said}


def _list_streams(part: Any) -> Iterator[Any]:
    """A page and the forms drawn on it, inside one another."""
    yield part
    for _, form in sorted(_resources(part, "/XObject").items()):
        if form.get("/Subtype") == "/Form":
            yield from _list_streams(form)


def _resources(part: Any, kind: str) -> dict[str, Any]:
    found = part.get("/Resources", {}).get(kind, {})
    return dict(found.items())


def _read_stream(part: Any, texts: list[str], colours: list[str], fonts: set[str]) -> None:
    """Take up what a page or form writes (from BT to ET), in which fonts, in which colours."""
    known = {name: _read_codes(font) for name, font in _resources(part, "/Font").items()}
    names = {
        name: str(font.BaseFont).rpartition("+")[2].lstrip("/") for name, font in _resources(part, "/Font").items()
    }
    font, said = "", ""
    for step in pikepdf.parse_content_stream(part):
        name, operands = str(step.operator), list(step.operands)
        if name == "Tf":
            font = str(operands[0])
            fonts.add(names[font])
        elif name in ("Tj", "TJ"):
            pieces = operands[0] if name == "TJ" else [operands[0]]
            said += "".join(_decode(bytes(each), known[font]) for each in pieces if isinstance(each, pikepdf.String))
        elif name == "ET":
            texts += [said] if said else []
            said = ""
        elif name.lower() in ("rg", "g", "k", "scn"):
            colours.append(_name_colour([float(each) for each in operands if not isinstance(each, pikepdf.Name)]))


def _name_colour(parts: list[float]) -> str:
    """Red, green, blue or grey as a screen's colour; any other colour by its parts."""
    if len(parts) in (1, 3):
        return _hex(round(255 * part) for part in (parts * 3)[:3])
    return " ".join(f"{part:.3g}" for part in parts)


def _read_codes(font: Any) -> dict[int, str]:
    """What each code of a font stands for, from its ToUnicode table; empty where it has none."""
    codes: dict[int, str] = {}
    if "/ToUnicode" not in font:
        return codes
    for kind, body in _CODES.findall(font.ToUnicode.read_bytes()):
        for line in body.splitlines():
            found = re.findall(rb"<(\w+)>", line)
            if kind == b"char" and found:
                codes[int(found[0], 16)] = _spell(found[1])
            elif found:
                codes |= _read_range(int(found[0], 16), int(found[1], 16), found[2:], b"[" in line)
    return codes


def _read_range(first: int, last: int, targets: list[bytes], listed: bool) -> dict[int, str]:
    """A run of codes: each with its own target, or all counted on from the one that is given."""
    if listed:
        return {first + n: _spell(target) for n, target in enumerate(targets)}
    return {code: chr(int(targets[0], 16) + code - first) for code in range(first, last + 1)}


def _spell(code: bytes) -> str:
    return bytes.fromhex(code.decode()).decode("utf-16-be", "replace")


def _decode(text: bytes, codes: dict[int, str]) -> str:
    pairs = (int.from_bytes(text[n : n + 2]) for n in range(0, len(text), 2))
    return "".join(codes.get(pair, "\N{REPLACEMENT CHARACTER}") for pair in pairs)


# --- what is seen -------------------------------------------------------------------------------------------


def render_pages(data: bytes, ppi: float = PPI) -> list[Image.Image]:
    """Every page of a picture as it looks on white paper.

    >>> [page.size for page in render_pages((folder / "03_ramar_a5_sv.pdf").read_bytes())]
    [(756, 585)]
    """
    if data.startswith(b"\x89PNG"):
        return [_on_white(Image.open(BytesIO(data)))]
    if not data.startswith(b"%PDF"):
        return [_typeset(data, "svg", "", ppi)]
    with pikepdf.open(BytesIO(data)) as pdf:
        count = len(pdf.pages)
    return [_typeset(data, "pdf", f", page: {number}", ppi) for number in range(1, count + 1)]


def _typeset(data: bytes, format: str, which: str, ppi: float) -> Image.Image:
    with TemporaryDirectory() as folder:
        Path(folder, f"picture.{format}").write_bytes(data)
        source = Path(folder, "page.typ")
        text = f'#set page(width: auto, height: auto, margin: 0pt)\n#image("picture.{format}"{which})'
        source.write_text(text, encoding="utf-8")
        png = typst.compile(source, root=source.parent, format="png", ppi=ppi, ignore_system_fonts=True)
    return _on_white(Image.open(BytesIO(png)))


def _on_white(image: Image.Image) -> Image.Image:
    solid = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", solid.size, "white"), solid).convert("RGB")


def measure_difference(published: Image.Image, made: Image.Image) -> Visible:
    """The percent of the surface that looks different (``VISIBLE``), where, and the commonest colours there.

    Pictures of different size are laid on each other at the upper left corner.

    >>> measure_difference(Image.new("RGB", (2, 2), "#fff"), Image.new("RGB", (2, 2), "#000")).percent
    100.0
    """
    size = max(published.width, made.width), max(published.height, made.height)
    one, other = (_lay_out(image, size) for image in (published, made))
    unlike = np.abs(one.astype(np.int16) - other.astype(np.int16)).max(axis=2) > VISIBLE
    if not unlike.any():
        return Visible(0.0, "", "", "")
    pairs = Counter(zip(map(tuple, one[unlike].tolist()), map(tuple, other[unlike].tolist()), strict=True))
    old, new = max(pairs, key=lambda pair: (pairs[pair], pair))
    percent = max(round(100 * float(unlike.mean()), 2), 0.01)
    return Visible(percent, _say_where(unlike), _hex(old), _hex(new))


def _lay_out(image: Image.Image, size: tuple[int, int]) -> Any:
    paper = Image.new("RGB", size, "white")
    paper.paste(image)
    return np.asarray(paper)


def _say_where(unlike: Any) -> str:
    across, down = (_span(np.flatnonzero(unlike.any(axis=axis)), unlike.shape[1 - axis]) for axis in (0, 1))
    return f"{across} % from the left, {down} % from the top"


def _span(places: Any, length: int) -> str:
    return f"{100 * int(places[0]) // length}-{-(-100 * (int(places[-1]) + 1) // length)}"


def _hex(colour: Iterable[int]) -> str:
    return "#" + "".join(f"{int(part):02x}" for part in colour)

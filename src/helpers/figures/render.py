"""A figure drawn once, as an svg whose letters are text; every other picture of it is made from that svg.

``draw_svg`` draws. ``recolour`` gives the same picture on another ground, ``outline`` one that needs no font,
``set_pdf`` a pdf and ``paint`` a png; ``sign_svg`` and ``sign_pdf`` say in the file whose it is. None of them draws
again. The same figure gives the same bytes.
"""

import hashlib
import re
from functools import cache, lru_cache
from html import escape, unescape
from io import BytesIO
from typing import Any, NamedTuple

import matplotlib
import pikepdf
import pypdfium2
import typst
from matplotlib import font_manager
from matplotlib.figure import Figure
from matplotlib.path import Path
from matplotlib.textpath import TextToPath
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pypdfium2 import raw

from helpers.colour import Palette, list_kept, make_palette, reduce_colours
from helpers.figures.type import FAMILY, FILES, FONTS, MM_PER_PT, measure

_HASHED_ID = re.compile(rb"(?<=[\"#])([a-z])[0-9a-f]{10}(?=[\")])")

_FAMILY = re.compile(rb"font(?:-family)?: [^;\"]*?('[^']*')")

_UNTURNED = re.compile(rb' transform="rotate\(-?0 [^"]*"')

_DOCTYPE = re.compile(rb"<!DOCTYPE[^>]*>\n")

_COLOUR = re.compile(rb"(?<=(?:fill: |roke: ))#[0-9a-f]{6}")

_SIZE = re.compile(rb'<svg [^>]*?width="([\d.]+)pt" height="([\d.]+)pt"')

_TEXT = re.compile(
    rb'<text style="(?P<style>[^"]*)"(?: x="(?P<x>[^"]*)" y="(?P<y>[^"]*)")?(?: transform="(?P<turn>[^"]*)")?>'
    rb"(?P<said>[^<]*)</text>"
)

_PAGE = b"""#set document(title: sys.inputs.title, date: none)
#set page(width: float(sys.inputs.width) * 1pt, height: float(sys.inputs.height) * 1pt, margin: 0pt, fill: none)
#set text(lang: sys.inputs.language)
#image(bytes(sys.inputs.svg), format: "svg", alt: sys.inputs.alt, width: 100%, height: 100%)
"""

UNITS = 1000
"""How many units the outlines of letters have for their type size."""


def draw_svg(figure: Figure, salt: str = "") -> bytes:
    """The figure as svg with text as text and without metadata. ``salt`` makes what it defines go by other names than
    in another svg of the same page. Raises ValueError for text in a font that is not ours.
    """
    register_fonts()
    buffer = BytesIO()
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "helpers"}):
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    family = f"'{FAMILY}'".encode()
    foreign = sorted(set(_FAMILY.findall(buffer.getvalue())) - {family})
    if foreign:
        raise ValueError(f"a text is set in {foreign[0].decode()}: figures have {family.decode()} alone")
    svg = _UNTURNED.sub(b"", buffer.getvalue()).replace(family, family + b", sans-serif")
    svg = _DOCTYPE.sub(b"", svg)  # it names an address that a program might want to fetch
    return _name_ids(svg.replace(b'version="1.1">', b'version="1.1" xml:space="preserve">', 1), salt)


@cache
def register_fonts() -> None:
    """Make our font known to matplotlib."""
    for file in FILES.values():
        font_manager.fontManager.addfont(FONTS / file)


def _name_ids(svg: bytes, salt: str) -> bytes:
    """The svg with counted names for what it defines; matplotlib's hash floats, which differ between Pythons."""
    names: dict[bytes, bytes] = {}

    def name(found: re.Match[bytes]) -> bytes:
        number = hashlib.sha256(f"{salt} {len(names)}".encode()).hexdigest()[:10]
        return names.setdefault(found[0], found[1] + number.encode())

    return _HASHED_ID.sub(name, svg)


def recolour(svg: bytes, colours: dict[str, str]) -> bytes:
    """The svg with every colour replaced by that which it is mapped to; one that is not named stays.

    >>> recolour(b'<path style="fill: #ffffff; stroke: #1b1b1b"/>', {"#ffffff": "none"})
    b'<path style="fill: none; stroke: #1b1b1b"/>'
    """
    return _COLOUR.sub(lambda found: colours.get(found[0].decode(), found[0].decode()).encode(), svg)


# --- letters as outlines ------------------------------------------------------------------------------------


class Letter(NamedTuple):
    """A letter of a line: the name of its outline, and where it stands, in ``UNITS`` from the start of the baseline."""

    name: str
    x: float
    y: float


_OUTLINES: dict[str, str] = {}  # of every letter that has been set, by name: there are some hundred


def outline(svg: bytes) -> bytes:
    """An svg of ``draw_svg`` with outlines in place of letters; what they spell stands beside them in comments."""
    used: dict[str, None] = {}

    def trace(found: re.Match[bytes]) -> bytes:
        return _trace(found, used)

    traced = _TEXT.sub(trace, svg)
    letters = "".join(f'  <path id="{name}" d="{_OUTLINES[name]}"/>\n' for name in used)
    return traced.replace(b" <defs>\n", f" <defs>\n{letters}".encode(), 1)


def _trace(found: re.Match[bytes], used: dict[str, None]) -> bytes:
    """The outlines of one text, drawn where it stood; what it has used is added to ``used``."""
    look = dict(part.split(": ", 1) for part in found["style"].decode().split("; "))
    weight, said = _WEIGHTS[look.get("font-weight", "400")], unescape(found["said"].decode())
    style, pt = look.get("font-style", "normal"), float(look["font-size"].removesuffix("px"))
    shift = _SHIFTS[look.get("text-anchor", "start")] * measure(said, pt, weight, style) / MM_PER_PT
    x, y = (float(found[axis] or 0) for axis in ("x", "y"))
    turn = f"{found['turn'].decode()} " if found["turn"] else ""
    place = f"{turn}translate({_round(x - shift)} {_round(y)}) scale({_round(pt / UNITS)} -{_round(pt / UNITS)})"
    letters = _spell(said, weight, style)
    used.update(dict.fromkeys(letter.name for letter in letters))
    uses = "".join(f'<use xlink:href="#{name}" x="{_round(x)}" y="{_round(y)}"/>' for name, x, y in letters)
    comment, fill = said.replace("--", "- -").removesuffix("-"), look.get("fill", "#000000")
    return f'<!-- {comment} --><g style="fill: {fill}" transform="{place}">{uses}</g>'.encode()


_SHIFTS = {"start": 0.0, "middle": 0.5, "end": 1.0}

_WEIGHTS = {"400": "normal", "600": "semibold", "700": "bold"}


@lru_cache(maxsize=1 << 14)
def _spell(text: str, weight: str, style: str) -> tuple[Letter, ...]:
    """The letters of a line of text, kerned: word for word, since the font kerns nothing with a space."""
    if _LEFTWARD.search(text):
        return _spell_word(text, weight, style)
    letters, start, space = list[Letter](), 0.0, _spell_word("  ", weight, style)[1].x
    for word in text.split(" "):
        own = _spell_word(f"{word} ", weight, style)
        letters += [Letter(name, start + x, y) for name, x, y in own]
        start += own[-1].x + space
    return tuple(letters[:-1])


_LEFTWARD = re.compile("[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufefc\U00010800-\U0001efff]")
"""What makes words stand in another order than they are written: Hebrew, Arabic and the like, and signs that turn."""


@lru_cache(maxsize=1 << 14)
def _spell_word(text: str, weight: str, style: str) -> tuple[Letter, ...]:
    """The letters of a word with the space behind it; their outlines are kept."""
    font = font_manager.get_font(str(FONTS / FILES[weight, style]))
    font.set_size(UNITS, 72)
    paths: dict[str, Any] = dict(_OUTLINES)
    letters, new, _ = TextToPath().get_glyphs_with_font(font, text, glyph_map=paths, return_new_glyphs_only=True)
    _OUTLINES.update({name: _write_path(*path) for name, path in new.items()})
    return tuple(Letter(name, x, y) for name, x, y, _ in letters)


def _write_path(points: Any, codes: Any) -> str:
    """An outline as the ``d`` of a svg path."""
    steps = Path(points, codes, readonly=True).iter_segments(simplify=False, curves=True)
    return "".join(_STEPS[code] + " ".join(_round(each) for each in at if code != Path.CLOSEPOLY) for at, code in steps)


_STEPS = {Path.MOVETO: "M", Path.LINETO: "L", Path.CURVE3: "Q", Path.CURVE4: "C", Path.CLOSEPOLY: "Z"}


def _round(number: float) -> str:
    """A number as svg has it, to a millionth: what is beyond differs between machines."""
    return f"{number:.6f}".rstrip("0").rstrip(".")


# --- pdf and png --------------------------------------------------------------------------------------------


@cache
def load_fonts() -> typst.Fonts:
    """The fonts that Typst sets type in, read once for all pages.

    >>> "Source Sans 3" in load_fonts().families()
    True
    """
    return typst.Fonts(include_system_fonts=False, font_paths=[FONTS])


def set_pdf(svg: bytes, title: str = "-", alt: str = "-", language: str = "sv") -> bytes:
    """A page as large as the svg of ``draw_svg``, set by Typst: text stays text, tagged with its alt text as PDF/UA-1
    asks (not claimed where the svg has a letter that no font at hand has).
    """
    width, height = measure_svg(svg)
    said = {"title": title, "alt": alt, "language": language, "svg": svg.decode()}
    page = said | {"width": f"{width}", "height": f"{height}"}
    try:
        return _typeset(page, ["ua-1"])
    except typst.TypstError as error:
        if "could not be displayed" not in error.message:
            raise
        return _typeset(page, [])


def _typeset(page: dict[str, str], standards: list[Any]) -> bytes:
    compiler = typst.Compiler(_PAGE, font_paths=load_fonts(), sys_inputs=page)  # it compiles once
    pdf = compiler.compile(format="pdf", pdf_standards=standards)
    assert isinstance(pdf, bytes)
    return pdf


def measure_svg(svg: bytes) -> tuple[float, float]:
    """Width and height of an svg of ``draw_svg``, in points; zero for another svg.

    >>> measure_svg(b'<svg width="360pt" height="90.5pt">')
    (360.0, 90.5)
    """
    found = _SIZE.search(svg)
    return (float(found[1]), float(found[2])) if found else (0.0, 0.0)


def paint(pdf: bytes, dpi: float, page: int = 0) -> Image.Image:
    """A page of a pdf at a resolution (dpi), as it looks on no paper: transparent where nothing is drawn."""
    with pypdfium2.PdfDocument(pdf) as document:
        sheet = document[page]
        width, height = (round(points * dpi / 72) for points in sheet.get_size())
        bitmap = pypdfium2.PdfBitmap.new_native(width, height, raw.FPDFBitmap_BGRA)
        bitmap.fill_rect((0, 0, 0, 0), 0, 0, width, height)
        raw.FPDF_RenderPageBitmap(bitmap, sheet, 0, 0, width, height, 0, raw.FPDF_REVERSE_BYTE_ORDER)
        pixels = bytes(bitmap.buffer)
        image = Image.frombuffer("RGBA", (width, height), pixels, "raw", "RGBA", bitmap.stride, 1)
        bitmap.close()
    return image


def save_png(
    image: Image.Image, dpi: float, texts: dict[str, str] | None = None, palette: Palette | None = None
) -> bytes:
    """The picture as png in few colours (``reduce_colours``), those of the palette kept (as a rule the usual one): a
    quarter of the size, and the eye sees no change; one with a transparent ground has 256. The resolution and the texts
    are written into the file.
    """
    out, about = BytesIO(), PngInfo()
    for key, text in (texts or {}).items():
        about.add_itxt(key, text)
    solid = image.mode == "RGB" or image.getchannel("A").getextrema()[0] == 255
    few = reduce_colours(image, kept=list_kept(palette or make_palette())) if solid else image.quantize(256)
    few.save(out, "png", dpi=(dpi, dpi), pnginfo=about, compress_level=5)
    return out.getvalue()


# --- what a file says of itself ----------------------------------------------------------------------------

ALT = "AltTextAccessibility"
"""What the short alt text of a picture is called in its file (IPTC Photo Metadata Standard)."""

_IPTC = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"

_METADATA = re.compile(rb" <metadata>.*?</metadata>\n", re.DOTALL)


def sign_svg(svg: bytes, about: dict[str, str]) -> bytes:
    """A svg of matplotlib with these texts as its metadata, by their names of Dublin Core (``Title`` … and ``ALT``)."""
    said = "".join(f"    <{_name(key)}>{escape(text)}</{_name(key)}>\n" for key, text in about.items())
    spaces = f'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:Iptc4xmpCore="{_IPTC}"'
    rdf = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    block = f'  {rdf}\n   <rdf:Description rdf:about="" {spaces}>\n{said}   </rdf:Description>\n  </rdf:RDF>\n'
    title = f" <title>{escape(about.get('Title', ''))}</title>\n"
    return _METADATA.sub(lambda _: f"{title} <metadata>\n{block} </metadata>\n".encode(), svg, count=1)


def sign_pdf(pdf: bytes | pikepdf.Pdf, about: dict[str, str]) -> bytes:
    """A pdf (bytes, or open) with these texts as its metadata, without the program that made it."""
    pikepdf.models.PdfMetadata.register_xml_namespace(_IPTC, "Iptc4xmpCore")
    with pikepdf.open(BytesIO(pdf)) if isinstance(pdf, bytes) else pdf as document:
        if "/Creator" in document.docinfo:
            del document.docinfo["/Creator"]
        with document.open_metadata(set_pikepdf_as_editor=False) as xmp:
            xmp.pop("xmp:CreatorTool", None)
            for key, text in about.items():
                xmp[_name(key)] = {text} if key == "Language" else text
        return save_pdf(document)


def _name(key: str) -> str:
    return f"Iptc4xmpCore:{key}" if key == ALT else f"dc:{key.lower()}"


def save_pdf(pdf: pikepdf.Pdf) -> bytes:
    """The bytes of a pdf by Typst, which do not depend on this machine: its streams as they are, its fonts plain.

    Fonts that are not compressed are stored once by git, and are the larger part of a small pdf.

    >>> save_pdf(pikepdf.open(folder / "03_ramar_a5_sv.pdf"))[:5]
    b'%PDF-'
    """
    out = BytesIO()
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor":
            for key in {"/FontFile2", "/FontFile3"} & set(each.keys()):
                each[key].write(each[key].read_bytes())
    kept = pikepdf.StreamDecodeLevel.none
    pdf.save(out, deterministic_id=True, compress_streams=False, stream_decode_level=kept)
    return out.getvalue()

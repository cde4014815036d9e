"""Writing files: figures as svg, pdf and png, tables as csv. The same input gives the same bytes, and a file is
touched only when its bytes change.
"""

import hashlib
import re
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import matplotlib
import pikepdf
from fontTools import subset
from fontTools.ttLib import TTFont
from PIL import Image

from helpers.colour import find_colour_faults, luminance, make_palette
from helpers.figures.preflight import find_faults
from helpers.figures.sheet import PrintFigure, Sheet, render_png, use_style
from helpers.figures.type import FAMILY
from helpers.files import LICENCE, LONGEST_ALT, save_pdf, write_bytes

FORMATS = ("svg", "pdf", "png")


LIVE = "live.svg"
"""The format of an svg whose text can be edited in a drawing program that has the font."""


LIVE_TEXT = "levande-text"
"""What the name of such a file says."""


class TextWarning(UserWarning):
    """The texts of a figure overlap, leave the frame or are too small (``proof.find_faults``)."""


class ColourWarning(UserWarning):
    """The colours of a figure are too pale or too like each other (``proof.find_colour_faults``)."""


_STEM = re.compile(r"[a-z0-9]+([_-][a-z0-9]+)*")


_HASHED_ID = re.compile(rb"(?<=[\"#])([a-z])[0-9a-f]{10}(?=[\")])")


_OWNER = re.compile(rb"<dc:identifier\b[^>]*>([^<]+)</dc:identifier>")


@dataclass(frozen=True)
class Variant:
    """How a figure departs from the plain one: its ground (white, dark, transparent), and whether it has a headline.

    The source line stays in every variant.
    """

    ground: str = "white"
    headline: bool = True


GROUNDS = {"white": "", "dark": "mork", "transparent": "genomskinlig"}
"""Every ground by its name, with what the names of files say of it."""


VARIANTS = tuple(Variant(ground, headline) for ground in GROUNDS for headline in (True, False))
"""Every variant, the plain one first."""


def name_variant(sheet: Sheet, format: str = "svg") -> str:
    """What a file's name says of a sheet that is not the plain one, in Swedish and in ASCII; nothing where it is.

    >>> name_variant(Sheet(SIZES["a5"], make_palette(ground="dark"), headline=False))  # doctest: +SKIP
    'mork_utan-rubrik'
    """
    paper = sheet.palette.paper
    ground = "transparent" if paper == "none" else "dark" if luminance(paper) < 0.5 else "white"
    own = sheet.palette != make_palette(ground=ground)
    tags = [
        GROUNDS[ground],
        "" if sheet.headline else "utan-rubrik",
        f"farg-{sheet.palette.accent.lstrip('#')}" if own else "",
        LIVE_TEXT if format == LIVE else "",
    ]
    return "_".join(tag for tag in tags if tag)


def name_file(stem: str, sheet: Sheet, language: str, format: str) -> str:
    """The name of a figure's file: what it shows, size, language, variant, format.

    >>> name_file("03_hundra-kronor", Sheet(SIZES["a5"]), "sv", "pdf")  # doctest: +SKIP
    '03_hundra-kronor_a5_sv.pdf'
    """
    parts = [stem, sheet.size.name, language, name_variant(sheet, format)]
    return f"{'_'.join(part for part in parts if part)}.{format.rpartition('.')[2]}"


def export_figure(figure: PrintFigure, stem: Path, formats: tuple[str, ...] = FORMATS) -> list[Path]:
    """Write a figure as ``<stem>_<size>_<language>[_<variant>].<format>`` and give the paths.

    Raises ValueError where the figure lacks a title, a source or an alt text, where its short alt text is too long, the
    name is not in small ASCII letters, the format is not known, or one of the files is there and is not this figure's;
    nothing is written then. Says so, by a TextWarning or a ColourWarning, where the proof of the figure has a fault.

    >>> export_figure(figure, Path("figures/03_hundra-kronor"))  # doctest: +SKIP
    [PosixPath('figures/03_hundra-kronor_a5_sv.svg'), ...]
    """
    faults = _find_refusals(figure, stem.name)
    if faults:
        raise ValueError(f"{stem.name}: a figure is not exported {'; '.join(faults)}")
    paths = [stem.with_name(name_file(stem.name, figure.sheet, figure.caption.language, each)) for each in formats]
    check_owners(paths, name_figure(figure, stem.name))
    _warn(figure, stem.name)
    rendered = [render_figure(figure, format, stem.name) for format in formats]
    for path, data in zip(paths, rendered, strict=True):
        write_bytes(path, data)
    return paths


def _find_refusals(figure: PrintFigure, stem: str) -> list[str]:
    caption = figure.caption
    lacking = [name for name in ("title", "source", "alt", "alt_long") if not getattr(caption, name).strip()]
    faults = [f"without {', '.join(lacking)}"] if lacking else []
    if not _STEM.fullmatch(stem):
        faults.append("by a name of other than small letters a to z, digits, - and _")
    if len(caption.alt) > LONGEST_ALT:
        faults.append(
            f"with a short alt text of {len(caption.alt)} characters ({LONGEST_ALT} at most): {caption.alt!r}"
        )
    return faults


def _warn(figure: PrintFigure, stem: str) -> None:
    name = name_file(stem, figure.sheet, figure.caption.language, "").rstrip(".")
    for category, faults in (
        (TextWarning, find_faults(figure)),
        (ColourWarning, find_colour_faults(figure.sheet.palette)),
    ):
        for fault in faults:
            warnings.warn(f"{name}: {fault}", category, stacklevel=3)


def name_figure(figure: PrintFigure, stem: str) -> str:
    """What a figure's files say they are a picture of: the name that the figure was given, else the stem."""
    return figure.name or stem


def check_owners(paths: Iterable[Path], name: str) -> None:
    """Raises ValueError where one of these pictures is there and does not say that it is a picture of ``name``.

    >>> check_owners([Path("figures/nowhere.svg")], "a-plan/03_ramar")
    """
    for path in paths:
        owner = read_owner(path)
        if path.is_file() and owner != name:
            whose = f"a picture of {owner}" if owner else "not ours: it does not say what it is a picture of"
            said = f"{path.name} is {whose}, and {name} does not overwrite it"
            raise ValueError(f"{said}: give one of them another name, or remove the file")


def read_owner(path: Path) -> str:
    """Which figure the svg, pdf or png at a path says that it is a picture of; empty where it says nothing.

    >>> read_owner(Path("figures/nowhere.svg"))
    ''
    """
    data = path.read_bytes() if path.is_file() else b""
    if data.startswith(b"\x89PNG"):
        return str(Image.open(BytesIO(data)).info.get("Identifier", ""))
    found = _OWNER.search(data)
    return found[1].decode("utf-8") if found else ""


def render_figure(figure: PrintFigure, format: str, stem: str = "") -> bytes:
    """The bytes of a figure as svg, pdf or png, with title, source, language, licence and name in the metadata.

    ``live.svg`` is an svg whose letters are text, for a program that has the font; in ``svg`` they are outlines.
    Raises ValueError for another format.
    """
    if format == "png":
        texts = _metadata(figure, stem)
        texts["Copyright"] = texts.pop("Rights")
        return render_png(figure, figure.sheet.size.dpi, texts)
    if format not in (*FORMATS, LIVE):
        raise ValueError(f"no format {format!r}: {', '.join((*FORMATS, LIVE))}")
    buffer = BytesIO()
    with use_style(), _lean_fonts(), matplotlib.rc_context({"svg.fonttype": "none" if format == LIVE else "path"}):
        if format == "pdf":
            figure.savefig(buffer, format="pdf", metadata={"CreationDate": None, "Creator": None, "Producer": None})
            return _finish_pdf(buffer, figure, stem)
        figure.savefig(buffer, format="svg", metadata={**_metadata(figure, stem), "Date": None, "Creator": None})
    family = f"'{FAMILY}'".encode()  # stands in live text only
    svg = buffer.getvalue().replace(family, family + b", sans-serif")
    return _name_ids(svg, f"{name_figure(figure, stem)} {figure.sheet.size.name} {figure.caption.language}")


def _name_ids(svg: bytes, salt: str) -> bytes:
    """The svg with other names for what it defines: matplotlib's are hashes of places to the last bit of a float, which
    is not the same on every Python; these count.
    """
    names: dict[bytes, bytes] = {}

    def name(found: re.Match[bytes]) -> bytes:
        number = hashlib.sha256(f"{salt} {len(names)}".encode()).hexdigest()[:10]
        return names.setdefault(found[0], found[1] + number.encode())

    return _HASHED_ID.sub(name, svg)


def _metadata(figure: PrintFigure, stem: str) -> dict[str, str]:
    """What every file says of itself, by the names of Dublin Core."""
    caption = figure.caption
    said = {
        "Title": caption.title,
        "Source": caption.source,
        "Language": caption.language,
        "Rights": LICENCE,
        "Description": caption.alt_long,
        "Identifier": name_figure(figure, stem),
    }
    return {key: text for key, text in said.items() if text}


@contextmanager
def _lean_fonts() -> Iterator[None]:
    """Fonts go into a pdf without their layout tables: the letters are placed already, and reading them takes long."""
    load = subset.load_font

    def load_lean(*arguments: Any, **options: Any) -> TTFont:
        font = load(*arguments, **options)
        for table in {"GSUB", "GPOS", "GDEF"} & set(font.keys()):
            del font[table]
        return font

    subset.load_font = load_lean
    try:
        yield
    finally:
        subset.load_font = load


def _finish_pdf(buffer: BytesIO, figure: PrintFigure, stem: str) -> bytes:
    """Language and metadata put in, and written so that the bytes do not depend on this machine."""
    with pikepdf.open(buffer) as pdf:
        pdf.Root.Lang = pikepdf.String(figure.caption.language)
        with pdf.open_metadata(set_pikepdf_as_editor=False) as xmp:
            for key, text in _metadata(figure, stem).items():
                xmp[f"dc:{key.lower()}"] = {text} if key == "Language" else text
        return save_pdf(pdf)

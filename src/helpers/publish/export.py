"""Writing a figure as svg, pdf and png. It is drawn once, and every file is made from that drawing; the same figure
gives the same bytes, and a file is touched only when its bytes change.
"""

import re
import warnings
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from helpers.colour import ACCENT, Palette, find_colour_faults, make_palette
from helpers.figures.marks import TINTS, take_tint
from helpers.figures.preflight import Ground, find_faults, find_swallowed, list_grounds
from helpers.figures.render import (
    ALT,
    draw_svg,
    outline,
    paint,
    recolour,
    save_png,
    set_pdf,
    sign_pdf,
    sign_svg,
)
from helpers.figures.sheet import LONGEST_ALT, Caption, PrintFigure, Sheet, Size
from helpers.files import LICENCE, write_bytes
from helpers.publish.pictures import inspect

FORMATS = ("svg", "pdf", "png")


class TextWarning(UserWarning):
    """The texts of a figure overlap, leave the frame or are too small (``preflight.find_faults``)."""


class ColourWarning(UserWarning):
    """The colours of a figure are too pale or too like each other (``colour.find_colour_faults``)."""


_STEM = re.compile(r"[a-z0-9]+([_-][a-z0-9]+)*")


@dataclass(frozen=True)
class Drawing:
    """A figure as it has been drawn: what it is a picture of, its words and sheet, its svg with text as text, what is
    wrong with it in words, and which of its texts lie on marks.
    """

    owner: str
    caption: Caption
    sheet: Sheet
    svg: bytes
    faults: list[str]
    grounds: list[Ground]

    def recolour(self, palette: Palette) -> "Drawing | None":
        """The same drawing in another palette; None where it has to be drawn again (``map_colours``)."""
        colours = map_colours(self.sheet.palette, palette)
        if colours is None:
            return None
        faults = [fault for fault in self.faults if fault not in find_swallowed(self.grounds)]
        return replace(
            self,
            sheet=replace(self.sheet, palette=palette),
            svg=recolour(self.svg, colours),
            faults=faults + find_swallowed(self.grounds, colours),
        )

    def render(self, formats: Iterable[str] = FORMATS) -> list[bytes]:
        """Its bytes in each format, with title, source, language, licence, alt text and name in the metadata.

        ``live.svg`` is an svg whose letters are text, ``svg`` has outlines. Raises ValueError for another format.
        """
        wanted, about, pdf = list(formats), self._describe(), b""
        if unknown := [format for format in wanted if format not in (*FORMATS, LIVE)]:
            raise ValueError(f"no format {unknown[0]!r}: {', '.join((*FORMATS, LIVE))}")
        if {"pdf", "png"} & set(wanted):
            pdf = set_pdf(self.svg, self.caption.alone, self.caption.alt_long, self.caption.language)
        dpi = self.sheet.size.dpi
        makers = {
            "svg": lambda: outline(sign_svg(self.svg, about)),
            LIVE: lambda: sign_svg(self.svg, about),
            "pdf": lambda: sign_pdf(pdf, about),
            "png": lambda: save_png(paint(pdf, dpi), dpi, about, self.sheet.palette),
        }
        return [makers[format]() for format in wanted]

    def _describe(self) -> dict[str, str]:
        """What every file says of itself, by the names of Dublin Core, its short alt text and lines too."""
        caption = self.caption
        said = {
            "Title": caption.alone,
            "Source": caption.source,
            "Language": caption.language,
            "Rights": LICENCE,
            "Description": caption.alt_long,
            "Identifier": self.owner,
            ALT: caption.alt,
            "Coverage": " ".join(str(line) for line in sorted(set(caption.lines))),
        }
        return {key: text for key, text in said.items() if text}


def take_drawing(figure: PrintFigure, stem: str = "") -> Drawing:
    """Draw a figure, and see what is wrong with it. Its name says what its files are pictures of, else the stem."""
    grounds = list_grounds(figure)
    return replace(_draw(figure, stem), faults=find_faults(figure, grounds), grounds=grounds)


def render_figure(figure: PrintFigure, format: str) -> bytes:
    """The bytes of a figure in one format, as ``Drawing.render`` gives them."""
    return _draw(figure).render([format])[0]


def _draw(figure: PrintFigure, stem: str = "") -> Drawing:
    owner, size = figure.name or stem, figure.sheet.size.name
    svg = draw_svg(figure, f"{owner} {size} {figure.caption.language}")
    return Drawing(owner, figure.caption, figure.sheet, svg, [], [])


def name_file(stem: str, sheet: Sheet, language: str, format: str) -> str:
    """The name of a figure's file: what it shows, size, language, variant, format.

    >>> name_file("03_hundra-kronor", Sheet(SIZES["a5"]), "sv", "pdf")
    '03_hundra-kronor_a5_sv.pdf'
    """
    parts = [stem, sheet.size.name, language, name_variant(sheet, format)]
    return f"{'_'.join(part for part in parts if part)}.{format.rpartition('.')[2]}"


def name_variant(sheet: Sheet, format: str = "svg") -> str:
    """What a file's name says of a sheet that is not the plain one, and of live text; nothing of the plain one.

    >>> name_variant(Sheet(SIZES["a5"], make_palette(ground="dark"), headline=False))
    'mork_utan-rubrik'
    """
    return "_".join(tag for tag in (take_variant(sheet).tag, LIVE_TEXT if format == LIVE else "") if tag)


def export_figure(figure: PrintFigure, stem: Path, formats: tuple[str, ...] = FORMATS) -> list[Path]:
    """Write a figure as ``<stem>_<size>_<language>[_<variant>].<format>`` and give the paths.

    Raises ValueError where the figure lacks a title, a source or an alt text, where its short alt text is too long, the
    name is not in small ASCII letters, the format is not known, or one of the files is there and is not this figure's;
    nothing is written then. Says so, by a TextWarning or a ColourWarning, where the proof of the figure has a fault.

    >>> export_figure(figure, Path("build/example/03_ramar"))
    [...Path('build/example/03_ramar_a5_sv.svg'), ...]
    """
    return list(export_drawing(take_drawing(figure, stem.name), stem, formats))


def export_drawing(drawing: Drawing, stem: Path, formats: Iterable[str] = FORMATS) -> dict[Path, bytes]:
    """Write what has been drawn, as ``export_figure`` does; gives the bytes of each file."""
    faults = _find_refusals(drawing.caption, stem.name)
    if faults:
        raise ValueError(f"{stem.name}: a figure is not exported {'; '.join(faults)}")
    names = [name_file(stem.name, drawing.sheet, drawing.caption.language, each) for each in formats]
    paths = [stem.with_name(name) for name in names]
    check_owners(paths, drawing.owner)
    _warn(drawing, stem.name)
    files = dict(zip(paths, drawing.render(formats), strict=True))
    for path, data in files.items():
        write_bytes(path, data)
    return files


def _find_refusals(caption: Caption, stem: str) -> list[str]:
    lacking = [name for name in ("title", "source", "alt", "alt_long") if not getattr(caption, name).strip()]
    faults = [f"without {', '.join(lacking)}"] if lacking else []
    if not _STEM.fullmatch(stem):
        faults.append("by a name of other than small letters a to z, digits, - and _")
    if len(caption.alt) > LONGEST_ALT:
        faults.append(
            f"with a short alt text of {len(caption.alt)} characters ({LONGEST_ALT} at most): {caption.alt!r}"
        )
    return faults


def _warn(drawing: Drawing, stem: str) -> None:
    name = name_file(stem, drawing.sheet, drawing.caption.language, "").rstrip(".")
    for category, faults in (
        (TextWarning, drawing.faults),
        (ColourWarning, find_colour_faults(drawing.sheet.palette)),
    ):
        for fault in faults:
            warnings.warn(f"{name}: {fault}", category, stacklevel=4)


def check_owners(paths: Iterable[Path], name: str) -> None:
    """Raises ValueError where one of these pictures is there and does not say that it is a picture of ``name``. One
    that is empty or cut off is what a run that died has left, and is no reason.

    >>> check_owners([Path("figures/nowhere.svg")], "a-plan/03_ramar")
    """
    for path in paths:
        owner = read_owner(path)
        if owner not in (None, name):
            whose = f"a picture of {owner}" if owner else "not ours: it does not say what it is a picture of"
            said = f"{path.name} is {whose}, and {name} does not overwrite it"
            raise ValueError(f"{said}: give one of them another name, or remove the file")


def read_owner(path: Path) -> str | None:
    """Which figure the picture at a path says that it is of; "" where it does not, None without a whole file.

    >>> read_owner(Path("figures/nowhere.svg"))
    """
    data = path.read_bytes() if path.is_file() else b""
    picture = inspect(data, path.suffix[1:])
    return picture.about.get("identifier", "") if picture.whole else None


# --- how a figure departs from the plain one ---------------------------------------------------------------

GROUNDS = {"white": "", "dark": "mork", "transparent": "genomskinlig"}
"""Every ground by its name, with what the names of files say of it."""

LIVE = "live.svg"
"""The format of an svg whose text can be edited in a drawing program that has the font."""

LIVE_TEXT = "levande-text"
"""What the name of such a file says."""


@dataclass(frozen=True)
class Variant:
    """A look of a figure: its ground (white, dark, transparent), whether it has a headline, its accent colour."""

    ground: str = "white"
    headline: bool = True
    accent: str = ACCENT

    @property
    def palette(self) -> Palette:
        """The colours that it is drawn in."""
        return make_palette(self.accent, self.ground)

    @property
    def tag(self) -> str:
        """What the names of its files say, in Swedish and in ASCII; nothing where it is the plain one.

        >>> Variant("dark", headline=False).tag
        'mork_utan-rubrik'
        """
        own, plain = self.palette.accent, make_palette(ground=self.ground).accent
        tags = GROUNDS[self.ground], "" if self.headline else "utan-rubrik", f"farg-{own[1:]}" if own != plain else ""
        return "_".join(tag for tag in tags if tag)

    def sheet(self, size: Size) -> Sheet:
        """The sheet of a size in this look."""
        return Sheet(size, self.palette, self.headline)


def list_variants(accent: str = ACCENT) -> list[Variant]:
    """Every variant in an accent colour, the plain one first, the two grounds of a headline or of none in turn."""
    return [Variant(ground, headline, accent) for ground in GROUNDS for headline in (True, False)]


def take_variant(sheet: Sheet) -> Variant:
    """The variant that a sheet is of."""
    return Variant(sheet.palette.ground, sheet.headline, sheet.palette.accent)


@cache
def name_colours(palette: Palette) -> dict[str, str]:
    """Every colour that a figure may have in this palette, with its (first) name: the palette's own, and its tints.

    >>> name_colours(make_palette())["#6399a3"]
    'light accent'
    """
    return {colour: name for name, colour in reversed(_list_colours(palette).items())} | {"none": "paper"}


def _list_colours(palette: Palette) -> dict[str, str]:
    own = {name: getattr(palette, name) for name in ("paper", "ink", "muted", "rule", "pale", "accent", "second")}
    return own | {name: take_tint(palette, name) for name in TINTS}


@cache
def map_colours(drawn: Palette, wanted: Palette) -> dict[str, str] | None:
    """What each colour of a palette is in another one; None where one colour would have to become two.

    >>> map_colours(make_palette(), make_palette(ground="dark"))["#ffffff"]
    '#15191c'
    """
    ours, theirs = _list_colours(drawn), _list_colours(wanted)
    pairs = {(ours[name], theirs[name]) for name in ours}
    return dict(pairs) if len({colour for colour, _ in pairs}) == len(pairs) else None

"""The set of a figure: its sizes, languages and variants, with the texts and numbers beside them. A figure is drawn
once for each size and language, with its headline and without; grounds and formats are made from that drawing. The
texts to paste with it and its numbers lie beside it, once in each language.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from helpers.colour import ACCENT
from helpers.figures.registry import Drawable, Figure, list_figures, read_figure
from helpers.figures.sheet import SIZES, PrintFigure, RoomError, Sheet
from helpers.files import write_bytes
from helpers.links.labels import Labels, read_labels
from helpers.plan.read import Plan
from helpers.publish.export import (
    FORMATS,
    LIVE,
    Drawing,
    Variant,
    check_owners,
    export_drawing,
    list_variants,
    name_file,
    name_variant,
    read_owner,
    take_drawing,
)
from helpers.publish.manifest import NAME, File, Missing, describe_file, read_manifest
from helpers.tables import write_table
from helpers.words import LANGUAGES, Words
from helpers.workbook import Book, guard_table, write_workbook

CODED = ("basis", "kind", "specificity", "state", "strength")
"""The columns of figures' numbers that hold codes: plain in the csv, in words in the Excel file."""

SCREEN = "square"
"""The screen size that is published beside the one for print, in the first language."""

WIDE = "landscape"
"""The size of the front row for print, in the first language: A5 on its side."""


class Part(NamedTuple):
    """One picture of a set: size, language, formats, variant."""

    size: str
    language: str
    formats: tuple[str, ...] = FORMATS
    variant: Variant = Variant()

    @property
    def sheet(self) -> Sheet:
        """The sheet that it is drawn on."""
        return self.variant.sheet(SIZES[self.size])

    def list_pictures(self, stem: Path) -> list[Path]:
        """Where its files lie, one for each format."""
        names = [name_file(stem.name, self.sheet, self.language, format) for format in self.formats]
        return [stem.with_name(name) for name in names]


def list_published(figure: Figure) -> list[Part]:
    """What is published: svg and pdf in every language, png in the first, a square for screens; A5 on its side if in
    front.

    >>> [part.size for part in list_published(FIGURES["04_alla-krav"])]
    ['a4', 'a4']
    """
    first, *others = LANGUAGES
    parts = [Part(figure.size, first), *(Part(figure.size, language, ("svg", "pdf")) for language in others)]
    parts += [Part(WIDE, first, ("pdf", "png"))] if figure.front and WIDE in figure.sizes else []
    return parts + ([Part(SCREEN, first, ("png",))] if SCREEN in figure.sizes else [])


def list_everything(figure: Figure, accent: str = ACCENT) -> list[Part]:
    """Every size (its own first), language and variant of a figure; for screens as png alone."""
    sizes = sorted(figure.sizes, key=lambda size: size != figure.size)
    return [
        Part(size, language, ("png",) if SIZES[size].screen else (*FORMATS, LIVE), variant)
        for language in LANGUAGES
        for size in sizes
        for variant in list_variants(accent)
    ]


def list_missing(
    name: str, figure: Figure, sizes: Iterable[str] = (SCREEN,), languages: Iterable[str] = LANGUAGES[:1]
) -> list[Missing]:
    """Which of these sizes the figure is not made for, in these languages: as a rule, of those that are published.

    >>> list_missing("04_alla-krav", FIGURES["04_alla-krav"])
    [Missing(figure='04_alla-krav', size='square', language='sv', variant='')]
    """
    gone = [size for size in sizes if size not in figure.sizes]
    return [Missing(figure=name, size=size, language=language) for language in languages for size in gone]


def publish_set(plan: Plan | Labels, name: str, folder: Path) -> Iterator[File | Missing]:
    """Write the published set of a figure; gives the rows of the manifest, what is missing among them."""
    labels = read_labels(plan)
    figure = list_figures(labels)[name]
    rows = list(write_set(labels, name, folder, list_published(figure)))
    yield from rows
    if _is_there(rows):
        yield from list_missing(name, figure)


def write_set(plan: Plan | Labels, name: str, folder: Path, parts: list[Part]) -> Iterator[File | Missing]:
    """Write these parts of a figure and, once in each language, its texts and numbers; gives the rows of the manifest.

    A size that is another chart than the first one has texts of its own. A part that the figure does not fit
    (``RoomError``) is not written, and its row says that it is missing. Raises ValueError as ``export_figure`` does;
    where a file is there and not the figure's, before anything is written.
    """
    labels = read_labels(plan)
    plan = labels.plan
    stem, owner = folder / name, f"{plan.folder.resolve().name}/{name}"
    check_owners((path for part in parts for path in part.list_pictures(stem)), owner)
    check_texts((path for part in parts for path in _list_texts(part, stem)), stem, owner)
    drawable = read_figure(labels, name)
    for language in dict.fromkeys(part.language for part in parts):
        words = labels.speak(language)
        first: PrintFigure | None = None
        told = set[str]()
        for part, figure, drawing in _draw_parts(drawable, words, parts):
            if figure is None or drawing is None:
                yield _miss(name, part)
                continue
            variants = [name_variant(part.sheet, format) for format in part.formats]
            files = export_drawing(drawing, stem, part.formats)
            for (path, data), variant in zip(files.items(), variants, strict=True):
                yield describe_file(path, name, figure.caption, part.size, variant, data)
            first = first or figure
            if part.size not in told and compose_texts(figure, words) != compose_texts(first, words):
                path = name_text(stem, language, part.size)
                write_bytes(path, compose_texts(figure, words).encode("utf-8"))
                yield describe_file(path, name, figure.caption, part.size)
            told.add(part.size)
        if first is not None:
            for path in write_beside(first, stem, words):
                yield describe_file(path, name, first.caption)


def _draw_parts(
    drawable: Drawable, words: Words, parts: Iterable[Part]
) -> Iterator[tuple[Part, PrintFigure | None, Drawing | None]]:
    """The parts of one language with what they show: each size is drawn once with its headline and once without, and
    the other grounds are that drawing in other colours. None where there is no room.
    """
    kept: dict[tuple[str, bool], tuple[PrintFigure, Drawing] | None] = {}
    for part in (part for part in parts if part.language == words.language):
        key = part.size, part.variant.headline
        if key not in kept:
            kept[key] = _draw(drawable, words, part)
        made = kept[key]
        drawing = made and made[1].recolour(part.variant.palette)
        if made and not drawing:
            made = _draw(drawable, words, part)
            drawing = made and made[1]
        yield part, made and made[0], drawing


def _draw(drawable: Drawable, words: Words, part: Part) -> tuple[PrintFigure, Drawing] | None:
    look = part.variant
    try:
        figure = drawable.draw(words, part.size, headline=look.headline, ground=look.ground, accent=look.accent)
    except RoomError:
        return None
    return figure, take_drawing(figure)


def _is_there(rows: Iterable[File | Missing]) -> bool:
    """Whether a figure has a file: of one that has none, no size is worth a word."""
    return any(isinstance(row, File) for row in rows)


def _list_texts(part: Part, stem: Path) -> tuple[Path, ...]:
    """Where the texts and numbers lie that may be written with a part."""
    return (*list_beside(stem, part.language), name_text(stem, part.language, part.size))


def _miss(name: str, part: Part) -> Missing:
    return Missing(figure=name, size=part.size, language=part.language, variant=part.variant.tag)


# --- beside a figure ----------------------------------------------------------------------------------------


def compose_texts(figure: PrintFigure, words: Words) -> str:
    """The texts that go with a figure, each under its name: headline, caption, alt texts, source with lines, licence.

    >>> compose_texts(figure, words).splitlines()[0]
    'Rubrik'
    """
    blocks = list_texts(figure, words)
    return "\n".join(f"{label}\n{text}\n" for label, text in blocks)


def list_texts(figure: PrintFigure, words: Words) -> list[tuple[str, str]]:
    """The same texts as pairs of name and text; raises PlanError for a name that the catalogue lacks."""
    caption = figure.caption
    rests = words.say("beside_lines", lines=words.lines(list(caption.lines))) if caption.lines else ""
    blocks = {
        "headline": caption.alone,
        "title": caption.title,
        "caption": f"{caption.what.rstrip('.')}. {caption.note}".strip(),
        "alt": caption.alt,
        "alt_long": caption.alt_long,
        "source": f"{caption.source}\n{rests}".strip(),
        "licence": words.say("beside_licence_is"),
    }
    return [(words.say(f"beside_{name}"), text) for name, text in blocks.items()]


def tabulate_numbers(figure: PrintFigure, words: Words) -> Book:
    """The numbers of a figure as an Excel file, with headings and cells to read, and its texts on a sheet of their own.

    Raises PlanError where the catalogue lacks a column's heading (``column_…``) or a code's words (``cell_…``).
    """
    numbers = figure.numbers
    read = {
        name: numbers[name].map(lambda cell, name=name: words.say(f"cell_{name}_{cell}") if cell else "")
        for name in CODED
        if name in numbers
    }
    table = numbers.assign(**read).rename(columns={name: words.say(f"column_{name}") for name in numbers.columns})
    return Book(
        sheets={words.say("beside_numbers"): table},
        notes=list_texts(figure, words),
        notes_name=words.say("beside_about"),
        title=figure.caption.alone,
        language=words.language,
    )


def write_beside(figure: PrintFigure, stem: Path, words: Words) -> Iterator[Path]:
    """Write ``<stem>_<language>_text.txt``, ``….csv`` and ``….xlsx``, and give the paths.

    The csv is the plain table. It will be opened in spreadsheets, so a text that one of them could take for a formula
    has an apostrophe in front (``workbook.guard_formula``).

    >>> [path.name for path in write_beside(figure, empty / "03_ramar", words)]
    ['03_ramar_sv_text.txt', '03_ramar_sv.csv', '03_ramar_sv.xlsx']
    """
    texts, table, book = list_beside(stem, words.language)
    write_bytes(texts, compose_texts(figure, words).encode("utf-8"))
    write_table(guard_table(figure.numbers), table)
    write_workbook(tabulate_numbers(figure, words), book)
    yield from (texts, table, book)


def list_beside(stem: Path, language: str) -> tuple[Path, Path, Path]:
    """Where a figure's texts, its table and its Excel file lie."""
    csv, xlsx = (stem.with_name(f"{stem.name}_{language}{end}") for end in (".csv", ".xlsx"))
    return name_text(stem, language), csv, xlsx


def name_text(stem: Path, language: str, size: str = "") -> Path:
    """Where a figure's texts lie; with a size, those of that size alone, where it is another chart.

    >>> name_text(Path("03_ramar"), "sv", "square").name
    '03_ramar_square_sv_text.txt'
    """
    return stem.with_name("_".join([stem.name, *([size] if size else []), language, "text.txt"]))


def check_texts(paths: Iterable[Path], stem: Path, name: str) -> None:
    """Raises ValueError where one of these texts and tables is there and is not that of the figure ``name``.

    They are the figure's own where a picture of it lies beside them, or the folder's manifest lists them as its.
    """
    there = [path for path in paths if path.is_file()]
    if not there:
        return
    pictures = (path for format in FORMATS for path in sorted(stem.parent.glob(f"{stem.name}_*.{format}")))
    if any(read_owner(path) == name for path in pictures):
        return
    manifest = read_manifest(stem.parent / NAME) if (stem.parent / NAME).is_file() else None
    listed = {row.file for row in manifest.files if f"{manifest.plan}/{row.figure}" == name} if manifest else set()
    for path in there:
        if path.name not in listed:
            said = f"{path.name} is there, with no picture of {name} beside it and in no manifest"
            raise ValueError(f"{said}: it is not overwritten; give one of them another name, or remove the file")

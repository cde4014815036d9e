"""What lies beside a figure, once in each language: the texts to paste with it, and its numbers."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from helpers.escape import guard_table
from helpers.figures.sheet import PrintFigure
from helpers.files import write_bytes
from helpers.publish.export import FORMATS, read_owner
from helpers.publish.manifest import NAME, read_manifest
from helpers.tables import write_table
from helpers.words import Words
from helpers.workbook import Book, write_workbook

CODED = ("basis", "kind", "specificity", "state", "strength")
"""The columns of figures' numbers that hold codes: plain in the csv, in words in the Excel file."""


def compose_texts(figure: PrintFigure, words: Words) -> str:
    """The texts that go with a figure, each under its name: headline, caption, alt texts, source with lines, licence.

    >>> compose_texts(figure, words).splitlines()[0]
    'Rubrik'
    """
    blocks = list_texts(figure, words)
    return "\n".join(f"{label}\n{text}\n" for label, text in blocks)


def list_texts(figure: PrintFigure, words: Words) -> list[tuple[str, str]]:
    """The same texts as pairs of name and text.

    Raises PlanError where the catalogue lacks one of the names.
    """
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

    Raises PlanError where the catalogue has no heading for a column (``column_…``), or no words for a cell of those
    that hold a code (``cell_<column>_…``).
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
    has an apostrophe in front (``escape.guard_formula``).

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


def write_text(figure: PrintFigure, stem: Path, words: Words) -> Path:
    """Write the texts of a size that is another chart, ``<stem>_<size>_<language>_text.txt``, and give the path."""
    path = name_text(stem, words.language, figure.sheet.size.name)
    write_bytes(path, compose_texts(figure, words).encode("utf-8"))
    return path


def check_strangers(paths: Iterable[Path], stem: Path, name: str) -> None:
    """Raises ValueError where one of these texts and tables is there and is not that of the figure ``name``.

    They do not say themselves whose they are. They are the figure's own where a picture of it lies beside them, or
    where the folder's manifest lists them as the figure's.
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

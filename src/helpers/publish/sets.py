"""The set of a figure: its sizes, languages and variants, each drawn once, with the texts and numbers beside them."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from helpers.colour import ACCENT, make_palette
from helpers.figures.registry import Drawable, Figure, list_figures, read_figure
from helpers.figures.sheet import SIZES, PrintFigure, RoomError, Sheet
from helpers.plan.read import Plan
from helpers.publish.companions import check_strangers, compose_texts, list_beside, name_text, write_beside, write_text
from helpers.publish.export import (
    FORMATS,
    LIVE,
    VARIANTS,
    Variant,
    check_owners,
    export_figure,
    name_file,
    name_variant,
)
from helpers.publish.manifest import File, Missing, describe_file
from helpers.words import LANGUAGES, Words, read_words

SCREEN = "square"
"""The screen size that is published beside the one for print, in the first language."""


class Part(NamedTuple):
    """One drawing of a set: size, language, formats, variant."""

    size: str
    language: str
    formats: tuple[str, ...] = FORMATS
    variant: Variant = VARIANTS[0]

    def sheet(self, accent: str = ACCENT) -> Sheet:
        """The sheet that it is drawn on."""
        return Sheet(SIZES[self.size], make_palette(accent, self.variant.ground), self.variant.headline)

    def list_pictures(self, stem: Path, accent: str = ACCENT) -> list[Path]:
        """Where its files lie, one for each format."""
        sheet = self.sheet(accent)
        return [stem.with_name(name_file(stem.name, sheet, self.language, format)) for format in self.formats]


def list_published(recipe: Figure) -> list[Part]:
    """What is published of a figure: svg and pdf in every language, png in the first, and a square for screens.

    >>> [part.size for part in list_published(recipes.FIGURES["04_alla-krav"])]  # doctest: +SKIP
    ['a4', 'a4']
    """
    first, *others = LANGUAGES
    parts = [Part(recipe.size, first), *(Part(recipe.size, language, ("svg", "pdf")) for language in others)]
    return parts + ([Part(SCREEN, first, ("png",))] if SCREEN in recipe.sizes else [])


def list_everything(recipe: Figure) -> list[Part]:
    """Every size, language and variant of a figure: for print in every format, for screens as png.

    The size that it is shown in comes first, since its caption has all its words.
    """
    sizes = sorted(recipe.sizes, key=lambda size: size != recipe.size)
    return [
        Part(size, language, ("png",) if SIZES[size].fixed else (*FORMATS, LIVE), variant)
        for language in LANGUAGES
        for size in sizes
        for variant in VARIANTS
    ]


def list_missing(
    name: str, recipe: Figure, sizes: Iterable[str] = (SCREEN,), languages: Iterable[str] = LANGUAGES[:1]
) -> list[Missing]:
    """Which of these sizes the figure is not made for, in these languages: as a rule, of those that are published.

    >>> list_missing("04_alla-krav", recipes.FIGURES["04_alla-krav"])  # doctest: +SKIP
    [Missing(figure='04_alla-krav', size='square', language='sv', variant='')]
    """
    gone = [size for size in sizes if size not in recipe.sizes]
    return [Missing(figure=name, size=size, language=language) for language in languages for size in gone]


def publish_set(plan: Plan, name: str, folder: Path) -> Iterator[File | Missing]:
    """Write the published set of a figure; gives the rows of the manifest, what is missing among them."""
    recipe = list_figures(plan)[name]
    rows = list(write_set(plan, name, folder, list_published(recipe)))
    yield from rows
    if _is_there(rows):
        yield from list_missing(name, recipe)


def write_set(plan: Plan, name: str, folder: Path, parts: list[Part], accent: str = ACCENT) -> Iterator[File | Missing]:
    """Write these parts of a figure and, once in each language, its texts and numbers; gives the rows of the manifest.

    A size that is another chart than the first one has texts of its own. A part that the figure does not fit
    (``RoomError``) is not written, and its row says that it is missing. Raises ValueError as ``export_figure`` does;
    where a file is there and not the figure's, before anything is written.
    """
    stem, owner = folder / name, f"{plan.folder.resolve().name}/{name}"
    check_owners((path for part in parts for path in part.list_pictures(stem, accent)), owner)
    check_strangers((path for part in parts for path in _list_texts(part, stem)), stem, owner)
    drawable = read_figure(plan, name)
    for language in dict.fromkeys(part.language for part in parts):
        words = read_words(language, plan)
        first: PrintFigure | None = None
        told = set()
        for part in (part for part in parts if part.language == language):
            figure = _draw(drawable, words, part, accent)
            if figure is None:
                yield _miss(name, part, accent)
                continue
            paths = export_figure(figure, stem, part.formats)
            variants = [name_variant(figure.sheet, format) for format in part.formats]
            for path, variant in zip(paths, variants, strict=True):
                yield describe_file(path, name, figure.caption, part.size, variant)
            first = first or figure
            if part.size not in told and _is_other(figure, first, words):
                yield describe_file(write_text(figure, stem, words), name, figure.caption, part.size)
            told.add(part.size)
        if first is not None:
            for path in write_beside(first, stem, words):
                yield describe_file(path, name, first.caption)


def describe_set(plan: Plan, name: str, folder: Path) -> list[File | Missing]:
    """The rows of the manifest for the published files of a figure that are there, without writing any."""
    recipe, stem = list_figures(plan)[name], folder / name
    if not recipe.possible(plan):
        return []
    rows: list[File | Missing] = []
    drawable = read_figure(plan, name)
    for language in LANGUAGES:
        words = read_words(language, plan)
        first: PrintFigure | None = None
        for part in (part for part in list_published(recipe) if part.language == language):
            figure = _draw(drawable, words, part, ACCENT)  # another size may be another chart, with other words
            if figure is None:
                rows.append(_miss(name, part, ACCENT))
                continue
            first = first or figure
            paths = part.list_pictures(stem)
            paths += [name_text(stem, language, part.size)] if _is_other(figure, first, words) else []
            rows += [describe_file(path, name, figure.caption, part.size) for path in paths if path.is_file()]
        if first is not None:
            beside = (path for path in list_beside(stem, language) if path.is_file())
            rows += [describe_file(path, name, first.caption) for path in beside]
    return [*rows, *(list_missing(name, recipe) if _is_there(rows) else [])]


def _is_there(rows: Iterable[File | Missing]) -> bool:
    """Whether a figure has a file: of one that has none, no size is worth a word."""
    return any(isinstance(row, File) for row in rows)


def _list_texts(part: Part, stem: Path) -> tuple[Path, ...]:
    """Where the texts and numbers lie that may be written with a part."""
    return (*list_beside(stem, part.language), name_text(stem, part.language, part.size))


def _is_other(figure: PrintFigure, first: PrintFigure, words: Words) -> bool:
    """Whether the texts that go with a figure are not those that go with the first one."""
    return compose_texts(figure, words) != compose_texts(first, words)


def _miss(name: str, part: Part, accent: str) -> Missing:
    variant = name_variant(part.sheet(accent))
    return Missing(figure=name, size=part.size, language=part.language, variant=variant)


def _draw(drawable: Drawable, words: Words, part: Part, accent: str) -> PrintFigure | None:
    variant = part.variant
    try:
        return drawable.draw(words, part.size, headline=variant.headline, ground=variant.ground, accent=accent)
    except RoomError:
        return None

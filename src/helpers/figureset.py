"""The set of a figure: its sizes, languages and variants, each drawn once, with the texts and numbers beside them."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from helpers.beside import list_beside, write_beside
from helpers.export import FORMATS, LIVE, VARIANTS, Variant, export_figure, name_file, name_variant
from helpers.manifest import File, describe_file
from helpers.plan import Plan
from helpers.recipes import Recipe, draw, list_figures
from helpers.style import ACCENT, SIZES, PrintFigure, RoomError, Sheet, make_palette
from helpers.words import LANGUAGES, read_words

SCREEN = "square"
"""The screen size that is published beside the one for print."""


class Part(NamedTuple):
    """One drawing of a set: size, language, formats, variant."""

    size: str
    language: str
    formats: tuple[str, ...] = FORMATS
    variant: Variant = VARIANTS[0]

    def sheet(self, accent: str = ACCENT) -> Sheet:
        """The sheet that it is drawn on."""
        return Sheet(SIZES[self.size], make_palette(accent, self.variant.ground), self.variant.headline)


def list_published(recipe: Recipe) -> list[Part]:
    """What is published of a figure: svg and pdf in every language, png in the first, and a square for screens.

    >>> [part.size for part in list_published(recipes.FIGURES["04_alla-krav"])]  # doctest: +SKIP
    ['a4', 'a4']
    """
    first, *others = LANGUAGES
    parts = [Part(recipe.size, first), *(Part(recipe.size, language, ("svg", "pdf")) for language in others)]
    return parts + ([Part(SCREEN, first, ("png",))] if SCREEN in recipe.sizes else [])


def list_everything(recipe: Recipe) -> list[Part]:
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


def write_set(plan: Plan, name: str, folder: Path, parts: list[Part], accent: str = ACCENT) -> Iterator[File]:
    """Write these parts of a figure and, once in each language, its texts and numbers; gives the rows of the manifest.

    A size that the figure does not fit (``RoomError``) is left out. Raises ValueError as ``export_figure`` does.
    """
    for language in dict.fromkeys(part.language for part in parts):
        first: PrintFigure | None = None
        for part in (part for part in parts if part.language == language):
            figure = _draw(plan, name, part, accent)
            if figure is None:
                continue
            paths = export_figure(figure, folder / name, part.formats)
            variants = [name_variant(figure.sheet, format) for format in part.formats]
            for path, variant in zip(paths, variants, strict=True):
                yield describe_file(path, name, figure.caption, part.size, variant)
            first = first or figure
        if first is not None:
            for path in write_beside(first, folder / name, read_words(language, plan)):
                yield describe_file(path, name, first.caption)


def describe_set(plan: Plan, name: str, folder: Path) -> list[File]:
    """The rows of the manifest for the published files of a figure that are there, without writing any."""
    recipe = list_figures(plan)[name]
    rows: list[File] = []
    for language in LANGUAGES if recipe.possible(plan) else ():
        first: PrintFigure | None = None
        for part in (part for part in list_published(recipe) if part.language == language):
            figure = _draw(plan, name, part, ACCENT)  # another size may be another chart, with other words
            if figure is None:
                continue
            paths = (folder / name_file(name, part.sheet(), language, format) for format in part.formats)
            rows += [describe_file(path, name, figure.caption, part.size) for path in paths if path.is_file()]
            first = first or figure
        if first is not None:
            beside = (path for path in list_beside(folder / name, language) if path.is_file())
            rows += [describe_file(path, name, first.caption) for path in beside]
    return rows


def _draw(plan: Plan, name: str, part: Part, accent: str) -> PrintFigure | None:
    words, variant = read_words(part.language, plan), part.variant
    try:
        return draw(plan, name, words, part.size, headline=variant.headline, ground=variant.ground, accent=accent)
    except RoomError:
        return None

"""The published figures and finished prints of a plan as a page of the site, from its manifest: small pictures, and
under each the files to fetch, by language.
"""

from collections.abc import Container, Iterable, Mapping
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import NamedTuple
from zipfile import ZIP_DEFLATED

from PIL import Image

from helpers.colour import list_kept, make_palette, reduce_colours
from helpers.files import pack as pack_zip
from helpers.publish.gallery import SHOWN, name_subject, say_search
from helpers.publish.manifest import Entry, File, Manifest, group_entries
from helpers.publish.sets import WIDE
from helpers.site.page import make_environment
from helpers.words import LANGUAGES, Words

THUMB = 2 * SHOWN
"""How wide it is itself, in pixels: a dense screen has two and more for each CSS pixel."""

_SCREENS = ("square", "portrait", "story")


class Button(NamedTuple):
    """A file to fetch: what stands on its button, and its name."""

    text: str
    file: str


class Picture(NamedTuple):
    """A figure on the page: name, headline, alt text, lines, the png shown and its height (CSS pixels), buttons by
    language, the png for a phone, the words to search for it by, by language.
    """

    figure: str
    headline: str
    alt: str
    lines: tuple[int, ...]
    png: str
    height: int
    buttons: dict[str, list[Button]]
    phone: str
    search: dict[str, str]


def group_pictures(manifest: Manifest, words: dict[str, Words]) -> dict[str, list[Picture]]:
    """The figures of a manifest that have a png in the first language, by series, as they are shown.

    >>> group_pictures(manifest, in_languages)["front"][0].figure
    '04_krav-med-uppdrag'
    """
    groups = {}
    for series, entries in group_entries(manifest).items():
        described = (_describe(entry, manifest, words) for entry in entries)
        groups[series] = [picture for picture in described if picture]
    return {series: pictures for series, pictures in groups.items() if pictures}


def _describe(entry: Entry, manifest: Manifest, words: dict[str, Words]) -> Picture | None:
    files = [file for file in manifest.files if file.figure == entry.figure]
    pngs = [file for file in files if (file.language, file.format) == (LANGUAGES[0], "png")]
    if not pngs:
        return None
    shown = min(pngs, key=lambda file: (file.size in _SCREENS, file.file))
    high = round((shown.height or 1) * SHOWN / (shown.width or 1))
    buttons = {
        language: [Button(_name(file, own), file.file) for file in _in_order(files) if file.language == language]
        for language, own in words.items()
    }
    phone = next((file.file for file in pngs if file.size == "square"), "")
    search = say_search(entry, words)
    return Picture(shown.figure, shown.headline, shown.alt, shown.lines, shown.file, high, buttons, phone, search)


def _in_order(files: Iterable[File]) -> list[File]:
    """Pictures before texts before numbers; sizes for print first."""
    kinds, formats = ("picture", "text", "numbers"), ("png", "svg", "pdf")
    return sorted(
        files,
        key=lambda file: (
            kinds.index(file.kind),
            file.size in _SCREENS,
            file.size,
            formats.index(file.format) if file.format in formats else len(formats),
            file.file,
        ),
    )


def _name(file: File, words: Words) -> str:
    named = {**dict.fromkeys(_SCREENS, "page_screen"), WIDE: "gallery_wide"}
    size = words.say(named[file.size]) if file.size in named else file.size.upper()
    if file.kind == "picture":
        return f"{file.format} {size}"
    if file.kind == "text":
        return words.say("page_texts") + (f" ({size})" if size else "")
    return words.say("page_numbers", format=file.format)


def picture_page(manifest: Manifest, words: dict[str, Words], files: Mapping[str, bytes]) -> str:
    """The page as html, a part of a page of the site one folder down.

    Takes the files as ``make_files`` gives them. Pictures are grouped by series.

    >>> picture_page(manifest, in_languages, site_files())
    '<p class="downloads">...'
    """
    folder, groups = f"figures/{manifest.plan}", group_pictures(manifest, words)
    return (
        make_environment()
        .get_template("pictures.html")
        .render(
            subject=name_subject,
            words=words,
            say=words[LANGUAGES[0]].say,
            zips=list_zips(manifest, words, files),
            prints=list_prints(manifest, words, files),
            groups=groups,
            folder=folder,
            width=SHOWN,
        )
    )


def list_prints(manifest: Manifest, words: dict[str, Words], files: Container[str]) -> dict[str, list[Button]]:
    """The prints of a plan that are among the files, by title and size: a button for each language and use.

    >>> next(iter(list_prints(manifest, in_languages, site_files()).values()))[0].text
    'på svenska'
    """
    prints: dict[str, list[Button]] = {}
    for _, group in groupby(manifest.documents, key=lambda row: row.document):
        rows = [row for row in group if f"figures/{manifest.plan}/{row.file}" in files]
        for row in rows:
            name = f"{rows[0].title} ({row.document.rpartition('_')[2].upper()})"
            text = words[row.language].say(f"page_for_{row.use}")
            prints.setdefault(name, []).append(Button(text, f"figures/{manifest.plan}/{row.file}"))
    return prints


def list_zips(manifest: Manifest, words: dict[str, Words], files: Mapping[str, bytes]) -> dict[str, tuple[str, str]]:
    """The zip of each language: its address among the files, and how many megabytes it has.

    >>> list_zips(manifest, in_languages, site_files())["sv"][0]
    'figures/borlange-v-2022/borlange-v-2022_sv.zip'
    """
    names = {language: f"figures/{manifest.plan}/{name_zip(manifest.plan, language)}" for language in words}
    return {language: (name, words[language].number(len(files[name]) / 1e6, 1)) for language, name in names.items()}


def make_files(folder: Path, manifest: Manifest) -> dict[str, bytes]:
    """What the page leads to, by address: published files, small copies, prints, a zip for each language."""
    found = {}
    for file in manifest.files:
        data = (folder / file.file).read_bytes()
        found[file.file] = data
        if (file.language, file.format) == (LANGUAGES[0], "png"):
            found[f"sma/{file.file}"] = shrink(data)
    found |= {f"pamphlet/{path.name}": path.read_bytes() for path in sorted(folder.glob("pamphlet/*.pdf"))}
    found |= {name_zip(manifest.plan, language): pack(folder, manifest, language) for language in LANGUAGES}
    return {f"figures/{manifest.plan}/{name}": data for name, data in found.items()}


def name_zip(plan: str, language: str) -> str:
    """What the zip of a language is called.

    >>> name_zip("borlange-v-2022", "sv")
    'borlange-v-2022_sv.zip'
    """
    return f"{plan}_{language}.zip"


def shrink(png: bytes) -> bytes:
    """A small copy as png: ``THUMB`` pixels wide, few colours with the palette's; the picture where that is smaller.

    >>> len(shrink((folder / "03_ramar_a5_sv.png").read_bytes())) < 80_000
    True
    """
    picture = Image.open(BytesIO(png)).convert("RGB")
    size = THUMB, round(picture.height * THUMB / picture.width)
    out = BytesIO()
    small = picture.resize(size, Image.Resampling.LANCZOS)
    reduce_colours(small, kept=list_kept(make_palette())).save(out, format="png", compress_level=6)
    return min(out.getvalue(), png, key=len)


def pack(folder: Path, manifest: Manifest, language: str) -> bytes:
    """Every published file of one language as a zip; the same bytes each time.

    >>> pack(folder, manifest, "sv")[:2]
    b'PK'
    """
    out = BytesIO()
    names = sorted(file.file for file in manifest.files if file.language == language)
    top = f"{manifest.plan}_{language}"
    pack_zip(((f"{top}/{name}", (folder / name).read_bytes()) for name in names), out, ZIP_DEFLATED)
    return out.getvalue()

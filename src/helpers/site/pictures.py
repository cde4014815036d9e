"""The published figures and finished prints, from the manifests alone: as a page of the site, with small pictures and
under each the files to fetch, by language; and as ``figures/README.md``, the gallery of all, by series.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from html import escape
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote
from zipfile import ZIP_DEFLATED

from PIL import Image

from helpers.colour import list_kept, make_palette, reduce_colours
from helpers.escape import escape_markdown
from helpers.figures.registry import SERIES
from helpers.files import pack as pack_zip
from helpers.publish.manifest import Document, Entry, File, Manifest, Missing, group_entries
from helpers.publish.sets import SCREEN, WIDE
from helpers.site.page import make_environment
from helpers.words import LANGUAGES, Words

SHOWN = 480
"""How wide a picture is shown at most, in CSS pixels."""

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


# --- the gallery -------------------------------------------------------------------------------------------

SMALL = 240
"""How wide a picture of the front row is shown where they all stand together."""


def make_gallery(manifests: dict[str, Manifest], words: dict[str, Words]) -> str:
    """The page as Markdown: the manifests by the folders that their files lie in, the words by language.

    >>> make_gallery({"borlange-v-2022": manifest}, in_languages).splitlines()[0]
    '# Bilderna'
    """
    first, *others = (words[language] for language in LANGUAGES)
    parts = [
        f"# {first.say('gallery_title')}",
        first.say("gallery_intro").strip(),
        f"## {first.say('gallery_which')}",
        first.say("gallery_programs").strip(),
        *(part for folder, manifest in manifests.items() for part in _list_plan(folder, manifest, words)),
    ]
    for other in others:
        parts += [f"## {other.say('gallery_title')} ({other.say('gallery_language')})"]
        parts += [other.say("gallery_intro").strip(), f"**{other.say('gallery_which')}**"]
        parts += [other.say("gallery_programs").strip()]
        parts += [f"**{other.say('gallery_prints')}**", other.say("gallery_prints_which")]
    return "\n\n".join(parts) + "\n"


def _list_plan(folder: str, manifest: Manifest, words: dict[str, Words]) -> Iterator[str]:
    yield f"## {escape_markdown(f'{manifest.title}, {manifest.party}')}"
    place = quote(f"{folder}/") if folder else ""
    shown = _find_shown(manifest)
    series = {name: [each for each in group if each.figure in shown] for name, group in group_entries(manifest).items()}
    front = series.get(SERIES[0], [])
    yield from _show_front(place, [shown[entry.figure] for entry in front], words[LANGUAGES[0]])
    if front:
        yield from _list_contents(series, shown, words[LANGUAGES[0]])
    for name, entries in series.items():
        yield from [f"### {words[LANGUAGES[0]].say(f'series_{name}')}"] if entries else []
        for entry in entries:
            files = [file for file in manifest.files if file.figure == entry.figure]
            missing = [row for row in manifest.missing if row.figure == entry.figure]
            yield from _show_figure(place, entry, files, list(_list_missing(missing, words)), words)
    if manifest.documents:
        first = words[LANGUAGES[0]]
        yield f"### {first.say('gallery_prints')}"
        yield first.say("gallery_prints_which")
        yield "\n".join(_list_prints(place, manifest.documents, words))
    if manifest.left_out:
        yield f"### {words[LANGUAGES[0]].say('gallery_left_out')}"
        yield "\n".join(f"- `{row.name}`: {escape_markdown(row.reason)}" for row in manifest.left_out)


def _find_shown(manifest: Manifest) -> dict[str, File]:
    """The picture by which each figure is shown: its first png in the first language, on its side before upright."""
    pngs = [file for file in manifest.files if (file.language, file.format) == (LANGUAGES[0], "png")]
    first: dict[str, File] = {}
    for file in sorted(pngs, key=lambda file: (file.figure, file.size == SCREEN, file.size != WIDE)):
        first.setdefault(file.figure, file)
    return first


def _show_front(folder: str, files: list[File], words: Words) -> Iterator[str]:
    """The front row side by side, upright pictures last; each leads to its place on the page."""
    if files:
        yield f"### {words.say('gallery_front')}"
        told = words.say("gallery_front_is", count=words.count(len(files)))
        yield f"{told} {words.say('gallery_front_names')}"
        yield "\n".join(
            f'<a href="#{file.figure}"><img src="{folder}{file.file}" alt="{escape(file.alt)}" width="{SMALL}"></a>'
            for file in sorted(files, key=lambda file: (file.height or 0) > (file.width or 0))
        )


ABOUT = ("themes", "cards", "traces")
"""The series whose figures are each about a theme, a committee or a topic, which the headline begins with."""


def name_subject(series: str, headline: str) -> str:
    """What stands for a figure in a list of contents: what it is about, or all of its headline.

    >>> name_subject("themes", "Jobb: alla krav motsvaras"), name_subject("front", "Krav: fri buss. Uppdrag: utred den")
    ('Jobb', 'Krav: fri buss. Uppdrag: utred den')
    """
    return headline.partition(": ")[0] if series in ABOUT else headline


def _list_contents(series: dict[str, list[Entry]], shown: dict[str, File], words: Words) -> Iterator[str]:
    """What there is, a line for each series."""
    yield f"### {words.say('gallery_contents')}"
    links = {
        name: [
            f'<a href="#{each.figure}">{escape(name_subject(name, shown[each.figure].headline))}</a>'
            for each in entries
        ]
        for name, entries in series.items()
    }
    yield "\n".join(f"- **{words.say(f'series_{name}')}**: {' · '.join(each)}" for name, each in links.items() if each)


def _list_missing(missing: list[Missing], words: dict[str, Words]) -> Iterator[str]:
    """Which sizes a figure does not have, and why, in the language that they are missing in."""
    for row in missing:
        own = words[row.language]
        yield f"- {own.say('gallery_missing', size=_name_size(row.size, own))}"


def _list_prints(folder: str, documents: Iterable[Document], words: dict[str, Words]) -> Iterator[str]:
    """Each finished print by its title, with its size, and its files in every language."""
    for name, group in groupby(documents, key=lambda document: document.document):
        files = list(group)
        said = []
        for language, own in words.items():
            mine = [file for file in files if file.language == language]
            links = [f"[{own.say(f'gallery_for_{file.use}')}]({folder}{file.file})" for file in mine]
            said += [f"{own.say('gallery_language')} {' · '.join(links)}"] if links else []
        size = name.rpartition("_")[2].upper()
        yield f"- {escape_markdown(files[0].title)} ({size}): {'; '.join(said)}"


def _show_figure(
    folder: str, entry: Entry, files: list[File], missing: list[str], words: dict[str, Words]
) -> Iterator[str]:
    """Headline, picture, where it comes from, what it is searched for by, its files, the sizes that are missing."""
    shown = next(file for file in files if file.language == LANGUAGES[0] and file.format == "png")
    yield f'#### <a id="{shown.figure}"></a>{escape_markdown(shown.headline)}'
    yield f'<img src="{folder}{shown.file}" alt="{escape(shown.alt)}" width="{SHOWN}">'
    span = words[LANGUAGES[0]].span(shown.lines) if shown.lines else ""
    told = [escape_markdown(part) for part in (span, *say_search(entry, words).values()) if part]
    yield " · ".join([f"`{shown.figure}`", *told])
    spoken = [language for language in words if any(file.language == language for file in files)]
    yield "\n".join([*(_list_files(folder, files, words[language]) for language in spoken), *missing])


def say_search(entry: Entry, words: dict[str, Words]) -> dict[str, str]:
    """The words that a figure is searched for by, as it is said in each language that has some."""
    return {
        language: own.say("gallery_search", words=entry.search[language])
        for language, own in words.items()
        if entry.search.get(language)
    }


def _list_files(folder: str, files: list[File], words: Words) -> str:
    links = _link_files(folder, [file for file in files if file.language == words.language], words)
    return f"- {words.say('gallery_files')} {words.say('gallery_language')}: {' · '.join(links)}"


def _link_files(folder: str, files: Iterable[File], words: Words) -> Iterator[str]:
    """A link to each file: pictures by size and format, then the texts and the numbers."""
    order = {"picture": 0, "text": 1, "numbers": 2}
    for file in sorted(files, key=lambda file: (order[file.kind], file.size == SCREEN, file.format)):
        size = _name_size(file.size, words)
        name = {
            "picture": f"{size} {file.format}",
            "text": words.say("gallery_texts") + (f" ({size})" if size else ""),
            "numbers": f"{words.say('gallery_numbers')} ({file.format})",
        }[file.kind]
        yield f"[{name}]({folder}{file.file})"


def _name_size(size: str, words: Words) -> str:
    named = {SCREEN: "gallery_screen", WIDE: "gallery_wide"}
    return words.say(named[size]) if size in named else size

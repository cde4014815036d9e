"""``figures/README.md``, the gallery: the published figures of all plans by series, and their finished prints, from the
manifests alone.
"""

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from urllib.parse import quote

from helpers.escape import escape_markdown
from helpers.figures.registry import SERIES
from helpers.publish.manifest import Document, Entry, File, Manifest, Missing, group_entries
from helpers.publish.sets import SCREEN, WIDE
from helpers.words import LANGUAGES, Words

SHOWN = 480
"""How wide a picture is shown at most, in CSS pixels."""

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

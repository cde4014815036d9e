"""One thing that is made of a plan, by its name: a table, an Excel file, a figure, a print, a kit, the index."""

import gc
import pickle
import warnings
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product
from pathlib import Path
from types import MappingProxyType

from helpers.figures.registry import list_figures, list_shown
from helpers.figures.sheet import RoomError
from helpers.files import read_published, write_bytes
from helpers.links.labels import Labels, read_labels
from helpers.links.needs import Output
from helpers.plan.read import Plan
from helpers.prints.documents import PageError, list_documents, name_print, publish_document
from helpers.publish.export import TextWarning
from helpers.publish.gallery import make_gallery
from helpers.publish.manifest import (
    NAME,
    Document,
    Entry,
    File,
    LeftOut,
    Manifest,
    Missing,
    describe_document,
    read_manifest,
    render_manifest,
)
from helpers.publish.outputs import BOOKS, KITS, TABLES, write_book, write_kit, write_table
from helpers.publish.sets import publish_set
from helpers.record import INDEX, KIT, Made, place_gallery, place_outputs, sum_files
from helpers.words import LANGUAGES, read_words

LEFT_OUT = "left out"
"""The kind of what could not be made."""


def list_names(plan: Plan) -> list[str]:
    """The names of all that is made of a plan: tables, Excel files, figures, pamphlet, kit to read it, index."""
    return [*_list_outputs(plan), INDEX]


def make_one(plan: Plan | Labels, name: str, out: Path | None = None) -> Made:
    """Write one table, Excel file, figure, print or kit by its name, and say what was made.

    Its files go to the plan's ``derived/`` and to ``figures/<plan>/`` or, for a plan outside data/, below
    ``build/<plan>/`` (``record.place_build``), as what it is read with always does; or all below ``out``. A sheet or a
    form that somebody has filled in is none of them.

    >>> make_one(plan, "03_budget", Path("build/example")).kind
    'table'
    """
    labels = read_labels(plan)
    plan = labels.plan
    tables, figures, reading = place_outputs(plan.folder, out)
    drawn = list_figures(labels)
    kinds = (
        ("table", TABLES, write_table, tables),
        ("book", BOOKS, write_book, tables),
        ("figure", drawn, publish_set, figures),
        ("pamphlet", list_documents(plan), publish_document, figures / "pamphlet"),
        (KIT, KITS, write_kit, reading),
    )
    kind, outputs, write, folder = next(kind for kind in kinds if name in kind[1])
    maker = drawn[name].module if name in drawn else kind
    try:
        made = list(write(labels, name, folder)) if outputs[name].possible(labels) else []
    except (PageError, RoomError) as error:  # of a print, or of a picture in it
        warnings.warn(f"{name} is left out: {error}", TextWarning, stacklevel=2)
        made = []
    rows = [each for each in made if isinstance(each, (File, Missing))]
    paths = [folder / each.file if isinstance(each, File) else each for each in made if not isinstance(each, Missing)]
    kept = tuple(row.model_dump(mode="json") for row in rows)
    return Made(name, kind if paths else LEFT_OUT, sum_files(paths), kept, maker=maker)


def group_names(plan: Plan, names: Sequence[str]) -> list[list[str]]:
    """The names as several processes share them best: first what is ``heavy``, for one process; then the last, a large
    one, since joblib replaces a process that has grown much since its first; then the others in order.

    >>> group_names(plan, ["03_budget", "06_proposals", "07_folder_a5", "06_reading"])
    [['06_proposals', '06_reading'], ['07_folder_a5'], ['03_budget']]
    """
    outputs = _list_outputs(plan)
    heavy = [name for name in names if outputs[name].heavy]
    others = [[name] for name in names if name not in heavy]
    return [group for group in (heavy, *others[-1:], *others[:-1]) if group]


def _list_outputs(plan: Plan) -> dict[str, Output]:
    return {**TABLES, **BOOKS, **list_figures(plan), **list_documents(plan), **KITS}


def make_apart(labels: bytes, names: Iterable[str], out: Path | None = None) -> list[Made]:
    """Make these in a process that does nothing else, of pickled labels.

    >>> [made.kind for made in make_apart(pickle.dumps(read_labels(plan)), ["03_budget"], Path("build/example"))]
    ['table']
    """
    return [make_one(_unpack(labels), name, out) for name in names]


@lru_cache(maxsize=1)
def _unpack(labels: bytes) -> Labels:
    """The labels, once for all that is made of them. A drawing has many parts that hold each other, and what it was
    imported for stays: looked through less often, they cost a tenth of the time.
    """
    gc.freeze()
    gc.set_threshold(*SELDOM)
    unpacked = pickle.loads(labels)
    assert isinstance(unpacked, Labels)
    return unpacked


SELDOM = (20_000, 20, 20)
"""After how many new objects, and rounds, a process that makes things looks for what nobody holds any more."""


def tell_lack(plan: Plan, name: str) -> str:
    """What a plan lacks for something to be made of it, in Swedish; empty where nothing is lacking.

    >>> tell_lack(plan, "03_ramar")
    ''
    """
    outputs = _list_outputs(plan)
    return outputs[name].lacks(plan) if name in outputs else ""


def list_left_out(plan: Plan | Labels) -> dict[str, str]:
    """Why a figure or a print of the plan cannot be made, by its name, in Swedish.

    >>> list_left_out(plan)
    {}
    """
    labels = read_labels(plan)
    outputs = {**list_figures(labels), **list_documents(labels.plan)}
    return {name: lack for name, output in outputs.items() if (lack := output.lacks(labels))}


def make_index(plan: Plan, out: Path | None = None, known: Mapping[str, Made] = MappingProxyType({})) -> Made:
    """Write the manifest of the plan's published figures, and the gallery of all plans that have one.

    ``known`` is what has been made, by name; the rows of other figures are those that the manifest has already.
    """
    folder = place_outputs(plan.folder, out)[1]
    labels = read_labels(plan)
    figures = [name for name, figure in list_figures(labels).items() if figure.possible(labels)]
    rows = list(_list_rows(figures, folder / NAME, known))
    document, name = plan.file.document, plan.folder.resolve().name
    manifest = Manifest(
        plan=name,
        title=document.title,
        party=document.party,
        files=tuple(sorted((row for row in rows if isinstance(row, File)), key=lambda file: file.file)),
        missing=tuple(sorted((row for row in rows if isinstance(row, Missing)), key=lambda row: row.figure)),
        documents=tuple(_describe_prints(plan, folder)),
        figures=tuple(_list_entries(labels, {row.figure for row in rows})),
        left_out=tuple(LeftOut(name=name, reason=lack) for name, lack in list_left_out(labels).items()),
    )
    write_bytes(folder / NAME, render_manifest(manifest))
    gallery = place_gallery(folder)
    write_bytes(gallery, render_gallery(plan, manifest, folder, gallery.parent))
    return Made(INDEX, "index", sum_files([folder / NAME, gallery]), maker="index")


def _list_rows(figures: Collection[str], manifest: Path, known: Mapping[str, Made]) -> Iterator[File | Missing]:
    """The rows of these figures: of what has been made as it says them, of the others those of the earlier manifest."""
    for name in (name for name in figures if name in known):
        yield from ((File if "file" in row else Missing).model_validate(row) for row in known[name].rows)
    others = {*figures} - {*known}
    if others and manifest.is_file():
        earlier = read_manifest(manifest)
        rows: tuple[File | Missing, ...] = (*earlier.files, *earlier.missing)
        yield from (row for row in rows if row.figure in others)


def _list_entries(labels: Labels, there: Container[str]) -> Iterator[Entry]:
    """How the figures that are there are shown, and searched for in every language."""
    figures, spoken = list_figures(labels), [labels.speak(language) for language in LANGUAGES]
    for name in (name for name in list_shown(labels) if name in there):
        search = {words.language: figures[name].search(labels, words) for words in spoken}
        yield Entry(figure=name, series=figures[name].series, search=search)


def _describe_prints(plan: Plan, folder: Path) -> Iterator[Document]:
    """The rows for the plan's finished prints that are there: for all that they are for, in every language."""
    for name, document in list_documents(plan).items():
        for language, use in product(LANGUAGES, document.uses):
            path = folder / "pamphlet" / name_print(name, language, use)
            if path.is_file():
                yield describe_document(folder, path, name, language, use)


def render_gallery(plan: Plan, manifest: Manifest, folder: Path, place: Path) -> bytes:
    """The gallery as it has to be in a place: that of a folder of figures, given its manifest, or that of all plans."""
    beside = [] if place == folder else [place / name / NAME for name in read_published()]
    others = {path.parent.name: read_manifest(path) for path in beside if path.is_file()}
    manifests = {**others, folder.name if place != folder else "": manifest}
    words = {language: read_words(language, plan) for language in LANGUAGES}
    return make_gallery(dict(sorted(manifests.items())), words).encode("utf-8")

"""The whole way for one plan: its folder in, its tables and figures out.

``python -m helpers.newplan data/<plan>`` makes everything that the notebooks export, for any plan. Whatever is made
begins with the number of the notebook that tells about it.
"""

import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pandas as pd
from joblib import Parallel, delayed

from helpers.escape import guard_table
from helpers.figures.registry import list_figures
from helpers.files import ROOT, write_bytes
from helpers.links.kit import write_form, write_sheets
from helpers.plan.read import Plan
from helpers.prints.documents import PageError, list_documents, publish_document
from helpers.publish.export import TextWarning
from helpers.publish.manifest import (
    NAME,
    Document,
    File,
    Manifest,
    Missing,
    describe_document,
    read_manifest,
    render_manifest,
)
from helpers.publish.outputs import BOOKS, KITS, TABLES
from helpers.publish.sets import describe_set, publish_set
from helpers.site.gallery import make_gallery
from helpers.tables import write_table
from helpers.verify.compare import Comparison, compare_files, copy_staged
from helpers.words import LANGUAGES, read_words
from helpers.workbook import write_swedish_csv, write_workbook

INDEX = "00_index"
"""The name under which the list of all figures is made: their manifest and the gallery."""


def publish(plan: Plan, number: str = "", out: Path | None = None, workers: int = 1) -> pd.DataFrame:
    """Write the tables and figures whose names begin with ``number`` (all, where it is empty).

    They go to the plan's ``derived/`` and to ``figures/<plan>/``; for a plan outside data/ to ``build/<plan>/``; or
    below ``out``. What the plan is read with goes to ``build/<plan>/reading/``, or below ``out``. Gives columns name,
    kind (table, book, figure, pamphlet, kit, index, left out) and files: how many. Files whose bytes are right already
    are not touched. ``workers`` says how many processes share the work. The index (``00``: manifest.json and the
    gallery README.md) lists the figures that are there, so it is made last.

    >>> publish(plan, "03").files.sum()  # doctest: +SKIP
    41
    """
    names = [name for name in list_names(plan) if name.startswith(number)]
    made = _share(workers, (delayed(_make)(plan, name, out) for name in names if name != INDEX))
    if INDEX in names:
        known = None if number else [row for each in made for row in each.listed]
        made.append(_make_index(plan, _places(plan, out)[1], known, workers))
    return pd.DataFrame([each[:3] for each in made], columns=["name", "kind", "files"])


def _share(workers: int, jobs: Iterable[Any]) -> list[Any]:
    """The results of jobs, shared by processes. That joblib replaces a process which has grown large is no matter."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "A worker stopped while some jobs were given", UserWarning)
        return list(Parallel(workers)(jobs))


def list_names(plan: Plan) -> list[str]:
    """The names of all that is made of a plan: tables, Excel files, figures, pamphlet, kit to read it, index."""
    return [*TABLES, *BOOKS, *list_figures(plan), *list_documents(plan), *KITS, INDEX]


def publish_one(plan: Plan, name: str, out: Path | None = None) -> "Made":
    """Write one table, Excel file, figure, kit or the index by its name, and say what was made."""
    return _make_index(plan, _places(plan, out)[1]) if name == INDEX else _make(plan, name, out)


class Made(NamedTuple):
    """What was made under a name: its kind, how many files, and for a figure the rows of the manifest for its files and
    for the sizes that are missing.
    """

    name: str
    kind: str
    files: int
    listed: list[File | Missing]

    def __str__(self) -> str:
        """What was made in a line, with the sizes that are missing."""
        gone = [f"{row.size} ({row.language})" for row in self.listed if isinstance(row, Missing)]
        return f"{self.name}: {self.kind} ({self.files})" + (f", no room on {', '.join(gone)}" if gone else "")


def _make(plan: Plan, name: str, out: Path | None) -> Made:
    tables, figures = _places(plan, out)
    reading = (out or ROOT / "build" / plan.folder.resolve().name) / "reading"
    kinds = (
        ("table", TABLES, _write_table, tables),
        ("book", BOOKS, _write_book, tables),
        ("figure", list_figures(plan), publish_set, figures),
        ("pamphlet", list_documents(plan), publish_document, figures / "pamphlet"),
        ("kit", KITS, _write_kit, reading),
    )
    kind, recipes, write, folder = next(kind for kind in kinds if name in kind[1])
    try:
        files = list(write(plan, name, folder)) if recipes[name].possible(plan) else []
    except PageError as error:
        warnings.warn(f"{name} is left out: {error}", TextWarning, stacklevel=2)
        files = []
    listed = [row for row in files if isinstance(row, (File, Missing))]
    count = len([row for row in files if not isinstance(row, Missing)])
    return Made(name, kind if count else "left out", count, listed)


def _places(plan: Plan, out: Path | None) -> tuple[Path, Path]:
    folder = plan.folder.resolve()
    if out is None and folder.parent == ROOT / "data":
        return folder / "derived", ROOT / "figures" / folder.name
    base = out or ROOT / "build" / folder.name
    return base / "derived", base / "figures"


def _write_table(plan: Plan, name: str, folder: Path) -> Iterator[Path]:
    """A table as csv, with no text in it that a spreadsheet would calculate."""
    write_table(guard_table(TABLES[name].make(plan)), folder / f"{name}.csv")
    yield folder / f"{name}.csv"


def _write_book(plan: Plan, name: str, folder: Path) -> Iterator[Path]:
    """An Excel file in every language, and its first table as csv for a Swedish Excel."""
    for language in LANGUAGES:
        book = BOOKS[name].make(plan, read_words(language, plan))
        path = folder / f"{name}_{language}.xlsx"
        write_workbook(book, path)
        yield path
        if language == LANGUAGES[0]:
            write_swedish_csv(next(iter(book.sheets.values())), folder / f"{name}_excel.csv")
            yield folder / f"{name}_excel.csv"


def _make_index(plan: Plan, folder: Path, known: list[File | Missing] | None = None, workers: int = 1) -> Made:
    """The manifest of the plan's published figures, and the gallery of all plans that have one.

    ``known`` are the manifest's rows where everything has just been made; else the figures are drawn for their words.
    """
    if known is None:
        sets = _share(workers, (delayed(describe_set)(plan, name, folder) for name in list_figures(plan)))
        known = [file for files in sets for file in files]
    document, name = plan.file.document, plan.folder.resolve().name
    manifest = Manifest(
        plan=name,
        title=document.title,
        party=document.party,
        files=tuple(sorted((row for row in known if isinstance(row, File)), key=lambda file: file.file)),
        missing=tuple(sorted((row for row in known if isinstance(row, Missing)), key=lambda row: row.figure)),
        documents=tuple(_describe_prints(plan, folder)),
    )
    write_bytes(folder / NAME, render_manifest(manifest))
    gallery = _place_gallery(folder)
    write_bytes(gallery, _make_gallery(plan, manifest, folder, gallery.parent))
    return Made(INDEX, "index", 2, [])


def _describe_prints(plan: Plan, folder: Path) -> Iterator[Document]:
    """The rows for the plan's finished prints that are there: on screen and for a printer, in every language."""
    for name in list_documents(plan):
        for language in LANGUAGES:
            for ending, press in (("", False), ("_tryck", True)):
                path = folder / "pamphlet" / f"{name}_{language}{ending}.pdf"
                if path.is_file():
                    yield describe_document(folder, path, name, language, press)


def _place_gallery(folder: Path) -> Path:
    """Beside the folders of all plans; a plan outside data/ has one of its own."""
    return (folder.parent if folder.parent == ROOT / "figures" else folder) / "README.md"


def _make_gallery(plan: Plan, manifest: Manifest, folder: Path, place: Path) -> bytes:
    """The gallery as it has to be in a place: that of a folder of figures, given its manifest, or that of all plans."""
    others = {} if place == folder else {path.parent.name: read_manifest(path) for path in place.glob(f"*/{NAME}")}
    manifests = {**others, folder.name if place != folder else "": manifest}
    words = {language: read_words(language, plan) for language in LANGUAGES}
    return make_gallery(dict(sorted(manifests.items())), words).encode("utf-8")


def _write_kit(plan: Plan, name: str, folder: Path) -> Iterator[Path]:
    """Sheets by theme and by committee and the Excel form, with the proposals as the order to read in."""
    proposals = KITS[name].make(plan)
    yield from write_sheets(plan, folder, proposals)
    write_form(plan, folder / "form.xlsx", proposals)
    yield folder / "form.xlsx"


def compare_published(plan: Plan, number: str = "", out: Path | None = None, workers: int = 1) -> Comparison:
    """Make everything anew in an empty folder and hold it against the published files, byte for byte.

    Published is what git holds: what was committed, or put ready for the next commit with ``git add``. What lies in
    the checkout would be no answer, since the notebooks write there before anybody asks; and a list of checksums would
    be made by the same hands. Git's index and not its last commit, so that figures and the notebook that calls them
    published can go into one commit; in a clone the two are the same. Only where git has nothing of the plan (a folder
    without git, a plan outside data/, ``out``) is it held against what lies there, and ``source`` says so.

    ``number`` and ``out`` as in ``publish``: only what begins with the number; published below another folder. The
    index lists everything, and is compared only where everything is. Files go by their names below ``derived`` and
    ``figures``.

    >>> say_result(compare_published(plan), words)  # doctest: +SKIP
    'Ja: alla tabeller (156), figurfiler (209), texter (69) och filförteckningar (1) är byte för byte desamma …'
    """
    tables, figures = _places(plan, out)
    gallery = _place_gallery(figures)
    with TemporaryDirectory() as temporary:
        fresh = Path(temporary, "fresh")
        publish(plan, number, fresh, workers)
        kept = copy_staged(ROOT, [tables, figures, gallery], Path(temporary, "kept"))
        if kept:
            tables, figures, gallery = (kept / path.relative_to(ROOT) for path in (tables, figures, gallery))
        made, there = _read_files(*_places(plan, fresh), number), _read_files(tables, figures, number)
        if not number:
            manifest = read_manifest(fresh / "figures" / NAME)
            made[f"figures/{gallery.name}"] = _make_gallery(plan, manifest, figures, gallery.parent)
            there |= {f"figures/{gallery.name}": gallery.read_bytes()} if gallery.is_file() else {}
    return compare_files(there, made, "git" if kept else "folder")


def _read_files(tables: Path, figures: Path, number: str) -> dict[str, bytes]:
    """All files of both folders whose names begin with the number, hidden ones left out."""
    found: dict[str, bytes] = {}
    for part, folder in (("derived", tables), ("figures", figures)):
        names = sorted(path.relative_to(folder) for path in folder.rglob(f"{number}*") if path.is_file())
        shown = [name for name in names if not any(each.startswith(".") for each in name.parts)]
        found |= {f"{part}/{name.as_posix()}": (folder / name).read_bytes() for name in shown}
    return found

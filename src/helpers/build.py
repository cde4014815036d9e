"""The whole way for one plan: its folder in, its tables and figures out.

``python -m helpers.build data/<plan>`` makes everything that the notebooks export, for any plan. Whatever is made
begins with the number of the notebook that tells about it.
"""

import sys
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pandas as pd
from joblib import Parallel, delayed

from helpers.agreement import read_readers
from helpers.comparison import Comparison, compare_files, copy_staged
from helpers.errors import PlanError
from helpers.escaping import guard_table
from helpers.export import TextWarning, write_bytes, write_table
from helpers.figureset import describe_set, publish_set
from helpers.forms import write_form
from helpers.gallery import make_gallery
from helpers.labelling import find_passes, read_passes
from helpers.manifest import (
    NAME,
    Document,
    File,
    Manifest,
    Missing,
    describe_document,
    read_manifest,
    render_manifest,
)
from helpers.oddities import KINDS
from helpers.pamphlet import PageError, list_documents, publish_document
from helpers.plan import Plan, read_plan
from helpers.project import ROOT
from helpers.recipes import BOOKS, KITS, TABLES, list_figures
from helpers.settling import write_settled
from helpers.sheets import write_sheets
from helpers.tables import read_rows
from helpers.words import LANGUAGES, read_words
from helpers.workbook import write_swedish_csv, write_workbook

OTHER_TABLES = ("commitments", "pledges", "tensions", "verbs")
"""What a pass may hold beside links and committees; settled by hand."""

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


def settle_passes(plan: Plan) -> list[Path]:
    """Settle the readings in the plan's ``passes/`` into links.csv and committees.csv, if it has passes and no links.

    Gives the paths written; a links.csv that is there is a person's to change, and is never written. Raises
    ``ReadingError`` where a pass has a fault or readers.csv does not say who made it.

    >>> settle_passes(plan)  # doctest: +SKIP
    []
    """
    passes = plan.folder / "passes"
    if (plan.folder / "links.csv").exists() or not passes.is_dir() or not find_passes(passes):
        return []
    readings = read_passes(plan, find_passes(passes))
    read_readers(passes, readings.passes)
    return write_settled(plan, readings, plan.folder)


def check_lists(plan: Plan) -> None:
    """Raise PlanError where a plan has neither a demand nor a mission: its marks are then not those of the document."""
    if not len(plan.demands) and not len(plan.missions):
        marks = plan.file.marks
        leads = [*marks.demand_leads, *marks.mission_leads]
        found = f"no bullet ({' '.join(marks.bullets)}) below a line that ends in {' or '.join(map(repr, leads))}"
        raise PlanError(
            "plan.txt", None, found, "Write bullets and leads in plan.toml, [marks], as the document has them."
        )


def tell_oddities(plan: Plan) -> Iterator[str]:
    """What was noticed when the plan was read, each kind in a line with the lines of the document."""
    for kind, rows in plan.oddities.groupby("kind", sort=False):
        lines = [str(line) for line in rows.line.dropna().astype(int)]
        named = ", ".join(lines[:5]) + (" …" if len(lines) > 5 else "")
        yield f"noticed: {KINDS[str(kind)]}" + (f" (plan.txt, line {named})" if lines else "")
    if len(plan.oddities):
        yield "noticed: each of these in a row of 01_oddities.csv"


def tell_passes(plan: Plan) -> Iterator[str]:
    """What lies in the plan's ``passes/`` and is not in its settled tables."""
    folder, links = plan.folder / "passes", plan.folder / "links.csv"
    if not folder.is_dir():
        return
    passes = find_passes(folder)
    taken = {path.name for files in passes.values() for path in files} | {"readers.csv"}
    for path in sorted(folder.iterdir()):
        if path.name not in taken and path.stem.partition("_")[2] not in OTHER_TABLES:
            names = "<pass>_links.csv, <pass>_committees.csv or <pass>.xlsx"
            yield f"passes/{path.name}: not read, since it is not named {names}"
    if links.is_file():
        settled = read_rows(links, ["demand_id"])
        late = [name for name in passes if f"pass_{name}" not in settled]
        late += [] if (plan.folder / "committees.csv").is_file() else ["committees"]
        if late:
            yield f"links.csv: kept as it is, without {', '.join(late)}; remove it and committees.csv to settle anew"


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


def main(arguments: list[str]) -> int:
    """Publish the plans whose folders are given, saying what is made and what is left out, with the number of files.

    Gives 0; 1 where a plan or a table of its folder cannot be read, with the reason printed; 2 where no folder was
    given.
    """
    if not arguments:
        print("usage: python -m helpers.build data/<plan> [data/<plan> …]")
        return 2
    for folder in arguments:
        try:
            plan = read_plan(folder)
            check_lists(plan)
            for language in LANGUAGES:
                read_words(language, plan)
            print(f"{plan.file.document.title}, {plan.file.document.party}", flush=True)
            for path in settle_passes(plan):
                print(f"  {path.name}: settled from the passes", flush=True)
            for remark in [*tell_oddities(plan), *tell_passes(plan)]:
                print(f"  {remark}", flush=True)
            for name in list_names(plan):
                print(f"  {publish_one(plan, name)}", flush=True)
        except PlanError as error:
            print(error)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

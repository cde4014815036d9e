"""The whole way for one plan: its folder in, its tables and figures out.

``python -m helpers.build data/<plan>`` makes everything that the notebooks export, for any plan. Whatever is made
begins with the number of the notebook that tells about it.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
from joblib import Parallel, delayed

from helpers.agreement import read_readers
from helpers.errors import PlanError
from helpers.export import export_figure, write_table
from helpers.forms import write_form
from helpers.labelling import find_passes, read_passes
from helpers.plan import Plan, read_plan
from helpers.project import ROOT
from helpers.recipes import BOOKS, KITS, TABLES, draw, list_figures
from helpers.settling import write_settled
from helpers.sheets import write_sheets
from helpers.words import LANGUAGES, read_words
from helpers.workbook import write_swedish_csv, write_workbook


def publish(plan: Plan, number: str = "", out: Path | None = None, workers: int = 1) -> pd.DataFrame:
    """Write the tables and figures whose names begin with ``number`` (all, where it is empty).

    They go to the plan's ``derived/`` and to ``figures/<plan>/``; for a plan outside data/ to ``build/<plan>/``; or
    below ``out``. What the plan is read with goes to ``build/<plan>/reading/``, or below ``out``. Gives columns name,
    kind (table, book, figure, kit, left out) and files: how many. Files whose bytes are
    right already are not touched. ``workers`` says how many processes share the work.

    >>> publish(plan, "03").files.sum()  # doctest: +SKIP
    19
    """
    names = [name for name in list_names(plan) if name.startswith(number)]
    rows = Parallel(workers)(delayed(publish_one)(plan, name, out) for name in names)
    return pd.DataFrame(rows, columns=["name", "kind", "files"])


def list_names(plan: Plan) -> list[str]:
    """The names of all that is made of a plan: tables, Excel files, figures, and what it is read with."""
    return [*TABLES, *BOOKS, *list_figures(plan), *KITS]


def publish_one(plan: Plan, name: str, out: Path | None = None) -> tuple[str, str, int]:
    """Write one table, Excel file, figure or kit by its name; gives the name, the kind and how many files it has."""
    tables, figures = _places(plan, out)
    reading = (out or ROOT / "build" / plan.folder.resolve().name) / "reading"
    kinds = (
        ("table", TABLES, _write_table, tables),
        ("book", BOOKS, _write_book, tables),
        ("figure", list_figures(plan), _write_figure, figures),
        ("kit", KITS, _write_kit, reading),
    )
    kind, recipes, write, folder = next(kind for kind in kinds if name in kind[1])
    paths = list(write(plan, name, folder)) if recipes[name].possible(plan) else []
    return name, kind if paths else "left out", len(paths)


def _places(plan: Plan, out: Path | None) -> tuple[Path, Path]:
    folder = plan.folder.resolve()
    if out is None and folder.parent == ROOT / "data":
        return folder / "derived", ROOT / "figures" / folder.name
    base = out or ROOT / "build" / folder.name
    return base / "derived", base / "figures"


def _write_table(plan: Plan, name: str, folder: Path) -> Iterator[Path]:
    write_table(TABLES[name].make(plan), folder / f"{name}.csv")
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


def _write_figure(plan: Plan, name: str, folder: Path) -> Iterator[Path]:
    """The set for print: svg and pdf in every language, png in the first."""
    for language in LANGUAGES:
        figure = draw(plan, name, read_words(language, plan))
        formats = ("svg", "pdf", "png") if language == LANGUAGES[0] else ("svg", "pdf")
        yield from export_figure(figure, folder / name, formats)


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


def compare_published(plan: Plan, number: str = "", out: Path | None = None, workers: int = 1) -> pd.DataFrame:
    """Make everything anew in an empty folder and hold it against the published files, byte for byte.

    ``number`` and ``out`` as in ``publish``: only what begins with the number; published below another folder.
    Gives file and result: ``equal``, ``differs``, ``missing`` (not published) or ``extra`` (published, and not made).

    >>> set(compare_published(plan).result)  # doctest: +SKIP
    {'equal'}
    """
    tables, figures = _places(plan, out)
    with TemporaryDirectory() as folder:
        publish(plan, number, Path(folder), workers)
        made = {"derived": Path(folder) / "derived", "figures": Path(folder) / "figures"}
        rows = []
        for part, published in (("derived", tables), ("figures", figures)):
            ours, theirs = _read_files(made[part], number), _read_files(published, number)
            rows += [
                (f"{part}/{name}", _compare(ours.get(name), theirs.get(name))) for name in sorted({*ours, *theirs})
            ]
    return pd.DataFrame(rows, columns=["file", "result"])


def _read_files(folder: Path, number: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob(f"{number or '[0-9]'}*"))}


def _compare(made: bytes | None, published: bytes | None) -> str:
    if published is None:
        return "missing"
    if made is None:
        return "extra"
    return "equal" if made == published else "differs"


def main(arguments: list[str]) -> int:
    """Publish the plans whose folders are given, saying what is made and what is left out, with the number of files.

    Gives 0; 1 where a plan cannot be read, with the reason printed; 2 where no folder was given.
    """
    if not arguments:
        print("usage: python -m helpers.build data/<plan> [data/<plan> …]")
        return 2
    for folder in arguments:
        try:
            plan = read_plan(folder)
            settled = settle_passes(plan)
        except PlanError as error:
            print(error)
            return 1
        print(f"{plan.file.document.title}, {plan.file.document.party}", flush=True)
        for path in settled:
            print(f"  {path.name}: settled from the passes", flush=True)
        for name in list_names(plan):
            _, kind, files = publish_one(plan, name)
            print(f"  {name}: {kind} ({files})", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The whole way for one plan: its folder in, its tables and figures out.

``python -m helpers.build data/<plan>`` makes everything that the notebooks export, for any plan. Whatever is made
begins with the number of the notebook that tells about it.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
from joblib import Parallel, delayed

from helpers import budget, charts, crossbook, crosscharts, crossref, text, tracecharts, traces
from helpers.errors import PlanError
from helpers.export import export_figure, write_table
from helpers.plan import Plan, read_plan
from helpers.project import ROOT
from helpers.style import SIZES, PrintFigure, Sheet
from helpers.words import LANGUAGES, Words, read_words
from helpers.workbook import Book, write_swedish_csv, write_workbook


def _has_budget(plan: Plan) -> bool:
    return len(plan.budget) > 0


def _has_frames(plan: Plan) -> bool:
    """Whether the plan's year has frames, none of them below zero, so that they can be shown as parts of a whole."""
    amounts = plan.budget.amount_tkr[plan.budget.year == plan.file.document.year]
    return bool(amounts.sum() > 0 and amounts.min() >= 0)


def _has(*files: str) -> Callable[[Plan], bool]:
    """A test whether a plan's folder has all of these files."""
    return lambda plan: all((plan.folder / file).is_file() for file in files)


_has_links = _has("links.csv", "committees.csv")


def _always(plan: Plan) -> bool:
    return True


@dataclass(frozen=True)
class Recipe:
    """How a table or a figure is made, whether a plan has what it needs, and the size that goes into git."""

    make: Callable[..., Any]
    possible: Callable[[Plan], bool] = _always
    size: str = "a5"


def _of(chart: Callable[..., PrintFigure], **which: str) -> Callable[[Plan, Words, Sheet], PrintFigure]:
    """A recipe for a chart of the cross-reference."""
    return lambda plan, words, sheet: chart(crossref.read_reviewed(plan), words, sheet, **which)


_has_traces = _has("topics.csv", "topic_names.csv", "links.csv", "committees.csv", "verbs.csv")


def _told(make: Callable[[Words], pd.DataFrame]) -> Callable[[Plan], pd.DataFrame]:
    """A recipe for a table that names its places in the first language."""
    return lambda plan: make(read_words(LANGUAGES[0], plan))


def _tabulate_levels(words: Words) -> pd.DataFrame:
    return traces.count_levels(traces.read_commitments(words))


def _compare_traces(plan: Plan) -> pd.DataFrame:
    return traces.compare_traces(plan, traces.read_topics(plan), traces.read_readings(plan))


TABLES: dict[str, Recipe] = {
    "01_lines": Recipe(lambda plan: plan.lines),
    "01_themes": Recipe(lambda plan: plan.themes),
    "01_prose": Recipe(lambda plan: plan.prose),
    "01_demands": Recipe(lambda plan: plan.demands),
    "01_committees": Recipe(lambda plan: plan.committees),
    "01_missions": Recipe(lambda plan: plan.missions),
    "01_oddities": Recipe(lambda plan: plan.oddities),
    "02_sentences": Recipe(lambda plan: text.split_sentences(plan.prose)),
    "02_readability": Recipe(lambda plan: text.lix(text.join_broken(text.split_sentences(plan.prose)))),
    "03_budget": Recipe(lambda plan: plan.budget, _has_budget),
    "03_totals": Recipe(lambda plan: budget.check_totals(plan.budget, plan.totals), _has_budget),
    "03_frames": Recipe(budget.tabulate_frames, _has_frames),
    "03_attention": Recipe(budget.compare_attention, _has_frames),
    "04_links": Recipe(lambda plan: crossref.read_reviewed(plan).links, _has_links),
    "04_crossref": Recipe(lambda plan: crossref.read_reviewed(plan).table, _has_links),
    "04_demands": Recipe(lambda plan: crossref.list_remits(plan, crossref.read_reviewed(plan)), _has_links),
    "04_missions": Recipe(lambda plan: crossref.read_reviewed(plan).missions, _has_links),
    "04_committees": Recipe(
        lambda plan: crossref.list_committees(plan, *crossref.read_reviewed(plan)[2:4]), _has_links
    ),
    "04_elsewhere": Recipe(lambda plan: crossref.list_elsewhere(crossref.read_reviewed(plan).table), _has_links),
    "04_frames": Recipe(lambda plan: crossref.list_frames(plan, crossref.read_reviewed(plan).table), _has_links),
    "04_outside": Recipe(crossref.list_outside, _has("outside.csv", "facts.csv")),
    "04_repeats": Recipe(lambda plan: plan.oddities[plan.oddities.kind.str.contains("repeat")]),
    "04_web": Recipe(crossref.list_web, _has("web_priorities.csv")),
    "04_readings": Recipe(
        lambda plan: crossref.compare_readings(plan, crossref.read_reviewed(plan).readings), _has_links
    ),
    "05_topics": Recipe(traces.read_topics, _has("topics.csv", "topic_names.csv")),
    "05_traces": Recipe(_told(traces.tabulate_traces), _has_traces),
    "05_holds": Recipe(_compare_traces, _has_traces),
    "05_tensions": Recipe(_told(traces.read_tensions), _has("tensions.csv")),
    "05_commitments": Recipe(_told(traces.read_commitments), _has("prose_commitments.csv")),
    "05_levels": Recipe(_told(_tabulate_levels), _has("prose_commitments.csv")),
    "05_later": Recipe(_told(traces.read_later), _has("later.csv", "facts.csv")),
}
"""Every table by the name of its file; each recipe takes the plan."""


def _testability(plan: Plan, words: Words, sheet: Sheet) -> PrintFigure:
    """What every pass calls specific is drawn as such; where one differs the bullet counts as disputed."""
    pledges = pd.read_csv(plan.folder / "pledges.csv")
    agreed = pledges.specificity_votes == pledges.specificity_votes.max()
    return charts.testability(pledges.assign(specificity=pledges.specificity.where(agreed, "general")), words, sheet)


FIGURES: dict[str, Recipe] = {
    "01_dokumentet": Recipe(lambda plan, words, sheet: charts.line_ledger(plan.lines, words, sheet)),
    "01_krav-och-uppdrag": Recipe(
        lambda plan, words, sheet: charts.bullets_by_part(plan.demands, plan.missions, words, sheet)
    ),
    "02_gar-att-prova": Recipe(_testability, _has("pledges.csv")),
    "03_ramar": Recipe(
        lambda plan, words, sheet: charts.frames_by_committee(budget.tabulate_frames(plan), words, sheet), _has_frames
    ),
    "03_hundra-kronor": Recipe(
        lambda plan, words, sheet: charts.hundred_kronor(budget.tabulate_frames(plan), words, sheet), _has_frames
    ),
    "03_uppdrag-och-ramar": Recipe(
        lambda plan, words, sheet: charts.attention_and_money(budget.compare_attention(plan), words, sheet), _has_frames
    ),
    "04_alla-krav": Recipe(_of(crosscharts.matrix), _has_links, "a4"),
    "04_krav-med-uppdrag": Recipe(_of(crosscharts.state_dots), _has_links),
    "04_vem-leder": Recipe(_of(crosscharts.lead_flow), _has_links),
}
"""Every figure that any plan has, by the name of its files; each recipe takes the plan, the words and the sheet."""


def list_figures(plan: Plan) -> dict[str, Recipe]:
    """``FIGURES``, and one for each theme (``04_tema_…``), committee (``04_kort_…``) and topic (``05_spar_…``)."""
    themes = {
        f"04_tema_{theme}": Recipe(_of(crosscharts.matrix, theme=theme), _has_links)
        for theme in plan.demands.theme_id.unique()
    }
    cards = {
        f"04_kort_{committee}": Recipe(_card(committee), lambda plan: _has_links(plan) and _has_frames(plan))
        for committee in plan.committees.committee_id
    }
    topics = {f"05_spar_{topic}": Recipe(_trace(topic), _has_traces) for topic in traces.list_topics(plan)}
    return dict(sorted({**FIGURES, **themes, **cards, **topics}.items()))


def _trace(topic: str) -> Callable[[Plan, Words, Sheet], PrintFigure]:
    return lambda plan, words, sheet: tracecharts.trace_topic(*traces.read_trace(plan, topic), words, sheet)


def _card(committee: str) -> Callable[[Plan, Words, Sheet], PrintFigure]:
    return lambda plan, words, sheet: crosscharts.committee_card(
        crossref.read_reviewed(plan), words, sheet, committee=committee, frames=budget.tabulate_frames(plan)
    )


def _crossbook(plan: Plan, words: Words) -> Book:
    settled = crossref.read_reviewed(plan)
    return crossbook.crossref_workbook(plan, settled.table, settled.links, words, settled.missions)


BOOKS: dict[str, Recipe] = {"04_korsreferens": Recipe(_crossbook, _has_links)}
"""Every Excel file by the name of its files; each recipe takes the plan and the words."""


def draw(plan: Plan, name: str, words: Words, size: str | None = None) -> PrintFigure:
    """One figure of a plan by its name, in the words of a language, at its own size or another.

    >>> draw(plan, "03_hundra-kronor", read_words("sv", plan)).sheet.size.name  # doctest: +SKIP
    'a5'
    """
    recipe = list_figures(plan)[name]
    figure = recipe.make(plan, words, Sheet(SIZES[size or recipe.size]))
    assert isinstance(figure, PrintFigure)
    return figure


def publish(plan: Plan, number: str = "", out: Path | None = None, workers: int = 1) -> pd.DataFrame:
    """Write the tables and figures whose names begin with ``number`` (all, where it is empty).

    They go to the plan's ``derived/`` and to ``figures/<plan>/``; for a plan outside data/ to ``build/<plan>/``; or
    below ``out``. Gives columns name, kind (table, book, figure, left out) and files: how many. Files whose bytes are
    right already are not touched. ``workers`` says how many processes share the work.

    >>> publish(plan, "03").files.sum()  # doctest: +SKIP
    19
    """
    names = [name for name in list_names(plan) if name.startswith(number)]
    rows = Parallel(workers)(delayed(publish_one)(plan, name, out) for name in names)
    return pd.DataFrame(rows, columns=["name", "kind", "files"])


def list_names(plan: Plan) -> list[str]:
    """The names of all that is made of a plan: tables, Excel files, figures."""
    return [*TABLES, *BOOKS, *list_figures(plan)]


def publish_one(plan: Plan, name: str, out: Path | None = None) -> tuple[str, str, int]:
    """Write one table, Excel file or figure by its name; gives the name, the kind and how many files it has."""
    tables, figures = _places(plan, out)
    kinds = (
        ("table", TABLES, _write_table, tables),
        ("book", BOOKS, _write_book, tables),
        ("figure", list_figures(plan), _write_figure, figures),
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
        except PlanError as error:
            print(error)
            return 1
        print(f"{plan.file.document.title}, {plan.file.document.party}", flush=True)
        for name in list_names(plan):
            _, kind, files = publish_one(plan, name)
            print(f"  {name}: {kind} ({files})", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

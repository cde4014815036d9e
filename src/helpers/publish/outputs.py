"""The registry of tables, Excel files and reading kits: each by the name of its files, with what it needs of a plan,
and how it is written.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

import pandas as pd

from helpers.files import is_filled, write_bytes
from helpers.links.crossref import compare_readings, list_committees, list_elsewhere, list_frames, list_states
from helpers.links.kit import FIRST, write_form, write_sheets
from helpers.links.labels import Labels, read_labels
from helpers.links.needs import Output
from helpers.links.numbers import tabulate_numbers
from helpers.links.traces import (
    compare_traces,
    count_levels,
    list_commitments,
    list_later,
    list_outside,
    list_tensions,
    list_timeline,
    list_web,
    read_topics,
    tabulate_traces,
)
from helpers.matching.propose import propose_links
from helpers.plan.budget import check_totals, compare_attention, tabulate_frames
from helpers.plan.read import Plan
from helpers.plan.text import join_broken, lix, split_sentences
from helpers.publish.crossbook import crossref_workbook
from helpers.tables import render_table
from helpers.words import LANGUAGES, Words
from helpers.workbook import Book, guard_table, write_swedish_csv, write_workbook


@dataclass(frozen=True)
class Table(Output):
    """A table of a plan, tabulated from its labels."""

    tabulate: Callable[[Labels], pd.DataFrame]

    def make(self, plan: Plan | Labels) -> pd.DataFrame:
        """The table of a plan."""
        return self.tabulate(read_labels(plan))


@dataclass(frozen=True)
class Workbook(Output):
    """An Excel file about a plan, filled from its labels in the words of a language."""

    fill: Callable[[Labels, Words], Book]

    def make(self, plan: Plan | Labels, words: Words) -> Book:
        """The Excel file about a plan."""
        return self.fill(read_labels(plan), words)


@dataclass(frozen=True)
class Kit(Output):
    """What a plan is read with, sheets and a form, made in the order that the proposals give."""

    make: Callable[[Plan], pd.DataFrame]


def _propose(plan: Plan) -> pd.DataFrame:
    """As many proposals for each demand as the sheets show."""
    return propose_links(plan.demands, plan.missions, FIRST)


TABLES: dict[str, Table] = {
    "00_numbers": Table(tabulate_numbers),
    **{
        f"01_{name}": Table(attrgetter(f"plan.{name}"))
        for name in ("lines", "themes", "prose", "demands", "committees", "missions", "oddities")
    },
    "02_sentences": Table(lambda labels: split_sentences(labels.plan.prose)),
    "02_readability": Table(lambda labels: lix(join_broken(split_sentences(labels.plan.prose)))),
    "03_budget": Table(attrgetter("plan.budget"), needs=("budget",)),
    "03_totals": Table(lambda labels: check_totals(labels.plan.budget, labels.plan.totals), needs=("budget",)),
    "03_frames": Table(lambda labels: tabulate_frames(labels.plan), needs=("frames",)),
    "03_attention": Table(lambda labels: compare_attention(labels.plan), needs=("frames",)),
    "04_links": Table(attrgetter("links"), needs=("links",)),
    "04_crossref": Table(attrgetter("table"), needs=("links",)),
    "04_demands": Table(lambda labels: list_states(labels.plan, labels.links, table=labels.table), needs=("links",)),
    "04_missions": Table(attrgetter("missions"), needs=("links",)),
    "04_committees": Table(
        lambda labels: list_committees(labels.plan, labels.table, labels.missions), needs=("judged",)
    ),
    "04_elsewhere": Table(lambda labels: list_elsewhere(labels.table), needs=("links",)),
    "04_frames": Table(lambda labels: list_frames(labels.plan, labels.table), needs=("links",)),
    "04_outside": Table(list_outside, needs=("outside", "facts")),
    "04_repeats": Table(lambda labels: labels.plan.oddities[labels.plan.oddities.kind.str.contains("repeat")]),
    "04_web": Table(list_web, needs=("web_priorities",)),
    "04_readings": Table(lambda labels: compare_readings(labels.plan, labels.readings), needs=("links",)),
    "05_topics": Table(read_topics, needs=("topics", "topic_names")),
    "05_traces": Table(lambda labels: tabulate_traces(labels, labels.speak()), needs=("traces",)),
    "05_holds": Table(compare_traces, needs=("traces",)),
    "05_tensions": Table(lambda labels: list_tensions(labels, labels.speak()), needs=("tensions",)),
    "05_commitments": Table(lambda labels: list_commitments(labels, labels.speak()), needs=("prose_commitments",)),
    "05_levels": Table(
        lambda labels: count_levels(labels, list_commitments(labels, labels.speak())),
        needs=("prose_commitments",),
    ),
    "05_later": Table(lambda labels: list_later(labels, labels.speak()), needs=("later", "facts")),
    "05_timeline": Table(lambda labels: list_timeline(labels, labels.speak()), needs=("timeline", "facts")),
    "06_proposals": Table(lambda labels: _propose(labels.plan), needs=("pairs",), heavy=True),
}
"""Every table by the name of its file."""

BOOKS: dict[str, Workbook] = {"04_korsreferens": Workbook(crossref_workbook, needs=("links",))}
"""Every Excel file by the name of its files."""

KITS: dict[str, Kit] = {"06_reading": Kit(_propose, needs=("pairs",), heavy=True)}
"""What a plan is read with, by a name."""


def list_tables(plan: Plan) -> list[str]:
    """The names of the tables that this plan has."""
    return [name for name, table in TABLES.items() if table.possible(plan)]


def compute_table(plan: Plan | Labels, name: str) -> bytes:
    """A table by its name, computed and rendered as its file holds it, with no text that a spreadsheet would calculate.

    >>> compute_table(plan, "03_totals").splitlines()[0]
    b'year,rows_tkr,stated_tkr,difference_tkr,agrees'
    """
    return render_table(guard_table(TABLES[name].make(plan)))


def write_table(labels: Labels, name: str, folder: Path) -> Iterator[Path]:
    """A table as csv."""
    write_bytes(folder / f"{name}.csv", compute_table(labels, name))
    yield folder / f"{name}.csv"


def write_book(labels: Labels, name: str, folder: Path) -> Iterator[Path]:
    """An Excel file in every language, and its first table as csv for a Swedish Excel."""
    for language in LANGUAGES:
        book = BOOKS[name].make(labels, labels.speak(language))
        path = folder / f"{name}_{language}.xlsx"
        write_workbook(book, path)
        yield path
        if language == LANGUAGES[0]:
            write_swedish_csv(next(iter(book.sheets.values())), folder / f"{name}_excel.csv")
            yield folder / f"{name}_excel.csv"


def write_kit(labels: Labels, name: str, folder: Path) -> Iterator[Path]:
    """Sheets by theme and by committee and the Excel form, with the proposals as the order to read in."""
    plan = labels.plan
    proposals = KITS[name].make(plan)
    paths = [*write_sheets(plan, folder, proposals), folder / "form.xlsx"]
    write_form(plan, paths[-1], proposals)
    yield from (path for path in paths if not is_filled(path))

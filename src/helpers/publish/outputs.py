"""The registry of tables, Excel files and reading kits: each by the name of its files, with what it needs of a plan."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from operator import attrgetter

import pandas as pd

from helpers.figures.output import Output
from helpers.language import FIRST as FIRST_LANGUAGE
from helpers.links.crossref import compare_readings, list_committees, list_elsewhere, list_frames, list_states
from helpers.links.kit import FIRST
from helpers.links.labels import Labels, read_labels
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
from helpers.words import Words, read_words
from helpers.workbook import Book


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


def _of_plan(make: Callable[[Plan], pd.DataFrame]) -> Callable[[Labels], pd.DataFrame]:
    """A table that is made of the plan alone."""
    return partial(_make_of_plan, make)


def _make_of_plan(make: Callable[[Plan], pd.DataFrame], labels: Labels) -> pd.DataFrame:
    return make(labels.plan)


def _of_words(make: Callable[[Labels, Words], pd.DataFrame]) -> Callable[[Labels], pd.DataFrame]:
    """A table that names its places in the first language."""
    return partial(_make_of_words, make)


def _make_of_words(make: Callable[[Labels, Words], pd.DataFrame], labels: Labels) -> pd.DataFrame:
    return make(labels, read_words(FIRST_LANGUAGE, labels.plan))


def _measure_readability(plan: Plan) -> pd.DataFrame:
    return lix(join_broken(split_sentences(plan.prose)))


def _split_prose(plan: Plan) -> pd.DataFrame:
    return split_sentences(plan.prose)


def _check_totals(plan: Plan) -> pd.DataFrame:
    return check_totals(plan.budget, plan.totals)


def _list_repeats(plan: Plan) -> pd.DataFrame:
    return plan.oddities[plan.oddities.kind.str.contains("repeat")]


def _list_demands(labels: Labels) -> pd.DataFrame:
    return list_states(labels.plan, labels.links, table=labels.table)


def _list_committees(labels: Labels) -> pd.DataFrame:
    return list_committees(labels.plan, labels.table, labels.missions)


def _list_elsewhere(labels: Labels) -> pd.DataFrame:
    return list_elsewhere(labels.table)


def _list_frames(labels: Labels) -> pd.DataFrame:
    return list_frames(labels.plan, labels.table)


def _compare_readings(labels: Labels) -> pd.DataFrame:
    return compare_readings(labels.plan, labels.readings)


def _count_levels(labels: Labels, words: Words) -> pd.DataFrame:
    return count_levels(labels, list_commitments(labels, words))


def _propose(plan: Plan) -> pd.DataFrame:
    """As many proposals for each demand as the sheets show."""
    return propose_links(plan.demands, plan.missions, FIRST)


def _make_crossbook(labels: Labels, words: Words) -> Book:
    return crossref_workbook(labels, words)


TABLES: dict[str, Table] = {
    "00_numbers": Table(tabulate_numbers),
    **{
        f"01_{name}": Table(attrgetter(f"plan.{name}"))
        for name in ("lines", "themes", "prose", "demands", "committees", "missions", "oddities")
    },
    "02_sentences": Table(_of_plan(_split_prose)),
    "02_readability": Table(_of_plan(_measure_readability)),
    "03_budget": Table(attrgetter("plan.budget"), needs=("budget",)),
    "03_totals": Table(_of_plan(_check_totals), needs=("budget",)),
    "03_frames": Table(_of_plan(tabulate_frames), needs=("frames",)),
    "03_attention": Table(_of_plan(compare_attention), needs=("frames",)),
    "04_links": Table(attrgetter("links"), needs=("links",)),
    "04_crossref": Table(attrgetter("table"), needs=("links",)),
    "04_demands": Table(_list_demands, needs=("links",)),
    "04_missions": Table(attrgetter("missions"), needs=("links",)),
    "04_committees": Table(_list_committees, needs=("judged",)),
    "04_elsewhere": Table(_list_elsewhere, needs=("links",)),
    "04_frames": Table(_list_frames, needs=("links",)),
    "04_outside": Table(list_outside, needs=("outside", "facts")),
    "04_repeats": Table(_of_plan(_list_repeats)),
    "04_web": Table(list_web, needs=("web_priorities",)),
    "04_readings": Table(_compare_readings, needs=("links",)),
    "05_topics": Table(read_topics, needs=("topics", "topic_names")),
    "05_traces": Table(_of_words(tabulate_traces), needs=("traces",)),
    "05_holds": Table(compare_traces, needs=("traces",)),
    "05_tensions": Table(_of_words(list_tensions), needs=("tensions",)),
    "05_commitments": Table(_of_words(list_commitments), needs=("prose_commitments",)),
    "05_levels": Table(_of_words(_count_levels), needs=("prose_commitments",)),
    "05_later": Table(_of_words(list_later), needs=("later", "facts")),
    "05_timeline": Table(_of_words(list_timeline), needs=("timeline", "facts")),
    "06_proposals": Table(_of_plan(_propose), needs=("pairs",)),
}
"""Every table by the name of its file."""

BOOKS: dict[str, Workbook] = {"04_korsreferens": Workbook(_make_crossbook, needs=("links",))}
"""Every Excel file by the name of its files."""

KITS: dict[str, Kit] = {"06_reading": Kit(_propose, needs=("pairs",))}
"""What a plan is read with, by a name."""

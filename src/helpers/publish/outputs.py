"""The registry of tables, Excel files and reading kits: each by the name of its files."""

from collections.abc import Callable

import pandas as pd

from helpers.figures.registry import Recipe, _has, _has_frames, _has_links, _has_traces, _reviewed, has_pairs
from helpers.links.crossref import (
    compare_readings,
    list_committees,
    list_elsewhere,
    list_frames,
    list_states,
)
from helpers.links.kit import FIRST
from helpers.links.labels import Labels
from helpers.links.numbers import tabulate_numbers
from helpers.links.traces import (
    compare_traces,
    count_levels,
    list_commitments,
    list_later,
    list_outside,
    list_tensions,
    list_web,
    read_topics,
    tabulate_traces,
)
from helpers.matching.propose import propose_links
from helpers.plan.budget import check_totals, compare_attention, tabulate_frames
from helpers.plan.read import Plan
from helpers.plan.text import join_broken, lix, split_sentences
from helpers.publish.crossbook import crossref_workbook
from helpers.words import LANGUAGES, Words, read_words
from helpers.workbook import Book


def _has_budget(plan: Plan) -> bool:
    return len(plan.budget) > 0


def _told(make: Callable[[Labels, Words], pd.DataFrame]) -> Callable[[Plan], pd.DataFrame]:
    """A recipe for a table that names its places in the first language."""
    return lambda plan: make(_reviewed(plan), read_words(LANGUAGES[0], plan))


def _read(make: Callable[[Labels], pd.DataFrame]) -> Callable[[Plan], pd.DataFrame]:
    """A recipe for a table of labels."""
    return lambda plan: make(_reviewed(plan))


def _tabulate_levels(labels: Labels, words: Words) -> pd.DataFrame:
    return count_levels(labels, list_commitments(labels, words))


def _list_demands(labels: Labels) -> pd.DataFrame:
    return list_states(labels.plan, labels.links, table=labels.table)


def _list_committees(labels: Labels) -> pd.DataFrame:
    return list_committees(labels.plan, labels.table, labels.missions)


def _propose(plan: Plan) -> pd.DataFrame:
    """As many proposals for each demand as the sheets show."""
    return propose_links(plan.demands, plan.missions, FIRST)


TABLES: dict[str, Recipe] = {
    "00_numbers": Recipe(_read(tabulate_numbers)),
    "01_lines": Recipe(lambda plan: plan.lines),
    "01_themes": Recipe(lambda plan: plan.themes),
    "01_prose": Recipe(lambda plan: plan.prose),
    "01_demands": Recipe(lambda plan: plan.demands),
    "01_committees": Recipe(lambda plan: plan.committees),
    "01_missions": Recipe(lambda plan: plan.missions),
    "01_oddities": Recipe(lambda plan: plan.oddities),
    "02_sentences": Recipe(lambda plan: split_sentences(plan.prose)),
    "02_readability": Recipe(lambda plan: lix(join_broken(split_sentences(plan.prose)))),
    "03_budget": Recipe(lambda plan: plan.budget, _has_budget),
    "03_totals": Recipe(lambda plan: check_totals(plan.budget, plan.totals), _has_budget),
    "03_frames": Recipe(tabulate_frames, _has_frames),
    "03_attention": Recipe(compare_attention, _has_frames),
    "04_links": Recipe(lambda plan: _reviewed(plan).links, _has_links),
    "04_crossref": Recipe(lambda plan: _reviewed(plan).table, _has_links),
    "04_demands": Recipe(
        lambda plan: list_states(plan, _reviewed(plan).links, table=_reviewed(plan).table), _has_links
    ),
    "04_missions": Recipe(lambda plan: _reviewed(plan).missions, _has_links),
    "04_committees": Recipe(
        lambda plan: list_committees(plan, _reviewed(plan).table, _reviewed(plan).missions), _has_links
    ),
    "04_elsewhere": Recipe(lambda plan: list_elsewhere(_reviewed(plan).table), _has_links),
    "04_frames": Recipe(lambda plan: list_frames(plan, _reviewed(plan).table), _has_links),
    "04_outside": Recipe(_read(list_outside), _has("outside.csv", "facts.csv")),
    "04_repeats": Recipe(lambda plan: plan.oddities[plan.oddities.kind.str.contains("repeat")]),
    "04_web": Recipe(_read(list_web), _has("web_priorities.csv")),
    "04_readings": Recipe(lambda plan: compare_readings(plan, _reviewed(plan).readings), _has_links),
    "05_topics": Recipe(_read(read_topics), _has("topics.csv", "topic_names.csv")),
    "05_traces": Recipe(_told(tabulate_traces), _has_traces),
    "05_holds": Recipe(_read(compare_traces), _has_traces),
    "05_tensions": Recipe(_told(list_tensions), _has("tensions.csv")),
    "05_commitments": Recipe(_told(list_commitments), _has("prose_commitments.csv")),
    "05_levels": Recipe(_told(_tabulate_levels), _has("prose_commitments.csv")),
    "05_later": Recipe(_told(list_later), _has("later.csv", "facts.csv")),
    "06_proposals": Recipe(_propose, has_pairs),
}
"""Every table by the name of its file; each recipe takes the plan."""


def _crossbook(plan: Plan, words: Words) -> Book:
    settled = _reviewed(plan)
    return crossref_workbook(plan, settled.table, settled.links, words, settled.missions)


BOOKS: dict[str, Recipe] = {"04_korsreferens": Recipe(_crossbook, _has_links)}
"""Every Excel file by the name of its files; each recipe takes the plan and the words."""


KITS: dict[str, Recipe] = {"06_reading": Recipe(_propose, has_pairs)}
"""What a plan is read with, sheets and a form, by a name; the recipe takes the plan and gives the order to read in."""

"""The registry of tables, Excel files and reading kits: each by the name of its files."""

from collections.abc import Callable

import pandas as pd

from helpers.figures.registry import Recipe, _has, _has_frames, _has_links, _has_traces, _reviewed, has_pairs
from helpers.links.crossref import (
    compare_readings,
    list_committees,
    list_elsewhere,
    list_frames,
    list_outside,
    list_remits,
    list_web,
)
from helpers.links.kit import FIRST
from helpers.links.numbers import tabulate_numbers
from helpers.links.traces import (
    compare_traces,
    count_levels,
    read_commitments,
    read_later,
    read_readings,
    read_tensions,
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


def _told(make: Callable[[Words], pd.DataFrame]) -> Callable[[Plan], pd.DataFrame]:
    """A recipe for a table that names its places in the first language."""
    return lambda plan: make(read_words(LANGUAGES[0], plan))


def _tabulate_levels(words: Words) -> pd.DataFrame:
    return count_levels(read_commitments(words))


def _compare_traces(plan: Plan) -> pd.DataFrame:
    return compare_traces(plan, read_topics(plan), read_readings(plan))


def _propose(plan: Plan) -> pd.DataFrame:
    """As many proposals for each demand as the sheets show."""
    return propose_links(plan.demands, plan.missions, FIRST)


TABLES: dict[str, Recipe] = {
    "00_numbers": Recipe(tabulate_numbers),
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
    "04_demands": Recipe(lambda plan: list_remits(plan, _reviewed(plan)), _has_links),
    "04_missions": Recipe(lambda plan: _reviewed(plan).missions, _has_links),
    "04_committees": Recipe(lambda plan: list_committees(plan, *_reviewed(plan)[2:4]), _has_links),
    "04_elsewhere": Recipe(lambda plan: list_elsewhere(_reviewed(plan).table), _has_links),
    "04_frames": Recipe(lambda plan: list_frames(plan, _reviewed(plan).table), _has_links),
    "04_outside": Recipe(list_outside, _has("outside.csv", "facts.csv")),
    "04_repeats": Recipe(lambda plan: plan.oddities[plan.oddities.kind.str.contains("repeat")]),
    "04_web": Recipe(list_web, _has("web_priorities.csv")),
    "04_readings": Recipe(lambda plan: compare_readings(plan, _reviewed(plan).readings), _has_links),
    "05_topics": Recipe(read_topics, _has("topics.csv", "topic_names.csv")),
    "05_traces": Recipe(_told(tabulate_traces), _has_traces),
    "05_holds": Recipe(_compare_traces, _has_traces),
    "05_tensions": Recipe(_told(read_tensions), _has("tensions.csv")),
    "05_commitments": Recipe(_told(read_commitments), _has("prose_commitments.csv")),
    "05_levels": Recipe(_told(_tabulate_levels), _has("prose_commitments.csv")),
    "05_later": Recipe(_told(read_later), _has("later.csv", "facts.csv")),
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

"""A plan as data: every line gets one role, and nothing is dropped.

The reader knows no particular plan. What it goes by are the words of data/swedish, the layout of the document, and what
plan.toml and lines.csv of the plan's folder say.
"""

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from helpers.plan.assemble import assemble
from helpers.plan.clean import clean, fold
from helpers.plan.infer import describe
from helpers.plan.oddities import find_oddities
from helpers.plan.schemas import PlanTables
from helpers.plan.source import load, read_source


class Item(NamedTuple):
    """A demand or mission: its text, its line, and the theme or committee that it belongs to."""

    text: str
    line: int
    part: str


class Plan(PlanTables):
    """A plan as tidy tables, with what a reader stumbles over in it and a search."""

    @cached_property
    def oddities(self) -> pd.DataFrame:
        """What a reader stumbles over, by rule: kind, line, other_line, text (see ``helpers.plan.oddities``)."""
        return find_oddities(self)

    @cached_property
    def items(self) -> dict[str, Item]:
        """Every demand and mission by its id; demands and missions share one name space.

        >>> plan.items["klimat-5"].line, plan.items["ks-06"].part
        (219, 'ks')
        """
        demands, missions = self.demands, self.missions
        tables = (
            zip(demands.demand_id, demands.text, demands.line, demands.theme_id, strict=True),
            zip(missions.mission_id, missions.text, missions.line, missions.committee_id, strict=True),
        )
        return {name: Item(text, line, part) for table in tables for name, text, line, part in table}

    def locate(self, items: Iterable[str]) -> list[int]:
        """The lines of demands and missions, by their ids.

        >>> plan.locate(["klimat-5", "ks-06"])
        [219, 232]
        """
        return [self.items[item].line for item in items]

    def find(self, word: str) -> pd.DataFrame:
        """Every line that holds the word, capitals or not: columns line, role, part_id, text (cleaned).

        >>> plan.find("flygplats").line.tolist()
        [230]
        """
        text = self.lines.text.map(clean)
        hits = text.map(fold).str.casefold().str.contains(fold(word).casefold(), regex=False)
        return self.lines.assign(text=text)[hits][["line", "role", "part_id", "text"]].reset_index(drop=True)


def read_plan(folder: str | Path) -> Plan:
    """Read a plan's folder: plan.txt, and what plan.toml, places.csv and lines.csv say of its lines.

    Only plan.txt must be there. Nothing is refused for its layout: what no rule reads has the role ``other`` and a row
    in ``Plan.oddities``. Raises PlanError (file, line, what was found, what to do; all faults of the folder at once)
    for a file that cannot be decoded and for a broken plan.toml, places.csv or lines.csv.

    >>> len(read_plan("data/borlange-v-2022").demands)
    35
    """
    folder = Path(folder)
    reading = read_source(load(folder))
    tables, parts = assemble(reading)
    return Plan(folder=folder, file=describe(reading, tables, parts), **vars(tables))

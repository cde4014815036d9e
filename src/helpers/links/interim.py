"""The labels of a plan behind one object, until ``links.labels`` has it: this module goes at the merge."""

from copy import copy
from functools import cached_property
from typing import Any

import pandas as pd

from helpers.codebook import CARRYING
from helpers.links.crossref import Reviewed, list_missions, read_reviewed, summarise
from helpers.links.labels import read_labels as _read
from helpers.plan.budget import compare_attention, tabulate_frames
from helpers.plan.read import Plan


class Labels:
    """The labels of one plan, each table read once, when it is first asked for."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    @cached_property
    def _reviewed(self) -> Reviewed:
        return read_reviewed(self.plan)

    @cached_property
    def links(self) -> pd.DataFrame:
        """The settled links."""
        return self._reviewed.links

    @cached_property
    def table(self) -> pd.DataFrame:
        """The cross-reference."""
        return self._reviewed.table

    @cached_property
    def missions(self) -> pd.DataFrame:
        """What each mission carries."""
        return self._reviewed.missions

    @cached_property
    def passes(self) -> dict[str, pd.DataFrame]:
        """The links of every pass."""
        return self._reviewed.passes

    @cached_property
    def readings(self) -> dict[str, pd.DataFrame]:
        """The passes, then ``settled``."""
        return self._reviewed.readings

    def replace(self, **tables: Any) -> "Labels":
        """A copy in which some of the tables are others."""
        other = copy(self)
        other.__dict__.update(tables)
        return other

    def span(self) -> tuple[int, int]:
        """The lowest and highest number of demands with a mission that a pass gave."""
        counts = [
            summarise(self.plan, links)["demands with a mission"] for links in (self.passes or self.readings).values()
        ]
        return min(counts), max(counts)

    def count_answering(self, committee: str) -> set[int]:
        """How many of a committee's missions answer a demand."""
        tables = [list_missions(self.plan, links) for links in self.readings.values()]
        return {int(((table.committee_id == committee) & (table.carries != "")).sum()) for table in tables}

    def has(self, *names: str) -> bool:
        """Whether the plan's folder has all of these tables."""
        return all((self.plan.folder / f"{name}.csv").is_file() for name in names)

    def read(self, name: str) -> pd.DataFrame:
        """One table by its name."""
        return _read(self.plan, name)


def read_labels(plan: Plan) -> Labels:
    """The settled labels of a plan; nothing is read before it is asked for."""
    return Labels(plan)


def has_frames(plan: Plan) -> bool:
    """Whether the plan's year has frames, none of them below zero, so that they can be shown as parts of a whole."""
    amounts = plan.budget.amount_tkr[plan.budget.year == plan.file.document.year]
    return bool(amounts.sum() > 0 and amounts.min() >= 0)


def lacks(plan: Plan | Labels, *needs: str) -> str:
    """Why what needs this cannot be made of the plan, in words; empty where nothing is lacking."""
    labels = plan if isinstance(plan, Labels) else read_labels(plan)
    return next((said for need in needs if (said := _lack(labels, need))), "")


def _lack(labels: Labels, need: str) -> str:
    plan = labels.plan
    match need:
        case "demands":
            return "" if len(plan.demands) else "planen har inga krav"
        case "pairs":
            return "" if len(plan.demands) and len(plan.missions) else "planen har inte både krav och uppdrag"
        case "budget":
            return "" if len(plan.budget) else "planen har ingen budgettabell"
        case "frames":
            return "" if has_frames(plan) else "budgettabellen har inga ramar för planens år som är delar av en helhet"
        case "committee frames":
            if not (has_frames(plan) and len(plan.missions)):
                return "planen har inte både uppdrag och ramar"
            frames = compare_attention(plan).amount_tkr.dropna()
            right = len(frames) and frames.max() >= tabulate_frames(plan).amount_tkr.max()
            return "" if right else "den största ramen hör inte till någon nämnd med uppdrag"
        case "carried":
            found = labels.has("links", "committees") and labels.links.relation.isin(CARRYING).any()
            return "" if found else "läsningarna fann inget uppdrag som bär ett krav"
        case "links":
            return _name_missing(labels, "links", "committees")
        case "traces":
            return _name_missing(labels, "links", "committees", "topics", "topic_names", "verbs")
    return _name_missing(labels, need)


def _name_missing(labels: Labels, *names: str) -> str:
    gone = [f"{name}.csv" for name in names if not labels.has(name)]
    return f"{' och '.join(gone)} saknas" if gone else ""

"""What is known of a plan once it is read: its tables, and what is known of the document."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from helpers.plan.planfile import PlanFile


@dataclass(frozen=True, kw_only=True)
class Tables:
    """The tables of a document (columns in ``helpers.plan.schemas``).

    Joining ``lines.text`` by line feeds gives plan.txt back. ``budget`` holds the frames of the plan's own proposal,
    which make up ``totals`` once; ``amounts`` every amount of every table, with its series and kind.
    """

    lines: pd.DataFrame
    themes: pd.DataFrame
    prose: pd.DataFrame
    demands: pd.DataFrame
    committees: pd.DataFrame
    missions: pd.DataFrame
    budget: pd.DataFrame
    totals: pd.DataFrame
    amounts: pd.DataFrame
    doubts: pd.DataFrame
    """What the reader was not sure of, as rows of ``oddities``."""


@dataclass(frozen=True, kw_only=True)
class PlanTables(Tables):
    """A plan as tidy tables, with what is known of the document in ``file``."""

    folder: Path
    file: PlanFile

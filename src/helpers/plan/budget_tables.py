"""Tables of budget frames in any layout: from the lines of a document to rows of budget, plan and change.

Nothing is refused for its layout: a line that cannot be read as a row is left to the caller, and is named.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

FindCommittee = Callable[[str], str | None]
"""Gives the id of the committee that a label names (name, alias, abbreviation), or None."""


class SourceLine(NamedTuple):
    """A line of plan.txt: its number (from 1), the text as it stands, and its kind in places.csv ("" where unknown)."""

    number: int
    text: str
    kind: str = ""


@dataclass(frozen=True)
class BudgetSettings:
    """What is known before the table is read: the document's year, and what plan.toml says of the table, if it does."""

    year: int | None = None
    unit: str | None = None  # kr, tkr, mnkr
    heading: str | None = None
    total: str | None = None  # the label of the sum where the frames end


class BudgetRow(NamedTuple):
    """One amount of a table."""

    label: str  # as printed, without footnote marks
    committee_id: str | None  # of the label, or of the row or block that a part belongs to
    year: int
    series: str  # budget, plan, change, majority, difference, outcome; investment, result or other for a table aside
    kind: str  # frame, part, subtotal, total, outside
    amount_tkr: int
    line: int
    sum_line: int | None = None  # the line of the sum that takes this row; missing where none does


class BudgetOddity(NamedTuple):
    """What a reader stumbles over, as in ``Plan.oddities``."""

    kind: str
    line: int | None
    other_line: int | None
    text: str


@dataclass(frozen=True)
class BudgetReading:
    """All that was read of the tables in a document."""

    roles: Mapping[int, str] = field(default_factory=dict)  # line -> budget_heading, _header, _row, _total; else none
    rows: Sequence[BudgetRow] = ()
    unit: str = "tkr"
    unit_line: int | None = None  # where the unit stands; missing where it was given or assumed
    year_line: int | None = None  # where the years stand
    heading: str | None = None  # of the table whose rows are the frames
    total: str | None = None  # the label of the sum that the frames make up
    ground: str = ""  # which rows were taken as frames, and why
    oddities: Sequence[BudgetOddity] = ()


def read_budget(
    lines: Sequence[SourceLine],
    find_committee: FindCommittee = lambda label: None,
    settings: BudgetSettings = BudgetSettings(),  # noqa: B008
) -> BudgetReading:
    """Read all tables of budget frames in the lines of a document."""
    return BudgetReading()

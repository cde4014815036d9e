"""The tables that a plan is read into, and the columns of each: a pandera schema, applied where the table is made."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from pandera.engines.pandas_engine import STRING
from pandera.pandas import Check, Column, DataFrameSchema

from helpers.plan.planfile import PlanFile

ROLES = (
    "blank",
    "title",
    "heading",
    "theme",
    "prose",
    "demand_lead",
    "demand",
    "committee",
    "mission_lead",
    "mission",
    "budget_heading",
    "budget_header",
    "budget_row",
    "budget_total",
    "contents",
    "header",
    "footer",
    "page_number",
    "note",
    "menu",
    "other",
)
"""The roles that a line can have; each line has exactly one."""

APART = ROLES[ROLES.index("contents") :]
"""The roles of lines that are no part of the plan's text: what stands around it, and what fits no rule."""


class _Text(STRING):
    """pandas' text, told by the column's dtype alone.

    pandera's own check goes on to list the values that are wrong, also where none is, and that takes half the time.
    """

    def check(self, pandera_dtype: Any, data_container: Any = None) -> Any:
        return super().check(pandera_dtype)


_TEXT = _Text(None)


def _schema(**columns: Column) -> DataFrameSchema:
    return DataFrameSchema(dict(columns), strict=True, ordered=True, coerce=True)


def _line() -> Column:
    return Column("int64", Check.ge(1))


LINES = _schema(
    line=Column("int64", Check.ge(1), unique=True),
    text=Column(_TEXT),
    role=Column(_TEXT, Check.isin(ROLES)),
    part_id=Column(_TEXT, nullable=True),
)

THEMES = _schema(theme_id=Column(_TEXT, unique=True), title=Column(_TEXT), line=_line())

PROSE = _schema(theme_id=Column(_TEXT), line=_line(), text=Column(_TEXT))

DEMANDS = _schema(
    demand_id=Column(_TEXT, unique=True),
    theme_id=Column(_TEXT),
    line=_line(),
    text=Column(_TEXT),
    parent_id=Column(_TEXT, nullable=True, required=False),
)

COMMITTEES = _schema(committee_id=Column(_TEXT, unique=True), name=Column(_TEXT), line=_line())

MISSIONS = _schema(
    mission_id=Column(_TEXT, unique=True),
    committee_id=Column(_TEXT),
    line=_line(),
    text=Column(_TEXT),
    parent_id=Column(_TEXT, nullable=True, required=False),
    committee_ids=Column(_TEXT, required=False),
)

BUDGET = _schema(
    label=Column(_TEXT),
    committee_id=Column(_TEXT, nullable=True),
    year=Column("int64"),
    amount_tkr=Column("int64"),
    line=_line(),
)

TOTALS = _schema(year=Column("int64"), amount_tkr=Column("int64"), line=_line())

AMOUNTS = _schema(
    label=Column(_TEXT),
    committee_id=Column(_TEXT, nullable=True),
    year=Column("int64"),
    series=Column(_TEXT),
    kind=Column(_TEXT),
    amount_tkr=Column("int64"),
    line=_line(),
)

ODDITIES = _schema(
    kind=Column(_TEXT),
    line=Column("Int64", nullable=True),
    other_line=Column("Int64", nullable=True),
    text=Column(_TEXT),
)


def make_table(schema: DataFrameSchema, rows: Iterable[tuple[Any, ...]]) -> pd.DataFrame:
    """A validated table with the schema's columns, in its order and with its dtypes, also where there are no rows.

    A column that need not be there (``parent_id``, ``committee_ids``) is left out where no row has a value for it.
    Raises ValueError for a fraction in a column of whole numbers: nothing is cut off.

    >>> make_table(TOTALS, [(2022, 3_608_000, 348)]).amount_tkr.item()
    3608000
    >>> make_table(TOTALS, [(2022, 0.5, 348)])
    Traceback (most recent call last):
    ValueError: 0.5 as amount_tkr: whole numbers only
    """
    held, names = list(rows), list(schema.columns)
    frame = pd.DataFrame(held, columns=names[: len(held[0])] if held else names).reindex(columns=names)
    whole = [name for name, column in schema.columns.items() if str(column.dtype).lower() == "int64"]
    for name in whole:
        if fractions := [each for each in frame[name].dropna() if each % 1]:
            raise ValueError(f"{fractions[0]} as {name}: whole numbers only")
    unused = [name for name, column in schema.columns.items() if not column.required and frame[name].isna().all()]
    frame = frame.drop(columns=unused)
    return pd.DataFrame(schema.validate(frame))


@dataclass(frozen=True, kw_only=True)
class Tables:
    """The tables of a document (columns as above).

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

"""facts.csv: figures from outside the document, each with its source, its date and how sure it is."""

from pathlib import Path

import pandas as pd

from helpers.errors import PlanError
from helpers.plan import Plan
from helpers.tables import read_rows

COLUMNS = ["key", "value", "unit", "as_of", "source_url", "status", "note"]


def read_facts(folder: str | Path) -> pd.DataFrame:
    """The facts of a plan's folder, indexed by key: columns value (text), unit, as_of, source_url, status, note.

    Raises PlanError as ``read_rows`` does, and for other columns, a doubled key, a fact without a source.

    >>> read_facts("data/borlange-v-2022").value["majority_bun_increase"]  # doctest: +SKIP
    '39'
    """
    path = Path(folder) / "facts.csv"
    facts = read_rows(path, COLUMNS)
    if list(facts.columns) != COLUMNS:
        raise PlanError(path, 1, f"the columns {list(facts.columns)}", f"They must be {', '.join(COLUMNS)}.")
    doubled, bare = facts.key[facts.key.duplicated()], facts.key[facts.source_url == ""]
    for found, keys, remedy in (
        ("a second time the key", doubled, "Keep one."),
        ("no source_url for", bare, "Say where it comes from."),
    ):
        if len(keys):
            raise PlanError(path, int(str(keys.index[0])), f"{found} {keys.iloc[0]!r}", remedy)
    return facts.set_index("key")


def read_inhabitants(plan: Plan) -> tuple[int, int]:
    """The number of inhabitants and how far it may be off, as plan.toml names them.

    Raises PlanError where plan.toml names no fact, or one that facts.csv has not or that is no whole number.

    >>> read_inhabitants(plan)  # doctest: +SKIP
    (52250, 10)
    """
    named = plan.file.inhabitants
    if named is None:
        raise PlanError("plan.toml", None, "no table [inhabitants]", "Name the row of facts.csv that gives them.")
    facts = read_facts(plan.folder)
    if named.fact not in facts.index:
        raise PlanError(
            "facts.csv", None, f"no row {named.fact!r}", "plan.toml [inhabitants] names a row that must be there."
        )
    value = str(facts.value[named.fact])
    if not value.isdecimal() or int(value) <= named.plus_minus:
        remedy = f"Write a whole number in digits, greater than plus_minus in plan.toml ({named.plus_minus})."
        raise PlanError("facts.csv", None, f"{value!r} for {named.fact!r}", remedy)
    return int(value), named.plus_minus

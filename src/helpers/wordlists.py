"""Word lists: tables of Swedish words and search patterns, read from csv and checked before they are used."""

import re
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from helpers.errors import PlanError
from helpers.tables import read_rows


def read_wordlist(path: str | Path, columns: Sequence[str], patterns: Sequence[str] = ()) -> pd.DataFrame:
    """A word list as text, in the order of the file; an empty cell is an empty text.

    Takes the columns that the file must have, the first of them its key, and which of them hold regular
    expressions. Raises PlanError (file, line) for a missing file, other columns, a key that is empty or stands
    there twice, and a pattern that is no regular expression.

    >>> read_wordlist("data/swedish/stopwords.csv", ["word"]).word[0]  # doctest: +SKIP
    'alla'
    """
    path = Path(path)
    table = read_rows(path, columns)
    if list(table.columns) != list(columns):
        raise PlanError(path, 1, f"the columns {list(table.columns)}", f"They must be {', '.join(columns)}.")
    _check_keys(path, table[columns[0]])
    for column in patterns:
        _check_patterns(path, table[column])
    return table.reset_index(drop=True)


def _check_keys(path: Path, keys: "pd.Series[str]") -> None:
    wrong = keys[(keys == "") | keys.duplicated()]
    if len(wrong):
        found = f"{wrong.iloc[0]!r} in the column {keys.name!r}, empty or a second time"
        raise PlanError(path, int(str(wrong.index[0])), found, "Every row needs a name of its own.")


def _check_patterns(path: Path, patterns: "pd.Series[str]") -> None:
    for line, pattern in patterns.items():
        try:
            re.compile(pattern)
        except re.error as error:
            found = f"the pattern {pattern!r} ({error})"
            raise PlanError(path, int(str(line)), found, "Write a regular expression, or escape its signs.") from None

"""Tables kept by hand as csv, read with the line of each row, and tables written the same way everywhere."""

import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

from helpers.errors import PlanError
from helpers.files import write_bytes


def read_rows(path: str | Path, columns: Iterable[str]) -> pd.DataFrame:
    """The rows of a csv file as text, each row's index the line that it ends on; an empty cell is an empty text.

    ``columns`` are what a missing file needs; whether the file has them is the caller's matter. Empty lines are passed
    over, a byte order mark too. Raises PlanError (file, line) for a missing file, one that is no csv in UTF-8, a column
    that stands twice, a row with more or fewer cells than the header.

    >>> read_rows("data/borlange-v-2022/facts.csv", ["key"]).index[0].item()
    2
    """
    path = Path(path)
    if not path.is_file():
        raise PlanError(path, None, "no such file", f"Make it with the columns {', '.join(columns)}.")
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = next(reader, [])
            rows = [(reader.line_num, row) for row in reader if row]
    except (csv.Error, UnicodeDecodeError) as error:
        raise PlanError(path, None, f"a table that cannot be read ({error})", "Save it as csv in UTF-8.") from None
    twice = [column for column in header if header.count(column) > 1]
    if twice:
        raise PlanError(path, 1, f"the column {twice[0]!r} twice", "Keep one of them.")
    for line, row in rows:
        if len(row) != len(header):
            raise PlanError(path, line, f"{len(row)} cells", f"The header has {len(header)}: quote text with commas.")
    return pd.DataFrame([row for _, row in rows], index=[line for line, _ in rows], columns=header, dtype="str")


def read_wordlist(path: str | Path, columns: Sequence[str], patterns: Sequence[str] = ()) -> pd.DataFrame:
    """A word list as text, in the order of the file; an empty cell is an empty text.

    Takes the columns that the file must have, the first of them its key, and which of them hold regular
    expressions. Raises PlanError (file, line) for a missing file, other columns, a key that is empty or stands
    there twice, and a pattern that is no regular expression.

    >>> read_wordlist("data/swedish/stopwords.csv", ["word"]).word[0]
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


def render_table(table: pd.DataFrame) -> bytes:
    """A table as csv: UTF-8, comma, line feeds, empty where a value is missing.

    Every text stands in quotation marks where one of them holds a carriage return, which would else end its row.
    """
    text = table.to_csv(index=False, lineterminator="\n")
    if "\r" in text:
        text = table.to_csv(index=False, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    return text.encode("utf-8")


def write_table(table: pd.DataFrame, path: Path) -> bool:
    """Write a table as ``render_table`` gives it; True where it was written."""
    return write_bytes(path, render_table(table))

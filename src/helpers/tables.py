"""A table that somebody keeps by hand as csv: its rows as they stand, each with its line in the file."""

import csv
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from helpers.errors import PlanError


def read_rows(path: str | Path, columns: Iterable[str]) -> pd.DataFrame:
    """The rows of a csv file as text, each row's index the line that it ends on; an empty cell is an empty text.

    ``columns`` are what a missing file needs; whether the file has them is the caller's matter. Empty lines are passed
    over, a byte order mark too. Raises PlanError (file, line) for a missing file, one that is no csv in UTF-8, a column
    that stands twice, a row with more or fewer cells than the header.

    >>> read_rows("data/borlange-v-2022/facts.csv", ["key"]).index[0].item()  # doctest: +SKIP
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

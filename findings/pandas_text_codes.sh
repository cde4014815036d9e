#!/usr/bin/env bash
# pandas 3.1.1: a code that is stored as text in Excel loses its zero, and "12E4" is 120 000.
# Guess: a cell that Excel stores as text comes as text, whatever stands in it: the file itself says which it is.
# Seen: where every text of a column looks like a number, read_excel makes numbers of them: Stockholm's code "0180" is
#   180, the account "12E4" is 120000.0. One "x" in the column, and all stay text. polars reads the same file right, and
#   python-calamine hands the cells over as text; dtype=str helps who knows beforehand.
# Hurts: whoever joins a municipality's sheet to official statistics by codes: "0180" and 180 do not meet.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pandas==3.1.1 openpyxl==3.1.5 python-calamine==0.9.1 polars==2.1.0 fastexcel==0.21.0
venv/bin/python - <<'PY'
import pandas as pd
import polars as pl
from openpyxl import Workbook
from python_calamine import CalamineWorkbook

book = Workbook()
for row in (["kommun", "konto", "blandat"], ["0180", "12E4", "0180"], ["0181", "1234", "x"]):
    book.active.append(row)
book.save("koder.xlsx")

seen = {
    "types in the file": {cell.data_type for row in book.active for cell in row},
    "pandas": {name: column.tolist() for name, column in pd.read_excel("koder.xlsx").items()},
    "pandas, calamine": {n: c.tolist() for n, c in pd.read_excel("koder.xlsx", engine="calamine").items()},
    "calamine alone": CalamineWorkbook.from_path("koder.xlsx").get_sheet_by_index(0).to_python()[1],
    "polars": pl.read_excel("koder.xlsx").row(0),
}

NUMBERS = {"kommun": [180, 181], "konto": [120000.0, 1234.0], "blandat": ["0180", "x"]}
expected = {
    "types in the file": {"s"},
    "pandas": NUMBERS,
    "pandas, calamine": NUMBERS,
    "calamine alone": ["0180", "12E4", "0180"],
    "polars": ("0180", "12E4", "0180"),
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

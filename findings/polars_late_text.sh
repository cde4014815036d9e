#!/usr/bin/env bash
# polars 2.1.0 with fastexcel 0.21.0: a word late in a column of numbers is dropped in silence.
# Guess: a column of 200 numbers with "ca 40" below becomes text, or reading fails.
# Seen: the type is settled by the first hundred rows; below them "ca 40" becomes null, within them it makes
#   the whole column text.
# Hurts: ledgers with a remark in the column of amounts: the sum is short of it, and nothing is said.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check polars==2.1.0 fastexcel==0.21.0 xlsxwriter==3.3.1
venv/bin/python - <<'PY'
import polars as pl
import xlsxwriter


def read(numbers_before):
    with xlsxwriter.Workbook("bok.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["konto", "belopp"])
        for row in range(1, numbers_before + 1):
            sheet.write_row(row, 0, [f"k{row}", row])
        sheet.write_row(numbers_before + 1, 0, ["slut", "ca 40"])
    column = pl.read_excel("bok.xlsx")["belopp"]
    return str(column.dtype), column[-1]


seen = {before: read(before) for before in (90, 200)}

expected = {
    90: ("String", "ca 40"),
    200: ("Int64", None),
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

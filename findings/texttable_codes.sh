#!/usr/bin/env bash
# texttable 1.7.2, beautifultable 1.1.0: codes handed in as text are printed as other numbers.
# Guess: a text is printed as it is; numbers may be set in a form of their own.
# Seen: every text that Python can read as a number becomes one: the municipality's code "0180" is 180, the account
#   "12E4" is 120000 (beautifultable: 120000.0), the heading "2022_23" of a year is 202223, and "1.098" of a Swedish
#   table 1.098. texttable turns nothing of it with set_cols_dtype(["t", …]).
# Hurts: tables of accounts and codes that are printed for a reader to check.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check texttable==1.7.2 beautifultable==1.1.0 wcwidth==0.9.4
venv/bin/python - <<'PY'
from beautifultable import BeautifulTable
from texttable import Texttable

CODES = ["0180", "12E4", "2022_23", "1.5000"]


def print_texttable(*types):
    table = Texttable()
    if types:
        table.set_cols_dtype(types)
    table.add_row(CODES)
    return [cell.strip() for cell in table.draw().split("\n")[1].strip("|").split("|")]


def print_beautifultable():
    table = BeautifulTable()
    table.rows.append(CODES)
    return [cell.strip() for cell in str(table).split("\n")[1].strip("|").split("|")]


seen = {
    "texttable": print_texttable(),
    "texttable, as text": print_texttable("t", "t", "t", "t"),
    "beautifultable": print_beautifultable(),
}

expected = {
    "texttable": ["180", "120000", "202223", "1.500"],
    "texttable, as text": CODES,
    "beautifultable": ["180", "120000.0", "202223", "1.5"],
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

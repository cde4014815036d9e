#!/usr/bin/env bash
# duckdb 2.0.1: the years at the head of a budget table become amounts.
# Guess: the first row is the heading: columns Nämnd, 2022, 2023.
# Seen: the headings look like the numbers below them, so that the first row is data, the columns are column0
#   to column2, and the sum of a column is 2022 too large.
# Hurts: whoever queries budget tables whose columns are years.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check duckdb==2.0.1
venv/bin/python - <<'PY'
from pathlib import Path

import duckdb

Path("ramar.csv").write_text("Nämnd;2022;2023\nSkola;39;40\nOmsorg;41;42\n", encoding="utf-8")
Path("ord.csv").write_text("Nämnd;ram;plan\nSkola;39;40\nOmsorg;41;42\n", encoding="utf-8")
years = duckdb.read_csv("ramar.csv")
seen = {
    "years": years.columns,
    "rows": len(years.fetchall()),
    "sum": int(years.sum("column1").fetchall()[0][0]),
    "words": duckdb.read_csv("ord.csv").columns,
}

expected = {
    "years": ["column0", "column1", "column2"],
    "rows": 3,
    "sum": 2102,
    "words": ["Nämnd", "ram", "plan"],
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

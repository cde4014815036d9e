#!/usr/bin/env bash
# polars 2.1.0: the totals that write_excel puts in are read back as nought.
# Guess: a total is read back as its sum, or as nothing until the file has been through a spreadsheet.
# Seen: it is the number 0 in polars and in openpyxl: the file holds a formula with 0 as its saved value.
#   Excel and LibreOffice show 79.5.
# Hurts: a budget sum that is handed on: another program reads 0 mnkr.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check polars==2.1.0 fastexcel==0.21.0 xlsxwriter==3.3.1 openpyxl==3.1.5
venv/bin/python - <<'PY'
import openpyxl
import polars as pl

pl.DataFrame({"namnd": ["skola", "omsorg"], "ram": [39.5, 40.0]}).write_excel("ramar.xlsx", column_totals=["ram"])
sheets = {values: openpyxl.load_workbook("ramar.xlsx", data_only=values).active for values in (True, False)}
seen = {
    "polars": pl.read_excel("ramar.xlsx")["ram"].to_list(),
    "openpyxl": sheets[True]["B4"].value,
    "formula": str(sheets[False]["B4"].value).startswith("=SUBTOTAL(109"),
}

expected = {
    "polars": [39.5, 40.0, 0.0],
    "openpyxl": 0,
    "formula": True,
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

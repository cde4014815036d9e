#!/usr/bin/env bash
# openpyxl 3.1.5, pandas 3.1.1: a line break in a cell of Excel is read as "_x000D_".
# Guess: what a cell shows in Excel is what is read: the break that xlsxwriter 3.3.1 writes is a break.
# Seen: the carriage return before the break comes back as the seven letters "_x000D_": characters that a workbook
#   stores by their number are never read. python-calamine 0.9.1 reads it.
# Hurts: answers to a consultation: they are no longer found, counted or matched by their words.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check openpyxl==3.1.5 pandas==3.1.1 xlsxwriter==3.3.1 python-calamine==0.9.1
venv/bin/python - <<'PY'
import pandas as pd
import python_calamine
import xlsxwriter
from openpyxl import load_workbook

with xlsxwriter.Workbook("svar.xlsx") as book:
    sheet = book.add_worksheet()
    for row, text in enumerate(("Svar", "Ja, men\r\nfrån 2023")):
        sheet.write_string(row, 0, text)
seen = {
    "openpyxl": load_workbook("svar.xlsx").active["A2"].value,
    "pandas": pd.read_excel("svar.xlsx", engine="openpyxl").iloc[0, 0],
    "calamine": python_calamine.CalamineWorkbook.from_path("svar.xlsx").get_sheet_by_index(0).to_python()[1][0],
}

expected = {
    "openpyxl": "Ja, men_x000D_\nfrån 2023",
    "pandas": "Ja, men_x000D_\nfrån 2023",
    "calamine": "Ja, men\r\nfrån 2023",
}

for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

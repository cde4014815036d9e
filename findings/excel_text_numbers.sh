#!/usr/bin/env bash
# formulas 1.3.4: numbers stored as text are added up, and patterns mind capitals, unlike in Excel.
# Guess: a workbook is computed as Excel computes it: in a range only numbers count, and COUNTIF does not mind
#   capitals.
# Seen: of 40, the text "50" and 60, SUM makes 150 and COUNT 3 (Excel: 100 and 2; pycel, another library, agrees
#   with Excel); COUNTIF with "skola" finds Skola and skola, with "skol*" only the one in small letters.
# Hurts: checks of a budget: a sum that the sheet shows as 100 is found to be 150, or a fault of the sheet goes
#   unseen.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check formulas==1.3.4 pycel==1.0b30 openpyxl==3.1.5 numpy==2.4.6
venv/bin/python - <<'PY'
import contextlib
import io

import formulas
from openpyxl import Workbook
from pycel import ExcelCompiler

FORMULAS = ["SUM(A1:A3)", "COUNT(A1:A3)", 'COUNTIF(B1:B3,"skola")', 'COUNTIF(B1:B3,"skol*")']
FORMULAS += ['SUMIF(B1:B3,"*skola",C1:C3)']
book = Workbook()
sheet = book.active
sheet.title = "BLAD"
for row in ([40, "Skola", 1], ["50", "Förskola", 10], [60, "skola", 100]):
    sheet.append(row)
for row, formula in enumerate(FORMULAS, 1):
    sheet.cell(row, 5, "=" + formula)
book.save("bok.xlsx")

with contextlib.redirect_stderr(io.StringIO()):
    cells = formulas.ExcelModel().loads("bok.xlsx").finish().calculate()
other = ExcelCompiler(filename="bok.xlsx")
seen = {
    formula: (float(cells[f"'[bok.xlsx]BLAD'!E{row}"].value[0, 0]), float(other.evaluate(f"BLAD!E{row}")))
    for row, formula in enumerate(FORMULAS, 1)
}

expected = {
    "SUM(A1:A3)": (150.0, 100.0),
    "COUNT(A1:A3)": (3.0, 2.0),
    'COUNTIF(B1:B3,"skola")': (2.0, 2.0),
    'COUNTIF(B1:B3,"skol*")': (1.0, 2.0),
    'SUMIF(B1:B3,"*skola",C1:C3)': (110.0, 111.0),
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

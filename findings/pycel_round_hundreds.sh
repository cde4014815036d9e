#!/usr/bin/env bash
# pycel 1.0b30: ROUND to hundreds or thousands rounds halves to even, and a minus is raised to the power last.
# Guess: ROUND rounds halves away from zero, as in Excel, whatever the number of digits; -2^2 is 4, as in Excel.
# Seen: ROUND(2.5,0) is 3, but ROUND(1250,-2) 1200 and ROUND(2500,-3) 2000 (Excel: 1300 and 3000; formulas,
#   another library, agrees with Excel); -2^2 is -4.
# Hurts: checks of a budget that is rounded to hundreds of tkr: the computed rows are not those of the sheet.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pycel==1.0b30 formulas==1.3.4 openpyxl==3.1.5 numpy==2.4.6
venv/bin/python - <<'PY'
import contextlib
import io

import formulas
from openpyxl import Workbook
from pycel import ExcelCompiler

FORMULAS = ["ROUND(2.5,0)", "ROUND(25,-1)", "ROUND(1250,-2)", "ROUND(1350,-2)", "ROUND(2500,-3)", "-2^2"]
book = Workbook()
sheet = book.active
sheet.title = "BLAD"
for row, formula in enumerate(FORMULAS, 1):
    sheet.cell(row, 1, "=" + formula)
book.save("bok.xlsx")

compiled = ExcelCompiler(filename="bok.xlsx")
with contextlib.redirect_stderr(io.StringIO()):
    other = formulas.ExcelModel().loads("bok.xlsx").finish().calculate()
seen = {
    formula: (float(compiled.evaluate(f"BLAD!A{row}")), float(other[f"'[bok.xlsx]BLAD'!A{row}"].value[0, 0]))
    for row, formula in enumerate(FORMULAS, 1)
}

expected = {
    "ROUND(2.5,0)": (3.0, 3.0),
    "ROUND(25,-1)": (20.0, 30.0),
    "ROUND(1250,-2)": (1200.0, 1300.0),
    "ROUND(1350,-2)": (1400.0, 1400.0),
    "ROUND(2500,-3)": (2000.0, 3000.0),
    "-2^2": (-4.0, 4.0),
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

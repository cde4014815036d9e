#!/usr/bin/env bash
# xlsx2csv 0.8.6: an amount with a unit in its format is given as the format.
# Guess: 1250.5 shown as "1250.5 mnkr" comes as 1250.5, or as it is shown.
# Seen: with 0.0" mnkr" the amount is gone: the cell holds 0.0" 06nkr", the format with a month in it. So it goes for
#   mdkr, st, dagar and platser, whose m, d or s count as parts of a date; kr and tkr are spared
#   (but for noughts at the end), and so is -5.2.
# Hurts: whoever turns budget workbooks into CSV: the amounts above nought are lost, the savings stay.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check xlsx2csv==0.8.6 openpyxl==3.1.5
venv/bin/python - <<'PY'
import csv
import io

import openpyxl
from xlsx2csv import Xlsx2csv

units = ["kr", "tkr", "mnkr", "mdkr", "dagar", "platser"]
book = openpyxl.Workbook()
for unit in units:
    book.active.append([unit, 1250.5, -5.2])
    for cell in book.active[book.active.max_row][1:]:
        cell.number_format = f'0.0" {unit}"'
book.save("ramar.xlsx")
text = io.StringIO()
Xlsx2csv("ramar.xlsx").convert(text)
text.seek(0)
seen = {unit: (amount, float(saving)) for unit, amount, saving in csv.reader(text)}

expected = {
    "kr": ("1250.500000", -5.2),
    "tkr": ("1250.5000000", -5.2),
    "mnkr": ('0.0" 06nkr"', -5.2),
    "mdkr": ('0.0" 0603kr"', -5.2),
    "dagar": ('0.0" 03agar"', -5.2),
    "platser": ('0.0" platser"', -5.2),
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

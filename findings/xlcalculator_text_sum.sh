#!/usr/bin/env bash
# xlcalculator 0.5.0: SUM adds a text to the sum, and "39,5" as a day of the year 2039.
# Guess: SUM over a range leaves texts out, as Excel's documentation says (text in a reference is ignored).
# Seen: "39,5" is read as a date (which day of 2039 hangs on the day of the run) and its serial number, above 50,000, is
#   added to 1098.8; "0180", a municipality's code, adds 180. A word ("Ram") and "5 %" are left out. COUNT is right.
# Hurts: checking a budget's sums without Excel: one amount typed with a comma in an English sheet and the sum is that of
#   another world.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check xlcalculator==0.5.0 openpyxl==3.1.5
venv/bin/python - 2>/dev/null <<'PY'
from datetime import date, timedelta

import openpyxl
from xlcalculator import Evaluator, ModelCompiler


def evaluate(text: str) -> tuple[float, float]:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"], sheet["A2"], sheet["B1"], sheet["B2"] = text, 1098.8, "=SUM(A1:A2)", "=COUNT(A1:A2)"
    book.save("frames.xlsx")
    model = Evaluator(ModelCompiler().read_and_parse_archive("frames.xlsx"))
    total, count = (float(model.evaluate(f"Sheet!{cell}")) for cell in ("B1", "B2"))
    return round(total - 1098.8, 1), count


seen = {text: evaluate(text) for text in ("Ram", "5 %", "0180")}
added, count = evaluate("39,5")
seen["39,5"] = ((date(1899, 12, 30) + timedelta(added)).year, count)

expected = {"Ram": (0.0, 1.0), "5 %": (0.0, 1.0), "0180": (180.0, 1.0), "39,5": (2039, 1.0)}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

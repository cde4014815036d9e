#!/usr/bin/env bash
# xls2xlsx 0.2.0: the table that an economy system saves as .xls (HTML inside) comes out ten times as large.
# Guess: a cell of an HTML table that is not a number in English stays text, as 10 000 and 39,5 mnkr do.
# Seen: 39,5 is the number 395, -5,2 is -52, 5,2 % is 52 per cent, 1.098,80 is 1.0988, the code 0180 is 180, and the
#   paragraph 5:2 is the time 05:02. What has a unit or a space beside it stays text, so one column holds both.
# Hurts: bringing an old export into Excel: sums over the column are of some rows, and those are wrong.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check xls2xlsx==0.2.0 openpyxl==3.1.5
venv/bin/python - 2>/dev/null <<'PY'
from pathlib import Path

import openpyxl
from xls2xlsx import XLS2XLSX

texts = ["39,5", "-5,2", "5,2 %", "1.098,80", "0180", "5:2", "10 000", "39,5 mnkr"]
rows = "".join(f"<tr><td>{text}</td></tr>" for text in texts)
Path("export.xls").write_text(f"<html><meta charset='utf-8'><body><table>{rows}</table></body></html>", "utf-8")
XLS2XLSX("export.xls").to_xlsx("export.xlsx")
sheet = openpyxl.load_workbook("export.xlsx").active
seen = {text: str(row[0].value) for text, row in zip(texts, sheet.iter_rows(), strict=True)}

expected = {
    "39,5": "395",
    "-5,2": "-52",
    "5,2 %": "0.52",
    "1.098,80": "1.0988",
    "0180": "180",
    "5:2": "05:02:00",
    "10 000": "10 000",
    "39,5 mnkr": "39,5 mnkr",
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

#!/usr/bin/env bash
# tablib 3.10.0: the numbers of an ODS file are those that are shown, not those that are there.
# Guess: a cell that holds 1.5 and shows 2 is read as 1.5, as by pandas.
# Seen: it is 2.0, so 1.5 and 2.4 add up to 4.0; 39.46 shown as 39.5 is 39.5; shares and money are text.
# Hurts: whoever adds up a sheet of whole mnkr that was saved in LibreOffice.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check tablib[ods]==3.10.0 odfpy==1.4.1 pandas==3.1.1
venv/bin/python - <<'PY'
import pandas as pd
import tablib
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

rows = [("float", "1.5", "2"), ("float", "2.4", "2"), ("float", "39.46", "39.5"), ("percentage", "0.304", "30%")]
book = OpenDocumentSpreadsheet()
sheet = Table(name="Ramar")
book.spreadsheet.addElement(sheet)
for row in [("string", None, "Ram"), *rows]:
    kind, value, shown = row
    line, cell = TableRow(), TableCell(valuetype=kind, **({"value": value} if value else {}))
    cell.addElement(P(text=shown))
    line.addElement(cell)
    sheet.addElement(line)
book.save("ramar.ods")

with open("ramar.ods", "rb") as file:
    seen = {"tablib": [row[0] for row in tablib.Dataset().load(file, format="ods")]}
seen["pandas"] = pd.read_excel("ramar.ods", engine="odf")["Ram"].tolist()

expected = {"tablib": [2.0, 2.0, 39.5, "30%"], "pandas": [1.5, 2.4, 39.46, 0.304]}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

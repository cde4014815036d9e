#!/usr/bin/env bash
# pyexcel-ods3 0.6.1: an amount that a sheet shows as kronor is the text "1098.8 SEK".
# Guess: a cell with an amount is a number, however it is shown: as a percentage it is.
# Seen: in the format for currency it is text with the code behind, and a column of it cannot be added up; the same
#   amount as a plain number or a percentage is a number. python-calamine 0.9.1 gives a number for all.
# Hurts: whoever adds up a budget whose amounts are formatted as kronor.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pyexcel-ods3==0.6.1 python-calamine==0.9.1 odfpy==1.4.1
venv/bin/python - <<'PY'
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from pyexcel_ods3 import get_data
from python_calamine import CalamineWorkbook

CELLS = ({"valuetype": "currency", "currency": "SEK"}, {"valuetype": "float"}, {"valuetype": "percentage"})
book, table, row = OpenDocumentSpreadsheet(), Table(name="Ramar"), TableRow()
for kind in CELLS:
    cell = TableCell(value="1098.8", **kind)
    cell.addElement(P(text="1 098,80"))
    row.addElement(cell)
table.addElement(row)
book.spreadsheet.addElement(table)
book.save("ramar.ods")

seen = {
    "pyexcel-ods3": get_data("ramar.ods")["Ramar"],
    "calamine": CalamineWorkbook.from_path("ramar.ods").get_sheet_by_index(0).to_python(),
}

expected = {"pyexcel-ods3": [["1098.8 SEK", 1098.8, 1098.8]], "calamine": [[1098.8, 1098.8, 1098.8]]}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

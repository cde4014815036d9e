#!/usr/bin/env bash
# fast-ods 0.3.2: beside a merged heading the next year moves to the left, and the second line of a cell goes.
# Guess: a heading over two columns takes two columns; a cell with two lines has both.
# Seen: "2022" over two columns, then "2023": the row lacks a cell, and 2023 stands over the second column of 2022. Of
#   "Kultur" and "fritid" on two lines there is "Kultur". python-calamine 0.9.1 keeps the places and both lines.
# Hurts: readers of budget sheets whose years have two columns each.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check fast-ods==0.3.2 odfpy==1.4.1 python-calamine==0.9.1
venv/bin/python - <<'PY'
from fast_ods import ODSParser
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P
from python_calamine import CalamineWorkbook


def cell(*lines, **attributes):
    cell = TableCell(valuetype="string", **attributes)
    for line in lines:
        cell.addElement(P(text=line))
    return cell


ROWS = (
    (cell("Nämnd"), cell("2022", numbercolumnsspanned=2), CoveredTableCell(), cell("2023")),
    (cell("Kultur", "fritid"), cell("a"), cell("b"), cell("c")),
)
book, table = OpenDocumentSpreadsheet(), Table(name="Ramar")
for cells in ROWS:
    row = TableRow()
    for each in cells:
        row.addElement(each)
    table.addElement(row)
book.spreadsheet.addElement(table)
book.save("ramar.ods")

seen = {
    "fast-ods": [list(row) for row in ODSParser().parse("ramar.ods")],
    "calamine": CalamineWorkbook.from_path("ramar.ods").get_sheet_by_index(0).to_python(),
}

expected = {
    "fast-ods": [["Nämnd", "2022", "2023"], ["Kultur", "a", "b", "c"]],
    "calamine": [["Nämnd", "2022", "", "2023"], ["Kultur\nfritid", "a", "b", "c"]],
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

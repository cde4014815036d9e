#!/usr/bin/env bash
# tablib 3.10.0: rows of an ODS that are grouped, or the same as the row above, are left out; a comment is the
#   amount.
# Guess: every row that the sheet shows is read once, with the amounts in its cells.
# Seen: rows that are grouped (Data, Group) are passed over; of two rows that are alike, which ODS stores as one with
#   a count, there is one; a comment "41" on the amount 39,5 is read as 41. pyexcel-ods3 0.6.1 reads all of it right.
# Hurts: whoever adds up the budget of a committee with its units folded away.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'tablib[ods]==3.10.0' odfpy==1.4.1 pyexcel-ods3==0.6.1
venv/bin/python - <<'PY'
import tablib
from odf.office import Annotation
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow, TableRowGroup
from odf.text import P
from pyexcel_ods3 import get_data


def row(name, amount, comment="", **attributes):
    row = TableRow(**attributes)
    row.addElement(TableCell(valuetype="string"))
    row.firstChild.addElement(P(text=name))
    cell = TableCell(valuetype="float", value=amount)
    if comment:
        cell.addElement(Annotation())
        cell.firstChild.addElement(P(text=comment))
    cell.addElement(P(text=amount))
    row.addElement(cell)
    return row


book, table, group = OpenDocumentSpreadsheet(), Table(name="Ramar"), TableRowGroup()
for unit in (row("Skola", "30.5"), row("Fritids", "9")):
    group.addElement(unit)
for part in (row("Barn", "39.5", comment="41"), group, row("Buss", "5", numberrowsrepeated=2)):
    table.addElement(part)
book.spreadsheet.addElement(table)
book.save("ramar.ods")
with open("ramar.ods", "rb") as file:
    read = tablib.Dataset().load(file.read(), format="ods", headers=False)
seen = {"tablib": [list(line) for line in read], "pyexcel-ods3": get_data("ramar.ods")["Ramar"]}

expected = {
    "tablib": [["Barn", 41.0], ["Buss", 5.0]],
    "pyexcel-ods3": [["Barn", 39.5], ["Skola", 30.5], ["Fritids", 9], ["Buss", 5], ["Buss", 5]],
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

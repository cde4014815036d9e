#!/usr/bin/env bash
# pandoc 3.9: a list of an ODT that starts at 7 starts at 1, and an amount that is the same in two years stands once.
# Guess: a demand has the number that the text shows, and an amount the column that it stands in.
# Seen: where a list goes on (continue-numbering) its number is kept; where an item is given one (start-value="7") it
#   is 1. Two like cells written as one that is repeated (number-columns-repeated) count as one: of 5,0 in both years
#   the second is gone, and 9,0 behind two empty cells stands in the first year instead of the second. odfdo 3.27.3
#   has all cells where they are.
# Hurts: readers of plans in ODT: "demand 7" is another demand, and an amount is another year's.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pypandoc-binary==1.17 odfpy==1.4.1 odfdo==3.27.3
venv/bin/python - <<'PY'
import re

import odfdo
import pypandoc
from odf.opendocument import OpenDocumentText
from odf.table import Table, TableCell, TableColumn, TableRow
from odf.text import List, ListItem, ListLevelStyleNumber, ListStyle, P

plan = OpenDocumentText()
style = ListStyle(name="Krav")
style.addElement(ListLevelStyleNumber(level="1", numformat="1", numsuffix="."))
plan.automaticstyles.addElement(style)


def add_list(text, of_list=None, of_item=None):
    numbered, item = List(stylename=style, **(of_list or {})), ListItem(**(of_item or {}))
    item.addElement(P(text=text))
    numbered.addElement(item)
    plan.text.addElement(numbered)
    plan.text.addElement(P(text="Mellan"))


def add_row(table, cells):
    row = TableRow()
    for text, repeated in cells:
        cell = TableCell(valuetype="string", **({"numbercolumnsrepeated": repeated} if repeated else {}))
        cell.addElement(P(text=text))
        row.addElement(cell)
    table.addElement(row)


add_list("Ett")
add_list("Två", of_list={"continuenumbering": "true"})
add_list("Sju", of_item={"startvalue": "7"})
table = Table(name="Ramar")
table.addElement(TableColumn(numbercolumnsrepeated=3))
add_row(table, [("Skola", None), ("39,5", None), ("40,2", None)])
add_row(table, [("Kultur", None), ("5,0", 2)])
add_row(table, [("", 2), ("9,0", None)])
plan.text.addElement(table)
plan.save("plan.odt")

html = pypandoc.convert_file("plan.odt", "html", extra_args=["--wrap=none"])
seen = {
    "lists": re.findall(r"^\s*(\d+)\.\s+(\w+)", pypandoc.convert_file("plan.odt", "plain"), re.MULTILINE),
    "table": [re.findall("<td>(.*?)</td>", row) for row in re.findall("<tr>.*?</tr>", html, re.DOTALL)],
    "odfdo": [list(row) for row in odfdo.Document("plan.odt").body.get_table(0).get_values()],
}

expected = {
    "lists": [("1", "Ett"), ("2", "Två"), ("1", "Sju")],
    "table": [["Skola", "39,5", "40,2"], ["Kultur", "5,0", ""], ["", "9,0", ""]],
    "odfdo": [["Skola", "39,5", "40,2"], ["Kultur", "5,0", "5,0"], ["", "", "9,0"]],
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

#!/usr/bin/env bash
# python-docx 1.2.0, docx-parser-converter 1.0.3, firecrawl-anydoc 0.2.4: what is filled in in a form is left out.
# Guess: an amount in a field of a form (a content control of Word) is in its cell, a row that the form repeats in its
#   table.
# Seen: a cell that is a field is left out by python-docx and docx-parser-converter, and the amount of 2023 moves under
#   2022; a repeated row is left out by all three. mammoth 1.13.0 reads the table as Word shows it.
# Hurts: readers of budget proposals that are filled in: an amount is of another year, a committee is missing.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check firecrawl-anydoc==0.2.4 docx-parser-converter==1.0.3 mammoth==1.13.0 python-docx==1.2.0
venv/bin/python - <<'PY'
import re

import anydoc
import mammoth
from docx import Document
from docx.oxml import OxmlElement
from docx_parser_converter import docx_to_text

plan = Document()
table = plan.add_table(3, 3)
for row, texts in zip(table.rows, (("Nämnd", "2022", "2023"), ("Skola", "39", "41"), ("Omsorg", "7", "8"))):
    for cell, text in zip(row.cells, texts):
        cell.text = text
for part in (table.cell(1, 1)._tc, table.rows[2]._tr):
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    part.addprevious(control)
    control.append(content)
    content.append(part)
plan.add_paragraph("Slut")
plan.save("form.docx")

with open("form.docx", "rb") as file:
    page = mammoth.convert_to_html(file).value
seen = {
    "python-docx": [[cell.text for cell in row.cells] for row in Document("form.docx").tables[0].rows],
    "docx-parser-converter": [line.split("\t") for line in docx_to_text("form.docx").split("\n") if "\t" in line],
    "firecrawl-anydoc": re.findall(r"^\| (\w+) \| (\d+) \| (\d+) \|", anydoc.to_markdown("form.docx"), re.M),
    "mammoth": [re.findall(r"<p>(.*?)</p>", row) for row in re.findall("<tr>(.*?)</tr>", page)],
}

YEARS = ["Nämnd", "2022", "2023"]
expected = {
    "python-docx": [YEARS, ["Skola", "41"]],
    "docx-parser-converter": [YEARS, ["Skola", "41"]],
    "firecrawl-anydoc": [tuple(YEARS), ("Skola", "39", "41")],
    "mammoth": [YEARS, ["Skola", "39", "41"], ["Omsorg", "7", "8"]],
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

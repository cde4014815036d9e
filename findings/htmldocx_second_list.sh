#!/usr/bin/env bash
# htmldocx 0.0.6 and pandoc 3.9: the demands of the second theme go on from the numbers of the first.
# Guess: each <ol> of a web page begins at 1 in the Word file that is made of it, and a cell over two rows stays one.
# Seen: "Omsorg" begins with demand 3, as all lists of the file are one; a list that starts at 7 (start="7") goes on
#   too. Of a cell over two rows (rowspan) nothing is left in the second: 2023 stands under the committees and 40,2
#   under the years. <del>39</del> 41 is "39 41", without a line through it.
# Hurts: whoever hands a plan's web page on as Word: a demand that is referred to by its number is another one.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check htmldocx==0.0.6 pypandoc-binary==1.17
venv/bin/python - <<'PY'
import pypandoc
from docx import Document
from htmldocx import HtmlToDocx

PAGE = """<h2>Skola</h2><ol><li>Fler lärare</li><li>Mindre klasser</li></ol>
<h2>Omsorg</h2><ol><li>Fler händer</li></ol>
<h2>Kultur</h2><ol start="7"><li>Fler böcker</li></ol>
<p>Ram <del>39</del> 41</p>
<table><tr><td rowspan="2">Skola</td><td>2022</td><td>39,5</td></tr><tr><td>2023</td><td>40,2</td></tr></table>"""

plan = Document()
HtmlToDocx().add_html_to_document(PAGE, plan)
plan.save("plan.docx")
lines = [line.strip() for line in pypandoc.convert_file("plan.docx", "plain").splitlines()]
seen = {
    "lists": [" ".join(line.split()) for line in lines if "Fler" in line or "Mindre" in line],
    "struck out": next(line for line in lines if line.startswith("Ram")),
    "table": [[cell.text for cell in row.cells] for row in plan.tables[0].rows],
}

expected = {
    "lists": ["1. Fler lärare", "2. Mindre klasser", "3. Fler händer", "4. Fler böcker"],
    "struck out": "Ram 39 41",
    "table": [["Skola", "2022", "39,5"], ["2023", "40,2", ""]],
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

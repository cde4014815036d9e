#!/usr/bin/env bash
# pandoc 3.9, mammoth 1.13.0, docx2python 3.7.1, markitdown 0.1.9: a row of years moves to the left, and a column goes.
# Guess: where the years of a Word table begin above the second column, with nothing above the first, they stay there.
# Seen: a row that begins later (w:gridBefore) is moved to the left by all: 2022 stands above the committees, 2023
#   above the amounts of 2022. Where the table has no heading row by its style ("Header Row" not ticked), pandoc goes
#   by the first row's two cells and leaves out the last column: 40,2 is nowhere. python-docx 1.2.0 can tell
#   (grid_cols_before). pandoc has mended it since (pull request 11464); the newest pypandoc-binary brings 3.9.
# Hurts: readers of budget tables in Word: every amount is of another year, or gone.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pypandoc-binary==1.17 mammoth==1.13.0 'markitdown[docx]==0.1.9' docx2python==3.7.1 python-docx==1.2.0
venv/bin/python - <<'PY'
import re

import mammoth
import pypandoc
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx2python import docx2python
from markitdown import MarkItDown


def write(path, heading):
    plan = Document()
    table = plan.add_table(2, 3)
    for row, texts in zip(table.rows, (("", "2022", "2023"), ("Skola", "39,5", "40,2"))):
        for cell, text in zip(row.cells, texts):
            cell.text = text
    first = table.rows[0]._tr
    first.remove(first.tc_lst[0])
    first.get_or_add_trPr().append(parse_xml(f"<w:gridBefore {nsdecls('w')} w:val='1'/>"))
    table._tbl.tblPr.find(qn("w:tblLook")).set(qn("w:firstRow"), heading)
    plan.save(path)


def cut(html):
    rows = re.findall("<tr>.*?</tr>", html, re.S)
    return [re.findall(">([^<>]+)<", re.sub(r">\s+<", "><", row)) for row in rows]


write("plan.docx", "1")
write("plain.docx", "0")
with open("plan.docx", "rb") as file, docx2python("plan.docx") as read:
    lines = MarkItDown().convert("plan.docx").text_content.splitlines()
    seen = {
        "pandoc": cut(pypandoc.convert_file("plan.docx", "html")),
        "pandoc, no heading row": cut(pypandoc.convert_file("plain.docx", "html")),
        "mammoth": cut(mammoth.convert_to_html(file).value),
        "markitdown": [line.strip("| ").split(" | ") for line in lines if re.search(r"\d", line)],
        "docx2python": [["".join(cell) for cell in row] for row in next(t for t in read.body if len(t) > 1)],
        "python-docx": [[cell.text for cell in row.cells] for row in Document("plan.docx").tables[0].rows],
    }

MOVED = [["2022", "2023"], ["Skola", "39,5", "40,2"]]
expected = {
    "pandoc": MOVED,
    "pandoc, no heading row": [["2022", "2023"], ["Skola", "39,5"]],
    "mammoth": MOVED,
    "markitdown": MOVED,
    "docx2python": MOVED,
    "python-docx": MOVED,
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

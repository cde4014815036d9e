#!/usr/bin/env bash
# pandoc 3.9, mammoth 1.13.0, markitdown 0.1.9, python-docx 1.2.0: the sum of a Word table is left out.
# Guess: a field shows the result that Word saved with it: 79,5 for =SUM(ABOVE) and 7 for the number of a table.
# Seen: in all four the cell beside Summa is empty and "Tabell 7" is "Tabell", when Word has written the field in its
#   short form (fldSimple); in its long form (fldChar) all four give it. docx2txt gives both in both forms. For mammoth
#   it has been asked about since 2018.
# Hurts: whoever reads budget tables in Word: the rows are there, the total is not, and nothing tells.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pypandoc-binary==1.17 mammoth==1.13.0 'markitdown[docx]==0.1.9' python-docx==1.2.0 docx2txt==0.9
venv/bin/python - <<'PY'
import docx2txt
import mammoth
import pypandoc
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from markitdown import MarkItDown

SHORT = ["<w:fldSimple {names} w:instr=' {code} '><w:r><w:t>{shown}</w:t></w:r></w:fldSimple>"]
LONG = [
    "<w:r {names}><w:fldChar w:fldCharType='begin'/></w:r>",
    "<w:r {names}><w:instrText> {code} </w:instrText></w:r>",
    "<w:r {names}><w:fldChar w:fldCharType='separate'/></w:r>",
    "<w:r {names}><w:t>{shown}</w:t></w:r>",
    "<w:r {names}><w:fldChar w:fldCharType='end'/></w:r>",
]


def write(form):
    plan = Document()
    table = plan.add_table(3, 2)
    for row, texts in zip(table.rows, (("Skola", "39,5"), ("Omsorg", "40,0"), ("Summa", ""))):
        for cell, text in zip(row.cells, texts):
            cell.text = text
    caption = plan.add_paragraph("Tabell ")
    total = table.cell(2, 1).paragraphs[0]
    for paragraph, code, shown in ((total, "=SUM(ABOVE)", "79,5"), (caption, "SEQ Tabell", "7")):
        for part in form:
            paragraph._p.append(parse_xml(part.format(names=nsdecls("w"), code=code, shown=shown)))
    plan.save("plan.docx")


def read_parts(path):
    plan = Document(path)
    cells = [cell.text for row in plan.tables[0].rows for cell in row.cells]
    return " ".join(cells + [paragraph.text for paragraph in plan.paragraphs])


def read_mammoth(path):
    with open(path, "rb") as file:
        return mammoth.extract_raw_text(file).value


readers = {
    "pandoc": lambda path: pypandoc.convert_file(path, "plain"),
    "mammoth": read_mammoth,
    "markitdown": lambda path: MarkItDown().convert(path).text_content,
    "python-docx": read_parts,
    "docx2txt": docx2txt.process,
}
seen = {name: [] for name in readers}
for form in (SHORT, LONG):
    write(form)
    for name, read in readers.items():
        text = read("plan.docx")
        seen[name].append([shown for shown in ("40,0", "79,5", "7") if shown in text.replace("|", " ").split()])

expected = {name: [["40,0"], ["40,0", "79,5", "7"]] for name in ("pandoc", "mammoth", "markitdown", "python-docx")}
expected["docx2txt"] = [["40,0", "79,5", "7"]] * 2
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

#!/usr/bin/env bash
# pandoc 3.9, docx2python 3.7.1: a list of Word that counts on from the one before starts at 1.
# Guess: two lists of one definition count on, as Word shows them: only an override of the start makes the second
#   begin anew.
# Seen: the demands that Word numbers 1, 2 – 3 are 1, 2 – 1 in both, though nothing restarts the second list; within
#   one list they count on over a paragraph, and a start at 7 is kept. mammoth 1.13.0 begins every list at 1.
# Hurts: readers of plans in Word: "demand 3" is another demand.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pypandoc-binary==1.17 docx2python==3.7.1 mammoth==1.13.0 python-docx==1.2.0
venv/bin/python - <<'PY'
import re

import mammoth
import pypandoc
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx2python import docx2python

LEVEL = "<w:lvl w:ilvl='0'><w:start w:val='{start}'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl>"
plan = Document()
lists = plan.part.numbering_part.element
for old in list(lists):
    lists.remove(old)


def add(tag, inside, **names):
    attributes = " ".join(f"w:{name}='{value}'" for name, value in names.items())
    return parse_xml(f"<w:{tag} {nsdecls('w')} {attributes}>{inside}</w:{tag}>")


for definition, start in ((1, 1), (2, 7)):
    lists.append(add("abstractNum", LEVEL.format(start=start), abstractNumId=definition))
for number, definition in ((1, 1), (2, 1), (3, 2)):
    lists.append(add("num", f"<w:abstractNumId w:val='{definition}'/>", numId=number))
for text, number in (("Ett", 1), ("Mellan", 0), ("Två", 1), ("Mellan", 0), ("Tre", 2), ("Mellan", 0), ("Sju", 3)):
    paragraph = plan.add_paragraph(text)
    if number:
        paragraph._p.get_or_add_pPr().append(add("numPr", f"<w:ilvl w:val='0'/><w:numId w:val='{number}'/>"))
plan.save("plan.docx")

with open("plan.docx", "rb") as file, docx2python("plan.docx") as read:
    texts = {
        "pandoc": pypandoc.convert_file("plan.docx", "plain"),
        "docx2python": read.text,
        "mammoth": pypandoc.convert_text(mammoth.convert_to_html(file).value, "plain", format="html"),
    }
seen = {name: re.findall(r"(\d+)[.)]\s+(\w+)", text) for name, text in texts.items()}

expected = {
    "pandoc": [("1", "Ett"), ("2", "Två"), ("1", "Tre"), ("7", "Sju")],
    "docx2python": [("1", "Ett"), ("2", "Två"), ("1", "Tre"), ("7", "Sju")],
    "mammoth": [("1", "Ett"), ("1", "Två"), ("1", "Tre"), ("1", "Sju")],
}

for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

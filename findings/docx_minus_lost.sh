#!/usr/bin/env bash
# docx2txt 0.9, docx2python 3.7.1: a minus that must not be parted from its amount is left out.
# Guess: Word's no-break hyphen (Ctrl+Shift+hyphen) before 5,2 is read as a hyphen, as by python-docx and mammoth.
# Seen: both give 5,2 for -5,2. A minus from the table of symbols (w:sym) goes in docx2txt
#   and python-docx, and is a piece of HTML in docx2python; mammoth alone has both. That docx2txt drops the hyphen has
#   been told since 2021.
# Hurts: readers of plans in Word: a saving becomes a grant.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check docx2txt==0.9 docx2python==3.7.1 mammoth==1.13.0 python-docx==1.2.0
venv/bin/python - <<'PY'
import docx2txt
import mammoth
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx2python import docx2python

signs = ["<w:noBreakHyphen/>", "<w:sym w:font='Symbol' w:char='F02D'/>"]
plan = Document()
for sign in signs:
    run = f"<w:r {nsdecls('w')}><w:t xml:space='preserve'>Ändra med </w:t>{sign}<w:t>5,2 mnkr</w:t></w:r>"
    plan.add_paragraph()._p.append(parse_xml(run))
plan.save("plan.docx")
with open("plan.docx", "rb") as file, docx2python("plan.docx") as read:
    texts = {
        "docx2txt": docx2txt.process("plan.docx"),
        "docx2python": read.text,
        "python-docx": "\n".join(paragraph.text for paragraph in plan.paragraphs),
        "mammoth": mammoth.extract_raw_text(file).value,
    }
seen = {
    name: [line.removeprefix("Ändra med ").removesuffix(" mnkr") for line in text.splitlines() if line.strip()]
    for name, text in texts.items()
}

expected = {
    "docx2txt": ["5,2", "5,2"],
    "docx2python": ["5,2", "<span style=font-family:Symbol>&#x002D;</span>5,2"],
    "python-docx": ["-5,2", "5,2"],
    "mammoth": ["\u20115,2", "\u22125,2"],
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

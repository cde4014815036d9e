#!/usr/bin/env bash
# docx2txt 0.9, docx2python 3.7.1, python-docx 1.2.0: a demand that was moved comes twice, or not at all.
# Guess: what has been moved with changes tracked is read once, at its new place, by all.
# Seen: docx2txt and docx2python give it at both places, though they leave out what has been deleted; python-docx
#   gives it at neither. pandoc 3.9 and mammoth 1.13.0 read it once, where it stands now.
# Hurts: whoever counts demands in a draft that is still under discussion: one counts double, or the plan lacks it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check docx2txt==0.9 docx2python==3.7.1 python-docx==1.2.0 mammoth==1.13.0 pypandoc-binary==1.17
venv/bin/python - <<'PY'
import docx2txt
import mammoth
import pypandoc
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx2python import docx2python

CHANGE = "<w:{tag} {names} w:id='{number}' w:author='A' w:date='2022-01-01T00:00:00Z'><w:r>{text}</w:r></w:{tag}>"
MOVED, DELETED = "<w:t>Fler lärare.</w:t>", "<w:delText>Färre lärare.</w:delText>"

plan = Document()
for number, (tag, text) in enumerate((("moveFrom", MOVED), ("del", DELETED), (None, "Höj ramen."), ("moveTo", MOVED))):
    paragraph = plan.add_paragraph("" if tag else text)
    if tag:
        paragraph._p.append(parse_xml(CHANGE.format(tag=tag, names=nsdecls("w"), number=number, text=text)))
plan.save("plan.docx")
with open("plan.docx", "rb") as file, docx2python("plan.docx") as read:
    texts = {
        "docx2txt": docx2txt.process("plan.docx"),
        "docx2python": read.text,
        "python-docx": "\n".join(paragraph.text for paragraph in Document("plan.docx").paragraphs),
        "pandoc": pypandoc.convert_file("plan.docx", "plain"),
        "mammoth": mammoth.extract_raw_text(file).value,
    }
seen = {name: [line for line in text.splitlines() if line] for name, text in texts.items()}

expected = {
    "docx2txt": ["Fler lärare.", "Höj ramen.", "Fler lärare."],
    "docx2python": ["Fler lärare.", "Höj ramen.", "Fler lärare."],
    "python-docx": ["Höj ramen."],
    "pandoc": ["Höj ramen.", "Fler lärare."],
    "mammoth": ["Höj ramen.", "Fler lärare."],
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

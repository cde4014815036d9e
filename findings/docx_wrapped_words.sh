#!/usr/bin/env bash
# python-docx 1.2.0, pandoc 3.9: words that Word has marked as something are left out of their sentence.
# Guess: "Bygg 5,2 km cykelväg" is one sentence, whatever Word has put around "5,2 km".
# Seen: Word 2003 to 2007 marked a length or a name (w:smartTag), and paragraph.text is "Bygg  cykelväg"; so it goes
#   for a field of a form (w:sdt) and for text marked by a customer's own XML (w:customXml), and the last is gone in
#   pandoc too. mammoth 1.13.0, docx2txt 0.9 and docx2python 3.7.1 have all three. That python-docx passes over smart
#   tags has been told since 2015.
# Hurts: readers of older plans: lengths and amounts are missing in the middle of sentences, and nothing tells.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check python-docx==1.2.0 pypandoc-binary==1.17 mammoth==1.13.0 docx2txt==0.9 docx2python==3.7.1
venv/bin/python - <<'PY'
import docx2txt
import mammoth
import pypandoc
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx2python import docx2python

RUN = "<w:r><w:t>{}</w:t></w:r>"
WRAPPED = [
    f"<w:smartTag {nsdecls('w')} w:uri='urn:schemas-microsoft-com:office:smarttags' w:element='metricconverter'>"
    f"<w:smartTagPr><w:attr w:name='ProductID' w:val='5,2 km'/></w:smartTagPr>{RUN.format('5,2 km')}</w:smartTag>",
    f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent>{RUN.format('40 hus')}</w:sdtContent></w:sdt>",
    f"<w:customXml {nsdecls('w')} w:element='antal'>{RUN.format('41 rum')}</w:customXml>",
]

plan = Document()
for wrapped in WRAPPED:
    paragraph = plan.add_paragraph("Bygg ")
    paragraph._p.append(parse_xml(wrapped))
    paragraph.add_run(" nu")
plan.save("plan.docx")
with open("plan.docx", "rb") as file, docx2python("plan.docx") as read:
    texts = {
        "python-docx": "\n".join(paragraph.text for paragraph in Document("plan.docx").paragraphs),
        "pandoc": pypandoc.convert_file("plan.docx", "plain"),
        "mammoth": mammoth.extract_raw_text(file).value,
        "docx2txt": docx2txt.process("plan.docx"),
        "docx2python": read.text,
    }
seen = {
    name: [line.removeprefix("Bygg ").removesuffix("nu").strip() for line in text.splitlines() if line]
    for name, text in texts.items()
}

WHOLE = ["5,2 km", "40 hus", "41 rum"]
expected = {
    "python-docx": ["", "", ""],
    "pandoc": ["5,2 km", "40 hus", ""],
    "mammoth": WHOLE,
    "docx2txt": WHOLE,
    "docx2python": WHOLE,
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

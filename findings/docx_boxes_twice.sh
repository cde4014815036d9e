#!/usr/bin/env bash
# docx2txt 0.9 and docx2python 3.7.1: what stands in a text box of Word comes twice.
# Guess: a box is read once: Word writes it for new programs and again for old ones (mc:Choice and mc:Fallback),
#   and a reader takes one of them.
# Seen: both give "Fler lärare" twice, one after the other; mammoth 1.13.0 gives it once.
# Hurts: counts of demands: every demand in a coloured box counts double.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check docx2txt==0.9 docx2python==3.7.1 mammoth==1.13.0 python-docx==1.2.0
venv/bin/python - <<'PY'
import docx
import docx2txt
import mammoth
from docx.oxml import parse_xml
from docx2python import docx2python

OFFICE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
OPEN = "http://schemas.openxmlformats.org"
NAMES = (
    f'xmlns:w="{OPEN}/wordprocessingml/2006/main" xmlns:wps="{OFFICE}" xmlns:v="urn:schemas-microsoft-com:vml" '
    f'xmlns:wp="{OPEN}/drawingml/2006/wordprocessingDrawing" xmlns:a="{OPEN}/drawingml/2006/main" '
    f'xmlns:mc="{OPEN}/markup-compatibility/2006"'
)
TEXT = "<w:txbxContent><w:p><w:r><w:t>Fler lärare</w:t></w:r></w:p></w:txbxContent>"
SHAPE = (
    '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
    f"<wps:txbx>{TEXT}</wps:txbx><wps:bodyPr/></wps:wsp>"
)
BOX = (
    f'<w:r {NAMES}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline>'
    '<wp:extent cx="2000000" cy="900000"/><wp:docPr id="1" name="Textruta"/>'
    f'<a:graphic><a:graphicData uri="{OFFICE}">{SHAPE}</a:graphicData></a:graphic></wp:inline></w:drawing>'
    f'</mc:Choice><mc:Fallback><w:pict><v:shape style="width:150pt;height:60pt"><v:textbox>{TEXT}</v:textbox>'
    "</v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)

plan = docx.Document()
plan.add_paragraph("Vi vill:")
plan.add_paragraph()._p.append(parse_xml(BOX))
plan.save("plan.docx")
with open("plan.docx", "rb") as file:
    texts = {
        "docx2txt": docx2txt.process("plan.docx"),
        "docx2python": docx2python("plan.docx").text,
        "mammoth": mammoth.extract_raw_text(file).value,
    }
seen = {name: text.split() for name, text in texts.items()}

expected = {
    "docx2txt": ["Vi", "vill:", "Fler", "lärare", "Fler", "lärare"],
    "docx2python": ["Vi", "vill:", "Fler", "lärare", "Fler", "lärare"],
    "mammoth": ["Vi", "vill:", "Fler", "lärare"],
}

for what, value in seen.items():
    print(what, "->", repr(value))
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

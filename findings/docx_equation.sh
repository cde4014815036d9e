#!/usr/bin/env bash
# docx2python 3.7.1, mammoth 1.13.0: the fraction 39/100 of a Word equation is 39100, or nothing.
# Guess: an equation in Word comes out with its fraction bar, as words or as LaTeX.
# Seen: docx2python calls it LaTeX, and sets numerator and denominator in a row, as it does with an exponent: 39100 and
#   "1,02" to the power of 4 is 1,024. mammoth leaves the equation out. pandoc 3.9 gives LaTeX.
# Hurts: readers of plans that say how a share or an increase is reckoned.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check docx2python==3.7.1 mammoth==1.13.0 python-docx==1.2.0 pypandoc-binary==1.17
venv/bin/python - <<'PY'
import mammoth
import pypandoc
from docx import Document
from docx.oxml import parse_xml
from docx2python import docx2python

MATH = '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">{}</m:oMath>'
RUN = "<m:r><m:t>{}</m:t></m:r>"
FRACTION = f"<m:f><m:num>{RUN.format('39')}</m:num><m:den>{RUN.format('100')}</m:den></m:f>"
POWER = f"<m:sSup><m:e>{RUN.format('1,02')}</m:e><m:sup>{RUN.format('4')}</m:sup></m:sSup>"

plan = Document()
for equation in (FRACTION, POWER):
    paragraph = plan.add_paragraph("Andel ")
    paragraph._p.append(parse_xml(MATH.format(equation)))
    paragraph.add_run(" av ramen")
plan.save("plan.docx")

with open("plan.docx", "rb") as file, docx2python("plan.docx") as read:
    seen = {
        "docx2python": [line for line in read.text.split("\n") if line],
        "mammoth": mammoth.extract_raw_text(file).value.split("\n\n")[:2],
        "pandoc": pypandoc.convert_file("plan.docx", "markdown").strip().split("\n\n"),
    }

expected = {
    "docx2python": ["Andel <latex>39100</latex> av ramen", "Andel <latex>1,024</latex> av ramen"],
    "mammoth": ["Andel  av ramen", "Andel  av ramen"],
    "pandoc": [r"Andel $\frac{39}{100}$ av ramen", r"Andel ${1,02}^{4}$ av ramen"],
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

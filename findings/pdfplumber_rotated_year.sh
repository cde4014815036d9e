#!/usr/bin/env bash
# pdfplumber 0.11.10 and pypdf 7.1.1: an upright column heading 2023 is read as 3202, or not at all.
# Guess: a heading turned by 90° comes out as it reads, or letter by letter.
# Seen: pdfplumber gives it backwards as one word (3202, dnmäN), in tables too; pypdf's layout mode drops it;
#   pypdf's plain mode and pypdfium2 are right.
# Hurts: budget tables with upright headings: a year that is a number, only a wrong one.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pdfplumber==0.11.10 pypdf==7.1.1 pypdfium2==5.15.2 reportlab==5.1.0
venv/bin/python - <<'PY'
import io

import pdfplumber
import pypdf
import pypdfium2
from reportlab.pdfgen.canvas import Canvas

buffer = io.BytesIO()
canvas = Canvas(buffer)
canvas.grid([100, 200, 300], [500, 600, 700])
for x, heading in ((150, "Nämnd"), (250, "2023")):
    canvas.saveState()
    canvas.translate(x, 610)
    canvas.rotate(90)
    canvas.drawString(0, 0, heading)
    canvas.restoreState()
canvas.drawString(110, 550, "Skola")
canvas.drawString(210, 550, "39,5")
canvas.save()

page = pdfplumber.open(buffer).pages[0]
other = pypdf.PdfReader(buffer).pages[0]
seen = {
    "pdfplumber words": [word["text"] for word in page.extract_words()],
    "pdfplumber table": page.extract_table(),
    "pypdf": other.extract_text().split(),
    "pypdf layout": other.extract_text(extraction_mode="layout").split(),
    "pypdfium2": pypdfium2.PdfDocument(buffer.getvalue())[0].get_textpage().get_text_bounded().split(),
}

expected = {
    "pdfplumber words": ["dnmäN", "3202", "Skola", "39,5"],
    "pdfplumber table": [["dnmäN", "3202"], ["Skola", "39,5"]],
    "pypdf": ["Nämnd", "2023", "Skola", "39,5"],
    "pypdf layout": ["Skola", "39,5"],
    "pypdfium2": ["Nämnd", "2023", "Skola", "39,5"],
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

#!/usr/bin/env bash
# WeasyPrint 70.0: a list that starts at 7 is printed from 1, and the demand numbered 12 is 3.
# Guess: start, value and type of an HTML list are its content, not its looks, and are printed as a browser shows them.
# Seen: they are passed over unless presentational_hints=True is given, which is meant for colours and widths of old
#   pages: 7, 8 and 12 are printed 1, 2 and 3, and a. is 1. No warning comes.
# Hurts: plans printed from a web page: the text refers to demand 12, and there is none.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check weasyprint==70.0 pypdf==7.1.1
venv/bin/python - <<'PY'
from io import BytesIO

from pypdf import PdfReader
from weasyprint import HTML

PAGE = """<html lang="sv"><ol start="7"><li>Bussar</li><li>Skolor</li><li value="12">Vatten</li></ol>
<ol type="a"><li>Skatt</li></ol></html>"""


def numbers(**options):
    pdf = HTML(string=PAGE).write_pdf(**options)
    return [word for word in PdfReader(BytesIO(pdf)).pages[0].extract_text().split() if word.endswith(".")]


seen = {"as it comes": numbers(), "presentational_hints": numbers(presentational_hints=True)}

expected = {"as it comes": ["1.", "2.", "3.", "1."], "presentational_hints": ["7.", "8.", "12.", "a."]}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

#!/usr/bin/env bash
# fpdf2 2.8.9: with markdown=True a range of amounts loses its dashes, "5--10 mnkr" is printed as "510 mnkr".
# Guess: the two hyphens that stand for a dash in many Markdown texts are printed, at worst as two hyphens.
# Seen: "--" begins or ends underlining inside a word and between figures too, closed or not: 5--10 becomes 510, and what
#   follows is underlined, in cells, paragraphs and tables alike. The manual names the sign; CommonMark lets its own
#   "__" do nothing inside a word.
# Hurts: prints made of texts from Markdown.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check fpdf2==2.8.9 pypdf==7.1.1
venv/bin/python - <<'PY'
import io

import pypdf
from fpdf import FPDF


def print_text(text, method="cell"):
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", size=11)
    if method == "cell":
        pdf.cell(text=text, markdown=True)
    elif method == "multi_cell":
        pdf.multi_cell(0, text=text, markdown=True)
    else:
        with pdf.table(markdown=True) as table:
            table.row([text, "Skola"])
    return pypdf.PdfReader(io.BytesIO(bytes(pdf.output()))).pages[0].extract_text()


TWO = "Skolan 5--10 mnkr, kulturen 20--30 mnkr"
seen = {
    "two ranges": print_text(TWO),
    "in multi_cell": print_text(TWO, "multi_cell"),
    "in a table": print_text(TWO, "table"),
    "one range": print_text("Skolan 5--10 mnkr"),
    "a dash": print_text("Skolan 5-10 mnkr, kulturen 20-30 mnkr"),
}

expected = {
    "two ranges": "Skolan 510 mnkr, kulturen 2030 mnkr",
    "in multi_cell": "Skolan 510 mnkr, kulturen 2030 mnkr",
    "in a table": "Skolan 510 mnkr, kulturen 2030 mnkr Skola",
    "one range": "Skolan 510 mnkr",
    "a dash": "Skolan 5-10 mnkr, kulturen 20-30 mnkr",
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

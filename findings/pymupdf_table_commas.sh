#!/usr/bin/env bash
# pymupdf 2.0: find_tables loses the decimal comma, the minus and the thousands space of an amount.
# Guess: a ruled table gives its cells as get_text gives the words (and as 1.28.2 did): "39,5" and "-5,2".
# Seen: what is no letter or digit comes on a line of its own below: "39,5" is "395" and ",", "-5,2" is "52"
#   and "- ,"; with Helvetica the space of "1 250,5" goes too, with Vera it stays and the comma leaves one more.
# Hurts: readers of budget tables: the first line of a cell is a number ten times too great, without its minus.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pymupdf==2.0 reportlab==5.1.0
venv/bin/python - <<'PY'
import pymupdf
from reportlab.lib.colors import black
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import SimpleDocTemplate, Table

ROWS = [["Nämnd", "2022", "2023"], ["Skola", "1 250,5", "39,5"], ["Omsorg", "41", "-5,2"]]
pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))


def read(font):
    style = [("GRID", (0, 0), (-1, -1), 0.5, black), ("FONTNAME", (0, 0), (-1, -1), font)]
    SimpleDocTemplate("bok.pdf").build([Table(ROWS, style=style)])
    with pymupdf.open("bok.pdf") as document:
        page = document[0]
        words = page.get_text().split("\n")
        return words[4:6] + words[7:9], [row[1:] for row in page.find_tables().tables[0].extract()[1:]]


seen = {font: read(font) for font in ("Helvetica", "Vera")}

expected = {
    "Helvetica": (["1 250,5", "39,5", "41", "-5,2"], [["12505\n,", "395\n,"], ["41", "52\n- ,"]]),
    "Vera": (["1 250,5", "39,5", "41", "-5,2"], [["1 250 5\n,", "39 5\n,"], ["41", "5 2\n- ,"]]),
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

#!/usr/bin/env bash
# pdfplumber 0.11.10: in a table without rules, a thousands space puts the thousands into the column before.
# Guess: the strategy "text" keeps "1 250,5" in its column, at least where the space is a no-break one.
# Seen: the edge of the column is laid where most of its amounts begin, and words are given out one by one: the
#   row "Skola, 1 250,5, 1 301,0" becomes "Skola 1", "250,5 1" and "301,0", with either space. Without a space
#   the same amounts are read well.
# Hurts: readers of budget tables: the largest amounts lose their thousands, and the last column looks sound.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pdfplumber==0.11.10 reportlab==5.1.0
venv/bin/python - <<'PY'
import pdfplumber
from reportlab.platypus import SimpleDocTemplate, Table


def read(space):
    rows = [["Nämnd", "2022", "2023"], ["Skola", f"1{space}250,5", f"1{space}301,0"]]
    rows += [["Omsorg", "139,5", "134,3"], ["Kultur", "39,5", "34,3"]]
    SimpleDocTemplate("bok.pdf").build([Table(rows, style=[("ALIGN", (1, 0), (-1, -1), "RIGHT")])])
    with pdfplumber.open("bok.pdf") as document:
        table = document.pages[0].extract_table({"vertical_strategy": "text", "horizontal_strategy": "text"})
    return [row for row in table if any(row)][1:3]


seen = {name: read(space) for name, space in (("none", ""), ("space", " "), ("no-break space", "\u00a0"))}

expected = {
    "none": [["Skola", "1250,5", "1301,0"], ["Omsorg", "139,5", "134,3"]],
    "space": [["Skola 1", "250,5 1", "301,0"], ["Omsorg", "139,5", "134,3"]],
    "no-break space": [["Skola 1", "250,5 1", "301,0"], ["Omsorg", "139,5", "134,3"]],
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

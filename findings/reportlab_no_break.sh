#!/usr/bin/env bash
# reportlab 5.1.0: no-break spaces other than U+00A0 break.
# Guess: a Paragraph keeps a number together whose thousands are parted by U+202F or U+2007.
# Seen: only U+00A0 holds; U+202F and U+2007 break and become plain spaces in the file.
# Hurts: prints with narrow spaces between thousands: "1" ends a line, "093 mnkr" begins the next.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check reportlab==5.1.0
venv/bin/python - <<'PY'
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph


def set_lines(text):
    paragraph = Paragraph(text, ParagraphStyle("brödtext", fontName="Helvetica", fontSize=10))
    paragraph.wrap(60, 1000)
    return [" ".join(words) for _, words in paragraph.blPara.lines]


marks = {"U+00A0": "\u00a0", "U+202F": "\u202f", "U+2007": "\u2007"}
seen = {name: set_lines(f"Ramen är 1{mark}093{mark}000{mark}kr") for name, mark in marks.items()}

expected = {
    "U+00A0": ["Ramen är", "1\u00a0093\u00a0000\u00a0kr"],
    "U+202F": ["Ramen är 1", "093 000 kr"],
    "U+2007": ["Ramen är 1", "093 000 kr"],
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

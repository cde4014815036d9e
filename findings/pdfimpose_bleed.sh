#!/usr/bin/env bash
# pdfimpose 2.10.0: pages are placed by their sheet with bleed, not by the edge where they are cut.
# Guess: a page with a TrimBox is placed by it, so that the fold lies where the pages meet.
# Seen: two pages of 148 by 210 mm with 3 mm of bleed make a sheet of 308 by 216 mm: the bleeds of both lie side
#   by side at the fold; the new pages have no TrimBox.
# Hurts: folders that are folded and cut: the fold is 3 mm beside the edge of either page, and the crop marks
#   say 154 by 216.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pdfimpose==2.10.0 pikepdf==10.18.0
venv/bin/python - <<'PY'
import pikepdf
from pdfimpose.schema import saddle

MM = 72 / 25.4
pdf = pikepdf.new()
for _ in range(4):
    page = pdf.add_blank_page(page_size=(154 * MM, 216 * MM))
    page.TrimBox = [3 * MM, 3 * MM, 151 * MM, 213 * MM]
pdf.save("pages.pdf")
saddle.impose(["pages.pdf"], "sheets.pdf", folds="h")
sheets = pikepdf.open("sheets.pdf").pages
seen = {
    "sheets": [[round(float(side) / MM) for side in sheet.MediaBox] for sheet in sheets],
    "cut at": [sheet.get("/TrimBox") for sheet in sheets],
}

expected = {"sheets": [[0, 0, 308, 216]] * 2, "cut at": [None, None]}

for what, value in seen.items():
    print(what, "->", repr(value))
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

#!/usr/bin/env bash
# pypdf 7.1.1, pikepdf 10.18.0: when the cover is taken away, the page called 3 is called 2.
# Guess: a page that is numbered i, ii, 1, 2 … in the window of a reader keeps its number when another is taken away or
#   the file is joined with another.
# Seen: the numbers belong to places and stay there: without the first page "ii" is i and "1" is ii. Joined to another
#   file by append() of pypdf or extend() of pikepdf all pages are numbered 1, 2, 3 through both.
# Hurts: whoever leads a quote back to "page 1 of the plan" in a file that has been shortened or joined.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pypdf==7.1.1 pikepdf==10.18.0 pypdfium2==5.15.2
venv/bin/python - <<'PY'
from io import BytesIO

import pikepdf
import pypdf
import pypdfium2


def labels(pdf):
    """What a reader calls each page, beside the number of tens of its width: what page it is."""
    pdf.save(file := BytesIO()) if isinstance(pdf, pikepdf.Pdf) else pdf.write(file := BytesIO())
    opened = pypdfium2.PdfDocument(file)
    return [f"{round(opened[n].get_width()) - 300}: {opened.get_page_label(n) or n + 1}" for n in range(len(opened))]


writer = pypdf.PdfWriter()
for n in range(1, 5):
    writer.add_blank_page(300 + n, 400)
writer.set_page_label(0, 1, style="/r")
writer.set_page_label(2, 3, style="/D", start=1)
writer.write(plan := BytesIO())
seen = {"the plan": labels(pypdf.PdfWriter(clone_from=plan))}
shorter = pypdf.PdfWriter(clone_from=plan)
del shorter.pages[0]
seen["pypdf, first page gone"] = labels(shorter)
shorter = pikepdf.open(plan)
del shorter.pages[0]
seen["pikepdf, first page gone"] = labels(shorter)
joined = pypdf.PdfWriter()
joined.append(plan)
seen["pypdf, appended"] = labels(joined)
joined = pikepdf.new()
joined.pages.extend(pikepdf.open(plan).pages)
seen["pikepdf, extended"] = labels(joined)
expected = {
    "the plan": ["1: i", "2: ii", "3: 1", "4: 2"],
    "pypdf, first page gone": ["2: i", "3: ii", "4: 1"],
    "pikepdf, first page gone": ["2: i", "3: ii", "4: 1"],
    "pypdf, appended": ["1: 1", "2: 2", "3: 3", "4: 4"],
    "pikepdf, extended": ["1: 1", "2: 2", "3: 3", "4: 4"],
}

for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

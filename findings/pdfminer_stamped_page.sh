#!/usr/bin/env bash
# pikepdf 10.18.0 and pdfminer.six 20260107: the words of a page that is laid upon another are one word.
# Guess: a page reads the same after it has been laid upon another sheet (for a letterhead, or two on a sheet).
# Seen: add_overlay puts it in as a form, and extract_text runs over a form as over a picture: "Skola", "39,5" and
#   "40,2" are "Skola39,540,2", and line ends go too. pypdf 7.1.1 and pdfplumber 0.11.10 read the same file as before;
#   laid on with pypdf's merge_page it reads right in pdfminer too. LAParams(all_texts=True) is the way out.
# Hurts: readers of stamped or imposed plans: an amount and the next year's are one number, and no word is found.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pikepdf==10.18.0 pdfminer.six==20260107 pypdf==7.1.1 pdfplumber==0.11.10 typst==0.15.2
venv/bin/python - <<'PY'
import io

import pdfplumber
import pikepdf
import pypdf
import typst
from pdfminer.high_level import extract_text
from pdfminer.layout import LAParams

SIZE = b"#set page(width: 10cm, height: 4cm, margin: 1cm)\n"
letterhead = typst.compile(SIZE)
page = typst.compile(SIZE + b"#table(columns: 3, [Skola], [39,5], [40,2])")


def by_pikepdf(buffer):
    sheet = pikepdf.open(io.BytesIO(letterhead))
    other = pikepdf.open(io.BytesIO(page))
    sheet.pages[0].add_overlay(other.pages[0])
    sheet.save(buffer)


def by_pypdf(buffer):
    sheet = pypdf.PdfWriter(clone_from=io.BytesIO(letterhead))
    sheet.pages[0].merge_page(pypdf.PdfReader(io.BytesIO(page)).pages[0])
    sheet.write(buffer)


def lay(write):
    buffer = io.BytesIO()
    write(buffer)
    return buffer


forms, merged = lay(by_pikepdf), lay(by_pypdf)
seen = {
    "page": extract_text(io.BytesIO(page)).split(),
    "pikepdf, pdfminer": extract_text(forms).split(),
    "pikepdf, pdfminer, all_texts": extract_text(forms, laparams=LAParams(all_texts=True)).split(),
    "pikepdf, pypdf": pypdf.PdfReader(forms).pages[0].extract_text().split(),
    "pikepdf, pdfplumber": pdfplumber.open(forms).pages[0].extract_text().split(),
    "pypdf, pdfminer": extract_text(merged).split(),
}

RIGHT = ["Skola", "39,5", "40,2"]
expected = {
    "page": RIGHT,
    "pikepdf, pdfminer": ["Skola39,540,2"],
    "pikepdf, pdfminer, all_texts": RIGHT,
    "pikepdf, pypdf": RIGHT,
    "pikepdf, pdfplumber": RIGHT,
    "pypdf, pdfminer": RIGHT,
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

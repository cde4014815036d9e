#!/usr/bin/env bash
# typst 0.15.2 read by pypdf 7.1.1 and pdfplumber 0.11.10: how the first hyphen of a document came about decides what
#   all its hyphens are.
# Guess: the hyphens of "5-6 mnkr 2022-2025" are hyphens, those that a word was broken with soft hyphens, or hyphens too.
# Seen: where the first hyphen of the document is one that Typst broke a word with, "5-6" and "2022-2025" hold soft
#   hyphens as well (U+00AD, which no screen shows and cleaning takes out: "56 mnkr 20222025"); where the first is the
#   writer's own, broken words hold real ones. The font's map has one sign for the glyph; what Typst writes beside it
#   for the others (ActualText) is read by PDFium and MuPDF, not by these two.
# Hurts: whoever reads amounts, years and names of committees ("barn- och …") out of a plan set with Typst.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check typst==0.15.2 pypdf==7.1.1 pdfplumber==0.11.10 pypdfium2==5.10.1
venv/bin/python - <<'PY'
import pdfplumber
import pypdf
import pypdfium2
import typst

SET = """#set page(width: 60mm, height: 90mm, margin: 8mm)
#set text(lang: "sv", font: "Libertinus Serif", size: 10pt, hyphenate: true)
"""
BROKEN = "Socialnämndens äldreomsorgsverksamhet och barnomsorgsverksamhet. "
OWN = "Skolan får 5-6 mnkr 2022-2025. "


def read(text):
    typst.compile((SET + text).encode(), output="plan.pdf")
    with pdfplumber.open("plan.pdf") as pages:
        texts = [pages.pages[0].extract_text(), pypdf.PdfReader("plan.pdf").pages[0].extract_text()]
    texts.append(pypdfium2.PdfDocument("plan.pdf")[0].get_textpage().get_text_range())
    return [("5-6 mnkr" in each, "2022\xad2025" in " ".join(each.split())) for each in texts]


seen = {"broken word first": read(BROKEN + OWN), "own hyphens first": read(OWN + BROKEN)}

expected = {
    "broken word first": [(False, True), (False, True), (True, False)],
    "own hyphens first": [(True, False), (True, False), (True, False)],
}
for what, value in seen.items():
    print(what, "-> pdfplumber, pypdf, pypdfium2:", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

#!/usr/bin/env bash
# pypdf 7.1.1, pypdfium2 5.15.2, pdfplumber 0.11.10: a draft on a layer that is switched off is read with the page.
# Guess: what a PDF neither shows nor prints, as its layer is off in the file, is not in its text; or it is marked.
# Seen: "Ram 39 mnkr" on the layer "Utkast", which is off, comes below "Ram 41 mnkr" in all three. PyMuPDF 2.0 leaves it
#   out, and pypdfium2 draws the page without it.
# Hurts: readers of plans from InDesign or Illustrator: old amounts and another language's text stand among the plan's.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pikepdf==10.18.0 pypdf==7.1.1 pypdfium2==5.15.2 pdfplumber==0.11.10 pymupdf==2.0
venv/bin/python - <<'PY'
import pdfplumber
import pikepdf
import pymupdf
import pypdf
import pypdfium2
from pikepdf import Array, Dictionary, Name

TEXT = "BT /F1 12 Tf 20 {} Td (Ram {} mnkr) Tj ET "
pdf = pikepdf.new()
page = pdf.add_blank_page(page_size=(300, 200))
font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
draft = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Utkast"))
page.Resources = Dictionary(Font=Dictionary(F1=font), Properties=Dictionary(Draft=draft))
pdf.Root.OCProperties = Dictionary(OCGs=Array([draft]), D=Dictionary(OFF=Array([draft])))
content = TEXT.format(150, 41) + "/OC /Draft BDC " + TEXT.format(100, 39) + "EMC"
page.Contents = pdf.make_stream(content.encode())
pdf.save("plan.pdf")

drawn = pypdfium2.PdfDocument("plan.pdf")[0]
pixels = drawn.render().to_pil().convert("L")
seen = {
    "pypdf": pypdf.PdfReader("plan.pdf").pages[0].extract_text().split("\n"),
    "pypdfium2": drawn.get_textpage().get_text_bounded().split("\r\n"),
    "pdfplumber": pdfplumber.open("plan.pdf").pages[0].extract_text().split("\n"),
    "pymupdf": pymupdf.open("plan.pdf")[0].get_text().split("\n")[:-1],
    "the draft as drawn": pixels.crop((0, 85, 300, 110)).getextrema(),
}

BOTH = ["Ram 41 mnkr", "Ram 39 mnkr"]
expected = {
    "pypdf": BOTH,
    "pypdfium2": BOTH,
    "pdfplumber": BOTH,
    "pymupdf": BOTH[:1],
    "the draft as drawn": (255, 255),
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

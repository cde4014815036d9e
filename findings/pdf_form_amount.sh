#!/usr/bin/env bash
# pypdf 7.1.1, pypdfium2 5.15.2, pdfplumber 0.11.10: what is filled in in a PDF form is not in the text of its page.
# Guess: an amount that the page shows and prints is in its text, wherever the file keeps it.
# Seen: "Ram" is read and the amount beside it, 39,5 in a field of the form with its looks, is not. PyMuPDF 2.0 reads
#   both. pypdf has it in get_form_text_fields(), apart from its place.
# Hurts: readers of budget proposals and answers that are handed in as a filled form: they are empty.
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

pdf = pikepdf.new()
page = pdf.add_blank_page(page_size=(300, 200))
font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
fonts = Dictionary(Font=Dictionary(F1=font))
page.Resources = fonts
page.Contents = pdf.make_stream(b"BT /F1 12 Tf 20 150 Td (Ram) Tj ET")
look = pdf.make_stream(b"/Tx BMC BT /F1 12 Tf 2 4 Td (39,5) Tj ET EMC")
look.Type, look.Subtype, look.BBox, look.Resources = Name.XObject, Name.Form, Array([0, 0, 80, 20]), fonts
field = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="ram", V="39,5", DA="/F1 12 Tf 0 g", F=4)
field.Rect, field.AP = Array([100, 146, 180, 166]), Dictionary(N=look)
field = pdf.make_indirect(field)
page.Annots = Array([field])
pdf.Root.AcroForm = Dictionary(Fields=Array([field]), DR=fonts, DA="/F1 12 Tf 0 g")
pdf.save("form.pdf")

reader = pypdf.PdfReader("form.pdf")
seen = {
    "pypdf": reader.pages[0].extract_text().split(),
    "pypdf, fields": reader.get_form_text_fields(),
    "pypdfium2": pypdfium2.PdfDocument("form.pdf")[0].get_textpage().get_text_bounded().split(),
    "pdfplumber": pdfplumber.open("form.pdf").pages[0].extract_text().split(),
    "pymupdf": pymupdf.open("form.pdf")[0].get_text().split(),
}

expected = {
    "pypdf": ["Ram"],
    "pypdf, fields": {"ram": "39,5"},
    "pypdfium2": ["Ram"],
    "pdfplumber": ["Ram"],
    "pymupdf": ["Ram", "39,5"],
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

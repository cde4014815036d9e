#!/usr/bin/env bash
# pypdf 7.1.1, pikepdf 10.18.0, pypdfium2 5.15.2, pdfplumber 0.11.10: a poster of 846 mm is 212 mm wide, or 3387 mm.
# Guess: where a page of 600 units says that a unit is 4 points (UserUnit), as large sheets do, it is 2400 points wide,
#   and on a sheet of 2400 points it fills the sheet.
# Seen: pypdfium2 and pdfplumber give 600 and draw it so. Laid on a sheet of 2400 by pypdf (merge_page) the words stand
#   at 20 instead of 80, at a quarter of their size; pypdf's scale_to(2400, 3200) leaves the unit, so that the page is
#   9600 points. pikepdf's add_overlay fits the page to the sheet. The standard (ISO 32000-1, 14.11.2 and
#   table 30) says that the unit holds for all that is on the page.
# Hurts: posters and large sheets on their way to print: a quarter of the size or four times, and nothing tells.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pypdf==7.1.1 pikepdf==10.18.0 pypdfium2==5.15.2 pdfplumber==0.11.10 pillow==13.0.0
venv/bin/python - <<'PY'
from io import BytesIO

import pdfplumber
import pikepdf
import pypdf
import pypdfium2


def stored(pdf):
    pdf.save(file := BytesIO()) if isinstance(pdf, pikepdf.Pdf) else pdf.write(file := BytesIO())
    return file


def place(file):
    """Left edge of the first letter, in the units of the page."""
    return round(pypdfium2.PdfDocument(file)[0].get_textpage().get_charbox(0)[0])


poster = pikepdf.new()
page = poster.add_blank_page(page_size=(600, 800))
page.obj.UserUnit = 4
font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
page.obj.Contents = poster.make_stream(b"BT /F1 12 Tf 20 20 Td (Skola) Tj ET")
file = stored(poster)
reader = pypdf.PdfReader(file)
sheet = pypdf.PdfWriter()
sheet.add_blank_page(2400, 3200).merge_page(reader.pages[0])
scaled = pypdf.PdfWriter(clone_from=file)
scaled.pages[0].scale_to(2400, 3200)
overlay = pikepdf.new()
source = pikepdf.open(file)
overlay.add_blank_page(page_size=(2400, 3200)).add_overlay(source.pages[0])
seen = {
    "width": (pypdfium2.PdfDocument(file)[0].get_size()[0], pdfplumber.open(file).pages[0].width),
    "pypdf, unit": reader.pages[0].user_unit,
    "pypdf, laid on a sheet": place(stored(sheet)),
    "pypdf, scaled": float(scaled.pages[0].mediabox.width * scaled.pages[0].user_unit),
    "pikepdf, laid on a sheet": place(stored(overlay)),
}
expected = {
    "width": (600.0, 600),
    "pypdf, unit": 4,
    "pypdf, laid on a sheet": 21,
    "pypdf, scaled": 9600.0,
    "pikepdf, laid on a sheet": 82,
}

for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

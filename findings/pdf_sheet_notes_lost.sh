#!/usr/bin/env bash
# pikepdf 10.18.0, pdfrw 0.4: what was written on a page with a reader's text tool is not on the sheet it is laid on.
# Guess: what a reader shows on a page is shown on the sheet, or it is said that something is left out.
# Seen: an amount set with the text tool (FreeText) is drawn on the page and gone on the sheet: add_overlay of pikepdf
#   and PageMerge of pdfrw take the page's contents and not its annotations, and say nothing. merge_page of
#   pypdf 7.1.1 brings it along, at its place.
# Hurts: pages with a late correction on their way to print: the sheet has the old amount, or none.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pikepdf==10.18.0 pdfrw==0.4 pypdf==7.1.1 pypdfium2==5.15.2 pillow==13.0.0
venv/bin/python - <<'PY'
import pdfrw
import pikepdf
import pypdf
import pypdfium2
from pikepdf import Array, Dictionary, Name

page = pikepdf.new()
page.add_blank_page(page_size=(300, 400))
black = page.make_stream(b"0 0 100 20 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 100, 20]))
look = Dictionary(N=black)
note = Dictionary(Type=Name.Annot, Subtype=Name.FreeText, Rect=Array([50, 300, 150, 320]), F=4, AP=look)
note.Contents, note.DA = "39,5 mnkr", "/Helv 12 Tf 0 g"
page.pages[0].Annots = page.make_indirect(Array([page.make_indirect(note)]))
page.save("page.pdf")


def dark(file):
    """Whether the picture of the first page is dark where the amount was written."""
    picture = pypdfium2.PdfDocument(file)[0].render().to_pil().convert("L")
    return picture.getpixel((100, 400 - 310)) < 100


source, sheet = pikepdf.open("page.pdf"), pikepdf.new()
sheet.add_blank_page(page_size=(300, 400)).add_overlay(source.pages[0])
sheet.save("pikepdf.pdf")
merged = pdfrw.PageMerge()
merged.add(pdfrw.PdfReader("page.pdf").pages[0])
pdfrw.PdfWriter("pdfrw.pdf").addpage(merged.render()).write()
writer = pypdf.PdfWriter()
writer.add_blank_page(300, 400).merge_page(pypdf.PdfReader("page.pdf").pages[0])
writer.write("pypdf.pdf")
seen = {name: dark(f"{name}.pdf") for name in ("page", "pikepdf", "pdfrw", "pypdf")}
expected = {"page": True, "pikepdf": False, "pdfrw": False, "pypdf": True}

for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

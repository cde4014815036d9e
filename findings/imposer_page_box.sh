#!/usr/bin/env bash
# imposer 0.3.0: in a booklet a page cut out of a sheet stands beside its place, a turned page is not turned.
# Guess: a page is set into its half as a reader shows it, wherever its box begins and however it is turned.
# Seen: the start of the page's box is added to its place: with a box from 100 points on, what stands 51 points from the
#   edge stands 151 from it, and its right edge runs into the next page. A page with /Rotate 90, a table
#   across, is laid as it was before it was turned. Both are plain in PDF; PDFium shows them as they are meant.
# Hurts: whoever folds a pamphlet of pages cut from spreads.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check imposer==0.3.0 pikepdf==10.18.0 pypdfium2==5.15.2 pillow==13.0.0
venv/bin/python - <<'PY'
from io import BytesIO

import imposer
import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name


def write(start=0, turned=0):
    pdf = pikepdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    for _ in range(4):
        page = pdf.add_blank_page(page_size=(420, 595))
        page.MediaBox = Array([start, 0, start + 420, 595])
        page.Resources, page.Rotate = Dictionary(Font=Dictionary(F1=font)), turned
        page.Contents = pdf.make_stream(f"BT /F1 24 Tf {start + 50} 300 Td (IIII) Tj ET".encode())
    pdf.save(file := BytesIO())
    return file.getvalue()


def look(data):
    picture = pypdfium2.PdfDocument(data)[0].render().to_pil().convert("L").point(lambda value: 255 - value)
    left, top, right, bottom = picture.crop((0, 0, 400, picture.height)).getbbox()
    return left, "across" if right - left > bottom - top else "upright"


seen = {
    name: (look(data), look(bytes(imposer.generate_booklet(data, imposer.BookletConfig()))))
    for name, data in (("plain", write()), ("cut out", write(start=100)), ("turned", write(turned=90)))
}

expected = {
    "plain": ((51, "across"), (51, "across")),
    "cut out": ((51, "across"), (151, "across")),
    "turned": ((299, "upright"), (51, "across")),
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

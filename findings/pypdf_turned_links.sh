#!/usr/bin/env bash
# pypdf 7.1.1: when a page is turned or moved, its links stay where they were.
# Guess: transfer_rotation_to_content and add_transformation move what can be clicked with what can be seen.
# Seen: both move the words only: after a turn by 90 degrees "Läs mer" stands at the lower left and its link at the
#   upper right, over other words. merge_translated_page, merge_scaled_page and scale_by move both.
# Hurts: pages turned before they are laid on a sheet: a link opens from other words, and a form field is elsewhere.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pypdf==7.1.1 pypdfium2==5.15.2
venv/bin/python - <<'PY'
from io import BytesIO

import pypdf
import pypdfium2
from pypdf.annotations import Link
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject


def paper():
    """A page of 300 by 400 with the words "Las mer" at (50, 300) and a link around them."""
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(300, 400)
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    font = DictionaryObject({NameObject(key): NameObject(value) for key, value in font.items()})
    fonts = DictionaryObject({NameObject("/F1"): font})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    (content := DecodedStreamObject()).set_data(b"BT /F1 12 Tf 50 300 Td (Las mer) Tj ET")
    page[NameObject("/Contents")] = writer._add_object(content)
    writer.add_annotation(0, Link(rect=(50, 295, 100, 315), url="https://exempel.se/"))
    return writer, page


def places(writer, page):
    """Where the first letter and the link are: left and lower edge, rounded to tens."""
    writer.write(file := BytesIO())
    letter = pypdfium2.PdfDocument(file)[writer.pages.index(page)].get_textpage().get_charbox(0)[:2]
    link = [float(number) for number in page["/Annots"][0].get_object()["/Rect"]]
    link = (min(link[0], link[2]), min(link[1], link[3]))
    return [tuple(round(number, -1) for number in spot) for spot in (letter, link)]


seen = {"as it was": places(*paper())}
writer, page = paper()
page.rotate(90)
page.transfer_rotation_to_content()
seen["turned"] = places(writer, page)
writer, page = paper()
page.add_transformation(pypdf.Transformation().translate(100, 0))
seen["moved"] = places(writer, page)
writer, page = paper()
sheet = writer.add_blank_page(600, 400)
sheet.merge_translated_page(page, 300, 0)
seen["laid on a sheet"] = places(writer, sheet)
expected = {
    "as it was": [(50.0, 300.0), (50.0, 300.0)],
    "turned": [(300.0, 240.0), (50.0, 300.0)],
    "moved": [(150.0, 300.0), (50.0, 300.0)],
    "laid on a sheet": [(350.0, 300.0), (350.0, 300.0)],
}

for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

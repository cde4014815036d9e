#!/usr/bin/env bash
# svglib 2.3.2: a bar filled with a pattern vanishes, and text of dominant-baseline "hanging" is a line too
# high.
# Guess: a pattern is drawn, or becomes a plain fill.
# Seen: nothing at all is drawn for the bar; the text hangs above its place and leaves the page; no error, no
#   warning.
# Hurts: figures whose parts are told apart by hatching for grey print: the part is white.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check svglib==2.3.2 reportlab==5.1.0 pypdfium2==5.15.2 pillow==13.0.0 numpy==2.4.6
venv/bin/python - <<'PY'
import io

import numpy as np
import pypdfium2
from reportlab.graphics import renderPDF
from svglib.svglib import svg2rlg

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100" viewBox="0 0 100 100">'
HATCH = '<pattern id="p" width="10" height="10" patternUnits="userSpaceOnUse"><rect width="5" height="10"/></pattern>'
PARTS = {
    "plain bar": '<rect width="100" height="100" fill="black"/>',
    "hatched bar": HATCH + '<rect width="100" height="100" fill="url(#p)"/>',
    "text": '<text x="10" y="50" font-size="40">55</text>',
    "hanging text at the top": '<text x="10" y="2" font-size="40" dominant-baseline="hanging">55</text>',
}


def dark(part):
    drawing = svg2rlg(io.BytesIO(f"{HEAD}{part}</svg>".encode()))
    page = pypdfium2.PdfDocument(renderPDF.drawToString(drawing))[0]
    return np.array(page.render(scale=2, grayscale=True).to_pil()) < 128


seen = {name: bool(dark(part).mean() > 0.01) for name, part in PARTS.items()}

expected = {
    "plain bar": True,
    "hatched bar": False,
    "text": True,
    "hanging text at the top": False,
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

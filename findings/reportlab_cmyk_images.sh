#!/usr/bin/env bash
# reportlab 5.1.0: enforceColorSpace="CMYK" lets RGB pictures and gradients through.
# Guess: what is not CMYK is refused, whatever it is.
# Seen: an RGB colour is refused, but an RGB picture is put in as DeviceRGB, and a gradient between RGB
#   colours as a DeviceRGB shading.
# Hurts: a file sent to the press as pure CMYK.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check reportlab==5.1.0 pillow==13.0.0 pikepdf==10.18.0
venv/bin/python - <<'PY'
import io

import pikepdf
from PIL import Image
from reportlab.lib.colors import Color
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

RED, BLUE = Color(0.8, 0, 0), Color(0, 0, 0.8)


def draw(what, kind="/XObject"):
    buffer = io.BytesIO()
    canvas = Canvas(buffer, enforceColorSpace="CMYK")
    what(canvas)
    canvas.save()
    with pikepdf.open(buffer) as pdf:
        return [str(drawn.ColorSpace) for drawn in pdf.pages[0].Resources[kind].values()]


def fill(canvas):
    canvas.setFillColor(RED)
    canvas.rect(0, 0, 9, 9, fill=1)


def refuse():
    try:
        draw(fill)
    except ValueError as error:
        return str(error).partition(" Color(")[0]


def picture(canvas):
    canvas.drawImage(ImageReader(Image.new("RGB", (2, 2), "red")), 0, 0)


def gradient(canvas):
    canvas.linearGradient(0, 0, 9, 9, (RED, BLUE))


seen = {
    "colour": refuse(),
    "picture": draw(picture),
    "gradient": draw(gradient, "/Shading"),
}

expected = {
    "colour": "Non CMYK color",
    "picture": ["/DeviceRGB"],
    "gradient": ["/DeviceRGB"],
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

#!/usr/bin/env bash
# svgutils 0.3.4: a figure of 100 mm on a sheet of 200 mm is 26 mm wide there, and the sheet has no size.
# Guess: SVGFigure("200mm", "100mm") is a sheet of that size, and a figure set on it keeps its own.
# Seen: the width and height given are dropped, and so is the figure's viewBox, which says how long its unit is: a bar
#   of 40 mm is 40 px, a quarter. compose.Figure does the same with a sheet in pixels.
# Hurts: whoever puts figures together on a page for print: they come out at a quarter of their size.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check svgutils==0.3.4 resvg-py==0.5.0 pillow==13.0.0
venv/bin/python - <<'PY'
from io import BytesIO

from PIL import Image
from resvg_py import svg_to_bytes
from svgutils import compose
from svgutils.transform import SVGFigure, fromstring

BAR = """<svg xmlns="http://www.w3.org/2000/svg" width="100mm" height="50mm" viewBox="0 0 100 50">
<rect x="10" y="10" width="40" height="10"/></svg>"""


def width(svg):
    image = Image.open(BytesIO(bytes(svg_to_bytes(svg_string=svg, dpi=96)))).convert("RGBA")
    left, _, right, _ = image.getchannel("A").point(lambda value: 255 * (value > 127)).getbbox()
    return right - left


with open("bar.svg", "w") as file:
    file.write(BAR)
sheet = SVGFigure("200mm", "100mm")
sheet.append([fromstring(BAR).getroot()])
seen = {
    "the figure, px": width(BAR),
    "size of the sheet": sheet.get_size(),
    "on the sheet": width(sheet.to_str().decode()),
    "compose": width(compose.Figure(756, 378, compose.SVG("bar.svg")).tostr().decode()),
}

expected = {"the figure, px": 151, "size of the sheet": (None, None), "on the sheet": 40, "compose": 40}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

#!/usr/bin/env bash
# resvg-py 0.5.0: a bar measured in millimetres is not drawn, a place in millimetres is 0.
# Guess: a millimetre of an SVG is 96/25.4 pixels, as CSS has it, unless another resolution is asked for.
# Seen: the resolution is 0 unless dpi is given, and so is everything in mm, cm, pt or in: the bar of 40 mm and the line
#   of 1 mm are not there, the bar at 10 mm stands at the edge, and nothing is said. With dpi=96 all is right.
# Hurts: figures for print, which are measured in millimetres: previews of them lack bars and lines.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check resvg-py==0.5.0 pillow==13.0.0
venv/bin/python - <<'PY'
from io import BytesIO

from PIL import Image
from resvg_py import svg_to_bytes

SHAPES = {
    "40 mm wide": '<rect x="10" y="10" width="40mm" height="20"/>',
    "40 px wide": '<rect x="10" y="10" width="40" height="20"/>',
    "at 10 mm": '<rect x="10mm" y="10" width="40" height="20"/>',
    "line of 1 mm": '<path d="M0,20H100" stroke="#000" stroke-width="1mm"/>',
}


def drawn(shape, **options):
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200">{shape}</svg>'
    box = Image.open(BytesIO(bytes(svg_to_bytes(svg_string=svg, **options)))).convert("RGBA").getchannel("A").getbbox()
    return box and (box[0], box[2])


seen = {name: (drawn(shape), drawn(shape, dpi=96)) for name, shape in SHAPES.items()}

expected = {
    "40 mm wide": (None, (10, 162)),
    "40 px wide": ((10, 50), (10, 50)),
    "at 10 mm": ((0, 40), (37, 78)),
    "line of 1 mm": (None, (0, 100)),
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

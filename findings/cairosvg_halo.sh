#!/usr/bin/env bash
# cairosvg 2.9.1: a halo around a number rubs the number out, and a right-aligned line runs off the page.
# cairosvg needs the system's libcairo and a font (apt-get install libcairo2 fonts-dejavu-core).
# Guess: paint-order="stroke" draws the white outline under the letters, and text-anchor="end" moves a whole
#   line with its tspan.
# Seen: the outline is drawn on top and no dark pixel is left of the text; only what stands before the tspan
#   is moved, so that the tspan begins where the line should end. Typst is right in both.
# Hurts: figures with labels on busy ground: the label is gone in the png and nobody is told.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check cairosvg==2.9.1 pillow==13.0.0 numpy==2.4.6 typst==0.15.2
venv/bin/python - <<'PY'
import io
from pathlib import Path

import cairosvg
import numpy as np
import typst
from PIL import Image

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100"><rect width="100" height="100" fill="white"/>'
TEXTS = {
    "halo": '<text x="10" y="70" font-size="60" stroke="white" stroke-width="9" paint-order="stroke">5</text>',
    "end": '<text x="90" y="70" font-size="30" text-anchor="end">5<tspan font-weight="bold">5</tspan></text>',
}


def right_edge(png):
    dark = np.array(Image.open(io.BytesIO(png)).convert("L")) < 100
    columns = np.flatnonzero(dark.any(axis=0))
    return "nothing" if columns.size == 0 else "right" if columns[-1] < 91 else "too far"


def by_typst(name):
    page = f'#set page(width: 100pt, height: 100pt, margin: 0pt)\n#image("{name}.svg", width: 100pt)'
    Path(f"{name}.typ").write_text(page)
    return typst.compile(f"{name}.typ", format="png", ppi=72)


seen = {}
for name, text in TEXTS.items():
    Path(f"{name}.svg").write_text(f"{HEAD}{text}</svg>")
    seen[name] = {"cairosvg": right_edge(cairosvg.svg2png(url=f"{name}.svg")), "typst": right_edge(by_typst(name))}

expected = {
    "halo": {"cairosvg": "nothing", "typst": "right"},
    "end": {"cairosvg": "too far", "typst": "right"},
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

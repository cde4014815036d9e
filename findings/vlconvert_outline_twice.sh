#!/usr/bin/env bash
# vl-convert 1.9.0: a number with an outline stands twice in the PDF's text.
# Guess: a label with a white outline is read once, as it is seen.
# Seen: "−5,2 mnkr" drawn with fill and stroke is read as "−5,2 mnkr−5,2 mnkr"; so is a text mark of Vega-Lite with a
#   stroke. With fill alone it is read once. typst 0.15.2 writes the same SVG so that it is read once.
# Hurts: figures with labels on busy ground: a screen reader says each amount twice, and a search finds it twice.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check vl-convert-python==1.9.0.post1 pypdf==7.1.1 typst==0.15.2
venv/bin/python - <<'PY'
import io

import pypdf
import typst
import vl_convert

LABEL = """<svg xmlns="http://www.w3.org/2000/svg" width="200" height="60">
<text x="10" y="40" font-family="sans-serif" {}>−5,2 mnkr</text></svg>"""
OUTLINE = 'stroke="white" stroke-width="4" paint-order="stroke"'


def read(pdf):
    return pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text()


def by_typst(svg):
    with open("label.svg", "w", encoding="utf-8") as file:
        file.write(svg)
    with open("label.typ", "w", encoding="utf-8") as file:
        file.write('#image("label.svg")')
    return typst.compile("label.typ")


mark = {"type": "text", "fill": "black", "stroke": "white", "strokeWidth": 4}
chart = {
    "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
    "data": {"values": [{"ram": "39,5"}]},
    "mark": mark,
    "encoding": {"text": {"field": "ram"}},
}
seen = {
    "fill": read(vl_convert.svg_to_pdf(LABEL.format(""))),
    "fill and stroke": read(vl_convert.svg_to_pdf(LABEL.format(OUTLINE))),
    "Vega-Lite": read(vl_convert.vegalite_to_pdf(chart)),
    "typst": read(by_typst(LABEL.format(OUTLINE))),
}

expected = {
    "fill": "−5,2 mnkr",
    "fill and stroke": "−5,2 mnkr−5,2 mnkr",
    "Vega-Lite": "39,539,5",
    "typst": "−5,2 mnkr",
}

for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

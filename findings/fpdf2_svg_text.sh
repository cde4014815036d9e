#!/usr/bin/env bash
# fpdf2 2.8.9 and matplotlib 3.11.2: the words of a figure are a quarter too small, its bars are not.
# Guess: a picture put in at its own size has its text at its own size.
# Seen: matplotlib writes font-size: 10px into a picture of 288 pt whose units are points, and fpdf2 draws it at 7.5
#   pt, though an x of 72 stays 72; written as "10", without px, it is 10 pt. typst 0.15.2 and pymupdf 2.0 draw both
#   at 10 pt.
# Hurts: figures put into a print: type of 8 pt is 6 pt, and what was set to be legible is not.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check fpdf2==2.8.9 matplotlib==3.11.2 typst==0.15.2 pymupdf==2.0 pdfplumber==0.11.10
venv/bin/python - <<'PY'
import matplotlib
import matplotlib.pyplot as plt
import pdfplumber
import pymupdf
import typst
from fpdf import FPDF

matplotlib.rcParams["svg.fonttype"] = "none"
figure = plt.figure(figsize=(4, 2))
figure.text(0.25, 0.5, "Ram", fontsize=10)
figure.text(0.5, 0.5, "39,5", fontsize=8)
figure.savefig("figur.svg")
plain = '<text x="72" y="72" font-size="10">Ram</text><text x="144" y="72" font-size="8">39,5</text></svg>'
with open("enkel.svg", "w") as file:
    file.write('<svg xmlns="http://www.w3.org/2000/svg" width="288pt" height="144pt" viewBox="0 0 288 144">' + plain)


def by_fpdf2(svg):
    page = FPDF(unit="pt", format=(288, 144))
    page.add_page()
    page.set_font("helvetica", size=10)
    page.image(svg, 0, 0, 288)
    page.output("sida.pdf")


def by_typst(svg):
    with open("sida.typ", "w") as file:
        file.write(f'#set page(width: 288pt, height: 144pt, margin: 0pt)\n#image("{svg}", width: 288pt)')
    typst.compile("sida.typ", output="sida.pdf")


def by_pymupdf(svg):
    with open("sida.pdf", "wb") as file:
        file.write(pymupdf.open(svg).convert_to_pdf())


def look(draw, svg):
    draw(svg)
    with pdfplumber.open("sida.pdf") as pdf:
        words = pdf.pages[0].extract_words(extra_attrs=["size"])
    return [(word["text"], round(word["x0"]), round(word["size"], 1)) for word in words]


seen = {
    "fpdf2": look(by_fpdf2, "figur.svg"),
    "fpdf2, no px": look(by_fpdf2, "enkel.svg"),
    "typst": look(by_typst, "figur.svg"),
    "typst, no px": look(by_typst, "enkel.svg"),
    "pymupdf": look(by_pymupdf, "figur.svg"),
    "pymupdf, no px": look(by_pymupdf, "enkel.svg"),
}

RIGHT = [("Ram", 72, 10.0), ("39,5", 144, 8.0)]
expected = {
    "fpdf2": [("Ram", 72, 7.5), ("39,5", 144, 6.0)],
    "fpdf2, no px": RIGHT,
    "typst": RIGHT,
    "typst, no px": RIGHT,
    "pymupdf": RIGHT,
    "pymupdf, no px": RIGHT,
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

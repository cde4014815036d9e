#!/usr/bin/env bash
# pypdf 7.1.1: the words of a stamp become part of the page's heading.
# Guess: a stamp laid on a tagged page is outside its tags, or has tags of its own.
# Seen: merge_page takes the stamp's tag marks along with their numbers (MCID 0, 1), which the page has in use
#   already, so that "Utkast" belongs to the heading "Skola" and "Inte antagen" to the bullet of the first demand;
#   over=False puts them before. Nothing is told, and the page looks right.
# Hurts: readers with a screen reader, and whoever reads by tags: a plan's heading is "SkolaUtkast".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pypdf==7.1.1 pdfplumber==0.11.10 typst==0.15.2
venv/bin/python - <<'PY'
import io

import pdfplumber
import pypdf
import typst

SET = '#set document(title: "T")\n#set page(width: 10cm, height: 6cm, fill: none)\n#set text(lang: "sv")\n'
page, stamp = (
    typst.compile((SET + body).encode(), pdf_standards=["ua-1"])
    for body in ("= Skola\n- Fler lärare", "#v(3cm)\n= Utkast\nInte antagen")
)


def read_tags(element, words):
    own = [(element.get("type"), words[mcid]) for mcid in element.get("mcids", ())]
    return own + [tag for child in element.get("children", ()) for tag in read_tags(child, words)]


def look(over):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(page))
    if over is not None:
        writer.pages[0].merge_page(pypdf.PdfReader(io.BytesIO(stamp)).pages[0], over=over)
    buffer = io.BytesIO()
    writer.write(buffer)
    words = {}
    with pdfplumber.open(buffer) as pdf:
        for char in pdf.pages[0].chars:
            words[char["mcid"]] = words.get(char["mcid"], "") + char["text"]
        return [tag for element in pdf.pages[0].structure_tree for tag in read_tags(element, words)]


seen = {"page": look(None), "stamp over it": look(True), "stamp under it": look(False)}

expected = {
    "page": [("H1", "Skola"), ("Lbl", "•"), ("LBody", "Fler lärare")],
    "stamp over it": [("H1", "SkolaUtkast"), ("Lbl", "•Inte antagen"), ("LBody", "Fler lärare")],
    "stamp under it": [("H1", "UtkastSkola"), ("Lbl", "Inte antagen•"), ("LBody", "Fler lärare")],
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

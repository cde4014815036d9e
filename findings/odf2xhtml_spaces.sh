#!/usr/bin/env bash
# odfpy 1.4.1: as a web page, spaces in a row come before the paragraph, and words may be glued together.
# Guess: "Skola", three spaces and "39,5" in an ODT come out of odf2xhtml with as much between them.
# Seen: spaces that ODT writes as an element come before the text that leads to them. Where the element is all there
#   is, which ODT allows, the line is "   Skola39,5"; where the first space is a sign, as in LibreOffice, the rest goes:
#   "  Skola 39,5" is indented, and the amount leaves its column. pandoc 3.9 parts the words and indents none.
# Hurts: readers of plans whose amounts stand in columns of spaces: a line looks as if it belonged to the one above.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check odfpy==1.4.1 pypandoc-binary==1.17
venv/bin/python - <<'PY'
import re

import pypandoc
from odf.odf2xhtml import ODF2XHTML
from odf.opendocument import OpenDocumentText
from odf.text import P, S

plan = OpenDocumentText()
for begin, count in (("Skola", 3), ("Skola ", 2)):
    paragraph = P(text=begin)
    paragraph.addElement(S(c=count))
    paragraph.addText("39,5")
    plan.text.addElement(paragraph)
plan.save("plan.odt")

page = ODF2XHTML(generate_css=False).odf2xhtml("plan.odt").replace("&#160;", "\u00a0")
seen = {
    "odf2xhtml": re.findall("<p>(.*?)</p>", page),
    "pandoc": pypandoc.convert_file("plan.odt", "plain").strip().split("\n\n"),
}

expected = {
    "odf2xhtml": ["\u00a0\u00a0\u00a0Skola39,5", "\u00a0\u00a0Skola 39,5"],
    "pandoc": ["Skola 39,5", "Skola 39,5"],
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

#!/usr/bin/env bash
# pandoc 3.9 (pypandoc_binary 1.17): text boxes of an OpenDocument text are left out without a word.
# Guess: a text box is read where it is anchored, as pandoc reads one of a Word document.
# Seen: neither draw:text-box in a frame nor draw:custom-shape (what LibreOffice makes of a box that came from
#   Word) gives a word; odfpy 1.4.1 has them, and glues the paragraphs of a box: "Fler lärareMindre grupper".
# Hurts: plans handed in as ODT: the demands in boxes are gone, or run together.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pypandoc_binary==1.17 odfpy==1.4.1
venv/bin/python - <<'PY'
import pypandoc
from odf import text
from odf.opendocument import OpenDocumentText, load
from odf.draw import CustomShape, Frame, TextBox
from odf.teletype import extractText

seen = {"pandoc": pypandoc.get_pandoc_version()}
for name in ("text box", "custom shape"):
    plan = OpenDocumentText()
    plan.text.addElement(text.P(text="Vi vill:"))
    size = {"width": "5cm", "height": "2cm", "anchortype": "as-char"}
    outer = Frame(**size) if name == "text box" else CustomShape(**size)
    inner = TextBox() if name == "text box" else outer
    if inner is not outer:
        outer.addElement(inner)
    for words in ("Fler lärare", "Mindre grupper"):
        inner.addElement(text.P(text=words))
    anchor = text.P()
    anchor.addElement(outer)
    plan.text.addElement(anchor)
    plan.save("plan.odt")
    seen[f"{name}, pandoc"] = pypandoc.convert_file("plan.odt", "plain").strip()
    seen[f"{name}, odfpy"] = extractText(load("plan.odt").getElementsByType(text.P)[1])

expected = {
    "pandoc": "3.9",
    "text box, pandoc": "Vi vill:",
    "text box, odfpy": "Fler lärareMindre grupper",
    "custom shape, pandoc": "Vi vill:",
    "custom shape, odfpy": "Fler lärareMindre grupper",
}

for what, value in seen.items():
    print(what, "->", repr(value))
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

#!/usr/bin/env bash
# docxtpl 0.20.2: an ampersand, or a < before a letter, loses text of the finished Word file.
# Guess: values are escaped, or a value that is no XML is refused.
# Seen: "Kultur & fritid" becomes "Kultur  fritid", and after "a<b" everything to the end of the paragraph is
#   gone; only render(…, autoescape=True) keeps them.
# Hurts: reports filled from a table of committees, many of whose names have an ampersand.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check docxtpl==0.20.2 python-docx==1.2.0
venv/bin/python - <<'PY'
from docx import Document
from docxtpl import DocxTemplate

template = Document()
template.add_paragraph("Ram: {{ text }}. Slut.")
template.save("mall.docx")


def fill(text, **options):
    filled = DocxTemplate("mall.docx")
    filled.render({"text": text}, **options)
    filled.save("fylld.docx")
    return Document("fylld.docx").paragraphs[0].text


seen = {
    "ampersand": fill("Kultur & fritid"),
    "less than": fill("mål: a<b och c"),
    "autoescape": fill("Kultur & fritid", autoescape=True),
}

expected = {
    "ampersand": "Ram: Kultur  fritid. Slut.",
    "less than": "Ram: mål: a",
    "autoescape": "Ram: Kultur & fritid. Slut.",
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

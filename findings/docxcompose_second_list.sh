#!/usr/bin/env bash
# docxcompose 2.2.0: of a document that is joined to another the first demand is number 1 and the second number 3.
# Guess: a numbered list of the document that is added begins at 1 and counts on, or goes on from the first document's.
# Seen: only its first paragraph is given a numbering of its own. Where the style "List Number" numbers the list, as in
#   Word's own template, the rest goes on from the first document: after 1 and 2 come 1 and 3. Nothing is said.
# Hurts: whoever puts the plans of committees together: "krav 2 för omsorgen" is nowhere.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check docxcompose==2.2.0 python-docx==1.2.0 pypandoc-binary==1.17
venv/bin/python - <<'PY'
import docx
import pypandoc
from docxcompose.composer import Composer


def plan(theme, *demands):
    document = docx.Document()
    document.add_heading(theme, 1)
    for demand in demands:
        document.add_paragraph(demand, style="List Number")
    return document


def numbered(document):
    document.save("plan.docx")
    lines = pypandoc.convert_file("plan.docx", "plain").splitlines()
    return [" ".join(line.split()) for line in lines if line]


FIRST, SECOND = ("Skola", "Fler lärare", "Mindre klasser"), ("Omsorg", "Fler händer", "Lägre taxa", "Mer tid")
both = Composer(plan(*FIRST))
both.append(plan(*SECOND))
seen = {"alone": numbered(plan(*SECOND)), "joined": numbered(both.doc)}
expected = {
    "alone": ["Omsorg", "1. Fler händer", "2. Lägre taxa", "3. Mer tid"],
    "joined": ["Skola", "1. Fler lärare", "2. Mindre klasser"]
    + ["Omsorg", "1. Fler händer", "3. Lägre taxa", "4. Mer tid"],
}

for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

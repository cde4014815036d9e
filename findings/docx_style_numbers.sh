#!/usr/bin/env bash
# mammoth 1.13.0, markitdown 0.1.9, docx2python 3.7.1: demands numbered by their style have no numbers, and are no list.
# Guess: a list of Word is a list, whether each paragraph has its number or the style that they share.
# Seen: where the style numbers them, as in a template of a party, all three give plain paragraphs without a number;
#   the same numbering set on the paragraph itself gives 1. and 2. in all. pandoc 3.9 numbers both.
# Hurts: readers of plans in Word: "krav 2" is nowhere, and demands cannot be told from the text around them.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check mammoth==1.13.0 'markitdown[docx]==0.1.9' docx2python==3.7.1 python-docx==1.2.0 pypandoc-binary==1.17
venv/bin/python - <<'PY'
import pypandoc
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx2python import docx2python
from markitdown import MarkItDown


def number(properties):
    numbering = OxmlElement("w:numPr")
    for name, value in (("w:ilvl", "0"), ("w:numId", "7")):  # list 7 of the template: 1. 2. 3.
        child = OxmlElement(name)
        child.set(qn("w:val"), value)
        numbering.append(child)
    properties.insert_element_before(numbering, "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr")


def write(path, by_style):
    plan = Document()
    style = plan.styles.add_style("Krav", 1)
    if by_style:
        number(style.element.get_or_add_pPr())
    for text in ("Fler bussar", "Fler lärare"):
        paragraph = plan.add_paragraph(text, style="Krav")
        if not by_style:
            number(paragraph._p.get_or_add_pPr())
    plan.save(path)


seen = {}
for name, by_style in (("each", False), ("style", True)):
    write(f"{name}.docx", by_style)
    with docx2python(f"{name}.docx") as read:
        seen[name, "docx2python"] = [line for line in read.text.split("\n") if line]
    lines = MarkItDown().convert(f"{name}.docx").text_content.split("\n")
    seen[name, "markitdown, by mammoth"] = [line for line in lines if line]
    lines = pypandoc.convert_file(f"{name}.docx", "markdown").split("\n")
    seen[name, "pandoc"] = [line for line in lines if line]

TEXTS = ["Fler bussar", "Fler lärare"]
expected = {
    ("each", "docx2python"): [f"{n})\t{text}" for n, text in enumerate(TEXTS, 1)],
    ("each", "markitdown, by mammoth"): [f"{n}. {text}" for n, text in enumerate(TEXTS, 1)],
    ("each", "pandoc"): [f"{n}.  {text}" for n, text in enumerate(TEXTS, 1)],
    ("style", "docx2python"): TEXTS,
    ("style", "markitdown, by mammoth"): TEXTS,
    ("style", "pandoc"): [f"{n}.  {text}" for n, text in enumerate(TEXTS, 1)],
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

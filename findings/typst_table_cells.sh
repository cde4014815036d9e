#!/usr/bin/env bash
# pandas 3.1.1, pandoc 3.9 and typst 0.15.2: a cell "- 5,2" is printed as a bullet, "+ 3,0" as number 1.
# Guess: a table that Styler or pandoc writes for Typst shows its cells as they are.
# Seen: "- 5,2" is printed "• 5,2" and "+ 3,0" "1. 3,0" by both, "= 44,0" is a heading. pandoc makes them safe in a
#   paragraph and not in a cell. pandas makes nothing safe, and `escape` knows only html and latex: "_netto_" loses
#   its lines, "39,5 // prel." is an error. "-5,2" is right in all.
# Hurts: prints of a budget with a space behind the sign: a minus is gone.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pandas==3.1.1 jinja2==3.1.6 pypandoc-binary==1.17 typst==0.15.2 pypdfium2==5.15.2
venv/bin/python - <<'PY'
import pandas as pd
import pypandoc
import pypdfium2
import typst


def by_pandas(cell):
    return pd.DataFrame({"Ram": [cell]}).style.hide(axis="index").to_typst()


def by_pandoc(cell):
    html = f"<table><thead><tr><th>Ram</th></tr></thead><tbody><tr><td>{cell}</td></tr></tbody></table>"
    return pypandoc.convert_text(html, "typst", format="html", extra_args=["--standalone"])


def in_paragraph(text):
    return pypandoc.convert_text(f"<p>Ram</p><p>{text}</p>", "typst", format="html", extra_args=["--standalone"])


def printed(text, write):
    try:
        pdf = typst.compile(write(text).encode())
    except typst.TypstError as error:
        return type(error).__name__
    return pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded().split("\r\n")[1]


CELLS = ("- 5,2", "-5,2", "+ 3,0", "= 44,0", "_netto_", "39,5 // prel.")
seen = {cell: [printed(cell, write) for write in (by_pandas, by_pandoc, in_paragraph)] for cell in CELLS}

expected = {
    "- 5,2": ["• 5,2", "• 5,2", "- 5,2"],
    "-5,2": ["−5,2", "−5,2", "-5,2"],
    "+ 3,0": ["1. 3,0", "1. 3,0", "+ 3,0"],
    "= 44,0": ["44,0", "44,0", "= 44,0"],
    "_netto_": ["netto", "_netto_", "_netto_"],
    "39,5 // prel.": ["TypstError", "39,5 // prel.", "39,5 // prel."],
}

for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

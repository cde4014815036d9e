#!/usr/bin/env bash
# pandas 3.1.1 and typst 0.15.2: a cell "- 5,2" is printed as a bullet, and "+ 3,0" as number 1.
# Guess: a table that Styler writes for Typst shows its cells as they are, as its HTML does.
# Seen: "- 5,2" is "• 5,2" and "+ 3,0" is "1. 3,0", "= 44,0" is a heading and "_netto_" loses its lines; of "39,5 //
#   prel." the end of the table is a comment. Cells are put in as markup, and `escape` knows only html and latex.
#   "-5,2" is right.
# Hurts: prints of a budget with a space behind the sign: a minus is gone.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pandas==3.1.1 jinja2==3.1.6 typst==0.15.2 pypdfium2==5.15.2
venv/bin/python - <<'PY'
import pandas as pd
import pypdfium2
import typst


def printed(cell):
    table = pd.DataFrame({"Ram": [cell]}).style.hide(axis="index").to_typst()
    try:
        pdf = typst.compile(table.encode())
    except typst.TypstError as error:
        return type(error).__name__
    return pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded().split("\r\n")[1]


seen = {cell: printed(cell) for cell in ("- 5,2", "-5,2", "+ 3,0", "= 44,0", "_netto_", "39,5 // prel.")}

expected = {
    "- 5,2": "• 5,2",
    "-5,2": "−5,2",
    "+ 3,0": "1. 3,0",
    "= 44,0": "44,0",
    "_netto_": "netto",
    "39,5 // prel.": "TypstError",
}

for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

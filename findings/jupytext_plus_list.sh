#!/usr/bin/env bash
# jupytext 1.19.6: a list of increases in a notebook, each line with "+", is gone once it has been stored as a script.
# Guess: a cell of Markdown comes back from a .py as it was, whatever sign its list has.
# Seen: in the light format "+ 5 mnkr till skolan" is written "# + 5 mnkr till skolan", which there begins a cell of
#   code: read again there is an empty cell of code, and the text is nowhere. The list with "-" comes back, and so
#   does "+" below another line; the percent format and Markdown keep all.
# Hurts: notebooks paired with a script: a list of what is added is lost at the next synchronization.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check jupytext==1.19.6
venv/bin/python - <<'PY'
import jupytext
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook


def back(text, form):
    """The cells of a notebook of code, Markdown and code after it has been stored in a form and read."""
    cells = [new_code_cell("x = 1"), new_markdown_cell(text), new_code_cell("y = 2")]
    kernel = {"name": "python3", "language": "python", "display_name": "Python 3"}
    book = new_notebook(cells=cells, metadata={"kernelspec": kernel})
    return [(cell.cell_type, cell.source) for cell in jupytext.reads(jupytext.writes(book, form), form).cells]


MORE, LESS = "+ 5 mnkr till skolan\n+ 3 mnkr till omsorgen", "- 5 mnkr till skolan\n- 3 mnkr till omsorgen"
seen = {
    "light, +": back(MORE, "py:light"),
    "light, -": back(LESS, "py:light")[1],
    "light, + below": back(f"Mer:\n{MORE}", "py:light")[1],
    "percent, +": back(MORE, "py:percent")[1],
    "md, +": back(MORE, "md")[1],
}
expected = {
    "light, +": [("code", "x = 1"), ("code", ""), ("code", "\ny = 2")],
    "light, -": ("markdown", LESS),
    "light, + below": ("markdown", f"Mer:\n{MORE}"),
    "percent, +": ("markdown", MORE),
    "md, +": ("markdown", MORE),
}

for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

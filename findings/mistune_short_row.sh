#!/usr/bin/env bash
# mistune 3.4.0, nbconvert 7.17.2: a table with one shorter row is no table on the web.
# Guess: a missing cell at the end of a row is empty, as in JupyterLab and on GitHub.
# Seen: one row with a cell too few, or too many, makes the whole table a paragraph of pipes, in the page that
#   nbconvert writes of a notebook too. cmarkgfm and markdown-it-py fill the row up.
# Hurts: notebooks with a budget table: right where it is written, prose where it is published.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check mistune==3.4.0 nbconvert==7.17.2 nbformat==5.11.0 cmarkgfm==2025.10.22 markdown-it-py==4.3.0
venv/bin/python - <<'PY'
import cmarkgfm
import mistune
from markdown_it import MarkdownIt
from nbconvert import HTMLExporter
from nbformat.v4 import new_markdown_cell, new_notebook

HEADINGS = "| Nämnd | 2022 | 2023 |\n|---|---|---|\n"
TABLES = {
    "whole": HEADINGS + "| Skola | 39,5 | 40,2 |\n| Kultur | 5,0 | |\n",
    "a cell less": HEADINGS + "| Skola | 39,5 | 40,2 |\n| Kultur | 5,0 |\n",
    "a cell more": HEADINGS + "| Skola | 39,5 | 40,2 | prel. |\n| Kultur | 5,0 | 5,1 |\n",
}
readers = {
    "mistune": mistune.create_markdown(plugins=["table"]),
    "nbconvert": lambda text: HTMLExporter().from_notebook_node(new_notebook(cells=[new_markdown_cell(text)]))[0],
    "cmarkgfm": cmarkgfm.github_flavored_markdown_to_html,
    "markdown-it-py": MarkdownIt("commonmark").enable("table").render,
}
seen = {what: {name: read(text).count("<tr>") for name, read in readers.items()} for what, text in TABLES.items()}

expected = {
    "whole": {"mistune": 3, "nbconvert": 3, "cmarkgfm": 3, "markdown-it-py": 3},
    "a cell less": {"mistune": 0, "nbconvert": 0, "cmarkgfm": 3, "markdown-it-py": 3},
    "a cell more": {"mistune": 0, "nbconvert": 0, "cmarkgfm": 3, "markdown-it-py": 3},
}

for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

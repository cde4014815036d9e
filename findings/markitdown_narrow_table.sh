#!/usr/bin/env bash
# markitdown 0.1.9: of a narrow table in a PDF the amounts come apart from their committees.
# Guess: a table with lines around its cells is a table, as it is where it fills the width of the page.
# Seen: filling the page it is a table of Markdown, every amount in its place. As wide as its words it is a heap of
#   lines: Nämnd, Skola, Omsorg, then 2022, 39,5, 2023, 40,1 and both amounts of Omsorg. The empty cell of Kultur och
#   fritid leaves no trace: its 7,0 has no year.
# Hurts: whoever lets a program answer what a committee is given.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check 'markitdown[pdf]==0.1.9' typst==0.15.2
venv/bin/python - <<'PY'
import typst
from markitdown import MarkItDown

PAGE = """#set page(width: 210mm, height: 297mm, margin: 20mm)
#set text(size: 11pt, lang: "sv")
Ramar

#table(columns: COLUMNS, [Nämnd], [2022], [2023], [Skola], [39,5], [40,1],
  [Omsorg], [1 098,8], [−5,2], [Kultur och fritid], [], [7,0])

Fler lärare i skolan.
"""


def read(columns):
    typst.compile(PAGE.replace("COLUMNS", columns).encode(), output="plan.pdf")
    lines = MarkItDown().convert("plan.pdf").markdown.splitlines()
    return [" ".join(line.split()) for line in lines if line.strip() and "---" not in line]


seen = {"as wide as the page": read("(1fr, 1fr, 1fr)"), "as wide as its words": read("3")}
expected = {
    "as wide as the page": ["Ramar", "| Nämnd | 2022 | 2023 |", "| Skola | 39,5 | 40,1 |"]
    + ["| Omsorg | 1 098,8 | −5,2 |", "| Kultur och fritid | | 7,0 |", "Fler lärare i skolan."],
    "as wide as its words": ["Ramar", "Nämnd", "Skola", "Omsorg", "2022", "39,5", "2023", "40,1", "1 098,8 −5,2"]
    + ["Kultur och fritid", "7,0", "Fler lärare i skolan."],
}

for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

#!/usr/bin/env bash
# typst 0.15.2: of two columns with one heading, such as a year's frame and its change, csv() keeps the second.
# Guess: two columns "2022" are both there under some name, or the table is refused, as one with a cell too many is.
# Seen: with row-type: dictionary the frame of 39 is nowhere and the change of −5 stands under 2022, without a warning.
#   Its sum is that of the changes. With rows as arrays both are there; pandas 3.1.1 calls the second "2022.1".
# Hurts: prints set straight from a municipality's table, whose years stand above two columns each.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check typst==0.15.2 pypdfium2==5.15.2 pandas==3.1.1
venv/bin/python - <<'PY'
import io
from pathlib import Path

import pandas as pd
import pypdfium2
import typst

TABLE = "nämnd,2022,2022\nSkola,39,-5\nOmsorg,41,-1\n"
Path("plan.csv").write_text(TABLE, encoding="utf-8")


def printed(expression):
    """What Typst prints for an expression in which rows is the table as dictionaries and cells as arrays."""
    start = '#let (rows, cells) = (csv("plan.csv", row-type: dictionary), csv("plan.csv"))'
    Path("plan.typ").write_text(f"{start}\n#({expression})", encoding="utf-8")
    pdf = typst.compile("plan.typ")
    return pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded().strip()


seen = {
    "a row": printed("repr(rows.first())"),
    "the year's sum": printed('rows.map(row => int(row.at("2022"))).sum()'),
    "as an array": printed("repr(cells.at(1))"),
    "pandas": pd.read_csv(io.StringIO(TABLE)).columns.tolist(),
}
expected = {
    "a row": '(nämnd: "Skola", "2022": "-5")',
    "the year's sum": "−6",
    "as an array": '("Skola", "39", "-5")',
    "pandas": ["nämnd", "2022", "2022.1"],
}

for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

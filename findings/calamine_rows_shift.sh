#!/usr/bin/env bash
# python-calamine 0.9.1: two ways to read a sheet place the same cell differently, both wrong.
# Guess: to_python() and iter_rows() begin at A1, so that an index + 1 is the row that a reader sees.
# Seen: to_python() begins at the first filled row and column; iter_rows() begins at row 1, but at the first
#   filled column; to_python(skip_empty_area=False) has both.
# Hurts: whoever leads a figure back to its row and column: a table that starts at B4 is three rows off.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check python-calamine==0.9.1 openpyxl==3.1.5
venv/bin/python - <<'PY'
from openpyxl import Workbook
from python_calamine import CalamineWorkbook

book = Workbook()
book.active["B4"], book.active["C4"] = "Skola", 39
book.save("ramar.xlsx")
sheet = CalamineWorkbook.from_path("ramar.xlsx").get_sheet_by_index(0)


def place(rows):
    return next((row + 1, cells.index("Skola") + 1) for row, cells in enumerate(rows) if "Skola" in cells)


seen = {
    "in the sheet": (4, 2),
    "to_python": place(sheet.to_python()),
    "iter_rows": place(sheet.iter_rows()),
    "to_python(skip_empty_area=False)": place(sheet.to_python(skip_empty_area=False)),
}

expected = {
    "in the sheet": (4, 2),
    "to_python": (1, 1),
    "iter_rows": (4, 1),
    "to_python(skip_empty_area=False)": (4, 2),
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

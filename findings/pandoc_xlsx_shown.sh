#!/usr/bin/env bash
# pandoc 3.9: out of a workbook a date is a number of days, 2022 is "2022.0", and a yes is 1.0.
# Guess: pandoc gives the cells of a workbook as the sheet shows them.
# Seen: 2021-12-03 is "44533.0", the year 2022 in a heading "2022.0", 30 % "0.304", TRUE "1.0" and −0,4 in whole mnkr
#   "-0.4": formats count for nothing, and a whole number gets a decimal. Text is as it was. markitdown 0.1.9 has the
#   date, the year and True.
# Hurts: whoever turns a budget workbook into a text: the day of a decision cannot be read, a year is an amount.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pypandoc-binary==1.17 xlsxwriter==3.3.1 'markitdown[xlsx]==0.1.9'
venv/bin/python - <<'PY'
import pypandoc
import xlsxwriter
from markitdown import MarkItDown

book = xlsxwriter.Workbook("plan.xlsx")
sheet = book.add_worksheet("Plan")
for column, (heading, value, form) in enumerate(
    [("Beslut", 44533, "yyyy-mm-dd"), (2022, 1098.8, "#,##0.0"), ("Andel", 0.304, "0 %"), ("Diff", -0.4, "0")]
):
    sheet.write(0, column, heading)
    sheet.write_number(1, column, value, book.add_format({"num_format": form}))
sheet.write(0, 4, "Antaget")
sheet.write_boolean(1, 4, True)
book.close()
lines = pypandoc.convert_file("plan.xlsx", "gfm", format="xlsx").splitlines()
rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
other = MarkItDown().convert("plan.xlsx").markdown.splitlines()
other = [[cell.strip() for cell in line.strip("|").split("|")] for line in other if line.startswith("|")]
seen = {"pandoc": [rows[0], rows[2]], "markitdown": [other[0], other[2]]}
expected = {
    "pandoc": [["Beslut", "2022.0", "Andel", "Diff", "Antaget"], ["44533.0", "1098.8", "0.304", "-0.4", "1.0"]],
    "markitdown": [["Beslut", "2022", "Andel", "Diff", "Antaget"], ["2021-12-03", "1098.8", "0.304", "-0.4", "True"]],
}

for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

#!/usr/bin/env bash
# xlsx2html 0.6.4: a share shown as 30,4 % comes out as 3 040 %, and thousands are not thousands.
# Guess: a percent sign in quotation marks is only a sign, as in Excel and LibreOffice, and "#,##0," shows thousands.
# Seen: 30.4 with the format 0.0" %" is 3040,0" %": a hundred times as much, quotation marks and all; 1 098 800 with
#   "#,##0," stays 1098800 below a heading that says tkr.
# Hurts: budget sheets put on a web page.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check xlsx2html==0.6.4 openpyxl==3.1.5
venv/bin/python - <<'PY'
import html
import io
import re

import openpyxl
from xlsx2html import xlsx2html

cells = {"share": (30.4, '0.0" %"'), "percent": (0.304, "0.0%"), "tkr": (1098800, "#,##0,"), "kr": (1098800, "#,##0")}
book = openpyxl.Workbook()
for row, (value, shown) in enumerate(cells.values(), start=1):
    book.active.cell(row, 1, value).number_format = shown
book.save("ramar.xlsx")
page = io.StringIO()
xlsx2html("ramar.xlsx", page, locale="sv")
given = [html.unescape(text).replace("\u00a0", " ") for text in re.findall(r"<td[^>]*>([^<]*)</td>", page.getvalue())]
seen = dict(zip(cells, (re.sub(r"\s+", " ", text) for text in given)))

expected = {"share": '3040,0" %"', "percent": "30,4%", "tkr": " 1098800", "kr": "1 098 800"}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

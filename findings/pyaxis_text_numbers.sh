#!/usr/bin/env bash
# pyaxis 0.4.3: the numbers of a PX file are text, and their sum is the digits in a row.
# Guess: DATA is a column of numbers, as the file has nothing else in it; a missing value is NaN whatever sign
#   it has.
# Seen: DATA is text even where every cell is a number, so that sum() gives "2994003000001098800"; ".." becomes
#   NaN, and "." an empty text that astype(float) refuses.
# Hurts: whoever sets a plan beside the tables of Statistics Sweden and of municipalities, which come as PX
#   files.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pyaxis==0.4.3 pandas==2.3.3
venv/bin/python - <<'PY'
from pathlib import Path

from pyaxis import pyaxis

HEAD = """CHARSET="ANSI";
AXIS-VERSION="2000";
LANGUAGE="sv";
DECIMALS=0;
MATRIX="Ramar";
TITLE="Ramar efter nämnd och år";
CONTENTS="Ramar";
UNITS="tkr";
STUB="nämnd";
HEADING="år";
VALUES("nämnd")="Kommunstyrelsen","Socialnämnden";
VALUES("år")="2021","2022";
DATA=
"""


def read(numbers):
    Path("ramar.px").write_text(HEAD + numbers, encoding="cp1252")
    return pyaxis.parse("ramar.px", encoding="cp1252")["DATA"].DATA


whole = read("299400 300000\n1098800 5;\n")
holes = read('299400 ".."\n"." 5;\n')
seen = {"cells": whole.tolist(), "sum": whole.iloc[:3].sum(), "without": [str(cell) for cell in holes]}

expected = {
    "cells": ["299400", "300000", "1098800", "5"],
    "sum": "2994003000001098800",
    "without": ["299400", "nan", "", "5"],
}

for what, value in seen.items():
    print(what, "->", repr(value))
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

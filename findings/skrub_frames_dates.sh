#!/usr/bin/env bash
# skrub 0.11.0: frames between one and ten thousand, kept as text, become dates of the Middle Ages.
# Guess: Cleaner makes dates of dates; a column of whole numbers as text stays text, as 850, 1098 does.
# Seen: ["1098", "1120", "1145"] becomes 1098-01-01 and so on; TableVectorizer makes of it a year, a month and a day. With
#   one frame of three digits in the column, a decimal or a space in it, it stays text.
# Hurts: frames in tkr or mnkr that were read as text so that codes keep their noughts: whether a budget is money or dates
#   hangs on its smallest committee.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check skrub==0.11.0 pandas==3.0.6
venv/bin/python - 2>/dev/null <<'PY'
import pandas as pd
from skrub import Cleaner, TableVectorizer

frames = {"four digits": ["1098", "1120", "1145"], "one of three": ["1098", "1120", "850"], "spaced": ["1 098", "1 120", "1 145"]}
seen = {}
for name, texts in frames.items():
    column = Cleaner().fit_transform(pd.DataFrame({"tkr": texts}))["tkr"]
    seen[name] = [str(value) for value in column]
seen["vectorizer"] = list(TableVectorizer().fit_transform(pd.DataFrame({"tkr": frames["four digits"]})).columns)[:3]

expected = {
    "four digits": ["1098-01-01 00:00:00", "1120-01-01 00:00:00", "1145-01-01 00:00:00"],
    "one of three": ["1098", "1120", "850"],
    "spaced": ["1 098", "1 120", "1 145"],
    "vectorizer": ["tkr_year", "tkr_month", "tkr_day"],
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

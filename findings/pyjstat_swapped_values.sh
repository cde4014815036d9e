#!/usr/bin/env bash
# pyjstat 2.4.0: writing a table as JSON-stat gives amounts to other committees.
# Guess: rows in any order come back with their own values, and a missing row as a missing value.
# Seen: values are written in the order of the rows, whatever the order of the categories: of a table sorted
#   by year, half the amounts change hands; a table that lacks a row is written with fewer values than cells.
# Hurts: municipalities that publish tables as JSON-stat.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pyjstat==2.4.0 pandas==3.1.1 numpy==2.4.6
venv/bin/python - <<'PY'
import json

import pandas as pd
from pyjstat import pyjstat

rows = [("Skola", "2023", 1), ("Omsorg", "2023", 2), ("Skola", "2022", 3), ("Omsorg", "2022", 4)]


def write(rows):
    return pyjstat.Dataset.read(pd.DataFrame(rows, columns=["Nämnd", "År", "value"])).write()


back = pyjstat.Dataset.read(write(rows)).write("dataframe")
short = json.loads(write(rows[:3]))
seen = {
    "back": sorted(tuple(row) for row in back.values.tolist()),
    "a row less: cells, values": (short["size"][0] * short["size"][1], len(short["value"])),
}

expected = {
    "back": [("Omsorg", "2022", 4), ("Omsorg", "2023", 3), ("Skola", "2022", 2), ("Skola", "2023", 1)],
    "a row less: cells, values": (4, 3),
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

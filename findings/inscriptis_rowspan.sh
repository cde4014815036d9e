#!/usr/bin/env bash
# inscriptis 2.7.6: a cell that spans two rows moves the next row one column to the left.
# Guess: a table whose committee spans two years is set with each amount below its heading.
# Seen: 2023 stands in the column of committees and 41,0 in that of years; a cell over two columns moves the rest of
#   its row likewise. The rows still look like a table. lxml's and pandas' way of reading gives the amounts right.
# Hurts: whoever reads a budget table out of a web page as text that keeps the columns.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check inscriptis==2.7.6 pandas==3.1.1 lxml==6.1.3
venv/bin/python - <<'PY'
import io

import pandas as pd
from inscriptis import get_text

page = (
    "<table><tr><th>Nämnd</th><th>År</th><th>Ram</th></tr>"
    "<tr><td rowspan=2>Skola</td><td>2022</td><td>39,5</td></tr><tr><td>2023</td><td>41,0</td></tr>"
    "<tr><td colspan=2>Summa</td><td>80,5</td></tr></table>"
)
lines = get_text(page).splitlines()
starts = [lines[0].index(heading) for heading in ("Nämnd", "År", "Ram")]


def place(line):
    """Each word of a line with the heading above it."""
    columns = ("Nämnd", "År", "Ram")
    return {word: columns[starts.index(line.index(word))] for word in line.split()}


seen = {line.split()[0]: place(line) for line in lines[1:]}
seen["pandas"] = pd.read_html(io.StringIO(page), decimal=",", thousands=None)[0].to_numpy().tolist()

expected = {
    "Skola": {"Skola": "Nämnd", "2022": "År", "39,5": "Ram"},
    "2023": {"2023": "Nämnd", "41,0": "År"},
    "Summa": {"Summa": "Nämnd", "80,5": "År"},
    "pandas": [["Skola", "2022", 39.5], ["Skola", "2023", 41.0], ["Summa", "Summa", 80.5]],
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

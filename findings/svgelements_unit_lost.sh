#!/usr/bin/env bash
# svgelements 1.9.6: what stands behind a tspan goes, and the tspan comes before the words that lead to it.
# Guess: the texts of a picture come in their order, and none is lost.
# Seen: "Ram <tspan>299,4</tspan> mnkr" becomes "299,4" and "Ram "; "mnkr" is nowhere, with or without a line
#   break in the file.
# Hurts: whoever checks the words of a figure in its svg: units and ends of sentences are missing.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check svgelements==1.9.6
venv/bin/python - <<'PY'
from io import StringIO

from svgelements import SVG, Text


def read(text):
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="148mm" height="105mm"><text x="10" y="20">{text}</text></svg>'
    return [each.text for each in SVG.parse(StringIO(svg)).elements() if isinstance(each, Text)]


seen = {
    "plain": read("Ram 299,4 mnkr"),
    "tspan": read('Ram <tspan font-weight="bold">299,4</tspan> mnkr'),
}

expected = {"plain": ["Ram 299,4 mnkr"], "tspan": ["299,4", "Ram "]}

for what, value in seen.items():
    print(what, "->", repr(value))
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

#!/usr/bin/env bash
# pygal 3.1.3: an amount that is missing is printed as 0 where bars or lines are stacked.
# Guess: None is left out in every chart, as it is in Bar and Line.
# Seen: StackedBar, HorizontalStackedBar and StackedLine print 0 for it, and the tooltip says 0; Bar, Line and Dot
#   leave it out.
# Hurts: charts of a budget whose plan says nothing about a year: it seems to say nought.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pygal==3.1.3
venv/bin/python - <<'PY'
import re

import pygal


def values(kind):
    chart = getattr(pygal, kind)(print_values=True)
    chart.x_labels = ["2022", "2023"]
    chart.add("Skola", [39.5, None])
    return re.findall(r'<text [^>]*class="value">([^<]*)', chart.render().decode())


seen = {kind: values(kind) for kind in ("Bar", "Line", "Dot", "StackedBar", "HorizontalStackedBar", "StackedLine")}

expected = {
    "Bar": ["39.5"],
    "Line": ["39.5"],
    "Dot": ["39.5"],
    "StackedBar": ["39.5", "0"],
    "HorizontalStackedBar": ["39.5", "0"],
    "StackedLine": ["39.5", "0"],
}

for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

#!/usr/bin/env bash
# altair 6.3.0 with vl-convert 1.9.0: with stack="normalize" a saving is drawn as a share of the whole.
# Guess: of a frame of 10 and a saving of −5 the saving goes below nought, or the chart is refused.
# Seen: the saving is 33 % beside the frame's 67 %, both to the right of nought and together 100 %, as if it were an
#   outlay of 5; nothing in the chart or its words tells the sign. With stack="zero" it goes to the left.
# Hurts: charts of how a budget is shared: a cut looks like a cost.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check altair==6.3.0 vl-convert-python==1.9.0.post1
venv/bin/python - <<'PY'
import re

import altair
import vl_convert

ROWS = [{"slag": "ram", "mnkr": 10}, {"slag": "besparing", "mnkr": -5}]


def drawn(stack):
    amount = altair.X("mnkr:Q", stack=stack)
    chart = altair.Chart(altair.Data(values=ROWS)).mark_bar().encode(x=amount, color="slag:N")
    svg = vl_convert.vegalite_to_svg(chart.to_json())
    return re.findall(r'aria-label="mnkr: ([^;]*); slag: ([^"]*)"', svg)


seen = {stack: drawn(stack) for stack in ("zero", "normalize")}

expected = {
    "zero": [("10", "ram"), ("−5", "besparing")],
    "normalize": [("67%", "ram"), ("33%", "besparing")],
}

for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

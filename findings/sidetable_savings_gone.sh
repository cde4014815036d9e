#!/usr/bin/env bash
# sidetable 0.9.1: a table of shares leaves out every saving, and its sum is of the increases alone.
# Guess: freq(value=…) shows all committees, the savings with a negative share, or refuses.
# Seen: rows whose sum is below nought are gone (as is nought), shares are of what is left, and the cumulated sum ends at
#   15.0 where the column sums to 8.0. The docstring of clip_0 (default True) speaks of "0 counts" alone; with
#   clip_0=False all four rows and 8.0 come back.
# Hurts: changes of budgets: "two committees share all of 15 million" where two others pay 7.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check sidetable==0.9.1 pandas==2.2.3
venv/bin/python - <<'PY'
import pandas as pd
import sidetable  # noqa: F401  (adds .stb)

changes = pd.DataFrame({"nämnd": ["Skola", "Kultur", "Vård", "Teknik"], "mnkr": [10.0, 5.0, -3.0, -4.0]})
seen = {}
for clip in (True, False):
    table = changes.stb.freq(["nämnd"], value="mnkr", clip_0=clip)
    seen[f"clip_0={clip}"] = [table["nämnd"].tolist(), table["percent"].round(1).tolist(), table["cumulative_mnkr"].iloc[-1]]
seen["sum of the column"] = changes["mnkr"].sum()

expected = {
    "clip_0=True": [["Skola", "Kultur"], [66.7, 33.3], 15.0],
    "clip_0=False": [["Skola", "Kultur", "Vård", "Teknik"], [125.0, 62.5, -37.5, -50.0], 8.0],
    "sum of the column": 8.0,
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

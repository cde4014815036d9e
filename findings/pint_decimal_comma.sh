#!/usr/bin/env bash
# pint 0.25.3: a quantity written the Swedish way is read as another quantity.
# Guess: "5,2 km" is refused or read as 5.2 km; "1 250 km" is refused or read as 1250 km.
# Seen: the comma is deleted (tenfold), a space between thousands multiplies (1 · 250 = 250, and 1 · 0 · 93 =
#   0), and the minus sign U+2212 goes without a word.
# Hurts: whoever reads lengths, weights or tons of carbon dioxide out of a Swedish plan.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pint==0.25.3
venv/bin/python - <<'PY'
import pint

units = pint.UnitRegistry()
written = ["5,2 km", "1 250 km", "1 093 km", "\u22125,2 km", "1.093,5 km"]
seen = {text: str(units.Quantity(text)) for text in written}

expected = {
    "5,2 km": "52 kilometer",
    "1 250 km": "250 kilometer",
    "1 093 km": "0 kilometer",
    "\u22125,2 km": "52 kilometer",
    "1.093,5 km": "1.0935 kilometer",
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

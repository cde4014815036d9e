#!/usr/bin/env bash
# pyjanitor 0.32.60: the cleaner of currency columns makes ten times of a decimal comma, and a grant of a saving.
# Guess: an amount that is not written the English way is refused, or given the missing value.
# Seen: 39,5 kr is 395, 1 098,8 is 10988, 1.098,80 is 1.0988; a true minus (U+2212) and brackets, both ways of writing a
#   saving in budgets, are dropped: 52. A hyphen before the amount is kept. Only "5-" is refused.
# Hurts: the analyst who cleans a copied table in one line: nothing is said, and the sum is wrong by a power of ten.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pyjanitor==0.32.60 pandas==3.0.6
venv/bin/python - 2>/dev/null <<'PY'
import janitor  # noqa: F401  (adds the method)
import pandas as pd


def clean(text: str) -> float:
    return float(pd.DataFrame({"ram": [text]}).currency_column_to_numeric("ram")["ram"].iloc[0])


seen = {text: clean(text) for text in ("39,5 kr", "1 098,8", "1.098,80", "\u22125,2", "(5,2)", "-5,2")}

expected = {"39,5 kr": 395.0, "1 098,8": 10988.0, "1.098,80": 1.0988, "\u22125,2": 52.0, "(5,2)": 52.0, "-5,2": -52.0}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

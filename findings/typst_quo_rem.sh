#!/usr/bin/env bash
# typst 0.15.2: for negative amounts calc.quo and calc.rem do not fit together.
# Guess: calc.quo(a, b) · b + calc.rem(a, b) is a, as with Python's // and %.
# Seen: calc.quo rounds down, calc.rem keeps the sign of a: −5 200 parts into −6 and −200, which is −6 200;
#   for 5 200 it is 5 and 200.
# Hurts: prints that split tkr into mnkr and the rest: a saving grows by a million.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check typst==0.15.2
venv/bin/python - <<'PY'
import json

import typst


def split(amount):
    page = f"#metadata((calc.quo({amount}, 1000), calc.rem({amount}, 1000))) <parts>"
    return tuple(json.loads(typst.query(page.encode(), "<parts>", field="value", one=True)))


seen = {amount: split(amount) for amount in (5200, -5200)}
seen["put together"] = seen[-5200][0] * 1000 + seen[-5200][1]

expected = {
    5200: (5, 200),
    -5200: (-6, -200),
    "put together": -6200,
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

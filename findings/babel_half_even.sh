#!/usr/bin/env bash
# babel 2.19.0: amounts are rounded half to even, and a small saving is printed as minus nought.
# Guess: format_decimal rounds half up, as tables do, and writes what rounds to nought as 0,0.
# Seen: 1,05 is 1,0 and 1,15 is 1,2 (percent, currency and compact numbers alike: 2 500 is 2 tn); −0,04 is
#   "-0,0".
# Hurts: printed tables: an amount ending in 5 differs from the reader's own sum, and "-0,0" looks like a
#   slip.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check babel==2.19.0
venv/bin/python - <<'PY'
from babel.numbers import format_compact_decimal, format_decimal, format_percent

seen = {value: format_decimal(value, "#,##0.0", locale="sv") for value in (1.05, 1.15, -0.04)}
seen["percent"] = format_percent(0.125, "#,##0 %", locale="sv")
seen["compact"] = format_compact_decimal(2500, locale="sv")

expected = {
    1.05: "1,0",
    1.15: "1,2",
    -0.04: "-0,0",
    "percent": "12 %",
    "compact": "2\u00a0tn",
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

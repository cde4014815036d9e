#!/usr/bin/env bash
# great_tables 1.1.0: the sign of the krona stands before a Swedish amount, without a space.
# Guess: locale="sv" writes amounts as CLDR does, 1 098,80 kr, and percentages as 30,4 %.
# Seen: "kr1 098,80" and "−kr5,25"; placement="right" gives "1 098,80kr"; a percentage is "30,4%"; thousands,
#   comma and minus are right, and so are the names of days.
# Hurts: budget tables set for print: every amount has to be mended by a pattern (pattern="{x} kr").
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check great-tables==1.1.0 pandas==2.3.3
venv/bin/python - <<'PY'
from great_tables import vals

amounts = [1098.8, -5.25]
seen = {
    "currency": vals.fmt_currency(amounts, currency="SEK", locale="sv"),
    "to the right": vals.fmt_currency(amounts, currency="SEK", locale="sv", placement="right"),
    "percent": vals.fmt_percent([0.304], decimals=1, locale="sv"),
    "number": vals.fmt_number(amounts, decimals=1, locale="sv"),
}

expected = {
    "currency": ["kr1 098,80", "−kr5,25"],
    "to the right": ["1 098,80kr", "−5,25kr"],
    "percent": ["30,4%"],
    "number": ["1 098,8", "−5,2"],
}

for what, value in seen.items():
    print(what, "->", repr(value))
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

#!/usr/bin/env bash
# price-parser 0.5.1: a saving is read as a cost, and its unit shrinks to kronor.
# Guess: "-5,2 mnkr" gives -5.2, with "mnkr" or nothing as its currency.
# Seen: the minus goes, be it a hyphen, a dash or U+2212; "mnkr" and "tkr" are both "kr"; "5,250 tkr" is 5250;
#   a year before the amount is the amount.
# Hurts: whoever reads amounts out of running text with it: the sign is lost, and six noughts.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check price-parser==0.5.1
venv/bin/python - <<'PY'
from price_parser import Price

written = ["-5,2 mnkr", "\u22125,2 mnkr", "39 mnkr", "5,250 tkr", "2022: 3 341 kr"]
prices = [Price.fromstring(text) for text in written]
seen = {text: f"{price.amount} {price.currency}" for text, price in zip(written, prices)}

expected = {
    "-5,2 mnkr": "5.2 kr",
    "\u22125,2 mnkr": "5.2 kr",
    "39 mnkr": "39 kr",
    "5,250 tkr": "5250 kr",
    "2022: 3 341 kr": "2022 kr",
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

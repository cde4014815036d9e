#!/usr/bin/env bash
# babel 2.19.0: singular or plural goes by the number handed in, not by the digits that are printed.
# Guess: the name of a currency or unit agrees with the digits before it, whatever type the number has.
# Seen: 1.0 prints "1.00 Swedish krona", Decimal("1.00") "1.00 Swedish kronor", 1.004 "1.00 Swedish kronor";
#   Decimal("1.00") prints "1 kilometers".
# Hurts: amounts read from a table as exact decimals get another grammar than the same amounts as floats; in a
#   text both stand beside each other. Here a count is told from the decimals that are printed (helpers.language).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check babel==2.19.0
venv/bin/python - <<'PY'
from decimal import Decimal

from babel.numbers import format_currency
from babel.units import format_unit

values = (1.0, Decimal("1.00"), 1.004)
seen = [format_currency(value, "SEK", locale="en", format_type="name") for value in values]
seen += [format_currency(value, "SEK", locale="sv", format_type="name") for value in values[:2]]
seen += [format_unit(value, "kilometer", "long", locale="en") for value in values[:2]]

expected = [
    "1.00 Swedish krona",
    "1.00 Swedish kronor",
    "1.00 Swedish kronor",
    "1,00 svensk krona",
    "1,00 svenska kronor",
    "1 kilometer",
    "1 kilometers",
]
print(*seen, sep="\n")
raise SystemExit(0 if [text.replace("\u00a0", " ") for text in seen] == expected else f"changed; before: {expected}")
PY

#!/usr/bin/env bash
# quantulum3 0.10.0: "2022 års" is read as ångström times South African rand times second.
# Guess: a year and the Swedish words behind it are no quantity, or one without a unit; a decimal comma is read
#   or refused.
# Seen: the letters of "års" are taken one by one as å, r and s; "1 098,8" becomes the two quantities 1098 and
#   8, and "21,74" becomes 21 and 74, all without a unit.
# Hurts: whoever looks for amounts in a plan: the first hit of nearly every page is a length, and an amount
#   comes twice.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check quantulum3==0.10.0
venv/bin/python - <<'PY'
import warnings

warnings.simplefilter("ignore")
from quantulum3 import parser


def read(text):
    return [(found.value, found.unit.name) for found in parser.parse(text)]


seen = {text: read(text) for text in ("2022 års budget", "1 098,8 miljoner kronor", "21,74 kronor", "52 254 invånare")}

expected = {
    "2022 års budget": [(2022.0, "ångström south african rand second")],
    "1 098,8 miljoner kronor": [(1098.0, "dimensionless"), (8.0, "dimensionless")],
    "21,74 kronor": [(21.0, "dimensionless"), (74.0, "dimensionless")],
    "52 254 invånare": [(52254.0, "dimensionless")],
}

for what, value in seen.items():
    print(what, "->", repr(value))
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

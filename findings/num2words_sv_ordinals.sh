#!/usr/bin/env bash
# num2words 0.5.14: "den tjugode" is no Swedish word, and 1 000 has three t.
# Guess: to="ordinal" gives tjugonde and trettionde, and 1000 is ettusen, as dictionaries have them.
# Seen: 20 is "tjugode" ("tjugonde" is the word), while 21, 30 and 90 are right; 1100 is "etttusen etthundra",
#   where Swedish writes ettusen etthundra.
# Hurts: texts that spell their numbers: "den tjugode punkten" in a print.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check num2words==0.5.14
venv/bin/python - <<'PY'
from num2words import num2words

seen = {
    "ordinals": [num2words(number, lang="sv", to="ordinal") for number in (3, 10, 20, 21, 30, 90)],
    "numbers": [num2words(number, lang="sv") for number in (21, 1100)],
}

expected = {
    "ordinals": ["tredje", "tionde", "tjugode", "tjugoförsta", "trettionde", "nittionde"],
    "numbers": ["tjugoett", "etttusen etthundra"],
}

for what, value in seen.items():
    print(what, "->", repr(value))
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

#!/usr/bin/env bash
# anyascii 0.3.3, unidecode 1.4.0: 2½ mnkr becomes 21/2, and 5 ‰ becomes 5 %0.
# Guess: "2½" is "2 1/2", and ‰ is something that no digit can be mistaken for.
# Seen: anyascii makes "21/2 mnkr" of "2½ mnkr" (unidecode "2 1/2"); both make "5%0" of "5‰", so that it reads as 5 %,
#   and "102" of "10²". The minus U+2212 is kept as a hyphen by both.
# Hurts: texts made plain for a search or a file name before their amounts are read.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check anyascii==0.3.3 unidecode==1.4.0
venv/bin/python - <<'PY'
from anyascii import anyascii
from unidecode import unidecode

seen = {text: (anyascii(text), unidecode(text)) for text in ("2½ mnkr", "5‰", "10²", "−5,2")}

expected = {
    "2½ mnkr": ("21/2 mnkr", "2 1/2 mnkr"),
    "5‰": ("5%0", "5%0"),
    "10²": ("102", "102"),
    "−5,2": ("-5,2", "-5,2"),
}

for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

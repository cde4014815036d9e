#!/usr/bin/env bash
# recordlinkage 0.16: clean() drops å, ä and ö, the decimal comma and what stands in brackets.
# Guess: a text is made small and loses its punctuation; letters and numbers stay apart from other letters and numbers.
# Seen: "för äldre" and "får äldre" are both "fr ldre", "1,5 mnkr" is "15 mnkr" and "-5,2 mnkr" "52 mnkr", "(vuxna)"
#   goes. By default all is dropped but a-z, 0-9, space and _; strip_accents="unicode" saves the letters as o and a.
# Hurts: whoever pairs demands or committees: "för" and "får" ("for" and "gets"), and a saving and a grant, are equal.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check recordlinkage==0.16
venv/bin/python - <<'PY'
import pandas as pd
from recordlinkage.preprocessing import clean

TEXTS = ["Mer för äldre", "Mer får äldre", "1,5 mnkr", "15 mnkr", "-5,2 mnkr", "52 mnkr", "Skola (vuxna)"]
seen = {
    "clean": clean(pd.Series(TEXTS)).tolist(),
    "strip_accents": clean(pd.Series(TEXTS[:2]), strip_accents="unicode").tolist(),
}

expected = {
    "clean": ["mer fr ldre", "mer fr ldre", "15 mnkr", "15 mnkr", "52 mnkr", "52 mnkr", "skola"],
    "strip_accents": ["mer for aldre", "mer far aldre"],
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

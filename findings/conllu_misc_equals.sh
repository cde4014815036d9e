#!/usr/bin/env bash
# conllu 6.0.0: a value with "=" in it, such as the address of a source, is cut at it, also when written back.
# Guess: Name=Value in the last column is read as a name and the rest, and serialize() gives the line back.
# Seen: of "Källa=https://exempel.se/plan?sida=7" there is "https://exempel.se/plan?sida" left, and so it is written.
#   pyconll 3.3.1 keeps the whole value.
# Hurts: annotated plans in CoNLL-U that lead back to their page: the page number goes with the first round trip.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check conllu==6.0.0 pyconll==3.3.1
venv/bin/python - <<'PY'
import conllu
import pyconll

LINE = "1\tbussar\tbuss\tNOUN\t_\t_\t0\troot\t_\tKälla=https://exempel.se/plan?sida=7|Ord=buss"

sentence = conllu.parse(LINE + "\n\n")[0]
other = pyconll.load_from_string(LINE + "\n\n")[0]
seen = {
    "conllu": sentence[0]["misc"],
    "conllu, written": sentence.serialize().split("\t")[-1].strip(),
    "pyconll": {name: list(values) for name, values in other[0].misc.items()},
}

RIGHT = "https://exempel.se/plan?sida=7"
expected = {
    "conllu": {"Källa": RIGHT[:-2], "Ord": "buss"},
    "conllu, written": f"Källa={RIGHT[:-2]}|Ord=buss",
    "pyconll": {"Källa": [RIGHT], "Ord": ["buss"]},
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

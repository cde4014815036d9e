#!/usr/bin/env bash
# pyconll 3.3.1: an amount of 5,2 in the last column of CoNLL-U comes back as 2,5.
# Guess: what is read and written again is the same line: MISC is for whatever an annotator adds.
# Seen: every value of MISC is parted at its commas into a set and written in the order of the alphabet: "Belopp=5,2" is
#   written "Belopp=2,5", and a remark "39,5 mnkr, 41 bussar" has its parts turned round. conllu 6.0.0 keeps both.
# Hurts: annotated plans with amounts: they change with the first round trip, and still look like amounts.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pyconll==3.3.1 conllu==6.0.0
venv/bin/python - <<'PY'
import conllu
import pyconll

LINE = "1\tRam\tram\tNOUN\t_\t_\t0\troot\t_\tBelopp=5,2|Not=39,5 mnkr, 41 bussar"

sentence = pyconll.load_from_string(LINE + "\n\n")[0]
seen = {
    "pyconll": {name: sorted(values) for name, values in sentence[0].misc.items()},
    "pyconll, written": sentence.conll().split("\t")[-1],
    "conllu, written": conllu.parse(LINE + "\n\n")[0].serialize().split("\t")[-1].strip(),
}

expected = {
    "pyconll": {"Belopp": ["2", "5"], "Not": [" 41 bussar", "39", "5 mnkr"]},
    "pyconll, written": "Belopp=2,5|Not= 41 bussar,39,5 mnkr",
    "conllu, written": LINE.split("\t")[-1],
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

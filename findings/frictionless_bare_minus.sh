#!/usr/bin/env bash
# frictionless 5.21.0: a number that may stand among words loses its minus, without an error.
# Guess: with bareNumber false, which lets "39,5 mnkr" be 39.5, "−5,2 mnkr" is −5.2 or an error.
# Seen: the minus U+2212 is cleared away with the words: "−5,2 mnkr" is 5.2 and the table is valid. With a hyphen it
#   is −5.2, and without bareNumber the minus U+2212 is an error.
# Hurts: publishers of open data: a cut is read as an increase.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check frictionless==5.21.0
venv/bin/python - <<'PY'
from frictionless import Resource, Schema


def read(texts, **options):
    field = {"name": "Ram", "type": "number", "decimalChar": ",", **options}
    table = Resource(data=[["Ram"], *([text] for text in texts)], schema=Schema.from_descriptor({"fields": [field]}))
    return [str(row["Ram"]) for row in table.read_rows()], table.validate().valid


seen = {
    "bareNumber false": read(["39,5 mnkr", "-5,2 mnkr", "−5,2 mnkr"], bareNumber=False),
    "bareNumber true": read(["39,5", "-5,2", "−5,2"]),
}

expected = {
    "bareNumber false": (["39.5", "-5.2", "5.2"], True),
    "bareNumber true": (["39.5", "-5.2", "None"], False),
}

for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

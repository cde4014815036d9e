#!/usr/bin/env bash
# frictionless 5.21.0: a column of decimal commas is described as points on the globe.
# Guess: the amounts "39,5" and "40,2" are described as string.
# Seen: they are geopoint: 39,5 is taken for a longitude and a latitude, and reading by that schema gives
#   pairs; one amount that can be no longitude (1093,5) makes the column string.
# Hurts: publishers of open data who describe a Swedish table and validate by what they got: it is valid.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check frictionless==5.21.0
venv/bin/python - <<'PY'
from pathlib import Path

from frictionless import Resource, describe

Path("ramar.csv").write_text("namnd;ram\nskola;39,5\nomsorg;40,2\n", encoding="utf-8")
Path("fler.csv").write_text("namnd;ram\nskola;39,5\nomsorg;1093,5\n", encoding="utf-8")
resource = describe("ramar.csv")
seen = {
    "described": {field.name: field.type for field in resource.schema.fields},
    "valid": resource.validate().valid,
    "first": [float(part) for part in Resource("ramar.csv").read_rows()[0]["ram"]],
    "with a larger one": describe("fler.csv").schema.get_field("ram").type,
}

expected = {
    "described": {"namnd": "string", "ram": "geopoint"},
    "valid": True,
    "first": [39.0, 5.0],
    "with a larger one": "string",
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

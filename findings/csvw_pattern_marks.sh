#!/usr/bin/env bash
# csvw 4.1.1: with a pattern an amount of 39,5 is written as 39 5, and 1098,8 as 1 098 8.
# Guess: with the pattern "#,##0.0", a decimal comma and a space for thousands, 1098.8 is written "1 098,8" and read
#   back.
# Seen: it is written "1 098 8", and 39.5 "39 5": the marks are changed one after the other. "1 098,8" is refused when
#   read. Without a pattern "1 098,8" is written and read.
# Hurts: publishers who describe a table for CSV on the Web: whoever takes the spaces away reads 10988.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check csvw==4.1.1
venv/bin/python - <<'PY'
from decimal import Decimal

from csvw.metadata import Datatype

MARKS = {"decimalChar": ",", "groupChar": " "}


def use(layout):
    datatype = Datatype.fromvalue({"base": "decimal", "format": layout})
    try:
        read = str(datatype.parse("1 098,8"))
    except ValueError as error:
        read = type(error).__name__
    return [datatype.formatted(Decimal(number)) for number in ("39.5", "1098.8", "-5.2")], read


seen = {"with a pattern": use({"pattern": "#,##0.0", **MARKS}), "without": use(MARKS)}

expected = {
    "with a pattern": (["39 5", "1 098 8", "-5 2"], "ValueError"),
    "without": (["39,5", "1 098,8", "-5,2"], "1098.8"),
}

for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

#!/usr/bin/env bash
# pandera 0.35.0: coerce=True with int cuts decimals off and calls the table valid.
# Guess: a column of int with coerce=True refuses 5.7, as pydantic does.
# Seen: 5.7 becomes 5 and 32.3 · 1000 (32299.999…) becomes 32299, for int and "int64"; "Int64" refuses both.
# Hurts: amounts that pass through a float once: one tkr less, or all decimals, with a validated table to show
#   for it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pandera==0.35.0 pandas==3.1.1
venv/bin/python - <<'PY'
import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors


def read(dtype):
    schema = pa.DataFrameSchema({"tkr": pa.Column(dtype, coerce=True)})
    try:
        return schema.validate(pd.DataFrame({"tkr": [5.7, -5.7, 32.3 * 1000]}), lazy=True)["tkr"].tolist()
    except SchemaErrors:
        return "refused"


seen = {str(dtype): read(dtype) for dtype in ("int64", int, "Int64")}

expected = {
    "int64": [5, -5, 32299],
    "<class 'int'>": [5, -5, 32299],
    "Int64": "refused",
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

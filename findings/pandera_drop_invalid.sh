#!/usr/bin/env bash
# pandera 0.35.0: drop_invalid_rows drops valid rows that share a label with an invalid one.
# Guess: of the amounts 1, -1, 2 and 3, only -1 is dropped.
# Seen: rows go by index label: with the labels 7, 7, 8, 9 the valid amount 1 goes too, without a word; with
#   unique labels only -1 does.
# Hurts: tables put together with concat, or indexed by committee or line: sums are too small.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pandera==0.35.0 pandas==3.1.1
venv/bin/python - <<'PY'
import pandas as pd
import pandera.pandas as pa

schema = pa.DataFrameSchema({"ram": pa.Column(int, pa.Check.gt(0))}, drop_invalid_rows=True)


def keep(labels):
    return schema.validate(pd.DataFrame({"ram": [1, -1, 2, 3]}, index=labels), lazy=True)["ram"].tolist()


seen = {"unique": keep([6, 7, 8, 9]), "shared": keep([7, 7, 8, 9])}

expected = {
    "unique": [1, 2, 3],
    "shared": [2, 3],
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

#!/usr/bin/env bash
# pandas 3.1.1: with decimal="," a column with one word in it, or of exact decimals, is written with points.
# Guess: to_csv(decimal=",") writes every number of a table with a comma, as its documentation says ("European data").
# Seen: beside "39,5" stands "39.5" where another cell of the column is "prel.", where the amounts are Decimal, and
#   where such a table was turned round (T). In to_html a nullable column (Float64) keeps its points as well, though
#   not in to_csv. Read again with decimal="," and thousands=".", 39.5 is 395.
# Hurts: tables handed on for a Swedish spreadsheet: in one and the same row 39,5 and 39.5, the second tenfold or text.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pandas==3.1.1
venv/bin/python - <<'PY'
import io
from decimal import Decimal

import pandas as pd

table = pd.DataFrame(
    {
        "float": [39.5, -5.2],
        "one word": [39.5, "prel."],
        "Decimal": [Decimal("39.5"), Decimal("-5.2")],
        "Float64": pd.array([39.5, -5.2], dtype="Float64"),
    }
)
text = table.to_csv(sep=";", decimal=",", index=False)
turned = table[["float", "Float64", "Decimal"]].T.to_csv(sep=";", decimal=",", header=False)
html = table.to_html(decimal=",", index=False)
seen = {
    "to_csv": text.splitlines()[1:],
    "turned": turned.splitlines(),
    "to_html": [line.strip()[4:-5] for line in html.splitlines() if "<td>" in line][:4],
    "read again": pd.read_csv(io.StringIO(text), sep=";", decimal=",", thousands=".")["Decimal"].tolist(),
}
expected = {
    "to_csv": ["39,5;39.5;39.5;39,5", "-5,2;prel.;-5.2;-5,2"],
    "turned": ["float;39.5;-5.2", "Float64;39.5;-5.2", "Decimal;39.5;-5.2"],
    "to_html": ["39,5", "39.5", "39.5", "39.5"],
    "read again": [395, -52],
}

for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

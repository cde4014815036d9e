#!/usr/bin/env bash
# polars 2.1.0: with a decimal comma and powers of ten every number begins with all those before it.
# Guess: write_csv with decimal_comma and float_scientific gives 3,95e1 and -1,0988e3 in two rows.
# Seen: what was written of the rows above stands before each number: 3,95e1, 3,95e1-1,0988e3, and so on, and goes
#   over into the next column. With a point, or with float_precision set as well, it is right.
# Hurts: whoever writes key figures of very different sizes for a Swedish spreadsheet: the file opens, as texts.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check polars==2.1.0
venv/bin/python - <<'PY'
import polars

table = polars.DataFrame({"namn": ["Skola", "Kultur"], "ram": [39.5, -1098.8], "andel": [1.5, 2.5]})


def written(**options):
    return table.write_csv(separator=";", float_scientific=True, **options).splitlines()[1:]


seen = {
    "point": written(),
    "comma": written(decimal_comma=True),
    "comma and precision": written(decimal_comma=True, float_precision=4),
}

expected = {
    "point": ["Skola;3.95e1;1.5e0", "Kultur;-1.0988e3;2.5e0"],
    "comma": ["Skola;3,95e1;1,5e0", "Kultur;3,95e1-1,0988e3;1,5e02,5e0"],
    "comma and precision": ["Skola;3,9500e1;1,5000e0", "Kultur;-1,0988e3;2,5000e0"],
}

for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

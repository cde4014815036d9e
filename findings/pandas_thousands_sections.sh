#!/usr/bin/env bash
# pandas 3.1.1: with decimal="," and thousands="." section 2.3 is 23, and a text is half rewritten.
# Guess: only groups of three digits are thousands, and a column that is text stays as it is.
# Seen: beside "1.098,8", which is 1098.8, the sections 2.3 and 10.1 are 23 and 101. Where one of them is "Bilaga" the
#   column is text, and engine="python" (also chosen by sep=None) has "23", "101" and "Bilaga", and "5.0" for "5,0"
#   beside "prel."; engine="c" keeps the texts.
# Hurts: budgets whose lines have numbers: 2.3 and 23 are one and the same section.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pandas==3.1.1 numpy==2.4.6
venv/bin/python - <<'PY'
import io

import pandas as pd

NUMBERS = "punkt;ram\n2.3;39,5\n10.1;1.098,8\n"
TEXTS = "punkt;ram;not\n2.3;39,5;5,0\n10.1;1.098,8;prel.\nBilaga;5;1.250\n"


def read(text, engine):
    table = pd.read_csv(io.StringIO(text), sep=";", decimal=",", thousands=".", engine=engine)
    return {name: table[name].tolist() for name in table.columns}


seen = {(what, engine): read(text, engine) for what, text in (("numbers", NUMBERS), ("texts", TEXTS))
        for engine in ("c", "python")}

AMOUNTS = [39.5, 1098.8]
expected = {
    ("numbers", "c"): {"punkt": [23, 101], "ram": AMOUNTS},
    ("numbers", "python"): {"punkt": [23, 101], "ram": AMOUNTS},
    ("texts", "c"): {"punkt": ["2.3", "10.1", "Bilaga"], "ram": [*AMOUNTS, 5.0], "not": ["5,0", "prel.", "1.250"]},
    ("texts", "python"): {"punkt": ["23", "101", "Bilaga"], "ram": [*AMOUNTS, 5.0], "not": ["5.0", "prel.", "1250"]},
}

for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

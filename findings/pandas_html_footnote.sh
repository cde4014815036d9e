#!/usr/bin/env bash
# pandas 3.1.1: a footnote mark behind an amount on a web page becomes a digit of the amount.
# Guess: with decimal="," a cell 39,5 with a raised 1 is text, so that somebody looks at it.
# Seen: it is the number 39.51, and 1 098 with a raised 2 is 10982; the whole column counts as numbers.
# Hurts: whoever takes a municipality's table of key figures from its web page: ten times too much, or a little.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pandas==3.1.1 lxml==6.1.3
venv/bin/python - <<'PY'
import io

import pandas as pd

rows = [("Skola", "39,5<sup>1</sup>"), ("Omsorg", "1 098<sup>2</sup>"), ("Kultur", "5,2")]
body = "".join(f"<tr><td>{name}</td><td>{amount}</td></tr>" for name, amount in rows)
page = f"<table><tr><th>Nämnd</th><th>Ram</th></tr>{body}</table>"
table = pd.read_html(io.StringIO(page), decimal=",", thousands=" ")[0]
seen = dict(zip(table["Nämnd"], table["Ram"])) | {"type": str(table["Ram"].dtype)}

expected = {"Skola": 39.51, "Omsorg": 10982.0, "Kultur": 5.2, "type": "float64"}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

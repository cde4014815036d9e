#!/usr/bin/env bash
# agate 1.14.2 and csvkit 2.2.0: a decimal comma is taken for a thousands mark.
# Guess: a column of "39,5" and "40,25" stays text, since it is no number of the default locale.
# Seen: agate reads 395 and 4025 and csvstat adds them up to 4420; with the locale sv_SE the space of every
#   keyboard between thousands is refused, only the no-break space will do.
# Hurts: journalists who check a budget with csvstat, in2csv or agate.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check agate==1.14.2 csvkit==2.2.0
venv/bin/python - <<'PY'
import io
import subprocess
from pathlib import Path

import agate

Path("ramar.csv").write_text("namnd;ram\nskola;39,5\nomsorg;40,25\n", encoding="utf-8")
table = agate.Table.from_csv("ramar.csv", delimiter=";")
command = ["venv/bin/csvstat", "-d", ";", "-c", "ram", "--sum", "ramar.csv"]
swedish = agate.Number(locale="sv_SE")


def cast(text):
    try:
        return str(swedish.cast(text))
    except agate.exceptions.CastError:
        return "refused"


seen = {
    "agate": [str(row["ram"]) for row in table.rows],
    "csvstat --sum": subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip(),
    "sv_SE, no-break space": cast("1\u00a0093,5"),
    "sv_SE, space": cast("1 093,5"),
}

expected = {
    "agate": ["395", "4025"],
    "csvstat --sum": "4420",
    "sv_SE, no-break space": "1093.5",
    "sv_SE, space": "refused",
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

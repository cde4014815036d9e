#!/usr/bin/env bash
# dateparser 1.5.0: the day of a Swedish date becomes its year.
# Guess: "12 augusti" is 12 August of the year of the base date, as "12 August" is in English.
# Seen: it is August 2012, on the day of the month of the base date; "den 12 augusti" too. Only days up to 9
#   and dates with a year come out right, and a weekday ("torsdagen den 12 augusti 2021") makes it None.
# Hurts: whoever dates decisions from the text of minutes and plans.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check dateparser==1.5.0
venv/bin/python - <<'PY'
from datetime import datetime

import dateparser

base = {"RELATIVE_BASE": datetime(2026, 3, 20)}


def read(text, language):
    found = dateparser.parse(text, languages=[language], settings=base)
    return found and f"{found:%Y-%m-%d}"


swedish = ["9 augusti", "12 augusti", "den 12 augusti", "12 augusti 2022", "torsdagen den 12 augusti 2021"]
seen = {text: read(text, "sv") for text in swedish} | {"12 August": read("12 August", "en")}

expected = {
    "9 augusti": "2026-08-09",
    "12 augusti": "2012-08-20",
    "den 12 augusti": "2012-08-20",
    "12 augusti 2022": "2022-08-12",
    "torsdagen den 12 augusti 2021": None,
    "12 August": "2026-08-12",
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

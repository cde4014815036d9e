#!/usr/bin/env bash
# htmldate 1.11.0: a page dated in May or August, in Swedish, is of the first of January.
# Guess: "Publicerad 12 maj 2021" is 12 May 2021, as all months are one word in Swedish.
# Seen: maj and augusti (and "sept.") are not known, and the year is made a date: 2021-01-01, without a sign that it was
#   guessed. The other ten months are right, and so are "aug." and 2021-05-12. "12/8 2021" is 1 January too.
# Hurts: whoever orders pages of parties and municipalities by date: what was decided in May comes before February.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check htmldate==1.11.0
venv/bin/python - <<'PY'
from htmldate import find_date

MONTHS = "januari februari mars april maj juni juli augusti september oktober november december"


def dated(words):
    page = "<html lang='sv'><head><title>Plan</title></head><body><main><h1>Plan och budget</h1><p>Publicerad {}</p>"
    return find_date(page.format(words) + "</main></body></html>")


seen = {f"12 {month} 2021": dated(f"12 {month} 2021") for month in [*MONTHS.split(), "aug.", "sept."]}
seen |= {words: dated(words) for words in ("12/8 2021", "2021-05-12")}
expected = {f"12 {month} 2021": f"2021-{n:02}-12" for n, month in enumerate(MONTHS.split(), 1)}
expected |= {"12 maj 2021": "2021-01-01", "12 augusti 2021": "2021-01-01", "12 aug. 2021": "2021-08-12"}
expected |= {"12 sept. 2021": "2021-01-01", "12/8 2021": "2021-01-01", "2021-05-12": "2021-05-12"}

for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

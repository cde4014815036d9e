#!/usr/bin/env bash
# csv-diff 1.2: where two rows have one key, or are alike, a cut in one of them is no difference.
# Guess: two rows of one committee are compared one with one, or the key is refused as it names two rows.
# Seen: the last row of a key stands for all: a unit of Skola that goes from 39 to 30 is no change, and neither is a
#   row taken away beside its like, where no key is named. Nothing is said. daff 1.4.2 shows both.
# Hurts: whoever compares two versions of a budget by the committees' names: a cut in one of its units is not there.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check csv-diff==1.2 daff==1.4.2
venv/bin/python - <<'PY'
from io import StringIO

import daff
from csv_diff import compare, load_csv


def changes(before, after, key):
    found = compare(load_csv(StringIO(before), key=key), load_csv(StringIO(after), key=key))
    return {what: rows for what, rows in found.items() if rows}


def marked(before, after):
    """What daff writes in front of every row: -> for a change, --- for a row taken away."""
    tables = [daff.PythonTableView([line.split(",") for line in text.split()]) for text in (before, after)]
    daff.TableDiff(daff.compareTables(*tables).align(), daff.CompareFlags()).hilite(daff.PythonTableView(rows := []))
    return [row[0] for row in rows]


OLD = "nämnd,enhet,mnkr\nSkola,A,39\nSkola,B,10\nOmsorg,C,41\n"
CUT = OLD.replace("39", "30")
TWICE = "nämnd,mnkr\nSkola,39\nSkola,39\nOmsorg,41\n"
seen = {
    "first of two cut": changes(OLD, CUT, "nämnd"),
    "one of two gone": changes(TWICE, TWICE.replace("Skola,39\n", "", 1), None),
    "daff, cut": marked(OLD, CUT),
    "daff, gone": marked(TWICE, TWICE.replace("Skola,39\n", "", 1)),
}
expected = {
    "first of two cut": {},
    "one of two gone": {},
    "daff, cut": ["@@", "->", "", "..."],
    "daff, gone": ["@@", "", "---", ""],
}

for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY

#!/usr/bin/env bash
# deepdiff 9.1.0: without regard to order, an amount that stands twice is no difference to one that stands once.
# Guess: ignore_order=True passes over where a row stands, not how often it does.
# Seen: two rows of 39 for Skola and one are the same, and so are [5, 5, 3] and [3, 5], whose sums are 13 and 8; the
#   manual says so, and report_repetition=True counts. With significant_digits=1, 1.25 and 1.2499 are the same though
#   they are printed as 1,3 and 1,2.
# Hurts: whoever compares two versions of a budget: a row that came in twice is found by no one.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check deepdiff==9.1.0 orderly-set==5.5.0
venv/bin/python - <<'PY'
from deepdiff import DeepDiff

ROW = {"nämnd": "Skola", "tkr": 39}


def differ(one, other, **options):
    return sorted(DeepDiff(one, other, **options))


seen = {
    "a row twice": differ([ROW, ROW], [ROW], ignore_order=True),
    "an amount twice": differ([5, 5, 3], [3, 5], ignore_order=True),
    "counted": differ([5, 5, 3], [3, 5], ignore_order=True, report_repetition=True),
    "in order": differ([5, 5, 3], [5, 3]),
    "one digit": differ(1.25, 1.2499, significant_digits=1),
}

expected = {
    "a row twice": [],
    "an amount twice": [],
    "counted": ["repetition_change"],
    "in order": ["iterable_item_removed"],
    "one digit": [],
}
for what, value in seen.items():
    print(what, "->", value)
raise SystemExit(0 if seen == expected else f"changed; seen before: {expected}")
PY
